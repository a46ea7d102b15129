"""Expected values for test/ngram/nltk.test.ts, from nltk's language models.

    python -m venv venv
    venv/bin/pip install nltk==3.10.4
    venv/bin/python smoothings.py > smoothings.json

Ids: 0 is <s>, 1 is </s>, 6 is <UNK>, which is never counted. Sentences are padded as padSentence does.
"""

import json
import platform
import random

import nltk
from nltk.lm import (
    AbsoluteDiscountingInterpolated,
    KneserNeyInterpolated,
    Laplace,
    Lidstone,
    StupidBackoff,
    WittenBellInterpolated,
)
from nltk.util import everygrams

VOCAB = [str(i) for i in range(6)]  # nltk wants strings; to them it adds <UNK>
random.seed(42)


def sentence():
    """2 follows itself often, 5 is rare."""
    return random.choices("2345", weights=[8, 4, 3, 1], k=random.randint(1, 7))


def pad(ids, order):
    return ["0"] * (order - 1) + ids + ["1"]


def models(order):
    yield "addK(1)", Laplace(order)
    yield "addK(0.2)", Lidstone(0.2, order)
    yield "wittenBell", WittenBellInterpolated(order)
    yield "absoluteDiscounting(0.75)", AbsoluteDiscountingInterpolated(order, discount=0.75)
    yield "absoluteDiscounting(0.3)", AbsoluteDiscountingInterpolated(order, discount=0.3)
    if order > 1:  # of unigrams alone, nltk's divides by 0
        yield "kneserNey(0.1)", KneserNeyInterpolated(order, discount=0.1)
        yield "kneserNey(0.75)", KneserNeyInterpolated(order, discount=0.75)
    yield "stupidBackoff(0.4)", StupidBackoff(alpha=0.4, order=order)


def case(order):
    sentences = [pad(sentence(), order) for _ in range(12)]
    seen = {gram[:-1] for tokens in sentences for gram in everygrams(tokens, max_len=order)}
    unseen = {("5", "5")[: order - 1], ("4", "5", "3")[: order - 1]}
    contexts = sorted({context for context in seen | unseen if len(context) < order})
    contexts = [("0",) * (order - 1), *random.sample(contexts, min(len(contexts), 12))]
    results = {}
    for name, model in models(order):
        model.fit([everygrams(tokens, max_len=order) for tokens in sentences], vocabulary_text=VOCAB)
        results[name] = [[model.score(token, context or None) for token in [*VOCAB, "never seen"]] for context in contexts]
    return {
        "order": order,
        "sentences": [[int(token) for token in tokens] for tokens in sentences],
        "contexts": [[int(token) for token in context] for context in contexts],
        "probs": results,
    }


versions = {"python": platform.python_version(), "nltk": nltk.__version__}
print(json.dumps({"versions": versions, "vocabSize": len(VOCAB) + 1, "cases": [case(n) for n in (1, 2, 3, 4)]}))
