"""The same GPT in PyTorch on the CPU writes texts, for harness/contestant.mjs: python torch_writer.py FOLDER SIZES

FOLDER holds the weights, as gptWriter.mjs left them; two threads; keys and values kept.
"""

import json
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

torch.set_num_threads(2)
folder, sizes = sys.argv[1], json.loads(sys.argv[2])
num_heads, seq_len, size = sizes["numHeads"], sizes["seqLen"], sizes["embedSize"]
data = open(f"{folder}/model.safetensors", "rb").read()
end = 8 + int.from_bytes(data[:8], "little")
weights = {}
for name, entry in json.loads(data[8:end]).items():
    if name != "__metadata__":
        start, stop = entry["data_offsets"]
        array = np.frombuffer(data[end + start : end + stop], np.float32).reshape(entry["shape"]).copy()
        weights[name] = torch.from_numpy(array)


def parts(layer, *names):
    return [weights[f"encoder.layers.{layer}.{name}"] for name in names]


layers = [
    {
        "norm1": parts(i, "norm1.weight", "norm1.bias"),
        "in": parts(i, "selfAttention.inProjWeight", "selfAttention.inProjBias"),
        "out": parts(i, "selfAttention.outProjWeight", "selfAttention.outProjBias"),
        "norm2": parts(i, "norm2.weight", "norm2.bias"),
        "up": parts(i, "linear1.weight", "linear1.bias"),
        "down": parts(i, "linear2.weight", "linear2.bias"),
    }
    for i in range(sizes["numLayers"])
]
tokens, positions = weights["tokens.weight"], weights["positions.weight"]
norm = weights["encoder.norm.weight"], weights["encoder.norm.bias"]
first = 0


@torch.inference_mode()
def write():
    global first
    token, text = first % sizes["vocabSize"], []
    first += 1
    shape = (1, num_heads, seq_len, size // num_heads)
    caches = [(torch.empty(shape), torch.empty(shape)) for _ in layers]
    for t in range(seq_len - 1):
        x = (tokens[token] + positions[t])[None]
        for layer, (keys, values) in zip(layers, caches):
            projected = F.linear(F.layer_norm(x, (size,), *layer["norm1"]), *layer["in"])
            q, k, v = projected.view(3, num_heads, 1, -1)
            keys[0, :, t : t + 1], values[0, :, t : t + 1] = k, v
            mixed = F.scaled_dot_product_attention(q[None], keys[:, :, : t + 1], values[:, :, : t + 1])
            x = x + F.linear(mixed.reshape(1, size), *layer["out"])
            x = x + F.linear(F.gelu(F.linear(F.layer_norm(x, (size,), *layer["norm2"]), *layer["up"])), *layer["down"])
        token = int(F.linear(F.layer_norm(x, (size,), *norm), tokens).argmax())
        text.append(token)
    return text


def say(line):
    print(json.dumps(line), flush=True)


say({"name": f"torch {torch.__version__}", "work": [write(), write(), write()]})
for _ in sys.stdin:
    start = time.perf_counter()
    num_times = seconds = 0
    while seconds < 0.25:  # as harness/serve.mjs does
        write()
        num_times += 1
        seconds = time.perf_counter() - start
    say({"seconds": seconds / num_times})
