"""Trains the NLU model: `python -m nlu.training --lookups words.json --out var/models`.

Training runs Rasa in its own environment. It happens only when training data, pipeline or town vocabulary changed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from nlu.fingerprint import CONFIG, ROOT, counted, current_model, model_path
from nlu.generate import DATA_DIR, HintMaker, Lookups, as_rasa_yaml, generate, read_data
from nlu.sample_lookups import SAMPLE_LOOKUPS, SAMPLE_NAMES

RASA_PYTHON = ROOT / ".venv-nlu" / "bin" / "python"
LOG_NAME = "training.log"
MODELS_KEPT = 3
_SECONDS_BETWEEN_SIGNS_OF_LIFE = 10.0


class TrainingError(Exception):
    """No model could be trained; the message says what to do."""


def train(
    lookups: Lookups,
    out: Path,
    rasa_python: Path = RASA_PYTHON,
    progress: Callable[[str], None] = print,
    make_hints: HintMaker | None = None,
    hint_sources: Sequence[Path] = (),
) -> Path:
    """Return the model for the data as it is now; train it if it is not there yet.

    Args:
        lookups: Words by entity from the town's vocabulary.
        out: The folder of models. The log of the training is written there too.
        rasa_python: The interpreter of the Rasa environment.
        progress: Is told, a line at a time, how it goes.
        make_hints: Gives the hints of sentences, as the bot gives them for messages.
        hint_sources: The files that decide on the hints; a change in them asks for new training.

    Raises:
        TrainingError: The Rasa environment is missing or Rasa failed.
    """
    found = current_model(out, lookups, hint_sources)
    if found is not None:
        progress(f"Model {found.name} is up to date.")
        return found
    if not rasa_python.exists():
        raise TrainingError(f"No Rasa environment at {rasa_python}. Make it first: make environments")

    examples = generate(
        read_data(DATA_DIR), {**counted(lookups), "name": SAMPLE_NAMES}, make_hints=make_hints
    )
    intents = {example.intent for example in examples}
    progress(f"Training on {len(examples)} sentences for {len(intents)} intents ...")
    out.mkdir(parents=True, exist_ok=True)
    target = model_path(out, lookups, hint_sources)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix=".training-", dir=out) as folder:
        data = Path(folder) / "nlu.yml"
        data.write_text(as_rasa_yaml(examples), encoding="utf-8")
        _run_rasa(rasa_python, data, Path(folder), out / LOG_NAME, progress)
        # A rename within one folder is atomic: nobody ever sees half a model under its final name.
        (Path(folder) / "model.tar.gz").replace(target)
    _remove_old_models(out)
    progress(f"Trained {target.name} in {time.monotonic() - started:.0f} s.")
    return target


def _remove_old_models(out: Path) -> None:
    """Keep the newest few, so that going back to the version before needs no training."""
    models = sorted(out.glob("nlu-*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for model in models[MODELS_KEPT:]:
        model.unlink(missing_ok=True)


def _run_rasa(
    rasa_python: Path, data: Path, folder: Path, log: Path, progress: Callable[[str], None]
) -> None:
    command = [str(rasa_python), "-m", "nlu.rasa_components.train"]
    command += ["--config", str(CONFIG), "--data", str(data), "--out", str(folder), "--name", "model"]
    started = time.monotonic()
    with log.open("wb") as sink:
        process = subprocess.Popen(
            command, cwd=folder, env=rasa_environment(), stdout=sink, stderr=subprocess.STDOUT
        )
        try:
            while (code := _exit_code(process)) is None:
                progress(f"... {time.monotonic() - started:.0f} s")
        except BaseException:
            process.kill()
            process.wait()
            raise
    if code != 0 or not (folder / "model.tar.gz").is_file():
        raise TrainingError(
            f"Rasa stopped with code {code}; its messages are in {log}. The last ones:\n{_tail(log)}\n"
            "If the Rasa environment is damaged, make it anew: make environments"
        )


def _exit_code(process: "subprocess.Popen[bytes]") -> int | None:
    try:
        return process.wait(_SECONDS_BETWEEN_SIGNS_OF_LIFE)
    except subprocess.TimeoutExpired:
        return None


def _tail(log: Path, lines: int = 8) -> str:
    return "\n".join(log.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:])


def rasa_environment() -> dict[str, str]:
    """Return the environment variables for a process of the Rasa environment: frugal, silent, no telemetry."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "RASA_TELEMETRY_ENABLED": "false",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
        "PYTHONWARNINGS": "ignore",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
    }


def read_lookups(path: Path) -> dict[str, list[str]]:
    """Read lookups from a JSON file: an object of lists of words.

    Raises:
        TrainingError: The file is missing or of another form.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise TrainingError(f"Cannot read lookups from {path}: {error}") from error
    if not isinstance(content, dict) or not all(isinstance(words, list) for words in content.values()):
        raise TrainingError(f"{path} is to hold an object of lists of words.")
    return {entity: [str(word) for word in words] for entity, words in content.items()}


def main(arguments: Sequence[str] | None = None) -> int:
    """Train from the command line; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m nlu.training", description=__doc__)
    parser.add_argument("--lookups", type=Path, help="JSON file with the town's words; else a small sample")
    parser.add_argument("--out", type=Path, default=Path("var/models"), help="folder of models")
    parser.add_argument(
        "--python", type=Path, default=RASA_PYTHON, help="interpreter of the Rasa environment"
    )
    args = parser.parse_args(arguments)
    try:
        lookups = read_lookups(args.lookups) if args.lookups else SAMPLE_LOOKUPS
        print(train(lookups, args.out.resolve(), args.python, lambda line: print(line, file=sys.stderr)))
    except TrainingError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
