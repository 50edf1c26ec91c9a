"""The hand-written training data is complete, clean and apart from the probe that measures it."""

import re
from pathlib import Path

import pytest
import yaml

from nlu.generate import DATA_DIR, read_data
from nlu.types import Intent

DATA = {data.intent: data for data in read_data()}
PROBE = yaml.safe_load((Path(__file__).parents[2] / "nlu_gold" / "probe.yml").read_text(encoding="utf-8"))
BIG = ("places", "place", "events", "apprenticeships", "jobs", "advice", "follow_up")


def plain(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def test_every_intent_has_one_file_of_its_name():
    assert set(DATA) == set(Intent)
    assert {path.stem for path in DATA_DIR.glob("*.yml")} == set(Intent)


@pytest.mark.parametrize("intent", list(Intent))
def test_every_intent_has_enough_written_by_hand(intent):
    least = 150 if intent == "out_of_scope" else 80 if intent in BIG else 40
    assert len({example.annotated for example in DATA[intent].examples}) >= least


def test_no_line_is_written_down_for_two_intents():
    owners: dict[str, str] = {}
    double = []
    for intent, data in DATA.items():
        for example in data.examples:
            line = plain("".join(s.text or f" {s.entity} " for s in example.segments))
            if line and owners.setdefault(line, intent) != intent:
                double.append((line, owners[line], intent))
    assert double == []


def test_every_line_under_every_has_exactly_one_slot():
    assert all(len(example.slots) == 1 for data in DATA.values() for example in data.every)


def test_no_line_reads_as_a_command_to_rasa():
    assert not [e.text for data in DATA.values() for e in data.examples if e.text.startswith("/")]


def test_the_probe_covers_every_intent_and_is_large_enough():
    assert set(PROBE) == set(Intent)
    assert sum(len(block.splitlines()) for block in PROBE.values()) >= 150
