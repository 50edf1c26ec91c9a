"""Opening hours against the table of cases, and what holds for all hours and moments."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.replies.dates import SHORT_WEEKDAYS
from bot.replies.hours import day_line, status_line
from content.holiday_calendar import HolidayCalendar
from content.opening_hours import (
    HoursException,
    InvalidHoursError,
    OpeningHours,
    OpenState,
    day_hours,
    open_between,
    status_at,
    validate_hours,
    week_hours,
    weekly_intervals,
)

BERLIN = ZoneInfo("Europe/Berlin")
NRW = HolidayCalendar("DE", "NW")
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
SYMBOLS = {
    OpenState.OPEN: "🟢",
    OpenState.CLOSED: "🔴",
    OpenState.UNKNOWN: "⚪",
    OpenState.BY_APPOINTMENT: "🗓",
}
GROUPS = yaml.load(
    Path(__file__).with_name("opening_hours_cases.yml").read_text(encoding="utf-8"), yaml.BaseLoader
)


def hours_of(group: dict[str, Any]) -> OpeningHours:
    return OpeningHours(
        group.get("hours"),
        tuple(
            HoursException(
                date.fromisoformat(item["from"]),
                date.fromisoformat(item["to"]),
                item.get("hours"),
                item.get("reason", ""),
            )
            for item in group.get("exceptions", ())
        ),
    )


def cases(section: str) -> Iterator[Any]:
    for group in GROUPS:
        for when, expected in group.get(section, {}).items():
            name = f"{group.get('hours', 'not known')} {when}"
            yield pytest.param(hours_of(group), when, expected, id=name)


def day_of(text: str) -> date:
    weekday, _, day = text.partition(" ")
    found = date.fromisoformat(day)
    assert SHORT_WEEKDAYS[found.weekday()] == weekday, f"{day} is no {weekday}"
    return found


def moment_of(text: str) -> datetime:
    wall = text.removesuffix(" again")
    day, _, clock = wall.rpartition(" ")
    moment = datetime.combine(day_of(day), time.fromisoformat(clock), BERLIN)
    return moment.replace(fold=1 if wall != text else 0)


@pytest.mark.parametrize(("hours", "when", "expected"), list(cases("cases")))
def test_what_is_said_of_a_moment(hours: OpeningHours, when: str, expected: str) -> None:
    moment = moment_of(when)
    state, words = expected.split(" | ")
    status = status_at(hours, moment, NRW)
    assert (status.state, status_line(status, moment)) == (state, f"{SYMBOLS[OpenState(state)]} {words}")


@pytest.mark.parametrize(("hours", "when", "expected"), list(cases("days")))
def test_what_a_timetable_says_of_a_day(hours: OpeningHours, when: str, expected: str) -> None:
    day = day_of(when)
    assert day_line(day_hours(hours, day, NRW), day) == f"heute {expected}"


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.get("hours", "not known"))
def test_the_hours_of_the_table_are_valid(group: dict[str, Any]) -> None:
    hours = hours_of(group)
    for spec in (hours.spec, *(exception.hours for exception in hours.exceptions)):
        if spec is not None:
            validate_hours(spec)


def test_the_table_is_as_long_as_promised() -> None:
    assert sum(len(group["cases"]) for group in GROUPS) >= 140


@pytest.mark.parametrize(
    ("year", "easter"),
    [(2024, "03-31"), (2026, "04-05"), (2027, "03-28"), (2028, "04-16"), (2030, "04-21"), (2038, "04-25")],
)
def test_a_year_has_the_eleven_holidays_of_the_state(year: int, easter: str) -> None:
    sunday = date.fromisoformat(f"{year}-{easter}")
    assert dict(NRW.year(year)) == {
        date(year, 1, 1): "Neujahr",
        sunday - 2 * DAY: "Karfreitag",
        sunday + DAY: "Ostermontag",
        date(year, 5, 1): "Erster Mai",
        sunday + 39 * DAY: "Christi Himmelfahrt",
        sunday + 50 * DAY: "Pfingstmontag",
        sunday + 60 * DAY: "Fronleichnam",
        date(year, 10, 3): "Tag der Deutschen Einheit",
        date(year, 11, 1): "Allerheiligen",
        date(year, 12, 25): "Erster Weihnachtstag",
        date(year, 12, 26): "Zweiter Weihnachtstag",
    }


def test_another_state_has_other_holidays() -> None:
    assert HolidayCalendar("DE", "BE").name(date(2026, 6, 4)) is None
    assert HolidayCalendar("DE", "SN").name(date(2026, 11, 18)) == "Buß- und Bettag"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "Beispiel:"),
        ("   ", "Beispiel:"),
        ("9-18 Uhr", "Ohne »Uhr« schreiben"),
        ("Mo-Fr 9-18", "Zeiten brauchen Minuten"),
        ("Di-Fr 09:00-18:00", "Wochentage stehen auf Englisch"),
        ("Mo-Fr 09:00-18:00, So geschlossen", "»geschlossen« heißt hier »off«"),
        ("Mo-Fr 09.00-18.00", "trennt ein Doppelpunkt"),
        ("Mo-Fr bis 18:00", "»bis« wird zu einem Strich"),
        ("täglich", "Beispiel:"),
        ("Mo-Fr 09:00", "Beispiel:"),
        ("Mo-Fr 25:00-26:00", "Beispiel:"),
        ("Mo-Fr 09:00-18:60", "Beispiel:"),
        ("Mo-Fr 09:00-18:00;", "Beispiel:"),
        ("Mo-Fr 09:00-18:00 Sa 09:00-12:00", "Beispiel:"),
        ('Mo-Fr 09:00-18:00 "offen', "Beispiel:"),
        ("Mo-Fr 18:00+", "bis wann offen ist"),
        ("Mo-Su sunrise-sunset", "Sonnenauf- und -untergang"),
        ("Mo-Fr 08:00-16:00; SH off", "Schulferien"),
        ("PH Mo-Fr 10:00-12:00", "steht ein Komma"),
        ("Mo-Fr PH 10:00-12:00", "steht ein Komma"),
        ("Mo 18:00-48:00", "Beispiel:"),
        ("PH +99999999 days off", "Beispiel:"),
        ("Mo-Fr 09:00-12:00\x00", "Beispiel:"),
    ],
)
def test_hours_that_cannot_be_used_are_refused_with_a_hint(text: str, hint: str) -> None:
    with pytest.raises(InvalidHoursError) as refused:
        validate_hours(text)
    assert hint in refused.value.hint
    assert refused.value.text == text


@pytest.mark.parametrize(
    "text",
    [
        "24/7",
        "off",
        "mo-fr 9:00-18:00",
        "Mo-Fr 09:00 - 18:00",
        'Sa 10:00-12:00 "SH siehe Aushang"',
        "Jan-Mar off",
    ],
)
def test_other_spellings_of_osm_are_taken(text: str) -> None:
    validate_hours(text)


def test_an_ordinary_week_has_its_open_minutes() -> None:
    saturday = 5 * 24 * 60
    assert weekly_intervals("Sa 20:00-03:00; Su 22:00-02:00; PH off") == (
        (0, 120),
        (saturday + 20 * 60, saturday + 27 * 60),
        (saturday + 46 * 60, saturday + 48 * 60),
    )


@pytest.mark.parametrize(
    "spec",
    [
        "Apr-Sep Mo-Fr 10:00-18:00",
        "week 10-20 Mo 10:00-12:00",
        "Su[1] 10:00-12:00",
        "PH -1 day off",
        "easter off",
    ],
)
def test_hours_that_depend_on_the_date_have_no_ordinary_week(spec: str) -> None:
    assert weekly_intervals(spec) is None


def test_a_week_is_seven_days_in_a_row() -> None:
    week = week_hours(OpeningHours("Mo-Fr 08:00-18:00"), date(2026, 12, 28), NRW)
    assert [day.day for day in week] == [date(2026, 12, 28) + n * DAY for n in range(7)]
    assert [day.state for day in week][3:] == ["open", "unknown", "closed", "closed"]


def test_between_two_moments_the_best_state_counts() -> None:
    hours = OpeningHours('Mo-Fr 09:00-12:00; Sa "nach Vereinbarung"')

    def between(start: str, end: str) -> OpenState:
        return open_between(hours, moment_of(start), moment_of(end), NRW)

    assert between("Fr 2026-11-27 11:59", "Fr 2026-11-27 20:00") is OpenState.OPEN
    assert between("Fr 2026-11-27 12:00", "Fr 2026-11-27 20:00") is OpenState.CLOSED
    assert between("Fr 2026-11-27 12:00", "Sa 2026-11-28 10:00") is OpenState.BY_APPOINTMENT
    assert between("Fr 2026-11-27 12:00", "Mo 2026-11-30 09:01") is OpenState.OPEN
    assert between("Mi 2026-06-03 12:00", "Do 2026-06-04 01:00") is OpenState.UNKNOWN


def test_what_ends_at_midnight_says_nothing_of_the_day_that_begins_then() -> None:
    hours = OpeningHours("Mo-Fr 09:00-12:00")
    evening, midnight = moment_of("Mi 2026-06-03 20:00"), moment_of("Do 2026-06-04 00:00")
    assert open_between(hours, evening, midnight, NRW) is OpenState.CLOSED


def test_times_of_a_status_are_in_the_zone_that_was_asked_in() -> None:
    hours = OpeningHours("Mo-Fr 08:00-18:00")
    opened = status_at(hours, moment_of("Di 2026-11-24 10:00"), NRW)
    closed = status_at(hours, moment_of("Di 2026-11-24 20:00"), NRW)
    assert opened.until is not None
    assert closed.next_open is not None
    assert opened.until.tzinfo is closed.next_open.tzinfo is BERLIN


# ----- properties


def is_valid(spec: str) -> bool:
    try:
        validate_hours(spec)
    except InvalidHoursError:
        return False
    return True


WEEKDAYS = st.sampled_from(
    ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su", "Mo-Fr", "Sa,Su", "Fr-Mo", "Mo-Su", "Su[1]"]
)
CLOCKS = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
SEASONS = st.sampled_from(
    ["", "", "", "Apr-Sep ", "Nov-Feb ", "Dec 24-26 ", "week 01-53/2 ", "2027 ", "easter "]
)
TIMES = st.one_of(
    st.builds("{}-{}".format, CLOCKS, CLOCKS),
    st.builds("{}-{},{}-{}".format, CLOCKS, CLOCKS, CLOCKS, CLOCKS),
    st.sampled_from(["00:00-24:00", "off", "unknown", '"nach Vereinbarung"', '"Aushang"', "18:00-24:00"]),
)
RULES = st.one_of(
    st.builds("{}{} {}".format, SEASONS, WEEKDAYS, TIMES),
    st.builds("{}{} {}".format, SEASONS, st.sampled_from(["PH", "Su,PH", "PH,Sa", "PH -1 day"]), TIMES),
    st.sampled_from(["24/7", "PH off", '"nach Vereinbarung"', "Dec 25-26 off", "We 12:00-13:00 off"]),
)
SPECS = st.builds(
    lambda first, more: first + "".join(separator + rule for separator, rule in more),
    RULES,
    st.lists(st.tuples(st.sampled_from(["; ", "; ", "; ", ", ", " || "]), RULES), max_size=3),
).filter(is_valid)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
EXCEPTIONS = st.lists(
    st.builds(
        lambda day, length, hours: HoursException(day, day + length * DAY, hours, "Grund"),
        DAYS,
        st.integers(0, 20),
        st.one_of(st.none(), st.builds("{}-{}".format, CLOCKS, CLOCKS)),
    ),
    max_size=3,
).map(tuple)
HOURS = st.builds(OpeningHours, st.one_of(st.none(), SPECS), EXCEPTIONS)
MOMENTS = st.builds(
    lambda minutes: (datetime(2026, 1, 1, tzinfo=UTC) + minutes * MINUTE).astimezone(BERLIN),
    st.integers(0, 2 * 365 * 24 * 60),
)
NIGHTS_OF_CLOCK_CHANGES = st.builds(
    lambda night, minutes: (night + minutes * MINUTE).astimezone(BERLIN),
    st.sampled_from([datetime(2026, 3, 28, 20, tzinfo=UTC), datetime(2026, 10, 24, 20, tzinfo=UTC)]),
    st.integers(0, 10 * 60),
)
FRAGMENTS = (
    "Mo", "Fr", "-", ",", ";", "||", "PH", "off", "24/7", "08:00", "18:00", "26:00", '"', "Apr", "24", "week", "easter", "+",
    "[1]", ":", "/",
)  # fmt: skip
ANY_MOMENT = st.one_of(MOMENTS, MOMENTS, NIGHTS_OF_CLOCK_CHANGES)


def is_open(hours: OpeningHours, moment: datetime) -> bool:
    return status_at(hours, moment.astimezone(BERLIN), NRW).state is OpenState.OPEN


def is_listed(hours: OpeningHours, moment: datetime) -> bool:
    """Whether the timetable of the day, or of the night before, has the moment in one of its spans."""
    wall = moment.replace(tzinfo=None, fold=0)
    for day in (wall.date() - DAY, wall.date()):
        for start, end in day_hours(hours, day, NRW).spans:
            begins, ends = datetime.combine(day, start), datetime.combine(day, end)
            if begins <= wall < (ends if start < end else ends + DAY):
                return True
    return False


@settings(max_examples=400, deadline=None)
@given(HOURS, MOMENTS)
def test_a_place_is_open_when_its_timetable_says_so(hours: OpeningHours, moment: datetime) -> None:
    assert is_open(hours, moment) == is_listed(hours, moment)


@settings(max_examples=400, deadline=None)
@given(HOURS, ANY_MOMENT)
def test_closing_time_is_when_an_open_place_closes(hours: OpeningHours, moment: datetime) -> None:
    status = status_at(hours, moment, NRW)
    if status.until is None:
        return
    assert status.state is OpenState.OPEN
    assert status.until.astimezone(UTC) > moment.astimezone(UTC)
    assert not is_open(hours, status.until)
    last = status.until.astimezone(UTC) - MINUTE
    half_way = moment.astimezone(UTC) + (last - moment.astimezone(UTC)) // 2
    assert is_open(hours, last)
    assert is_open(hours, half_way)


@settings(max_examples=400, deadline=None)
@given(HOURS, ANY_MOMENT)
def test_the_next_opening_is_when_a_closed_place_opens(hours: OpeningHours, moment: datetime) -> None:
    status = status_at(hours, moment, NRW)
    if status.next_open is None:
        return
    opens = status.next_open.astimezone(UTC)
    assert status.state is OpenState.CLOSED
    assert opens > moment.astimezone(UTC)
    assert is_open(hours, opens)
    assert not is_open(hours, opens - MINUTE)
    before = (opens - MINUTE).astimezone(BERLIN)
    assert open_between(hours, moment, before, NRW) is not OpenState.OPEN


@settings(max_examples=300, deadline=None)
@given(HOURS, ANY_MOMENT, st.integers(1, 3 * 24 * 60))
def test_who_is_open_at_a_moment_is_open_in_every_stretch_around_it(
    hours: OpeningHours, start: datetime, minutes: int
) -> None:
    end = (start.astimezone(UTC) + minutes * MINUTE).astimezone(BERLIN)
    at_start = status_at(hours, start, NRW)
    found = open_between(hours, start, end, NRW)
    if at_start.state is OpenState.OPEN:
        assert found is OpenState.OPEN
    elif at_start.next_open is not None:
        opens_in_time = at_start.next_open.astimezone(UTC) < end.astimezone(UTC)
        assert (found is OpenState.OPEN) == opens_in_time
    elif at_start.state is not OpenState.CLOSED:
        assert found is not OpenState.CLOSED


@settings(max_examples=200, deadline=None)
@given(SPECS, DAYS)
def test_on_ordinary_days_the_week_is_what_its_days_are(spec: str, day: date) -> None:
    week = weekly_intervals(spec)
    if week is None or any(NRW.name(day + n * DAY) for n in (-1, 0, 1)):
        return
    for hour in (0, 6, 12, 20, 23):
        moment = datetime.combine(day, time(hour, 20), BERLIN)
        minute = moment.weekday() * 24 * 60 + hour * 60 + 20
        assert is_open(OpeningHours(spec), moment) == any(begin <= minute < end for begin, end in week)


@settings(max_examples=200, deadline=None)
@given(SPECS, EXCEPTIONS, MOMENTS, st.randoms(use_true_random=False))
def test_the_order_of_exceptions_of_different_length_does_not_matter(
    spec: str, exceptions: tuple[HoursException, ...], moment: datetime, random: Any
) -> None:
    if len({exception.last_day - exception.first_day for exception in exceptions}) < len(exceptions):
        return
    shuffled = list(exceptions)
    random.shuffle(shuffled)
    one, other = OpeningHours(spec, exceptions), OpeningHours(spec, tuple(shuffled))
    assert status_at(one, moment, NRW) == status_at(other, moment, NRW)


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(
        st.text(max_size=40),
        SPECS,
        st.lists(st.sampled_from(FRAGMENTS)).map(" ".join),
    ),
    MOMENTS,
)
def test_what_is_not_refused_can_be_told(text: str, moment: datetime) -> None:
    try:
        validate_hours(text)
    except InvalidHoursError as refused:
        assert refused.hint
        return
    hours = OpeningHours(text)
    assert status_line(status_at(hours, moment, NRW), moment)
    assert len(week_hours(hours, moment.date(), NRW)) == 7
    weekly_intervals(text)
