"""The forms in which one time on the clock is written: "17:30", "acht Uhr", "halb acht", "viertel nach 7"."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from nlu.german_time.meanings import HOUR, Clock

_UNITS = (
    r"euro|eur|prozent|cents?|ct|jahr\w*|tage?n?|wochen?|monate?n?|stunde|minute|sekunden?|kg|kilos?|kilogramm|g|gramm|"
    r"l|liter|ml|m|meter|cm|mm|km|kilometern?|qm|grad|zoll|watt|kw|volt|ps|person\w*|leuten?|kindern?|gasten?|stuck|stk|"
    r"mal|zimmer\w*|platzen?|mann|frauen|ecken|teilen?|sorten|seiten|stufen|raten|sterne\w*|klasse|og|etage|stock|"
    r"lehrjahr\w*|mitarbeiter\w*|kisten?|flaschen?|packungen|dosen|mio|millionen|tausend|hundert"
)
_NO_UNIT = rf"(?! (?:{_UNITS})(?![^ ]))"
_HOUR = r"(?P<hour>2[0-4]|1[0-9]|0?[0-9])"
_MAYBE_UHR = r"\.?(?: uhr)?"

_HALF_DAY = 12 * HOUR
_DAY = 24 * HOUR
_QUARTER = 15
_SHORTLY = 5
"""How many minutes "kurz vor" and "kurz nach" are."""


class Form(Enum):
    """How surely a number is a time."""

    FULL = "halb acht"
    BARE = "8"
    """A time only where a preposition or the time beside it says so."""


@dataclass(frozen=True)
class WrittenClock:
    """A time, how it is written, and where in the text it ends."""

    clock: Clock
    form: Form
    end: int


def read_clock(text: str, at: int) -> WrittenClock | None:
    """The time on the clock that stands at this place of a canonical text."""
    for pattern, form, clock in _FORMS:
        match = pattern.match(text, at)
        if match is not None:
            return WrittenClock(clock(match), form, match.end())
    return None


def _digital(match: re.Match[str]) -> Clock:
    return Clock(int(match["hour"]) * HOUR + int(match["minute"]), exact=True)


def _spoken(match: re.Match[str]) -> Clock:
    return _clock(match["hour"], int(match.groupdict().get("minute") or 0))


def _half(match: re.Match[str]) -> Clock:
    return _clock(match["hour"], -30)


def _towards(match: re.Match[str]) -> Clock:
    """ "viertel acht" is a quarter of the way from seven to eight."""
    return _clock(match["hour"], -_QUARTER if match["three"] else -3 * _QUARTER)


def _beside(match: re.Match[str]) -> Clock:
    minutes = {"viertel": _QUARTER, "kurz": _SHORTLY}.get(match["minutes"]) or int(match["minutes"])
    shift = -minutes if match["direction"] == "vor" else minutes
    return _clock(match["hour"], shift - 30 if match["half"] else shift)


def _midnight(match: re.Match[str]) -> Clock:
    return Clock(_DAY, exact=True)


def _clock(hour: str, shift: int) -> Clock:
    """A time said with an hour of the twelve, unless the hour says otherwise ("08", "0", "18")."""
    named = 1 if hour == "ein" else int(hour)
    minute = named * HOUR + shift
    if 1 <= named <= 12 and not hour.startswith("0"):
        return Clock(minute % _HALF_DAY, exact=False)
    return Clock(minute if 0 <= minute <= _DAY else minute % _DAY, exact=True)


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{pattern}(?![^ ]){_NO_UNIT}")


_FORMS: tuple[tuple[re.Pattern[str], Form, Callable[[re.Match[str]], Clock]], ...] = (
    (_form(rf"{_HOUR}:(?P<minute>[0-5][0-9])\.?(?: uhr| h)?"), Form.FULL, _digital),
    (_form(rf"{_HOUR}\.(?P<minute>[0-5][0-9])\.? (?:uhr|h)"), Form.FULL, _digital),
    (_form(rf"{_HOUR}\.(?P<minute>[0-5][05])"), Form.BARE, _digital),
    (_form(rf"{_HOUR}\.? (?:uhr|h) (?P<minute>[0-5][0-9])\.?(?! (?:-|bis|uhr)(?![^ ]))"), Form.FULL, _spoken),
    (_form(r"(?P<hour>2[0-4]|1[0-9]|0?[0-9]|ein)\.? uhr"), Form.FULL, _spoken),
    (_form(r"(?P<hour>2[0-3]|1[0-9]|0?[6-9])\.? h"), Form.FULL, _spoken),
    (_form(rf"halb {_HOUR}{_MAYBE_UHR}"), Form.FULL, _half),
    (_form(rf"(?:(?P<three>dreiviertel|3 viertel)|viertel) {_HOUR}{_MAYBE_UHR}"), Form.FULL, _towards),
    (
        _form(
            r"(?:ein )?(?P<minutes>viertel|kurz|[12]?[0-9])(?: minute)? (?P<direction>nach|vor) "
            rf"(?P<half>halb )?{_HOUR}{_MAYBE_UHR}"
        ),
        Form.FULL,
        _beside,
    ),
    (_form("mitternacht"), Form.FULL, _midnight),
    (_form(rf"{_HOUR}\.?(?: h)?"), Form.BARE, _spoken),
)
