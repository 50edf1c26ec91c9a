"""Finds the known words that a misspelt word may stand for."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from content.folding import stem

_MOST_CORRECTIONS = 3
_LONG = 11
_SOUNDS = (
    ("sch", "x"),
    ("ch", "c"),
    ("ck", "k"),
    ("ph", "f"),
    ("tz", "z"),
    ("ts", "z"),
    ("dt", "t"),
    ("qu", "kw"),
    ("ie", "i"),
    ("y", "i"),
    ("v", "f"),
    ("d", "t"),
    ("b", "p"),
    ("g", "k"),
)
_SILENT_H = re.compile("([aeiourt])h")
_DOUBLED = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Correction:
    """A known folded word, with how sure it is to be meant (below 1)."""

    word: str
    stem: str
    score: float


class Spelling:
    """Known folded words, grouped so that one look-up compares with few of them.

    Transposed neighbours count as one edit (optimal string alignment). The first letter must be right, or
    transposed with the second: other first letters are hardly ever mistyped, and they tell most words apart.
    """

    def __init__(self, words: Iterable[str]) -> None:
        groups: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in sorted(set(words)):
            if word.isalpha() and len(word) >= 4:
                groups[word[0], len(word)].append(word)
        self._groups = dict(groups)
        self.corrections = lru_cache(maxsize=4_096)(self._corrections)

    def _corrections(self, word: str, lenient: bool = False) -> tuple[Correction, ...]:
        """The nearest known words, best first; empty where none is near enough.

        Args:
            word: a folded word.
            lenient: allow one edit more, for words that are known to name something.
        """
        most = allowed_edits(len(word) + 1, lenient=lenient)
        if not word.isalpha() or not most:
            return ()
        candidates = [
            candidate
            for first in dict.fromkeys(word[:2])
            for length in range(len(word) - most, len(word) + most + 1)
            for candidate in self._groups.get((first, length), ())
            if first == word[0] or candidate[:2] == word[1::-1]
        ]
        near = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=most, limit=20)
        found = [
            Correction(candidate, stem(candidate), _score(int(edits), min(len(word), len(candidate))))
            for candidate, edits, _ in near
            if 0 < edits <= allowed_edits(min(len(word), len(candidate)), lenient=lenient)
            and (edits == 1 or lenient or _may_be_two_slips(word, candidate))
        ]
        found.sort(key=lambda correction: (-correction.score, correction.word))
        return tuple(found[:_MOST_CORRECTIONS])


def allowed_edits(length: int, *, lenient: bool = False) -> int:
    """How many edits a word of a length may have: none up to 4 letters, one up to 6, else two."""
    if lenient:
        length += 1
    if length <= 4:
        return 0
    return 1 if length <= 6 else 2


def sound(word: str) -> str:
    """A rough key of how a folded word sounds: single letters, "k" for "ck", "f" for "ph", no silent "h"."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    return _DOUBLED.sub(r"\1", _SILENT_H.sub(r"\1", word))


def _may_be_two_slips(word: str, candidate: str) -> bool:
    """Two edits turn many a word into quite another one; in shorter words all but one must be inaudible."""
    if min(len(word), len(candidate)) >= _LONG:
        return True
    return OSA.distance(sound(word), sound(candidate)) <= 1


def _score(edits: int, length: int) -> float:
    return round(1 - edits * (0.08 + 0.3 / length), 3)
