"""DCLM's filters and RedPajama's signals, from their repositories; see conformance.py."""
import functools
import importlib
import re
import sys
import types

CONFIG = {  # baselines_configs/dclm_baseline_refinedweb.yaml
    "page_length_filter": {"length_type": "word", "min_length": 50, "max_length": 100000, "ignore_punctuation": True},
    "word_length_filter": {"min_length": 3, "max_length": 10},
    "symbol_ratio_filter": {"max_symbol_to_word_ratio": 0.1},
    "bullet_count_filter": {"max_bullet_start_ratio": 0.9},
    "ellipsis_count_filter": {"max_ellipsis_end_ratio": 0.3},
    "alphabetic_word_ratio_filter": {"max_ratio": 0.2},
    "stop_word_filter": {"count_unique": False, "min_stop_word": 2},
    "massive_web_repetition_filters": {},
}
POLICY = ["terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies"]


def stub(name, **members):
    module = types.ModuleType(name)
    for member, value in members.items():
        setattr(module, member, value)
    sys.modules.setdefault(name, module)


def package(name, path):
    """A package whose __init__ is not run: it would load models that these filters do not use."""
    module = types.ModuleType(name)
    module.__path__ = [str(path)]
    sys.modules[name] = module


@functools.cache
def dclm_modules(folder):
    root = folder / "src/dclm"
    stub("transformers", AutoTokenizer=None)
    stub("justext")
    stub("lxml")
    stub("lxml.etree", ParserError=Exception)
    stub("bs4", BeautifulSoup=None)
    package("baselines", root / "baselines")
    package("baselines.mappers", root / "baselines/mappers")
    package("baselines.mappers.filters", root / "baselines/mappers/filters")
    package("core", root / "baselines/core")
    filters = importlib.import_module("baselines.mappers.filters.content_filters")
    modifiers = importlib.import_module("baselines.mappers.modifiers")
    utils = importlib.import_module("baselines.mappers.core_utils")
    from nltk.tokenize.punkt import PunktTokenizer

    # The English model of Punkt in the form in which newer releases of NLTK read it.
    utils._prep_nltk_tokenizer = lambda language: None
    utils.sent_tokenizer = PunktTokenizer("english")
    for name in [name for name in sys.modules if name == "core" or name.startswith("core.")]:
        del sys.modules[name]
    return filters, modifiers


def dclm(text, bound, folder):
    filters, modifiers = dclm_modules(folder)
    ask = lambda name, **options: getattr(filters, name)({"text": text}, **options)
    values = {}

    def see(column, name, option, **options):
        limit = bound()
        ask(name, **{**CONFIG[name], **options, option: limit})
        values[f"dclm_{column}"] = limit.value

    see("page_word_count", "page_length_filter", "max_length", min_length=0)
    see("mean_word_length", "word_length_filter", "max_length", min_length=0)
    see("symbol_ratio", "symbol_ratio_filter", "max_symbol_to_word_ratio")
    see("bullet_line_ratio", "bullet_count_filter", "max_bullet_start_ratio")
    see("ellipsis_line_ratio", "ellipsis_count_filter", "max_ellipsis_end_ratio")
    see("non_alphabetic_word_ratio", "alphabetic_word_ratio_filter", "max_ratio")
    see("stop_word_count", "stop_word_filter", "min_stop_word")
    values["dclm_word_count"] = len(text.split())
    values["dclm_stop_word_count"] = values["dclm_stop_word_count"] or 0
    cache = {}
    parts = [("line", False), ("line", True), ("paragraph", False), ("paragraph", True)]
    for granularity, count_characters in parts:
        limit = bound()
        filters.repetition_filter({"text": text}, granularity, limit, count_characters=count_characters, cache=cache)
        name = f"dclm_duplicate_{granularity}_{'char_' if count_characters else ''}ratio"
        values[name] = limit.value or 0
    values["dclm_line_count"] = len(cache.get("line", []))
    for n in range(2, 11):
        limit = bound()
        filters.repetition_filter({"text": text}, n, limit, cache=cache)
        values[f"dclm_{'top' if n < 5 else 'duplicate'}_{n}gram_char_ratio"] = limit.value or 0
    c4_values, c4 = dclm_c4(text, filters, modifiers)
    verdicts = {name: len(ask(name, **options)) == 0 for name, options in CONFIG.items()}
    return {**values, **c4_values}, {**verdicts, "c4": c4}


