"""Expected values for test/decode/contrastiveSearch.test.ts, from Hugging Face's contrastive search on small random GPT-2 models.

    python -m venv venv4
    venv4/bin/pip install transformers==4.49.0 torch==2.13.0 numpy==2.4.6
    venv4/bin/python contrastive.py > contrastive.json && npx oxfmt contrastive.json

transformers 4.49 is the last that had it built in. `states` holds what the model says after each text that the search looks at:
the logits, then the state.
"""

import json
import platform

import torch
import transformers
from transformers import GPT2Config, GPT2LMHeadModel

VOCAB_SIZE, HIDDEN_SIZE = 10, 4


def search(seed, prompt, top_k, alpha, max_new):
    torch.manual_seed(seed)
    config = GPT2Config(vocab_size=VOCAB_SIZE, n_embd=HIDDEN_SIZE, n_layer=1, n_head=1, n_positions=32, initializer_range=1.5)
    model = GPT2LMHeadModel(config).eval()
    out = model.generate(
        torch.tensor([prompt]), penalty_alpha=alpha, top_k=top_k, max_new_tokens=max_new, eos_token_id=None, pad_token_id=0
    )[0].tolist()
    states = {}

    def look(ids):
        with torch.no_grad():
            result = model(torch.tensor([ids]), output_hidden_states=True)
        logits = result.logits[0, -1]
        numbers = [*logits.tolist(), *result.hidden_states[-1][0, -1].tolist()]
        states[" ".join(map(str, ids))] = " ".join(f"{number:.7g}" for number in numbers)
        return logits

    for length in range(1, len(out)):
        logits = look(out[:length])
        if length >= len(prompt):
            for token in logits.topk(top_k).indices.tolist():
                look([*out[:length], token])
    return {"prompt": prompt, "topK": top_k, "penaltyAlpha": alpha, "ids": out[len(prompt) :], "states": states}


searches = [
    search(1, [1, 2], 4, 0.6, 8),
    search(2, [3], 3, 0.5, 8),
    search(3, [4, 4, 5], 5, 0.8, 6),
    search(4, [8, 9], 4, 0.3, 8),
    search(5, [6], 2, 0.0, 6),
    search(6, [7, 1], 4, 1.0, 6),
]
versions = {"python": platform.python_version(), "transformers": transformers.__version__, "torch": torch.__version__}
print(json.dumps({"versions": versions, "vocabSize": VOCAB_SIZE, "searches": searches}))
