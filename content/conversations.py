"""The state of each chat's dialogue, kept so that a restart interrupts nobody."""

from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from content.models import Conversation
from content.upsert import insert_for


async def load_state(session: AsyncSession, key: str) -> dict[str, Any] | None:
    """Return the state last saved for a chat, None for a new one."""
    conversation = await session.get(Conversation, key)
    return None if conversation is None else conversation.state


async def save_state(session: AsyncSession, key: str, state: dict[str, Any], now: datetime) -> None:
    """Keep a chat's state in place of the former one; `now` is aware."""
    statement = insert_for(session, Conversation).values(key=key, state=state, updated_at=now)
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=[Conversation.key],
            set_={"state": statement.excluded.state, "updated_at": statement.excluded.updated_at},
        )
    )


async def forget(session: AsyncSession, key: str) -> None:
    """Delete a chat's state."""
    await session.execute(delete(Conversation).where(Conversation.key == key))


async def forget_older_than(session: AsyncSession, moment: datetime) -> int:
    """Delete the states not touched since `moment`; return how many."""
    gone = await session.scalars(
        delete(Conversation).where(Conversation.updated_at < moment).returning(Conversation.key)
    )
    return len(gone.all())
