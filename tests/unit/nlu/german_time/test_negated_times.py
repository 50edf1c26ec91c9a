"""A time that is turned down for another is not the time meant."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.german_time import TimeWish, read_time

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 24, 9, tzinfo=ZONE)
WEEKDAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")


def no_holidays(year: int) -> dict[date, str]:
    return {}


def wish_of(text: str) -> TimeWish:
    wish = read_time(text, NOW, no_holidays).wish
    assert wish is not None
    return wish


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("nicht heute, morgen", 25),
        ("nich heute sondern morgen", 25),
        ("nicht freitags sondern donnerstag", 26),
        ("nicht am freitag sondern am donnerstag", 26),
        ("statt samstag lieber sonntag", 29),
        ("morgen statt heute", 25),
        ("kein montag, mittwoch", 25),
        ("nicht jetzt, morgen", 25),
        ("nicht am wochenende sondern montag", 30),
        ("nicht montag, nicht dienstag, mittwoch", 25),
        ("nicht in den herbstferien, morgen", 25),
        pytest.param(
            "heute nicht, morgen", 25, marks=pytest.mark.xfail(strict=True, reason="a negator behind the time is not read")
        ),
        pytest.param(
            "nicht mehr heute, morgen", 25, marks=pytest.mark.xfail(strict=True, reason="a word between negator and time")
        ),
    ],
)  # fmt: skip
def test_only_the_day_that_is_wanted_counts(text: str, day: int) -> None:
    wish = wish_of(text)
    assert (wish.first_day, wish.last_day) == (date(2026, 11, day), date(2026, 11, day))


@given(st.permutations(WEEKDAYS), st.sampled_from(("nicht {}, {}", "nicht {} sondern {}", "{1} statt {0}")))
def test_of_two_weekdays_the_one_turned_down_never_counts(days: list[str], form: str) -> None:
    turned_down, wanted, *_ = days
    wish = wish_of(form.format(turned_down, wanted))
    assert WEEKDAYS[wish.first_day.weekday()] == WEEKDAYS[wish.last_day.weekday()] == wanted


def test_words_turned_down_are_not_among_the_words_of_the_time() -> None:
    assert [span.text for span in wish_of("nicht freitags sondern donnerstag").spans] == ["donnerstag"]


def test_a_time_turned_down_alone_is_still_named() -> None:
    """ "Hat der nicht morgen auf?" asks for tomorrow."""
    assert wish_of("hat der nicht morgen auf").first_day == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("nicht um 8 sondern um 11 uhr", 11, 11),
        ("nicht bis 18 uhr, ab 18 uhr", 18, 23),
        pytest.param(
            "nicht heute vormittag sondern heute nachmittag", 12, 18,
            marks=pytest.mark.xfail(strict=True, reason="only the day is turned down, its part of day stays"),
        ),
        pytest.param(
            "nicht vor 10", 10, 23, marks=pytest.mark.xfail(strict=True, reason="read as until 10, the opposite")
        ),
    ],
)  # fmt: skip
def test_only_the_hours_that_are_wanted_count(text: str, start: int, end: int) -> None:
    window = wish_of(text).window
    assert (window[0].hour, window[1].hour) == (start, end)


@pytest.mark.xfail(strict=True, reason="the part of the day turned down goes to the day wanted: 11:00..23:59")
def test_a_part_of_the_day_turned_down_does_not_widen_the_one_wanted() -> None:
    window = wish_of("nicht heute abend sondern morgen mittag").window
    assert (window[0].hour, window[1].hour) == (11, 14)
