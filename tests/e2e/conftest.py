from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot_process import RUNS, UNDERSTANDS, BotProcess


@pytest.fixture(scope="session")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    """One bot for the tests that do not harm it: real Rasa model, real store, simulator over HTTP."""
    process = BotProcess(tmp_path_factory.mktemp("bot"))
    process.start()
    process.wait_for(RUNS, 30)
    process.wait_for(UNDERSTANDS, 90)
    yield process
    process.stop()


@pytest.fixture
def fresh_bot(tmp_path: Path) -> Iterator[BotProcess]:
    """A bot of its own, for tests that kill parts of it."""
    process = BotProcess(tmp_path)
    process.start()
    process.wait_for(RUNS, 30)
    yield process
    process.stop()
