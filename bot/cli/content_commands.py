"""`hallo-bot content`: check and load town packs."""

import argparse
import asyncio
import json

from bot.settings import Settings
from bot.world import fill_store, open_database
from content.clock import Clock
from content.pack import Severity, find_pack, json_schema, load_town, validate_pack


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `content`."""
    group = commands.add_parser("content", help="check and load town packs").add_subparsers(required=True)
    validate = group.add_parser("validate", help="report every problem of a town pack")
    validate.add_argument("path", help="the pack's folder, or the name of a shipped one")
    validate.set_defaults(run=_validate)
    schema = group.add_parser("schema", help="print the JSON Schema of a town pack")
    schema.set_defaults(run=_schema)
    load = group.add_parser("load", help="load a town pack into the store, whole or not at all")
    load.add_argument("path", help="the pack's folder, or the name of a shipped one")
    load.set_defaults(run=_load)


def _validate(options: argparse.Namespace, settings: Settings) -> int:
    problems = validate_pack(find_pack(options.path))
    for problem in problems:
        print(problem)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    print(f"{errors} Fehler, {len(problems) - errors} Hinweise." if problems else "Alles in Ordnung.")
    return 1 if errors else 0


def _schema(options: argparse.Namespace, settings: Settings) -> int:
    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))
    return 0


def _load(options: argparse.Namespace, settings: Settings) -> int:
    async def load() -> str:
        pack = find_pack(options.path)
        async with open_database(settings.database_url) as database:
            return await fill_store(database, pack, Clock(load_town(pack).time_zone))

    print(asyncio.run(load()))
    return 0
