"""Towns, places, events and offers of all shapes, with the texts that break careless replies."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from content.entries import (
    Address,
    AdviceTopic,
    Apprenticeship,
    Contact,
    Coordinates,
    District,
    Event,
    EventDate,
    Job,
    Notice,
    Place,
    Provenance,
    Source,
    Town,
)
from content.opening_hours import HoursException, OpeningHours

ZONE = ZoneInfo("Europe/Berlin")

NASTY = (
    "<b>Müller</b>", "Rock & Pop", "a < b > c", "&amp; &lt;", "</b>", "<i>", "\"Zum Anker\"", "O'Neill",
    "🥐🧑‍🍳 Bäckerei 🥨", "מאפייה של רחל",
    "\u202eabc\u202c", "x" * 200, "{town}", "%s", "<script>alert(1)</script>", "Käse &#60; Wein", "»Anführung«",
    "a\u0301\u0300", "&", "<",
)  # fmt: skip

lines = st.one_of(
    st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40)
).filter(str.strip)
"""What fits into one line of an entry."""
things = lines.map(lambda line: " ".join(line.split()))
"""Lines whose words are one blank apart."""
maybe_lines = st.one_of(st.just(""), lines)
paragraphs = st.one_of(maybe_lines, st.lists(lines, min_size=2, max_size=4).map("\n\n".join))
ids = st.one_of(st.just("a" * 40), st.text("abcdefghijklmnopqrstuvwxyz0123456789-", min_size=1, max_size=40))
"""Ids as a town pack allows them."""
tags = st.sampled_from(
    (
        "shop=bakery",
        "amenity=restaurant",
        "cuisine=italian",
        "craft=plumber",
        "shop=charity",
        "shop=never_heard_of",
    )
)
districts = st.one_of(st.sampled_from(("Boy", "Kirchhellen")), maybe_lines)
coordinates = st.one_of(st.none(), st.builds(Coordinates, st.floats(51.4, 51.7), st.floats(6.8, 7.1)))
provenances = st.builds(
    Provenance,
    st.sampled_from(Source),
    st.one_of(st.none(), st.dates(date(2024, 1, 1), date(2026, 11, 24))),
    maybe_lines,
    maybe_lines,
)
contacts = st.builds(
    Contact, maybe_lines, maybe_lines, st.one_of(maybe_lines, st.just("https://radhaus.example/?a=1&b=<2>"))
)
addresses = st.builds(
    Address, maybe_lines, st.sampled_from(("", "46236")), maybe_lines, districts, coordinates
)
days = st.dates(date(2026, 11, 20), date(2026, 12, 5))
exceptions = st.builds(
    lambda first, length, hours, reason: HoursException(first, first + timedelta(length), hours, reason),
    days,
    st.integers(0, 20),
    st.sampled_from((None, "10:00-12:00")),
    maybe_lines,
)
hours = st.builds(
    OpeningHours,
    st.sampled_from(
        (
            None,
            "24/7",
            "Mo-Fr 09:00-18:00; PH off",
            "Mo-Su 18:00-02:00",
            '"nach Vereinbarung"',
            "Sa 08:00-12:00,14:00-16:00",
            "off",
        )
    ),
    st.lists(exceptions, max_size=2).map(tuple),
)
attributes = st.dictionaries(
    st.sampled_from(
        ("wheelchair", "delivery", "fair_trade", "payment:cards", "emergency_service", "diet:vegan")
    ),
    st.sampled_from(("yes", "no", "only", "limited")),
    max_size=4,
)
places = st.builds(
    Place,
    id=ids,
    name=lines,
    categories=st.lists(tags, min_size=1, max_size=3).map(tuple),
    address=addresses,
    contact=contacts,
    hours=hours,
    provenance=provenances,
    description=paragraphs,
    products=st.lists(things, max_size=3).map(tuple),
    attributes=attributes,
    languages=st.lists(st.sampled_from(("de", "tr", "xx")), max_size=2).map(tuple),
)
places_without_reasons = places.map(
    lambda place: replace(
        place,
        hours=OpeningHours(
            place.hours.spec, tuple(replace(one, reason="") for one in place.hours.exceptions)
        ),
    )
)
"""Places whose exceptions from their hours are not explained."""
moments = st.one_of(
    st.datetimes(datetime(2026, 11, 20), datetime(2026, 12, 5), timezones=st.just(ZONE)),  # noqa: DTZ001
    st.datetimes(datetime(2026, 11, 1), datetime(2027, 6, 1), timezones=st.just(ZONE)),  # noqa: DTZ001
)
events = st.builds(
    Event,
    id=ids,
    title=lines,
    starts_at=moments,
    ends_at=st.none(),
    provenance=provenances,
    rrule=st.sampled_from(("", "FREQ=WEEKLY")),
    all_day=st.booleans(),
    venue=maybe_lines,
    address=addresses,
    topics=st.just(("veranstaltungen",)),
    description=paragraphs,
    price=st.one_of(maybe_lines, st.just("Eintritt frei & <gut>")),
    organizer=maybe_lines,
    web=maybe_lines,
)
event_dates = st.builds(
    lambda event, lasts: EventDate(
        event, event.starts_at, None if lasts is None else event.starts_at + timedelta(hours=lasts)
    ),
    events,
    st.one_of(st.none(), st.integers(1, 80)),
)
maybe_days = st.one_of(st.none(), days)
apprenticeships = st.builds(
    Apprenticeship, ids, lines, lines, provenances, st.one_of(st.none(), ids), districts, maybe_days,
    maybe_days, st.integers(1, 9), maybe_lines,
    paragraphs, contacts,
)  # fmt: skip
jobs = st.builds(
    Job, ids, lines, lines, provenances, st.one_of(st.none(), ids), districts, maybe_lines, maybe_lines,
    maybe_days, paragraphs, contacts
)  # fmt: skip
offers = st.one_of(apprenticeships, jobs)
advice = st.builds(
    AdviceTopic, ids, st.just("gruendung"), lines, paragraphs, provenances, st.just(()), contacts, hours
)
notices = st.builds(Notice, ids, st.just("handel"), lines, paragraphs, days, provenances, maybe_lines)
towns = st.builds(
    Town,
    id=st.just("town"),
    name=lines,
    time_zone=st.just("Europe/Berlin"),
    country=st.just("DE"),
    subdivision=st.just("NW"),
    districts=st.just(
        (District("Boy", where="in der <Boy> & Umgebung", coordinates=Coordinates(51.5, 6.9)),)
    ),
    landmarks=st.just(()),
    office_name=lines,
    office_contact=contacts,
    office_address=addresses,
    office_hours=hours,
    imprint=paragraphs,
    privacy=paragraphs,
    demo=st.booleans(),
)
