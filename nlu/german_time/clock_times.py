"""Phrases with a time on the clock: "um acht", "ab 17.30 Uhr", "zwischen 10 und 12", "9-14 Uhr"."""

import re

from nlu.german_time.clock_forms import Form, WrittenClock, read_clock
from nlu.german_time.days import follows_a_day
from nlu.german_time.meanings import HOUR, ClockTime, Minutes, Relation
from nlu.german_time.phrases import Found, Rule, Setting

_PREPOSITION = re.compile(
    r"(?P<word>um|gegen|ab|nach|bis|vor|von|zwischen)"
    r"(?: (?:um|gegen|so|circa|zirka|ca(?: \.)?|etwa|ungefahr|punkt))* "
)
_RELATIONS = {
    "um": Relation.AT,
    "gegen": Relation.AT,
    "ab": Relation.FROM,
    "von": Relation.FROM,
    "nach": Relation.AFTER,
    "bis": Relation.UNTIL,
    "vor": Relation.BEFORE,
}
_CONNECTOR = re.compile(r" (?P<word>bis|-|und|oder|/)(?: (?:um|gegen|so|ca(?: \.)?))* ")
_CONNECTORS = {
    "": ("bis", "-"),
    "von": ("bis", "-"),
    "ab": ("bis", "-"),
    "zwischen": ("und", "-", "bis"),
    "um": ("oder", "bis", "-", "/"),
    "gegen": ("oder", "bis", "-", "/"),
}
"""Which words join two times after which preposition; after others the second time is a phrase of its own."""

_AFTERTHOUGHT = re.compile(r" (?:rum|herum|an|ab)(?![^ ])")
_NOCH_OR_SCHON_BEFORE = re.compile(r"(?:^| )(noch|schon) $")
_NOCH_OR_SCHON_AFTER = re.compile(r" (noch|schon)(?![^ ])")
_HALVES: dict[str, Minutes] = {"schon": (HOUR, 13 * HOUR), "noch": (12 * HOUR, 24 * HOUR)}
"""Nobody asks whether a shop is open "schon" at seven in the evening, or "noch" at seven in the morning."""


def _clock_time(text: str, at: int, setting: Setting) -> Found | None:
    preposition = _PREPOSITION.match(text, at)
    word = preposition["word"] if preposition else ""
    first = read_clock(text, preposition.end() if preposition else at)
    if first is None:
        return None
    second = _second(text, word, first)
    if not _is_a_time(text, at, word, first, second):
        return None
    end = (second or first).end
    half = _half(text, at, end)
    if second is not None:
        return Found(ClockTime(Relation.BETWEEN, first.clock, second.clock, half), end)
    afterthought = _AFTERTHOUGHT.match(text, end)
    relation = _RELATIONS.get(word, Relation.AT)
    if afterthought is not None and (afterthought[0] in {" rum", " herum"} or word == "von"):
        end = afterthought.end()
    return Found(ClockTime(relation, first.clock, half=half), end)


def _second(text: str, preposition: str, first: WrittenClock) -> WrittenClock | None:
    connector = _CONNECTOR.match(text, first.end)
    if connector is None or connector["word"] not in _CONNECTORS.get(preposition, ()):
        return None
    return read_clock(text, connector.end())


def _is_a_time(
    text: str, at: int, preposition: str, first: WrittenClock, second: WrittenClock | None
) -> bool:
    """Whether numbers mean a time here: "8-12" may be anything, "8-12 Uhr" and "samstag 8-12" may not."""
    if Form.FULL in {first.form, second.form if second else None}:
        return second is not None or preposition != "zwischen"
    if second is None:
        return preposition not in {"", "von", "zwischen"}
    return preposition != "" or follows_a_day(text, at)


def _half(text: str, start: int, end: int) -> Minutes | None:
    """The half of the day that "noch" or "schon" beside a time gives away."""
    cue = _NOCH_OR_SCHON_AFTER.match(text, end) or _NOCH_OR_SCHON_BEFORE.search(
        text, max(0, start - 7), start
    )
    return None if cue is None else _HALVES[cue[1]]


RULES: tuple[Rule, ...] = (_clock_time,)
