"""Reads YAML with the line of each value, so that problems can be shown where they are."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from content.pack.problems import PackError, Problem
from content.pack.schema import LIST_FILES

SHIPPED = Path(__file__).resolve().parent.parent / "towns"
MOST_VALUES = 200_000
"""Values of one file; a few lines of anchors and aliases can stand for more than fit into memory."""
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff]")
_REASONS = (
    ("mapping values are not allowed", "ein Doppelpunkt, wo keiner stehen darf"),
    ("could not find expected ':'", "es fehlt ein Doppelpunkt"),
    ("cannot start any token", "ein Zeichen, mit dem kein Wert beginnen darf"),
    ("block end", "die Einrückung passt nicht zu den Zeilen davor"),
    ("did not find expected", "hier fehlt etwas, vielleicht eine Klammer oder ein Anführungszeichen"),
    ("unexpected end of stream", "ein Anführungszeichen wird nicht geschlossen"),
    ("undefined alias", "* am Anfang eines Textes ohne Anführungszeichen"),
    ("another document", "--- darf nur einmal vorkommen"),
    ("nesting depth", "zu tief verschachtelt"),
    ("control characters", "ein Steuerzeichen"),
)
"""What the YAML reader says in English, as far as it helps to know."""
Location = tuple[str | int, ...]


@dataclass
class Source:
    """One file's data, and on which line each value stands."""

    name: str
    data: Any = None
    lines: dict[Location, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    values: int = 0

    def line_of(self, location: Location) -> int:
        """The line of a value, or of the nearest thing around it."""
        while location not in self.lines and location:
            location = location[:-1]
        return self.lines.get(location, 1)


def find_pack(name_or_path: str) -> Path:
    """A pack's folder: a path, or the name of a shipped one.

    Raises:
        PackError: there is no such folder.
    """
    for folder in (SHIPPED / name_or_path, Path(name_or_path)):
        if (folder / "town.yml").is_file():
            return folder
    shipped = ", ".join(sorted(path.name for path in SHIPPED.iterdir() if path.is_dir()))
    raise PackError(
        f"Kein Stadtpaket »{name_or_path}«: weder ein Ordner mit town.yml noch eines von: {shipped}"
    )


def files_of(pack: Path, kind: str) -> list[Path]:
    """The files of one kind: `places.yml`, `places-handwerk.yml`, ..."""
    return sorted([*pack.glob(f"{kind}.yml"), *pack.glob(f"{kind}-*.yml")])


def unknown_files(pack: Path) -> list[Path]:
    """YAML files that belong to no kind."""
    known = {pack / "town.yml", pack / "vocabulary.yml"}
    for kind in LIST_FILES:
        known.update(files_of(pack, kind))
    return sorted(set(pack.glob("*.y*ml")) - known)


def read_source(path: Path) -> Source:
    """Read one file; whatever is wrong with its YAML is a problem in the result."""
    source = Source(path.name)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        source.problems.append(
            Problem(path.name, 1, "", "Die Datei ist nicht in UTF-8 gespeichert.", "Als UTF-8 speichern.")
        )
        return source
    except OSError as error:
        source.problems.append(
            Problem(path.name, 1, "", f"Die Datei lässt sich nicht lesen: {error.strerror}.")
        )
        return source
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
        if node is not None:
            source.data = _construct(node, (), source)
    except yaml.YAMLError as error:
        hint = "Einrückungen mit Leerzeichen (nicht Tab), Texte mit : oder # in Anführungszeichen."
        source.problems.append(Problem(path.name, _line(error, text), "", _not_yaml(error), hint))
    except RecursionError:
        source.problems.append(Problem(path.name, 1, "", "Die Datei ist zu tief verschachtelt."))
    except _TooManyValuesError:
        source.problems.append(
            Problem(path.name, 1, "", "Die Datei hat zu viele Werte.", "Auf & und * verzichten.")
        )
    return source


class _TooManyValuesError(Exception):
    """A file has more than `MOST_VALUES`."""


class _Scalars(yaml.SafeLoader):
    """Only used for its rules of what a plain scalar is."""

    def __init__(self) -> None:
        super().__init__("")


def _line(error: yaml.YAMLError, text: str) -> int:
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return int(mark.line) + 1
    at = getattr(error, "position", 0)
    return text.encode()[:at].count(b"\n") + 1


def _not_yaml(error: yaml.YAMLError) -> str:
    said = getattr(error, "problem", None) or str(error)
    reason = next((german for english, german in _REASONS if english in said), "")
    return f"Kein gültiges YAML: {reason}." if reason else "Kein gültiges YAML."


def _construct(node: yaml.Node, location: Location, source: Source) -> Any:
    line = source.lines.setdefault(location, node.start_mark.line + 1)
    source.values += 1
    if source.values > MOST_VALUES:
        raise _TooManyValuesError
    if isinstance(node, yaml.MappingNode):
        return _construct_mapping(node, location, source)
    if isinstance(node, yaml.SequenceNode):
        return [_construct(item, (*location, i), source) for i, item in enumerate(node.value)]
    value = _scalar(node)
    if isinstance(value, str) and _CONTROL.search(value):
        name = ".".join(str(part) for part in location[1:])
        source.problems.append(
            Problem(source.name, line, name, "Hier steht ein unsichtbares Steuerzeichen.", "Neu eintippen.")
        )
    return value


def _scalar(node: yaml.Node) -> Any:
    """A plain value; what YAML would turn into another number than is written stays text."""
    text = str(node.value)
    if node.tag == "tag:yaml.org,2002:int" and not _DECIMAL.fullmatch(text):
        return text  # 08:00 has base 60 in YAML 1.1, 02041 base 8
    if node.tag == "tag:yaml.org,2002:float" and ":" in text:
        return text
    loader = _Scalars()
    try:
        return loader.construct_object(node, deep=True)
    except (ValueError, LookupError, AttributeError, TypeError, ArithmeticError, yaml.YAMLError):
        return text  # !!bool maybe, 2027-02-30
    finally:
        loader.dispose()


def _construct_mapping(node: yaml.MappingNode, location: Location, source: Source) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        line = key_node.start_mark.line + 1
        if key in found:
            first = source.lines.get((*location, key), line)
            message = f"»{key}« steht zweimal (zuerst in Zeile {first})."
            source.problems.append(
                Problem(source.name, line, key, message, "Eine der beiden Zeilen löschen.")
            )
        source.lines[(*location, key)] = line
        found[key] = _construct(value_node, (*location, key), source)
    return found
