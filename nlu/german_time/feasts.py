"""Feasts and holidays by name: "Fronleichnam", "1. Advent", "Rosenmontag", "feiertags", "über Ostern".

Public holidays come from the town's calendar, under its names and the common ones. Feasts that are none there are
computed: fixed dates, the Easter cycle (`dateutil.easter`), and Advent, whose last Sunday is the one before Christmas.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter

from nlu.german_time.days import bounded, day_phrase, next_weekday, one_day, opening_of_days
from nlu.german_time.meanings import Days, Meaning, Sign
from nlu.german_time.phrases import Found, Rule, Setting

_SUNDAY, _WEDNESDAY = 6, 2
_MOST_DAYS_TO_A_HOLIDAY = 366


@dataclass(frozen=True)
class Feast:
    """A feast of every year.

    Attributes:
        names: in canonical spelling; where the town's calendar has one of them, its date counts.
        days: when it is in a year.
        needs_preposition: whether the bare name is rather an occasion for presents or the name of a thing.
    """

    names: tuple[str, ...]
    days: Callable[[int], Days]
    needs_preposition: bool = False


def _fixed(month: int, first: int, last: int | None = None) -> Callable[[int], Days]:
    return lambda year: Days(date(year, month, first), date(year, month, last or first))


def _from_easter(first: int, last: int | None = None) -> Callable[[int], Days]:
    """So many days after Easter Sunday."""
    last = first if last is None else last
    return lambda year: Days(easter(year) + timedelta(first), easter(year) + timedelta(last))


def _advent(number: int) -> Callable[[int], Days]:
    return lambda year: one_day(_advent_sunday(year, number))


def _advent_sunday(year: int, number: int) -> date:
    return next_weekday(_SUNDAY, date(year, 12, 18)) - timedelta(weeks=4 - number)


def _sunday_in_may(year: int) -> Days:
    """Mother's Day is the second Sunday in May."""
    return one_day(next_weekday(_SUNDAY, date(year, 5, 8)))


def _day_of_repentance(year: int) -> Days:
    """Buß- und Bettag is the Wednesday before 23 November."""
    return one_day(next_weekday(_WEDNESDAY, date(year, 11, 16)))


FEASTS: tuple[Feast, ...] = (
    Feast(("neujahr", "neujahrstag"), _fixed(1, 1)),
    Feast(("heilige 3 konige", "3 konige", "dreikonigstag", "dreikonigsfest"), _fixed(1, 6)),
    Feast(("valentinstag",), _fixed(2, 14), needs_preposition=True),
    Feast(("weiberfastnacht", "altweiber", "altweiberfastnacht", "altweiberfasching"), _from_easter(-52)),
    Feast(("karneval", "fasching", "fastnacht", "karnevalstage", "karnevalstagen"), _from_easter(-52, -47), True),
    Feast(("karnevalswochenende",), _from_easter(-50, -49)),
    Feast(("rosenmontag",), _from_easter(-48)),
    Feast(("faschingsdienstag", "veilchendienstag", "fastnachtsdienstag", "karnevalsdienstag"), _from_easter(-47)),
    Feast(("aschermittwoch",), _from_easter(-46)),
    Feast(("palmsonntag",), _from_easter(-7)),
    Feast(("grundonnerstag",), _from_easter(-3)),
    Feast(("karfreitag",), _from_easter(-2)),
    Feast(("karsamstag", "ostersamstag"), _from_easter(-1)),
    Feast(("ostern", "osterfeiertage", "osterfeiertagen", "ostertage", "ostertagen"), _from_easter(0, 1)),
    Feast(("osterwochenende",), _from_easter(-1, 1)),
    Feast(("ostersonntag",), _from_easter(0)),
    Feast(("ostermontag",), _from_easter(1)),
    Feast(("1. mai", "tag der arbeit", "maifeiertag"), _fixed(5, 1)),
    Feast(("muttertag",), _sunday_in_may, needs_preposition=True),
    Feast(("christi himmelfahrt", "himmelfahrt", "himmelfahrtstag"), _from_easter(39)),
    Feast(("vatertag", "herrentag"), _from_easter(39), needs_preposition=True),
    Feast(("pfingsten", "pfingstfeiertage", "pfingstfeiertagen"), _from_easter(49, 50)),
    Feast(("pfingstwochenende",), _from_easter(48, 50)),
    Feast(("pfingstsonntag",), _from_easter(49)),
    Feast(("pfingstmontag",), _from_easter(50)),
    Feast(("fronleichnam", "fronleichnamstag"), _from_easter(60)),
    Feast(("maria himmelfahrt",), _fixed(8, 15)),
    Feast(("tag der deutschen einheit", "tag der einheit", "deutsche einheit"), _fixed(10, 3)),
    Feast(("reformationstag",), _fixed(10, 31)),
    Feast(("halloween",), _fixed(10, 31), needs_preposition=True),
    Feast(("allerheiligen",), _fixed(11, 1)),
    Feast(("buss und bettag", "buss - und bettag", "bus und bettag", "bettag"), _day_of_repentance),
    Feast(("totensonntag", "ewigkeitssonntag"), _advent(0)),
    Feast(("1. advent", "1. adventssonntag"), _advent(1)),
    Feast(("2. advent", "2. adventssonntag"), _advent(2)),
    Feast(("3. advent", "3. adventssonntag"), _advent(3)),
    Feast(("4. advent", "4. adventssonntag"), _advent(4)),
    Feast(("advent", "adventszeit"), lambda year: Days(_advent_sunday(year, 1), date(year, 12, 24)), True),
    Feast(("nikolaus", "nikolaustag"), _fixed(12, 6), needs_preposition=True),
    Feast(("heiligabend", "heilig abend", "heiliger abend", "heiligen abend", "hl abend", "hl . abend"), _fixed(12, 24)),
    Feast(("weihnachten", "weihnachtsfeiertage", "weihnachtsfeiertagen", "weihnachtstage", "weihnachtstagen"),
          _fixed(12, 25, 26)),
    Feast(("1. weihnachtstag", "1. weihnachtsfeiertag", "1. feiertag"), _fixed(12, 25)),
    Feast(("2. weihnachtstag", "2. weihnachtsfeiertag", "2. feiertag"), _fixed(12, 26)),
    Feast(("zwischen den jahren",), _fixed(12, 27, 31)),
    Feast(("silvester", "silvesterabend", "sylvester"), _fixed(12, 31)),
)  # fmt: skip

