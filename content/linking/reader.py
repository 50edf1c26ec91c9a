"""Reads a message: all readings of its words, and the best way to cover it with them."""

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from content.entries import Town
from content.folding import Token, stem, tokens
from content.linking.compounds import Compounds
from content.linking.german_words import is_german_word
from content.linking.lexicon import WITH_TAGS, Candidate, Lexicon, Reading, Sense, best_first
from content.linking.mentions import MentionKind
from content.linking.patterns import GAP, GapPatterns
from content.linking.place_names import PlaceNames
from content.linking.spelling import Spelling
from content.linking.vocabulary_files import VocabularyFiles

_SHORTEST_COMPOUND = 6
_GAP_PATTERN = 0.95
_LONGER_WINS = 1.25
_PREFERRED = 0.3
_SAME_SCORE = 0.05
_CERTAIN = 0.9
_SURELY_A_NAME = 0.85
_TRADE_ENDINGS = ("", "er", "ei", "erei")
_IRREGULAR_PLURAL = 0.97
_PLAIN = str.maketrans("äöü", "aou")
_OF_WORK = frozenset({MentionKind.OCCUPATION, MentionKind.OCCUPATION_FIELD})
# What a stretch of words is taken for where several kinds fit equally well.
_PRIORITY = (
    MentionKind.NEIGHBOUR,
    MentionKind.NAME,
    MentionKind.DISTRICT,
    MentionKind.LANDMARK,
    MentionKind.NEAR_ME,
    MentionKind.CATEGORY,
    MentionKind.ATTRIBUTE,
    MentionKind.FIELD,
    MentionKind.TOPIC,
    MentionKind.PRODUCT,
    MentionKind.PROBLEM,
    MentionKind.OCCUPATION,
    MentionKind.OCCUPATION_FIELD,
)
_RANK = {kind: number * 0.001 for number, kind in enumerate(_PRIORITY)}


@dataclass(frozen=True, slots=True)
class Found:
    """A reading that was chosen, or merged from several that say the same; `also` holds further place ids."""

    first: int
    last: int
    words: int
    sense: Sense
    score: float
    also: tuple[str, ...] = ()

    @property
    def kind(self) -> MentionKind:
        """What sort of thing it is."""
        return self.sense.kind

    @property
    def ids(self) -> tuple[str, ...]:
        """For names: every place meant."""
        return (self.sense.value, *self.also)


