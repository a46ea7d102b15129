"""The same GPT in PyTorch on the CPU, for harness/contestant.mjs: python torch_contestant.py FOLDER TASK

FOLDER holds the first weights and the batches, as contestant.mjs left them; two threads.
"""

import json
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

torch.set_num_threads(2)
folder, task = sys.argv[1], json.loads(sys.argv[2])
gpt, training = task["gpt"], task["training"]


def read_safetensors(path):
    data = open(path, "rb").read()
    end = 8 + int.from_bytes(data[:8], "little")
    tensors = {}
    for name, entry in json.loads(data[8:end]).items():
        start, stop = entry["data_offsets"]
        kind = {"F32": np.float32, "I32": np.int32}[entry["dtype"]]
        tensors[name] = torch.from_numpy(np.frombuffer(data[end + start : end + stop], kind).reshape(entry["shape"]).copy())
    return tensors


tensors = read_safetensors(f"{folder}/start.safetensors")
batches = [tensors[f"batch.{i}"].long() for i in range(task["numBatches"])]
weights = {name.replace(".", "_"): nn.Parameter(value) for name, value in tensors.items() if not name.startswith("batch.")}


def norm(x, name):
    return F.layer_norm(x, x.shape[-1:], weights[f"{name}_weight"], weights[f"{name}_bias"])


def linear(x, name):
    return F.linear(x, weights[f"{name}_weight"], weights[f"{name}_bias"])


def attention(x, name):
    batch, length, size = x.shape
    projected = F.linear(x, weights[f"{name}_inProjWeight"], weights[f"{name}_inProjBias"])
    q, k, v = projected.view(batch, length, 3, gpt["numHeads"], -1).permute(2, 0, 3, 1, 4)
    mixed = F.scaled_dot_product_attention(q, k, v, is_causal=True).transpose(1, 2).reshape(batch, length, size)
    return F.linear(mixed, weights[f"{name}_outProjWeight"], weights[f"{name}_outProjBias"])


def forward(ids):
    x = F.embedding(ids, weights["tokens_weight"]) + weights["positions_weight"][: ids.shape[1]]
    for i in range(gpt["numLayers"]):
        block = f"blocks_{i}"
        x = x + attention(norm(x, f"{block}_norm1"), f"{block}_attention")
        x = x + linear(F.gelu(linear(norm(x, f"{block}_norm2"), f"{block}_up")), f"{block}_down")
    return linear(norm(x, "norm"), "head")


optimizer = torch.optim.AdamW(weights.values(), lr=training["learningRate"])
losses = []


def step():
    text = batches[len(losses) % len(batches)]
    loss = F.cross_entropy(forward(text[:, :-1]).flatten(0, 1), text[:, 1:].flatten())
    optimizer.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(weights.values(), training["clip"])
    optimizer.step()
    losses.append(loss.item())


def say(line):
    print(json.dumps(line), flush=True)


for _ in range(task["numLosses"]):
    step()
say({"name": f"torch {torch.__version__}", "work": {"losses": losses[:]}})
for _ in sys.stdin:
    start = time.perf_counter()
    num_times = seconds = 0
    while seconds < 0.25:  # as harness/serve.mjs does
        step()
        num_times += 1
        seconds = time.perf_counter() - start
    say({"seconds": seconds / num_times})
