"""`hallo-bot doctor`: checks the installation and names the fix for each failure."""

import argparse
import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from telegram import Bot
from telegram.error import TelegramError

from bot.nlu_service import NoModelError, find_model, open_nlu
from bot.settings import Settings
from bot.world import open_database, pack_of
from content.database import DatabaseError
from content.pack import PackError, Severity, load_town, validate_pack
from nlu.types import NluUnavailableError

Check = Callable[[Settings], Awaitable[str]]

PACK_FIX = "set HALLO_TOWN to a shipped pack's name or a folder, and see hallo-bot content validate"


class FailedCheckError(Exception):
    """A check failed: what is wrong, and the fix."""

    def __init__(self, problem: str, fix: str) -> None:
        super().__init__(problem)
        self.fix = fix


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `doctor`."""
    parser = commands.add_parser("doctor", help="check the installation and name the fix for each failure")
    parser.set_defaults(run=lambda options, settings: asyncio.run(examine(settings)))


async def examine(settings: Settings) -> int:
    """Run all checks; returns the number of failures as exit code (at most 1)."""
    failures = 0
    for name, check in CHECKS:
        try:
            print(f"ok    {name}: {await check(settings)}")
        except PackError as error:
            failures += 1
            print(f"FAIL  {name}: {error}\n      fix: {PACK_FIX}")
        except FailedCheckError as failure:
            failures += 1
            print(f"FAIL  {name}: {failure}\n      fix: {failure.fix}")
    return 1 if failures else 0


async def check_bot_python(settings: Settings) -> str:
    """The bot's interpreter."""
    if sys.version_info < (3, 11):
        raise FailedCheckError(f"Python {sys.version.split()[0]} is too old", "make setup PYTHON=python3.11")
    return f"Python {sys.version.split()[0]}"


async def check_nlu_python(settings: Settings) -> str:
    """The NLU's interpreter and Rasa in it."""
    if settings.nlu_url:
        return f"not needed, NLU runs at {', '.join(settings.nlu_url)}"
    code = "import sys, importlib.metadata as m; print(sys.version.split()[0], m.version('rasa'))"
    try:
        done = await asyncio.to_thread(
            subprocess.run,
            [str(settings.nlu_python), "-c", code],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        raise FailedCheckError(f"{settings.nlu_python} does not run Rasa", "make setup") from None
    python, rasa = done.stdout.split()
    if not python.startswith("3.10."):
        raise FailedCheckError(f"Rasa needs Python 3.10, this is {python}", "rm -r .venv-nlu and make setup")
    return f"Python {python}, Rasa {rasa}"


async def check_pack(settings: Settings) -> str:
    """The town pack."""
    pack = pack_of(settings)
    errors = [problem for problem in validate_pack(pack) if problem.severity is Severity.ERROR]
    if errors:
        raise FailedCheckError(
            f"{len(errors)} errors, first: {errors[0]}", f"hallo-bot content validate {settings.hallo_town}"
        )
    return load_town(pack).name


async def check_clock_zone(settings: Settings) -> str:
    """The town's time zone, and whether this machine's clock is plausible."""
    zone = load_town(pack_of(settings)).time_zone
    try:
        now = datetime.now(ZoneInfo(zone))
    except ZoneInfoNotFoundError:
        raise FailedCheckError(f"time zone {zone} is not known", "install the system's tzdata") from None
    if now < datetime(2026, 1, 1, tzinfo=UTC):
        raise FailedCheckError(
            f"the clock says {now:%Y-%m-%d}", "set the clock, for example with systemd-timesyncd"
        )
    offset = now.utcoffset() or timedelta()
    return f"{zone}, now {now:%Y-%m-%d %H:%M} (UTC{offset.total_seconds() / 3600:+.0f})"


async def check_database(settings: Settings) -> str:
    """The store and its migrations."""
    try:
        async with open_database(settings.database_url) as database:
            await database.check_migrated()
            return database.url.render_as_string(hide_password=True)
    except (DatabaseError, OSError) as error:
        raise FailedCheckError(
            str(error), "make setup; for PostgreSQL see that DATABASE_URL can be reached"
        ) from None
    except Exception as error:
        raise FailedCheckError(
            f"{type(error).__name__}: {error}", "see that DATABASE_URL can be reached"
        ) from None


async def check_model(settings: Settings) -> str:
    """Whether a trained model fits the code."""
    if settings.nlu_url:
        return "not needed, the NLU runs elsewhere"
    try:
        return find_model(settings, pack_of(settings)).name
    except NoModelError as error:
        raise FailedCheckError(str(error), "make setup, or hallo-bot nlu train") from None


async def check_nlu(settings: Settings) -> str:
    """Whether the NLU answers."""
    try:
        async with open_nlu(settings, pack_of(settings)) as nlu:
            if not await nlu.wait_ready(90):
                raise FailedCheckError("the NLU server does not get ready", "read var/nlu-server.log")
            parse = await nlu.parse("wo gibt es brötchen")
    except (NoModelError, NluUnavailableError) as error:
        raise FailedCheckError(str(error), "make setup; then read var/nlu-server.log") from None
    return f"answers ({parse.intent}, {parse.confidence:.2f})"


async def check_token(settings: Settings) -> str:
    """Whether Telegram knows the token."""
    if settings.uses_simulator:
        return "none set, the simulator is used"
    try:
        bot = Bot(settings.telegram_bot_token, base_url=f"{settings.telegram_api_url}/bot")
        async with bot:
            return f"valid, @{bot.username}"
    except TelegramError as error:
        raise FailedCheckError(
            error.message, "get a token from BotFather and set TELEGRAM_BOT_TOKEN"
        ) from None


CHECKS: tuple[tuple[str, Check], ...] = (
    ("Python of the bot", check_bot_python),
    ("Python of the NLU", check_nlu_python),
    ("Town pack", check_pack),
    ("Clock and zone", check_clock_zone),
    ("Database", check_database),
    ("NLU model", check_model),
    ("NLU", check_nlu),
    ("Telegram token", check_token),
)
