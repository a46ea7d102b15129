"""Expected values for test/vectors, from scikit-learn and NumPy.

    python -m venv venv
    venv/bin/pip install scikit-learn==1.9.1
    venv/bin/python make.py > golden.json && npx oxfmt golden.json
"""

import itertools
import json
import platform
import random

import numpy
import sklearn
from sklearn.feature_extraction.text import TfidfTransformer

random.seed(42)
VOCAB_SIZE = 12


def document():
    """Low ids often, high ones seldom; 11 never."""
    return random.choices(range(VOCAB_SIZE - 1), weights=[1 / (i + 1) for i in range(VOCAB_SIZE - 1)], k=random.randint(1, 30))


documents = [document() for _ in range(8)]
counts = numpy.array([numpy.bincount(ids, minlength=VOCAB_SIZE) for ids in documents])


def tf_idf(smooth, sublinear, normalize):
    transformer = TfidfTransformer(smooth_idf=smooth, sublinear_tf=sublinear, norm="l2" if normalize else None)
    # Unsmoothed, the word of no document divides by zero; its column is left out here.
    used = counts if smooth else counts[:, :-1]
    vectors = transformer.fit_transform(used).toarray()
    options = {"smooth": smooth, "sublinear": sublinear, "normalize": normalize}
    return {"options": options, "idf": transformer.idf_.tolist(), "vectors": vectors.tolist()}


def together(ids, window):
    """How often a and b are at most `window` places apart."""
    table = numpy.zeros((VOCAB_SIZE, VOCAB_SIZE))
    for i, a in enumerate(ids):
        for j, b in enumerate(ids):
            if i != j and abs(i - j) <= window:
                table[a, b] += 1
    return table


table = sum(together(ids, 2) for ids in documents)


def ppmi(power):
    joint = table / table.sum()
    column = table.sum(0) ** power
    chance = numpy.outer(joint.sum(1), column / column.sum())
    with numpy.errstate(divide="ignore", invalid="ignore"):
        return numpy.nan_to_num(numpy.maximum(0, numpy.log2(joint / chance))).tolist()


u, s, v = numpy.linalg.svd(numpy.array(ppmi(1)))
print(
    json.dumps(
        {
            "versions": {"python": platform.python_version(), "scikit-learn": sklearn.__version__, "numpy": numpy.__version__},
            "vocabSize": VOCAB_SIZE,
            "documents": documents,
            "tfIdf": [tf_idf(*options) for options in itertools.product((True, False), repeat=3)],
            "window": 2,
            "cooccurrences": table.tolist(),
            "ppmi": [{"power": power, "matrix": ppmi(power)} for power in (1, 0.75)],
            "singularValues": s.tolist(),
        }
    )
)
