"""A PostgreSQL server of its own for a test run: made in a temporary folder, gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

_DEBIAN_FOLDER = Path("/usr/lib/postgresql")
_UNPRIVILEGED_USERS = ("postgres", "nobody")
_FAST_AND_FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_START_TIMEOUT_S = 60


class PostgresMissingError(Exception):
    """No PostgreSQL server programs are installed here."""


@dataclass(frozen=True)
class PostgresServer:
    """A running server.

    Args:
        folder: where its socket lies.
        port: its port on loopback, and the number of its socket.
        user: the database superuser's name.
    """

    folder: Path
    port: int
    user: str

    def url(self, database: str) -> str:
        """Return the address of one of its databases."""
        return f"postgresql://{self.user}@127.0.0.1:{self.port}/{database}"


@contextmanager
def running_postgres() -> Iterator[PostgresServer]:
    """Run a server for the length of the block.

    Raises:
        PostgresMissingError: `initdb` is neither on the PATH, nor where `pg_config` or Debian put it.
    """
    programs = _find_programs()
    demote = _as_unprivileged_user()
    folder = Path(tempfile.mkdtemp(prefix="hallo-pg-"))
    try:
        if demote is not None:
            shutil.chown(folder, user=demote)
        data = folder / "data"
        _run(
            [programs / "initdb", "-D", data, "-U", "hallo", "-A", "trust", "-E", "UTF8", "--locale=C", "-N"],
            demote,
        )
        port = _free_port()
        options = " ".join(
            [
                f"-p {port} -k {folder} -h 127.0.0.1",
                *(f"-c {name}={value}" for name, value in _FAST_AND_FORGETFUL.items()),
            ]
        )
        log = folder / "server.log"
        pg_ctl: list[str | Path] = [programs / "pg_ctl", "-D", data]
        _run([*pg_ctl, "-w", "-t", str(_START_TIMEOUT_S), "-l", log, "-o", options, "start"], demote)
        try:
            yield PostgresServer(folder, port, "hallo")
        finally:
            _run([*pg_ctl, "-m", "immediate", "-w", "stop"], demote)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _find_programs() -> Path:
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    folders: list[Path] = []
    if pg_config := shutil.which("pg_config"):
        answer = subprocess.run([pg_config, "--bindir"], check=True, capture_output=True, text=True)
        folders.append(Path(answer.stdout.strip()))
    if _DEBIAN_FOLDER.is_dir():
        by_version = sorted(_DEBIAN_FOLDER.iterdir(), key=lambda folder: _version(folder.name), reverse=True)
        folders.extend(folder / "bin" for folder in by_version)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise PostgresMissingError("initdb was not found: install the package postgresql")


def _version(folder_name: str) -> float:
    try:
        return float(folder_name)
    except ValueError:
        return 0.0


def _as_unprivileged_user() -> str | None:
    """Return whom to run as: PostgreSQL refuses to be root. None: as we are."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in _UNPRIVILEGED_USERS if name in known)


def _run(command: Sequence[str | Path], user: str | None) -> None:
    # The server inherits what it is started with: it must not hold a pipe that somebody waits on.
    with tempfile.TemporaryFile("w+") as output:
        try:
            subprocess.run(
                [str(part) for part in command],
                check=True,
                cwd="/",
                user=user,
                group=None if user is None else pwd.getpwnam(user).pw_gid,
                extra_groups=None if user is None else [],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        except subprocess.CalledProcessError as error:
            output.seek(0)
            error.add_note(output.read())
            raise


def _free_port() -> int:
    with closing(socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
