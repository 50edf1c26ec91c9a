"""The jobs on a real store, and the ticker that wakes them."""

import asyncio
import logging
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from content import inbox
from content.clock import Clock
from content.conversations import load_state, save_state
from content.database import Database
from content.models import Event
from content.pack import load_pack
from scheduler import demo_dates, housekeeping, ticker
from scheduler.job_context import JobContext

NOW = datetime(2027, 5, 4, 12, 0, tzinfo=UTC)

TOWN = """
id: kleinstadt
name: Kleinstadt
demo: {demo}
subdivision: NW
districts: [{{name: Mitte}}]
office: {{name: Amt}}
imprint: Impressum
privacy: Datenschutz
"""


def context_at(database: Database, moment: datetime, pack: Path = Path()) -> JobContext:
    return JobContext(database, Clock("Europe/Berlin", source=lambda: moment), pack)


def pack_in(folder: Path, demo: bool) -> Path:
    (folder / "town.yml").write_text(TOWN.format(demo=str(demo).lower()), encoding="utf-8")
    (folder / "events.yml").write_text('- {id: fest, title: Fest, start: "+3 15:00"}\n', encoding="utf-8")
    return folder


async def day_of_the_feast(database: Database) -> date:
    async with database.reading() as session:
        return (await session.scalars(select(Event.starts_at))).one().date()


@pytest.mark.parametrize(("demo", "expected"), [(True, date(2027, 5, 17)), (False, date(2027, 5, 7))])
async def test_only_demo_content_moves_on_with_the_days(
    database: Database, tmp_path: Path, demo: bool, expected: date
) -> None:
    pack = pack_in(tmp_path, demo)
    await load_pack(database, pack, NOW.date(), NOW)
    await demo_dates.run(context_at(database, NOW + timedelta(days=10), pack))
    assert await day_of_the_feast(database) == expected


async def test_conversations_and_answered_updates_are_deleted_when_they_are_old(database: Database) -> None:
    ages = {"old": timedelta(days=2, minutes=1), "young": timedelta(days=1, hours=23)}
    async with database.writing() as session:
        for key, age in ages.items():
            await save_state(session, key, {"page": 1}, NOW - age)
        for number, age in ((1, timedelta(days=4)), (2, timedelta(days=2))):
            await inbox.record_updates(session, [inbox.ArrivedUpdate(number, 7, {})], NOW - age)
            await inbox.mark_done(session, number, NOW - age)
    await housekeeping.run(context_at(database, NOW))
    async with database.writing() as session:
        assert await load_state(session, "old") is None
        assert await load_state(session, "young") is not None
        again = [inbox.ArrivedUpdate(number, 7, {}) for number in (1, 2)]
        assert await inbox.record_updates(session, again, NOW) == {1}


async def test_a_failing_job_is_logged_and_holds_up_no_other(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done = asyncio.Event()

    async def fail(_context: JobContext) -> None:
        raise RuntimeError("no")

    async def succeed(_context: JobContext) -> None:
        done.set()

    jobs = (ticker.Job("failing", "* * * * *", fail), ticker.Job("working", "* * * * *", succeed))
    monkeypatch.setattr(ticker, "JOBS", jobs)
    with caplog.at_level(logging.ERROR):
        async with ticker.open_ticker(context_at(database, NOW)) as scheduler:
            for job in scheduler.get_jobs():
                job.modify(next_run_time=datetime.now(UTC))
            await asyncio.wait_for(done.wait(), 5)
            await asyncio.sleep(0.05)
    assert "job failing failed" in caplog.text
