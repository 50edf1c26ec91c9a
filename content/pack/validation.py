"""Checks a town pack: every problem with file, line, field and a hint how to mend it."""

import difflib
import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, time
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError

from content.pack.dates import DateExpression, DateKind, resolve_range
from content.pack.problems import FieldError, PackError, Problem, Severity
from content.pack.reading import Location, Source, files_of, read_source, unknown_files
from content.pack.schema import LIST_FILES, ExceptionDays, TownEntry, WordsEntry

VOCABULARY = Path(__file__).resolve().parent.parent / "vocabulary"
ModelT = TypeVar("ModelT", bound=BaseModel)
FARTHEST_KM = 25.0
"""No entry of a town lies farther from its middle than this."""

MOST_SHOWN = 160
"""Characters of a wrong value that a message repeats."""

_REFERENCE_DAY = date(2026, 1, 1)
_MESSAGES = {
    "string_type": ("Hier muss Text stehen.", "Text in Anführungszeichen setzen."),
    "string_unicode": ("Hier muss Text stehen.", "Text in Anführungszeichen setzen."),
    "string_too_short": ("Hier fehlt der Text.", "Wert ergänzen oder die Zeile löschen."),
    "list_type": ("Hier muss eine Liste stehen.", "Schreibweise: [eins, zwei]."),
    "too_short": ("Die Liste ist leer.", "Mindestens einen Wert angeben."),
    "dict_type": ("Hier müssen Felder stehen.", "Schreibweise: {name: wert}."),
    "model_type": ("Hier müssen Felder stehen.", "Schreibweise: {name: wert}."),
    "float_parsing": ("{} ist keine Zahl.", "Beispiel: 51.5216"),
    "float_type": ("{} ist keine Zahl.", "Beispiel: 51.5216"),
    "finite_number": ("{} ist keine Zahl.", "Beispiel: 51.5216"),
    "int_parsing": ("{} ist keine ganze Zahl.", "Beispiel: 2"),
    "int_parsing_size": ("{} ist keine ganze Zahl.", "Beispiel: 2"),
    "int_type": ("{} ist keine ganze Zahl.", "Beispiel: 2"),
    "int_from_float": ("{} ist keine ganze Zahl.", "Beispiel: 2"),
    "bool_parsing": ("{} ist weder ja noch nein.", "true oder false schreiben."),
    "bool_type": ("{} ist weder ja noch nein.", "true oder false schreiben."),
}
"""Message and hint for pydantic's errors (https://docs.pydantic.dev/latest/errors/validation_errors/)."""


