"""nltk's counting for a Kneser-Ney model, for harness/contestant.mjs: python nltk_contestant.py TEXT

It pads and counts, which is all that nltk estimates beforehand.
"""

import json
import sys
import time

import nltk
from nltk.lm import KneserNeyInterpolated
from nltk.util import everygrams

ORDER = 3


def fit(sentences):
    model = KneserNeyInterpolated(ORDER)
    words = {word for sentence in sentences for word in sentence}
    model.fit((everygrams(sentence, max_len=ORDER) for sentence in sentences), vocabulary_text=words)
    return model


def say(line):
    print(json.dumps(line), flush=True)


def read():
    with open(sys.argv[1], encoding="utf-8") as file:
        return [["<s>", *line.split(" "), "</s>"] for line in file.read().rstrip().split("\n")]


counts = fit(read()).counts
sizes = [len(counts.unigrams), *(sum(len(dist) for dist in counts[n].values()) for n in range(2, ORDER + 1))]
say({"name": f"nltk {nltk.__version__} KneserNeyInterpolated", "work": {"sizes": sizes}})
for _ in sys.stdin:
    start = time.perf_counter()
    fit(read())
    say({"seconds": time.perf_counter() - start})
