"""What holds for every message and every clock."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from nlu.german_time import read_time

TOWN_ZONE = ZoneInfo("Europe/Berlin")
WEEKDAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
PARTS = {"vormittag": (6, 12), "mittag": (11, 14), "nachmittag": (12, 18)}
WORDS = (
    *WEEKDAYS, *PARTS, "heute", "morgen", "übermorgen", "abend", "nacht", "bis", "ab", "um", "nach", "vor", "von", "am",
    "im", "in", "den", "der", "nächste", "woche", "wochenende", "8", "12", "24", "3.", "31.", "uhr", "halb", "viertel", "und",
    "oder", "-", "jetzt", "noch", "auf", "ostern", "silvester", "1.", "advent", "mai", "februar", "29.2.", "stunde", "einer",
    "tagen", "ende", "sommer", "2027", "ferien", "feiertag", "nicht", "brötchen", "ich", "🙂", "ı", "?",
)  # fmt: skip

moments = st.datetimes(
    datetime(2024, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    datetime(2035, 12, 31),  # noqa: DTZ001
    timezones=st.just(TOWN_ZONE),
)
messages = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join))


def no_holidays(year):
    return {date(year, 1, 1): "Neujahr", date(year, 12, 25): "Erster Weihnachtstag"}


@given(messages, moments)
def test_every_reading_is_sound(text, now):
    reading = read_time(text, now, no_holidays)
    wish = reading.wish
    spans = reading.unknown or (wish.spans if wish else ())
    assert all(span.text == text[span.start : span.end] != "" for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    if wish is None:
        return
    start, end = wish.window
    assert spans
    assert start <= end
    assert start.tzinfo is end.tzinfo is TOWN_ZONE
    assert wish.first_day <= wish.last_day
    assert not wish.is_now or start == end == now


@given(st.sampled_from(WEEKDAYS), st.sampled_from(tuple(PARTS)), moments)
def test_a_part_of_a_weekday_is_the_next_one_not_over(weekday, part, now):
    wish = read_time(f"{weekday}{part}", now, no_holidays).wish
    begins, ends = PARTS[part]
    day = now.date() + timedelta((WEEKDAYS.index(weekday) - now.weekday()) % 7)
    if datetime.combine(day, datetime.min.time().replace(hour=ends), TOWN_ZONE) < now.replace(
        second=0, microsecond=0
    ):
        day += timedelta(7)
    start, end = wish.window
    assert end == datetime.combine(day, datetime.min.time().replace(hour=ends), TOWN_ZONE)
    assert start == max(now, datetime.combine(day, datetime.min.time().replace(hour=begins), TOWN_ZONE))


@given(st.dates(date(2024, 1, 1), date(2034, 12, 31)), moments)
def test_a_full_date_is_that_day(day, now):
    for written in (f"am {day.day}.{day.month}.{day.year}", f"{day.isoformat()}", f"{day:%d.%m.%Y}"):
        wish = read_time(written, now, no_holidays).wish
        assert (wish.first_day, wish.last_day) == (day, day)


@given(st.integers(0, 23), st.integers(0, 59), moments)
def test_a_full_clock_time_of_tomorrow_is_that_minute(hour, minute, now):
    wish = read_time(f"morgen um {hour:02}:{minute:02} uhr", now, no_holidays).wish
    tomorrow = now.date() + timedelta(1)
    named = datetime(tomorrow.year, tomorrow.month, tomorrow.day, hour, minute, tzinfo=TOWN_ZONE)
    assert wish.window[0] in {named, named + timedelta(hours=1)}, "an hour later where the clocks skip it"
    assert wish.window[0] == wish.window[1]
