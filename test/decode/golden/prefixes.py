"""Expected values for the golden test of prefixTrie in test/decode/bans.test.ts, from Hugging Face's PrefixConstrainedLogitsProcessor.

    python -m venv venv
    venv/bin/pip install transformers==5.23.0 torch==2.13.0 numpy==2.4.6
    venv/bin/python prefixes.py > prefixes.json && npx oxfmt prefixes.json

The stop token is 0. Logits are written one after the other, "-" for -Infinity.
"""

import json

import numpy as np
import torch
import transformers
from transformers.generation.logits_process import PrefixConstrainedLogitsProcessor

VOCAB_SIZE, STOP = 8, 0
random = np.random.default_rng(3)


def values(scores):
    return " ".join("-" if value == -float("inf") else str(value) for value in scores.numpy())


def case():
    sequences = [random.integers(1, 4, int(random.integers(1, 5))).tolist() for _ in range(int(random.integers(1, 6)))]
    prompt = random.integers(0, VOCAB_SIZE, int(random.integers(0, 3))).tolist()
    chosen = sequences[int(random.integers(0, len(sequences)))]
    ids = prompt + chosen[: int(random.integers(0, len(chosen) + 1))]

    def allowed(_, sentence):
        begun = sentence.tolist()[len(prompt) :]
        closed = [[*sequence, STOP] for sequence in sequences]
        return sorted({whole[len(begun)] for whole in closed if whole[: len(begun)] == begun})

    logits = np.round(random.normal(0, 2, VOCAB_SIZE), 3)
    logits[random.random(VOCAB_SIZE) < random.choice([0, 0.5, 0.8])] = -np.inf
    scores = torch.tensor(logits, dtype=torch.float32)[None]
    result = PrefixConstrainedLogitsProcessor(allowed, num_beams=1)(torch.tensor([ids], dtype=torch.int64), scores)
    return {
        "sequences": sequences,
        "promptLength": len(prompt),
        "ids": ids,
        "logits": values(scores[0]),
        "result": values(result[0]),
    }


print(json.dumps({"transformers": transformers.__version__, "cases": [case() for _ in range(100)]}))