class Reader:
    """Everything that can be read into a message, without regard to negation and the like."""

    def __init__(
        self,
        files: VocabularyFiles,
        lexicon: Lexicon,
        town: Town,
        place_names: Iterable[tuple[str, str, Sequence[str]]],
    ) -> None:
        self._ordinary = files.ordinary
        self._phrases = files.phrases
        self._lexicon = lexicon
        self._spelling = Spelling(lexicon.words - files.ordinary.function - files.ordinary.ordinary)
        self._compounds = Compounds(lexicon, self._spelling, files.phrases)
        self._never_fuzzy = files.ordinary.function | files.ordinary.ordinary | frozenset(tokens(town.name))
        self._ordinary_stems = frozenset(stem(word) for word in self._never_fuzzy)
        self._field_patterns = GapPatterns(
            (term, field.key) for field in files.answer_fields for term in field.terms
        )
        self._cues = frozenset(cue for cue in files.phrases.occupation_cues if GAP not in cue)
        self._cue_patterns = GapPatterns((cue, cue) for cue in files.phrases.occupation_cues)
        self._set_places(place_names)

    def with_places(self, place_names: Iterable[tuple[str, str, Sequence[str]]]) -> "Reader":
        """A reader that shares all but the names of places."""
        other = object.__new__(Reader)
        other.__dict__.update(self.__dict__)
        other._set_places(place_names)
        return other

    def _set_places(self, place_names: Iterable[tuple[str, str, Sequence[str]]]) -> None:
        self.places = PlaceNames(place_names, self._is_common, self._ordinary)
        self._name_spelling = Spelling(
            self.places.lexicon.words
            - self._never_fuzzy
            - self._ordinary.name_words
            - self._ordinary.first_names
        )

    def _is_common(self, word: str) -> bool:
        """Whether a word is a term, or a term without its last syllable ("optik" for "optiker")."""
        return any(self._lexicon.senses(word + ending) for ending in _TRADE_ENDINGS)

    def cover(self, text: str, words: Sequence[Token], prefer: Collection[MentionKind] = ()) -> list[Found]:
        """The best non-overlapping readings of a message, in order.

        Where a place is named, "barrierefrei" asks about it rather than being a wish.

        Args:
            text: the message.
            words: its tokens.
            prefer: kinds to take where one stretch has several readings.
        """
        of_work = self.speaks_of_work(words) or not _OF_WORK.isdisjoint(prefer)
        preferred = {*prefer, *(_OF_WORK if of_work else ())}
        usable = [
            reading
            for reading in self.readings(words)
            if self._fits_context(reading, text, words)
            and (of_work or reading.sense.kind is not MentionKind.OCCUPATION_FIELD)
        ]
        if any(
            reading.sense.kind is MentionKind.NAME and reading.score >= _SURELY_A_NAME for reading in usable
        ):
            preferred.add(MentionKind.FIELD)
        best: dict[tuple[int, int], Found] = {}
        for found in merge(_as_spelt(usable, text, words)):
            span = (found.first, found.last)
            if span not in best or _order(found, preferred) > _order(best[span], preferred):
                best[span] = found
        return _best_cover(best.values(), len(words), preferred)

    def speaks_of_work(self, words: Sequence[Token]) -> bool:
        """Whether the message is about training or work rather than shopping."""
        folded = [word.folded for word in words]
        if not self._cues.isdisjoint(folded) or any(
            f"{one} {two}" in self._cues for one, two in itertools.pairwise(folded)
        ):
            return True
        return any(True for _ in self._cue_patterns.find(folded))

    def readings(self, words: Sequence[Token], *, lenient: bool = False) -> Iterator[Reading]:
        """Every reading of every stretch; `lenient` allows more typos, for words known to name something."""
        message = [self._candidates(word, lenient=lenient) for word in words]
        for lexicon in (self._lexicon, self.places.lexicon):
            yield from (reading for reading in lexicon.readings(message) if self._is_fair(reading, words))
        yield from self._compound_readings(words)
        for first, last, field in self._field_patterns.find([word.folded for word in words]):
            yield Reading(first, last, last - first + 1, Sense(MentionKind.FIELD, field), _GAP_PATTERN)

    def _candidates(self, word: Token, *, lenient: bool) -> tuple[Candidate, ...]:
        typed = Candidate(word.folded, word.stem)
        singular = self._phrases.singulars.get(word.folded)
        if singular is not None:
            return typed, Candidate(singular, stem(singular), _IRREGULAR_PLURAL)
        if (
            self._is_ordinary(word)
            or self._lexicon.knows(word)
            or self.places.lexicon.knows(word)
            or self.places.is_first_name(word.folded)
            or (not lenient and is_german_word(word.typed))
        ):
            return (typed,)
        corrections = (
            *self._spelling.corrections(word.folded, lenient),
            *self._name_spelling.corrections(word.folded, lenient),
        )
        found = {
            correction.word: Candidate(correction.word, correction.stem, correction.score)
            for correction in corrections
        }
        return (typed, *found.values())

    def _is_ordinary(self, word: Token) -> bool:
        return word.folded in self._never_fuzzy or word.stem in self._ordinary_stems

    def _is_fair(self, reading: Reading, words: Sequence[Token]) -> bool:
        """Ordinary words stand for a term of one word only if it is spelt exactly so, small words never."""
        if reading.first != reading.last:
            return True
        word = words[reading.first].folded
        if word in self._ordinary.function:
            return False
        return word not in self._ordinary.ordinary or reading.score >= reading.sense.certainty

    def _fits_context(self, reading: Reading, text: str, words: Sequence[Token]) -> bool:
        """Words with a second, everyday meaning need the right neighbour, or must not have the wrong one."""
        word = words[reading.first].folded
        before = words[reading.first - 1].folded if reading.first else ""
        if reading.sense.kind is MentionKind.NEIGHBOUR and word in self._ordinary.ordinary:
            return before in self._phrases.town_cues
        if reading.first != reading.last:
            return True
        if (
            text[words[reading.first].start : words[reading.first].end].casefold()
            in self._ordinary.with_umlaut
        ):
            return False
        if reading.sense.kind is MentionKind.NAME and self.places.is_first_name(word):
            return before in self._phrases.place_cues
        if word in self._phrases.clock_words:
            return not before.isdigit() and before not in self._phrases.numbers
        return True

    def _compound_readings(self, words: Sequence[Token]) -> Iterator[Reading]:
        for position, word in enumerate(words):
            if self._may_be_compound(word):
                for sense, score in self._compounds.readings(word.folded):
                    yield Reading(position, position, 1, sense, score)
            if position and self._compounds.is_generic_tail(word):
                head = words[position - 1].folded
                if head not in self._never_fuzzy:
                    for sense, score in self._compounds.of_parts(head, word.folded):
                        yield Reading(position - 1, position, 2, sense, score)

    def _may_be_compound(self, word: Token) -> bool:
        return (
            len(word.folded) >= _SHORTEST_COMPOUND
            and not self._is_ordinary(word)
            and not self._lexicon.senses(word.folded)
            and not self.places.lexicon.senses(word.folded)
        )


