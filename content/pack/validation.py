"""Checks a town pack: every problem with file, line, field and a hint how to mend it."""

import difflib
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from content.pack.problems import PackError, Problem, Severity
from content.pack.reading import Location, Source, files_of, read_source, unknown_files
from content.pack.schema import LIST_FILES, TownEntry

VOCABULARY = Path(__file__).resolve().parent.parent / "vocabulary"
ModelT = TypeVar("ModelT", bound=BaseModel)
FARTHEST_KM = 25.0
"""No entry of a town lies farther from its middle than this."""

_REFERENCE_DAY = date(2026, 1, 1)


@dataclass
class Pack:
    """A pack's checked entries by kind, and what is wrong with it."""

    town: TownEntry | None = None
    entries: dict[str, list[tuple[Any, Source, Location]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


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
    pack.town = _check(TownEntry, town.data, (), town, pack.problems)
    for kind, model in LIST_FILES.items():
        pack.entries[kind] = []
        for file in files_of(path, kind):
            source = read_source(file)
            pack.problems += source.problems
            pack.entries[kind] += _check_list(model, source, pack.problems)
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
    line = source.line_of((*location, *place))
    kind = detail["type"]
    given = detail.get("input")
    if kind == "missing":
        return Problem(source.name, line, name, "Das Feld fehlt.", f"»{place[-1]}: …« ergänzen.")
    if kind == "extra_forbidden":
        return Problem(
            source.name,
            line,
            name,
            "Dieses Feld gibt es nicht.",
            _did_you_mean(str(place[-1]), model.model_fields),
        )
    if kind == "value_error":
        return Problem(source.name, line, name, str(detail["ctx"]["error"]))
    if kind == "literal_error":
        hint = _did_you_mean(
            str(given), str(detail["ctx"]["expected"]).replace("'", "").replace(" or ", ", ").split(", ")
        )
        return Problem(source.name, line, name, f"»{given}« ist hier nicht erlaubt.", hint)
    if kind == "string_pattern_mismatch":
        return Problem(
            source.name, line, name, f"»{given}« hat nicht die richtige Form.", _pattern_hint(name)
        )
    messages = {
        "string_type": ("Hier muss Text stehen.", "Text in Anführungszeichen setzen."),
        "list_type": ("Hier muss eine Liste stehen.", "Schreibweise: [eins, zwei]."),
        "dict_type": ("Hier müssen Felder stehen.", "Schreibweise: {name: wert}."),
        "string_too_short": ("Hier fehlt der Text.", "Wert ergänzen oder die Zeile löschen."),
        "too_short": ("Die Liste ist leer.", "Mindestens einen Wert angeben."),
        "float_parsing": (f"»{given}« ist keine Zahl.", "Beispiel: 51.5216"),
        "float_type": (f"»{given}« ist keine Zahl.", "Beispiel: 51.5216"),
        "int_parsing": (f"»{given}« ist keine ganze Zahl.", "Beispiel: 2"),
        "bool_parsing": (f"»{given}« ist weder ja noch nein.", "true oder false schreiben."),
    }
    message, hint = messages.get(kind, (f"»{given}« ist nicht erlaubt ({detail['msg']}).", ""))
    return Problem(source.name, line, name, message, hint)


def _pattern_hint(name: str) -> str:
    last = name.split(".")[0]
    return {
        "id": "Nur a-z, 0-9 und -, höchstens 40 Zeichen: baeckerei-althoff",
        "place": "Die id eines Eintrags: baeckerei-althoff",
        "categories": "OpenStreetMap-Tags: shop=bakery, craft=roofer, amenity=restaurant",
        "languages": "Sprachkürzel: de, tr, pl",
        "country": "Zwei Großbuchstaben: DE",
    }.get(last, "")


def _check_across(pack: Pack) -> None:
    """What can only be seen with all files read: references, places on the map, double ids."""
    everything = [(kind, item) for kind, items in pack.entries.items() for item in items]
    _check_ids(everything, pack.problems)
    districts = [district.name for district in pack.town.districts] if pack.town is not None else []
    places = {entry.id for entry, _, _ in pack.entries["places"]}
    occupations = _names("occupations.yml", "name")
    topics = _names("topics.yml", "topic")
    tags = _names("categories.yml", "tag")
    for kind, (entry, source, location) in everything:
        check = _Check(entry, source, location, pack.problems)
        check.one_of("district", districts, required=kind == "places")
        check.one_of("place", places)
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

    def one_of(self, name: str, known: Iterable[str], required: bool = False) -> None:
        value = getattr(self.entry, name, None)
        if value and known and value not in known:
            self.say(name, f"»{value}« ist nicht bekannt.", _did_you_mean(value, known))

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
        if start is not None and end is not None:
            first, last = start.resolve(_REFERENCE_DAY), end.resolve(_REFERENCE_DAY)
            if last < first or (last == first and start.at and end.at and end.at < start.at):
                self.say("end", "Das Ende liegt vor dem Anfang.", "Datum und Uhrzeit prüfen.")
        days: list[tuple[date, date]] = []
        for exception in getattr(self.entry, "exceptions", ()):
            first, last = exception.first.resolve(_REFERENCE_DAY), exception.last.resolve(_REFERENCE_DAY)
            if last < first:
                self.say("exceptions", "»to« liegt vor »from«.", "Die beiden Tage tauschen.")
            if any(first <= other_last and other_first <= last for other_first, other_last in days):
                self.say("exceptions", "Zwei Ausnahmen überschneiden sich.", "Zeiträume trennen.")
            days.append((first, last))

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
