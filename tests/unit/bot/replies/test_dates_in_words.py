from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.replies import dates

TODAY = date(2026, 11, 24)  # a Tuesday
ZONE = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "heute"),
        (date(2026, 11, 25), "morgen"),
        (date(2026, 11, 26), "übermorgen"),
        (date(2026, 11, 29), "am Sonntag"),
        (date(2026, 12, 1), "am Dienstag, 1. Dezember"),
        (date(2027, 8, 1), "am Sonntag, 1. August 2027"),
        (date(2026, 11, 23), "am Montag, 23. November"),
    ],
)
def test_days_are_named_from_today(day: date, words: str) -> None:
    assert dates.day_name(day, TODAY) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ((24, 10, 0), (24, 10, 0), "jetzt"),
        ((25, 18, 0), (25, 18, 0), "morgen um 18 Uhr"),
        ((24, 18, 0), (24, 23, 59), "heute nach 18 Uhr"),
        ((24, 10, 0), (24, 23, 59), "heute"),
        ((29, 0, 0), (29, 23, 59), "am Sonntag"),
        ((28, 12, 0), (28, 18, 0), "am Samstag zwischen 12 Uhr und 18 Uhr"),
        ((28, 0, 0), (29, 23, 59), "am Wochenende"),
    ],
)
def test_a_wished_time_in_words(start: tuple[int, int, int], end: tuple[int, int, int], words: str) -> None:
    now = datetime(2026, 11, 24, 10, 0, tzinfo=ZONE)
    window = (
        datetime(2026, 11, start[0], start[1], start[2], tzinfo=ZONE),
        datetime(2026, 11, end[0], end[1], end[2], tzinfo=ZONE),
    )
    assert dates.time_wish(window, now) == words


def test_events_name_day_and_hour() -> None:
    starts = datetime(2026, 12, 5, 15, 30, tzinfo=ZONE)
    assert dates.event_time(starts, None, False, TODAY) == "Sa 5. Dezember, 15:30 Uhr"
    assert dates.event_time(starts, None, True, TODAY) == "Sa 5. Dezember"
    assert (
        dates.event_time(starts, starts + timedelta(days=2), True, TODAY) == "Sa 5. Dezember bis 7. Dezember"
    )


@pytest.mark.parametrize(
    ("metres", "words"),
    [(3, "10 m"), (347, "350 m"), (994, "990 m"), (999, "1,0 km"), (1240, "1,2 km"), (12_000, "12,0 km")],
)
def test_distances(metres: float, words: str) -> None:
    assert dates.distance(metres) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (time(8), time(18, 30), "8:00–18:30"),
        (time(18), time(0), "18:00–24:00"),
        (time(18), time(2), "18:00–2:00"),
        (time(0), time(0), "0:00–24:00"),
    ],
)
def test_spans(start: time, end: time, words: str) -> None:
    assert dates.span(start, end) == words
