"""A message as canonical words: one spelling for what people write many ways.

The grammar reads the canonical text; every word of it remembers where it stands in the message. Umlauts are
folded ("ä", "ae" and "a" are one), number words become digits, weekdays lose their typos, and compounds that begin
with a day come apart: "Samstachabend" reads "samstag abend", "Sonntagsbrötchen" reads "sonntags brotchen".
"""

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from nlu.german_time.numbers import DIGITS

WEEKDAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")

_TOKEN = re.compile(
    r"(?P<number>\d+(?:[.:,]\d+)*(?:\.(?!\d)|,-)?)"
    r"|(?P<letters>(?:[^\W\d_][\u0300-\u036f]*)+)"
    r"|(?P<mark>[^\w\s'’`´]|\n)"
)
_MARKS = {
    "-": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "&": "und", "+": "und", "/": "/", "?": "?", ".": ".",
    "€": "euro", "$": "euro", "%": "prozent", "°": "grad",
}  # fmt: skip
_SPELLED_UMLAUT = re.compile("([aou])e+")
_RUHR_TAG = re.compile("(?<=[a-z][a-z])tach(s?)$")

_SPELLINGS = {
    "jetzt": "getz gez jetz jez jezt etz etzt",
    "gerade": "grad grade gerad",
    "heute": "heut heude hoite",
    "morgen": "morjen",
    "ubermorgen": "ubamorgen ubamorjen ubermorjen",
    "abend": "abent ahmt",
    "abends": "abens abents ahmts",
    "wochenende": "wochenend wochende wocheende wochenede",
    "samstag": "sonnabend",
    "samstags": "sonnabends",
    "ein": "eine einer einem einen eines ne ner nem nen n",
    "und": "u",
    "oder": "od",
    "stunde": "stunden stundn std stdn",
    "minute": "minuten min mins",
    "geoffnet": "geoffnt geofnet",
    "nachmittag": "nammittach nammittag namittach namittag nachmittach nachmitag",
    "nachmittags": "nammittachs nammittags namittags nachmittachs nachmitags",
}
_CANONICAL = {variant: word for word, variants in _SPELLINGS.items() for variant in variants.split()}

_DAY_THEN_PART = re.compile(
    "(?P<day>[a-z]+?)(?P<rest>fruh|morgens?|vormittags?|mittags?|mittachs?|nachmittags?|nachmittachs?|abends?|nachts?)"
)
_DAY_THEN_THING = re.compile(
    r"(?P<day>(?:(?:mon|diens|donners|frei|sams|sonn|feier)ta(?:g|ch)|mittwoch|sonnabend)s)(?P<rest>[a-z]{3,})"
)
_DAYS_WITH_PARTS = frozenset(
    (
        *WEEKDAYS,
        *(f"{day}s" for day in WEEKDAYS),
        "heute",
        "morgen",
        "gestern",
        "wochenende",
        "feiertag",
        "silvester",
    )
)

_TYPO_TARGETS = (
    *WEEKDAYS, *(f"{day}s" for day in WEEKDAYS), "wochenende", "ubermorgen", "vormittag", "nachmittag", "nachmittags",
    "fronleichnam", "weihnachten", "pfingsten", "silvester", "heiligabend", "rosenmontag", "karfreitag", "allerheiligen",
)  # fmt: skip
_NO_TYPOS = frozenset(("montage", "montagen", "montan"))
"""Words of their own, one letter from a weekday."""

_SHORTEST_TYPO = 5


@dataclass(frozen=True, slots=True)
class Word:
    """A canonical word and where it stands in the message."""

    form: str
    start: int
    end: int


@dataclass(frozen=True)
class Message:
    """A message in canonical words.

    Attributes:
        text: the words, joined by single blanks; this is what the grammar matches.
        words: the same words with their places in the original.
        starts: where each word begins in `text`.
    """

    text: str
    words: tuple[Word, ...]
    starts: tuple[int, ...]

    def words_until(self, position: int) -> int:
        """How many words begin before this position of `text`."""
        return bisect_left(self.starts, position)


def read_words(text: str) -> Message:
    """Read a message as canonical words."""
    words: list[Word] = []
    for token in _TOKEN.finditer(text):
        start = token.start()
        for form, length in _forms(token[0], str(token.lastgroup)):
            words.append(Word(form, start, start + length))
            start += length
    starts = []
    position = 0
    for word in words:
        starts.append(position)
        position += len(word.form) + 1
    return Message(" ".join(word.form for word in words), tuple(words), tuple(starts))


@lru_cache(maxsize=4096)
def canonical(name: str) -> str:
    """A name as the grammar sees it: "Erster Weihnachtstag" is "1. weihnachtstag"."""
    return read_words(name).text


@lru_cache(maxsize=32_768)
def _forms(token: str, kind: str) -> tuple[tuple[str, int], ...]:
    """The canonical words of a token, each with how many characters of the message it takes up."""
    if kind == "mark":
        return ((_MARKS.get(token, ","), len(token)),)
    if kind == "number":
        return ((unicodedata.normalize("NFKD", token), len(token)),)
    folded = _fold(token)
    if not folded:
        return ()
    compound = _compound(folded)
    if compound is None:
        return ((_spelling(folded), len(token)),)
    day, rest = compound
    split = _length_in(token, len(day))
    return ((_spelling(day), split), (_spelling(rest), len(token) - split))


def _fold(token: str) -> str:
    plain = unicodedata.normalize("NFKD", token.casefold()).casefold()
    return _SPELLED_UMLAUT.sub(r"\1", "".join(letter for letter in plain if letter.isalnum()))


def _compound(folded: str) -> tuple[str, str] | None:
    """The day that a compound begins with and the rest, as folded: a part of the day, or a thing."""
    found = _DAY_THEN_PART.fullmatch(folded)
    if found is not None and _spelling(found["day"]) in _DAYS_WITH_PARTS:
        return found["day"], found["rest"]
    found = _DAY_THEN_THING.fullmatch(folded)
    return None if found is None else (found["day"], found["rest"])


def _length_in(token: str, letters: int) -> int:
    """How many characters of a token fold to so many letters, as far as the token can be cut there at all."""
    return next((end for end in range(1, len(token)) if len(_fold(token[:end])) >= letters), len(token) - 1)


def _spelling(folded: str) -> str:
    word = _RUHR_TAG.sub(r"tag\1", folded)
    return _CANONICAL.get(word) or DIGITS.get(word) or _without_typo(word)


def _without_typo(word: str) -> str:
    """The weekday or feast that was meant where one letter is wrong, missing, doubled or swapped with its neighbour."""
    if len(word) < _SHORTEST_TYPO or word in _NO_TYPOS or word in _TYPO_TARGETS:
        return word
    for target in _TYPO_TARGETS:
        if word[0] == target[0] and OSA.distance(word, target, score_cutoff=1) <= 1:
            return target
    return word
