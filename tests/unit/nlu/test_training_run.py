"""Training skips what is done, says what went wrong and leaves no half model."""

import json
import sys
from pathlib import Path

import pytest

from nlu.fingerprint import model_path
from nlu.training import MODELS_KEPT, TrainingError, main, read_lookups, train

WORDS = {"thing": ["brot"]}


def interpreter(folder: Path, body: str) -> Path:
    """A stand-in for the Rasa environment's Python: called with `-m nlu.rasa_components.train --config ...`."""
    script = folder / "python"
    script.write_text(f"#!{sys.executable}\nimport sys\nfrom pathlib import Path\nargs = sys.argv\n{body}\n")
    script.chmod(0o755)
    return script


TRAINS = "Path(args[args.index('--out') + 1], args[args.index('--name') + 1] + '.tar.gz').write_text('model')"


def test_a_model_that_is_there_is_not_trained_again(tmp_path):
    model_path(tmp_path, WORDS).write_text("old")
    said: list[str] = []
    assert train(WORDS, tmp_path, tmp_path / "no-python", said.append).read_text() == "old"
    assert "up to date" in said[0]


def test_the_trained_model_appears_under_its_name_and_nothing_else_stays(tmp_path):
    out = tmp_path / "models"
    said: list[str] = []
    model = train(WORDS, out, interpreter(tmp_path, TRAINS), said.append)
    assert model == model_path(out, WORDS)
    assert sorted(path.name for path in out.iterdir()) == sorted([model.name, "training.log"])
    assert "sentences" in said[0]


def test_only_the_newest_models_are_kept(tmp_path):
    for number in range(5):
        train({"thing": [f"brot {number}"]}, tmp_path, interpreter(tmp_path, TRAINS), lambda line: None)
    models = list(tmp_path.glob("nlu-*.tar.gz"))
    assert len(models) == MODELS_KEPT
    assert model_path(tmp_path, {"thing": ["brot 4"]}) in models


def test_a_missing_environment_says_how_to_make_it(tmp_path):
    with pytest.raises(TrainingError, match="make environments"):
        train(WORDS, tmp_path, tmp_path / "no-python", lambda line: None)


def test_a_failure_shows_the_last_words_and_leaves_no_model(tmp_path):
    python = interpreter(tmp_path, "print('out of beer'); sys.exit(3)")
    with pytest.raises(TrainingError, match=r"code 3(?s:.*)out of beer"):
        train(WORDS, tmp_path / "models", python, lambda line: None)
    assert [path.name for path in (tmp_path / "models").iterdir()] == ["training.log"]


def test_success_without_a_model_is_a_failure(tmp_path):
    with pytest.raises(TrainingError, match="code 0"):
        train(WORDS, tmp_path / "models", interpreter(tmp_path, "pass"), lambda line: None)


def test_lookups_of_another_form_are_refused(tmp_path):
    path = tmp_path / "words.json"
    path.write_text(json.dumps({"thing": "brot"}))
    with pytest.raises(TrainingError, match="lists of words"):
        read_lookups(path)


def test_the_command_says_plainly_that_a_file_is_missing(tmp_path, capsys):
    assert main(["--lookups", str(tmp_path / "none.json"), "--out", str(tmp_path)]) == 1
    assert "none.json" in capsys.readouterr().err
