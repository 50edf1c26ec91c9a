"""A model is made anew when, and only when, something it was made from has changed."""

from pathlib import Path

import pytest

from nlu.fingerprint import current_model, fingerprint, model_path

WORDS = {"thing": ["brot", "schrauben"], "trade": ["bäcker"], "name": ["althoff"]}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout with one source of each kind."""
    (tmp_path / "nlu" / "data").mkdir(parents=True)
    (tmp_path / "nlu" / "rasa_components").mkdir()
    (tmp_path / "config.yml").write_text("pipeline: []")
    (tmp_path / "nlu" / "generate.py").write_text("")
    (tmp_path / "nlu" / "data" / "places.yml").write_text("intent: places")
    (tmp_path / "nlu" / "rasa_components" / "tokenizer.py").write_text("")
    return tmp_path


def test_order_and_repetition_of_words_do_not_matter(root):
    assert fingerprint(WORDS, root=root) == fingerprint(
        {**WORDS, "thing": ["schrauben", "brot", "brot"]}, root=root
    )


def test_a_new_shop_name_asks_for_no_training(root):
    assert fingerprint(WORDS, root=root) == fingerprint({**WORDS, "name": ["althoff", "kowalski"]}, root=root)


def test_a_new_word_of_the_vocabulary_asks_for_training(root):
    assert fingerprint(WORDS, root=root) != fingerprint({**WORDS, "thing": ["brot"]}, root=root)


@pytest.mark.parametrize(
    "path", ["config.yml", "nlu/generate.py", "nlu/data/places.yml", "nlu/rasa_components/tokenizer.py"]
)
def test_a_changed_source_asks_for_training(root, path):
    before = fingerprint(WORDS, root=root)
    (root / path).write_text("changed")
    assert fingerprint(WORDS, root=root) != before


def test_a_new_data_file_asks_for_training(root):
    before = fingerprint(WORDS, root=root)
    (root / "nlu" / "data" / "events.yml").write_text("intent: events")
    assert fingerprint(WORDS, root=root) != before


def test_the_current_model_is_the_one_named_after_the_fingerprint(tmp_path):
    assert current_model(tmp_path, WORDS) is None
    model_path(tmp_path, WORDS).write_bytes(b"")
    assert current_model(tmp_path, WORDS) == model_path(tmp_path, WORDS)
    assert current_model(tmp_path, {"thing": ["anders"]}) is None
