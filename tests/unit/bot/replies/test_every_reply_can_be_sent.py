"""Telegram takes every reply, whatever people have written into entries, wishes and the town pack.

The text is parsed by the simulator's reader of Telegram's HTML, which refuses what Telegram refuses: unknown and
unbalanced tags, half entities.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.wish import Field, Kind, Wish
from bot.replies import listings, talk
from bot.replies import places as place_replies
from bot.replies.callbacks import decode
from bot.replies.places import PAGE_SIZE, Page, Setting
from bot.replies.reply import Reply
from bot.telegram_app.sender import split_html
from content.entries import (
    Address,
    AdviceTopic,
    Apprenticeship,
    Contact,
    EventDate,
    Job,
    Notice,
    Place,
    Provenance,
    Source,
    Town,
)
from content.linking import Elsewhere
from content.opening_hours import HoursException, OpeningHours
from content.pack import load_town
from simulator.errors import ApiError
from simulator.html_entities import parse_html
from tests.paths import BOTTROP
from tests.unit.bot import generated_entries as made
from tests.unit.bot.generated_wishes import wishes as any_wishes
from tests.unit.shipped_town import CALENDAR, NOW, vocabulary

MOST_UNITS = 4096
MOST_BYTES = 64
TOKENS = st.integers(1, 99_999).map(str)
wishes = st.builds(
    lambda wish, label, product, district, landmark: replace(
        wish, label=label, product=product, district=district, landmark=landmark
    ),
    any_wishes,
    made.maybe_lines,
    st.one_of(st.none(), made.things),
    st.one_of(st.none(), made.lines, st.just("Boy")),
    st.one_of(st.none(), made.lines),
)
settings_ = st.builds(lambda now, town: Setting(now, CALENDAR, vocabulary(), town), made.moments, made.towns)
pages = st.builds(Page, st.integers(0, 999), st.integers(1, 5000), TOKENS)
relaxed = st.lists(
    st.sampled_from(("district", "open", "near", "product", "delivery", "text", "topics", "occupations")), unique=True, max_size=3
)  # fmt: skip


def text_of(reply: Reply) -> str:
    """The reply as a person reads it, after it has gone through Telegram's rules."""
    parts = split_html(reply.text)
    formatted = [parse_html(part) for part in parts]
    assert all(0 < part.trimmed().units <= MOST_UNITS for part in formatted)
    buttons = [button for row in reply.buttons for button in row]
    assert all(row for row in reply.buttons)
    assert all(button.label.strip() for button in buttons)
    assert all(bool(button.data) is not bool(button.url) for button in buttons)
    assert [b.data for b in buttons if len(b.data.encode()) > MOST_BYTES] == []
    assert all(decode(button.data) is not None for button in buttons if button.data)
    return parse_html(reply.text).text


def shows(reply: Reply, *texts: str) -> bool:
    """Whether texts stand in a reply literally: escaped once, and not twice."""
    text = text_of(reply)
    return all(part in text for part in texts)


@given(
    wishes,
    st.lists(made.places, min_size=1, max_size=PAGE_SIZE),
    pages,
    relaxed,
    settings_,
    st.one_of(st.none(), st.floats(3000, 400_000)),
)
def test_a_list_of_places(
    wish: Wish,
    places: list[Place],
    page: Page,
    dropped: Sequence[str],
    setting: Setting,
    away_m: float | None,
) -> None:
    distances = {place.id: 1234.5 for place in places}
    reply = place_replies.place_list(wish, places, page, dropped, distances, setting, away_m)
    assert shows(reply, *(place.name for place in places[:-1]), places[-1].name.rstrip())


@given(made.places_without_reasons, settings_)
def test_the_card_of_a_place(place: Place, setting: Setting) -> None:
    card = place_replies.place_card(place, setting)
    assert shows(card, place.name, place.contact.phone, place.address.street, place.description)
    text_of(place_replies.with_way_back(card, "99999", 999))


@pytest.mark.parametrize("reason", ["Umbau <neu>", "</b>", "<i>"])
def test_the_card_of_a_place_that_is_closed_for_a_reason(reason: str) -> None:
    today = NOW.date()
    hours = OpeningHours("Mo-Su 09:00-18:00", (HoursException(today, today, None, reason),))
    place = Place("a", "Radhaus", ("shop=bicycle",), Address(), Contact(), hours, Provenance(Source.OWNER))
    setting = Setting(NOW, CALENDAR, vocabulary(), load_town(BOTTROP))
    assert shows(place_replies.place_card(place, setting), reason)


@pytest.mark.parametrize("thing", ["rote  socken", "brot "])
def test_a_thing_with_more_blanks_than_needed(thing: str) -> None:
    setting = Setting(NOW, CALENDAR, vocabulary(), load_town(BOTTROP))
    text_of(place_replies.nothing_found(Wish(Kind.PLACES, product=thing), setting))


@given(made.places, st.sampled_from(Field), wishes, settings_)
def test_an_answer_about_a_place(place: Place, field: Field, wish: Wish, setting: Setting) -> None:
    asked = Wish(Kind.PLACE, field=field, open=wish.open and _ordered(wish.open), open_now=wish.open_now)
    assert shows(place_replies.field_answer(place, asked, setting), place.name)


def _ordered(window: tuple[datetime, datetime]) -> tuple[datetime, datetime]:
    return min(window), max(window)


@given(st.lists(made.places, min_size=2, max_size=7), made.lines, settings_)
def test_questions_about_names(places: list[Place], name: str, setting: Setting) -> None:
    assert shows(place_replies.which_place(places, name), name)
    assert shows(place_replies.unknown_name(name, setting), name)


