from datetime import UTC, datetime, timedelta

from content import conversations
from content.database import Database

NOW = datetime(2027, 5, 4, 12, 0, tzinfo=UTC)


async def test_a_new_chat_has_no_state(database: Database) -> None:
    async with database.reading() as session:
        assert await conversations.load_state(session, "chat:1") is None


async def test_a_saved_state_comes_back_and_the_next_replaces_it(database: Database) -> None:
    for state in ({"page": 1, "wish": {"label": "Käse"}}, {"page": 2}):
        async with database.writing() as session:
            await conversations.save_state(session, "chat:1", state, NOW)
        async with database.reading() as session:
            assert await conversations.load_state(session, "chat:1") == state


async def test_a_forgotten_chat_is_new_again(database: Database) -> None:
    async with database.writing() as session:
        await conversations.save_state(session, "chat:1", {"page": 1}, NOW)
        await conversations.save_state(session, "chat:2", {"page": 2}, NOW)
    async with database.writing() as session:
        await conversations.forget(session, "chat:1")
    async with database.reading() as session:
        assert await conversations.load_state(session, "chat:1") is None
        assert await conversations.load_state(session, "chat:2") == {"page": 2}


async def test_old_states_are_forgotten_together(database: Database) -> None:
    async with database.writing() as session:
        await conversations.save_state(session, "old", {}, NOW - timedelta(days=40))
        await conversations.save_state(session, "new", {}, NOW)
    async with database.writing() as session:
        assert await conversations.forget_older_than(session, NOW - timedelta(days=30)) == 1
    async with database.reading() as session:
        assert await conversations.load_state(session, "new") == {}
