from pathlib import Path

import pytest

from bot.settings import ROOT, SettingsError, load_settings

NO_FILE = Path("does-not-exist.env")


def test_defaults_hold_where_nothing_is_given() -> None:
    settings = load_settings({}, NO_FILE)
    assert settings.uses_simulator
    assert settings.simulator_port == 8080
    assert settings.database_url == f"sqlite:///{ROOT / 'var/hallo.db'}"


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("# comment\nexport SIMULATOR_PORT=1\nHALLO_TOWN='nirgendwo'\n")
    settings = load_settings({"SIMULATOR_PORT": "2"}, dotenv)
    assert (settings.simulator_port, settings.hallo_town) == (2, "nirgendwo")


def test_several_nlu_servers_are_separated_by_commas() -> None:
    settings = load_settings({"NLU_URL": "http://a:1/, http://b:2"}, NO_FILE)
    assert settings.nlu_url == ("http://a:1", "http://b:2")


@pytest.mark.parametrize(
    ("name", "value"), [("SIMULATOR_PORT", "acht"), ("NLU_TIMEOUT", "bald"), ("LOG_LEVEL", "LAUT")]
)
def test_an_unusable_value_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        load_settings({name: value}, NO_FILE)


def test_a_broken_line_in_the_file_is_named(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("HALLO_TOWN=x\nunsinn\n")
    with pytest.raises(SettingsError, match=r"\.env:2"):
        load_settings({}, dotenv)
