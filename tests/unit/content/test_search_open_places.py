"""The shortcut over ordinary weeks must agree with the exact rules of opening hours."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.holiday_calendar import HolidayCalendar
from content.opening_hours import HoursException, OpeningHours, OpenState, open_between
from content.search.open_places import OpenPlaces
from content.search.place_index import PlaceFacts, PlaceIndex

BERLIN = ZoneInfo("Europe/Berlin")
CALENDAR = HolidayCalendar("DE", "NW")
HOURS = (
    OpeningHours("Mo-Fr 06:00-18:00; Sa 06:00-13:00; Su 08:00-11:00; PH off"),
    OpeningHours("Tu-Su 11:30-14:30,17:30-23:00"),
    OpeningHours("Fr,Sa 20:00-03:00; PH 10:00-12:00"),
    OpeningHours("Su 22:00-02:00"),
    OpeningHours("24/7"),
    OpeningHours("Apr-Sep Mo-Su 10:00-20:00"),
    OpeningHours('"nach Vereinbarung"'),
    OpeningHours(None),
    OpeningHours("Mo-Su 09:00-18:00", (HoursException(date(2027, 7, 5), date(2027, 7, 9), None, "Urlaub"),)),
    OpeningHours(None, (HoursException(date(2027, 7, 5), date(2027, 7, 9), "10:00-12:00"),)),
    OpeningHours("Mo-Su 20:00-04:00", (HoursException(date(2027, 7, 7), date(2027, 7, 7), None),)),
)


def index_of(hours: tuple[OpeningHours, ...], copies: int) -> PlaceIndex:
    index = PlaceIndex()
    for number in range(len(hours) * copies):
        name = f"p{number}"
        index.put(PlaceFacts(name, (name,), (), (), {}, "", None, hours[number % len(hours)], None))
    return index


@settings(max_examples=300, deadline=None)
@given(
    minutes=st.integers(0, 366 * 24 * 60),
    lasts=st.one_of(st.just(0), st.integers(0, 24 * 60), st.integers(0, 9 * 24 * 60)),
    copies=st.sampled_from([1, 2]),
)
def test_open_places_are_those_that_the_exact_rules_call_open(minutes: int, lasts: int, copies: int) -> None:
    index = index_of(HOURS, copies)
    start = datetime(2027, 1, 1, tzinfo=BERLIN) + timedelta(minutes=minutes)
    end = start + timedelta(minutes=lasts)
    exact = {
        number
        for number in index.rows
        if open_between(HOURS[number % len(HOURS)], start, end, CALENDAR) is OpenState.OPEN
    }
    assert OpenPlaces(index, CALENDAR, BERLIN).open_among(index.rows.keys(), start, end) == exact


def test_a_moment_in_another_zone_is_judged_by_the_clock_of_the_town() -> None:
    index = index_of((OpeningHours("Mo-Fr 09:00-10:00"),), 1)
    moment = datetime.fromisoformat("2027-05-04T07:30:00+00:00")
    assert OpenPlaces(index, CALENDAR, BERLIN).open_among({0}, moment, moment) == {0}


@pytest.mark.parametrize(
    ("time", "is_open"), [("09:00:00", True), ("17:59:59", True), ("18:00:00", False), ("08:59:59", False)]
)
def test_seconds_do_not_blur_opening_and_closing(time: str, is_open: bool) -> None:
    index = index_of((OpeningHours("Mo-Fr 09:00-18:00"),), 1)
    moment = datetime.fromisoformat(f"2027-05-04T{time}+02:00")
    assert bool(OpenPlaces(index, CALENDAR, BERLIN).open_among({0}, moment, moment)) is is_open


def test_closed_is_only_who_is_known_to_be() -> None:
    index = index_of(HOURS, 1)
    night = datetime(2027, 5, 5, 4, 0, tzinfo=BERLIN)
    closed = OpenPlaces(index, CALENDAR, BERLIN).closed_among(index.rows.keys(), night, night)
    assert closed == {0, 1, 2, 3, 5, 8, 10}
