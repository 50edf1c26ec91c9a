"""Starts the NLU server, keeps it alive and ends it with the bot."""

import asyncio
import contextlib
import logging
import os
import signal
import socket
import time
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from nlu.fingerprint import ROOT
from nlu.training import rasa_environment

HOST = "127.0.0.1"

_log = logging.getLogger(__name__)


class NluState(StrEnum):
    """How the NLU server is."""

    STARTING = "starting"
    READY = "ready"
    DOWN = "down"


class NluSupervisor:
    """Runs `nlu.server` as a child process: health check, restart with back-off, clean stop.

    Args:
        python: Interpreter of the Rasa environment.
        model: The trained model.
        port: Where the server listens on loopback; 0 takes a free port.
        token: What the server will ask for.
        log_path: Gets what the server prints.
        command: Stands in for the server in tests; `{port}` is replaced.
        check_every: Seconds between health checks.
        start_within: Seconds after which a server that is not ready is started anew.
        first_pause: Seconds before the second restart in a row; doubles up to `longest_pause`. The first restart
            comes at once.
        longest_pause: Most seconds between two restarts.
    """

    CHECKS_MISSED_UNTIL_KILLED = 3
    SECONDS_TO_STOP = 3.0
    SECONDS_OF_CALM = 60.0
    SECONDS_BETWEEN_LOOKS = 0.1

    def __init__(
        self,
        python: Path,
        model: Path,
        port: int,
        token: str,
        log_path: Path,
        *,
        command: Sequence[str] | None = None,
        check_every: float = 5.0,
        start_within: float = 120.0,
        first_pause: float = 1.0,
        longest_pause: float = 30.0,
    ) -> None:
        self.port = port or _free_port()
        self.state = NluState.DOWN
        self.restarts = 0
        self._token = token
        self._log_path = log_path
        self._command = [
            part.replace("{port}", str(self.port))
            for part in command or (str(python), "-m", "nlu.server", str(model), "--port", "{port}")
        ]
        self._check_every = check_every
        self._start_within = start_within
        self._first_pause = first_pause
        self._longest_pause = longest_pause
        self._process: asyncio.subprocess.Process | None = None
        self._task: asyncio.Task[None] | None = None
        self._ready = asyncio.Event()

    @property
    def url(self) -> str:
        """The server's base address."""
        return f"http://{HOST}:{self.port}"

    @property
    def pid(self) -> int | None:
        """The server's process id while it runs."""
        process = self._process
        return process.pid if process is not None and process.returncode is None else None

    async def start(self) -> None:
        """Start the server in the background and return at once; see `wait_ready`."""
        if self._task is None:
            self.state = NluState.STARTING
            self._task = asyncio.create_task(self._keep_alive())

    async def wait_ready(self, seconds: float) -> bool:
        """Wait until the server answers; say whether it does within `seconds`."""
        try:
            async with asyncio.timeout(seconds):
                await self._ready.wait()
        except TimeoutError:
            return False
        return True

    async def stop(self) -> None:
        """End the server and wait until it is gone, at most about five seconds."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None
        await self._end_process()
        self._set_state(NluState.DOWN)

    async def __aenter__(self) -> "NluSupervisor":
        await self.start()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.stop()

    async def _keep_alive(self) -> None:
        pause = 0.0
        async with httpx.AsyncClient(trust_env=False, timeout=2.0) as http:
            while True:
                started = time.monotonic()
                # The CRF's library leaves its model among the temporary files; here it goes with the server.
                with TemporaryDirectory(prefix="hallo-bot-nlu-", ignore_cleanup_errors=True) as scratch:
                    try:
                        await self._run_once(http, scratch)
                    except OSError as error:
                        _log.error("NLU server does not start: %s", error)
                    finally:
                        self._set_state(NluState.DOWN)
                        await self._end_process()
                if time.monotonic() - started > self.SECONDS_OF_CALM:
                    pause = 0.0
                _log.warning("NLU server is started again in %.0f s", pause)
                await asyncio.sleep(pause)
                pause = min(pause * 2, self._longest_pause) if pause else self._first_pause
                self.restarts += 1

    async def _run_once(self, http: httpx.AsyncClient, scratch: str) -> None:
        """Start the server and return when it has ended or has to be ended."""
        self._set_state(NluState.STARTING)
        self._process = await self._spawn(scratch)
        if not await self._until_ready(http):
            return
        self._set_state(NluState.READY)
        _log.info("NLU server is ready on port %d, process %d", self.port, self._process.pid)
        missed = 0
        while missed < self.CHECKS_MISSED_UNTIL_KILLED:
            if await self._exits_within(self._check_every):
                _log.warning("NLU server ended with code %s", self._process.returncode)
                return
            missed = 0 if await self._answers(http) else missed + 1
        _log.warning("NLU server does not answer its health checks; it is killed")

    async def _until_ready(self, http: httpx.AsyncClient) -> bool:
        deadline = time.monotonic() + self._start_within
        while time.monotonic() < deadline:
            if await self._exits_within(self.SECONDS_BETWEEN_LOOKS):
                _log.error("NLU server ended while starting; its messages are in %s", self._log_path)
                return False
            if await self._answers(http):
                return True
        _log.error("NLU server was not ready within %.0f s", self._start_within)
        return False

    async def _spawn(self, scratch: str) -> asyncio.subprocess.Process:
        self._log_path.parent.mkdir(parents=True, exist_ok=True)
        environment = {
            **rasa_environment(),
            "TMPDIR": scratch,
            "NLU_SERVER_TOKEN": self._token,
            "NLU_SERVER_PARENT": str(os.getpid()),
        }
        with self._log_path.open("ab") as log:
            # A session of its own makes a process group of its own, which can be ended as a whole.
            return await asyncio.create_subprocess_exec(
                *self._command,
                cwd=ROOT,
                env=environment,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    async def _exits_within(self, seconds: float) -> bool:
        assert self._process is not None
        try:
            async with asyncio.timeout(seconds):
                await self._process.wait()
        except TimeoutError:
            return False
        return True

    async def _answers(self, http: httpx.AsyncClient) -> bool:
        try:
            response = await http.get(f"{self.url}/status", params={"token": self._token})
        except httpx.HTTPError:
            return False
        return response.status_code == httpx.codes.OK

    async def _end_process(self) -> None:
        process = self._process
        if process is None:
            return
        _signal_group(process.pid, signal.SIGTERM)
        try:
            async with asyncio.timeout(self.SECONDS_TO_STOP):
                await process.wait()
        except TimeoutError:
            _log.warning("NLU server did not end when asked to; it is killed")
        finally:
            # Also after a clean end: whatever the server may have started belongs to its group.
            _signal_group(process.pid, signal.SIGKILL)
        await process.wait()
        self._process = None

    def _set_state(self, state: NluState) -> None:
        self.state = state
        if state is NluState.READY:
            self._ready.set()
        else:
            self._ready.clear()


def _signal_group(group: int, number: signal.Signals) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port
