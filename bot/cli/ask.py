"""`hallo-bot ask` and `hallo-bot chat`: the bot's answers without Telegram (the answer contract)."""

import argparse
import asyncio
import json
import sys
import time
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from bot.answering import Answer, Assistant
from bot.conversation.state import ConversationState
from bot.nlu_service import open_nlu
from bot.replies.callbacks import decode
from bot.replies.reply import plain
from bot.settings import Settings
from bot.world import build_assistant, fill_store, open_database, pack_of
from content.clock import Clock
from content.entries import Coordinates
from content.pack import load_town

NLU_START_SECONDS = 120.0
THROW_AWAY = "sqlite:///:memory:"
ROLES = ("citizen", "owner", "staff")


class LineError(ValueError):
    """An input line cannot be used; the message says why."""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `ask` and `chat`."""
    ask = commands.add_parser("ask", help="answer one question, or JSON lines with --jsonl")
    ask.add_argument("text", nargs="?", help="the question")
    ask.add_argument("--jsonl", action="store_true", help="read one JSON object a line, write one a line")
    chat = commands.add_parser("chat", help="a conversation in the terminal")
    for parser, command in ((ask, _ask), (chat, _chat)):
        parser.add_argument("--town", help="town pack: name or folder")
        parser.add_argument("--database", default=THROW_AWAY, help="store; a throw-away one by default")
        parser.set_defaults(run=command)


def _ask(options: argparse.Namespace, settings: Settings) -> int:
    if options.jsonl == bool(options.text):
        print("hallo-bot ask: give a question, or --jsonl with lines on standard input", file=sys.stderr)
        return 2
    asyncio.run(_ask_lines(options, settings) if options.jsonl else _ask_once(options, settings))
    return 0


def _chat(options: argparse.Namespace, settings: Settings) -> int:
    asyncio.run(_converse(options, settings))
    return 0


@asynccontextmanager
async def _open_assistant(
    options: argparse.Namespace, settings: Settings
) -> AsyncIterator[tuple[Assistant, Clock]]:
    """An assistant on the chosen content, with the NLU loaded."""
    pack = pack_of(settings, options.town)
    clock = Clock(load_town(pack).time_zone)
    async with open_nlu(settings, pack) as nlu, open_database(options.database) as database:
        await fill_store(database, pack, clock)
        assistant = await build_assistant(database, pack, nlu)
        if not await nlu.wait_ready(NLU_START_SECONDS):
            print("hallo-bot: the NLU did not start, the keyword search answers; see var/", file=sys.stderr)
        yield assistant, clock


async def _ask_once(options: argparse.Namespace, settings: Settings) -> None:
    async with _open_assistant(options, settings) as (assistant, clock):
        answer = await assistant.answer_text(options.text, ConversationState(), clock.local())
        print(plain(answer.reply.text))


async def _ask_lines(options: argparse.Namespace, settings: Settings) -> None:
    loop = asyncio.get_running_loop()
    async with _open_assistant(options, settings) as (assistant, clock):
        states: dict[str, ConversationState] = {}
        while line := await loop.run_in_executor(None, sys.stdin.buffer.readline):
            started = time.perf_counter()
            try:
                output = await _answer_line(line, assistant, clock, states)
                output["elapsed_ms"] = round((time.perf_counter() - started) * 1000, 3)
            except LineError as error:
                output = {"error": str(error)}
            print(json.dumps(output, ensure_ascii=False), flush=True)


async def _answer_line(
    line: bytes, assistant: Assistant, clock: Clock, states: dict[str, ConversationState]
) -> dict[str, Any]:
    turn = parse_line(line)
    now = turn["now"] or clock.local()
    local_now = now.astimezone(clock.zone)
    chat = turn["chat"] or uuid.uuid4().hex
    state = states.get(chat, ConversationState())
    if turn["location"] is not None:
        state = _with_location(state, turn["location"], local_now)
    answer = await assistant.answer_text(turn["text"], state, local_now)
    states[chat] = answer.state
    return contract_line(chat, answer)


def parse_line(line: bytes) -> dict[str, Any]:
    """One input line of the contract, checked.

    Raises:
        LineError: it is not valid.
    """
    try:
        raw = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LineError(f"not valid JSON: {error}") from None
    if not isinstance(raw, dict):
        raise LineError("a JSON object is needed")
    if not isinstance(raw.get("text"), str):
        raise LineError("'text' is missing or not a string")
    chat = raw.get("chat")
    if chat is not None and not isinstance(chat, str):
        raise LineError("'chat' must be a string")
    if raw.get("role", "citizen") not in ROLES:
        raise LineError(f"'role' must be one of {', '.join(ROLES)}")
    return {
        "text": raw["text"],
        "chat": chat,
        "now": _parse_now(raw.get("now")),
        "location": _parse_location(raw.get("location")),
    }


def contract_line(chat: str, answer: Answer) -> dict[str, Any]:
    """An answer as the contract's output line."""
    parse = answer.parse
    return {
        "chat": chat,
        "intent": parse.intent if parse else "",
        "confidence": parse.confidence if parse else 0.0,
        "entities": [asdict(entity) for entity in parse.entities] if parse else [],
        "kind": answer.kind.value,
        "filters": dict(answer.filters),
        "items": list(answer.items),
        "total": answer.total,
        "relaxed": list(answer.relaxed),
        "reply": plain(answer.reply.text),
        "buttons": [[button.label for button in row] for row in answer.reply.buttons],
    }


