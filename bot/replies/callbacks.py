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
    MENU = "m"
    PLACE_EVENTS = "x"


_TYPES = {kind.value: kind for kind in ActionType}
_NUMBERS = re.compile(r"(-?[0-9]{1,6})(?:\.([0-9]{1,6}))?")


@dataclass(frozen=True)
class Action:
    """A pressed button.

    Args:
        value: what it is about: an entry's id, a list's token, a command.
        number: a page; of an entry's button, the page that the entry is on.
        list_token: the list that the entry is on; empty where it is on none.
    """

    type: ActionType
    value: str = ""
    number: int = 0
    list_token: str = ""


def encode(action: ActionType, value: str = "", number: int = 0, list_token: str = "") -> str:
    """Callback data of an action."""
    where = f"{number}.{list_token}" if list_token else str(number)
    return f"{action.value}:{where}:{value}"


def decode(data: str) -> Action | None:
    """The action of callback data, or None for data that this bot does not make."""
    prefix, _, rest = data.partition(":")
    where, colon, value = rest.partition(":")
    numbers = _NUMBERS.fullmatch(where)
    if not colon or prefix not in _TYPES or numbers is None:
        return None
    return Action(_TYPES[prefix], value, int(numbers[1]), numbers[2] or "")
