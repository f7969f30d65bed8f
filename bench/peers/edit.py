"""Edits by other tools: reads JSONL of {text}, prints JSON {name: {cpu_seconds, version, texts}}; null where a document is dropped."""
import json, sys, time
from importlib.metadata import version


def c4():
    from datatrove.data import Document
    from datatrove.pipeline.filters.c4_filters import C4QualityFilter
    # Sentences are left out: they need another download, and they change no text.
    rule = C4QualityFilter(min_num_sentences=-1)

    def work(text):
        document = Document(text=text, id="")
        kept = rule.filter(document)
        return document.text if kept is True else None
    return work


def pii():
    from datatrove.pipeline.formatters.pii import PIIFormatter
    return PIIFormatter(email_replacement="<email>", ip_replacement="<ip>").format


def unicode():
    import ftfy
    return ftfy.fix_encoding


makers = {"c4": ("datatrove", c4), "pii": ("datatrove", pii), "mojibake": ("ftfy", unicode)}
with open(sys.argv[1], encoding="utf8") as file:
    documents = [json.loads(line)["text"] for line in file]
results = {}
for name, (package, maker) in makers.items():
    work = maker()
    work(documents[0])
    begun = time.process_time()
    texts = [work(text) for text in documents]
    results[name] = {"cpu_seconds": time.process_time() - begun, "version": f"{package} {version(package)}", "texts": texts}
print(json.dumps(results))
