"""The training set is made as written down, and the same every time."""

import random
from pathlib import Path

import pytest
import yaml

from nlu.generate import (
    FILLS_PER_TEMPLATE,
    TrainingDataError,
    as_rasa_yaml,
    generate,
    parse_line,
    read_data,
)
from nlu.noise import distort

WORDS = {"thing": ["brötchen", "schrauben", "blumen"], "location": ["boy", "eigen"]}


def data_of(folder: Path, text: str, name: str = "places.yml") -> list:
    (folder / name).write_text(text, encoding="utf-8")
    return read_data(folder)


def test_a_marked_word_becomes_an_entity_without_its_marks():
    example = parse_line("places", "wo gibt es [frische brötchen](thing) hier")
    assert example.text == "wo gibt es frische brötchen hier"
    assert [(s.text, s.entity) for s in example.segments if s.entity] == [("frische brötchen", "thing")]


def test_an_entity_nobody_knows_is_refused():
    with pytest.raises(TrainingDataError, match="planet"):
        parse_line("places", "wo ist der [mars](planet)")


def test_a_bracket_left_open_is_refused_with_the_name_of_the_file(tmp_path):
    with pytest.raises(TrainingDataError, match=r"places\.yml.*stray bracket"):
        data_of(tmp_path, "intent: places\nexamples: |\n  wo gibt es [brötchen\n")


def test_an_unknown_key_in_a_data_file_is_refused(tmp_path):
    with pytest.raises(TrainingDataError, match=r"places\.yml"):
        data_of(tmp_path, "intent: places\nexample: |\n  brötchen\n")


def test_templates_are_filled_from_the_words_handed_in(tmp_path):
    data = data_of(tmp_path, "intent: places\nexamples: |\n  suche {thing} in {location}\n")
    written = {example.text for example in generate(data, WORDS)}
    filled = {f"suche {thing} in {place}" for thing in WORDS["thing"] for place in WORDS["location"]}
    assert written & filled
    assert len(written) <= 2 * FILLS_PER_TEMPLATE


def test_a_template_without_words_is_left_out(tmp_path):
    data = data_of(tmp_path, "intent: places\nexamples: |\n  suche {thing} bei {name}\n")
    assert generate(data, WORDS) == []


def test_lines_under_every_are_filled_once_with_each_word(tmp_path):
    data = data_of(tmp_path, "intent: places\nexamples: ''\nevery: |\n  {thing}\n")
    assert [example.annotated for example in generate(data, WORDS)] == [
        "[brötchen](thing)",
        "[schrauben](thing)",
        "[blumen](thing)",
    ]


def test_a_word_with_a_bracket_in_it_is_not_used(tmp_path):
    data = data_of(tmp_path, "intent: places\nexamples: ''\nevery: |\n  {thing}\n")
    assert [e.text for e in generate(data, {"thing": ["brot (laib)", "brot", "a]b"]})] == ["brot"]


def test_the_same_seed_gives_the_same_set_and_another_seed_another():
    first, again, other = (generate(read_data(), WORDS, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_no_sentence_stands_for_two_intents():
    texts = [example.text.lower() for example in generate(read_data(), WORDS)]
    assert len(texts) == len(set(texts))


def test_rasas_format_holds_every_sentence_under_its_intent(tmp_path):
    data = data_of(tmp_path, 'intent: places\nexamples: |\n  "wo": [brot](thing)? #1\n')
    document = yaml.safe_load(as_rasa_yaml(generate(data, WORDS)))
    assert document["nlu"][0]["intent"] == "places"
    assert document["nlu"][0]["examples"].splitlines()[0] == '- "wo": [brot](thing)? #1'


def test_noise_never_makes_a_bracket_or_an_empty_text():
    rng = random.Random(3)
    for _ in range(500):
        noisy = distort("gibt es jetzt schöne Brötchen, was kostet das?", rng)
        assert noisy.strip()
        assert not set(noisy) & set("[](){}\n")


def test_noise_folds_umlauts_and_speaks_ruhr_now_and_then():
    rng = random.Random(5)
    seen = " ".join(distort("gibt es jetzt schöne Brötchen", rng) for _ in range(300))
    assert {"gibbet", "getz", "schoene", "brotchen"} <= set(seen.split())
