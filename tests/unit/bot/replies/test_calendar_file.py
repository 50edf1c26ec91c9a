from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from bot.replies.calendar_file import calendar_file
from content.entries import Address, Contact, Event, EventDate, Provenance, Source, Town
from content.opening_hours import OpeningHours

ZONE = ZoneInfo("Europe/Berlin")
START = datetime(2026, 12, 5, 15, 30, tzinfo=ZONE)
NOW = datetime(2026, 11, 24, 10, tzinfo=ZONE)
TOWN = Town(
    "bottrop", "Bottrop", "Europe/Berlin", "DE", "NW", (), (), "Amt", Contact(), Address(), OpeningHours(None), "", ""
)  # fmt: skip


def file_of(title: str = "Vorlesestunde", *, hours: float | None = 1.5, all_day: bool = False) -> Event:
    ends = None if hours is None else START + timedelta(hours=hours)
    event = Event(
        "vorlesen", title, START, ends, Provenance(Source.DEMO), all_day=all_day, venue="Bücherei; 1. Stock",
        description="Für Kinder,\nmit Kakao",
    )  # fmt: skip
    content = calendar_file(EventDate(event, START, ends), NOW, TOWN)
    assert content.name == "vorlesen.ics"
    return Calendar.from_ical(content.content).walk("VEVENT")[0]


def test_times_are_the_dates_own() -> None:
    entry = file_of()
    assert entry["dtstart"].dt == START.astimezone(UTC)
    assert entry["dtend"].dt == START + timedelta(hours=1.5)


def test_an_event_without_end_takes_an_hour() -> None:
    assert file_of(hours=None)["dtend"].dt == START + timedelta(hours=1)


def test_days_end_with_the_day_after() -> None:
    entry = file_of(hours=2 * 24, all_day=True)
    assert (entry["dtstart"].dt, entry["dtend"].dt) == (date(2026, 12, 5), date(2026, 12, 8))


def test_marks_of_the_format_in_texts_are_just_text() -> None:
    entry = file_of()
    assert entry["location"] == "Bücherei; 1. Stock, Bottrop"
    assert entry["description"] == "Für Kinder,\nmit Kakao"


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=200))
def test_any_title_comes_back_as_it_was(title: str) -> None:
    assert file_of(title)["summary"] == title
