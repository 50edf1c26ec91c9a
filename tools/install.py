"""Makes the two environments of Hallo-Bot from their hashed lock files; run by `make setup` with any Python >= 3.11.

`.venv/` holds the bot, `.venv-nlu/` the NLU server (Rasa, Python 3.10). An environment that fits its lock file is left
alone. Standard library only: nothing is installed yet when this runs.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BOT_ENV = ROOT / ".venv"
NLU_ENV = ROOT / ".venv-nlu"
BOT_LOCK = ROOT / "locks" / "bot.txt"
NLU_LOCK = ROOT / "locks" / "nlu.txt"
STAMP = "hallo-bot-lock.sha256"


class InstallError(Exception):
    """Something is missing; the message says what to do."""


def main() -> int:
    """Make both environments; returns the exit code."""
    try:
        if sys.version_info < (3, 11):
            raise InstallError(
                f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}. "
                "Install one and name it: make setup PYTHON=python3.11"
            )
        install_bot()
        install_nlu()
    except InstallError as error:
        print(f"setup: {error}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(
            f"setup: {Path(error.cmd[0]).name} failed with code {error.returncode}, see above. "
            "Is the package index reachable? Run `make setup` again when it is.",
            file=sys.stderr,
        )
        return 1
    return 0


def install_bot() -> None:
    """Make `.venv/` with the locked packages and the command `hallo-bot`."""
    if fits(BOT_ENV, BOT_LOCK):
        say("bot environment is up to date")
        return
    say("making the bot environment in .venv/ (about a minute)")
    if not works(BOT_ENV / "bin" / "python"):
        run(sys.executable, "-m", "venv", "--clear", str(BOT_ENV))
    python = str(BOT_ENV / "bin" / "python")
    run(python, "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", str(BOT_LOCK))
    uv = str(BOT_ENV / "bin" / "uv")
    run(
        uv,
        "pip",
        "install",
        "--quiet",
        "--python",
        python,
        "--no-deps",
        "--no-build-isolation",
        "--editable",
        str(ROOT),
    )
    stamp(BOT_ENV, BOT_LOCK)


def install_nlu() -> None:
    """Make `.venv-nlu/` with Rasa on Python 3.10."""
    if fits(NLU_ENV, NLU_LOCK):
        say("NLU environment is up to date")
        return
    interpreter = find_python_3_10()
    say(f"making the NLU environment in .venv-nlu/ with {interpreter} (1 to 3 minutes, 2.7 GB)")
    if not works(NLU_ENV / "bin" / "python"):
        if NLU_ENV.is_symlink():
            NLU_ENV.unlink()
        run(interpreter, "-m", "venv", "--clear", str(NLU_ENV))
    uv = str(BOT_ENV / "bin" / "uv")
    python = str(NLU_ENV / "bin" / "python")
    run(uv, "pip", "sync", "--python", python, "--require-hashes", str(NLU_LOCK))
    stamp(NLU_ENV, NLU_LOCK)


def find_python_3_10() -> str:
    """A Python 3.10 that works: from the PATH, from pyenv, or installed by uv.

    Raises:
        InstallError: there is none and none can be installed.
    """
    for candidate in candidates():
        if is_3_10(candidate):
            return str(candidate)
    say("no Python 3.10 found, asking uv to install one")
    uv = str(BOT_ENV / "bin" / "uv")
    if subprocess.run([uv, "python", "install", "3.10"], check=False).returncode == 0:
        found = subprocess.run(
            [uv, "python", "find", "--managed-python", "3.10"], check=False, capture_output=True, text=True
        ).stdout.strip()
        if found and is_3_10(Path(found)):
            return found
    raise InstallError(
        "Python 3.10 is needed for the NLU (Rasa runs on no newer one) and could not be found or downloaded.\n"
        "Install it and run `make setup` again, in one of these ways:\n"
        "  pyenv install 3.10\n"
        "  apt-get install python3.10 python3.10-venv    (where your system has it)\n"
        "  brew install python@3.10                      (macOS)\n"
        "or name it: NLU_BASE_PYTHON=/path/to/python3.10 make setup"
    )


def candidates() -> Iterator[Path]:
    """Where a Python 3.10 may be; pyenv's shims answer only for activated versions, so its real ones come too."""
    named = os.environ.get("NLU_BASE_PYTHON")
    if named:
        yield Path(named)
    on_path = shutil.which("python3.10")
    if on_path:
        yield Path(on_path)
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    yield from sorted(pyenv.glob("versions/3.10*/bin/python3.10"), reverse=True)
    for prefix in ("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", "/usr/local/opt/python@3.10/bin"):
        yield Path(prefix) / "python3.10"


def is_3_10(python: Path) -> bool:
    """Whether this is a Python 3.10 that runs and can make environments."""
    code = "import sys, venv, ensurepip; sys.exit(sys.version_info[:2] != (3, 10))"
    return works(python, "-c", code)


def works(python: Path, *arguments: str) -> bool:
    """Whether a program starts and ends well."""
    if not python.exists():
        return False
    command = [str(python), *(arguments or ("-c", ""))]
    try:
        return subprocess.run(command, check=False, capture_output=True, timeout=30).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def fits(environment: Path, lock: Path) -> bool:
    """Whether an environment was made from this lock file, in this folder, and its interpreter still works."""
    file = environment / STAMP
    return file.is_file() and file.read_text() == fingerprint(lock) and works(environment / "bin" / "python")


def stamp(environment: Path, lock: Path) -> None:
    """Note which lock file an environment was made from."""
    (environment / STAMP).write_text(fingerprint(lock))


def fingerprint(lock: Path) -> str:
    """The lock file's hash, with the folder, since environments cannot be moved."""
    digest = hashlib.sha256(lock.read_bytes())
    digest.update((ROOT / "pyproject.toml").read_bytes())
    digest.update(str(ROOT).encode())
    return digest.hexdigest()


def run(*command: str) -> None:
    """Run a program with its output shown."""
    subprocess.run(command, check=True, cwd=ROOT)


def say(text: str) -> None:
    """Show progress."""
    print(f"setup: {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
