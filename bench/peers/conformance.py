"""Runs the original filters of datatrove, dolma, DCLM and RedPajama over documents and prints every value that they compute.

    python conformance.py FOLDER < documents.jsonl > originals.jsonl

FOLDER is what conformance.sh made. The originals keep their values to themselves and only compare them with a bound: a bound that
remembers what it was compared with, and never rejects, brings them out. One JSON object per document: values by the name of our
column, verdicts by dialect and filter, and the tokens and sentences that datatrove's tokenizer gives.
"""
import importlib.util
import json
import logging
import sys
import warnings
from pathlib import Path

FOLDER = Path(sys.argv[1])
logging.disable(logging.CRITICAL)
warnings.filterwarnings("ignore")  # means of empty lists


class Bound(float):
    """A bound that no value violates, and that keeps what it was compared with."""

    __array_ufunc__ = None

    def __new__(cls, factor=None):
        bound = super().__new__(cls, 1e300)
        bound.seen, bound.factor = [], factor
        return bound

    def _see(self, value):
        self.seen.append(float(value) / self.factor if self.factor else float(value))
        return False

    # Python asks the bound first where the other side is a plain float, and numpy steps back for __array_ufunc__.
    __lt__ = __le__ = __gt__ = __ge__ = _see
    __ne__ = lambda self, other: True
    __hash__ = None

    def __mul__(self, factor):
        """DCLM compares counts with the bound times the number of lines."""
        self.factor = factor
        return self

    __rmul__ = __mul__

    @property
    def value(self):
        return self.seen[-1] if self.seen and self.seen[-1] == self.seen[-1] else None


