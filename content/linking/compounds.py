"""Takes apart German compounds that no list holds: "Grabgesteck", "Heizungsnotdienst", "Pumpenreparatur".

The last part decides what it is. Where the last part only says that there is a shop or a service, the first part
says what for.
"""

from collections.abc import Iterator

from content.folding import Token, stem
from content.linking.lexicon import Lexicon, Sense
from content.linking.mentions import MentionKind
from content.linking.spelling import Spelling
from content.linking.vocabulary_files import Phrases

_LINKING_ELEMENTS = ("", "s", "n", "en", "es", "er", "e")
_CUT_VOWELS = ("e", "en", "n")
_SHORTEST_HEAD = 3
_SHORTEST_TAIL = 5
_SHORTEST_TAIL_AFTER_KNOWN = 3
_KINDS = (MentionKind.CATEGORY, MentionKind.PRODUCT)

_SHORTEST_UNKNOWN_HEAD = 4
_KNOWN_BOTH = 0.82
_KNOWN_TAIL = 0.68
_GENERIC_TAIL = 0.92
# Of two ways to split, the longer tail says more; tails beyond this length say no more.
_LONGER_TAIL = 0.004
_LONGEST_COUNTED = 20

HEAD_END = "|"


class Compounds:
    """Splits folded words along the terms of a lexicon."""

    def __init__(self, lexicon: Lexicon, spelling: Spelling, phrases: Phrases) -> None:
        self._lexicon = lexicon
        self._spelling = spelling
        self._prefixes = phrases.prefixes
        self._never_tails = phrases.never_tails
        tails = dict.fromkeys(phrases.place_tails, MentionKind.CATEGORY)
        tails |= dict.fromkeys(phrases.service_tails, MentionKind.PRODUCT)
        self._generic = {stem(tail): kind for tail, kind in tails.items()} | tails

    def is_generic_tail(self, word: Token) -> bool:
        """Whether a word says only that there is a shop or a service ("laden", "reparatur")."""
        return word.folded in self._generic or word.stem in self._generic

    def of_parts(self, head: str, tail: str) -> list[tuple[Sense, float]]:
        """The senses of a shop or service word that was written apart: "fahrrad laden"."""
        return list(self._shop_or_service(head, tail))

    def readings(self, word: str) -> list[tuple[Sense, float]]:
        """The senses of one folded word as a compound, each with its score.

        The value is the folded word for shops and services. For things it is `head|base form of the tail`, so that
        the caller can put the head back as it was typed.
        """
        found: list[tuple[Sense, float]] = []
        for cut in range(_SHORTEST_HEAD, len(word) - _SHORTEST_TAIL_AFTER_KNOWN + 1):
            head, tail = word[:cut], word[cut:]
            found.extend(self._shop_or_service(head, tail) or self._kind_of_tail(head, tail))
        return found

    def _shop_or_service(self, head: str, tail: str) -> list[tuple[Sense, float]]:
        kind = self._generic.get(tail) or self._generic.get(stem(tail))
        if kind is None:
            return []
        return [
            (Sense(kind, head + tail, sense.categories), score * _GENERIC_TAIL)
            for sense, score in self._head_senses(head, typos=True)
        ]

    def _kind_of_tail(self, head: str, tail: str) -> list[tuple[Sense, float]]:
        senses = self._part_senses(tail)
        if not senses or head in self._prefixes:
            return []
        heads = self._head_senses(head, typos=False)
        if not heads and tail in self._never_tails:
            return []
        if not heads and (len(tail) < _SHORTEST_TAIL or len(head) < _SHORTEST_UNKNOWN_HEAD):
            return []
        hint = {tag for known, _ in heads for tag, _ in known.categories}
        base = (_KNOWN_BOTH if heads else _KNOWN_TAIL) + _LONGER_TAIL * min(len(tail), _LONGEST_COUNTED)
        return [
            (
                Sense(
                    sense.kind,
                    f"{head}{HEAD_END}{sense.value}",
                    tuple(sorted(sense.categories, key=lambda item: item[0] not in hint)),
                ),
                score * base,
            )
            for sense, score in senses
        ]

    def _part_senses(self, part: str) -> list[tuple[Sense, float]]:
        return [(sense, score) for sense, score in self._lexicon.senses(part) if sense.kind in _KINDS]

    def _head_senses(self, head: str, *, typos: bool) -> list[tuple[Sense, float]]:
        for form in _base_forms(head):
            senses = self._part_senses(form)
            if senses:
                return senses
        if typos:
            for correction in self._spelling.corrections(head):
                senses = self._part_senses(correction.word)
                if senses:
                    return [(sense, score * correction.score) for sense, score in senses]
        return []


def _base_forms(head: str) -> Iterator[str]:
    """The head without its linking element, and with a vowel that compounds drop ("schul" for "schule")."""
    for element in _LINKING_ELEMENTS:
        if head.endswith(element) and len(head) - len(element) >= _SHORTEST_HEAD:
            yield head.removesuffix(element)
    for vowel in _CUT_VOWELS:
        yield head + vowel
