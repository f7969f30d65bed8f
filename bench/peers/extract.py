"""Main text of HTML pages by other extractors: reads a folder of *.html.gz, prints JSON {name: {cpu_seconds, version, texts}}."""
import gzip, json, pathlib, sys, time
from importlib.metadata import version

pages = {p.name.split(".")[0]: gzip.open(p).read() for p in sorted(pathlib.Path(sys.argv[1]).glob("*.html.gz"))}
decoded = {name: page.decode("utf8", "replace") for name, page in pages.items()}


def trafilatura(**options):
    import trafilatura
    return lambda html: trafilatura.extract(html, **options) or ""


def readability():
    import lxml.html
    from readability import Document
    return lambda html: lxml.html.fromstring(Document(html).summary()).text_content()


def rs_trafilatura():
    import rs_trafilatura
    return lambda html: rs_trafilatura.extract(html).main_content or ""


makers = {
    "trafilatura": ("trafilatura", lambda: trafilatura(include_comments=False)),
    "trafilatura fast": ("trafilatura", lambda: trafilatura(include_comments=False, fast=True)),
    "readability-lxml": ("readability-lxml", readability),
    "rs-trafilatura": ("rs-trafilatura", rs_trafilatura),
}
results = {}
for name, (package, make) in makers.items():
    try:
        work = make()
        texts, began = {}, time.process_time()
        for page, html in decoded.items():
            try:
                texts[page] = work(html)
            except Exception as error:  # one page of a peer costs that page
                print(f"{name}: {page}: {error!r}", file=sys.stderr)
                texts[page] = ""
        results[name] = {"cpu_seconds": time.process_time() - began, "version": version(package), "texts": texts}
    except Exception as error:
        print(f"{name}: not measured: {error!r}", file=sys.stderr)
json.dump(results, sys.stdout)
