"""One peer's search for near-duplicates over a JSONL file: word 5-shingles, bands x rows as asked; prints one line of JSON.

    python -m venv /tmp/peers-dedup/venv
    /tmp/peers-dedup/venv/bin/pip install datasketch==2.0.0 rensa==0.5.0 text-dedup==0.4.0 datatrove==0.10.1 tokenizers spacy xxhash==3.5.0
    python deduplicate.py datasketch|rensa|text-dedup|datatrove docs.jsonl BANDS ROWS FOLDER

The words are those of Sluice (runs of letters and digits, lower-cased) where the peer lets its user choose. None verifies its candidates.
Both cores are used where the peer can; datatrove runs in one process, because its pool hides the CPU time it takes.
"""
import json
import os
import re
import resource
import subprocess
import sys
import time
from multiprocessing import Pool

WORD = re.compile(r"[^\W_]+")
BANDS, ROWS = 14, 8


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def shingles(text, size=5):
    words = WORD.findall(text.lower())
    if len(words) < size:
        return {" ".join(words)} if words else set()
    return {" ".join(words[i : i + size]) for i in range(len(words) - size + 1)}


def datasketch_signature(row):
    from datasketch import MinHash

    sketch = MinHash(num_perm=BANDS * ROWS, seed=1)
    tokens = shingles(row["text"])
    if tokens:
        sketch.update_batch([token.encode() for token in tokens])
    return sketch


def datasketch(path, folder):
    from datasketch import MinHashLSH

    rows = read(path)
    lsh = MinHashLSH(num_perm=BANDS * ROWS, params=(BANDS, ROWS))
    removed = set()
    with Pool(2) as pool:
        for row, sketch in zip(rows, pool.imap(datasketch_signature, rows, chunksize=64)):
            if lsh.query(sketch):
                removed.add(row["id"])
            else:
                lsh.insert(row["id"], sketch)
    return removed


def rensa(path, folder):
    from rensa import RMinHash, RMinHashLSH

    rows = read(path)
    matrix = RMinHash.digest_matrix_from_token_sets([list(shingles(row["text"])) for row in rows], BANDS * ROWS, 1)
    lsh = RMinHashLSH(0.8, BANDS * ROWS, BANDS)
    flags = lsh.query_duplicate_flags_matrix_one_shot(matrix)
    return {row["id"] for row, flag in zip(rows, flags) if flag}


def text_dedup(path, folder):
    output = os.path.join(folder, "text-dedup")
    command = [sys.executable, "-m", "text_dedup.minhash", "--path", "json", "--data_files", path, "--split", "train"]
    command += ["--cache_dir", os.path.join(folder, "cache"), "--column", "text", "--output", output, "--ngram", "5", "--min_length", "1"]
    command += ["--num_perm", str(BANDS * ROWS), "--b", str(BANDS), "--r", str(ROWS), "--num_proc", "2", "--batch_size", "10000"]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "HF_HUB_OFFLINE": "1"})
    if done.returncode != 0:
        raise SystemExit(done.stderr[-2000:])
    from datasets import load_from_disk

    kept = set(load_from_disk(output)["id"])
    return {row["id"] for row in read(path)} - kept


def datatrove(path, folder):
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.dedup import MinhashDedupCluster, MinhashDedupFilter, MinhashDedupSignature
    from datatrove.pipeline.dedup.minhash import MinhashConfig, MinhashDedupBuckets
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    at = lambda name: os.path.join(folder, "datatrove", name)
    config = MinhashConfig(n_grams=5, num_buckets=BANDS, hashes_per_bucket=ROWS)
    reader = JsonlReader(os.path.dirname(path), glob_pattern=os.path.basename(path))
    steps = [
        ([reader, MinhashDedupSignature(output_folder=at("signatures"), config=config)], 1),
        ([MinhashDedupBuckets(input_folder=at("signatures"), output_folder=at("buckets"), config=config)], BANDS),
        ([MinhashDedupCluster(input_folder=at("buckets"), output_folder=at("remove"), config=config)], 1),
        ([reader, MinhashDedupFilter(input_folder=at("remove"), exclusion_writer=None), JsonlWriter(at("kept"), compression=None)], 1),
    ]
    for i, (pipeline, tasks) in enumerate(steps):
        LocalPipelineExecutor(pipeline, tasks=tasks, workers=1, logging_dir=at(f"log{i}")).run()
    kept = set()
    for name in os.listdir(at("kept")):
        kept |= {row["id"] for row in read(os.path.join(at("kept"), name))}
    return {row["id"] for row in read(path)} - kept


def cpu_seconds():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


if __name__ == "__main__":
    peer, path, BANDS, ROWS, folder = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5]
    start, cpu = time.perf_counter(), cpu_seconds()
    removed = {"datasketch": datasketch, "rensa": rensa, "text-dedup": text_dedup, "datatrove": datatrove}[peer](path, folder)
    figures = {"wall": time.perf_counter() - start, "cpu": cpu_seconds() - cpu, "removed": sorted(removed)}
    print(json.dumps(figures))
