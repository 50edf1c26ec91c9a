import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, delete, event, insert, update

from content import changes, models
from content.database import Database
from content.entries import Contact, Coordinates, Source, Town
from content.holiday_calendar import HolidayCalendar
from content.opening_hours import HoursException, OpeningHours
from content.queries import EventQuery, PlaceQuery, TrainingQuery
from content.store import ContentStore, TownMissingError

NOW = datetime(2027, 5, 4, 10, 0, tzinfo=UTC)
TODAY = date(2027, 5, 4)
CALENDAR = HolidayCalendar("DE", "NW")


def bakery(place_id: str, name: str, **columns: Any) -> models.Place:
    return models.Place(
        id=place_id, name=name, categories=[models.PlaceCategory(tag="shop=bakery")], **columns
    )


async def add(database: Database, *rows: models.Base) -> None:
    async with database.writing() as session:
        session.add_all(rows)


@pytest.fixture
async def store(database: Database) -> AsyncIterator[ContentStore]:
    yield ContentStore(database, CALENDAR)


@contextmanager
def counted_statements(database: Database) -> Iterator[list[str]]:
    statements: list[str] = []

    def note(_connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(database.engine.sync_engine, "before_cursor_execute", note)


async def found_names(store: ContentStore, **wishes: Any) -> list[str]:
    matches = await store.find_places(PlaceQuery(**wishes), NOW)
    return [place.name for place in await store.places(matches.ids)]


async def test_a_place_comes_back_whole(database: Database, store: ContentStore) -> None:
    await add(
        database,
        models.Place(
            id="a",
            name="Bäckerei Althoff",
            hours="Mo-Fr 06:00-18:00",
            street="Hauptstraße 1",
            postcode="46236",
            city="Bottrop",
            district="Stadtmitte",
            lat=51.52,
            lon=6.93,
            phone="+49 30 23125 101",
            source="demo",
            confirmed_on=TODAY,
            confirmed_by="Amt",
            aliases=[models.PlaceAlias(alias="Althoff")],
            categories=[
                models.PlaceCategory(tag="shop=bakery", position=0),
                models.PlaceCategory(tag="amenity=cafe", position=1),
            ],
            products=[
                models.PlaceProduct(product="brötchen", position=1),
                models.PlaceProduct(product="kuchen", position=0),
            ],
            attributes=[models.PlaceAttribute(key="wheelchair", value="limited")],
            languages=[models.PlaceLanguage(code="de")],
            exceptions=[models.HoursException(first_day=TODAY, last_day=TODAY, hours=None, reason="Urlaub")],
        ),
    )
    place = await store.place("a")
    assert place is not None
    assert place.hours == OpeningHours("Mo-Fr 06:00-18:00", (HoursException(TODAY, TODAY, None, "Urlaub"),))
    assert place.categories == ("shop=bakery", "amenity=cafe")
    assert place.products == ("kuchen", "brötchen")
    assert place.attributes == {"wheelchair": "limited"}
    assert (place.aliases, place.languages) == (("Althoff",), ("de",))
    assert place.address.coordinates == Coordinates(51.52, 6.93)
    assert place.contact == Contact(phone="+49 30 23125 101")
    assert (place.provenance.source, place.provenance.confirmed_on) == (Source.DEMO, TODAY)


async def test_places_come_in_the_order_asked_without_those_that_are_gone(
    database: Database, store: ContentStore
) -> None:
    await add(database, *(bakery(letter, letter) for letter in "abc"))
    assert [place.id for place in await store.places(["c", "gone", "a"])] == ["c", "a"]
    assert await store.place("gone") is None


async def test_many_places_take_as_many_statements_as_few(database: Database, store: ContentStore) -> None:
    await add(database, *(bakery(f"p{number}", "B") for number in range(20)))
    with counted_statements(database) as for_one:
        await store.places(["p1"])
    with counted_statements(database) as for_many:
        await store.places([f"p{number}" for number in range(20)])
    assert len(for_many) == len(for_one)


async def test_a_search_without_changes_asks_the_store_for_its_version_only(
    database: Database, store: ContentStore
) -> None:
    await add(database, bakery("a", "A"))
    await found_names(store)
    with counted_statements(database) as statements:
        await store.find_places(PlaceQuery(categories=("shop=bakery",)), NOW)
    assert [
        "content_version" in statement for statement in statements if not statement.startswith("BEGIN")
    ] == [True]


async def test_the_next_search_sees_what_was_added_changed_and_deleted(
    database: Database, store: ContentStore
) -> None:
    await add(database, bakery("a", "Althoff"), bakery("b", "Brinkmann"))
    assert await found_names(store) == ["Althoff", "Brinkmann"]
    await add(database, bakery("c", "Cordes"))
    assert await found_names(store) == ["Althoff", "Brinkmann", "Cordes"]
    async with database.writing() as session:
        (await session.get_one(models.Place, "a")).name = "Zander"
        await session.delete(await session.get_one(models.Place, "b"))
    assert await found_names(store) == ["Cordes", "Zander"]
    assert await found_names(store, name="Zandr") == ["Zander"]


async def test_the_next_search_sees_changed_parts_of_a_place(database: Database, store: ContentStore) -> None:
    await add(database, bakery("a", "A", products=[models.PlaceProduct(product="brot")]))
    assert await found_names(store, product="brot") == ["A"]
    async with database.writing() as session:
        place = await session.get_one(models.Place, "a")
        place.products[:] = [models.PlaceProduct(product="torte")]
        place.exceptions.append(models.HoursException(first_day=TODAY, last_day=TODAY, hours="00:00-24:00"))
    assert await found_names(store, product="brot") == []
    assert await found_names(store, product="torte", open=(NOW, NOW)) == ["A"]


async def test_the_next_search_sees_bulk_statements(database: Database, store: ContentStore) -> None:
    await add(database, bakery("a", "A"), bakery("b", "B"))
    await found_names(store)
    async with database.writing() as session:
        await session.execute(update(models.Place).where(models.Place.id == "a").values(district="Ebel"))
    assert await found_names(store, district="Ebel") == ["A"]
    async with database.writing() as session:
        await session.execute(delete(models.Place).where(models.Place.id == "a"))
        await session.execute(insert(models.Place), [{"id": "c", "name": "C"}])
    assert await found_names(store) == ["B", "C"]


async def test_a_change_by_one_process_shows_in_the_searches_of_another(
    database_url: str, database: Database, store: ContentStore
) -> None:
    other = Database(database_url)
    other_store = ContentStore(other, CALENDAR)
    await add(database, bakery("a", "A"))
    assert await found_names(other_store) == ["A"]
    await add(other, bakery("b", "B"))
    await add(database, bakery("c", "C"))
    assert await found_names(store) == await found_names(other_store) == ["A", "B", "C"]
    await other.close()


async def test_who_missed_too_many_changes_reads_everything_again(
    database: Database, store: ContentStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "CHANGES_KEPT", 2)
    await add(database, bakery("a", "A"))
    await found_names(store)
    for letter in "bcde":
        await add(database, bakery(letter, letter.upper()))
    async with database.writing() as session:
        await session.execute(delete(models.Place).where(models.Place.id == "b"))
    assert await found_names(store) == ["A", "C", "D", "E"]


async def test_what_is_rolled_back_changes_neither_version_nor_search(
    database: Database, store: ContentStore
) -> None:
    await add(database, bakery("a", "A"))
    before = await store.version()
    with pytest.raises(RuntimeError, match="broken"):
        async with database.writing() as session:
            session.add(bakery("b", "B"))
            await session.flush()
            raise RuntimeError("broken")
    assert await store.version() == before
    assert await found_names(store) == ["A"]


async def test_writes_that_are_no_content_do_not_count_as_changes(
    database: Database, store: ContentStore
) -> None:
    before = await store.version()
    await add(database, models.Conversation(key="chat:1", state={}, updated_at=NOW))
    assert await store.version() == before


async def test_searches_at_once_while_the_content_changes_all_succeed(
    database: Database, store: ContentStore
) -> None:
    await add(database, *(bakery(f"p{number:03}", f"Nr {number:03}") for number in range(60)))

    async def change() -> None:
        for number in range(5):
            await add(database, bakery(f"q{number}", f"Neu {number}"))

    results = await asyncio.gather(change(), *(store.find_places(PlaceQuery(), NOW) for _ in range(20)))
    assert all(60 <= matches.total <= 65 for matches in results[1:] if matches is not None)
    assert (await store.find_places(PlaceQuery(), NOW)).total == 65


async def test_a_district_without_any_uses_the_centres_of_the_towns_record(
    database: Database, store: ContentStore
) -> None:
    town = models.TownRecord(
        id="bottrop",
        name="Bottrop",
        data={
            "districts": [{"name": "Ebel", "lat": 51.50, "lon": 6.95}, {"name": "Boy"}],
            "subdivision": "NW",
        },
    )
    await add(database, town, bakery("a", "A", lat=51.60, lon=6.9), bakery("b", "B", lat=51.51, lon=6.95))
    matches = await store.find_places(PlaceQuery(categories=("shop=bakery",), district="Ebel"), NOW)
    assert (matches.ids, matches.relaxed, matches.distances_m) == (("b", "a"), ("district",), {})


async def test_the_town_comes_from_its_record(database: Database, store: ContentStore) -> None:
    with pytest.raises(TownMissingError):
        await store.town()
    office = {
        "name": "Amt",
        "phone": "1",
        "district": "Ebel",
        "lat": 51.5,
        "lon": 6.9,
        "hours": "Mo-Fr 08:00-12:00",
    }
    data = {
        "districts": [{"name": "Ebel", "aliases": ["im ebel"]}],
        "office": office,
        "neighbours": ["Essen"],
    }
    await add(database, models.TownRecord(id="bottrop", name="Bottrop", data=data))
    town: Town = await store.town()
    assert (town.name, town.time_zone, town.neighbours) == ("Bottrop", "Europe/Berlin", ("Essen",))
    assert town.districts[0].aliases == ("im ebel",)
    assert town.office_address.coordinates == Coordinates(51.5, 6.9)
    assert town.office_hours == OpeningHours("Mo-Fr 08:00-12:00")


async def test_names_come_with_their_aliases(database: Database, store: ContentStore) -> None:
    await add(database, bakery("a", "A", aliases=[models.PlaceAlias(alias="Aa")]), bakery("b", "B"))
    assert await store.place_names() == [("a", "A", ("Aa",)), ("b", "B", ())]
    assert await store.category_counts() == {"shop=bakery": 2}


async def test_offers_say_what_their_employer_says(database: Database, store: ContentStore) -> None:
    await add(database, bakery("a", "Althoff", district="Ebel", phone="123"))
    await add(
        database,
        models.Apprenticeship(id="t1", occupation="Bäcker/-in", place_id="a"),
        models.Apprenticeship(id="t2", occupation="Bäcker/-in", company="Selbst GmbH", phone="9"),
    )
    inherited, own = await store.apprenticeships(["t1", "t2"])
    assert (inherited.company, inherited.district, inherited.contact.phone) == ("Althoff", "Ebel", "123")
    assert (own.company, own.contact.phone) == ("Selbst GmbH", "9")


async def test_training_is_found_by_occupation_district_and_open_deadline(
    database: Database, store: ContentStore
) -> None:
    occupation = "Elektroniker/-in"
    await add(
        database,
        models.Apprenticeship(id="a", occupation=occupation, company="A", district="Ebel"),
        models.Apprenticeship(id="b", occupation=occupation, company="B", apply_until=date(2027, 6, 1)),
        models.Apprenticeship(id="c", occupation=occupation, company="C", apply_until=date(2027, 5, 3)),
        models.Apprenticeship(id="d", occupation="Koch/Köchin", company="D"),
    )
    assert (await store.find_apprenticeships(TrainingQuery((occupation,)), TODAY)).ids == ("b", "a")
    assert (await store.find_apprenticeships(TrainingQuery((occupation,), district="Ebel"), TODAY)).ids == (
        "a",
    )
    elsewhere = await store.find_apprenticeships(TrainingQuery((occupation,), district="Boy"), TODAY)
    assert (elsewhere.ids, elsewhere.relaxed) == (("b", "a"), ("district",))
    assert (await store.find_apprenticeships(TrainingQuery(("Maurer/-in",)), TODAY)).total == 0


async def test_jobs_are_found_by_occupation_title_and_text(database: Database, store: ContentStore) -> None:
    await add(
        database,
        models.Job(id="a", title="Verkäufer (m/w/d) in Teilzeit", company="A", working_time="Teilzeit"),
        models.Job(id="b", title="Aushilfe", occupation="Verkäufer/-in", company="B"),
        models.Job(id="c", title="Lagerhelfer", company="C", working_time="Teilzeit"),
    )
    assert (await store.find_jobs(TrainingQuery(("Verkäufer/-in",)), TODAY)).ids == ("a", "b")
    assert (await store.find_jobs(TrainingQuery(text="Teilzeit"), TODAY)).ids == ("a", "c")
    assert (await store.find_jobs(TrainingQuery(working_time="Teilzeit"), TODAY)).ids == ("a", "c")
    assert [job.title for job in await store.jobs(["c", "b"])] == ["Lagerhelfer", "Aushilfe"]


async def test_found_dates_of_events_can_be_shown(database: Database, store: ContentStore) -> None:
    thursday = datetime.fromisoformat("2027-05-06T16:00:00+02:00")
    await add(
        database,
        models.Event(id="markt", title="Markt", starts_at=thursday, rrule="FREQ=WEEKLY", topics=["handel"]),
        models.Event(id="fest", title="Fest", starts_at=datetime.fromisoformat("2027-05-08T10:00:00+02:00")),
    )
    matches = await store.find_events(EventQuery(TODAY, date(2027, 5, 14)))
    assert matches.ids == ("markt@2027-05-06", "fest", "markt@2027-05-13")
    dates = await store.event_dates([*matches.ids, "fest@2027-05-08", "gone@2027-05-08", "markt@never"])
    assert [item.starts_at.isoformat() for item in dates] == [
        "2027-05-06T16:00:00+02:00",
        "2027-05-08T10:00:00+02:00",
        "2027-05-13T16:00:00+02:00",
        "2027-05-08T10:00:00+02:00",
    ]
    assert [entry.title for entry in await store.events(["fest"])] == ["Fest"]


async def test_advice_is_found_by_topic_and_words(database: Database, store: ContentStore) -> None:
    await add(
        database,
        models.AdviceTopic(id="a", topic="gruendung", title="Erste Schritte", text="Gewerbe", position=0),
        models.AdviceTopic(
            id="b", topic="gruendung", title="Anmeldung", text="", keywords=["gewerbe anmelden"], position=1
        ),
        models.AdviceTopic(id="c", topic="foerderung", title="Zuschüsse", text="Geld", position=2),
    )
    assert (await store.find_advice({"gruendung"})).ids == ("a", "b")
    assert (await store.find_advice({"gruendung"}, "Gewerbe anmelden")).ids[0] == "b"
    assert (await store.find_advice((), "Raumfahrt")).ids == ()
    assert [entry.id for entry in await store.advice()] == ["a", "b", "c"]
    assert [entry.id for entry in await store.advice(["c"])] == ["c"]


async def test_notices_come_newest_first_and_not_before_their_day(
    database: Database, store: ContentStore
) -> None:
    await add(
        database,
        models.Notice(id="old", topic="digitalisierung", title="", text="", published_on=date(2027, 4, 1)),
        models.Notice(id="new", topic="handel", title="", text="", published_on=TODAY),
        models.Notice(id="coming", topic="handel", title="", text="", published_on=date(2027, 5, 5)),
    )
    assert (await store.find_notices(None, TODAY)).ids == ("new", "old")
    assert (await store.find_notices("digitalisierung", TODAY)).ids == ("old",)
    assert [notice.id for notice in await store.notices(["old"])] == ["old"]
