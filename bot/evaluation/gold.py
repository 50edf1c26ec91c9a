"""Reads gold messages and dialogues; the format is described in `tests/nlu_gold/README.md`."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from bot.conversation.wish import Field, Kind

CLOCK = datetime.fromisoformat("2026-11-24T10:00:00+01:00")
"""The moment at which every gold message is read."""

STYLES = frozenset(
    {
        "plain", "typos", "no_umlauts", "ruhr", "dictated", "one_word", "polite_letter", "compound", "product",
        "problem", "time", "youth", "second_language", "emoji", "negation", "two_requests", "near_miss",
    }
)  # fmt: skip

FILTER_KEYS = frozenset(
    {
        "category", "category_not", "product", "name", "district", "district_not", "near", "open", "attributes",
        "occupation", "date", "topic", "field",
    }
)  # fmt: skip


_LABEL_KEYS = frozenset({"kind", "filters", "shows", "hides"})


class GoldError(ValueError):
    """A gold file breaks its format; the message names file, entry and what is wrong."""


@dataclass(frozen=True)
class Label:
    """What a right answer is.

    Attributes:
        kinds: the answer's kind; several where they are equally right.
        filters: what the answer applies, as the answer contract writes it; lists hold alternatives.
        shows: names or titles that must stand among the first five entries.
        hides: names or titles that must not be shown.
    """

    kinds: tuple[Kind, ...]
    filters: Mapping[str, Any] = field(default_factory=dict)
    shows: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()


@dataclass(frozen=True)
class GoldMessage:
    """A single message with its label; `also` is the label of a second request in it."""

    text: str
    style: str
    label: Label
    file: str
    also: Label | None = None


@dataclass(frozen=True)
class GoldTurn:
    """One turn of a dialogue: words or a pressed button, so many minutes after the one before."""

    label: Label
    text: str = ""
    button: str = ""
    minutes_later: int = 0

    @property
    def said(self) -> str:
        """The turn as a person sees it."""
        return self.text or f"[{self.button}]"


@dataclass(frozen=True)
class GoldDialogue:
    """Turns of one conversation."""

    topic: str
    turns: tuple[GoldTurn, ...]
    file: str

    @property
    def name(self) -> str:
        """What a dialogue is called in reports."""
        return " / ".join(turn.said for turn in self.turns)


@dataclass(frozen=True)
class GoldSet:
    """All gold messages and dialogues."""

    messages: tuple[GoldMessage, ...]
    dialogues: tuple[GoldDialogue, ...]

    def texts(self) -> Iterator[str]:
        """Every text that must stay out of training."""
        for message in self.messages:
            yield message.text
        for dialogue in self.dialogues:
            for turn in dialogue.turns:
                if turn.text:
                    yield turn.text


def read_gold(folder: Path) -> GoldSet:
    """Read every `*messages*.yml` and `dialogues*.yml` of a folder.

    Raises:
        GoldError: an entry breaks the format.
    """
    messages: list[GoldMessage] = []
    dialogues: list[GoldDialogue] = []
    for path in sorted(folder.glob("*.yml")):
        if path.name.startswith("dialogues"):
            dialogues += [
                _dialogue(entry, path.name, number) for number, entry in enumerate(_entries(path), start=1)
            ]
        elif "messages" in path.name:
            messages += [
                _message(entry, path.name, number) for number, entry in enumerate(_entries(path), start=1)
            ]
    return GoldSet(tuple(messages), tuple(dialogues))


def _entries(path: Path) -> list[dict[str, Any]]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise GoldError(f"{path.name}: no YAML: {error}") from error
    if not isinstance(content, list) or not all(isinstance(entry, dict) for entry in content):
        raise GoldError(f"{path.name}: expected a list of entries")
    return content


def _message(entry: dict[str, Any], file: str, number: int) -> GoldMessage:
    text, style = str(entry.get("text", "")), str(entry.get("style", ""))
    where = f"{file}: {text!r}"
    if not text:
        raise GoldError(f"{file}: entry {number} has no text")
    if style not in STYLES:
        raise GoldError(f"{where}: unknown style {style!r}")
    _check_keys(entry, {"text", "style", "also"} | _LABEL_KEYS, where)
    also = None
    if "also" in entry:
        if not isinstance(entry["also"], dict):
            raise GoldError(f"{where}: 'also' must be a label")
        also = _label(entry["also"], where)
    return GoldMessage(text, style, _label(entry, where), file, also)


def _dialogue(entry: dict[str, Any], file: str, number: int) -> GoldDialogue:
    topic = str(entry.get("topic", ""))
    if not topic:
        raise GoldError(f"{file}: entry {number} has no topic")
    where = f"{file}: {topic!r}"
    turns = entry.get("turns")
    if not isinstance(turns, list) or len(turns) < 2:
        raise GoldError(f"{where}: a dialogue needs two turns or more")
    if not all(isinstance(turn, dict) for turn in turns):
        raise GoldError(f"{where}: each turn is a mapping")
    return GoldDialogue(topic, tuple(_turn(turn, where) for turn in turns), file)


def _turn(entry: dict[str, Any], where: str) -> GoldTurn:
    text, button = str(entry.get("text", "")), str(entry.get("button", ""))
    if bool(text) == bool(button):
        raise GoldError(f"{where}: a turn has either text or button")
    _check_keys(entry, {"text", "button", "minutes_later"} | _LABEL_KEYS, where)
    later = entry.get("minutes_later", 0)
    if not isinstance(later, int):
        raise GoldError(f"{where}: minutes_later must be a number, not {later!r}")
    return GoldTurn(_label(entry, where), text, button, later)


def _label(entry: dict[str, Any], where: str) -> Label:
    kinds = entry.get("kind")
    names = [str(name) for name in (kinds if isinstance(kinds, list) else [kinds])]
    try:
        known = tuple(Kind(name) for name in names)
    except ValueError:
        raise GoldError(f"{where}: unknown kind {kinds!r}") from None
    filters = entry.get("filters") or {}
    unknown = set(filters) - FILTER_KEYS
    if unknown:
        raise GoldError(f"{where}: unknown filters {sorted(unknown)}")
    if "field" in filters and str(filters["field"]) not in set(Field):
        raise GoldError(f"{where}: unknown field {filters['field']!r}")
    for key in ("open", "date"):
        if key in filters:
            _check_span(filters[key], f"{where}: {key}")
    for key in ("shows", "hides"):
        if not isinstance(entry.get(key) or [], list):
            raise GoldError(f"{where}: {key!r} must be a list")
    return Label(
        known,
        filters,
        tuple(str(name) for name in entry.get("shows") or ()),
        tuple(str(name) for name in entry.get("hides") or ()),
    )


def _check_keys(entry: dict[str, Any], known: Set[str], where: str) -> None:
    unknown = entry.keys() - known
    if unknown:
        raise GoldError(f"{where}: unknown fields {sorted(unknown)}")


def _check_span(span: object, where: str) -> None:
    """A time as the answer contract writes it: two ISO texts, in order."""
    try:
        if not isinstance(span, dict):
            raise ValueError("not a mapping")
        start, end = (datetime.fromisoformat(span[key]) for key in ("from", "to"))
    except (KeyError, TypeError, ValueError):
        raise GoldError(f"{where} needs 'from' and 'to' as quoted ISO texts, not {span!r}") from None
    if end < start:
        raise GoldError(f"{where} ends before it begins")
