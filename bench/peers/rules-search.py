"""Searches recipes with optuna over a problem that bench/rules-search-peer.ts wrote. Prints the best F1 of every seed and sampler as JSON.

    python rules-search.py PROBLEM.json TRIALS SEEDS

A recipe has for each rule a switch (a number from 0 to 1, on below `chance`) and for each bound the cube root of the share of the documents
that fail it, as Sluice has them.
"""
import json
import sys
import time

import numpy as np
import optuna

optuna.logging.set_verbosity(optuna.logging.ERROR)
problem = json.load(open(sys.argv[1]))
trials, seeds = int(sys.argv[2]), int(sys.argv[3])
labels = np.array(problem["labels"])
rules = [
    {
        "verdicts": np.array(rule["verdicts"], dtype=np.uint8),
        "bounds": [
            {
                "operator": bound["operator"],
                # By share in steps of a thousandth: the bound that Sluice would take.
                "at": np.array(bound["at"], dtype=float),
                "values": np.array([np.nan if v is None else v for v in bound["values"]], dtype=float),
            }
            for bound in rule["bounds"]
        ],
    }
    for rule in problem["rules"]
]
compare = {"<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal}


def objective(trial):
    kept = np.ones(len(labels), dtype=bool)
    for r, rule in enumerate(rules):
        on = trial.suggest_float(f"s{r}", 0, 1) < problem["chance"]
        pattern = np.zeros(len(labels), dtype=np.uint8)
        for b, bound in enumerate(rule["bounds"]):
            level = trial.suggest_float(f"b{r}_{b}", 0, 1)
            at = bound["at"][round(level**3 * (len(bound["at"]) - 1))]
            with np.errstate(invalid="ignore"):
                pattern |= compare[bound["operator"]](bound["values"], at).astype(np.uint8) << b
        if on:
            kept &= ((rule["verdicts"] >> pattern) & 1) == 0
    right = np.sum(kept & (labels == 1))
    return float(2 * right / max(1, 2 * right + np.sum(kept & (labels == 0)) + np.sum(~kept & (labels == 1))))


samplers = {
    "optuna random": lambda seed: optuna.samplers.RandomSampler(seed=seed),
    "optuna TPE, independent": lambda seed: optuna.samplers.TPESampler(seed=seed, multivariate=False),
    "optuna TPE, multivariate": lambda seed: optuna.samplers.TPESampler(seed=seed, multivariate=True),
}
result = {}
for name, make in samplers.items():
    started = time.time()
    best = []
    for seed in range(1, seeds + 1):
        study = optuna.create_study(direction="maximize", sampler=make(seed))
        study.optimize(objective, n_trials=trials)
        best.append(study.best_value)
    result[name] = {"best": best, "seconds": time.time() - started}
print(json.dumps(result))
