"""Runs datatrove's n-gram decontamination on documents.json with an index over questions.json of a folder; prints JSON."""

import importlib.metadata
import json
import os
import sys
import time

import numpy as np
from datatrove.data import Document
from datatrove.pipeline.decont.n_grams import NGramsDecontConfig, NGramsDecontFilter, NGramsDecontIndexer

folder, grams = sys.argv[1], int(sys.argv[2])
with open(os.path.join(folder, "documents.json")) as file:
    documents = json.load(file)
with open(os.path.join(folder, "questions.json")) as file:
    questions = json.load(file)

config = NGramsDecontConfig(n_grams=grams)
index = os.path.join(folder, "index")
os.makedirs(index)
NGramsDecontIndexer._requires_dependencies = []  # its own task reader is not used
indexer = NGramsDecontIndexer(index, config=config)
hashes = {h for question in questions for h in indexer.compute_hashes(question["text"])}
np.array(list(hashes), dtype=config.hash_config.np_descr).tofile(os.path.join(index, "questions.index.hashes"))

decontaminate = NGramsDecontFilter(index, config=config)
decontaminate.filter(Document(text="warm up", id="warm"))
start = time.process_time()
contaminated = [d["id"] for d in documents if decontaminate.filter(Document(text=d["text"], id=d["id"])) is not True]
print(
    json.dumps(
        {
            "version": importlib.metadata.version("datatrove"),
            "cpu_seconds": time.process_time() - start,
            "contaminated": contaminated,
        }
    )
)
