import random
import zlib

import pytest
import yaml

from bench.nlu_pipelines import (
    FOLDS,
    OURS,
    PIPELINES,
    Message,
    accuracy,
    folds,
    kind_of,
    macro_f1,
    standing_alone,
    stratified,
)
from nlu.baselines.smart_home import fill, read
from nlu.generate import Example, Segment
from nlu.types import IntentScore, Parse


def example(intent: str, text: str) -> Example:
    return Example(intent, (Segment(text),))


def message(text: str, *right: str) -> Message:
    return Message(text, text, (), right)


MANY = [example("places", f"laden {n}") for n in range(90)] + [
    example("idea", f"idee {n}") for n in range(10)
]


def test_a_sample_keeps_the_shares_of_the_intents() -> None:
    sample = stratified(MANY, 50)
    assert [sum(e.intent == intent for e in sample) for intent in ("places", "idea")] == [45, 5]


def test_the_same_sentences_are_drawn_every_time() -> None:
    assert stratified(MANY, 20) == stratified(MANY, 20)


def test_no_sentence_is_in_two_folds_and_each_has_every_intent() -> None:
    parts = folds(MANY)
    assert len(parts) == FOLDS
    assert sorted(e.text for part in parts for e in part) == sorted(e.text for e in MANY)
    assert all({e.intent for e in part} == {"places", "idea"} for part in parts)


def test_any_intent_of_smalltalk_is_smalltalk() -> None:
    assert {kind_of("greeting"), kind_of("insult"), kind_of("bot_question")} == {"smalltalk"}


def test_follow_up_never_counts_for_a_single_message() -> None:
    ranking = (IntentScore("follow_up", 0.9), IntentScore("places", 0.1))
    assert standing_alone(Parse("boy", "follow_up", 0.9, ranking)) == "places"


def test_either_of_two_right_kinds_counts() -> None:
    asked = [message("a", "jobs", "apprenticeships"), message("b", "places")]
    assert accuracy(asked, ["apprenticeships", "jobs"]) == 0.5


def test_the_halves_make_up_the_whole() -> None:
    asked = [message(str(n), "places") for n in range(10)]
    intents = ["places" if zlib.crc32(str(n).encode()) % 2 else "jobs" for n in range(10)]
    assert [accuracy(asked, intents, half) for half in (0, 1)] == [0.0, 1.0]
    assert 0.0 < accuracy(asked, intents) < 1.0


def test_macro_f1_counts_a_rare_kind_as_much_as_a_frequent_one() -> None:
    asked = [message(str(n), "places") for n in range(9)] + [message("x", "idea")]
    assert macro_f1(asked, ["places"] * 10) == pytest.approx((18 / 19 + 0.0) / 2)


@pytest.mark.parametrize("pipeline", PIPELINES, ids=lambda pipeline: pipeline.name)
def test_every_pipeline_is_readable_and_a_quick_run_shortens_it(pipeline) -> None:
    components = yaml.safe_load(pipeline.config(2))["pipeline"]
    assert all(component.get("epochs", 0) <= 2 for component in components)
    assert any("Classifier" in component["name"] for component in components)


def test_blocks_that_are_left_out_are_null_since_rasa_merges_them_with_the_defaults() -> None:
    (words_only,) = [pipeline for pipeline in PIPELINES if pipeline.name == "... words only"]
    blocks = next(
        part["blocks"] for part in yaml.safe_load(words_only.config(None))["pipeline"] if "blocks" in part
    )
    assert [name for name, block in blocks.items() if block] == ["words"]


def test_only_what_reads_hints_is_given_any() -> None:
    assert [p.name for p in PIPELINES if p.reads_hints] == ["hints only", OURS.name]


@pytest.mark.parametrize(
    ("template", "sentences"),
    [
        (
            "schalte[ das] licht (an|ein)",
            {f"schalte{x} licht {y}" for x in ("", " das") for y in ("an", "ein")},
        ),
        ("(heute;bitte) <tun>", {"heute bitte heizen", "bitte heute heizen"}),
        ("auf {grad:wert} Grad", {"auf 3 Grad"}),
    ],
)
def test_a_template_is_filled(template: str, sentences: set[str]) -> None:
    lists = {"grad": {"range": {"from": 3, "to": 3}}}
    rng = random.Random(1)
    assert {fill(template, {"tun": "heizen"}, lists, rng) for _ in range(60)} == sentences


def test_rare_intents_of_the_smart_home_are_left_out() -> None:
    def intent(*sentences: str) -> dict:
        return {"data": [{"sentences": list(sentences)}]}

    content = {
        "intents": {"Rare": intent("a"), "Often": intent("b", "c", "d", "e", "f")},
        "expansion_rules": {},
        "lists": {},
    }
    assert {e.intent for e in read(content, random.Random(1))} == {"Often"}
