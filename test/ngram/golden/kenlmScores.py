"""KenLM's estimates and scores, for test/ngram/kenlm.test.ts.

    python -m venv venv
    venv/bin/pip install kenlm==0.3.0                # builds its Python module from source
    venv/bin/pip download --no-binary :all: --no-deps kenlm==0.3.0 && tar xzf kenlm-0.3.0.tar.gz
    cmake -S kenlm-0.3.0 -B build -DCMAKE_BUILD_TYPE=Release && make -C build lmplz    # needs libboost-all-dev
    venv/bin/python kenlmScores.py text
    for n in 2 3 4; do build/bin/lmplz -o $n --discount_fallback < kenlm.txt > lmplz-$n.arpa; done
    npm run build && node writeOurs.mjs
    venv/bin/python kenlmScores.py scores > kenlm.json

The text is one sentence a line, of words whose frequencies fall as 1 / rank and that like to follow themselves.
"""

import json
import random
import sys

WORDS = "the of , 鲸 whale and . sea a to in ship Ahab that captain his é it old 海 with was as for sperm 白鲸".split()


def text(seed, size):
    rng = random.Random(seed)
    weights = [1 / (rank + 1) for rank in range(len(WORDS))]
    for _ in range(size):
        words = []
        for _ in range(rng.randint(0, 11)):
            repeat = words and rng.random() < 0.3
            words.append(WORDS[(WORDS.index(words[-1]) + 3) % len(WORDS)] if repeat else rng.choices(WORDS, weights)[0])
        yield " ".join(words)


if sys.argv[1] == "text":
    with open("kenlm.txt", "w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in text(seed=1, size=200))
else:
    import glob

    import kenlm

    sentences = [*text(seed=2, size=12), "the Leviathan of the sea", "白鲸 Moby", ""]
    scores = {}
    for name in sorted(glob.glob("*.arpa")):
        model = kenlm.Model(name)
        scores[name] = [[score for score, _, _ in model.full_scores(sentence)] for sentence in sentences]
    print(json.dumps({"versions": {"kenlm": "0.3.0"}, "sentences": sentences, "scores": scores}, ensure_ascii=False))
