"""Every setting of the bot in one table: name, default and meaning.

Values come from the environment, then from a `.env` file in the working directory, then from the default. README
shows the same table; a test keeps the two together.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent


class Setting(NamedTuple):
    """One setting as operators see it."""

    name: str
    default: str
    meaning: str


SETTINGS: tuple[Setting, ...] = (
    Setting("TELEGRAM_BOT_TOKEN", "", "Token from BotFather. Empty: the simulator runs instead of Telegram."),
    Setting("TELEGRAM_API_URL", "https://api.telegram.org", "Bot API server, for a self-hosted one."),
    Setting("HALLO_TOWN", "bottrop", "Town pack: the name of a shipped one or a folder's path."),
    Setting(
        "DATABASE_URL",
        "sqlite:///var/hallo.db",
        "Content store: SQLite file or postgresql://user:pw@host/db.",
    ),
    Setting("SIMULATOR_HOST", "127.0.0.1", "Address the simulator listens on; keep it on loopback."),
    Setting("SIMULATOR_PORT", "8080", "Port of the simulator and its chat page."),
    Setting("NLU_URL", "", "NLU servers run elsewhere, separated by commas. Empty: the bot starts its own."),
    Setting("NLU_TOKEN", "", "Token of the NLU servers at NLU_URL. The bot's own server gets a random one."),
    Setting("NLU_PORT", "0", "Port of the bot's own NLU server on loopback; 0 picks a free one."),
    Setting("NLU_TIMEOUT", "2.0", "Seconds to wait for the NLU before the keyword search answers."),
    Setting("NLU_PYTHON", ".venv-nlu/bin/python", "Interpreter of the NLU environment (Rasa, Python 3.10)."),
    Setting("MODEL_DIR", "var/models", "Folder of the trained NLU models."),
    Setting("LOG_LEVEL", "INFO", "DEBUG, INFO, WARNING or ERROR."),
)


class SettingsError(ValueError):
    """A setting has a value that cannot be used; the message names it and says what is allowed."""


@dataclass(frozen=True)
class Settings:
    """The settings in force, checked and typed; relative paths are taken from the project's root."""

    telegram_bot_token: str
    telegram_api_url: str
    hallo_town: str
    database_url: str
    simulator_host: str
    simulator_port: int
    nlu_url: tuple[str, ...]
    nlu_token: str
    nlu_port: int
    nlu_timeout: float
    nlu_python: Path
    model_dir: Path
    log_level: str

    @property
    def uses_simulator(self) -> bool:
        """Whether people chat on the simulator's page instead of Telegram."""
        return not self.telegram_bot_token


def load_settings(environment: Mapping[str, str] | None = None, dotenv: Path | None = None) -> Settings:
    """Read the settings in force.

    Args:
        environment: variables by name; the process's own by default.
        dotenv: the `.env` file; the one in the working directory by default.

    Raises:
        SettingsError: a value cannot be used.
    """
    given = os.environ if environment is None else environment
    from_file = read_dotenv(dotenv or Path(".env"))
    raw = {
        setting.name: given.get(setting.name, from_file.get(setting.name, setting.default)).strip()
        for setting in SETTINGS
    }
    values: dict[str, object] = {}
    for field in fields(Settings):
        name = field.name.upper()
        values[field.name] = _convert(name, raw[name], field.type)
    return Settings(**values)  # type: ignore[arg-type]


def read_dotenv(path: Path) -> dict[str, str]:
    """Read `NAME=value` lines; blank lines and lines starting with # are skipped, quotes around a value go."""
    if not path.is_file():
        return {}
    found: dict[str, str] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        name, equals, value = stripped.removeprefix("export ").partition("=")
        if not equals:
            raise SettingsError(f"{path}:{number}: expected NAME=value, got {stripped!r}")
        found[name.strip()] = value.strip().strip("'\"")
    return found


def _convert(name: str, value: str, kind: object) -> object:
    try:
        if kind is int:
            return int(value)
        if kind is float:
            return float(value)
    except ValueError:
        raise SettingsError(f"{name}={value!r}: a number is needed") from None
    if name == "LOG_LEVEL" and value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise SettingsError(f"{name}={value!r}: use DEBUG, INFO, WARNING or ERROR")
    if name == "DATABASE_URL" and value.startswith("sqlite:///") and not value.startswith("sqlite:////"):
        file = value.removeprefix("sqlite:///")
        return value if file in {"", ":memory:"} else f"sqlite:///{ROOT / file}"
    if name == "TELEGRAM_API_URL":
        return value.rstrip("/")
    if kind is Path:
        return ROOT / value
    if kind == tuple[str, ...]:
        return tuple(part.strip().rstrip("/") for part in value.split(",") if part.strip())
    return value
