"""Hugging Face's logits processors on the CPU, for harness/contestant.mjs: python transformers_contestant.py INPUT SETTINGS

One thread: more make a chain for one sequence slower, not faster.
"""

import gc
import json
import sys
import time

import numpy as np
import torch
import transformers
from transformers.generation.logits_process import (
    LogitsProcessorList,
    RepetitionPenaltyLogitsProcessor,
    TemperatureLogitsWarper,
    TopKLogitsWarper,
    TopPLogitsWarper,
)

torch.set_num_threads(1)
torch.set_grad_enabled(False)
numbers = np.fromfile(sys.argv[1], dtype=np.uint32)
settings = json.loads(sys.argv[2])
size, vocab_size, count = (int(number) for number in numbers[:3])
ids = torch.tensor(numbers[3 : 3 + count].astype(np.int64))[None]
rows = [torch.tensor(row)[None] for row in numbers[3 + count :].view(np.float32).reshape(size, vocab_size)]
processors = LogitsProcessorList(
    [
        RepetitionPenaltyLogitsProcessor(settings["repetitionPenalty"]),
        TemperatureLogitsWarper(settings["temperature"]),
        TopKLogitsWarper(settings["topK"]),
        TopPLogitsWarper(settings["topP"]),
    ]
)


def summary(scores):
    kept = torch.isfinite(scores[0]).nonzero()[:, 0].tolist()
    return [f"{token}: {scores[0, token]:.3f}" for token in kept]


def say(line):
    print(json.dumps(line), flush=True)


name = f"transformers {transformers.__version__}, torch {torch.__version__}"
say({"name": name, "work": [summary(processors(ids, row)) for row in rows]})
for _ in sys.stdin:
    gc.collect()
    start = time.perf_counter()
    num_times = seconds = 0
    while seconds < 0.25:  # as harness/serve.mjs does
        processors(ids, rows[num_times % size])
        num_times += 1
        seconds = time.perf_counter() - start
    say({"seconds": seconds / num_times})
