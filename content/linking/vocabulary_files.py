"""Reads and checks the vocabulary's YAML files; their format is in `docs/town-pack.md`."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from dataclasses import fields as dataclass_fields
from pathlib import Path
from typing import Any, TypeVar

import yaml

from content.folding import fold, tokens
from content.linking.elsewhere import Elsewhere
from content.linking.patterns import GAP

EntryT = TypeVar("EntryT")

_LABELS = ("tag", "key", "topic", "field", "name")
# The C loader reads the categories ten times as fast; wheels for some platforms come without it.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ORDINARY_LISTS = ("function", "ordinary", "lookalikes", "name_words", "first_names", "with_umlaut")
_TAG = re.compile(r"[a-z][a-z0-9_:]*=[A-Za-z0-9_:.*-]+")


class VocabularyError(Exception):
    """A vocabulary file is missing or holds something that it must not; names the file and the entry."""


@dataclass(frozen=True)
class Category:
    """The words for one OpenStreetMap tag, each with its weight, above 0 and up to 1."""

    tag: str
    name: str
    plural: str
    group: str
    names: tuple[tuple[str, float], ...] = ()
    products: tuple[tuple[str, float], ...] = ()
    problems: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Terms:
    """A key with the name shown to people and the words that stand for it."""

    key: str
    name: str
    terms: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    """Words that mean it at the end of a compound too, whatever the compound means ("heizungsnotdienst")."""


@dataclass(frozen=True)
class Occupation:
    """A training occupation under its official title, with the fields that it belongs to."""

    name: str
    terms: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class OccupationField:
    """What somebody wants to work with ("was mit Holz")."""

    field: str
    name: str
    terms: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()


@dataclass(frozen=True)
class Phrases:
    """Small words that steer linking; all folded."""

    near_me: tuple[str, ...]
    nearest: frozenset[str]
    nearest_time: frozenset[str]
    near_what: frozenset[str]
    negators: frozenset[str]
    lacking_negators: frozenset[str]
    lacking_verbs: frozenset[str]
    lacking_endings: frozenset[str]
    negation_transparent: frozenset[str]
    negation_continues: frozenset[str]
    clause_starts: frozenset[str]
    occupation_cues: tuple[str, ...]
    place_cues: frozenset[str]
    town_cues: frozenset[str]
    clock_words: frozenset[str]
    numbers: frozenset[str]
    singulars: Mapping[str, str]
    place_tails: tuple[str, ...]
    service_tails: tuple[str, ...]
    never_tails: frozenset[str]
    prefixes: frozenset[str]
    damage: frozenset[str]
    any_event: frozenset[str]
    negating_ends: tuple[tuple[str, ...], ...]
    event_kinds: tuple[str, ...]
    not_in_titles: frozenset[str]
    working_times: Mapping[str, str]


@dataclass(frozen=True)
class OrdinaryWords:
    """Words that are no things; all folded but `with_umlaut`, which is in lower case."""

    function: frozenset[str]
    ordinary: frozenset[str]
    name_words: frozenset[str]
    first_names: frozenset[str]
    with_umlaut: frozenset[str]


@dataclass(frozen=True)
class VocabularyFiles:
    """Everything that the files of one vocabulary folder say."""

    categories: tuple[Category, ...]
    attributes: tuple[Terms, ...]
    topics: tuple[Terms, ...]
    occupations: tuple[Occupation, ...]
    fields: tuple[OccupationField, ...]
    answer_fields: tuple[Terms, ...]
    phrases: Phrases
    ordinary: OrdinaryWords = field(repr=False)
    elsewhere: tuple[Elsewhere, ...] = field(repr=False, default=())


def read_vocabulary(folder: Path, extra: Path | None = None) -> VocabularyFiles:
    """Read a vocabulary folder, and a town's own words on top.

    Args:
        folder: holds `categories.yml` and its siblings.
        extra: a town's `vocabulary.yml`; skipped where the file does not exist.

    Raises:
        VocabularyError: a file is missing, is not YAML, or an entry is not as `docs/town-pack.md` says.
    """
    categories = _entries(folder / "categories.yml", _category)
    if extra is not None and extra.exists():
        categories = _with_extra(categories, extra)
    _check_unique(folder / "categories.yml", [category.tag for category in categories])
    occupations = _entries(folder / "occupations.yml", _occupation)
    _check_unique(folder / "occupations.yml", [occupation.name for occupation in occupations])
    fields = _entries(folder / "fields.yml", _occupation_field)
    _check_unique(folder / "fields.yml", [entry.field for entry in fields])
    _check_fields(folder / "fields.yml", fields, {occupation.name for occupation in occupations})
    return VocabularyFiles(
        categories=categories,
        attributes=_entries(folder / "attributes.yml", _keyed("key")),
        topics=_entries(folder / "topics.yml", _keyed("topic")),
        occupations=occupations,
        fields=fields,
        answer_fields=_entries(folder / "answer_fields.yml", _keyed("field")),
        phrases=_phrases(folder / "phrases.yml"),
        elsewhere=tuple(_entries(folder / "elsewhere.yml", _elsewhere)),
        ordinary=_ordinary(folder / "ordinary_words.yml"),
    )


class _Entry:
    """One mapping of a file, read field by field with errors that say where."""

    def __init__(self, where: str, values: Mapping[str, Any], allowed: Iterable[str]) -> None:
        self.where = where
        self.values = values
        unknown = sorted(str(key) for key in values if key not in set(allowed))
        if unknown:
            raise VocabularyError(f"{where}: unknown field {', '.join(unknown)}")

    def text(self, key: str, default: str | None = None) -> str:
        value = self.values.get(key, default)
        if not isinstance(value, str) or (not value.strip() and default is None):
            raise VocabularyError(f"{self.where}: {key} must be a text, not {value!r}")
        return value.strip()

    def words(self, key: str) -> tuple[str, ...]:
        return tuple(_word(item, f"{self.where}, {key}") for item in self._list(key))

    def weighted(self, key: str) -> tuple[tuple[str, float], ...]:
        return tuple(_weighted(item, f"{self.where}, {key}") for item in self._list(key))

    def pairs(self, key: str) -> tuple[tuple[str, str], ...]:
        value = self.values.get(key) or {}
        if not isinstance(value, dict):
            raise VocabularyError(f"{self.where}: {key} must be a mapping, not {value!r}")
        where = f"{self.where}, {key}"
        return tuple((_word(left, where), _word(right, where)) for left, right in value.items())

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(str(item) for item in self._list(key))

    def _list(self, key: str) -> list[Any]:
        value = self.values.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            raise VocabularyError(f"{self.where}: {key} must be a list, not {value!r}")
        return value


def _entries(path: Path, read: Callable[[str, Mapping[str, Any]], EntryT]) -> tuple[EntryT, ...]:
    loaded = _load(path)
    if not isinstance(loaded, list):
        raise VocabularyError(f"{path}: must be a list of entries")
    entries = []
    for number, values in enumerate(loaded, start=1):
        where = f"{path}: entry {number}"
        if not isinstance(values, dict):
            raise VocabularyError(f"{where}: must be a mapping, not {values!r}")
        label = next((values[key] for key in _LABELS if isinstance(values.get(key), str)), "")
        entries.append(read(f"{where} ({label})" if label else where, values))
    return tuple(entries)


def _load(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)
    except FileNotFoundError as error:
        raise VocabularyError(f"{path}: the file is missing") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise VocabularyError(f"{path}: not valid YAML: {error}") from error


def _category(where: str, values: Mapping[str, Any]) -> Category:
    entry = _Entry(where, values, ("tag", "name", "plural", "group", "names", "products", "problems"))
    tag = entry.text("tag")
    if not _TAG.fullmatch(tag):
        raise VocabularyError(f"{where}: {tag!r} is not an OpenStreetMap tag such as shop=bakery")
    name = entry.text("name")
    return Category(
        tag=tag,
        name=name,
        plural=entry.text("plural", name),
        group=entry.text("group"),
        names=entry.weighted("names"),
        products=entry.weighted("products"),
        problems=entry.weighted("problems"),
    )


def _with_extra(categories: tuple[Category, ...], extra: Path) -> tuple[Category, ...]:
    known = {category.tag: category for category in categories}

    def add(where: str, values: Mapping[str, Any]) -> Category:
        base = known.get(str(values.get("tag")))
        if base is None:
            return _category(where, values)
        shown = {"name": base.name, "plural": base.plural, "group": base.group}
        more = _category(where, {**shown, **values})
        return replace(
            more,
            names=base.names + more.names,
            products=base.products + more.products,
            problems=base.problems + more.problems,
        )

    for category in _entries(extra, add):
        known[category.tag] = category
    return tuple(known.values())


def _keyed(key: str) -> Callable[[str, Mapping[str, Any]], Terms]:
    def read(where: str, values: Mapping[str, Any]) -> Terms:
        entry = _Entry(where, values, (key, "name", "terms", "ends"))
        return Terms(entry.text(key), entry.text("name"), entry.words("terms"), entry.words("ends"))

    return read


def _elsewhere(where: str, values: Mapping[str, Any]) -> Elsewhere:
    entry = _Entry(where, values, ("topic", "terms", "reply", "urgent"))
    return Elsewhere(
        entry.text("topic"), entry.words("terms"), entry.text("reply"), urgent=values.get("urgent") is True
    )


def _occupation(where: str, values: Mapping[str, Any]) -> Occupation:
    entry = _Entry(where, values, ("name", "terms", "fields"))
    return Occupation(entry.text("name"), entry.words("terms"), entry.texts("fields"))


def _occupation_field(where: str, values: Mapping[str, Any]) -> OccupationField:
    entry = _Entry(where, values, ("field", "name", "terms", "occupations"))
    return OccupationField(
        entry.text("field"), entry.text("name"), entry.words("terms"), entry.texts("occupations")
    )


def _check_unique(path: Path, keys: list[str]) -> None:
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise VocabularyError(f"{path}: listed twice: {', '.join(twice)}")


def _check_fields(path: Path, fields: Iterable[OccupationField], occupations: Collection[str]) -> None:
    for entry in fields:
        unknown = [name for name in entry.occupations if name not in occupations]
        if unknown:
            raise VocabularyError(f"{path}: {entry.field}: not in occupations.yml: {', '.join(unknown)}")


def _phrases(path: Path) -> Phrases:
    entry = _Entry(str(path), _mapping(path), [item.name for item in dataclass_fields(Phrases)])

    def folded(key: str) -> tuple[str, ...]:
        return tuple(fold(word) for word in entry.words(key))

    return Phrases(
        near_me=entry.words("near_me"),
        nearest=frozenset(folded("nearest")),
        nearest_time=frozenset(folded("nearest_time")),
        near_what=frozenset(folded("near_what")),
        negators=frozenset(folded("negators")),
        lacking_negators=frozenset(folded("lacking_negators")),
        lacking_verbs=frozenset(folded("lacking_verbs")),
        lacking_endings=frozenset(folded("lacking_endings")),
        negation_transparent=frozenset(folded("negation_transparent")),
        negation_continues=frozenset(folded("negation_continues")),
        clause_starts=frozenset(folded("clause_starts")),
        occupation_cues=tuple(_folded_pattern(words) for words in entry.words("occupation_cues")),
        place_cues=frozenset(folded("place_cues")),
        town_cues=frozenset(folded("town_cues")),
        clock_words=frozenset(folded("clock_words")),
        numbers=frozenset(folded("numbers")),
        singulars={fold(plural): fold(singular) for plural, singular in entry.pairs("singulars")},
        place_tails=folded("place_tails"),
        service_tails=folded("service_tails"),
        never_tails=frozenset(folded("never_tails")),
        prefixes=frozenset(folded("prefixes")),
        damage=frozenset(folded("damage")),
        any_event=frozenset(folded("any_event")),
        negating_ends=tuple(tuple(tokens(words)) for words in entry.words("negating_ends")),
        event_kinds=entry.words("event_kinds"),
        not_in_titles=frozenset(folded("not_in_titles")),
        working_times={fold(word): name.capitalize() for word, name in entry.pairs("working_times")},
    )


def _ordinary(path: Path) -> OrdinaryWords:
    entry = _Entry(str(path), _mapping(path), _ORDINARY_LISTS)

    def folded(key: str) -> frozenset[str]:
        return frozenset(token for words in entry.words(key) for token in tokens(words))

    return OrdinaryWords(
        function=folded("function"),
        ordinary=folded("ordinary") | folded("lookalikes"),
        name_words=folded("name_words"),
        first_names=folded("first_names"),
        with_umlaut=frozenset(word.casefold() for word in entry.words("with_umlaut")),
    )


def _mapping(path: Path) -> Mapping[str, Any]:
    loaded = _load(path)
    if not isinstance(loaded, dict):
        raise VocabularyError(f"{path}: must be a mapping")
    return loaded


def _folded_pattern(words: str) -> str:
    return GAP.join(fold(part) for part in words.split(GAP))


def _word(item: Any, where: str) -> str:
    """A term; YAML reads a bare number or "no" as something else, which only numbers survive unharmed."""
    if isinstance(item, bool) or not isinstance(item, str | int):
        raise VocabularyError(f"{where}: {item!r} is not a word; put it in quotes")
    word = str(item).strip()
    if not fold(word):
        raise VocabularyError(f"{where}: {word!r} has no letters")
    return word


def _weighted(item: Any, where: str) -> tuple[str, float]:
    if not isinstance(item, dict):
        return _word(item, where), 1.0
    if len(item) != 1:
        raise VocabularyError(f"{where}: {item!r} must be one word with its weight")
    ((word, weight),) = item.items()
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 < weight <= 1:
        raise VocabularyError(f"{where}: the weight of {word!r} must lie above 0 and up to 1, not {weight!r}")
    return _word(word, where), float(weight)
