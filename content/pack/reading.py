"""Reads YAML with the line of each value, so that problems can be shown where they are."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from content.pack.problems import PackError, Problem
from content.pack.schema import LIST_FILES

SHIPPED = Path(__file__).resolve().parent.parent / "towns"
Location = tuple[str | int, ...]


@dataclass
class Source:
    """One file's data, and on which line each value stands."""

    name: str
    data: Any = None
    lines: dict[Location, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

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
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else 1
        reason = getattr(error, "problem", None) or str(error).splitlines()[0]
        hint = "Einrückungen mit Leerzeichen (nicht Tab), Texte mit : oder # in Anführungszeichen."
        source.problems.append(Problem(path.name, line, "", f"Kein gültiges YAML ({reason}).", hint))
    except RecursionError:
        source.problems.append(Problem(path.name, 1, "", "Die Datei ist zu tief verschachtelt."))
    return source


class _Scalars(yaml.SafeLoader):
    """Only used for its rules of what a plain scalar is."""

    def __init__(self) -> None:
        super().__init__("")


def _construct(node: yaml.Node, location: Location, source: Source) -> Any:
    source.lines.setdefault(location, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _construct_mapping(node, location, source)
    if isinstance(node, yaml.SequenceNode):
        return [_construct(item, (*location, i), source) for i, item in enumerate(node.value)]
    if node.tag in {"tag:yaml.org,2002:float", "tag:yaml.org,2002:int"} and ":" in str(node.value):
        return str(node.value)  # YAML 1.1 reads 08:00 as a number of base 60
    loader = _Scalars()
    try:
        return loader.construct_object(node, deep=True)
    except (ValueError, yaml.YAMLError):
        return str(node.value)
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
