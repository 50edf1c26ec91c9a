"""Keeps demo content fresh: its dates are relative to the day of loading, so a demo town is loaded anew each day."""

import logging

from content.pack import load_pack, load_town
from scheduler.job_context import JobContext

logger = logging.getLogger(__name__)


async def run(context: JobContext) -> None:
    """Load the town pack again where it is a demo; what owners have set stays."""
    if not load_town(context.pack).demo:
        return
    clock = context.clock
    report = await load_pack(context.database, context.pack, clock.local().date(), clock.utc())
    logger.info("demo content loaded: %d entries changed", report.changes)
