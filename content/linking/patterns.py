"""Phrases with a gap: "hat ... auf" in "Hat die Bäckerei Althoff heute auf?"."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from content.folding import tokens

GAP = "..."
_WIDEST_GAP = 8


class GapPatterns:
    """Finds phrases of two parts with up to eight other words in between.

    Args:
        patterns: phrases with a gap, each with what it stands for; phrases without one are left out.
    """

    def __init__(self, patterns: Iterable[tuple[str, str]]) -> None:
        self._by_last_part: dict[str, list[tuple[list[str], list[str], str]]] = defaultdict(list)
        for phrase, value in patterns:
            start, gap, end = phrase.partition(GAP)
            opening, closing = tokens(start), tokens(end)
            if gap and opening and closing:
                self._by_last_part[closing[0]].append((opening, closing, value))

    def find(self, words: Sequence[str]) -> Iterator[tuple[int, int, str]]:
        """The closing parts found: first and last token (inclusive) and what the phrase stands for."""
        for position, word in enumerate(words):
            for opening, closing, value in self._by_last_part.get(word, ()):
                end = position + len(closing)
                if list(words[position:end]) == closing and _occurs_before(words, opening, position):
                    yield position, end - 1, value


def _occurs_before(words: Sequence[str], opening: list[str], position: int) -> bool:
    floor = max(0, position - _WIDEST_GAP - len(opening))
    return any(
        list(words[start : start + len(opening)]) == opening
        for start in range(floor, position - len(opening) + 1)
    )
