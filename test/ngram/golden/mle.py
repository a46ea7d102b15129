"""Expected values for test/ngram/mle.test.ts, from nltk's language models.

    python -m venv venv
    venv/bin/pip install nltk==3.10.4
    venv/bin/python mle.py > mle.json && npx oxfmt mle.json

Ids: 0 is <s>, 1 is </s>. Sentences are padded as padSentence does. A perplexity of null is infinite.
"""

import json
import math
import platform
import random

import nltk
from nltk.lm import MLE
from nltk.util import everygrams, ngrams

VOCAB = [str(i) for i in range(6)]  # nltk wants strings
random.seed(42)


def sentence():
    """2 follows itself often, 5 is rare."""
    return random.choices("2345", weights=[8, 4, 3, 1], k=random.randint(1, 7))


def pad(ids, order):
    return ["0"] * (order - 1) + ids + ["1"]


def as_ids(sentences):
    return [[int(token) for token in tokens] for tokens in sentences]


def case(order):
    sentences = [pad(sentence(), order) for _ in range(12)]
    model = MLE(order)
    model.fit([everygrams(tokens, max_len=order) for tokens in sentences], vocabulary_text=VOCAB)

    seen = {gram[:-1] for tokens in sentences for gram in everygrams(tokens, max_len=order)}
    contexts = sorted(seen | {("5", "5")[: order - 1]})
    probs = [[model.score(token, context or None) for token in VOCAB] for context in contexts]

    texts = [sentences, sentences[:2], [pad(list("5555"), order)]]
    perplexities = [model.perplexity([gram for tokens in text for gram in ngrams(tokens, order)]) for text in texts]
    return {
        "order": order,
        "sentences": as_ids(sentences),
        "probs": [{"context": c, "probs": p} for c, p in zip(as_ids(contexts), probs)],
        "perplexities": [
            {"sentences": as_ids(text), "perplexity": None if math.isinf(p) else p}
            for text, p in zip(texts, perplexities)
        ],
    }


versions = {"python": platform.python_version(), "nltk": nltk.__version__}
print(json.dumps({"versions": versions, "vocabSize": len(VOCAB), "cases": [case(n) for n in (1, 2, 3, 4)]}))
