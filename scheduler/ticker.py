"""The ticker: APScheduler wakes jobs, and each job looks up in the store what is due."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from content.clock import Clock
from content.database import Database
from scheduler import housekeeping

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """Something that happens by the clock: when, in the town's zone (cron syntax), and what."""

    name: str
    cron: str
    run: Callable[[Database, Clock], Awaitable[None]]


JOBS: tuple[Job, ...] = (Job("housekeeping", "23 3 * * *", housekeeping.run),)
"""All jobs; add one here."""


@asynccontextmanager
async def open_ticker(database: Database, clock: Clock) -> AsyncIterator[AsyncIOScheduler]:
    """Run the jobs by the clock until the context ends; a failed one is logged and holds up no other."""
    scheduler = AsyncIOScheduler(timezone=clock.zone)
    for job in JOBS:
        trigger = CronTrigger.from_crontab(job.cron, timezone=clock.zone)
        scheduler.add_job(
            _run, trigger, args=(job, database, clock), id=job.name, coalesce=True, misfire_grace_time=3600
        )
    scheduler.start()
    try:
        yield scheduler
    finally:
        scheduler.shutdown(wait=False)


async def _run(job: Job, database: Database, clock: Clock) -> None:
    try:
        await job.run(database, clock)
    except Exception:
        logger.exception("job %s failed; it runs again at its next time", job.name)