_BY_NAME = {name: feast for feast in FEASTS for name in feast.names}
_NAMES = re.compile(rf"(?:{'|'.join(sorted(map(re.escape, _BY_NAME), key=len, reverse=True))})(?![^ ])")
_OCCASION = re.compile(r"(?:^| )(?:fur|furs)(?: den| die| das)? $")
_LONGEST_OCCASION = len(" furs den ")
_PLACES_IN_TIME = re.compile(r"\b(?:am|an|im|in|uber|bis|ab|vor|nach|wahrend)\b")


def _feast(text: str, at: int, setting: Setting) -> Found | None:
    opening = opening_of_days(text, at)
    name = _name_at(text, opening.end(), setting)
    if name is None:
        return None
    end = opening.end() + len(name)
    if _OCCASION.search(text, max(0, at - _LONGEST_OCCASION), at):
        return Found(Sign.NOT_TIME, end)
    feast = _BY_NAME.get(name)
    if feast is not None and feast.needs_preposition and not _PLACES_IN_TIME.search(opening[0]):
        return None
    days = _next(feast.names if feast else (name,), feast.days if feast else None, setting)
    return Found(bounded(days, opening["edge"], setting.today) if days else Sign.UNKNOWN, end)


def _name_at(text: str, at: int, setting: Setting) -> str | None:
    """The longest name of a feast that stands here: a common one, or one of the town's calendar."""
    common = _NAMES.match(text, at)
    names = [
        name
        for name in setting.holiday_names
        if text.startswith(name, at) and text[at + len(name) :][:1] in {"", " "}
    ]
    return max([*names, common[0] if common else ""], key=len) or None


def _next(names: tuple[str, ...], computed: Callable[[int], Days] | None, setting: Setting) -> Days | None:
    """When the feast is next, from today on; None where only the calendar knows and does not say."""
    today = setting.today
    for year in (today.year, today.year + 1):
        public = [day for name in names for day in setting.holiday_names.get(name, ()) if day.year == year]
        days = one_day(public[0]) if public else computed(year) if computed else None
        if days is not None and days.last >= today:
            return Days(max(days.first, today), days.last)
    return None


def _next_holiday(match: re.Match[str], setting: Setting) -> Meaning:
    ahead = sorted(day for days in setting.holiday_names.values() for day in days if day >= setting.today)
    return one_day(ahead[0]) if ahead else Sign.UNKNOWN


def _sunday_or_holiday(match: re.Match[str], setting: Setting) -> Meaning:
    sunday = one_day(next_weekday(_SUNDAY, setting.today))
    holiday = _next_holiday(match, setting)
    return min(sunday, holiday, key=lambda days: days.first) if isinstance(holiday, Days) else sunday


RULES: tuple[Rule, ...] = (
    _feast,
    day_phrase(
        r"(?:(?:nachste|kommende|diese)[nrsm]? )?(?:gesetzlichen )?feiertag(?:s|e|en)?", _next_holiday
    ),
    day_phrase(r"sonn(?:tags?)?(?: -)? (?:und|oder) feiertag(?:s|e|en)?", _sunday_or_holiday),
)
