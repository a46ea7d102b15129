"""Expected values for test/decode/beamSearch.test.ts, from Hugging Face's own beam search on models that are tables of numbers.

    python -m venv venv
    venv/bin/pip install transformers==5.23.0 torch==2.13.0 numpy==2.4.6
    venv/bin/python beams.py > beams.json && npx oxfmt beams.json

and beams of groups, which transformers 5 has no more:

    python -m venv venv4
    venv4/bin/pip install transformers==4.49.0 torch==2.13.0 numpy==2.4.6
    venv4/bin/python beams.py groups > beamGroups.json && npx oxfmt beamGroups.json

The logits after ids [..., a, b] are first[b] + second[a]. Of hypotheses: the new ids, then the score.
"""

import json
import platform
import sys

import numpy as np
import torch
import transformers
from transformers import GenerationConfig, GenerationMixin, PretrainedConfig, PreTrainedModel
from transformers.modeling_outputs import CausalLMOutputWithPast

VOCAB_SIZE = 16
PAD = VOCAB_SIZE  # in no table: fills what a shorter hypothesis leaves empty
GROUPS = sys.argv[1:] == ["groups"]
random = np.random.default_rng(11)


class TableConfig(PretrainedConfig):
    model_type = "table"

    def __init__(self, **options):
        super().__init__(vocab_size=VOCAB_SIZE, is_encoder_decoder=False, **options)
        self.num_hidden_layers = 1


class TableModel(PreTrainedModel, GenerationMixin):
    config_class = TableConfig
    _supports_cache_class = False

    def __init__(self, first, second):
        super().__init__(TableConfig())
        self.unused = torch.nn.Parameter(torch.zeros(1))
        self.tables = torch.tensor(first, dtype=torch.float32), torch.tensor(second, dtype=torch.float32)

    def forward(self, input_ids, **_):
        first, second = self.tables
        before = torch.nn.functional.pad(input_ids, (1, 0))[:, :-1]
        return CausalLMOutputWithPast(logits=first[input_ids] + second[before])

    def prepare_inputs_for_generation(self, input_ids, **_):
        return {"input_ids": input_ids}


def table(scale):
    return np.round(random.normal(0, scale, (VOCAB_SIZE, VOCAB_SIZE)), 3)


models = []
for _ in range(6):
    first, second = table(2), table(1)
    first[:, 0] += 0.7  # the likeliest stop token ends texts now and then
    models.append((first, second))


def search(index):
    first, second = models[index % len(models)]
    num_beams = int(random.integers(2, 6))
    max_new = int(random.integers(1, 9))
    options = {
        "numBeams": num_beams,
        "maxNewTokens": max_new,
        "minNewTokens": int(random.choice([0, 0, min(2, max_new)])),
        "stopTokens": [[], [0], [0, 5]][random.integers(0, 3)],
        "lengthPenalty": float(random.choice([-1, 0, 0.5, 1, 2])),
        "earlyStopping": [True, False, "never"][random.integers(0, 3)],
        "repetitionPenalty": float(random.choice([1, 1, 1.3])),
        "noRepeatNgram": int(random.choice([0, 0, 2])),
    }
    groups = {}
    if GROUPS:
        options |= {"numBeams": 6, "stopTokens": [], "minNewTokens": 0, "numGroups": int(random.choice([2, 3, 6]))}
        options |= {"diversityPenalty": float(random.choice([0.3, 1, 2.5]))}
        groups = {"num_beam_groups": options["numGroups"], "diversity_penalty": options["diversityPenalty"]}
    prompt = random.integers(0, VOCAB_SIZE, 2).tolist()
    config = GenerationConfig(
        num_beams=options["numBeams"],
        num_return_sequences=options["numBeams"],
        max_new_tokens=max_new,
        min_new_tokens=options["minNewTokens"] or None,
        eos_token_id=options["stopTokens"] or None,
        pad_token_id=PAD,
        length_penalty=options["lengthPenalty"],
        early_stopping=options["earlyStopping"],
        repetition_penalty=options["repetitionPenalty"],
        no_repeat_ngram_size=options["noRepeatNgram"],
        do_sample=False,
        use_cache=False,
        output_scores=True,
        return_dict_in_generate=True,
        **groups,
    )
    out = TableModel(first, second).eval().generate(torch.tensor([prompt]), generation_config=config)
    hypotheses = []
    for sequence, score in zip(out.sequences.tolist(), out.sequences_scores.tolist()):
        ids = [token for token in sequence[len(prompt) :] if token != PAD]
        if score > -1e8:  # below: a place that no hypothesis took
            hypotheses.append(" ".join(map(str, [*ids, round(score, 7)])))
    return {"model": index % len(models), "prompt": prompt, **options, "hypotheses": hypotheses}


searches = [search(index) for index in range(60 if GROUPS else 300)]
versions = {"python": platform.python_version(), "transformers": transformers.__version__, "torch": torch.__version__}
tables = [{"first": first.ravel().tolist(), "second": second.ravel().tolist()} for first, second in models]
print(json.dumps({"versions": versions, "models": tables, "searches": searches}))
