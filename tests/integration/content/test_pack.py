"""Loading town packs: whole or not at all, without duplicates, on both databases."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from content import models
from content.database import Database
from content.entries import Contact, Coordinates, Source
from content.holiday_calendar import HolidayCalendar
from content.opening_hours import HoursException
from content.pack import LoadReport, PackError, load_pack, loading
from content.pack.schema import LIST_FILES
from content.queries import PlaceQuery
from content.store import ContentStore
from tests.paths import BOTTROP

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
TABLES = (
    models.Place,
    models.PlaceAlias,
    models.PlaceCategory,
    models.PlaceProduct,
    models.PlaceAttribute,
    models.PlaceLanguage,
    models.HoursException,
    models.Apprenticeship,
    models.Job,
    models.Event,
    models.AdviceTopic,
    models.Notice,
    models.TownRecord,
    models.PackLoad,
)

FILES = {
    "town.yml": """\
id: musterstadt
name: Musterstadt
demo: true
subdivision: NW
districts:
  - {name: Mitte, aliases: [zentrum], lat: 51.5, lon: 6.9}
  - {name: Nord}
office: {name: Amt, phone: "+49 30 23125 100"}
imprint: Impressum
privacy: Datenschutz
""",
    "places.yml": """\
- id: baeckerei
  name: Bäckerei Süß
  aliases: [süß, bäcker süß]
  categories: [shop=bakery, amenity=cafe]
  products: [brötchen, torte]
  attributes: {wheelchair: yes, diet:vegan: limited, dog: no}
  hours: "Mo-Fr 06:00-18:00; PH off"
  exceptions:
    - {from: +10, to: +20, reason: Urlaub}
    - {from: 2026-12-24, to: 2026-12-24, hours: "06:00-12:00"}
  languages: [de, tr]
  street: Hauptstraße 1
  postcode: 01067
  district: Mitte
  lat: 51.5
  lon: 6.9
  phone: "+49 30 23125 101"
  confirmed: {on: -20, by: Amt}
- id: laden
  name: Laden
  categories: [shop=books]
  district: Nord
  source: import
  credit: Verzeichnis
""",
    "apprenticeships.yml": """\
- id: ausbildung
  occupation: Bäcker/-in
  place: baeckerei
  starts: next 08-01
  apply_until: +60
  positions: 2
""",
    "jobs.yml": """\
- id: stelle
  title: Verkäufer (m/w/d)
  place: laden
  working_time: Teilzeit
""",
    "events.yml": """\
- id: fest
  title: Fest
  start: "+3 16:00"
  end: "+3 21:00"
  place: baeckerei
  topics: [veranstaltungen]
- id: ausstellung
  title: Ausstellung
  start: "2026-10-24"
  end: "2026-10-25"
  all_day: true
  district: Nord
""",
    "advice.yml": """\
- {id: rat, topic: gruendung, title: Gründen, text: Text, keywords: [gewerbe anmelden]}
- {id: mehr-rat, topic: kontakt, title: Kontakt, text: Text}
""",
    "notices.yml": """\
