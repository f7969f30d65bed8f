"""Imputers and isolation forest of scikit-learn on its bundled data sets; prints data, answers and CPU seconds as JSON."""

import json
import math
import time
import warnings

import numpy as np
import sklearn
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_wine
from sklearn.ensemble import IsolationForest
from sklearn.experimental import enable_iterative_imputer  # noqa: F401
from sklearn.impute import IterativeImputer, KNNImputer

warnings.filterwarnings("ignore")
SETS = {"breast_cancer": load_breast_cancer, "diabetes": load_diabetes, "wine": load_wine, "digits": load_digits}


def plain(table):
    return [[None if math.isnan(value) else value for value in row] for row in table.tolist()]


def timed(work):
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def imputation(name):
    complete = SETS[name]().data.astype(float)
    complete = complete[:, complete.std(axis=0) > 0]
    complete = (complete - complete.mean(axis=0)) / complete.std(axis=0)
    holed = complete.copy()
    holed[np.random.default_rng(1).random(complete.shape) < 0.2] = np.nan
    answers = {}
    for method, imputer in {
        "neighbors": KNNImputer(n_neighbors=5),
        "regression": IterativeImputer(max_iter=10, random_state=0),
    }.items():
        seconds, filled = timed(lambda imputer=imputer: imputer.fit_transform(holed))
        answers[method] = {"cpu_seconds": seconds, "filled": filled.tolist()}
    return {"name": name, "complete": complete.tolist(), "holed": plain(holed), **answers}


def anomalies(name, odd, share, times):
    data, target = SETS[name](return_X_y=True)
    random = np.random.default_rng(2)
    normal, rare = data[target != odd], data[target == odd]
    rare = rare[random.permutation(len(rare))[: int(share * len(normal))]]
    rows = np.concatenate([normal, rare])
    labels = np.repeat([0, 1], [len(normal), len(rare)])
    rows, labels = np.tile(rows, (times, 1)), np.tile(labels, times)
    runs = []
    for seed in range(20):
        forest = IsolationForest(n_estimators=100, max_samples=256, random_state=seed)
        seconds, scores = timed(lambda forest=forest: -forest.fit(rows).score_samples(rows))
        runs.append({"cpu_seconds": seconds, "scores": scores.tolist()})
    return {"name": name, "rows": rows.tolist(), "labels": labels.tolist(), "runs": runs}


print(
    json.dumps(
        {
            "version": sklearn.__version__,
            "imputation": [imputation(name) for name in SETS],
            "anomalies": [anomalies("breast_cancer", 0, 0.1, 1), anomalies("digits", 1, 0.03, 1), anomalies("wine", 2, 0.1, 50)],
        }
    )
)
