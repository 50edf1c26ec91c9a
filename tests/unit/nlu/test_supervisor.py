"""The supervisor keeps the NLU server alive and never leaves a process behind."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

import pytest

from nlu.supervisor import NluState, NluSupervisor

FAKE_SERVER = textwrap.dedent(
    """
    import http.server, os, signal, sys, tempfile
    tempfile.mkstemp(prefix="left-behind")
    mode, port = sys.argv[1], int(sys.argv[2])
    if mode == "dies":
        sys.exit(1)
    if mode == "stubborn":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)

    class Handler(http.server.BaseHTTPRequestHandler):
        answered = 0

        def do_GET(self):
            Handler.answered += 1
            well = mode != "sickens" or Handler.answered <= 1
            right = f"token={os.environ['NLU_SERVER_TOKEN']}" in self.path
            self.send_response(200 if well and right else 503)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args):
            pass

    http.server.HTTPServer(("127.0.0.1", port), Handler).serve_forever()
    """
)


@pytest.fixture
async def make(tmp_path: Path):
    """Builds supervisors of a fake server and stops them."""
    script = tmp_path / "fake_server.py"
    script.write_text(FAKE_SERVER)
    made = []

    def build(mode: str = "well", **options: float) -> NluSupervisor:
        made.append(
            NluSupervisor(
                Path(sys.executable),
                tmp_path / "model.tar.gz",
                0,
                "secret",
                tmp_path / "logs" / "nlu.log",
                command=[sys.executable, str(script), mode, "{port}"],
                **{"check_every": 0.05, "first_pause": 0.05, **options},
            )
        )
        return made[-1]

    yield build
    for supervisor in made:
        await supervisor.stop()


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def until(condition, seconds: float = 10.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.01)


async def test_it_is_down_before_starting_before_ready(make):
    supervisor = make()
    assert supervisor.state is NluState.DOWN
    await supervisor.start()
    assert supervisor.state is NluState.STARTING
    assert await supervisor.wait_ready(10)
    assert supervisor.state is NluState.READY


async def test_stop_ends_the_process(make):
    supervisor = make()
    await supervisor.start()
    await supervisor.wait_ready(10)
    pid = supervisor.pid
    await supervisor.stop()
    assert supervisor.state is NluState.DOWN
    assert supervisor.pid is None
    assert not alive(pid)


async def test_what_the_server_leaves_in_temporary_files_goes_with_it(make, tmp_path, monkeypatch):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    supervisor = make(first_pause=0.05)
    await supervisor.start()
    await supervisor.wait_ready(10)
    assert [file.name.startswith("left-behind") for file in folder.glob("*/*")] == [True]
    os.kill(supervisor.pid, signal.SIGKILL)
    await until(lambda: supervisor.restarts == 1 and supervisor.state is NluState.READY)
    assert len(list(folder.iterdir())) == 1
    await supervisor.stop()
    assert list(folder.iterdir()) == []


async def test_a_server_that_ignores_the_request_to_end_is_killed_in_time(make, monkeypatch):
    monkeypatch.setattr(NluSupervisor, "SECONDS_TO_STOP", 0.2)
    supervisor = make("stubborn")
    await supervisor.start()
    await supervisor.wait_ready(10)
    pid = supervisor.pid
    started = time.monotonic()
    await supervisor.stop()
    assert time.monotonic() - started < 5
    assert not alive(pid)


async def test_a_killed_server_is_back_at_once(make):
    supervisor = make(first_pause=30.0)
    await supervisor.start()
    await supervisor.wait_ready(10)
    first = supervisor.pid
    os.kill(first, signal.SIGKILL)
    await until(lambda: supervisor.restarts == 1 and supervisor.state is NluState.READY)
    assert supervisor.pid != first


async def test_a_server_that_stops_answering_is_replaced(make):
    supervisor = make("sickens")
    await supervisor.start()
    await supervisor.wait_ready(10)
    first = supervisor.pid
    await until(lambda: supervisor.restarts >= 1)
    assert not alive(first)


async def test_a_server_that_cannot_start_is_tried_with_growing_pauses(make):
    supervisor = make("dies", first_pause=0.5, longest_pause=60.0)
    await supervisor.start()
    await until(lambda: supervisor.restarts == 2)
    assert supervisor.state is not NluState.READY
    assert not await supervisor.wait_ready(0.7)
    assert supervisor.restarts == 2


async def test_a_missing_interpreter_does_not_bring_the_bot_down(tmp_path):
    supervisor = NluSupervisor(tmp_path / "none", tmp_path / "model", 0, "t", tmp_path / "log")
    await supervisor.start()
    await until(lambda: supervisor.restarts >= 1)
    await supervisor.stop()
    assert supervisor.state is NluState.DOWN


async def test_it_can_be_started_again_after_a_stop(make):
    supervisor = make()
    await supervisor.start()
    await supervisor.wait_ready(10)
    await supervisor.stop()
    await supervisor.start()
    assert await supervisor.wait_ready(10)


def test_the_server_ends_when_its_parent_is_killed(tmp_path):
    child = "import os, sys, time; from nlu.server import _end_with_parent; "
    child += "_end_with_parent(os.getppid()); print(os.getpid(), flush=True); time.sleep(60)"
    parent = (
        "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', sys.argv[1]]); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", parent, child],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    ) as process:
        assert process.stdout is not None
        grandchild = int(process.stdout.readline())
        process.kill()
    deadline = time.monotonic() + 5
    while _runs(grandchild) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _runs(grandchild)


def _runs(pid: int) -> bool:
    """Whether the process runs; one that waits for a parent to collect it does not."""
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False
