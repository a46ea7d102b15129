"""What the rotary positions of Hugging Face's Llama give, forward and backward: to rotary.json beside this file.

    pip install torch==2.13.0 transformers==5.23.0
    python test/nn/golden/rotary.py
"""

import json
from pathlib import Path

import torch
import transformers
from transformers.models.llama.configuration_llama import LlamaConfig
from transformers.models.llama.modeling_llama import LlamaRotaryEmbedding, apply_rotary_pos_emb

torch.manual_seed(42)
num_heads, seq_len, head_size, offset = 3, 5, 6, 7
rotary = LlamaRotaryEmbedding(LlamaConfig(hidden_size=num_heads * head_size, num_attention_heads=num_heads))
x = torch.randn(2, num_heads, seq_len, head_size, requires_grad=True)
upstream = torch.randn_like(x)
cos, sin = rotary(x, torch.arange(offset, offset + seq_len)[None])
output, _ = apply_rotary_pos_emb(x, x, cos, sin)
(output * upstream).sum().backward()
values = {"x": x, "output": output, "upstream": upstream, "gradient": x.grad}
path = Path(__file__).with_name("rotary.json")
source = f"transformers {transformers.__version__}, torch {torch.__version__.split('+')[0]}"
record = {"source": source, "offset": offset, **{name: tensor.tolist() for name, tensor in values.items()}}
path.write_text(json.dumps(record) + "\n")
