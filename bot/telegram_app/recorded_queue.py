"""Updates are rows before they are work: none is lost with the process, none is handled twice.

Telegram hands an update out again until it is acknowledged, and acknowledgement happens with the next poll. So what a
poll brings is recorded in one transaction before polling goes on (`RecordingBot`); the queue drops what was seen
before, and gives out after a restart what was received but not finished.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Bot, Update
from telegram.ext import ExtBot

from bot.telegram_app.ordering import chat_of
from content.clock import Clock
from content.database import Database
from content.inbox import ArrivedUpdate, mark_done, pending, record_updates

logger = logging.getLogger(__name__)


class RecordedUpdateQueue(asyncio.Queue[object]):
    """A queue of updates that are recorded in the store, each given out once."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__()
        self._database = database
        self._clock = clock
        self._known_new: set[int] = set()
        self._unfinished: set[int] = set()

    async def record(self, updates: Sequence[Update]) -> None:
        """Record what a poll brought; `put` then lets the new ones through."""
        if not updates:
            return
        arrived = [ArrivedUpdate(one.update_id, chat_of(one), one.to_dict()) for one in updates]
        async with self._database.writing() as session:
            self._known_new |= await record_updates(session, arrived, self._clock.utc())

    async def put(self, item: object) -> None:
        """Queue an update, recorded first where a poll has not done so; one that was seen before is dropped."""
        if isinstance(item, Update):
            if item.update_id not in self._known_new:
                await self.record((item,))
            if item.update_id not in self._known_new:
                logger.info("update %s came twice, dropped", item.update_id)
                return
            self._known_new.discard(item.update_id)
            self._unfinished.add(item.update_id)
        await super().put(item)

    async def restore(self, bot: Bot) -> int:
        """Queue what was received but not finished before the last stop; returns how many."""
        async with self._database.reading() as session:
            left = await pending(session)
        for recorded in left:
            self._unfinished.add(recorded.update_id)
            await super().put(Update.de_json(recorded.payload, bot))
        return len(left)

    @asynccontextmanager
    async def finishing(self, update: object) -> AsyncIterator[AsyncSession]:
        """Give a transaction that also marks an update as handled; its content is deleted, its id stays."""
        async with self._database.writing() as session:
            yield session
            if isinstance(update, Update):
                await mark_done(session, update.update_id, self._clock.utc())
        if isinstance(update, Update):
            self._unfinished.discard(update.update_id)

    async def finished(self, update: object) -> None:
        """Mark an update as handled, unless its handler has done so."""
        if isinstance(update, Update) and update.update_id in self._unfinished:
            async with self.finishing(update):
                pass


class RecordingBot(ExtBot[None]):
    """A bot whose polls are recorded before anyone acts upon them."""

    def __init__(self, queue: RecordedUpdateQueue, token: str, **settings: Any) -> None:
        super().__init__(token, **settings)
        self._queue = queue

    async def get_updates(self, *args: Any, **options: Any) -> tuple[Update, ...]:
        """Poll, and record what came."""
        updates = await super().get_updates(*args, **options)
        await self._queue.record(updates)
        return updates
