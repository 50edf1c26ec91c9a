from collections.abc import Iterable
from datetime import UTC, datetime

import pytest
from telegram import Bot, Chat, Message, Update

from bot.telegram_app.recorded_queue import RecordedUpdateQueue
from content import inbox
from content.clock import Clock
from content.conversations import load_state, save_state
from content.database import Database

BOT = Bot("1:test")


def update(number: int) -> Update:
    return Update(number, message=Message(number, datetime(2027, 1, 1, tzinfo=UTC), Chat(7, "private")))


def queue_on(database: Database) -> RecordedUpdateQueue:
    return RecordedUpdateQueue(database, Clock("Europe/Berlin"))


def ids(queue: RecordedUpdateQueue) -> list[int]:
    return [item.update_id for item in drained(queue) if isinstance(item, Update)]


def drained(queue: RecordedUpdateQueue) -> Iterable[object]:
    while not queue.empty():
        yield queue.get_nowait()


async def pending_ids(database: Database) -> list[int]:
    async with database.reading() as session:
        return [one.update_id for one in await inbox.pending(session)]


async def test_a_poll_is_recorded_before_anything_is_queued(database: Database) -> None:
    queue = queue_on(database)
    await queue.record([update(1), update(2)])
    assert await pending_ids(database) == [1, 2]
    assert queue.empty()


async def test_what_came_before_is_queued_once(database: Database) -> None:
    queue = queue_on(database)
    for poll in ([1, 2], [2, 3]):
        await queue.record([update(n) for n in poll])
        for n in poll:
            await queue.put(update(n))
    assert ids(queue) == [1, 2, 3]


async def test_an_update_without_a_poll_is_recorded_too(database: Database) -> None:
    queue = queue_on(database)
    await queue.put(update(5))
    await queue.put(update(5))
    assert ids(queue) == [5]
    assert await pending_ids(database) == [5]


async def test_what_was_not_finished_comes_again_after_a_restart(database: Database) -> None:
    first = queue_on(database)
    for n in (1, 2):
        await first.put(update(n))
    await first.finished(update(1))

    second = queue_on(database)
    assert await second.restore(BOT) == 1
    assert ids(second) == [2]
    await second.put(update(1))
    assert second.empty()


async def test_memory_and_mark_are_one_transaction(database: Database) -> None:
    queue = queue_on(database)
    await queue.put(update(1))
    with pytest.raises(RuntimeError):
        async with queue.finishing(update(1)) as session:
            await save_state(session, "telegram:7", {"page": 1}, datetime.now(UTC))
            raise RuntimeError("killed")
    async with database.reading() as session:
        assert await load_state(session, "telegram:7") is None
    assert await pending_ids(database) == [1]

    async with queue.finishing(update(1)) as session:
        await save_state(session, "telegram:7", {"page": 1}, datetime.now(UTC))
    async with database.reading() as session:
        assert await load_state(session, "telegram:7") == {"page": 1}
    assert await pending_ids(database) == []