def load_file(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


import nltk  # noqa: E402

nltk.data.path.insert(0, str(FOLDER / "nltk_data"))

# ---- datatrove -------------------------------------------------------------------------------------------------------------
from datatrove.data import Document as TroveDocument  # noqa: E402
from datatrove.pipeline.filters import (  # noqa: E402
    C4QualityFilter,
    FineWebQualityFilter,
    GopherQualityFilter,
    GopherRepetitionFilter,
)
from datatrove.utils.text import split_into_words  # noqa: E402
from datatrove.utils.word_tokenizers import NLTKTokenizer  # noqa: E402

fineweb_v1_module = load_file("fineweb_v1_filter", FOLDER / "src/old/fineweb_v1_filter.py")
# The tokenizer of that time for English.
fineweb_v1_module.load_word_tokenizer = lambda language: NLTKTokenizer("english")
FineWebV1Filter = fineweb_v1_module.FineWebQualityFilter
trove_filters = {
    "gopher_quality": GopherQualityFilter(),
    "gopher_repetition": GopherRepetitionFilter(),
    "c4": C4QualityFilter(),
    "c4_lenient": C4QualityFilter(filter_no_terminal_punct=False),
    "fineweb": FineWebQualityFilter(),
    "fineweb_v1": FineWebV1Filter(),
}
LINES = {
    "line-kept": "kept_lines",
    "line-filter-too_long_word": "long_word_lines",
    "line-filter-no_terminal_punc": "unpunctuated_lines",
    "line-filter-too_few_words": "short_lines",
    "line-filter-javascript": "javascript_lines",
    "line-filter-policy": "policy_lines",
}


def reason(answer):
    return answer[1] if isinstance(answer, tuple) else None if answer else "rejected"


def attempt(filter_, text):
    """A filter's answer; what it throws (division by zero on a text without words) is an answer too."""
    try:
        return reason(filter_.filter(TroveDocument(text=text, id="0")))
    except Exception as error:
        return f"error: {type(error).__name__}"


def trove_quality(text):
    words, hi, length, long, symbols, bullets, ellipses, alpha, stops = (Bound() for _ in range(9))
    attempt(GopherQualityFilter(words, hi, length, long, symbols, bullets, ellipses, alpha, stops), text)
    hashes = symbols.seen + [None, None]
    return {
        "word_count": words.value,
        "mean_word_length": length.value,
        "symbol_ratio_hash": hashes[0],
        "symbol_ratio_ellipsis": hashes[1],
        "bullet_line_ratio": bullets.value,
        "ellipsis_line_ratio": ellipses.value,
        "alphabetic_word_ratio": alpha.value,
        "stop_word_count": stops.value,
    }


def trove_repetition(text):
    line, para, line_chars, para_chars = (Bound() for _ in range(4))
    top = [(n, Bound()) for n in (2, 3, 4)]
    dup = [(n, Bound()) for n in range(5, 11)]
    attempt(GopherRepetitionFilter(line, para, line_chars, para_chars, top, dup), text)
    return {
        "duplicate_line_ratio": line.value,
        "duplicate_line_char_ratio": line_chars.value,
        "duplicate_paragraph_ratio": para.value,
        "duplicate_paragraph_char_ratio": para_chars.value,
        **{f"top_{n}gram_char_ratio": bound.value for n, bound in top},
        **{f"duplicate_{n}gram_char_ratio": bound.value for n, bound in dup},
    }


def trove_c4(text, prefix, **options):
    sentences, counts = Bound(), {}
    filter_ = C4QualityFilter(min_num_sentences=sentences, **options)
    filter_.stat_update = lambda name: counts.update({name: counts.get(name, 0) + 1})
    ended = attempt(filter_, text) is not None  # lorem ipsum or a bracket: the rest of the lines was not looked at
    if ended:
        return {}
    values = {prefix + ours: counts.get(theirs, 0) for theirs, ours in LINES.items()}
    return {**values, prefix + "kept_sentences": sentences.value or 0}


def trove_fineweb(text, make, prefix, columns):
    bounds = [Bound() for _ in columns]
    names = ("line_punct_thr", "short_line_thr", "char_duplicates_ratio", "new_line_ratio")
    attempt(make(**dict(zip(names, bounds))), text)
    return {prefix + column: bound.value for column, bound in zip(columns, bounds)}


FINEWEB = ("line_punct_ratio", "short_line_ratio", "char_dup_ratio", "list_ratio")


def datatrove(text):
    strict = trove_c4(text, "c4_")
    lenient = trove_c4(text, "c4_lenient_", filter_no_terminal_punct=False)
    values = {
        **trove_quality(text),
        **trove_repetition(text),
        **strict,
        **{name: lenient[name] for name in ("c4_lenient_kept_lines", "c4_lenient_kept_sentences") if name in lenient},
        **trove_fineweb(text, FineWebQualityFilter, "", FINEWEB),
        **trove_fineweb(text, FineWebV1Filter, "fineweb_v1_", FINEWEB),
    }
    return values, {name: attempt(filter_, text) for name, filter_ in trove_filters.items()}


# ---- dolma -----------------------------------------------------------------------------------------------------------------
nltk.download = lambda *args, **kwargs: False
from dolma.core.data_types import Document as DolmaDocument  # noqa: E402
from dolma.taggers.c4 import C4Tagger, FasterC4Tagger  # noqa: E402
from dolma.taggers.gopher import GopherTagger, GopherTaggerV2  # noqa: E402

DOLMA = {
    "word_count": "word_count",
    "median_word_length": "median_word_length",
    "symbol_to_word_ratio": "symbol_ratio",
    "fraction_of_words_with_alpha_character": "alphabetic_word_ratio",
    "required_word_count": "stop_word_count",
    "fraction_of_lines_starting_with_bullet_point": "bullet_line_ratio",
    "fraction_of_lines_ending_with_ellipsis": "ellipsis_line_ratio",
    "fraction_of_duplicate_lines": "duplicate_line_ratio",
    "fraction_of_characters_in_duplicate_lines": "duplicate_line_char_ratio",
    **{f"fraction_of_characters_in_most_common_{n}grams": f"top_{n}gram_char_ratio" for n in (2, 3, 4)},
    **{f"fraction_of_characters_in_duplicate_{n}grams": f"duplicate_{n}gram_char_ratio" for n in range(5, 11)},
}
V2 = ("bullet_line_ratio", "ellipsis_line_ratio", "duplicate_line_ratio", "duplicate_line_char_ratio")


def dolma(text):
    document = DolmaDocument(source="", id="0", text=text)
    first = {DOLMA[s.type]: s.score for s in GopherTagger().predict(document).spans if s.type in DOLMA}
    second = {DOLMA[s.type]: s.score for s in GopherTaggerV2().predict(document).spans if s.type in DOLMA}
    tags = [s.type for s in FasterC4Tagger().predict(document).spans]
    tags_v1 = [s.type for s in C4Tagger().predict(document).spans]
    values = {f"dolma_{name}": first.get(name, "null") for name in DOLMA.values()}
    values |= {f"dolma_v2_{name}": second[name] for name in V2}
    return values | {
        "dolma_c4_line_count": text.count("\n") + 1,
        "dolma_c4_unpunctuated_lines": tags.count("lines_with_no_ending_punctuation"),
        "dolma_c4_short_lines": tags.count("lines_with_too_few_words"),
        "dolma_c4_has_lorem_ipsum": tags.count("has_lorem_ipsum"),
        "dolma_c4_has_javascript": tags.count("has_javascript"),
        "dolma_c4_v1_has_javascript": tags_v1.count("has_javascript"),
        "dolma_c4_has_curly_brace": tags.count("has_curly_brace"),
    }


sys.path.insert(0, str(Path(__file__).parent))
from conformance_more import dclm, redpajama  # noqa: E402

if __name__ == "__main__":
    for line in sys.stdin:
        document = json.loads(line)
        text = document["text"]
        trove, verdicts = datatrove(text)
        dclm_values, dclm_verdicts = dclm(text, Bound, FOLDER)
        row = {
            "id": document["id"],
            "values": {**trove, **dolma(text), **dclm_values, **redpajama(text, FOLDER)},
            "verdicts": {"datatrove": verdicts, "dclm": dclm_verdicts},
            "tokens": split_into_words(text),
        }
        print(json.dumps(row), flush=True)
