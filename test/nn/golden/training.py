"""What PyTorch's AdamW, gradient clipping and cross-entropy give, at odd shapes: to training.json beside this file.

    pip install torch==2.13.0
    python test/nn/golden/training.py
"""

import json
from pathlib import Path

import torch
from torch.nn import functional

torch.manual_seed(7)


def numbers(value):
    if isinstance(value, torch.Tensor):
        value = value.tolist()
    return json.loads(json.dumps(value), parse_float=lambda text: float(f"{float(text):.8g}"))


optimizers = []
for options in (
    {},
    {"learningRate": 0.05, "weightDecay": 0.3},
    {"learningRate": 0.02, "beta1": 0.7, "beta2": 0.9, "epsilon": 1e-3, "weightDecay": 0},
):
    parameters = [torch.randn(3, 5, requires_grad=True), torch.randn(7, requires_grad=True)]
    first = [numbers(parameter) for parameter in parameters]
    optimizer = torch.optim.AdamW(
        parameters,
        lr=options.get("learningRate", 1e-3),
        betas=(options.get("beta1", 0.9), options.get("beta2", 0.999)),
        eps=options.get("epsilon", 1e-8),
        weight_decay=options.get("weightDecay", 0.01),
    )
    steps = []
    for _ in range(5):
        for parameter in parameters:
            parameter.grad = torch.randn_like(parameter)
        gradients = [numbers(parameter.grad) for parameter in parameters]
        optimizer.step()
        steps.append({"gradients": gradients, "parameters": [numbers(parameter) for parameter in parameters]})
    optimizers.append({"options": options, "parameters": first, "steps": steps})

clips = []
for scale, clip in ((1, 1.0), (0.01, 1.0), (10, 0.25)):
    parameters = [torch.zeros(3, 5), torch.zeros(7)]
    for parameter in parameters:
        parameter.grad = torch.randn_like(parameter) * scale
    gradients = [numbers(parameter.grad) for parameter in parameters]
    norm = torch.nn.utils.clip_grad_norm_(parameters, clip)
    clips.append({"gradients": gradients, "clip": clip, "norm": numbers(norm), "clipped": [numbers(p.grad) for p in parameters]})

losses = []
for targets in ([4, 0, 6], [[1, -1, 3], [-1, -1, 0]]):
    targets = torch.tensor(targets)
    logits = (3 * torch.randn(*targets.shape, 7)).requires_grad_()
    loss = functional.cross_entropy(logits.reshape(-1, 7), targets.reshape(-1), ignore_index=-1)
    (2 * loss).backward()
    losses.append({"logits": numbers(logits), "targets": numbers(targets), "loss": numbers(loss), "gradientOfTwice": numbers(logits.grad)})

path = Path(__file__).with_name("training.json")
source = f"torch {torch.__version__.split('+')[0]}"
path.write_text(json.dumps({"source": source, "optimizers": optimizers, "clips": clips, "losses": losses}) + "\n")
