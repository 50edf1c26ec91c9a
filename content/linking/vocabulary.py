"""The vocabulary of a town: what its people's words stand for."""

from collections.abc import Collection, Iterable, Sequence
from copy import copy
from pathlib import Path

from content.entries import Coordinates, Town
from content.folding import Token, fold, fold_with_offsets, tokens
from content.linking.compounds import HEAD_END
from content.linking.context import Context
from content.linking.damage import Damage
from content.linking.elsewhere import Elsewhere, ElsewhereTopics
from content.linking.event_words import EventWords
from content.linking.mentions import Mention, MentionKind
from content.linking.negation import Negation
from content.linking.place_names import phrases_for_training
from content.linking.reader import Found, Reader, merge
from content.linking.terms import base_lexicon
from content.linking.vocabulary_files import VocabularyFiles, read_vocabulary

EMPLOYER = "employer:"
"""Before the name of a firm that offers work but is no place, where an id of a place would stand."""


class Vocabulary:
    """Recognises what a message names, and knows the German names of what the store holds.

    Immutable; `with_places` and `with_events` give a new one that shares everything else.
    """

    def __init__(self, files: VocabularyFiles, town: Town, reader: Reader) -> None:
        self._files = files
        self._town = town
        self._reader = reader
        self._events = EventWords(
            files.phrases.event_kinds, files.phrases.not_in_titles | files.ordinary.function
        )
        self._elsewhere = ElsewhereTopics(files.elsewhere)
        self._negation = Negation(files.phrases)
        self._damage = Damage(files.categories, files.phrases)
        self._context = Context(files, reader.places)
        self._categories = {category.tag: category for category in files.categories}
        self._landmarks = {landmark.name: landmark for landmark in town.landmarks}
        self._districts = {district.name: district for district in town.districts}

    @classmethod
    def load(
        cls,
        folder: Path,
        *,
        town: Town,
        place_names: Iterable[tuple[str, str, Sequence[str]]],
        extra: Path | None = None,
    ) -> "Vocabulary":
        """Read a vocabulary folder.

        Args:
            folder: the shared vocabulary, `content/vocabulary/`.
            town: gives districts, landmarks and neighbouring towns.
            place_names: id, name and aliases of every place.
            extra: the town's own `vocabulary.yml`, if it has one.

        Raises:
            VocabularyError: a file is missing or an entry is not as `docs/town-pack.md` says.
        """
        files = read_vocabulary(folder, extra)
        return cls(files, town, Reader(files, base_lexicon(files, town), town, place_names))

    def with_places(self, place_names: Iterable[tuple[str, str, Sequence[str]]]) -> "Vocabulary":
        """The same vocabulary with other places; cheap."""
        other = copy(self)
        other._reader = self._reader.with_places(place_names)
        other._context = Context(self._files, other._reader.places)
        return other

    def with_events(self, titles: Iterable[str]) -> "Vocabulary":
        """The same vocabulary with the titles of other events; cheap."""
        other = copy(self)
        other._events = self._events.with_titles(titles)
        return other

    def scan(self, text: str, prefer: Collection[MentionKind] = ()) -> tuple[Mention, ...]:
        """What a message names: the best mentions that do not overlap, in order.

        Args:
            text: the message.
            prefer: kinds to take where the same words have several readings, when the intent is known. Messages
                about training or work prefer occupations by themselves.
        """
        words = fold_with_offsets(text)
        found = self._context.refine(text, words, self._reader.cover(text, words, prefer))
        negated = self._negation.turned_down(text, words, [(one.first, one.last, one.kind) for one in found])
        mentions = [
            _mention(text, words, one, negated=turned_down)
            for one, turned_down in zip(found, negated, strict=True)
        ]
        return self._damage.refine(words, mentions)

    def events_in(self, text: str) -> tuple[Mention, ...]:
        """The words of a message that name an event; they may lie inside other mentions."""
        return self._events.find(text, fold_with_offsets(text))

    def left_over(self, text: str, spans: Iterable[tuple[int, int]]) -> tuple[str, ...]:
        """The words of a message that lie outside these stretches, without articles, prepositions and the like."""
        small = self._files.ordinary.function
        known = list(spans)
        return tuple(
            word.folded
            for word in fold_with_offsets(text)
            if word.folded not in small
            and not any(start <= word.start and word.end <= end for start, end in known)
        )

    def elsewhere_in(self, text: str) -> Elsewhere | None:
        """The topic of a message that others than the bot are there for; None where none is named."""
        return self._elsewhere.find(fold_with_offsets(text))

    def link(self, text: str, kinds: Collection[MentionKind]) -> tuple[Mention, ...]:
        """The readings of one phrase that is known to name something, best first.

        More forgiving than `scan`: the phrase may have more typos, and readings may overlap. A reading of only a part
        of the phrase scores lower. Names that several places share give one mention each.
        """
        words = fold_with_offsets(text)
        counted = [
            number for number, word in enumerate(words) if word.folded not in self._files.ordinary.function
        ]
        whole = max(len(counted), 1)
        best: dict[tuple[MentionKind, str], Mention] = {}
        for found in merge(
            reading for reading in self._reader.readings(words, lenient=True) if reading.sense.kind in kinds
        ):
            inside = sum(found.first <= number <= found.last for number in counted)
            coverage = 0.5 + 0.5 * min(inside / whole, 1.0)
            for place in (known for known in found.ids if not known.startswith(EMPLOYER)):
                mention = _mention(text, words, found, factor=coverage, value=place)
                key = (mention.kind, mention.value)
                if key not in best or mention.score > best[key].score:
                    best[key] = mention
        if MentionKind.NAME in kinds:
            for mention in self._similar_names(text):
                best.setdefault((mention.kind, mention.value), mention)
        return tuple(sorted(best.values(), key=lambda mention: -mention.score))

    def attributes_at_ends(self, text: str) -> tuple[str, ...]:
        """The attributes that a message names inside its words: "Heizungsnotdienst" asks for emergency service."""
        words = tokens(text)
        return tuple(
            attribute.key
            for attribute in self._files.attributes
            if any(word.endswith(fold(end)) for end in attribute.ends for word in words)
        )

    def means_any_event(self, text: str) -> bool:
        """Whether words ask for events of any kind, not for a kind of them."""
        return fold(text) in self._files.phrases.any_event

    def working_time(self, text: str) -> str:
        """The working time that a message names ("Minijob"); empty for none."""
        known = self._files.phrases.working_times
        return next((known[word] for word in tokens(text) if word in known), "")

    def place_name(self, place_id: str) -> str:
        """The name of a place as stored; empty where it is not known."""
        return next((place.name for place in self._reader.places.places if place.id == place_id), "")

    def category_name(self, tag: str, *, plural: bool = False) -> str:
        """The German name of an OpenStreetMap tag; the tag's value where no list names it."""
        category = self._categories.get(tag)
        if category is None:
            return tag.partition("=")[2].replace("_", " ") or tag
        return category.plural if plural else category.name

    def group(self, tag: str) -> str:
        """The group of a category ("laden", "handwerk", ...); empty where the tag is not listed."""
        category = self._categories.get(tag)
        return category.group if category is not None else ""

    def tags_of_group(self, group: str) -> tuple[str, ...]:
        """All tags of a group, in the order of the file."""
        return tuple(category.tag for category in self._files.categories if category.group == group)

    def occupations_of_field(self, field: str) -> tuple[str, ...]:
        """The official titles of a field's occupations; those that the field lists come first."""
        listed = [
            title for entry in self._files.fields if entry.field == field for title in entry.occupations
        ]
        tagged = [entry.name for entry in self._files.occupations if field in entry.fields]
        return tuple(dict.fromkeys((*listed, *tagged)))

    def occupation_terms(self, occupation: str) -> tuple[str, ...]:
        """The words for an occupation, given by its official title; empty where it is not listed."""
        return next((entry.terms for entry in self._files.occupations if entry.name == occupation), ())

    def field_name(self, field: str) -> str:
        """The German name of an occupation field ("was mit Holz"); the key where it is not listed."""
        return next((entry.name for entry in self._files.fields if entry.field == field), field)

    def topic_name(self, topic: str) -> str:
        """The German name of a topic; the key where it is not listed."""
        return next((entry.name for entry in self._files.topics if entry.key == topic), topic)

    def attribute_name(self, key: str) -> str:
        """The German name of an attribute; the key where it is not listed."""
        return next((entry.name for entry in self._files.attributes if entry.key == key), key)

    def answer_field_name(self, field: str) -> str:
        """The German name of what people ask about a place ("Öffnungszeiten"); the key where it is not listed."""
        return next((entry.name for entry in self._files.answer_fields if entry.key == field), field)

    def district_of(self, landmark: str) -> str | None:
        """The district in which a landmark lies; None for an unknown landmark."""
        known = self._landmarks.get(landmark)
        return known.district if known is not None else None

    def coordinates_of(self, name: str) -> Coordinates | None:
        """Where a landmark or the centre of a district is; None where that is not known."""
        known = self._landmarks.get(name) or self._districts.get(name)
        return known.coordinates if known is not None else None

    def lookup_tables(self) -> dict[str, list[str]]:
        """Every listed phrase by NLU entity, lower case and without repetitions: for training the NLU."""
        files = self._files
        town = self._town
        tables: dict[str, Iterable[str]] = {
            "thing": (term for category in files.categories for term, _ in category.products),
            "trade": (
                term
                for category in files.categories
                for term in (*(name for name, _ in category.names), category.name, category.plural)
            ),
            "problem": (term for category in files.categories for term, _ in category.problems),
            "name": phrases_for_training(self._reader.places),
            "location": (
                name
                for names in (
                    *((district.name, *district.aliases) for district in town.districts),
                    *((landmark.name, *landmark.aliases) for landmark in town.landmarks),
                    town.neighbours,
                    files.phrases.near_me,
                )
                for name in names
            ),
            "occupation": (
                term
                for terms in (
                    *((entry.name, *entry.terms) for entry in files.occupations),
                    *((entry.name, *entry.terms) for entry in files.fields),
                )
                for term in terms
            ),
            "attribute": (term for entry in files.attributes for term in (entry.name, *entry.terms)),
            "topic": (term for entry in files.topics for term in (entry.name, *entry.terms)),
            "field": (term for entry in files.answer_fields for term in entry.terms if "..." not in term),
        }
        return {
            entity: list(dict.fromkeys(term.lower() for term in terms)) for entity, terms in tables.items()
        }

    def _similar_names(self, text: str) -> list[Mention]:
        return [
            Mention(MentionKind.NAME, place, 0, len(text), text, score)
            for place, score in self._reader.places.similar(text)
            if not place.startswith(EMPLOYER)
        ]