@given(wishes, settings_)
def test_nothing_found(wish: Wish, setting: Setting) -> None:
    text_of(place_replies.nothing_found(wish, setting))
    text_of(listings.no_training(wish, setting))
    text_of(listings.no_events(wish, setting))


@given(wishes, st.lists(made.offers, min_size=1, max_size=PAGE_SIZE), pages, relaxed, settings_)
def test_a_list_of_offers(
    wish: Wish, offers: list[Apprenticeship | Job], page: Page, dropped: Sequence[str], setting: Setting
) -> None:
    assert shows(
        listings.training_list(wish, offers, page, dropped, setting), *(offer.company for offer in offers)
    )


@given(made.offers, made.contacts, settings_)
def test_the_card_of_an_offer(offer: Apprenticeship | Job, contact: Contact, setting: Setting) -> None:
    assert shows(
        listings.training_card(offer, contact, setting), offer.company, contact.email, offer.description
    )


@given(wishes, st.lists(made.event_dates, min_size=1, max_size=PAGE_SIZE), pages, relaxed, settings_)
def test_a_list_of_events(
    wish: Wish, dates: list[EventDate], page: Page, dropped: Sequence[str], setting: Setting
) -> None:
    assert shows(
        listings.event_list(wish, dates, page, dropped, setting), *(item.event.title for item in dates)
    )


@given(made.event_dates, settings_)
def test_the_card_of_an_event(item: EventDate, setting: Setting) -> None:
    event = item.event
    assert shows(
        listings.event_card(item, setting), event.title, event.price, event.organizer, event.description
    )


@given(st.lists(made.advice, min_size=1, max_size=PAGE_SIZE), pages, settings_)
def test_the_offices_topics(topics: list[AdviceTopic], page: Page, setting: Setting) -> None:
    text_of(listings.advice_list(topics, page, setting))
    assert shows(listings.advice_card(topics[0], setting), topics[0].title, setting.town.office_name)
    text_of(listings.no_advice(setting))


@given(st.lists(made.notices, min_size=1, max_size=PAGE_SIZE), pages, settings_)
def test_notices(notices: list[Notice], page: Page, setting: Setting) -> None:
    assert shows(listings.notice_list(notices, page, setting), *(notice.title for notice in notices))
    assert shows(listings.notice_card(notices[0], setting), notices[0].title, notices[0].web)
    text_of(listings.no_news())


@given(
    made.towns,
    st.sampled_from(("greeting", "goodbye", "thanks", "praise", "insult", "bot_question", "", "odd")),
    st.floats(3000, 1e6),
)
def test_small_talk(town: Town, variant: str, away_m: float) -> None:
    for reply in (talk.start(town), talk.help_reply(town), talk.location_received(away_m, town)):
        assert shows(reply, town.name)
    text_of(talk.smalltalk(variant, town))
    text_of(talk.subscriptions(town))


@given(made.towns.filter(lambda town: town.privacy.strip() and town.imprint.strip()))
def test_what_the_town_says_of_itself(town: Town) -> None:
    assert shows(talk.privacy(town), town.privacy.strip())
    assert shows(talk.imprint(town), town.imprint.strip())


@given(settings_)
def test_how_to_reach_the_office(setting: Setting) -> None:
    for reply in (talk.handover(setting), talk.idea(setting), talk.correction(setting), talk.owner(setting)):
        assert shows(reply, setting.town.office_name)


@given(made.towns, made.lines, st.booleans(), st.one_of(st.just(""), made.lines), st.booleans())
def test_what_is_out_of_scope(town: Town, said: str, urgent: bool, other_town: str, known: bool) -> None:
    reply = said.replace("{", "").replace("}", "") + " Frag die Stadt {town}."
    elsewhere = Elsewhere("x", ("x",), reply, urgent) if known else None
    text_of(talk.out_of_scope(elsewhere, other_town, town))


@given(st.lists(made.lines, max_size=4), TOKENS)
def test_asking_back(labels: list[str], token: str) -> None:
    text_of(talk.clarify(labels, token))


@given(st.integers(1, 9999), TOKENS, st.integers(0, 999))
def test_the_end_of_a_list(total: int, token: str, page: int) -> None:
    text_of(talk.end_of_list(total, token, page))


@pytest.mark.parametrize(
    "reply",
    [
        talk.ask_location(), talk.no_words(), talk.failure(), talk.too_fast(), talk.not_text("voice"), talk.not_text("odd"),
    ],
)  # fmt: skip
def test_fixed_replies(reply: Reply) -> None:
    text_of(reply)


@pytest.mark.parametrize("group", ["laden", "handwerk", "gastro"])
def test_a_menu_of_all_kinds_of_places_of_a_group(group: str) -> None:
    tags = vocabulary().tags_of_group(group)
    entries = [(tag, vocabulary().category_name(tag, plural=True), 9999) for tag in tags]
    text_of(talk.category_menu("Läden & <mehr>", entries, "handwerk", 99, False))


def test_toasts_fit_telegrams_limit() -> None:
    """200 characters: https://core.telegram.org/bots/api#answercallbackquery."""
    assert all(0 < len(toast) <= 200 for toast in (talk.out_of_date(), talk.gone()))


@given(made.event_dates)
def test_the_id_of_an_event_fits_a_button_with_the_way_back(item: EventDate) -> None:
    assert len(f"e:999.99999:{listings.event_date_id(item)}".encode()) <= MOST_BYTES


def test_the_parser_refuses_what_telegram_refuses() -> None:
    for broken in ("<b>offen", "</b>", "<h1>zu groß</h1>", "<b><i>über</b> Kreuz</i>"):
        with pytest.raises(ApiError):
            parse_html(broken)
    assert parse_html("<b>a &lt; b</b>").text == "a < b"
