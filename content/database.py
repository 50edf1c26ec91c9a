"""The way to the database: engine, sessions, migrations; SQLite by default, PostgreSQL in production."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, aclosing, asynccontextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)

from content.changes import ContentSession

_ASYNC_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgresql": "postgresql+asyncpg",
    "postgres": "postgresql+asyncpg",
}
_BUSY_TIMEOUT_MS = 10_000
_CONNECTIONS = 12
"""Kept open; a connection made for each peak and closed after it costs more than waiting for one of these."""
_MIGRATION_LOCK = 4_223_001
"""Key of the PostgreSQL advisory lock that keeps two starting processes from migrating at once."""


class DatabaseError(Exception):
    """The database cannot be used as it is."""


class NotMigratedError(DatabaseError):
    """The tables are not those this version of the code works with."""


class UnreachableError(DatabaseError):
    """The database cannot be opened."""


class Database:
    """One content store.

    Args:
        url: `sqlite:///var/hallo.db`, `sqlite:///:memory:` or `postgresql://user@host/name`. The second is a
            throw-away store in a temporary file, deleted by `close`: unlike SQLite's own memory databases it can
            be read while another session writes.
        echo: log every statement.
    """

    def __init__(self, url: str, *, echo: bool = False) -> None:
        self._throw_away: TemporaryDirectory[str] | None = None
        self.url = self._with_async_driver(make_url(url))
        self.engine: AsyncEngine = create_async_engine(
            self.url, echo=echo, pool_pre_ping=not self.is_sqlite, pool_size=_CONNECTIONS, max_overflow=0
        )
        if self.is_sqlite:
            _set_up_sqlite(self.engine)
        writing_engine = self.engine.execution_options(sqlite_begin="IMMEDIATE")
        self._writing_in_turn: AbstractAsyncContextManager[None] = (
            asyncio.Lock() if self.is_sqlite else nullcontext()
        )
        self._read_sessions = _session_factory(self.engine)
        self._write_sessions = _session_factory(writing_engine)

    @property
    def is_sqlite(self) -> bool:
        """Whether the store is an SQLite file."""
        return self.url.get_backend_name() == "sqlite"

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Give a session for reads; whatever it holds is rolled back."""
        async with self._read_sessions() as session:
            yield session

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncSession]:
        """Give a session whose transaction commits at the end of the block, and rolls back on any exception.

        On SQLite the write lock is taken at once: a transaction that reads first would otherwise fail when
        another one has written in between, whatever the busy timeout. Writers of one process wait for each other
        in turn; SQLite itself would have them poll for the lock.
        """
        async with self._writing_in_turn, self._write_sessions() as session, session.begin():
            yield session

    async def migrate(self) -> None:
        """Bring the tables up to this version of the code; safe to call from several processes at once.

        Raises:
            UnreachableError: the database cannot be opened.
        """
        async with self._reaching() as connection:
            if not self.is_sqlite:
                await connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
            await connection.run_sync(_upgrade)

    async def check_migrated(self) -> None:
        """Make sure that the tables are those of this version of the code.

        Raises:
            NotMigratedError: they are older or newer.
            UnreachableError: the database cannot be opened.
        """
        async with self._reaching() as connection:
            found = await connection.run_sync(lambda c: MigrationContext.configure(c).get_current_revision())
        wanted = ScriptDirectory.from_config(_alembic_config()).get_current_head()
        if found != wanted:
            raise NotMigratedError(f"the database is at revision {found or 'none'}, the code needs {wanted}")

    async def close(self) -> None:
        """Close all connections; a throw-away store is deleted."""
        await self.engine.dispose()
        if self._throw_away is not None:
            self._throw_away.cleanup()

    @asynccontextmanager
    async def _reaching(self) -> AsyncIterator[AsyncConnection]:
        """A transaction on a database that may not be there."""
        try:
            connection = await self.engine.execution_options(sqlite_begin="IMMEDIATE").connect()
        except (OSError, DBAPIError) as error:
            address = self.url.render_as_string(hide_password=True)
            raise UnreachableError(f"the database at {address} cannot be opened: {error}") from None
        async with aclosing(connection), connection.begin():
            yield connection

    def _with_async_driver(self, url: URL) -> URL:
        driver = _ASYNC_DRIVERS.get(url.get_backend_name())
        if driver is None:
            raise DatabaseError(f"the database must be SQLite or PostgreSQL, not {url.drivername}")
        if driver.startswith("sqlite"):
            if url.database in (None, "", ":memory:"):
                self._throw_away = TemporaryDirectory(prefix="hallo-bot-", ignore_cleanup_errors=True)
                url = url.set(database=str(Path(self._throw_away.name) / "hallo.db"))
            Path(url.database or "").parent.mkdir(parents=True, exist_ok=True)
        return url.set(drivername=driver)


def _session_factory(engine: AsyncEngine) -> async_sessionmaker[AsyncSession]:
    return async_sessionmaker(engine, expire_on_commit=False, sync_session_class=ContentSession)


def _set_up_sqlite(engine: AsyncEngine) -> None:
    @event.listens_for(engine.sync_engine, "connect")
    def set_pragmas(connection: Any, _record: Any) -> None:
        # Python's driver would begin transactions by rules of its own; "begin" below does it instead.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode = WAL",
            "synchronous = NORMAL",
            "foreign_keys = ON",
            f"busy_timeout = {_BUSY_TIMEOUT_MS}",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begin(connection: Connection) -> None:
        mode = connection.get_execution_options().get("sqlite_begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")


def _alembic_config() -> Config:
    config = Config()
    config.set_main_option("script_location", "content:migrations")
    config.set_main_option("path_separator", "os")
    return config


def _upgrade(connection: Connection) -> None:
    config = _alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
