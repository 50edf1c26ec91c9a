"""The whole bot as a process with a simulator, on a store of its own: for end-to-end tests and measurements."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = "Open the chat page"
UNDERSTANDS = "free text is understood now"


class BotProcess:
    """`hallo-bot run` as its users start it.

    Args:
        folder: where its store and its output go.
        settings: environment variables over the defaults.
        database_url: the store; an SQLite file in `folder` by default.
    """

    def __init__(
        self, folder: Path, settings: Mapping[str, str] | None = None, database_url: str = ""
    ) -> None:
        self.port = free_port()
        self.page_url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "bot.log"
        self._environment = {
            **os.environ,
            "TELEGRAM_BOT_TOKEN": "",
            "DATABASE_URL": database_url or f"sqlite:////{(folder / 'hallo.db').as_posix().lstrip('/')}",
            "SIMULATOR_PORT": str(self.port),
            "PYTHONUNBUFFERED": "1",
            **(settings or {}),
        }
        self._lines: list[str] = []
        self._process: subprocess.Popen[str] | None = None

    @property
    def pid(self) -> int:
        """The bot's process id."""
        return self._running.pid

    @property
    def output(self) -> str:
        """What the bot printed and logged so far."""
        return "".join(self._lines)

    def start(self) -> None:
        """Start the bot; returns at once."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=ROOT,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        threading.Thread(target=self._read, args=(self._process,), daemon=True).start()

    def wait_for(self, text: str, seconds: float, times: int = 1) -> None:
        """Wait until the bot has printed a text (so many times)."""
        end = time.monotonic() + seconds
        while self.output.count(text) < times:
            if self._running.poll() is not None or time.monotonic() > end:
                raise AssertionError(f"{text!r} was not printed in {seconds} s:\n{self.output[-4000:]}")
            time.sleep(0.05)

    def stop(self, with_signal: signal.Signals = signal.SIGINT, seconds: float = 10.0) -> float:
        """Stop the bot as Ctrl-C does; returns the seconds it took."""
        started = time.monotonic()
        if self._running.poll() is None:
            self._running.send_signal(with_signal)
        try:
            self._running.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(self.pid, signal.SIGKILL)
            self._running.wait()
            raise AssertionError(f"the bot did not stop in {seconds} s:\n{self.output[-4000:]}") from None
        finally:
            if self._running.stdout is not None:
                self._reader_done.wait(5)
                self._running.stdout.close()
        return time.monotonic() - started

    @property
    def _running(self) -> "subprocess.Popen[str]":
        if self._process is None:
            raise RuntimeError("the bot was not started")
        return self._process

    def _read(self, process: "subprocess.Popen[str]") -> None:
        self._reader_done = threading.Event()
        assert process.stdout is not None
        with self.log.open("a", encoding="utf-8") as sink:
            for line in process.stdout:
                self._lines.append(line)
                sink.write(line)
                sink.flush()
        self._reader_done.set()


def processes_with(text: str) -> list[int]:
    """Ids of running processes whose command line has a text in it."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
            state = (folder / "stat").read_text().rsplit(")", 1)[1].split()[0]
        except OSError:
            continue
        if text in command and state != "Z":
            found.append(int(folder.name))
    return found


def children_of(parent: int, text: str) -> list[int]:
    """Ids of a process's children whose command line has a text in it."""
    found = []
    for pid in processes_with(text):
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        if int(fields[1]) == parent:
            found.append(pid)
    return found


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
