"""What PyTorch's layers give, forward and backward, at odd shapes: to layers.json beside this file.

    pip install torch==2.13.0
    python test/nn/golden/layers.py

The gradients are of sum(output * upstream) over the outputs, by every parameter and by every input.
"""

import json
from pathlib import Path

import torch
from torch import nn

torch.manual_seed(42)
cases = []


def camel(name):
    first, *rest = name.removesuffix("_l0").replace(".", "_").split("_")
    return first + "".join(part.capitalize() for part in rest)


def numbers(tensor):
    return json.loads(json.dumps(tensor.tolist()), parse_float=lambda text: float(f"{float(text):.8g}"))


def record(layer, name, options, module, inputs, run, ids=None, masks=None):
    for parameter in module.parameters():
        if parameter.dim() == 1:  # where PyTorch starts with zeros or ones a mistake would not show
            nn.init.uniform_(parameter, -0.5, 0.5)
    for tensor in inputs.values():
        tensor.requires_grad_()
    outputs = run(module, inputs)
    upstream = {key: torch.randn_like(value) for key, value in outputs.items()}
    sum((outputs[key] * upstream[key]).sum() for key in outputs).backward()
    cases.append(
        {
            "layer": layer,
            "name": name,
            "options": options,
            "parameters": {camel(key): numbers(value) for key, value in module.named_parameters()},
            "ids": ids,
            "masks": masks,
            "inputs": {key: numbers(value) for key, value in inputs.items()},
            "outputs": {key: numbers(value) for key, value in outputs.items()},
            "upstream": {key: numbers(value) for key, value in upstream.items()},
            "gradients": {camel(key): numbers(value.grad) for key, value in [*module.named_parameters(), *inputs.items()]},
        }
    )


for shape in ([3], [2, 5, 3]):
    record("Linear", f"x {[*shape]}", {"inputSize": 3, "outputSize": 7}, nn.Linear(3, 7), {"x": torch.randn(*shape)},
           lambda m, i: {"output": m(i["x"])})
    record("LayerNorm", f"x {[*shape]}", {"size": 3}, nn.LayerNorm(3), {"x": torch.randn(*shape)},
           lambda m, i: {"output": m(i["x"])})

for ids in ([4, 0, 4], [[1, 6, 6], [0, 1, 3]]):
    record("Embedding", f"ids {ids}", {"vocabSize": 7, "embedSize": 5}, nn.Embedding(7, 5), {},
           lambda m, i, ids=ids: {"output": m(torch.tensor(ids))}, ids=ids)


def recurrent(module, i):
    state = None
    if "c0" in i:
        state = (i["h0"], i["c0"])
    elif "h0" in i:
        state = i["h0"]
    output, last = module(i["x"], state)
    return {"output": output, "hn": last[0], "cn": last[1]} if isinstance(last, tuple) else {"output": output, "hn": last}


for layer, make in (("RNN", nn.RNN), ("GRU", nn.GRU), ("LSTM", nn.LSTM)):
    for shape, has_state in (([1], False), ([6], True), ([3, 5], False), ([3, 5], True)):
        inputs = {"x": torch.randn(*shape, 3)}
        if has_state:
            for state in ("h0", "c0") if layer == "LSTM" else ("h0",):
                inputs[state] = torch.randn(1, *shape[:-1], 5)
        record(layer, f"x {[*shape, 3]}{' after a state' if has_state else ''}", {"inputSize": 3, "hiddenSize": 5},
               make(3, 5, batch_first=True), inputs, recurrent)

lengths = [[False, False, False, True, True], [False] * 5, [False, False, False, False, True]]
for name, num_heads, query, key, masks in (
    ("self", 3, [3, 5], None, {}),
    ("self, one sentence", 2, [5], None, {}),
    ("self, causal", 3, [3, 5], None, {"isCausal": True}),
    ("self, padding", 1, [3, 5], None, {"paddingMask": lengths}),
    ("self, causal and padding", 3, [3, 5], None, {"isCausal": True, "paddingMask": lengths}),
    ("cross", 6, [3, 4], [3, 5], {}),
    ("cross, padding", 2, [3, 1], [3, 5], {"paddingMask": lengths}),
):

    def attend(m, i, masks=masks):
        q = i["query"]
        k = i.get("key", q)
        causal = torch.ones(q.shape[-2], k.shape[-2], dtype=torch.bool).triu(1) if masks.get("isCausal") else None
        padding = torch.tensor(masks["paddingMask"]) if "paddingMask" in masks else None
        output, weights = m(q, k, i.get("value", q), key_padding_mask=padding, attn_mask=causal, average_attn_weights=False)
        return {"output": output, "weights": weights}

    inputs = {"query": torch.randn(*query, 6)}
    if key:
        inputs |= {"key": torch.randn(*key, 6), "value": torch.randn(*key, 6)}
    record("MultiHeadAttention", name, {"embedSize": 6, "numHeads": num_heads},
           nn.MultiheadAttention(6, num_heads, batch_first=True), inputs, attend, masks=masks)

for layer, make in (("RNN", nn.RNN), ("GRU", nn.GRU), ("LSTM", nn.LSTM)):
    inputs = {"x": torch.randn(3, 7, 4)} | {state: torch.randn(1, 3, 5) for state in ("h0", "c0")[: 1 + (layer == "LSTM")]}
    record(layer, "no size a multiple of four", {"inputSize": 4, "hiddenSize": 5}, make(4, 5, batch_first=True), inputs, recurrent)

path = Path(__file__).with_name("layers.json")
path.write_text(json.dumps({"source": f"torch {torch.__version__.split('+')[0]}", "cases": cases}) + "\n")
