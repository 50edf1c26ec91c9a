"""Days counted from today and weekdays: "heute", "übermorgen", "samstags", "mo-fr", "in 3 Tagen"."""

import re
from datetime import date, timedelta

from nlu.german_time.meanings import Days, Edge, Meaning
from nlu.german_time.phrases import Read, Rule, Setting, phrase
from nlu.german_time.words import WEEKDAYS

WEEK = 7
OPEN_END = 27
"""How many days "ab Samstag" reaches beyond its first one: four weeks in all."""

NEXT = r"(?:nachste|kommende)[nrsm]?"
THIS = r"diese[nrsm]?"
AFTER_NEXT = r"ubernachste[nrsm]?"
PARTS_OF_DAY = r"fruh|morgens?|vormittags?|mittags?|nachmittags?|abends?|nachts?"

_DAYS_AHEAD = {"heute": 0, "morgen": 1, "ubermorgen": 2, "uberubermorgen": 3}
_ABBREVIATIONS = {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6}
_FULL = "|".join(WEEKDAYS)
_SHORT = "|".join(_ABBREVIATIONS)
_ANY = rf"(?:(?:{_FULL})s?|(?:{_SHORT})(?: \.)?)"

_EDGE = r"(?:(?P<edge>bis|ab|vor|nach) (?:(?:zum|zur|dem|den|der|die) )?)?"
_ADVERBS = r"(?:(?:am|an|im|in|uber|ubers|vom|von|zu|zum|jeden|jede|den|dem|der|wahrend|immer) )*"
_OPENING = re.compile(f"{_EDGE}{_ADVERBS}")

_DAY_BEFORE = re.compile(
    rf"(?:^| )(?:{_ANY}|heute|gestern|wochenende|heiligabend|silvester|[0-9]+\.[0-9]+\.) $"
)
_LISTED_AFTER_A_DAY = re.compile(rf"(?:^| ){_ANY} (?:und|oder|/|,) $")
_LONGEST_DAY = len(" donnerstags oder ")
_TELLS_A_DAY = re.compile(
    rf" (?:{PARTS_OF_DAY}|um|ab|bis|nach|vor|gegen|auf|offen|geoffnet|zu|frei"
    rf"|[0-9]{{1,2}}(?:[:.][0-9]{{2}})? (?:uhr|h|-|bis)|(?:und|oder|/|,) {_ANY})(?![^ ])"
    r"|(?: [?.,])*$"
)
_TELLS_A_SUNDAY = re.compile(r" (?:vormittag|mittag|nachmittag|abend)(?![^ ])")


def day_phrase(pattern: str, read: Read | Days, adverbs: str = _ADVERBS) -> Rule:
    """A rule for days, along with the words before them: "bis Freitag", "ab dem 3.5.", "am Samstag"."""

    def with_edge(match: re.Match[str], setting: Setting) -> Meaning | None:
        meaning = read(match, setting) if callable(read) else read
        return bounded(meaning, match["edge"], setting.today) if isinstance(meaning, Days) else meaning

    return phrase(f"{_EDGE}{adverbs}(?:{pattern})", with_edge)


def opening_of_days(text: str, at: int) -> re.Match[str]:
    """The words before a day at this place of a canonical text, possibly none; `edge` is "bis", "ab", "vor", "nach"."""
    opening = _OPENING.match(text, at)
    assert opening is not None, "matches the empty text"
    return opening


def bounded(days: Days, preposition: str | None, today: date) -> Days:
    """The days until, from, before or after these."""
    if preposition in {"bis", "vor"}:
        last = days.last if preposition == "bis" else days.first - timedelta(1)
        return Days(min(today, last), last, days.repeats, edge=Edge.UNTIL)
    if preposition in {"ab", "nach"}:
        first = days.first if preposition == "ab" else days.last + timedelta(1)
        return Days(first, max(days.last, first + timedelta(OPEN_END)), days.repeats, edge=Edge.FROM)
    return days