@dataclass
class Pack:
    """A pack's checked entries by kind, and what is wrong with it."""

    town: TownEntry | None = None
    entries: dict[str, list[tuple[Any, Source, Location]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    place_ids: set[str] = field(default_factory=set)
    """Also those of places that are wrong themselves: what refers to them is not."""
    has_all_places: bool = True
    """Whether all files with places could be read."""


def validate_pack(path: Path) -> list[Problem]:
    """Every problem of a pack, in the order of files and lines; an empty list means that all is well."""
    return check_pack(path).problems


def check_pack(path: Path) -> Pack:
    """Read and check a pack; entries that are wrong are left out of the result."""
    pack = Pack()
    if not (path / "town.yml").is_file():
        raise PackError(f"In {path} fehlt town.yml.")
    town = read_source(path / "town.yml")
    pack.problems += town.problems
    if town.data is not None or not town.problems:
        pack.town = _check(TownEntry, town.data, (), town, pack.problems)
        _check_town(pack, town)
    for kind, model in LIST_FILES.items():
        pack.entries[kind] = []
        for file in files_of(path, kind):
            source = read_source(file)
            pack.problems += source.problems
            pack.entries[kind] += _check_list(model, source, pack.problems)
            if kind == "places":
                pack.place_ids |= _ids_in(source.data)
                pack.has_all_places &= source.data is not None or not source.problems
    _check_vocabulary(path / "vocabulary.yml", pack)
    for file in unknown_files(path):
        known = ", ".join(f"{kind}.yml" for kind in LIST_FILES)
        pack.problems.append(
            Problem(
                file.name,
                1,
                "",
                "Diese Datei gehört zu keiner Art.",
                f"Erlaubt: town.yml, {known}",
                Severity.WARNING,
            )
        )
    _check_across(pack)
    pack.problems.sort(key=lambda problem: (problem.file, problem.line))
    return pack


def _ids_in(data: Any) -> set[str]:
    items = data if isinstance(data, list) else ()
    return {item["id"] for item in items if isinstance(item, dict) and isinstance(item.get("id"), str)}


def _check_list(
    model: type[BaseModel], source: Source, problems: list[Problem]
) -> list[tuple[Any, Source, Location]]:
    if source.data is None:
        return []
    if not isinstance(source.data, list):
        problems.append(
            Problem(
                source.name, 1, "", "Hier muss eine Liste stehen.", "Jeder Eintrag beginnt mit »- id: …«."
            )
        )
        return []
    found: list[tuple[Any, Source, Location]] = []
    for i, item in enumerate(source.data):
        entry = _check(model, item, (i,), source, problems)
        if entry is not None:
            found.append((entry, source, (i,)))
    return found


def _check(
    model: type[ModelT], data: Any, location: Location, source: Source, problems: list[Problem]
) -> ModelT | None:
    if not isinstance(data, dict):
        problems.append(
            Problem(
                source.name,
                source.line_of(location),
                "",
                "Hier müssen Felder stehen.",
                "Schreibweise: »name: Wert«.",
            )
        )
        return None
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for detail in error.errors():
            problems.append(_problem(detail, model, location, source))
        return None


def _problem(detail: Any, model: type[BaseModel], location: Location, source: Source) -> Problem:
    place: Location = tuple(part for part in detail["loc"] if part != "[key]")
    name = ".".join(str(part) for part in place)
    message, hint = _in_german(detail, model, place)
    return Problem(source.name, source.line_of((*location, *place)), name, message, hint)


def _in_german(detail: Any, model: type[BaseModel], place: Location) -> tuple[str, str]:
    """What is wrong and how to mend it, for one of pydantic's errors."""
    kind, context = detail["type"], detail.get("ctx", {})
    given = _shown(detail.get("input"))
    if kind == "missing":
        return "Das Feld fehlt.", f"»{place[-1]}: …« ergänzen."
    if kind == "extra_forbidden":
        return "Dieses Feld gibt es nicht.", _did_you_mean(str(place[-1]), _fields_at(model, place[:-1]))
    if kind == "value_error":
        error = context["error"]
        return _clipped(str(error)), error.hint if isinstance(error, FieldError) else ""
    if kind == "literal_error":
        expected = str(context["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        return f"{given} ist hier nicht erlaubt.", _did_you_mean(given.strip("»«"), filter(None, expected))
    if kind == "string_pattern_mismatch":
        return f"{given} hat nicht die richtige Form.", _pattern_hint(place)
    if kind == "string_too_long":
        return f"Der Text ist zu lang: höchstens {context['max_length']} Zeichen.", "Kürzer fassen."
    if kind in {"greater_than_equal", "less_than_equal"}:
        word = "mindestens" if kind == "greater_than_equal" else "höchstens"
        return f"{given} ist nicht erlaubt.", f"Der Wert ist {word} {context.get('ge', context.get('le')):g}."
    if detail.get("input") is None:
        return "Hier fehlt der Wert.", "Wert ergänzen oder die Zeile löschen."
    message, hint = _MESSAGES.get(
        kind, ("{} ist hier nicht erlaubt.", "Das Format steht in docs/town-pack.md.")
    )
    return message.format(given), hint


def _shown(value: Any) -> str:
    """A value as it may stand in a message."""
    try:
        text = str(value)
    except ValueError:  # a number with more digits than Python tells
        text = "…"
    return f"»{_clipped(text)}«"


def _clipped(text: str) -> str:
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 1]}…"


def _fields_at(model: type[BaseModel], place: Location) -> list[str]:
    """The fields that an entry has at a place within it."""
    for part in place:
        if isinstance(part, str):
            inner = next((f for n, f in model.model_fields.items() if part in (n, f.alias)), None)
            model = _model_in(inner.annotation) or model if inner is not None else model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_in(part))), None)


