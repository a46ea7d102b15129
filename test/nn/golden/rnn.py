"""What torch.nn.RNN gives: weights, inputs and outputs of a few small networks, to rnn.json beside this file.

    pip install torch==2.13.0
    python test/nn/golden/rnn.py
"""

import json
from pathlib import Path

import torch

CASES = [
    # name, input size, hidden size, shape of x without its last axis, whether an initial state is given
    ("one token", 3, 2, [1], False),
    ("a sentence", 4, 5, [6], False),
    ("a sentence after a state", 4, 5, [6], True),
    ("a batch", 4, 5, [3, 6], False),
    ("a batch after states", 4, 5, [3, 6], True),
    ("a long sentence", 8, 16, [40], True),
]

torch.manual_seed(42)
cases = []
for name, input_size, hidden_size, shape, has_state in CASES:
    rnn = torch.nn.RNN(input_size, hidden_size, batch_first=True)
    x = torch.randn(*shape, input_size)
    h0 = torch.randn(1, *shape[:-1], hidden_size) if has_state else None
    with torch.no_grad():
        output, hn = rnn(x, h0)
    cases.append(
        {
            "name": name,
            "inputSize": input_size,
            "hiddenSize": hidden_size,
            "weightIh": rnn.weight_ih_l0.tolist(),
            "weightHh": rnn.weight_hh_l0.tolist(),
            "biasIh": rnn.bias_ih_l0.tolist(),
            "biasHh": rnn.bias_hh_l0.tolist(),
            "x": x.tolist(),
            "h0": None if h0 is None else h0.tolist(),
            "output": output.tolist(),
            "hn": hn.tolist(),
        }
    )

path = Path(__file__).with_name("rnn.json")
path.write_text(json.dumps({"source": f"torch {torch.__version__.split('+')[0]}", "cases": cases}) + "\n")