def one_day(day: date) -> Days:
    """A day that is meant once."""
    return Days(day, day)


def next_weekday(weekday: int, today: date) -> date:
    """The next such day (Monday is 0), today included."""
    return today + timedelta((weekday - today.weekday()) % WEEK)


def weekday_range(first: int, last: int, today: date) -> Days:
    """From one weekday to another: the days that run or come next, from today on."""
    end = next_weekday(last, today)
    return Days(max(end - timedelta((last - first) % WEEK), today), end, WEEK)


def follows_a_day(text: str, at: int) -> bool:
    """Whether the word before this place of a canonical text is a day ("samstag morgen")."""
    return _DAY_BEFORE.search(text, max(0, at - _LONGEST_DAY), at) is not None


def _counted(match: re.Match[str], setting: Setting) -> Days | None:
    if match["word"] == "morgen" and follows_a_day(match.string, match.start("word")):
        return None
    return one_day(setting.today + timedelta(_DAYS_AHEAD[match["word"]]))


def _counted_further(match: re.Match[str], setting: Setting) -> Days:
    count = int(match["count"].replace("ein", "1")) * (WEEK if match["unit"].startswith("w") else 1)
    return one_day(setting.today + timedelta(count + _DAYS_AHEAD.get(match["base"] or "", 0)))


def _weekday(match: re.Match[str], setting: Setting) -> Days:
    today = setting.today
    day = next_weekday(_number(match["day"]), today)
    which = match["which"] or ""
    if which and not which.startswith("diese") and day == today:
        day += timedelta(WEEK)
    if which.startswith("ubernachste"):
        day += timedelta(WEEK)
    return Days(day, day, None if which else WEEK)


def _abbreviated(match: re.Match[str], setting: Setting) -> Days | None:
    """ "fr abend", "am do.", "sa/so"; but neither "Fr. Müller" nor "so um sieben"."""
    text, end = match.string, match.end()
    told = _TELLS_A_DAY.match(text, end) is not None
    announced = match.start("day") > match.start()
    start = match.start("day")
    listed = _LISTED_AFTER_A_DAY.search(text, max(0, start - _LONGEST_DAY), start) is not None
    if match["day"] == "so":
        is_day = (announced and told) or listed or _TELLS_A_SUNDAY.match(text, end) is not None
    else:
        is_day = announced or told or listed
    return _weekday(match, setting) if is_day else None


def _from_to(match: re.Match[str], setting: Setting) -> Days:
    return weekday_range(_number(match["from"]), _number(match["to"]), setting.today)


def _number(name: str) -> int:
    return _ABBREVIATIONS[name] if name in _ABBREVIATIONS else WEEKDAYS.index(name)


_WHICH = rf"(?P<which>(?:{THIS}|{NEXT}|{AFTER_NEXT}) )?"
_BASE = r"(?P<base>heute|morgen|ubermorgen)"

RULES: tuple[Rule, ...] = (
    day_phrase(r"(?P<word>heute|morgen|ubermorgen|uberubermorgen)", _counted, adverbs=""),
    day_phrase(
        rf"(?:{_BASE} )?inn?e?r? (?P<count>[0-9]{{1,3}}|ein) (?P<unit>tag(?:e|en)?)",
        _counted_further,
        adverbs="",
    ),
    day_phrase(rf"{_BASE} in (?P<count>[0-9]{{1,3}}|ein) (?P<unit>wochen?)", _counted_further, adverbs=""),
    day_phrase(rf"{_WHICH}(?P<day>{_FULL})s?", _weekday),
    day_phrase(rf"{_WHICH}(?P<day>{_SHORT})(?: \.)?", _abbreviated, adverbs="(?:(?:am|jeden) )?"),
    phrase(
        rf"(?:von )?(?P<from>{_FULL}|{_SHORT})(?:s| \.)? (?:bis|-)(?: zum)? (?P<to>{_FULL}|{_SHORT})(?:s| \.)?",
        _from_to,
    ),
)
