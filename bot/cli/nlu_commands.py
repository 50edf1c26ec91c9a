"""`hallo-bot nlu`: train the model, look at its words, parse a sentence."""

import argparse
import asyncio
import json
from dataclasses import asdict
from pathlib import Path

from bot.nlu_service import open_nlu
from bot.settings import Settings
from bot.world import pack_of, training_lookups, write_lookups
from nlu.training import train


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `nlu`."""
    group = commands.add_parser("nlu", help="train and try the understanding").add_subparsers(required=True)
    training = group.add_parser("train", help="train the model where data, pipeline or words changed")
    training.set_defaults(run=_train)
    lookups = group.add_parser("lookups", help="write the words that training uses to a JSON file")
    lookups.add_argument("path", type=Path)
    lookups.set_defaults(run=_lookups)
    parse = group.add_parser("parse", help="show what the model makes of a sentence")
    parse.add_argument("text")
    parse.set_defaults(run=_parse)


def _train(options: argparse.Namespace, settings: Settings) -> int:
    lookups = training_lookups(pack_of(settings))
    print(train(lookups, settings.model_dir, settings.nlu_python, lambda line: print(line, flush=True)))
    return 0


def _lookups(options: argparse.Namespace, settings: Settings) -> int:
    write_lookups(training_lookups(pack_of(settings)), options.path)
    return 0


def _parse(options: argparse.Namespace, settings: Settings) -> int:
    async def parse() -> str:
        async with open_nlu(settings, pack_of(settings)) as nlu:
            await nlu.wait_ready(120)
            return json.dumps(asdict(await nlu.parse(options.text)), ensure_ascii=False, indent=2)

    print(asyncio.run(parse()))
    return 0
