"""The ticker: APScheduler wakes jobs, and each job looks up in the store what is due."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger

from scheduler import demo_dates, housekeeping
from scheduler.job_context import JobContext

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """Something that happens by the clock: when, in the town's zone (cron syntax), and what."""

    name: str
    cron: str
    run: Callable[[JobContext], Awaitable[None]]


JOBS: tuple[Job, ...] = (
    Job("demo dates", "5 0 * * *", demo_dates.run),
    Job("housekeeping", "23 3 * * *", housekeeping.run),
)
"""All jobs; add one here."""


@asynccontextmanager
async def open_ticker(context: JobContext) -> AsyncIterator[AsyncIOScheduler]:
    """Run the jobs by the clock until the context ends; a failed one is logged and holds up no other."""
    scheduler = AsyncIOScheduler(timezone=context.clock.zone)
    for job in JOBS:
        trigger = CronTrigger.from_crontab(job.cron, timezone=context.clock.zone)
        scheduler.add_job(
            _run, trigger, args=(job, context), id=job.name, coalesce=True, misfire_grace_time=3600
        )
    scheduler.start()
    try:
        yield scheduler
    finally:
        scheduler.shutdown(wait=False)


async def _run(job: Job, context: JobContext) -> None:
    try:
        await job.run(context)
    except Exception:
        logger.exception("job %s failed; it runs again at its next time", job.name)
