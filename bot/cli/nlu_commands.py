"""`hallo-bot nlu`: train the model, look at its words, parse a sentence, measure the understanding."""

import argparse
import asyncio
import json
import logging
from dataclasses import asdict
from pathlib import Path

from bot.conversation.hints import hints_of
from bot.evaluation.gold import read_gold
from bot.evaluation.report import report_text, write_report
from bot.evaluation.running import NoNlu, Run, run_system
from bot.nlu_service import open_nlu
from bot.settings import ROOT, Settings
from bot.world import (
    build_assistant,
    fill_store,
    open_database,
    pack_of,
    train_town,
    training_lookups,
    write_lookups,
)
from content.clock import Clock
from content.pack import load_town

THROW_AWAY = "sqlite:///:memory:"
GOLD = ROOT / "tests" / "nlu_gold"
REPORT = ROOT / "var" / "evaluation"


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
    evaluate = group.add_parser("evaluate", help="measure the understanding on the gold messages")
    evaluate.add_argument("--gold", type=Path, default=GOLD, help="folder of gold files")
    evaluate.add_argument("--out", type=Path, default=REPORT, help="folder that the report is written to")
    evaluate.set_defaults(run=_evaluate)


def _train(options: argparse.Namespace, settings: Settings) -> int:
    pack = pack_of(settings)
    print(train_town(pack, settings.model_dir, settings.nlu_python, lambda line: print(line, flush=True)))
    return 0


def _lookups(options: argparse.Namespace, settings: Settings) -> int:
    write_lookups(training_lookups(pack_of(settings)), options.path)
    return 0


def _parse(options: argparse.Namespace, settings: Settings) -> int:
    print(asyncio.run(_heard(options.text, settings)))
    return 0


async def _heard(text: str, settings: Settings) -> str:
    """What the bot hears in a sentence: the model's reading with the hints that it got, and the vocabulary's."""
    pack = pack_of(settings)
    clock = Clock(load_town(pack).time_zone)
    async with open_nlu(settings, pack) as nlu, open_database(THROW_AWAY) as database:
        await fill_store(database, pack, clock)
        assistant = await build_assistant(database, pack, nlu)
        await nlu.wait_ready(120)
        heard = await assistant.hear(text, clock.local())
    hints = hints_of(heard.mentions, heard.events, heard.elsewhere, heard.time, assistant.vocabulary)
    mentions = [asdict(mention) for mention in (*heard.mentions, *heard.events)]
    shown = {"parse": asdict(heard.parse), "hints": hints, "mentions": mentions, "time": asdict(heard.time)}
    return json.dumps(shown, ensure_ascii=False, indent=2, default=str)


def _evaluate(options: argparse.Namespace, settings: Settings) -> int:
    runs = asyncio.run(_measured(options, settings))
    write_report(runs, options.out)
    print(report_text(runs))
    print(f"Written to {options.out}: report.md, failures.txt, outcomes.json, confusion.png")
    return 0


async def _measured(options: argparse.Namespace, settings: Settings) -> list[Run]:
    pack, gold = pack_of(settings), read_gold(options.gold)
    logging.getLogger("bot.answering").setLevel(logging.ERROR)
    async with open_nlu(settings, pack) as nlu:
        await nlu.wait_ready(120)
        whole = await run_system("Hallo-Bot", nlu, pack, gold, print)
    return [whole, await run_system("keyword search", NoNlu(), pack, gold, print)]
