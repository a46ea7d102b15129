"""Expected values for test/decode/transforms.test.ts, from Hugging Face's own warpers.

    python -m venv venv
    venv/bin/pip install transformers==5.23.0 torch==2.13.0 numpy==2.4.6
    venv/bin/python make.py > warpers.json && npx oxfmt warpers.json

A logit or result of null is -Infinity. Numbers are 32-bit floats, written exactly.
"""

import json
import platform

import numpy as np
import torch
import transformers
from transformers import TemperatureLogitsWarper, TopKLogitsWarper, TopPLogitsWarper

random = np.random.default_rng(42)
INF = float("inf")


def logits_of_each_kind():
    """Name and logits."""
    for size in (1, 2, 7, 40):
        plain = random.normal(0, 2, size)
        yield f"normal {size}", plain
        yield f"ruled out {size}", np.where(np.arange(size) % 3 == 1, -INF, plain)
        yield f"far apart {size}", 60 * plain
    # Ties: torch.sort, which the top-p warper uses, keeps equal values in order up to 16 of them; beyond, in none.
    for size in (2, 3, 8, 10, 16):
        yield f"uniform {size}", np.zeros(size)
        yield f"ties {size}", np.round(random.normal(0, 2, size))
        yield f"nearly equal {size}", 8 + 1e-6 * random.integers(0, 4, size)


def warpers():
    """How the test makes it, and the warper."""
    for temperature in (0.1, 0.9, 1.0, 3.0):
        yield {"temperature": temperature}, TemperatureLogitsWarper(temperature)
    for k, least in ((1, 1), (3, 1), (2, 5), (50, 1)):
        yield {"topK": k, "minTokensToKeep": least}, TopKLogitsWarper(k, min_tokens_to_keep=least)
    for p, least in ((0.0, 1), (0.3, 1), (0.5, 1), (0.5, 3), (0.9, 1), (0.999, 1)):
        yield {"topP": p, "minTokensToKeep": least}, TopPLogitsWarper(p, min_tokens_to_keep=least)


def plain_numbers(row):
    return [None if value == -INF else value for value in row.tolist()]


cases = []
for name, logits in logits_of_each_kind():
    scores = torch.tensor(logits, dtype=torch.float32)[None]  # [1, vocabSize]
    results = [{**call, "result": plain_numbers(warper(None, scores)[0])} for call, warper in warpers()]
    cases.append({"name": name, "logits": plain_numbers(scores[0]), "results": results})

versions = {"python": platform.python_version(), "transformers": transformers.__version__, "torch": torch.__version__}
print(json.dumps({"versions": versions, "cases": cases}))
