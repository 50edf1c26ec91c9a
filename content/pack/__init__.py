"""Town packs: the YAML files that hold a town's content; read, checked and loaded (docs/town-pack.md)."""

from content.pack.loading import LoadReport, load_pack, load_town, read_place_names
from content.pack.problems import PackError, Problem, Severity
from content.pack.reading import find_pack
from content.pack.schema import json_schema
from content.pack.validation import validate_pack

__all__ = [
    "LoadReport",
    "PackError",
    "Problem",
    "Severity",
    "find_pack",
    "json_schema",
    "load_pack",
    "load_town",
    "read_place_names",
    "validate_pack",
]
