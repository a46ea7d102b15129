"""The same layer in PyTorch on the CPU, for harness/contestant.mjs: python torch_contestant.py FOLDER LAYER HIDDEN TASK

FOLDER holds what contestant.mjs started from; two threads.
"""

import json
import sys
import time

import numpy as np
import torch

torch.set_num_threads(2)
folder, layer, hidden_size, task = sys.argv[1], sys.argv[2], int(sys.argv[3]), json.loads(sys.argv[4])
batch_size, seq_len, input_size = (task[size] for size in ("batchSize", "seqLen", "inputSize"))

model = getattr(torch.nn, layer)(input_size, hidden_size, batch_first=True)
shapes = [(batch_size, seq_len, input_size), (batch_size, seq_len, hidden_size), *(p.shape for p in model.parameters())]
numbers = torch.from_numpy(np.fromfile(f"{folder}/start", np.float32)).split([int(np.prod(shape)) for shape in shapes])
inputs, targets, *weights = (part.reshape(shape) for part, shape in zip(numbers, shapes))
for parameter, start in zip(model.parameters(), weights):  # both have them in the same order
    parameter.data = start.clone()
optimizer = torch.optim.AdamW(model.parameters(), lr=task["learningRate"])


def step():
    loss = (model(inputs)[0] - targets).square().mean()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()


def say(line):
    print(json.dumps(line), flush=True)


say({"name": f"torch {torch.__version__}", "work": {"losses": [step() for _ in range(task["numLosses"])]}})
for _ in sys.stdin:
    start = time.perf_counter()
    num_times = seconds = 0
    while seconds < 0.25:  # as harness/serve.mjs does
        step()
        num_times += 1
        seconds = time.perf_counter() - start
    say({"seconds": seconds / num_times})
