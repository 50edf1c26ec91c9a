"""What people ask that others in town or in the country answer: passports, weather, doctors on call, flats."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from content.folding import Token, fold, stem, tokens
from content.linking.german_words import is_german_word
from content.linking.spelling import Spelling

_SHORTEST_PART = 8
_SHORTEST_REST = 3
_SHORTEST_SLIP = 9


@dataclass(frozen=True)
class Elsewhere:
    """A topic that is not the bot's.

    Attributes:
        topic: its key.
        terms: words and phrases by which it is known.
        reply: what to say in German, with `{town}` for the town's name.
        urgent: whether somebody may be in danger: then nothing else in the message counts.
    """

    topic: str
    terms: tuple[str, ...]
    reply: str
    urgent: bool = False


class ElsewhereTopics:
    """Finds such topics in messages; the topic with the longest phrase counts, an urgent one before all."""

    def __init__(self, entries: Iterable[Elsewhere]) -> None:
        self._words: dict[str, Elsewhere] = {}
        self._by_first: dict[str, list[tuple[tuple[str, ...], Elsewhere]]] = defaultdict(list)
        for entry in entries:
            for term in entry.terms:
                stems = tuple(stem(token) for token in tokens(term))
                if stems:
                    self._by_first[stems[0]].append((stems, entry))
                if len(stems) == 1 and not entry.urgent and len(fold(term)) >= _SHORTEST_PART:
                    self._words[fold(term)] = entry
        self._spelling = Spelling(self._words)

    def find(self, words: Sequence[Token]) -> Elsewhere | None:
        """The topic that a message is about; None where none is named."""
        stems = tuple(word.stem for word in words)
        best: tuple[bool, int, float] | None = None
        found: Elsewhere | None = None
        for position, first in enumerate(stems):
            for phrase, entry in self._by_first.get(first, ()):
                end = position + len(phrase)
                if stems[position:end] != phrase or (entry.urgent and _is_taken_back(words[end:])):
                    continue
                weight = (entry.urgent, len(phrase), float(sum(map(len, phrase))))
                if best is None or weight > best:
                    best, found = weight, entry
        return found or next(filter(None, map(self._by_part_or_slip, words)), None)

    def _by_part_or_slip(self, word: Token) -> Elsewhere | None:
        """The topic of a long word that begins with a known one ("Müllabfuhrkalender"), or is one misspelt."""
        for length in range(len(word.folded) - _SHORTEST_REST, _SHORTEST_PART - 1, -1):
            known = self._words.get(word.folded[:length])
            if known is not None:
                return known
        if is_german_word(word.typed):
            return None
        slips = self._spelling.corrections(word.folded)
        return self._words.get(slips[0].word) if slips and len(word.folded) >= _SHORTEST_SLIP else None


def _is_taken_back(behind: Sequence[Token]) -> bool:
    """Whether what stands behind a phrase takes the danger away: "brennt noch Licht", "rieche Gas nicht mehr"."""
    following = [word.folded for word in behind[:2]]
    return following[:1] in (
        ["nicht"],
        ["nich"],
        ["an"],
        ["immer"],
        ["licht"],
        ["fahren"],
        ["fahrer"],
    ) or following == [
        "noch",
        "licht",
    ]
