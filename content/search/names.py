"""Finding a place by its name as people type it: with typos, in any word order, with or without "Bäckerei".

A name matches by its words. A rare word ("Althoff") weighs more than a frequent one ("Bäckerei"): its weight is its
inverse document frequency. What counts is the share of the asked words' weight that a name covers.
"""

import math
import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from content.folding import tokens

_ENOUGH = 0.7
"""Least share of the asked weight that a name must cover."""

_AS_GOOD = 0.05
"""Names that cover this much less than the best one are not what was meant."""

_FREQUENT = 20
"""A word of so many names is what it seems, not a typo of another."""

_MOST_WORDS = 12
"""No name is longer; a whole pasted page is not compared word by word."""

_SOUND_SIMILARITY = 0.9
_PREFIX_SIMILARITY = 0.85
_SHORTEST_PREFIX = 4
_SHORTEST_PART = 3
_MOST_COMPLETIONS = 200
_FILLERS = frozenset(
    (
        "der",
        "die",
        "das",
        "den",
        "dem",
        "am",
        "im",
        "in",
        "an",
        "bei",
        "beim",
        "zum",
        "zur",
        "und",
        "von",
        "vom",
    )
)


_SOUNDS = (
    (re.compile("ph|v"), "f"),
    (re.compile("th|dt"), "t"),
    (re.compile("ck|c(?!h)|qu?"), "k"),
    (re.compile("tz"), "z"),
    (re.compile("a[iy]|ey"), "ei"),
    (re.compile("ie|y"), "i"),
    (re.compile("(?<=[aeiou])h"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)


@lru_cache(maxsize=65_536)
def _sound(word: str) -> str:
    """Return a word with one letter for each of the spellings that sound alike: "Althoff" and "Altof" are one."""
    for spelling, letter in _SOUNDS:
        word = spelling.sub(letter, word)
    return word


def _edits_allowed(word: str) -> int:
    """Return how many typos a word may have: short words turn into others too easily."""
    if len(word) < 4 or word.isdigit():
        return 0
    return 1 if len(word) < 8 else 2


class NameIndex:
    """Names by their words."""

    def __init__(self) -> None:
        self._rows: dict[str, set[int]] = {}
        self._by_length: dict[int, list[str]] = defaultdict(list)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        self._sorted: list[str] | None = None

    def postings(self, name: str) -> Iterator[set[int]]:
        """Yield the row sets of a folded name's words, to be changed by the index."""
        return map(self._posting, name.split())

    def rows(self, asked: str, population: int) -> dict[int, float]:
        """Return the rows whose name was probably meant, with a closeness from 0 to 1.

        Args:
            asked: a name as typed, not folded.
            population: how many places there are.
        """
        words = tokens(asked)
        words = ([word for word in words if word not in _FILLERS] or words)[:_MOST_WORDS]
        if not words:
            return {}
        candidates = [self._similar(word) for word in words]
        self._add_joined(words, candidates)
        weights = [self._weight(similar, population) for similar in candidates]
        scores = self._scores(candidates, weights)
        if not scores:
            return {}
        limit = max(_ENOUGH, max(scores.values()) - _AS_GOOD)
        return {row: score for row, score in scores.items() if score >= limit}

    def _posting(self, word: str) -> set[int]:
        if word not in self._rows:
            self._rows[word] = set()
            self._by_length[len(word)].append(word)
            self._by_sound[_sound(word)].append(word)
            if self._sorted is not None:
                insort(self._sorted, word)
        return self._rows[word]

    def _similar(self, word: str) -> list[tuple[set[int], float]]:
        """Return the row sets of the words that this one may stand for, each with a similarity."""
        found: dict[str, float] = {}
        edits = _edits_allowed(word)
        if edits and len(self._rows.get(word, ())) < _FREQUENT:
            for length in range(len(word) - edits, len(word) + edits + 1):
                words = self._by_length.get(length, ())
                for other, distance, _ in process.extract(
                    word, words, scorer=OSA.distance, score_cutoff=edits, limit=None
                ):
                    found[other] = 1 - distance / max(len(word), length)
        if len(word) >= _SHORTEST_PREFIX:
            for other in self._by_sound.get(_sound(word), ()):
                found[other] = max(found.get(other, 0.0), _SOUND_SIMILARITY)
            for other in self._completions(word):
                found[other] = max(found.get(other, 0.0), _PREFIX_SIMILARITY)
            for length in range(_SHORTEST_PREFIX, len(word)):
                if word[:length] in self._rows:
                    found[word[:length]] = max(found.get(word[:length], 0.0), _PREFIX_SIMILARITY)
        if word in self._rows:
            found[word] = 1.0
        similar = [(self._rows[other], similarity) for other, similarity in found.items()]
        similar += ((rows, 1.0) for rows in self._split(word))
        return [(rows, similarity) for rows, similarity in similar if rows]

    def _split(self, word: str) -> Iterator[set[int]]:
        """Yield the rows that have a word in two parts: "Backhaus" may stand for "Back Haus"."""
        for position in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1):
            first, second = self._rows.get(word[:position]), self._rows.get(word[position:])
            if first and second:
                yield first & second

    def _completions(self, prefix: str) -> list[str]:
        vocabulary = self._vocabulary()
        start = bisect_left(vocabulary, prefix)
        end = bisect_left(vocabulary, prefix + "\U0010ffff", lo=start)
        return vocabulary[start : min(end, start + _MOST_COMPLETIONS)]

    def _vocabulary(self) -> list[str]:
        if self._sorted is None:
            self._sorted = sorted(self._rows)
        return self._sorted

    def _add_joined(self, words: list[str], candidates: list[list[tuple[set[int], float]]]) -> None:
        """Let "Back Haus" stand for "Backhaus"."""
        for position in range(len(words) - 1):
            rows = self._rows.get(words[position] + words[position + 1])
            if rows:
                candidates[position].append((rows, 1.0))
                candidates[position + 1].append((rows, 1.0))

    def _weight(self, similar: list[tuple[set[int], float]], population: int) -> float:
        """Return how telling a word is: the fewer names have it, or what it most resembles, the more."""
        best = max((similarity for _, similarity in similar), default=0.0)
        frequency = sum(len(rows) for rows, similarity in similar if similarity == best)
        return math.log(1 + population / (1 + frequency))

    def _scores(
        self, candidates: list[list[tuple[set[int], float]]], weights: list[float]
    ) -> dict[int, float]:
        """Return the share of the asked weight that each promising row covers.

        The most telling words come first. A row that has none of them cannot cover enough with the others, which
        are the ones with long row lists.
        """
        total = sum(weights)
        scores: dict[int, float] = defaultdict(float)
        left = total
        for similar, weight in sorted(zip(candidates, weights, strict=True), key=lambda pair: -pair[1]):
            may_be_new = left >= _ENOUGH * total
            left -= weight
            best: dict[int, float] = {}
            for rows, similarity in similar:
                for row in rows if may_be_new else rows & scores.keys():
                    if similarity > best.get(row, 0.0):
                        best[row] = similarity
            for row, similarity in best.items():
                scores[row] += weight * similarity / total
        return {row: score for row, score in scores.items() if score >= _ENOUGH}
