"""The commands that need no NLU, as an operator types them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from telegram import Bot

from bot.cli import doctor, main
from bot.settings import load_settings

TOWN = """
id: kleinstadt
name: Kleinstadt
subdivision: NW
districts: [{name: Mitte}, {name: Boy, where: in der Boy}]
office: {name: Amt}
imprint: Impressum
privacy: Datenschutz
"""
SHOP = "- {id: laden, name: Laden, categories: [shop=bakery], district: Mitte, hours: %s}\n"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "kleinstadt"
    folder.mkdir()
    (folder / "town.yml").write_text(TOWN, encoding="utf-8")
    (folder / "places.yml").write_text(SHOP % '"Mo-Fr 09:00-18:00"', encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def settings_of_the_test(tmp_path: Path, pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "")
    monkeypatch.setenv("HALLO_TOWN", str(pack))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:////{(tmp_path / 'hallo.db').as_posix().lstrip('/')}")
    monkeypatch.setenv("MODEL_DIR", str(tmp_path / "models"))


def test_validate_names_file_line_field_and_a_hint(pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "validate", str(pack)]) == 0
    assert "Alles in Ordnung." in capsys.readouterr().out
    (pack / "places.yml").write_text(SHOP % '"Mo-Fr 9-18 Uhr"', encoding="utf-8")
    assert main(["content", "validate", str(pack)]) == 1
    out = capsys.readouterr().out
    assert "places.yml:1" in out
    assert "hours" in out
    assert "Uhr" in out


def test_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["content", "schema"]) == 0
    assert "places" in json.loads(capsys.readouterr().out)["properties"]


def test_load_twice_changes_nothing_and_a_broken_pack_leaves_what_is_there(
    pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["content", "load", str(pack)]) == 0
    assert "1 neu" in capsys.readouterr().out
    assert main(["content", "load", str(pack)]) == 0
    assert "nichts geändert (1 Orte" in capsys.readouterr().out
    (pack / "places.yml").write_text("- {id: laden, name: [", encoding="utf-8")
    assert main(["content", "load", str(pack)]) == 1
    assert "places.yml:" in capsys.readouterr().err
    (pack / "places.yml").write_text(SHOP % '"Mo-Fr 09:00-18:00"', encoding="utf-8")
    assert main(["content", "load", str(pack)]) == 0
    assert "nichts geändert (1 Orte" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("HALLO_TOWN", "nirgends", "Kein Stadtpaket"),
        ("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/x", "cannot be opened"),
        ("DATABASE_URL", "mysql://x/y", "SQLite or PostgreSQL"),
    ],
)
def test_what_an_operator_can_mend_is_said_without_a_traceback(
    name: str, value: str, word: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, value)
    assert main(["content", "load", "nirgends" if name == "HALLO_TOWN" else str(Path("kleinstadt"))]) == 1
    captured = capsys.readouterr()
    assert word in captured.err
    assert "Traceback" not in captured.err


def test_without_a_model_the_bot_says_how_to_get_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run"]) == 1
    assert "make setup" in capsys.readouterr().err


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch, pack: Path) -> Callable[[str], None]:
    """Breaks one part of the installation."""

    async def not_known(_bot: Bot) -> None:
        from telegram.error import InvalidToken

        raise InvalidToken("Unauthorized")

    def change(part: str) -> None:
        match part:
            case "Python of the NLU":
                monkeypatch.setenv("NLU_PYTHON", "/nowhere/python")
            case "Town pack":
                (pack / "places.yml").write_text(SHOP % '"immer"', encoding="utf-8")
            case "Database":
                monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/x")
            case "Telegram token":
                monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:wrong")
                monkeypatch.setattr(Bot, "initialize", not_known)

    return change


@pytest.mark.parametrize("part", ["Python of the NLU", "Town pack", "Database", "Telegram token"])
async def test_doctor_names_the_fix_of_what_is_broken(
    part: str, broken: Callable[[str], None], pack: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    from bot.world import fill_store, open_database
    from content.clock import Clock

    settings = load_settings()
    async with open_database(settings.database_url) as database:
        await fill_store(database, pack, Clock())
    slow = {"NLU", "NLU model"}
    checks = tuple(check for check in doctor.CHECKS if check[0] not in slow)
    monkeypatch.setattr(doctor, "CHECKS", checks)
    broken(part)
    assert await doctor.examine(load_settings()) == 1
    lines = capsys.readouterr().out.splitlines()
    failed = [number for number, line in enumerate(lines) if line.startswith("FAIL")]
    assert [lines[number].split(":")[0] for number in failed] == [f"FAIL  {part}"]
    assert lines[failed[0] + 1].strip().startswith("fix: ")
