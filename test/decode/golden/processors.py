"""Expected values for test/decode/processors.test.ts: 500 random cases, each through every logits processor of Hugging Face
alone, and through all of a random choice of them in the order in which `generate` has them.

    python -m venv venv
    venv/bin/pip install transformers==5.23.0 torch==2.13.0 numpy==2.4.6
    venv/bin/python processors.py > processors.json && npx oxfmt processors.json

Logits are written one after the other, "-" for -Infinity; of each processor alone, which ids it left, as the bits of a
hexadecimal number. Three of four cases are multiples of 1/8, so
that many are equal: these have at most 16, since torch.sort keeps equal values in order up to 16 of them, beyond in none.
"""

import json
import platform

import numpy as np
import torch
import transformers
from transformers.generation import logits_process as hf

random = np.random.default_rng(7)
INF = float("inf")


def draw(low, high, digits=2):
    return round(float(random.uniform(low, high)), digits)


def case(index):
    has_ties = index % 4 != 0
    size = int(random.integers(2, 17 if has_ties else 40))
    logits = random.normal(0, draw(0.5, 4), size)
    if has_ties:
        logits = np.round(8 * logits) / 8
    logits = np.round(logits, 4)
    logits = np.where(random.random(size) < random.choice([0, 0.2, 0.5]), -INF, logits)
    if not np.isfinite(logits).any():
        logits[0] = 1.0
    scores = torch.tensor(logits, dtype=torch.float32)[None]
    ids = random.integers(0, max(2, size // 2), int(random.integers(1, 12))).tolist()
    keep = int(random.choice([1, 1, 2, 3]))
    options = {
        "repetitionPenalty": draw(0.5, 2.5),
        "noRepeatNgram": int(random.integers(1, 4)),
        "minLength": [int(random.integers(0, 14)), random.choice(size, 2).tolist()],
        "temperature": draw(0.05, 3),
        "topK": int(random.integers(1, size + 3)),
        "topP": draw(0, 1),
        "minP": draw(0, 1),
        "typicalP": draw(0.02, 0.98),
        "epsilonCutoff": draw(0.001, 0.4, 3),
        "etaCutoff": draw(0.001, 0.9, 3),
    }
    # torch.topk picks any of equal probabilities
    keep_of = {name: 1 if has_ties and name == "minP" else keep for name in options}
    make = {
        "repetitionPenalty": hf.RepetitionPenaltyLogitsProcessor,
        "noRepeatNgram": hf.NoRepeatNGramLogitsProcessor,
        "minLength": lambda args: hf.MinLengthLogitsProcessor(*args),
        "temperature": hf.TemperatureLogitsWarper,
        "topK": lambda k: hf.TopKLogitsWarper(k, min_tokens_to_keep=keep),
        "topP": lambda p: hf.TopPLogitsWarper(p, min_tokens_to_keep=keep),
        "minP": lambda p: hf.MinPLogitsWarper(p, min_tokens_to_keep=keep_of["minP"]),
        "typicalP": lambda p: hf.TypicalLogitsWarper(p, min_tokens_to_keep=keep),
        "epsilonCutoff": lambda e: hf.EpsilonLogitsWarper(e, min_tokens_to_keep=keep),
        "etaCutoff": lambda e: hf.EtaLogitsWarper(e, min_tokens_to_keep=keep),
    }
    input_ids = torch.tensor([ids])
    processors = {name: make[name](value) for name, value in options.items()}
    alone = {name: kept(processor(input_ids, scores)) for name, processor in processors.items()}
    in_chain = [name for name in options if random.random() < 0.6]
    # Left without a token by a ban, Hugging Face's warpers compute NaN; ours say so.
    banned = processors["minLength"](input_ids, processors["noRepeatNgram"](input_ids, scores))
    if not torch.isfinite(banned).any():
        in_chain = [name for name in in_chain if name not in ("noRepeatNgram", "minLength")]
    result = scores
    for name in in_chain:
        result = processors[name](input_ids, result)
    return {
        "logits": values(scores),
        "ids": ids,
        "minTokensToKeep": keep,
        "minTokensOfMinP": keep_of["minP"],
        "minLength": [options["minLength"][0], *options["minLength"][1]],
        "options": [value for name, value in options.items() if name != "minLength"],
        "alone": " ".join(alone.values()),
        "penalised": values(processors["repetitionPenalty"](input_ids, scores)[:, sorted(set(ids))]),
        "chain": " ".join(in_chain),
        "result": values(result),
    }


def kept(scores):
    return f"{sum(2**i for i in torch.isfinite(scores[0]).nonzero()[:, 0].tolist()):x}"


def values(scores):
    return " ".join("-" if value == -INF else str(value) for value in scores[0].numpy())


cases = [case(index) for index in range(500)]
versions = {"python": platform.python_version(), "transformers": transformers.__version__, "torch": torch.__version__}
print(json.dumps({"versions": versions, "cases": cases}))
