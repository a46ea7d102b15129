"""Hugging Face's tokenizers, for harness/contestant.mjs: python hf_contestant.py METHOD CHAPTERS FOLDER

It encodes with FOLDER/tokenizer.json, or trains, in one thread.
"""

import gc
import json
import os
import sys
import time

os.environ["TOKENIZERS_PARALLELISM"] = "false"
os.environ["RAYON_NUM_THREADS"] = "1"

import tokenizers  # noqa: E402
from tokenizers import Tokenizer, models, pre_tokenizers, trainers  # noqa: E402

METHOD, CHAPTERS, FOLDER = sys.argv[1:]
with open(CHAPTERS, encoding="utf-8") as stream:
    chapters = json.load(stream)


def train():
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    made.train_from_iterator(
        chapters, trainers.BpeTrainer(vocab_size=5000, initial_alphabet=alphabet, show_progress=False)
    )
    return made


def encoder():
    made = Tokenizer.from_file(os.path.join(FOLDER, "tokenizer.json"))
    return lambda: made.encode_batch_fast(chapters, add_special_tokens=False)


def summary(encoded):
    checksum = 0
    for one in encoded:
        for number in one.ids:
            checksum = (checksum * 31 + number) % 1_000_003
    return {"lengths": [len(one.ids) for one in encoded], "checksum": checksum}


def learnt(made):
    model = json.loads(made.to_str())["model"]
    return [sorted(model["vocab"], key=model["vocab"].get), model["merges"]]


def say(line):
    print(json.dumps(line), flush=True)


once = train if METHOD == "train-bpe" else encoder()
say({"name": f"tokenizers {tokenizers.__version__}", "work": (learnt if METHOD == "train-bpe" else summary)(once())})
for _ in sys.stdin:
    gc.collect()  # the run before pays for its own garbage
    start = time.perf_counter()
    num_times = seconds = 0
    while seconds < 0.25:  # as harness/serve.mjs does
        once()
        num_times += 1
        seconds = time.perf_counter() - start
    say({"seconds": seconds / num_times})
