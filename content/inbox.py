"""Telegram's updates, each a row before it is acted upon: answered once, and not lost with the process.

Telegram sends an update again until it is acknowledged, and a process may die between the acknowledgement and the
answer. So an update is recorded first; one that is known is not answered again; one that is not done is taken up
after a restart.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from content.models import IncomingUpdate
from content.upsert import insert_for


@dataclass(frozen=True)
class PendingUpdate:
    """An update that came and has not been answered."""

    update_id: int
    chat_id: int | None
    payload: dict[str, Any]
    received_at: datetime


@dataclass(frozen=True)
class ArrivedUpdate:
    """An update as received: Telegram's number (unique for one bot), its chat where it has one, and its JSON."""

    update_id: int
    chat_id: int | None
    payload: dict[str, Any]


async def record_updates(session: AsyncSession, arrived: Sequence[ArrivedUpdate], now: datetime) -> set[int]:
    """Note the arrival of updates.

    Args:
        session: whose transaction must commit before the updates are acted upon.
        arrived: the updates.
        now: the moment of arrival, aware.

    Returns:
        The numbers of those that were not recorded before, by this process or another.
    """
    if not arrived:
        return set()
    rows = [
        {"update_id": one.update_id, "chat_id": one.chat_id, "payload": one.payload, "received_at": now}
        for one in arrived
    ]
    statement = (
        insert_for(session, IncomingUpdate)
        .values(rows)
        .on_conflict_do_nothing(index_elements=[IncomingUpdate.update_id])
        .returning(IncomingUpdate.update_id)
    )
    return set(await session.scalars(statement))


async def mark_done(session: AsyncSession, update_id: int, now: datetime) -> None:
    """Note that an update has been answered; what it said is forgotten at once."""
    await session.execute(
        update(IncomingUpdate).where(IncomingUpdate.update_id == update_id).values(done_at=now, payload={})
    )


async def pending(session: AsyncSession, received_before: datetime | None = None) -> list[PendingUpdate]:
    """Return the updates that are not done, oldest first.

    Args:
        session: a session for reading.
        received_before: leave out those that came later, such as those being answered right now.
    """
    condition: ColumnElement[bool] = IncomingUpdate.done_at.is_(None)
    if received_before is not None:
        condition &= IncomingUpdate.received_at < received_before
    rows = await session.scalars(select(IncomingUpdate).where(condition).order_by(IncomingUpdate.update_id))
    return [PendingUpdate(row.update_id, row.chat_id, row.payload, row.received_at) for row in rows]


async def purge_done(session: AsyncSession, older_than: datetime) -> int:
    """Delete the updates answered before `older_than`; return how many.

    Telegram keeps unacknowledged updates for 24 hours (https://core.telegram.org/bots/api#getting-updates), so
    younger ones are still needed to recognise repetitions.
    """
    gone = await session.scalars(
        delete(IncomingUpdate).where(IncomingUpdate.done_at < older_than).returning(IncomingUpdate.update_id)
    )
    return len(gone.all())
