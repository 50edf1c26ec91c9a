"""The packages import each other in one direction only, and only `bot` knows Telegram."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ALLOWED = {
    "bot": {"scheduler", "content", "nlu"},
    "scheduler": {"content"},
    "nlu": set(),
    "content": set(),
    "simulator": set(),
}


def imports_of(package: str) -> Iterator[tuple[Path, str]]:
    for path in (ROOT / package).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((path, alias.name.partition(".")[0]) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                yield path, node.module.partition(".")[0]


@pytest.mark.parametrize("package", ALLOWED)
def test_a_package_imports_only_the_packages_it_may(package: str) -> None:
    forbidden = ALLOWED.keys() - ALLOWED[package] - {package}
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}" for path, name in imports_of(package) if name in forbidden
    ]
    assert wrong == []


@pytest.mark.parametrize("package", ["nlu", "content", "scheduler", "simulator"])
def test_only_the_bot_package_imports_telegram(package: str) -> None:
    assert [path for path, name in imports_of(package) if name == "telegram"] == []


def test_rasa_is_imported_only_where_its_environment_runs() -> None:
    allowed = (ROOT / "nlu" / "rasa_components", ROOT / "nlu" / "server.py")
    wrong = [
        path
        for package in ALLOWED
        for path, name in imports_of(package)
        if name == "rasa" and not any(path.is_relative_to(place) for place in allowed)
    ]
    assert wrong == []
