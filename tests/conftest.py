"""What tests of several kinds share."""

import os
from collections.abc import Iterator

import pytest

from tests.throwaway_postgres import PostgresMissingError, PostgresServer, running_postgres


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A PostgreSQL server for the whole run; without one, its tests are skipped, but never on CI."""
    try:
        with running_postgres() as server:
            yield server
    except PostgresMissingError as missing:
        if os.environ.get("CI", "").lower() in ("1", "true"):
            pytest.fail(f"CI tests PostgreSQL too: {missing}")
        pytest.skip(f"NOT TESTED ON POSTGRESQL: {missing}")