def _pattern_hint(place: Location) -> str:
    return {
        "id": "Nur a-z, 0-9 und -, höchstens 40 Zeichen: baeckerei-althoff",
        "place": "Die id eines Eintrags: baeckerei-althoff",
        "categories": "OpenStreetMap-Tags: shop=bakery, craft=roofer, amenity=restaurant",
        "languages": "Sprachkürzel: de, tr, pl",
        "country": "Zwei Großbuchstaben: DE",
        "tag": "Ein OpenStreetMap-Tag: shop=bakery",
    }.get(str(place[0]), "")


def _check_town(pack: Pack, source: Source) -> None:
    """The districts that landmarks and the office name, and names that stand twice."""
    if pack.town is None:
        return
    districts = [district.name for district in pack.town.districts]
    office = [(("office", "district"), pack.town.office.district)]
    landmarks = [(("landmarks", i, "district"), one.district) for i, one in enumerate(pack.town.landmarks)]
    for location, name in [*office, *landmarks]:
        if name and name not in districts:
            pack.problems.append(_unknown(source, location, name, districts))
    for i, name in enumerate(districts):
        if name in districts[:i]:
            location = ("districts", i, "name")
            message = f"Den Stadtteil »{name}« gibt es schon."
            pack.problems.append(
                Problem(source.name, source.line_of(location), _name(location), message, "Einen löschen.")
            )


def _check_vocabulary(path: Path, pack: Pack) -> None:
    """The town's own words; a category that only this town has needs a name and a group."""
    if not path.is_file():
        return
    source = read_source(path)
    pack.problems += source.problems
    known = _names("categories.yml", "tag")
    for entry, _, location in _check_list(WordsEntry, source, pack.problems):
        for name in ("name", "group"):
            if known and entry.tag not in known and not getattr(entry, name):
                message = f"»{entry.tag}« ist neu, da gehört das Feld dazu."
                line = source.line_of(location)
                pack.problems.append(Problem(source.name, line, name, message, f"»{name}: …« ergänzen."))


def _unknown(source: Source, location: Location, value: str, known: Iterable[str]) -> Problem:
    message, hint = f"»{value}« ist nicht bekannt.", _did_you_mean(value, known)
    return Problem(source.name, source.line_of(location), _name(location), message, hint)


def _name(location: Location) -> str:
    return ".".join(str(part) for part in location)


def _check_across(pack: Pack) -> None:
    """What can only be seen with all files read: references, places on the map, double ids."""
    everything = [(kind, item) for kind, items in pack.entries.items() for item in items]
    _check_ids(everything, pack.problems)
    districts = [district.name for district in pack.town.districts] if pack.town is not None else []
    occupations = _names("occupations.yml", "name")
    topics = _names("topics.yml", "topic")
    tags = _names("categories.yml", "tag")
    for _kind, (entry, source, location) in everything:
        check = _Check(entry, source, location, pack.problems)
        check.one_of("district", districts)
        check.place(pack)
        check.one_of("occupation", occupations)
        check.one_of("topic", topics)
        check.all_of("topics", topics)
        check.all_of("categories", tags, Severity.WARNING)
        check.company()
        check.periods()
        if pack.town is not None:
            check.near(pack.town)


