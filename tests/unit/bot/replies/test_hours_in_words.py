from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.replies.hours import (
    day_line,
    days_in_short,
    ordinary_week,
    rest_of_today,
    status_line,
    week_table,
    window_line,
)
from content.holiday_calendar import HolidayCalendar
from content.opening_hours import (
    DayHours,
    OpeningHours,
    OpenState,
    day_hours,
    open_between,
    status_at,
    week_hours,
)

ZONE = ZoneInfo("Europe/Berlin")
NRW = HolidayCalendar("DE", "NW")
SHOP = OpeningHours("Mo-Fr 08:00-18:00; Sa 09:00-13:30; PH off")


def at(year: int, month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("hours", "moment", "words"),
    [
        (SHOP, at(2026, 11, 24, 10), "🟢 geöffnet bis 18 Uhr"),
        (SHOP, at(2026, 11, 24, 17, 35), "🟢 geöffnet, schließt in 25 Minuten"),
        (SHOP, at(2026, 11, 24, 17, 59), "🟢 geöffnet, schließt in 1 Minute"),
        (SHOP, at(2026, 11, 24, 7, 30), "🔴 geschlossen, öffnet in 30 Minuten"),
        (SHOP, at(2026, 11, 24, 20), "🔴 geschlossen, öffnet morgen um 8 Uhr"),
        (SHOP, at(2026, 11, 28, 14), "🔴 geschlossen, öffnet übermorgen um 8 Uhr"),
        (SHOP, at(2026, 11, 28, 12), "🟢 geöffnet bis 13:30 Uhr"),
        (
            SHOP,
            at(2027, 5, 27, 10),
            "🔴 geschlossen (heute ist Fronleichnam), öffnet morgen um 8 Uhr",
        ),
        (
            OpeningHours("Mo-Fr 08:00-18:00"),
            at(2027, 5, 27, 10),
            "⚪ heute ist Fronleichnam – ob offen ist, weiß ich nicht",
        ),
        (OpeningHours(None), at(2026, 11, 24, 10), "⚪ Öffnungszeiten nicht bekannt"),
        (OpeningHours('"nach Vereinbarung"'), at(2026, 11, 24, 10), "🗓 nach Vereinbarung"),
        (OpeningHours("24/7"), at(2026, 11, 24, 10), "🟢 rund um die Uhr geöffnet"),
        (OpeningHours("Mo-Su 18:00-24:00"), at(2026, 11, 24, 20), "🟢 geöffnet bis Mitternacht"),
        (OpeningHours("Mo-Su 18:00-02:00"), at(2026, 11, 24, 20), "🟢 geöffnet bis 2 Uhr"),
    ],
)
def test_what_holds_now_is_one_line(hours: OpeningHours, moment: datetime, words: str) -> None:
    assert status_line(status_at(hours, moment, NRW), moment) == words


def test_a_day_is_named_with_its_holiday() -> None:
    today = date(2026, 12, 24)
    christmas = DayHours(date(2026, 12, 25), (), OpenState.CLOSED, "Erster Weihnachtstag")
    assert day_line(christmas, today) == "morgen geschlossen (Erster Weihnachtstag)"
    lunch = DayHours(today, ((time(8), time(12, 30)), (time(14), time(0))), OpenState.OPEN)
    assert day_line(lunch, today) == "heute 8:00–12:30, 14:00–24:00"


def test_the_week_has_a_line_a_day_and_marks_today() -> None:
    today = date(2026, 11, 24)
    lines = week_table(week_hours(SHOP, today, NRW), today).splitlines()
    assert lines[0] == "▸ Di  8:00–18:00"
    assert lines[4:6] == ["  Sa  9:00–13:30", "  So  geschlossen"]
    assert len(lines) == 7


def test_a_change_is_told_in_minutes_within_the_hour_only() -> None:
    closing = at(2026, 11, 24, 18)
    for left, in_minutes in ((59, True), (60, True), (61, False)):
        moment = closing - timedelta(minutes=left)
        assert ("Minuten" in status_line(status_at(SHOP, moment, NRW), moment)) is in_minutes


BAR = OpeningHours("Fr-Sa 20:00-03:00; PH off")
GRILL = OpeningHours("Tu-Fr 11:30-14:30,17:00-22:00; Sa 17:00-24:00")
NOW = at(2026, 11, 24, 10)  # a Tuesday


