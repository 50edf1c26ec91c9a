"""The shipped demo town keeps its promises."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from content import mapping, models
from content.entries import Event
from content.holiday_calendar import HolidayCalendar
from content.opening_hours import HoursException, OpeningHours, OpenState, open_between, weekly_intervals
from content.pack import load_town, validate_pack
from content.pack.rows import values_of
from content.pack.schema import PlaceEntry
from content.pack.validation import Pack, check_pack
from content.queries import EventQuery
from content.search.agenda import date_on, find_events, split_date_id
from tests.paths import BOTTROP

NRW = HolidayCalendar("DE", "NW")
BERLIN = ZoneInfo("Europe/Berlin")
DAY = timedelta(days=1)
LOADING_DAYS = (
    date(2026, 11, 24),
    date(2027, 2, 28),
    date(2027, 7, 31),
    date(2028, 2, 29),
    date(2028, 12, 31),
)
TODAY = LOADING_DAYS[0]

FICTION_NUMBERS = re.compile(r"\+49 (?:30 23125|69 90009|40 66969|221 4710|89 99998) \d{3}(?:[- ]\d{1,2})?")
"""Ranges that the Bundesnetzagentur keeps free for films and books."""
FICTION_DOMAINS = re.compile(r"(?:https?://|[\w.+-]+@)(?:[\w-]+\.)+(?:example|test)(?:/\S*)?")
"""Domains that nobody can have (RFC 2606)."""
CHAINS = (
    "aldi", "aral", "burger king", "commerzbank", "deichmann", "deutsche post", "dhl", "dm", "edeka", "fielmann", "hornbach",
    "ikea", "kaufland", "kik", "lidl", "mcdonald", "mediamarkt", "müller", "netto", "obi", "penny", "postbank", "rewe",
    "rossmann", "saturn", "shell", "sparkasse", "subway", "telekom", "vodafone", "volksbank", "woolworth",
)  # fmt: skip


@cache
def pack() -> Pack:
    return check_pack(BOTTROP)


def entries(kind: str) -> list[Any]:
    return [entry for entry, _, _ in pack().entries[kind]]


def place(name: str) -> PlaceEntry:
    (found,) = [entry for entry in entries("places") if entry.name == name]
    return found


def hours(entry: PlaceEntry, today: date = TODAY) -> OpeningHours:
    exceptions = (
        HoursException(item.first.resolve(today), item.last.resolve(today), item.hours, item.reason)
        for item in entry.exceptions
    )
    return OpeningHours(entry.hours, tuple(exceptions))


def is_open(entry: PlaceEntry, day: date, clock: str) -> bool:
    moment = datetime.combine(day, time.fromisoformat(clock), BERLIN)
    return open_between(hours(entry), moment, moment, NRW) is OpenState.OPEN


def events(today: date) -> list[Event]:
    town = pack().town
    assert town is not None
    places = {entry.id: entry for entry in entries("places")}
    return [
        mapping.event(
            models.Event(
                id=entry.id, **values_of("events", entry, town, places, today, BERLIN, position).columns
            )
        )
        for position, entry in enumerate(entries("events"))
    ]


def texts() -> Iterable[tuple[str, str]]:
    for path in sorted(BOTTROP.glob("*.yml")):
        yield path.name, path.read_text(encoding="utf-8")


def test_nothing_is_wrong_with_the_pack() -> None:
    assert validate_pack(BOTTROP) == []


# ----- how much there is


def test_there_are_places_of_many_kinds_in_every_district() -> None:
    places = entries("places")
    kinds = {tag for entry in places for tag in entry.categories if not tag.startswith("cuisine=")}
    assert len(places) >= 300
    assert len(kinds) >= 120
    districts = {district.name for district in load_town(BOTTROP).districts}
    assert len(districts) == 14
    assert {entry.district for entry in places} == districts


def test_there_are_training_places_and_vacancies() -> None:
    trainings = entries("apprenticeships")
    assert len(trainings) >= 80
    assert len({entry.occupation for entry in trainings}) >= 60
    assert len(entries("jobs")) >= 20


@pytest.mark.parametrize("today", LOADING_DAYS, ids=str)
def test_offers_can_still_be_taken_whenever_the_pack_is_loaded(today: date) -> None:
    for offer in [*entries("apprenticeships"), *entries("jobs")]:
        if offer.apply_until is not None:
            assert offer.apply_until.resolve(today) > today, offer.id
    for training in entries("apprenticeships"):
        if training.starts is not None:
            assert training.starts.resolve(today) >= today, training.id


def test_there_are_events() -> None:
    assert len(entries("events")) >= 50


@pytest.mark.parametrize("today", LOADING_DAYS, ids=str)
def test_something_is_on_on_every_day_of_the_next_year(today: date) -> None:
    known = events(today)
    by_id = {event.id: event for event in known}
    last_day = today + 370 * DAY
    matches = find_events(known, EventQuery(first_day=today, last_day=last_day), BERLIN)
    days_with_something: set[date] = set()
    for date_id in matches.ids:
        event_id, on = split_date_id(date_id)
        item = date_on(by_id[event_id], on, BERLIN)
        assert item is not None
        day = item.starts_at.date()
        last = day if item.ends_at is None else (item.ends_at - timedelta.resolution).date()
        while day <= last:
            days_with_something.add(day)
            day += DAY
    missing = [today + n * DAY for n in range(371) if today + n * DAY not in days_with_something]
    assert missing == []


def test_the_office_advises_on_all_its_topics() -> None:
    topics = [entry.topic for entry in entries("advice")]
    assert len(topics) >= 30
    assert set(topics) >= {
        "gruendung",
        "foerderung",
        "flaechen",
        "digitalisierung",
        "fachkraefte",
        "fairtrade",
        "netzwerk",
        "kontakt",
    }


def test_there_are_two_years_of_monthly_notices_on_digitalisation() -> None:
    assert sum(entry.topic == "digitalisierung" for entry in entries("notices")) >= 24


def test_the_five_real_weekly_markets_are_there_with_their_source() -> None:
    markets = [
        entry
        for entry in entries("places")
        if "amenity=marketplace" in entry.categories and entry.source == "import"
    ]
    assert {(entry.district, entry.hours) for entry in markets} == {
        ("Stadtmitte", "We 08:00-13:00; Sa 08:00-13:30"),
        ("Fuhlenbrock", "Th 08:00-13:00"),
        ("Boy", "Tu,Fr 08:00-13:00"),
        ("Eigen", "Fr 08:00-13:00"),
        ("Kirchhellen", "Th 08:00-13:00"),
    }
    assert all("Stadt Bottrop" in entry.credit and "wo-ist-markt" in entry.credit for entry in markets)


# ----- that there is something of everything


def test_hours_are_of_every_sort() -> None:
    places = entries("places")
    specs = [entry.hours for entry in places if entry.hours is not None]
    ordinary = [week for spec in specs if (week := weekly_intervals(spec))]
    sunday = 6 * 24 * 60

    def has_lunch_break(week: tuple[tuple[int, int], ...]) -> bool:
        return len(week) > len({begin // 1440 for begin, _ in week})

    assert sum(has_lunch_break(week) for week in ordinary) >= 30
    assert sum(any(end > sunday for _, end in week) for week in ordinary) >= 30
    assert sum(weekly_intervals(spec) is None for spec in specs) >= 10, "seasonal"
    assert sum("Vereinbarung" in spec for spec in specs) >= 10
    assert sum(entry.hours is None for entry in places) >= 10
    assert sum(spec == "24/7" for spec in specs) >= 3
    assert sum("PH off" in spec for spec in specs) >= 100
    assert sum("PH" in spec and "PH off" not in spec for spec in specs) >= 10
    assert sum("PH" not in spec for spec in specs) >= 10


def test_some_are_closed_for_holidays_and_some_have_special_days() -> None:
    exceptions = [item for entry in entries("places") for item in entry.exceptions]
    assert sum(item.hours is None for item in exceptions) >= 5
    assert sum(item.hours is not None for item in exceptions) >= 2
    assert all(item.reason for item in exceptions)


def test_many_places_are_of_several_kinds() -> None:
    assert sum(len(entry.categories) > 1 for entry in entries("places")) >= 60


# ----- places by name

NAMED = {
    "Bäckerei Althoff": ("Kirchhellen", "shop=bakery"),
    "Metzgerei Kowalski": ("Fuhlenbrock", "shop=butcher"),
    "Blumen Böckenhoff": ("Stadtmitte", "shop=florist"),
    "Buchhandlung Lesezeichen": ("Stadtmitte", "shop=books"),
    "Optik Nachtigall": ("Stadtmitte", "shop=optician"),
    "Eisdiele Rialto": ("Stadtmitte", "amenity=ice_cream"),
    "Weltladen Bottrop": ("Stadtmitte", "shop=charity"),
    "Café Zechenglück": ("Batenbrock", "amenity=cafe"),
    "Radhaus Bottrop": ("Eigen", "shop=bicycle"),
    "Friseur Haarmonie": ("Boy", "shop=hairdresser"),
    "Elektro Przybilla": ("Welheim", "craft=electrician"),
    "Dachdeckerei Hülsmann": ("Grafenwald", "craft=roofer"),
    "Tischlerei Span & Sohn": ("Feldhausen", "craft=cabinet_maker"),
    "Sanitär Grabowski": ("Ebel", "craft=plumber"),
}


@pytest.mark.parametrize("name", NAMED)
def test_a_named_place_is_where_and_what_it_should_be(name: str) -> None:
    district, category = NAMED[name]
    entry = place(name)
    assert entry.district == district
    assert category in entry.categories


def test_althoff_is_open_on_sunday_mornings() -> None:
    sundays = [date(2026, 11, 29) + 7 * n * DAY for n in range(52)]
    assert all(is_open(place("Bäckerei Althoff"), day, "09:30") for day in sundays)


def test_the_weltladen_has_nothing_but_fair_trade() -> None:
    assert place("Weltladen Bottrop").attributes["fair_trade"] == "only"


def test_zechenglueck_has_tables_outside_and_fair_coffee() -> None:
    attributes = place("Café Zechenglück").attributes
    assert (attributes["outdoor_seating"], attributes["fair_trade"]) == ("yes", "yes")


def test_the_radhaus_sells_and_repairs() -> None:
    radhaus = place("Radhaus Bottrop")
    assert radhaus.attributes["repair"] == "yes"
    assert {"fahrrad", "fahrradreparatur"} <= set(radhaus.products)


def test_grabowski_comes_in_an_emergency() -> None:
    assert place("Sanitär Grabowski").attributes["emergency_service"] == "yes"


def test_rialto_is_open_longer_in_summer() -> None:
    assert is_open(place("Eisdiele Rialto"), date(2026, 7, 15), "21:00")
    assert not is_open(place("Eisdiele Rialto"), date(2026, 12, 16), "21:00")


# ----- nothing real


def test_what_is_invented_says_so() -> None:
    assert load_town(BOTTROP).demo
    for kind in ("places", "apprenticeships", "jobs", "events", "advice", "notices"):
        for entry in entries(kind):
            assert entry.source in (None, "demo") or entry.credit, entry.id
            assert entry.source in (None, "demo", "import"), entry.id


def test_numbers_and_addresses_cannot_be_anybodys() -> None:
    for kind in ("places", "apprenticeships", "jobs", "advice", "notices", "events"):
        for entry in entries(kind):
            phone, email, web = (getattr(entry, name, "") for name in ("phone", "email", "web"))
            assert not phone or FICTION_NUMBERS.fullmatch(phone), entry.id
            assert all(not text or FICTION_DOMAINS.fullmatch(text) for text in (email, web)), entry.id
    office = load_town(BOTTROP).office_contact
    assert FICTION_NUMBERS.fullmatch(office.phone)
    assert all(FICTION_DOMAINS.fullmatch(text) for text in (office.email, office.web))


def test_the_office_can_be_reached_and_says_that_it_is_invented() -> None:
    town = load_town(BOTTROP)
    assert "Demo" in town.office_address.street
    assert weekly_intervals(town.office_hours.spec or "")


def test_no_text_has_a_number_or_domain_in_passing() -> None:
    number = re.compile(r"\+\d[\d /()-]{6,}|\b0\d{2,5}[ /-]\d{4,}|\b\d{7,}\b")
    domain = re.compile(
        r"(?<![\w@])(?:[\w-]+\.)+(?:de|com|org|net|info|eu|shop|nrw|ruhr|koeln|io|app|biz|online)\b"
    )
    for name, text in texts():
        without_fiction = FICTION_NUMBERS.sub("", text)
        assert number.findall(without_fiction) == [], name
        assert domain.findall(text) == [], name


def test_no_invented_place_has_the_name_of_a_chain() -> None:
    for entry in entries("places"):
        words = re.sub(r"[^\w' ]", " ", entry.name.lower())
        assert not any(re.search(rf"\b{chain}\b", words) for chain in CHAINS), entry.name
