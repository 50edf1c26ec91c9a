import asyncio
from datetime import UTC, datetime, timedelta

from content import inbox
from content.database import Database
from content.models import IncomingUpdate

NOW = datetime(2027, 5, 4, 12, 0, tzinfo=UTC)


async def record(database: Database, update_id: int, at: datetime = NOW) -> bool:
    async with database.writing() as session:
        arrived = [inbox.ArrivedUpdate(update_id, 7, {"update_id": update_id})]
        return bool(await inbox.record_updates(session, arrived, at))


async def finish(database: Database, update_id: int, at: datetime = NOW) -> None:
    async with database.writing() as session:
        await inbox.mark_done(session, update_id, at)


async def pending_ids(database: Database, received_before: datetime | None = None) -> list[int]:
    async with database.reading() as session:
        return [update.update_id for update in await inbox.pending(session, received_before)]


async def test_an_update_that_comes_twice_is_new_once(database: Database) -> None:
    assert await record(database, 1)
    assert not await record(database, 1)


async def test_of_a_batch_only_the_new_ones_are_named(database: Database) -> None:
    await record(database, 2)
    async with database.writing() as session:
        arrived = [inbox.ArrivedUpdate(n, None, {"update_id": n}) for n in (1, 2, 3)]
        assert await inbox.record_updates(session, arrived, NOW) == {1, 3}
        assert await inbox.record_updates(session, [], NOW) == set()
    assert await pending_ids(database) == [1, 2, 3]


async def test_two_processes_that_get_the_same_update_agree_on_who_answers(database: Database) -> None:
    assert sorted(await asyncio.gather(*(record(database, 1) for _ in range(5)))) == [False] * 4 + [True]


async def test_updates_are_pending_oldest_first_until_done(database: Database) -> None:
    for update_id in (3, 1, 2):
        await record(database, update_id)
    await finish(database, 1)
    assert await pending_ids(database) == [2, 3]


async def test_updates_that_came_later_can_be_left_out(database: Database) -> None:
    await record(database, 1)
    await record(database, 2, NOW + timedelta(minutes=1))
    assert await pending_ids(database, received_before=NOW + timedelta(seconds=1)) == [1]


async def test_an_answered_update_is_still_known_but_not_what_it_said(database: Database) -> None:
    await record(database, 1)
    await finish(database, 1)
    assert not await record(database, 1)
    async with database.reading() as session:
        assert (await session.get_one(IncomingUpdate, 1)).payload == {}


async def test_only_answered_updates_are_purged(database: Database) -> None:
    for update_id in (1, 2, 3):
        await record(database, update_id)
    await finish(database, 1, NOW)
    await finish(database, 2, NOW + timedelta(days=2))
    async with database.writing() as session:
        assert await inbox.purge_done(session, NOW + timedelta(days=1)) == 1
    assert await record(database, 1)
    assert not await record(database, 2)
    assert await pending_ids(database) == [1, 3]


async def test_update_numbers_beyond_32_bits_fit(database: Database) -> None:
    assert await record(database, 2**40)
    assert await pending_ids(database) == [2**40]
