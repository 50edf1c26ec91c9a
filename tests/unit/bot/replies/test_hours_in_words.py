from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.replies.hours import day_line, status_line, week_table
from content.holiday_calendar import HolidayCalendar
from content.opening_hours import DayHours, OpeningHours, OpenState, status_at, week_hours

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
        (OpeningHours("24/7"), at(2026, 11, 24, 10), "🟢 geöffnet"),
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