def _as_spelt(readings: Sequence[Reading], text: str, words: Sequence[Token]) -> list[Reading]:
    """Without "Küchen" where somebody wrote "Kuchen", and the other way round, if both are terms."""
    spelt = {number: text[word.start : word.end].casefold() for number, word in enumerate(words)}
    alone = [reading for reading in readings if reading.first == reading.last]
    told_apart = {reading.first for reading in alone if reading.sense.spelling == spelt[reading.first]}
    return [
        reading
        for reading in readings
        if reading.first != reading.last
        or reading.first not in told_apart
        or not _only_umlauts_differ(reading.sense.spelling, spelt[reading.first])
    ]


def _only_umlauts_differ(one: str, other: str) -> bool:
    return one != other and len(one) == len(other) and one.translate(_PLAIN) == other.translate(_PLAIN)


def merge(readings: Iterable[Reading]) -> list[Found]:
    """One reading for each stretch and kind: tags of like terms are put together, places gathered."""
    groups: dict[tuple[int, int, MentionKind], list[Reading]] = defaultdict(list)
    for reading in readings:
        groups[reading.first, reading.last, reading.sense.kind].append(reading)
    return [_merged(group) for group in groups.values()]


def _merged(group: list[Reading]) -> Found:
    best = max(group, key=lambda reading: reading.score)
    found = Found(best.first, best.last, best.words, best.sense, min(best.score, 1.0))
    alike = [reading for reading in group if reading.score >= best.score - _SAME_SCORE]
    if best.sense.kind is MentionKind.NAME:
        ids = dict.fromkeys(reading.sense.value for reading in alike)
        return replace(found, also=tuple(place for place in ids if place != best.sense.value))
    if best.sense.kind in WITH_TAGS and best.score >= _CERTAIN and len(alike) > 1:
        weights: dict[str, float] = {}
        for reading in sorted(alike, key=lambda reading: -reading.score):
            for tag, weight in reading.sense.categories:
                weights.setdefault(tag, round(weight * reading.score / best.score, 3))
        return replace(found, sense=replace(best.sense, categories=best_first(weights)))
    return found


def _order(found: Found, preferred: Collection[MentionKind]) -> float:
    return found.score - _RANK[found.kind] + (_PREFERRED if found.kind in preferred else 0.0)


def _best_cover(found: Iterable[Found], length: int, preferred: Collection[MentionKind]) -> list[Found]:
    """Weighted interval scheduling: of all ways to choose readings that do not overlap, the one worth most."""
    ending: dict[int, list[Found]] = defaultdict(list)
    for one in found:
        ending[one.last].append(one)
    worth = [0.0] * (length + 1)
    chosen: list[Found | None] = [None] * (length + 1)
    for position in range(length):
        worth[position + 1] = worth[position]
        for one in ending.get(position, ()):
            value = worth[one.first] + _order(one, preferred) * one.words**_LONGER_WINS
            if value > worth[position + 1]:
                worth[position + 1] = value
                chosen[position + 1] = one
    cover = []
    position = length
    while position > 0:
        one_chosen = chosen[position]
        if one_chosen is None:
            position -= 1
        else:
            cover.append(one_chosen)
            position = one_chosen.first
    return cover[::-1]
