import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import select, text

from content import models
from content.database import Database, DatabaseError, NotMigratedError

NOW = datetime(2027, 5, 4, 12, 0, tzinfo=UTC)


async def test_migrations_lead_to_the_models(database: Database) -> None:
    def differences(connection: object) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})  # type: ignore[arg-type]
        return list(compare_metadata(context, models.Base.metadata))

    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_migrating_twice_changes_nothing(database: Database) -> None:
    await database.migrate()
    await database.check_migrated()


async def test_two_processes_may_migrate_at_once(database_url: str) -> None:
    both = [Database(database_url), Database(database_url)]
    await asyncio.gather(*(one.migrate() for one in both))
    await both[0].check_migrated()
    for one in both:
        await one.close()


async def test_an_empty_database_is_not_taken_for_a_store(database_url: str) -> None:
    empty = Database(database_url)
    with pytest.raises(NotMigratedError, match="at revision none"):
        await empty.check_migrated()
    await empty.close()


async def test_what_fails_within_a_transaction_leaves_nothing(database: Database) -> None:
    with pytest.raises(RuntimeError, match="broken"):
        async with database.writing() as session:
            session.add(models.Place(id="a", name="A"))
            await session.flush()
            raise RuntimeError("broken")
    async with database.reading() as session:
        assert await session.get(models.Place, "a") is None


async def test_reading_then_writing_waits_for_another_writer_instead_of_failing(database: Database) -> None:
    async def rename(suffix: str) -> None:
        async with database.writing() as session:
            place = await session.get_one(models.Place, "a", with_for_update=True)
            await asyncio.sleep(0.01)
            place.name += suffix

    async with database.writing() as session:
        session.add(models.Place(id="a", name=""))
    await asyncio.gather(*(rename(letter) for letter in "xyz"))
    async with database.reading() as session:
        assert sorted((await session.get_one(models.Place, "a")).name) == ["x", "y", "z"]


async def test_deleting_a_place_takes_its_parts_and_offers_along(database: Database) -> None:
    async with database.writing() as session:
        session.add(models.Place(id="a", name="A", categories=[models.PlaceCategory(tag="shop=bakery")]))
        await session.flush()
        session.add(models.Job(id="j", title="Bäcker", place_id="a"))
    async with database.writing() as session:
        await session.delete(await session.get_one(models.Place, "a"))
    async with database.reading() as session:
        assert (await session.scalars(select(models.PlaceCategory))).all() == []
        assert (await session.scalars(select(models.Job))).all() == []


async def test_moments_come_back_aware_and_in_utc(database: Database) -> None:
    berlin = datetime.fromisoformat("2027-05-04T14:00:00+02:00")
    async with database.writing() as session:
        session.add(models.Event(id="e", title="E", starts_at=berlin))
    async with database.reading() as session:
        starts_at = (await session.get_one(models.Event, "e")).starts_at
    assert starts_at == NOW
    assert starts_at.tzinfo is UTC


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        models.UtcDateTime().process_bind_param(datetime(2027, 5, 4), None)  # type: ignore[arg-type] # noqa: DTZ001


async def test_folded_columns_follow_their_originals_in_bulk_inserts_too(database: Database) -> None:
    async with database.writing() as session:
        await session.execute(models.Place.__table__.insert(), [{"id": "a", "name": "Käse & Groß"}])  # type: ignore[attr-defined]
        session.add(models.Place(id="b", name="Café Öl"))
    async with database.reading() as session:
        folded = {
            row.id: row.name_folded
            for row in await session.execute(text("SELECT id, name_folded FROM place"))
        }
    assert folded == {"a": "kase gross", "b": "cafe ol"}


async def test_a_throw_away_store_is_gone_when_closed() -> None:
    store = Database("sqlite:///:memory:")
    await store.migrate()
    assert has_file(store)
    await store.close()
    assert not has_file(store)


def has_file(store: Database) -> bool:
    return Path(store.url.database or "").exists()


def test_other_databases_are_refused() -> None:
    with pytest.raises(DatabaseError, match="SQLite or PostgreSQL"):
        Database("mysql://localhost/hallo")
