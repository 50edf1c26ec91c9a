"""Which words name a place: whole names, aliases, and the words in a name that only this place has."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from content.folding import fold, stem, tokens
from content.linking.lexicon import Lexicon, LexiconBuilder
from content.linking.mentions import MentionKind
from content.linking.vocabulary_files import OrdinaryWords

_APOSTROPHES = re.compile("['’‘`´]")
_SHORTEST_DISTINCTIVE = 4
_MOST_SHARING = 3
_PART_OF_NAME = 0.95
_FIRST_NAME = 0.9
_MUCH_ALIKE = 78
_SIMILAR = 0.85


@dataclass(frozen=True)
class PlaceName:
    """A place's id with its name and further names."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()

    @property
    def phrases(self) -> tuple[str, ...]:
        """All names of the place."""
        return (self.name, *self.aliases)


class PlaceNames:
    """The names of all places, as a lexicon of their own so that it can be replaced when content changes.

    Args:
        names: every place's id, name and aliases.
        is_common: whether a folded word is no name by itself: a vocabulary word or a district, say.
        ordinary: words that carry no name.
    """

    def __init__(
        self,
        names: Iterable[tuple[str, str, Sequence[str]]],
        is_common: Callable[[str], bool],
        ordinary: OrdinaryWords,
    ) -> None:
        self.places = tuple(PlaceName(place, name, tuple(aliases)) for place, name, aliases in names)
        self._is_common = is_common
        self._ordinary = ordinary
        self._words = {
            place.id: frozenset(word for phrase in _spellings(place) for word in tokens(phrase))
            for place in self.places
        }
        self._sharing = Counter(word for words in self._words.values() for word in words)
        self.distinctive = {place.id: self._distinctive(place) for place in self.places}
        self.lexicon = self._build()
        self._owners = [place.id for place in self.places for _ in place.phrases]
        self._folded_phrases = [fold(phrase) for place in self.places for phrase in place.phrases]

    def resembles(self, place: str, word: str) -> bool:
        """Whether a folded word is, or begins like, a word of the place's names ("bäcker" for "Bäckerei")."""
        return any(_begin_alike(word, known) for known in self._words.get(place, ()))

    def is_first_name(self, word: str) -> bool:
        """Whether a folded word is a common first name."""
        return word in self._ordinary.first_names

    def similar(self, text: str) -> list[tuple[str, float]]:
        """Places whose whole name is spelt much like a text, best first, with a score below that of readings."""
        found: dict[str, float] = {}
        for _, likeness, number in process.extract(
            fold(text), self._folded_phrases, scorer=fuzz.token_sort_ratio, score_cutoff=_MUCH_ALIKE, limit=5
        ):
            found.setdefault(self._owners[number], round(likeness / 100 * _SIMILAR, 3))
        return list(found.items())

    def _build(self) -> Lexicon:
        builder = LexiconBuilder(self._ordinary.function)
        for place in self.places:
            for phrase in _spellings(place):
                words = tokens(phrase)
                if len(words) > 1 or (words and self._may_stand_alone(words[0])):
                    builder.add(phrase, MentionKind.NAME, place.id)
            for word in self.distinctive[place.id]:
                builder.add(word, MentionKind.NAME, place.id, certainty=_PART_OF_NAME)
            for word in self._words[place.id] & self._ordinary.first_names:
                if self._sharing[word] <= _MOST_SHARING:
                    builder.add(word, MentionKind.NAME, place.id, certainty=_FIRST_NAME)
        return builder.build()

    def _distinctive(self, place: PlaceName) -> tuple[str, ...]:
        candidates = [
            word
            for word in dict.fromkeys(word for phrase in _spellings(place) for word in tokens(phrase))
            if len(word) >= _SHORTEST_DISTINCTIVE
            and not any(character.isdigit() for character in word)
            and self._sharing[word] <= _MOST_SHARING
        ]
        return tuple(
            word
            for word in candidates
            if self._may_stand_alone(word) and word not in self._ordinary.first_names
        )

    def _may_stand_alone(self, word: str) -> bool:
        own = self._ordinary
        return not (
            word in own.function or word in own.ordinary or word in own.name_words or self._is_common(word)
        )


def phrases_for_training(places: PlaceNames) -> list[str]:
    """Names, aliases and distinctive words as people write them, without repetitions."""
    phrases: dict[str, None] = {}
    for place in places.places:
        for phrase in place.phrases:
            phrases.setdefault(phrase.lower())
            for word in re.findall(r"\w+", phrase):
                if fold(word) in places.distinctive[place.id]:
                    phrases.setdefault(word.lower())
    return list(phrases)


def _spellings(place: PlaceName) -> list[str]:
    """Names as stored, without apostrophes ("Marios"), and without the legal form."""
    spellings: dict[str, None] = {}
    for phrase in place.phrases:
        spellings.setdefault(phrase)
        spellings.setdefault(_APOSTROPHES.sub("", phrase))
        spellings.setdefault(" ".join(word for word in tokens(phrase) if word not in _LEGAL_FORMS))
    return list(spellings)


def _begin_alike(word: str, known: str) -> bool:
    shorter = min(len(stem(word)), len(stem(known)))
    return shorter >= 4 and word[:shorter] == known[:shorter]


_LEGAL_FORMS: Collection[str] = frozenset({"gmbh", "mbh", "co", "kg", "ohg", "ug", "gbr", "ag", "ek", "inh"})
