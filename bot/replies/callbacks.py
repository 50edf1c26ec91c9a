"""Callback data: what a button does, in at most 64 bytes (https://core.telegram.org/bots/api#inlinekeyboardbutton).

A button carries all it needs by itself where it can (an entry's id); list buttons name a list that the conversation
remembers for two days, and say kindly that they are out of date afterwards.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class ActionType(StrEnum):
    """What a button does; the value is its prefix in the callback data."""

    PLACE = "p"
    VENUE = "v"
    APPRENTICESHIP = "a"
    JOB = "j"
    EVENT = "e"
    CALENDAR = "k"
    ADVICE = "b"
    NOTICE = "n"
    LIST = "l"
    TOGGLE_OPEN = "o"
    TOGGLE_NEAR = "h"
    READING = "r"
    COMMAND = "c"
    CATEGORY = "g"
    PLACE_EVENTS = "x"


_TYPES = {kind.value: kind for kind in ActionType}
_NUMBER = re.compile(r"-?[0-9]{1,6}")


@dataclass(frozen=True)
class Action:
    """A pressed button."""

    type: ActionType
    value: str = ""
    number: int = 0


def encode(action: ActionType, value: str = "", number: int = 0) -> str:
    """Callback data of an action."""
    return f"{action.value}:{number}:{value}"


def decode(data: str) -> Action | None:
    """The action of callback data, or None for data that this bot does not make."""
    prefix, _, rest = data.partition(":")
    number, colon, value = rest.partition(":")
    if not colon or prefix not in _TYPES or not _NUMBER.fullmatch(number):
        return None
    return Action(_TYPES[prefix], value, int(number))
