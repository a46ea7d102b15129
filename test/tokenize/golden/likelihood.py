"""Golden merges of WordPiece by likelihood, straight from the definition: every step counts everything anew.

python test/tokenize/golden/likelihood.py > test/tokenize/golden/likelihood.json
Python 3.11, no packages. The score is f(ab) / (f(a) f(b)); ties go to the lowest (left id, right id); pairs that occur fewer
than minFrequency times are left out. The corpora are word counts: the one of the HF course, chapter 6 (WordPiece), which says
that ("##g", "##s") comes first with 1/20, and words made from seeded random syllables.
"""

import json
import random
from collections import Counter


def train(counts, vocab_size, min_frequency):
    characters = sorted({character for word in counts for character in word})
    inside = sorted({"##" + character for word in counts for character in word[1:]})
    vocab = ["[UNK]", *characters, *inside]
    words = {word: [word[0], *("##" + character for character in word[1:])] for word in counts}
    merges = []
    while len(vocab) < vocab_size:
        symbols, pairs = Counter(), Counter()
        for word, count in counts.items():
            for symbol in words[word]:
                symbols[symbol] += count
            for pair in zip(words[word], words[word][1:]):
                pairs[pair] += count
        candidates = [
            (-count / (symbols[a] * symbols[b]), vocab.index(a), vocab.index(b), count)
            for (a, b), count in pairs.items()
            if count >= min_frequency
        ]
        if not candidates:
            break
        score, left_id, right_id, count = min(candidates)
        left, right = vocab[left_id], vocab[right_id]
        token = left + right[2:]
        if token not in vocab:
            vocab.append(token)
        merges.append({"left": left, "right": right, "token": token, "count": count, "score": -score})
        for word, parts in words.items():
            joined, i = [], 0
            while i < len(parts):
                if parts[i : i + 2] == [left, right]:
                    joined.append(token)
                    i += 2
                else:
                    joined.append(parts[i])
                    i += 1
            words[word] = joined
    return {"vocab": vocab, "merges": merges}


def syllables(rng):
    return "".join(rng.choice(["ka", "lo", "mi", "aa", "no", "nna", "s", "öl", "鲸"]) for _ in range(rng.randint(1, 5)))


def random_counts(seed):
    rng = random.Random(seed)
    return dict(Counter(syllables(rng) for _ in range(300)))


cases = [
    {"counts": {"hug": 10, "pug": 5, "pun": 12, "bun": 4, "hugs": 5}, "vocabSize": 30, "minFrequency": 1},
    {"counts": random_counts(1), "vocabSize": 80, "minFrequency": 1},
    {"counts": random_counts(2), "vocabSize": 200, "minFrequency": 1},
    {"counts": random_counts(3), "vocabSize": 80, "minFrequency": 5},
]
golden = [
    {**case, **train(case["counts"], case["vocabSize"], case["minFrequency"])}
    for case in cases
]
print(json.dumps(golden, ensure_ascii=False, separators=(",", ":")))
