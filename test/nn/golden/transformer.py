"""What PyTorch's transformer stacks give, forward and backward, at odd shapes: to transformer.json beside this file.

    pip install torch==2.13.0
    python test/nn/golden/transformer.py

The gradients are of sum(output * upstream), by every parameter and by every input.
"""

import json
import re
from pathlib import Path

import torch
from torch import nn

torch.manual_seed(11)
EMBED, FEED_FORWARD, LAYERS = 4, 6, 2
cases = []


def camel(name):
    parts = name.replace("self_attn", "selfAttention").replace("multihead_attn", "crossAttention")
    parts = parts.replace("in_proj_", "in_proj.").replace("out_proj.", "out_proj.")
    parts = re.sub(r"in_proj\.(\w)", lambda m: "inProj" + m[1].upper(), parts)
    return re.sub(r"out_proj\.(\w)", lambda m: "outProj" + m[1].upper(), parts)


def numbers(tensor):
    return json.loads(json.dumps(tensor.tolist()), parse_float=lambda text: float(f"{float(text):.8g}"))


def record(kind, name, is_pre_norm, activation, inputs, masks):
    decoder = kind == "decoder"
    layer_class = nn.TransformerDecoderLayer if decoder else nn.TransformerEncoderLayer
    layer = layer_class(EMBED, 2, FEED_FORWARD, 0.0, activation, batch_first=True, norm_first=is_pre_norm)
    norm = nn.LayerNorm(EMBED) if is_pre_norm else None
    stack = nn.TransformerDecoder(layer, LAYERS, norm) if decoder else nn.TransformerEncoder(
        layer, LAYERS, norm, enable_nested_tensor=False
    )
    for parameter in stack.parameters():  # the layers are copies of each other, with ones and zeros among them
        nn.init.uniform_(parameter, -0.5, 0.5)
    for tensor in inputs.values():
        tensor.requires_grad_()
    seq_len = inputs["x"].shape[-2]
    causal = torch.ones(seq_len, seq_len, dtype=torch.bool).triu(1)
    padding = {key: torch.tensor(value) for key, value in masks.items() if key != "isCausal"}
    if decoder:
        output = stack(inputs["x"], inputs["memory"], tgt_mask=causal, tgt_key_padding_mask=padding.get("paddingMask"),
                       memory_key_padding_mask=padding.get("memoryPaddingMask"))
    else:
        output = stack(inputs["x"], mask=causal if masks.get("isCausal") else None,
                       src_key_padding_mask=padding.get("paddingMask"))
    upstream = torch.randn_like(output)
    (output * upstream).sum().backward()
    cases.append(
        {
            "kind": kind,
            "name": name,
            "options": {"embedSize": EMBED, "numHeads": 2, "feedForwardSize": FEED_FORWARD, "numLayers": LAYERS,
                        "activation": activation, "isPreNorm": is_pre_norm},
            "parameters": {camel(key): numbers(value) for key, value in stack.named_parameters()},
            "masks": masks,
            "inputs": {key: numbers(value) for key, value in inputs.items()},
            "output": numbers(output),
            "upstream": numbers(upstream),
            "gradients": {camel(key): numbers(value.grad)
                          for key, value in [*stack.named_parameters(), *inputs.items()]},
        }
    )


short = [[False, False, False, True, True], [False] * 5, [False, False, False, False, True]]
record("encoder", "post-norm, relu, padding", False, "relu", {"x": torch.randn(3, 5, EMBED)}, {"paddingMask": short})
record("encoder", "pre-norm, gelu, causal", True, "gelu", {"x": torch.randn(2, 3, EMBED)}, {"isCausal": True})
record("encoder", "pre-norm, relu, one sentence", True, "relu", {"x": torch.randn(3, EMBED)}, {})
record("decoder", "post-norm, gelu", False, "gelu",
       {"x": torch.randn(2, 3, EMBED), "memory": torch.randn(2, 5, EMBED)}, {})
record("decoder", "pre-norm, relu, both padded", True, "relu",
       {"x": torch.randn(3, 5, EMBED), "memory": torch.randn(3, 5, EMBED)},
       {"paddingMask": short, "memoryPaddingMask": short})
record("decoder", "post-norm, relu, one sentence", False, "relu",
       {"x": torch.randn(1, EMBED), "memory": torch.randn(4, EMBED)}, {})

path = Path(__file__).with_name("transformer.json")
path.write_text(json.dumps({"source": f"torch {torch.__version__.split('+')[0]}", "cases": cases}) + "\n")