def _parse_now(value: object) -> datetime | None:
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        raise LineError("'now' must be ISO 8601 with offset") from None
    if moment.tzinfo is None:
        raise LineError("'now' must have an offset")
    return moment


def _parse_location(value: object) -> Coordinates | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise LineError("'location' must be an object with lat and lon")
    lat, lon = value.get("lat"), value.get("lon")
    numbers = all(isinstance(n, int | float) and not isinstance(n, bool) for n in (lat, lon))
    if not numbers or not (-90 <= float(lat) <= 90 and -180 <= float(lon) <= 180):  # type: ignore[arg-type]
        raise LineError("'location' needs lat (-90 to 90) and lon (-180 to 180)")
    return Coordinates(float(lat), float(lon))  # type: ignore[arg-type]


def _with_location(state: ConversationState, point: Coordinates, now: datetime) -> ConversationState:
    return replace(state, location=point, location_at=now)


async def _converse(options: argparse.Namespace, settings: Settings) -> None:
    """Read lines from the terminal; #2 presses the second button, /name is a command, an empty line ends."""
    loop = asyncio.get_running_loop()
    async with _open_assistant(options, settings) as (assistant, clock):
        state = ConversationState()
        answer = await assistant.answer_command("start", state, clock.local())
        while True:
            state = answer.state
            buttons = [button for row in answer.reply.buttons for button in row if button.data]
            print(f"\n{plain(answer.reply.text)}")
            if buttons:
                print("  " + "  ".join(f"[#{i}] {button.label}" for i, button in enumerate(buttons, start=1)))
            line = (await loop.run_in_executor(None, _read_prompt)).strip()
            if not line:
                return
            now = clock.local()
            action = decode(buttons[int(line[1:]) - 1].data) if _presses(line, len(buttons)) else None
            if action is not None:
                answer = await assistant.answer_action(action, state, now)
            elif line.startswith("/"):
                answer = await assistant.answer_command(line[1:], state, now)
            else:
                answer = await assistant.answer_text(line, state, now)


def _presses(line: str, count: int) -> bool:
    """A button is pressed with "#2", so that a bare "2" stays a message like on Telegram."""
    return line.startswith("#") and line[1:].isdecimal() and 1 <= int(line[1:]) <= count


def _read_prompt() -> str:
    try:
        return input("> ")
    except EOFError:
        return ""
