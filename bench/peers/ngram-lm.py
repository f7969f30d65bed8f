"""Scores lines with a kenlm model. Prints one JSON document: for every file of lines its decimal logarithm and its units, and the seconds.

    python ngram-lm.py MODEL FILE...
"""
import json
import sys
import time

import kenlm

model = kenlm.Model(sys.argv[1])
files = [open(name, encoding="utf-8").read().splitlines() for name in sys.argv[2:]]
start = time.process_time()
logarithms = [[model.score(line) for line in lines] for lines in files]
seconds = time.process_time() - start
print(json.dumps({"seconds": seconds, "lines": logarithms}))