- {id: tipp, topic: digitalisierung, title: Tipp, text: Text, published: -7}
""",
}

Edit = Callable[[str, str, str], None]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    folder.mkdir()
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def edit(pack: Path) -> Edit:
    """Replace a piece of one file, which must be there once."""

    def replace(file: str, old: str, new: str) -> None:
        text = (pack / file).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (pack / file).write_text(text.replace(old, new), encoding="utf-8")

    return replace


@pytest.fixture
def store(database: Database) -> ContentStore:
    return ContentStore(database, HolidayCalendar("DE", "NW"))


async def load(database: Database, pack: Path, today: date = TODAY) -> LoadReport:
    return await load_pack(database, pack, today, NOW + (today - TODAY))


async def sizes(database: Database) -> dict[str, int]:
    async with database.reading() as session:
        return {
            model.__tablename__: (await session.scalars(select(func.count()).select_from(model))).one()
            for model in TABLES
        }


async def ids(database: Database, model: Any) -> set[str]:
    async with database.reading() as session:
        return set(await session.scalars(select(model.id)))


def tally(report: LoadReport) -> dict[str, tuple[int, int, int, int, int]]:
    return {
        kind: (c.added, c.changed, c.unchanged, c.removed, c.kept)
        for kind, c in report.counts.items()
        if c.added or c.changed or c.removed or c.kept
    }


async def test_a_place_is_stored_whole(database: Database, store: ContentStore, pack: Path) -> None:
    await load(database, pack)
    place = await store.place("baeckerei")
    assert place is not None
    assert (place.name, place.aliases) == ("Bäckerei Süß", ("süß", "bäcker süß"))
    assert place.categories == ("shop=bakery", "amenity=cafe")
    assert place.products == ("brötchen", "torte")
    assert place.attributes == {"wheelchair": "yes", "diet:vegan": "limited", "dog": "no"}
    assert place.hours.spec == "Mo-Fr 06:00-18:00; PH off"
    assert place.hours.exceptions == (
        HoursException(date(2026, 12, 4), date(2026, 12, 14), None, "Urlaub"),
        HoursException(date(2026, 12, 24), date(2026, 12, 24), "06:00-12:00", ""),
    )
    assert (place.address.street, place.address.postcode, place.address.city, place.address.district) == (
        "Hauptstraße 1",
        "01067",
        "Musterstadt",
        "Mitte",
    )
    assert place.address.coordinates == Coordinates(51.5, 6.9)
    assert place.contact == Contact(phone="+49 30 23125 101")
    assert place.languages == ("de", "tr")
    provenance = place.provenance
    assert (provenance.source, provenance.confirmed_on, provenance.confirmed_by) == (
        Source.DEMO,
        date(2026, 11, 4),
        "Amt",
    )


async def test_an_entry_may_say_where_it_comes_from(
    database: Database, store: ContentStore, pack: Path, edit: Edit
) -> None:
    await load(database, pack)
    imported = await store.place("laden")
    assert imported is not None
    assert (imported.provenance.source, imported.provenance.credit) == (Source.IMPORT, "Verzeichnis")
    edit("town.yml", "demo: true\n", "")
    await load(database, pack)
    own = await store.place("baeckerei")
    assert own is not None
    assert own.provenance.source is Source.AMT


async def test_offers_and_events_say_what_their_place_says(
    database: Database, store: ContentStore, pack: Path
) -> None:
    await load(database, pack)
    (training,) = await store.apprenticeships(["ausbildung"])
    assert (training.company, training.district, training.positions) == ("Bäckerei Süß", "Mitte", 2)
    assert training.contact.phone == "+49 30 23125 101"
    (job,) = await store.jobs(["stelle"])
    assert (job.company, job.district, job.working_time) == ("Laden", "Nord", "Teilzeit")
    async with database.reading() as session:
        event = await session.get_one(models.Event, "fest")
        assert (event.venue, event.street, event.lat) == ("Bäckerei Süß", "Hauptstraße 1", 51.5)


async def test_dates_count_from_the_day_of_loading_in_the_time_of_the_town(
    database: Database, pack: Path
) -> None:
    await load(database, pack, date(2026, 7, 1))
    async with database.reading() as session:
        event = await session.get_one(models.Event, "fest")
        assert event.starts_at == datetime(2026, 7, 4, 14, 0, tzinfo=UTC)
        assert event.ends_at == datetime(2026, 7, 4, 19, 0, tzinfo=UTC)
        training = await session.get_one(models.Apprenticeship, "ausbildung")
        assert (training.starts_on, training.apply_until) == (date(2026, 8, 1), date(2026, 8, 30))
        assert (await session.get_one(models.Notice, "tipp")).published_on == date(2026, 6, 24)


async def test_an_all_day_event_lasts_to_the_end_of_its_last_day(database: Database, pack: Path) -> None:
    await load(database, pack)
    async with database.reading() as session:
        event = await session.get_one(models.Event, "ausstellung")
        assert event.all_day
        # Clocks go back on 25 October: its two days have 49 hours.
        assert event.starts_at == datetime(2026, 10, 23, 22, 0, tzinfo=UTC)
        assert event.ends_at == datetime(2026, 10, 25, 23, 0, tzinfo=UTC)


async def test_a_range_over_the_turn_of_the_year_is_stored_in_order(
    database: Database, store: ContentStore, pack: Path, edit: Edit
) -> None:
    edit("places.yml", "{from: +10, to: +20, reason: Urlaub}", "{from: next 12-27, to: next 01-03}")
    for today, first, last in (
        (date(2026, 11, 24), date(2026, 12, 27), date(2027, 1, 3)),
        (date(2027, 1, 2), date(2026, 12, 27), date(2027, 1, 3)),
        (date(2027, 1, 4), date(2027, 12, 27), date(2028, 1, 3)),
    ):
        await load(database, pack, today)
        place = await store.place("baeckerei")
        assert place is not None
        assert HoursException(first, last, None) in place.hours.exceptions


async def test_what_is_loaded_twice_is_there_once(
    database: Database, store: ContentStore, pack: Path
) -> None:
    first = await load(database, pack)
    before, version = await sizes(database), await store.version()
    second = await load(database, pack)
    assert tally(first) == {
        "places": (2, 0, 0, 0, 0),
        "apprenticeships": (1, 0, 0, 0, 0),
        "jobs": (1, 0, 0, 0, 0),
        "events": (2, 0, 0, 0, 0),
        "advice": (2, 0, 0, 0, 0),
        "notices": (1, 0, 0, 0, 0),
    }
    assert (second.changes, tally(second)) == (0, {})
    assert await sizes(database) == before
    assert await store.version() == version
    assert str(second) == (
        "Musterstadt: nichts geändert (2 Orte, 1 Ausbildungsplätze, 1 Stellen, 2 Termine, "
        "2 Beratungsthemen, 1 Meldungen)."
    )


async def test_a_day_later_only_what_moves_has_changed(database: Database, pack: Path) -> None:
    await load(database, pack)
    before = await sizes(database)
    report = await load(database, pack, TODAY + DAY)
    assert tally(report) == {
        "places": (0, 1, 1, 0, 0),
        "apprenticeships": (0, 1, 0, 0, 0),
        "events": (0, 1, 1, 0, 0),
        "notices": (0, 1, 0, 0, 0),
    }
    assert await sizes(database) == {**before, "pack_load": 2}


async def test_changed_entries_are_renewed_with_all_their_parts(
    database: Database, store: ContentStore, pack: Path, edit: Edit
) -> None:
    await load(database, pack)
    edit("places.yml", "name: Bäckerei Süß", "name: Backhaus Süß")
    edit("places.yml", "[süß, bäcker süß]", "[bäcker süß, backhaus]")
    edit("places.yml", "[brötchen, torte]", "[torte, brötchen, stuten]")
    edit("places.yml", "{wheelchair: yes, diet:vegan: limited, dog: no}", "{dog: yes}")
    edit("places.yml", "[de, tr]", "[pl]")
    edit("places.yml", "    - {from: +10, to: +20, reason: Urlaub}\n", "")
    edit("advice.yml", "title: Kontakt", "title: So erreichst du uns")
    report = await load(database, pack)
    assert tally(report) == {"places": (0, 1, 1, 0, 0), "apprenticeships": (0, 1, 0, 0, 0),
                             "events": (0, 1, 1, 0, 0), "advice": (0, 1, 1, 0, 0)}  # fmt: skip
    place = await store.place("baeckerei")
    assert place is not None
    assert (place.name, place.aliases) == ("Backhaus Süß", ("bäcker süß", "backhaus"))
    assert place.products == ("torte", "brötchen", "stuten")
    assert (place.attributes, place.languages) == ({"dog": "yes"}, ("pl",))
    assert [exception.first_day for exception in place.hours.exceptions] == [date(2026, 12, 24)]
    assert (await load(database, pack)).changes == 0


async def test_a_search_sees_what_was_loaded(
    database: Database, store: ContentStore, pack: Path, edit: Edit
) -> None:
    await load(database, pack)
    assert (await store.find_places(PlaceQuery(name="Bäckerei Süß"), NOW)).ids == ("baeckerei",)
    edit("places.yml", "name: Bäckerei Süß", "name: Backhaus Honig")
    await load(database, pack)
    assert (await store.find_places(PlaceQuery(name="Backhaus Honig"), NOW)).ids == ("baeckerei",)


async def test_what_left_the_pack_leaves_the_store(database: Database, pack: Path, edit: Edit) -> None:
    await load(database, pack)
    text = FILES["places.yml"]
    edit("places.yml", text[: text.index("- id: laden")], "")
    for name in ("apprenticeships.yml", "events.yml", "notices.yml"):
        (pack / name).unlink()
    report = await load(database, pack)
    assert tally(report) == {
        "places": (0, 0, 1, 1, 0),
        "apprenticeships": (0, 0, 0, 1, 0),
        "events": (0, 0, 0, 2, 0),
        "notices": (0, 0, 0, 1, 0),
    }
    left = {table: size for table, size in (await sizes(database)).items() if size}
    assert left == {"place": 1, "place_category": 1, "job": 1, "advice_topic": 2, "town": 1, "pack_load": 2}


async def test_what_owners_have_set_stays(
    database: Database, store: ContentStore, pack: Path, edit: Edit
) -> None:
    await load(database, pack)
    async with database.writing() as session:
        row = await session.get_one(models.Place, "laden")
        row.name, row.source = "Lädchen von Oma", Source.OWNER.value
        session.add(models.Place(id="neu", name="Neuer Laden", source=Source.OWNER.value))
    edit("places.yml", "name: Laden", "name: Laden des Pakets")
    report = await load(database, pack)
    assert tally(report) == {"places": (0, 0, 1, 0, 2), "jobs": (0, 1, 0, 0, 0)}
    kept = await store.place("laden")
    assert kept is not None
    assert kept.name == "Lädchen von Oma"
    text = FILES["places.yml"]
    (pack / "places.yml").write_text(text[: text.index("- id: laden")], encoding="utf-8")
    (pack / "jobs.yml").unlink()
    await load(database, pack)
    assert await ids(database, models.Place) == {"baeckerei", "laden", "neu"}


async def test_a_place_stays_while_an_owners_offer_is_about_it(database: Database, pack: Path) -> None:
    await load(database, pack)
    async with database.writing() as session:
        session.add(models.Job(id="eigene", title="Aushilfe", place_id="laden", source=Source.OWNER.value))
    text = FILES["places.yml"]
    (pack / "places.yml").write_text(text[: text.index("- id: laden")], encoding="utf-8")
    (pack / "jobs.yml").unlink()
    report = await load(database, pack)
    assert tally(report) == {"places": (0, 0, 1, 0, 1), "jobs": (0, 0, 0, 1, 1)}
    assert await ids(database, models.Job) == {"eigene"}


async def test_offers_that_go_with_their_place_are_gone_for_everybody(
    database: Database, store: ContentStore, pack: Path
) -> None:
    await load(database, pack)
    assert [job.id for job in await store.jobs(["stelle"])] == ["stelle"]
    text = FILES["places.yml"]
    (pack / "places.yml").write_text(text[: text.index("- id: laden")], encoding="utf-8")
    (pack / "jobs.yml").unlink()
    await load(database, pack)
    assert await store.jobs(["stelle"]) == []


async def test_a_broken_pack_changes_nothing_and_tells_every_problem(
    database: Database, store: ContentStore, pack: Path, edit: Edit
) -> None:
    await load(database, pack)
    before, version = await sizes(database), await store.version()
    edit("places.yml", "name: Laden", "name: Besserer Laden")
    edit("places.yml", "[brötchen, torte]", "brötchen")
    edit("jobs.yml", "Teilzeit", "Teilzei")
    (pack / "notices.yml").unlink()
    with pytest.raises(PackError, match="2 Fehler, nichts wurde geladen") as refused:
        await load(database, pack)
    assert [(p.file, p.line, p.field) for p in refused.value.problems] == [
        ("jobs.yml", 4, "working_time"),
        ("places.yml", 5, "products"),
    ]
    assert await sizes(database) == before
    assert await store.version() == version
    kept = await store.place("laden")
    assert kept is not None
    assert kept.name == "Laden"


async def test_hints_do_not_keep_a_pack_from_being_loaded(database: Database, pack: Path, edit: Edit) -> None:
    edit("places.yml", "shop=books", "shop=bokos")
    (pack / "notizen.yml").write_text("- nur für uns", encoding="utf-8")
    assert (await load(database, pack)).counts["places"].added == 2


@pytest.mark.parametrize("at_kind", ["jobs", "notices"])
async def test_a_load_that_fails_half_way_leaves_nothing_behind(
    database: Database,
    store: ContentStore,
    pack: Path,
    edit: Edit,
    monkeypatch: pytest.MonkeyPatch,
    at_kind: str,
) -> None:
    await load(database, pack)
    before, version = await sizes(database), await store.version()
    edit("places.yml", "name: Laden", "name: Besserer Laden")
    edit("town.yml", "imprint: Impressum", "imprint: Neues Impressum")
    (pack / "apprenticeships.yml").unlink()
    real = loading.values_of

    def values_of(kind: str, *rest: Any) -> Any:
        if kind == at_kind:
            raise RuntimeError("power cut")
        return real(kind, *rest)

    with monkeypatch.context() as patched:
        patched.setattr(loading, "values_of", values_of)
        with pytest.raises(RuntimeError, match="power cut"):
            await load(database, pack)
    assert await sizes(database) == before
    assert await store.version() == version
    assert (await load(database, pack)).changes == 4


async def test_a_change_of_the_town_alone_is_reported_and_recorded(
    database: Database, store: ContentStore, pack: Path, edit: Edit
) -> None:
    await load(database, pack)
    edit("town.yml", "imprint: Impressum", "imprint: Neues Impressum")
    report = await load(database, pack)
    assert (report.changes, tally(report)) == (1, {})
    assert str(report).startswith("Musterstadt: 0 neu, 0 geändert, 0 entfernt, Angaben zur Stadt erneuert (")
    assert (await store.town()).imprint == "Neues Impressum"
    assert (await sizes(database))["pack_load"] == 2


async def test_the_pack_of_another_town_takes_the_place_of_the_first(
    database: Database, store: ContentStore, pack: Path, edit: Edit
) -> None:
    await load(database, pack)
    edit("town.yml", "id: musterstadt\nname: Musterstadt", "id: andernorts\nname: Andernorts")
    edit("places.yml", "id: laden", "id: kiosk")
    edit("jobs.yml", "place: laden", "place: kiosk")
    await load(database, pack)
    town = await store.town()
    assert (town.id, town.name) == ("andernorts", "Andernorts")
    assert await ids(database, models.TownRecord) == {"andernorts"}
    assert await ids(database, models.Place) == {"baeckerei", "kiosk"}
    place = await store.place("baeckerei")
    assert place is not None
    assert place.address.city == "Andernorts"


async def test_each_load_that_changes_something_is_recorded_with_the_state_of_the_files(
    database: Database, pack: Path, edit: Edit
) -> None:
    for today in (TODAY, TODAY, TODAY + DAY):
        await load(database, pack, today)
    edit("advice.yml", "title: Kontakt", "title: So erreichst du uns")
    await load(database, pack, TODAY + DAY)
    async with database.reading() as session:
        rows = list(await session.scalars(select(models.PackLoad).order_by(models.PackLoad.id)))
    assert [row.town for row in rows] == ["musterstadt"] * 3
    assert [row.loaded_at for row in rows] == [NOW, NOW + DAY, NOW + DAY]
    assert rows[0].pack_hash == rows[1].pack_hash != rows[2].pack_hash


async def test_the_longest_texts_that_are_allowed_fit_into_the_store(
    database: Database, pack: Path, edit: Edit
) -> None:
    edit(
        "places.yml", "name: Laden", f"name: {'ß' * 200}\n  aliases: [{'ä' * 200}]\n  products: [{'ü' * 100}]"
    )
    edit("places.yml", "credit: Verzeichnis", f"credit: {'c' * 200}\n  web: https://{'w' * 480}.example")
    edit("places.yml", "on: -20, by: Amt", f"on: -20, by: {'a' * 120}")
    edit("places.yml", "reason: Urlaub", f"reason: {'u' * 200}")
    edit("places.yml", "01067", "1" * 16)
    edit("jobs.yml", "Verkäufer (m/w/d)", "V" * 200)
    edit("events.yml", "title: Fest", f"title: {'F' * 200}\n  venue: {'V' * 200}\n  price: {'P' * 200}")
    assert (await load(database, pack)).counts["places"].added == 2


@pytest.mark.parametrize("kind", list(LIST_FILES))
async def test_a_pack_may_lack_any_kind_of_entry(database: Database, pack: Path, kind: str) -> None:
    (pack / f"{kind}.yml").unlink()
    if kind == "places":
        for user in ("apprenticeships", "jobs", "events"):
            (pack / f"{user}.yml").unlink()
    report = await load(database, pack)
    assert report.counts[kind].added == 0
    assert report.counts["advice" if kind != "advice" else "notices"].added > 0


async def test_the_shipped_pack_is_loaded_and_loaded_again(
    database: Database, store: ContentStore, tmp_path: Path
) -> None:
    copy = shutil.copytree(BOTTROP, tmp_path / "bottrop")
    first = await load(database, copy)
    assert first.counts["places"].added >= 300
    before = await sizes(database)
    second = await load(database, copy)
    assert second.changes == 0, tally(second)
    tomorrow = await load(database, copy, TODAY + DAY)
    assert all(c.added == c.removed == 0 for c in tomorrow.counts.values())
    assert await sizes(database) == {**before, "pack_load": 2}
    assert (await store.town()).name == "Bottrop"
