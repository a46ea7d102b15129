"""nltk's counting, for harness/contestant.mjs: python nltk_contestant.py METHOD IDS

FreqDist is what most people count n-grams with; it counts the trigrams alone. NgramCounter is what nltk.lm counts with for
its models: n-grams of 1 to 3 tokens, as countNgrams does.
"""

import gc
import json
import sys
import time
from array import array

import nltk
from nltk.lm import NgramCounter
from nltk.util import everygrams, trigrams

METHOD, FILE = sys.argv[1:]


def read_ids(file):
    numbers = array("I")
    with open(file, "rb") as stream:
        numbers.frombytes(stream.read())
    start = 2 + numbers[1]
    for length in numbers[2:start]:
        # nltk.lm takes strings alone; a string keeps its hash, so that they are no slower than integers
        yield [str(token) for token in numbers[start : start + length]]
        start += length


def freq_dist(sentences):
    return nltk.FreqDist(trigram for tokens in sentences for trigram in trigrams(tokens))


def ngram_counter(sentences):
    return NgramCounter(everygrams(tokens, max_len=3) for tokens in sentences)


def trigrams_of(counts):
    if isinstance(counts, nltk.FreqDist):
        return counts.items()
    return (((*context, token), n) for context, dist in counts[3].items() for token, n in dist.items())


def summary(counted):
    total = checksum = 0
    counts = []
    for trigram, count in counted:
        value = 0
        for token in trigram:
            value = (value * 31 + int(token)) % 1_000_003
        counts.append(count)
        total += count
        checksum += count * count * value
    return {"distinct": len(counts), "total": total, "top": sorted(counts, reverse=True)[:20], "checksum": checksum}


def say(line):
    print(json.dumps(line), flush=True)


count = {"FreqDist": freq_dist, "NgramCounter": ngram_counter}[METHOD]
sentences = list(read_ids(FILE))
say({"name": f"nltk {nltk.__version__} {METHOD}", "work": summary(trigrams_of(count(sentences)))})
for _ in sys.stdin:
    gc.collect()  # the run before pays for its own garbage
    start = time.perf_counter()
    num_times = seconds = 0
    while seconds < 0.25:  # as harness/serve.mjs does
        count(sentences)
        num_times += 1
        seconds = time.perf_counter() - start
    say({"seconds": seconds / num_times})
