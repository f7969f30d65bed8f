"""CPU seconds of datatrove's filters over documents on stdin, in FineWeb's order; a document that one rejects goes no further."""
import json
import logging
import sys
import time

logging.disable(logging.CRITICAL)

from datatrove.data import Document  # noqa: E402
from datatrove.pipeline.filters import (  # noqa: E402
    C4QualityFilter,
    FineWebQualityFilter,
    GopherQualityFilter,
    GopherRepetitionFilter,
)

filters = [
    GopherRepetitionFilter(),
    GopherQualityFilter(),
    C4QualityFilter(filter_no_terminal_punct=False),
    FineWebQualityFilter(),
]
texts = [json.loads(line)["text"] for line in sys.stdin]


def passes(text):
    document = Document(text=text, id="0")
    return all(filter_.filter(document) is True for filter_ in filters)


for text in texts[:10]:  # the tokenizer loads at the first document
    passes(f"{text} ")
before = time.process_time()
kept = sum(passes(text) for text in texts)
print(json.dumps({"cpu_seconds": time.process_time() - before, "kept": kept}))
