"""Expected values for test/metrics/golden.test.ts.

    python -m venv venv
    venv/bin/pip install sacrebleu==2.6.0 rouge-score==0.1.2 jiwer==4.0.0 seqeval==1.2.2 numpy==2.4.6
    venv/bin/python make.py > golden.json && npx oxfmt golden.json
"""

import json
import warnings
from importlib.metadata import version

import jiwer
import numpy as np
import sacrebleu
from rouge_score.rouge_scorer import RougeScorer
from seqeval.metrics import classification_report
from seqeval.scheme import IOB2

warnings.filterwarnings("ignore")
random = np.random.default_rng(5)
ENGLISH = "the cat sat on mat , . 3.5 e.g. well-known 20-30 don't \"a\" (b) &amp; A The I/O $5 1,000 x@y.z end.".split()
CHINESE = "我 喜欢 你 想 去 人工智能 让 世界 变得 更 美好 ， 。 “引” — 2026年 GPT-4 北京".split()


def sentence(words, low=0, high=14):
    return " ".join(random.choice(words, int(random.integers(low, high))))


def noisy(text, words):
    out = []
    for word in text.split():
        roll = random.random()
        if roll < 0.1:
            continue
        out.append(str(random.choice(words)) if roll < 0.3 else word)
    return " ".join(out)


def bleu_case(index):
    words, tokenize = [(ENGLISH, "13a"), (CHINESE, "zh"), (CHINESE, "char"), (ENGLISH, "none")][index % 4]
    num, num_references = int(random.integers(1, 5)), int(random.integers(1, 4))
    references = [[sentence(words, 1) for _ in range(num_references)] for _ in range(num)]
    hypotheses = [noisy(random.choice(several), words) for several in references]
    if words is CHINESE:
        glue = lambda text: text.replace(" ", "") if index % 3 else text
        references, hypotheses = [[glue(r) for r in several] for several in references], [glue(h) for h in hypotheses]
    smoothing = ["exp", "floor", "add-k", "none"][int(random.integers(0, 4))]
    options = {
        "tokenize": tokenize,
        "smoothing": smoothing,
        "lowercase": bool(random.integers(0, 2)),
        "maxOrder": int(random.choice([4, 4, 2])),
        "effectiveOrder": bool(random.integers(0, 2)),
    }
    if smoothing in ("floor", "add-k") and random.random() < 0.5:
        options["smoothingValue"] = 0.3
    metric = sacrebleu.BLEU(
        lowercase=options["lowercase"],
        tokenize=tokenize,
        smooth_method=smoothing,
        smooth_value=options.get("smoothingValue"),
        max_ngram_order=options["maxOrder"],
        effective_order=options["effectiveOrder"],
    )
    result = metric.corpus_score(hypotheses, list(map(list, zip(*references))))
    return {
        "hypotheses": hypotheses,
        "references": references,
        "options": options,
        "score": result.score,
        "precisions": result.precisions,
        "brevityPenalty": result.bp,
        "hypothesisLength": result.sys_len,
        "referenceLength": result.ref_len,
        "sentence": sacrebleu.sentence_bleu(hypotheses[0], references[0], tokenize=tokenize).score,
    }


def rouge_case(_):
    words = ["the", "cat", "sat", "on", "Mat", "a", "b-c", "3.5", "\n", "\n", ".", "dog"]
    reference = sentence(words, 0, 25)
    summary = noisy(reference.replace("\n", " \n "), words) if random.random() < 0.7 else sentence(words, 0, 25)
    summary = summary.replace("dog", "\n")
    names = ["rouge1", "rouge2", "rougeL", "rougeLsum"]
    scores = RougeScorer(names).score(reference, summary)
    return {"summary": summary, "reference": reference, **{name: list(scores[name]) for name in names}}


def error_case(index):
    words = ENGLISH if index % 2 else CHINESE
    references = [sentence(words, 1, 10) for _ in range(int(random.integers(1, 4)))]
    hypotheses = [noisy(text, words) for text in references]
    return {
        "hypotheses": hypotheses,
        "references": references,
        "wordErrorRate": jiwer.wer(references, hypotheses),
        "charErrorRate": jiwer.cer(references, hypotheses),
    }


def span_case(_):
    tags = ["O", "O", "B-LOC", "I-LOC", "I-LOC", "B-PER", "I-PER", "B-ORG", "I-ORG"]
    expected = [random.choice(tags, int(random.integers(1, 12))).tolist() for _ in range(int(random.integers(1, 4)))]
    predicted = [[tag if random.random() < 0.8 else str(random.choice(tags)) for tag in row] for row in expected]
    if not any(tag.startswith("B") for row in expected + predicted for tag in row):
        expected[0][0] = predicted[0][0] = "B-LOC"
    report = classification_report(expected, predicted, mode="strict", scheme=IOB2, output_dict=True, zero_division=0)
    pick = lambda row: [float(row["precision"]), float(row["recall"]), float(row["f1-score"]), int(row["support"])]
    scores = {name: pick(row) for name, row in report.items() if not name.endswith("avg")}
    join = lambda rows: [" ".join(row) for row in rows]
    return {"predicted": join(predicted), "expected": join(expected), "all": pick(report["micro avg"]), "byType": scores}


versions = {name: version(name) for name in ("sacrebleu", "rouge-score", "jiwer", "seqeval")}
print(
    json.dumps(
        {
            "versions": versions,
            "bleu": [bleu_case(i) for i in range(120)],
            "rouge": [rouge_case(i) for i in range(100)],
            "errors": [error_case(i) for i in range(100)],
            "spans": [span_case(i) for i in range(100)],
        },
        ensure_ascii=False,
    )
)
