"""What the documents say is what the code does."""

import re
from pathlib import Path

from bot.settings import SETTINGS, Settings
from bot.telegram_app.handlers import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_readme_has_every_setting_with_its_default_and_meaning() -> None:
    rows = {
        match[1]: (match[2].strip("` "), match[3].strip())
        for match in re.finditer(r"^\| `([A-Z_]+)` \|(.*?)\|(.*)\|$", README, re.MULTILINE)
    }
    assert rows == {setting.name: (setting.default, setting.meaning) for setting in SETTINGS}


def test_every_setting_has_a_typed_field() -> None:
    assert [setting.name.lower() for setting in SETTINGS] == list(Settings.__dataclass_fields__)


def test_files_named_in_the_documents_exist() -> None:
    named = set(
        re.findall(r"`((?:bot|nlu|content|scheduler|simulator|tests|docs)/[\w./-]+)`", README + CONTRIBUTING)
    )
    missing = [name for name in named if "<" not in name and not (ROOT / name).exists()]
    assert missing == []


def test_make_targets_named_in_the_documents_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)`", README + CONTRIBUTING)) <= targets


def test_help_names_every_command_of_the_menu_that_is_not_plumbing() -> None:
    talk = (ROOT / "bot" / "replies" / "talk.py").read_text(encoding="utf-8")
    missing = [name for name, _ in COMMANDS if name not in {"start", "hilfe"} and f"/{name}" not in talk]
    assert missing == []