@pytest.mark.parametrize(
    ("hours", "start", "end", "words"),
    [
        (SHOP, at(2026, 11, 28, 0), at(2026, 11, 28, 23, 59), "🕑 am Samstag 9:00–13:30"),
        (SHOP, at(2026, 11, 29, 0), at(2026, 11, 29, 23, 59), "🔴 am Sonntag geschlossen"),
        (SHOP, at(2026, 11, 28, 0), at(2026, 11, 30, 23, 59), "🕑 Sa 9:00–13:30, Mo 8:00–18:00"),
        (BAR, at(2026, 11, 29, 0), at(2026, 11, 29, 23, 59), "🕑 in der Nacht auf Sonntag bis 3 Uhr"),
        (BAR, at(2026, 11, 28, 22), at(2026, 11, 29, 6), "🕑 am Samstag 20:00–3:00"),
        (BAR, at(2026, 11, 29, 1), at(2026, 11, 29, 1), "🕑 in der Nacht auf Sonntag bis 3 Uhr"),
        (BAR, at(2026, 11, 29, 4), at(2026, 11, 29, 4), "🔴 am Sonntag geschlossen"),
        (GRILL, at(2026, 11, 24, 18), at(2026, 11, 24, 23, 59), "🕑 heute 17:00–22:00"),
        (GRILL, at(2026, 11, 24, 10), at(2026, 11, 24, 23, 59), "🕑 heute 11:30–14:30, 17:00–22:00"),
        (GRILL, at(2026, 11, 25, 15), at(2026, 11, 25, 16), "🔴 morgen 11:30–14:30, 17:00–22:00"),
        (SHOP, at(2026, 11, 24, 10), at(2026, 11, 24, 23, 59), "🟢 geöffnet bis 18 Uhr"),
        (SHOP, at(2026, 11, 24, 10), at(2026, 11, 24, 10), "🟢 geöffnet bis 18 Uhr"),
        (GRILL, at(2026, 11, 24, 10), at(2026, 11, 24, 10), "🔴 geschlossen, öffnet heute um 11:30 Uhr"),
        (
            OpeningHours(None),
            at(2026, 11, 28, 0),
            at(2026, 11, 28, 23, 59),
            "⚪ Öffnungszeiten nicht bekannt",
        ),
        (
            OpeningHours("Mo-Fr 08:00-18:00"),
            at(2026, 12, 25, 0),
            at(2026, 12, 25, 23, 59),
            "⚪ am Freitag, 25. Dezember nicht bekannt (Erster Weihnachtstag)",
        ),
        (
            OpeningHours('"nach Vereinbarung"'),
            at(2026, 11, 28, 0),
            at(2026, 11, 28, 23, 59),
            "🗓 nach Vereinbarung",
        ),
    ],
)
def test_a_time_asked_about_is_spoken_of_and_agrees_with_the_search(
    hours: OpeningHours, start: datetime, end: datetime, words: str
) -> None:
    assert window_line(hours, (start, end), NOW, NRW) == words
    is_open = open_between(hours, start, end, NRW) is OpenState.OPEN
    assert is_open == (words[0] in "🟢🕑")


@pytest.mark.parametrize(
    ("hours", "moment", "words"),
    [
        (SHOP, at(2026, 11, 24, 7), "Heute bis 18 Uhr geöffnet."),
        (SHOP, at(2026, 11, 24, 10), ""),
        (SHOP, at(2026, 11, 24, 17, 40), "Heute bis 18 Uhr geöffnet."),
        (SHOP, at(2026, 11, 24, 19), "Heute war bis 18 Uhr geöffnet."),
        (SHOP, at(2026, 11, 29, 10), ""),
        (GRILL, at(2026, 11, 24, 10), "Heute 11:30–14:30 und 17:00–22:00."),
        (GRILL, at(2026, 11, 24, 12), "Heute 11:30–14:30 und 17:00–22:00."),
        (GRILL, at(2026, 11, 24, 15), "Heute bis 22 Uhr geöffnet."),
        (GRILL, at(2026, 11, 28, 15), "Heute bis Mitternacht geöffnet."),
        (OpeningHours(None), at(2026, 11, 24, 10), ""),
    ],
)
def test_until_when_a_place_is_open_today_is_told_where_the_state_does_not(
    hours: OpeningHours, moment: datetime, words: str
) -> None:
    status = status_at(hours, moment, NRW)
    assert rest_of_today(day_hours(hours, moment.date(), NRW), status, moment) == words


@pytest.mark.parametrize(
    ("spec", "words"),
    [
        (
            "Mo-Th 08:30-12:30,13:30-16:00; Fr 08:30-12:30; PH off",
            "Mo–Do 8:30–12:30 und 13:30–16:00, Fr 8:30–12:30",
        ),
        ("Mo,We,Fr 09:00-12:00", "Mo 9:00–12:00, Mi 9:00–12:00, Fr 9:00–12:00"),
        ("Mo-Fr 08:00-18:00; Dec 24 off", ""),
        ('"nach Vereinbarung"', ""),
        (None, ""),
    ],
)
def test_an_ordinary_week_fits_in_a_line(spec: str | None, words: str) -> None:
    assert ordinary_week(OpeningHours(spec)) == words


def test_days_with_the_same_hours_are_joined_only_in_a_row() -> None:
    assert days_in_short(week_hours(SHOP, date(2026, 11, 26), NRW)) == (
        "Do–Fr 8:00–18:00, Sa 9:00–13:30, Mo–Mi 8:00–18:00"
    )
