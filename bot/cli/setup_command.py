"""`hallo-bot setup`: trains the model and fills the store where they are out of date; part of `make setup`."""

import argparse
import asyncio

from bot.settings import Settings
from bot.world import fill_store, open_database, pack_of, train_town
from content.clock import Clock
from content.pack import load_town


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `setup`."""
    parser = commands.add_parser(
        "setup", help="train the model and fill the store, where they are out of date"
    )
    parser.set_defaults(run=lambda options, settings: setup(settings))


def setup(settings: Settings) -> int:
    """Bring model and store up to date; returns the exit code."""
    pack = pack_of(settings)
    if not settings.nlu_url:
        train_town(pack, settings.model_dir, settings.nlu_python, say)
    say(asyncio.run(_fill(settings)))
    return 0


async def _fill(settings: Settings) -> str:
    pack = pack_of(settings)
    async with open_database(settings.database_url) as database:
        return await fill_store(database, pack, Clock(load_town(pack).time_zone))


def say(text: str) -> None:
    """Show progress."""
    print(f"setup: {text}", flush=True)
