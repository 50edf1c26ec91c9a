"""Updates are rows before they are work: none is lost with the process, none is handled twice.

Telegram hands an update out again until it is acknowledged, and acknowledgement happens with the next poll. This queue
stands between polling (or a webhook) and handling: it records each update before polling goes on, drops those seen
before, and gives out after a restart what was received but not finished.
"""

import asyncio
import logging

from telegram import Bot, Update

from bot.telegram_app.ordering import chat_of
from content.clock import Clock
from content.database import Database
from content.inbox import mark_done, pending, record_update

logger = logging.getLogger(__name__)


class RecordedUpdateQueue(asyncio.Queue[object]):
    """A queue whose `put` records updates in the store first."""

    def __init__(self, database: Database, clock: Clock) -> None:
        super().__init__()
        self._database = database
        self._clock = clock

    async def put(self, item: object) -> None:
        """Record an update, then queue it; one that was recorded before is dropped."""
        if isinstance(item, Update):
            async with self._database.writing() as session:
                new = await record_update(
                    session, item.update_id, chat_of(item), item.to_dict(), self._clock.utc()
                )
            if not new:
                logger.info("update %s came twice, dropped", item.update_id)
                return
        await super().put(item)

    async def restore(self, bot: Bot) -> int:
        """Queue what was received but not finished before the last stop; returns how many."""
        async with self._database.reading() as session:
            left = await pending(session)
        for recorded in left:
            update = Update.de_json(recorded.payload, bot)
            await super().put(update)
        return len(left)

    async def finished(self, update: object) -> None:
        """Mark an update as handled; its content is deleted, its id stays."""
        if isinstance(update, Update):
            async with self._database.writing() as session:
                await mark_done(session, update.update_id, self._clock.utc())
