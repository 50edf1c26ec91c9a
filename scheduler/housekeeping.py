"""Deletes what is no longer needed: finished updates and conversations that have fallen silent."""

import logging
from datetime import timedelta

from content.conversations import forget_older_than
from content.inbox import purge_done
from scheduler.job_context import JobContext

logger = logging.getLogger(__name__)

UPDATES_KEPT = timedelta(days=3)
"""Telegram hands out an unacknowledged update for 24 hours; ids are remembered well beyond that."""

CONVERSATIONS_KEPT = timedelta(days=2)
"""As long as the buttons under a list work."""


async def run(context: JobContext) -> None:
    """Delete what is older than its time."""
    now = context.clock.utc()
    async with context.database.writing() as session:
        updates = await purge_done(session, now - UPDATES_KEPT)
        conversations = await forget_older_than(session, now - CONVERSATIONS_KEPT)
    logger.info("deleted %d finished updates and %d conversations", updates, conversations)
