"""Hugging Face's tokenizers, asked by huggingface.ts: python huggingface.py < requests > answers

A request is {"task": …} with what the task needs; the answers are a list of the same length, JSON both.
"""

import json
import sys

import tokenizers
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers


def encode(tokenizer, lines, **_):
    """The ids, the offsets (in code points) and the decoded text of each line."""
    made = Tokenizer.from_str(tokenizer)
    encoded = [made.encode(line, add_special_tokens=False) for line in lines]
    return {
        "ids": [one.ids for one in encoded],
        "offsets": [one.offsets for one in encoded],
        "decoded": [made.decode(one.ids, skip_special_tokens=False) for one in encoded],
    }


def decode(tokenizer, ids, **_):
    made = Tokenizer.from_str(tokenizer)
    return [made.decode(one, skip_special_tokens=False) for one in ids]


def train_bpe(texts, vocab_size, min_frequency, special_tokens, **_):
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=vocab_size,
        min_frequency=min_frequency,
        special_tokens=special_tokens,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    made.train_from_iterator(texts, trainer)
    return made.to_str()


def train_word_piece(texts, vocab_size, min_frequency, special_tokens, **_):
    made = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer()
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.decoder = decoders.WordPiece()
    trainer = trainers.WordPieceTrainer(
        vocab_size=vocab_size, min_frequency=min_frequency, special_tokens=special_tokens, show_progress=False
    )
    made.train_from_iterator(texts, trainer)
    return made.to_str()


def basic_words(lines, **_):
    normalizer = normalizers.BertNormalizer()
    splitter = pre_tokenizers.BertPreTokenizer()
    return [[word for word, _ in splitter.pre_tokenize_str(normalizer.normalize_str(line))] for line in lines]


def gpt2_words(lines, **_):
    splitter = pre_tokenizers.ByteLevel(add_prefix_space=False)
    return [[place for _, place in splitter.pre_tokenize_str(line)] for line in lines]


def version(**_):
    return tokenizers.__version__


tasks = {task.__name__: task for task in (encode, decode, train_bpe, train_word_piece, basic_words, gpt2_words, version)}
sys.stdin.reconfigure(encoding="utf-8")
sys.stdout.reconfigure(encoding="utf-8")
json.dump([tasks[request["task"]](**request) for request in json.load(sys.stdin)], sys.stdout)
