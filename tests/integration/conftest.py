"""Databases for tests: each test that asks for `database` runs on SQLite and on PostgreSQL."""

import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text

from content.database import Database
from tests.throwaway_postgres import PostgresServer


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    """The address of an empty database of the test's own."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'hallo.db'}"
        return
    server: PostgresServer = request.getfixturevalue("postgres_server")
    name = f"test_{uuid.uuid4().hex}"
    await _on_server(server, f'CREATE DATABASE "{name}"')
    yield server.url(name)
    await _on_server(server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """A migrated store, closed afterwards."""
    opened = Database(database_url)
    await opened.migrate()
    yield opened
    await opened.close()


async def _on_server(server: PostgresServer, statement: str) -> None:
    maintenance = Database(server.url("postgres"))
    autocommit = maintenance.engine.execution_options(isolation_level="AUTOCOMMIT")
    async with autocommit.connect() as connection:
        await connection.execute(text(statement))
    await maintenance.close()
