"""German time expressions against the table of cases."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
import pytest
import yaml

from nlu.german_time import TimeReading, read_time

TOWN_ZONE = ZoneInfo("Europe/Berlin")
GROUPS = yaml.load(Path(__file__).with_name("cases.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
CASES = [(group["now"], text, meaning) for group in GROUPS for text, meaning in group["cases"].items()]


def holidays_of(year):
    return holidays.country_holidays("DE", subdiv="NW", years=year, language="de")


def notation(reading: TimeReading) -> str:
    """A reading as the table writes it."""
    if reading.unknown:
        return "unknown"
    wish = reading.wish
    if wish is None:
        return "none"
    if wish.is_now:
        return "now"
    start, end = wish.window
    begins, ends = f"{start:%Y-%m-%d %H:%M}", f"{end:%H:%M}"
    if start.date() != end.date():
        ends = f"{end:%Y-%m-%d %H:%M}"
    if not wish.explicit_time:
        assert (wish.first_day, wish.last_day) == (start.date(), end.date())
        if f"{start:%H:%M}" == "00:00":
            first, last = start.date().isoformat(), end.date().isoformat()
            return first if first == last else f"{first}..{last}"
        return begins if start == end else f"{begins}..{ends} days"
    until = f" until {wish.last_day}" if wish.last_day > end.date() else ""
    return begins + until if start == end else f"{begins}..{ends}{until}"


@pytest.mark.parametrize(("now", "text", "meaning"), CASES, ids=[f"{now} {text}" for now, text, _ in CASES])
def test_what_people_write_of_time(now, text, meaning):
    moment = datetime.fromisoformat(now).replace(tzinfo=TOWN_ZONE)
    assert notation(read_time(text, moment, holidays_of)) == meaning


def test_the_table_is_as_long_as_promised():
    assert len(CASES) >= 150
