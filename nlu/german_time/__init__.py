"""German time expressions (interim core: days, weekdays, weekends, holidays, parts of the day, clock times)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

HolidayLookup = Callable[[int], Mapping[date, str]]
DAY = timedelta(days=1)


@dataclass(frozen=True)
class TimeSpan:
    """Where in the message time is named."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class TimeWish:
    """A resolved time."""

    window: tuple[datetime, datetime]
    first_day: date
    last_day: date
    explicit_time: bool
    is_now: bool
    spans: tuple[TimeSpan, ...]


@dataclass(frozen=True)
class TimeReading:
    """What a message says of time."""

    wish: TimeWish | None
    unknown: tuple[TimeSpan, ...] = ()


_WEEKDAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_PARTS = {
    "früh": (6, 12), "morgens": (6, 12), "vormittag": (6, 12), "mittag": (11, 14), "nachmittag": (12, 18),
    "abend": (18, 24), "nacht": (22, 30),
}  # fmt: skip
_DAY = re.compile(
    r"\b(?:(?P<now>jetzt|gerade|grad|getz|momentan|noch (?:auf|offen|geöffnet))|(?P<rel>heute?|übermorgen|uebermorgen|morgen)"
    r"|(?P<wd>montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|sontag)s?"
    r"|(?P<we>wochenende)|(?P<nw>n(?:ä|ae)chste woche)|(?P<tw>diese woche)|(?P<unk>(?:herbst|sommer|oster)ferien))"
    r"(?P<part>früh|morgen|vormittag|mittag|nachmittag|abend|nacht)?s?\b",
    re.IGNORECASE,
)
_PART = re.compile(r"\b(früh|morgens|vormittag|mittag|nachmittag|abend|nacht)s?\b", re.IGNORECASE)
_CLOCK = re.compile(r"\b(nach|ab|um|vor|bis)\s+(\d{1,2})(?:[:.](\d{2}))?(?:\s*uhr)?\b", re.IGNORECASE)


def read_time(text: str, now: datetime, holidays: HolidayLookup) -> TimeReading:
    """Resolve the time that a message names."""
    lowered = text.lower()
    if re.match(r"\W*guten (?:morgen|abend|tag)", lowered):
        lowered = re.sub(r"guten (?:morgen|abend|tag)", lambda m: " " * len(m[0]), lowered, count=1)
    found = _DAY.search(lowered)
    part = _PART.search(lowered)
    clock = _CLOCK.search(lowered)
    spans = tuple(TimeSpan(m.start(), m.end(), text[m.start() : m.end()]) for m in (found, part, clock) if m)
    if found and found["unk"]:
        return TimeReading(None, spans)
    if not spans:
        return TimeReading(None)
    if found and found["now"] and not clock:
        return TimeReading(TimeWish((now, now), now.date(), now.date(), True, True, spans))
    first, last = _days(found, now)
    named = (found["part"] if found else None) or (part[1] if part else None)
    hours = _PARTS.get({"morgen": "früh"}.get(named, named) or "") if named else None
    start = datetime.combine(first, time(hours[0]) if hours else time(), now.tzinfo)
    end = datetime.combine(last, time(23, 59), now.tzinfo)
    if hours and hours[1] != 24:
        end = datetime.combine(last, time(), now.tzinfo) + timedelta(hours=hours[1])
    if clock:
        moment = datetime.combine(first, time(int(clock[2]) % 24, int(clock[3] or 0) % 60), now.tzinfo)
        start, end = {"um": (moment, moment), "vor": (start, moment), "bis": (start, moment)}.get(
            clock[1], (moment, end)
        )
    if first == now.date() and start < now <= end:
        start = now
    return TimeReading(TimeWish((start, max(start, end)), first, last, bool(hours or clock), False, spans))


def _days(found: re.Match[str] | None, now: datetime) -> tuple[date, date]:
    today = now.date()
    if found is None:
        return today, today
    if found["rel"]:
        day = today + {"h": 0, "m": 1, "ü": 2, "u": 2}[found["rel"][0]] * DAY
        return day, day
    if found["wd"]:
        name = {"sonnabend": "samstag", "sontag": "sonntag"}.get(found["wd"], found["wd"])
        day = today + (_WEEKDAYS.index(name) - today.weekday()) % 7 * DAY
        return day, day
    if found["we"]:
        saturday = today + (5 - today.weekday()) * DAY if today.weekday() < 6 else today - DAY
        return saturday, saturday + DAY
    monday = today + (7 - today.weekday()) * DAY
    return (monday, monday + 6 * DAY) if found["nw"] else (today, monday - DAY)