@dataclass
class _Check:
    entry: Any
    source: Source
    location: Location
    problems: list[Problem]

    def say(self, name: str, message: str, hint: str = "", severity: Severity = Severity.ERROR) -> None:
        line = self.source.line_of((*self.location, name))
        self.problems.append(Problem(self.source.name, line, name, message, hint, severity))

    def one_of(self, name: str, known: Collection[str]) -> None:
        """A value from a list; a list that is empty could not be read."""
        value = getattr(self.entry, name, None)
        if value and known and value not in known:
            self.say(name, f"»{value}« ist nicht bekannt.", _did_you_mean(value, known))

    def place(self, pack: Pack) -> None:
        value = getattr(self.entry, "place", None)
        if value and pack.has_all_places and value not in pack.place_ids:
            self.say("place", f"»{value}« ist nicht bekannt.", _did_you_mean(value, pack.place_ids))

    def all_of(self, name: str, known: Iterable[str], severity: Severity = Severity.ERROR) -> None:
        for value in getattr(self.entry, name, None) or ():
            if known and value not in known:
                self.say(name, f"»{value}« ist nicht bekannt.", _did_you_mean(value, known), severity)

    def company(self) -> None:
        if hasattr(self.entry, "company") and not self.entry.company and not self.entry.place:
            self.say(
                "place", "Es fehlt, wo das ist.", "»place: id-eines-eintrags« oder »company: Name« ergänzen."
            )

    def periods(self) -> None:
        start, end = getattr(self.entry, "start", None), getattr(self.entry, "end", None)
        if start is not None and end is not None and _are_comparable(start, end):
            first, last = resolve_range(start, end, _REFERENCE_DAY)
            too_early = last == first and start.at and (end.at or time()) < start.at
            if last < first or (too_early and not self.entry.all_day):
                self.say("end", "Das Ende liegt vor dem Anfang.", "Datum und Uhrzeit prüfen.")
        earlier: list[ExceptionDays] = []
        for exception in getattr(self.entry, "exceptions", ()):
            if _are_comparable(exception.first, exception.last) and _is_turned(exception):
                self.say("exceptions", "»to« liegt vor »from«.", "Die beiden Tage tauschen.")
            if any(_overlap(exception, other) for other in earlier):
                self.say("exceptions", "Zwei Ausnahmen überschneiden sich.", "Zeiträume trennen.")
            earlier.append(exception)

    def near(self, town: TownEntry) -> None:
        lat, lon = getattr(self.entry, "lat", None), getattr(self.entry, "lon", None)
        if (lat is None) != (lon is None):
            self.say("lat", "lat und lon gehören zusammen.", "Beide angeben oder beide weglassen.")
        points = [(d.lat, d.lon) for d in town.districts if d.lat is not None and d.lon is not None]
        if lat is None or lon is None or not points:
            return
        if min(_kilometres(lat, lon, *point) for point in points) > FARTHEST_KM:
            self.say(
                "lat", f"Der Punkt {lat}, {lon} liegt nicht in {town.name}.", "Sind lat und lon vertauscht?"
            )


def _are_comparable(*dates: DateExpression) -> bool:
    """Whether dates keep their order, whenever the pack is loaded."""
    return len({expression.kind for expression in dates}) == 1 or dates[-1].kind is DateKind.NEXT


def _is_turned(days: ExceptionDays) -> bool:
    first, last = resolve_range(days.first, days.last, _REFERENCE_DAY)
    return last < first


def _overlap(days: ExceptionDays, other: ExceptionDays) -> bool:
    if len({date.kind for one in (days, other) for date in (one.first, one.last)}) > 1:
        return False
    first, last = resolve_range(days.first, days.last, _REFERENCE_DAY)
    other_first, other_last = resolve_range(other.first, other.last, _REFERENCE_DAY)
    return first <= other_last and other_first <= last


def _check_ids(entries: list[tuple[str, tuple[Any, Source, Location]]], problems: list[Problem]) -> None:
    seen: dict[tuple[str, str], str] = {}
    for kind, (entry, source, location) in entries:
        line = source.line_of((*location, "id"))
        first = seen.get((kind, entry.id))
        if first is not None:
            message = f"Die id »{entry.id}« gibt es schon ({first})."
            problems.append(Problem(source.name, line, "id", message, "Eine andere id vergeben."))
        seen.setdefault((kind, entry.id), f"{source.name}:{line}")


def _did_you_mean(value: str, known: Iterable[str]) -> str:
    names = sorted(known)
    close = difflib.get_close_matches(value, names, 1, 0.6)
    if close:
        return f"Meintest du »{close[0]}«?"
    return f"Erlaubt: {', '.join(names)}" if len(names) <= 25 else ""


@lru_cache(maxsize=8)
def _names(file: str, key: str) -> frozenset[str]:
    """Values of one key of a vocabulary file; empty where the file is not there."""
    path = VOCABULARY / file
    if not path.is_file():
        return frozenset()
    with path.open(encoding="utf-8") as stream:
        return frozenset(str(item[key]) for item in yaml.load(stream, Loader=yaml.CSafeLoader) or ())


def _kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Distance on a flat map, good enough within a town."""
    x = (lon - other_lon) * math.cos(math.radians(lat)) * 111.32
    return math.hypot(x, (lat - other_lat) * 110.57)