def dclm_c4(text, filters, modifiers):
    """The steps of baselines_configs/c4.yaml up to the sentences; lines that a step removes are counted. None: they went on."""
    values = {}
    page = {"text": text}
    lines = lambda: sum(1 for line in page["text"].split("\n") if line) if page else 0

    def step(column, function, **options):
        nonlocal page
        before = lines()
        if page is not None:
            kept = function(page, **options)
            page = kept[0] if kept else None
        if column:
            values[f"dclm_c4_{column}"] = before - lines()

    step("long_word_lines", modifiers.word_length_modifier, max_length=1000, model="split")
    step(None, modifiers.citation_removal_modifier())
    step("unpunctuated_lines", modifiers.punctuation_line_modifier(remove_ellipses=True))
    step("short_lines", modifiers.line_length_modifier, min_length=5)
    emptied = page is None
    step(None, filters.substring_filter(banlist=["lorem ipsum"]))
    if page is None and not emptied:
        return values, "lorem"
    step("javascript_lines", modifiers.substring_line_modifier(banlist=["javascript"]))
    emptied = page is None
    step(None, filters.substring_filter(banlist=["{"]))
    if page is None and not emptied:
        return values, "curly"
    step("policy_lines", modifiers.substring_line_modifier(banlist=POLICY))
    values["dclm_c4_kept_lines"] = lines()
    if page is None:
        return {**values, "dclm_c4_kept_sentences": 0}, "sentences"
    from baselines.mappers.core_utils import split_sentences

    count = len(split_sentences(page["text"], tokenizer="nltk", tokenizer_lang="english"))
    return {**values, "dclm_c4_kept_sentences": count}, "sentences" if count < 3 else None


@functools.cache
def redpajama_signals(folder):
    sys.path.insert(0, str(folder / "src/RedPajama-Data/app/src"))
    import core.constants

    core.constants.PRECISION = 15
    import core.document
    from core.document import Document
    from core.quality_signals import lines, natural_language, repetitions

    # NLTK's WordPunct pattern in Python's re, as NLTK had it until 3.9; newer releases ask the module regex, whose \\w has marks.
    core.document._word_tokenizer = types.SimpleNamespace(tokenize=re.compile(r"\w+|[^\w\s]+").findall)
    ratios = {f"top_{n}gram": getattr(repetitions, f"RPS_Doc_Frac_Chars_Top_{n}gram")() for n in (2, 3, 4)}
    ratios |= {f"duplicate_{n}gram": getattr(repetitions, f"RPS_Doc_Frac_Chars_Dupe_{n}Grams")() for n in range(5, 11)}
    signals = {f"{name}_char_ratio": signal for name, signal in ratios.items()}
    signals["word_count"] = natural_language.RPS_Doc_Word_Count()
    signals["mean_word_length"] = natural_language.RPS_Doc_Mean_Word_Length()
    signals["symbol_ratio"] = natural_language.RPS_Doc_Symbol_To_Word_Ratio()
    signals["non_alphabetic_word_ratio"] = natural_language.RPS_Doc_Frac_No_Alph_Words()
    signals["ellipsis_line_ratio"] = natural_language.RPS_Doc_Frac_Lines_End_With_Ellipsis()
    return Document, signals, lines.RPS_Lines_Start_With_Bulletpoint()


def redpajama(text, folder):
    Document, signals, bullets = redpajama_signals(folder)
    document = Document(text, domain=None)
    values = {name: signal(document)[0][2] for name, signal in signals.items()}
    starts = [score for _, _, score in bullets(document)]
    values["bullet_line_ratio"] = None if starts in ([], [None]) else sum(starts) / len(starts)
    return {f"redpajama_{name}": "null" if value is None else value for name, value in values.items()}
