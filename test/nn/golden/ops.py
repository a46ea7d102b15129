"""What PyTorch's functions give, forward and backward, at odd shapes and far ends: to ops.json beside this file.

    pip install torch==2.13.0
    python test/nn/golden/ops.py

The gradients are of sum(output * upstream), by every input.
"""

import json
from pathlib import Path

import torch
from torch.nn import functional

torch.manual_seed(5)
cases = []


def numbers(value):
    text = json.dumps(value.tolist()).replace("-Infinity", '"-Infinity"')
    return json.loads(text, parse_float=lambda each: float(f"{float(each):.8g}"))


def record(op, name, inputs, run, options=None):
    for tensor in inputs.values():
        tensor.requires_grad_()
    output = run(**inputs)
    upstream = torch.randn_like(output)
    (output * upstream).sum().backward()
    cases.append(
        {
            "op": op,
            "name": name,
            "options": options or {},
            "inputs": {key: numbers(value) for key, value in inputs.items()},
            "output": numbers(output),
            "upstream": numbers(upstream),
            "gradients": {key: numbers(value.grad) for key, value in inputs.items()},
        }
    )


for shape in ([1], [7], [3, 5], [2, 3, 13]):
    record("gelu", f"{shape}", {"x": 3 * torch.randn(shape)}, functional.gelu)
    for op, run in (("softmax", torch.softmax), ("logSoftmax", torch.log_softmax)):
        record(op, f"{shape}", {"x": 3 * torch.randn(shape)}, lambda x, run=run: run(x, -1))
far = [[1000.0, -1000, 999], [-1e30, -1e30, -1e30], [80, 0, 0]]
for op, run in (("softmax", torch.softmax), ("logSoftmax", torch.log_softmax)):
    record(op, "far apart", {"x": torch.tensor(far)}, lambda x, run=run: run(x, -1))
record("gelu", "far out", {"x": torch.tensor([-100.0, -6, 6, 100])}, functional.gelu)

for transpose_a, transpose_b in ((False, False), (False, True), (True, False), (True, True)):
    for batch_a, batch_b in (([], []), ([3], [3]), ([1, 2], [1, 2])):
        a = torch.randn(*batch_a, *([7, 5] if transpose_a else [5, 7]))
        b = torch.randn(*batch_b, *([9, 7] if transpose_b else [7, 9]))

        def product(a, b):
            return (a.mT if transpose_a else a) @ (b.mT if transpose_b else b)

        record("matMul", f"{[*a.shape]} {[*b.shape]}, transposed {transpose_a} {transpose_b}", {"a": a, "b": b}, product,
               {"transposeA": transpose_a, "transposeB": transpose_b})
record("fusedMatMul", "with a bias", {"a": torch.randn(5, 3), "b": torch.randn(7, 3), "bias": torch.randn(7)},
       lambda a, b, bias: a @ b.mT + bias)

for size in (3, 7, 13):
    inputs = {"x": torch.randn(3, size), "weight": torch.randn(size), "bias": torch.randn(size)}
    record("layerNorm", f"of {size}", inputs, lambda x, weight, bias, size=size: functional.layer_norm(x, [size], weight, bias))

for targets, logits in (
    ([28, 0, -1, 13, 5], 3 * torch.randn(5, 29)),
    ([1], torch.randn(1, 2)),
    ([0, 2], torch.tensor([[0.0, -torch.inf, 1], [100, -torch.inf, -100]])),
):
    record("crossEntropy", f"{[*logits.shape]}", {"logits": logits},
           lambda logits, targets=targets: functional.cross_entropy(logits, torch.tensor(targets), ignore_index=-1),
           {"targets": targets})

path = Path(__file__).with_name("ops.json")
path.write_text(json.dumps({"source": f"torch {torch.__version__.split('+')[0]}", "cases": cases}) + "\n")
