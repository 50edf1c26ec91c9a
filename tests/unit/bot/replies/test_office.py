from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.replies import listings, talk
from bot.replies.places import Setting
from bot.replies.reply import plain
from bot.world import town_vocabulary
from content.entries import Address, AdviceTopic, Contact, Provenance, Source
from content.holiday_calendar import HolidayCalendar
from content.opening_hours import OpeningHours
from content.pack import load_town
from tests.paths import BOTTROP

TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))
NRW = HolidayCalendar("DE", "NW")
AMT = Provenance(Source.AMT)


@pytest.fixture(scope="module")
def setting() -> Setting:
    """A town whose office has not filled in anything but its name."""
    town = replace(
        load_town(BOTTROP),
        demo=False,
        office_name="Amt",
        office_contact=Contact(),
        office_address=Address(),
        office_hours=OpeningHours(None),
    )
    return Setting(TUESDAY, NRW, town_vocabulary(BOTTROP), town)


REPLIES = [talk.handover, talk.idea, talk.correction, talk.owner, listings.no_advice]


@pytest.mark.parametrize("make", REPLIES, ids=lambda make: make.__name__)
def test_without_any_contact_the_reply_still_says_where_to_turn(make: object, setting: Setting) -> None:
    assert callable(make)
    text = plain(make(setting).text)
    assert "Stadtverwaltung" in text
    assert "\n\n" not in text.strip()
    assert "📞" not in text
    assert "Demo" not in text


@pytest.mark.parametrize("make", REPLIES, ids=lambda make: make.__name__)
def test_what_is_filled_in_is_shown_and_nothing_else(make: object, setting: Setting) -> None:
    assert callable(make)
    town = replace(
        setting.town,
        office_contact=Contact(email="amt@bottrop.example"),
        office_hours=OpeningHours("Mo-Fr 08:00-12:00"),
    )
    lines = plain(make(replace(setting, town=town)).text).splitlines()
    assert lines[-5:] == [
        "Amt",
        "Bottrop",
        "✉️ amt@bottrop.example",
        "🕑 Mo–Fr 8:00–12:00",
        "🟢 geöffnet bis 12 Uhr",
    ]


def test_an_advice_topic_shows_its_own_contact_before_the_offices(setting: Setting) -> None:
    town = replace(setting.town, office_contact=Contact(phone="+49 30 23125 100"))
    topic = AdviceTopic("a", "gruendung", "Gründen", "Text.", AMT, contact=Contact(phone="+49 30 23125 199"))
    text = plain(listings.advice_card(topic, replace(setting, town=town)).text)
    assert "📞 +49 30 23125 199" in text
    assert "23125 100" not in text


def test_invented_details_are_marked_as_such(setting: Setting) -> None:
    town = replace(setting.town, demo=True)
    assert "Demo-Angaben" in talk.handover(replace(setting, town=town)).text