def _mention(
    text: str,
    words: Sequence[Token],
    found: Found,
    *,
    negated: bool = False,
    factor: float = 1.0,
    value: str | None = None,
) -> Mention:
    start, end = words[found.first].start, words[found.last].end
    shown = text[start:end]
    if found.kind is MentionKind.NAME and found.sense.value.startswith(EMPLOYER):
        company = found.sense.value.removeprefix(EMPLOYER)
        return Mention(MentionKind.EMPLOYER, company, start, end, shown, found.score, negated=negated)
    return Mention(
        kind=found.kind,
        value=_as_typed(shown, found.sense.value) if value is None or value == found.sense.value else value,
        start=start,
        end=end,
        text=shown,
        score=round(found.score * factor, 3),
        categories=found.sense.categories,
        negated=negated,
        also=tuple(place for place in found.also if not place.startswith(EMPLOYER)) if value is None else (),
    )


def _as_typed(shown: str, value: str) -> str:
    """A compound's value with its head spelt as typed: "grab|gesteck" for "Grabgestecke" gives "grabgesteck"."""
    head, mark, tail = value.partition(HEAD_END)
    if not mark:
        return value
    typed = shown.lower()
    end = next((number for number in range(1, len(typed)) if fold(typed[:number]) == head), None)
    return (typed[:end] if end is not None else head) + tail
