"""The shipped gold messages: as many as promised, each once, about what is there, and none of them trained on."""

from collections import Counter
from collections.abc import Iterator

import pytest
import yaml

from bot.conversation.wish import Kind
from bot.evaluation.gold import STYLES, GoldSet, Label, read_gold
from content.folding import fold
from content.pack import load_town
from nlu.generate import read_data
from tests.paths import BOTTROP, ROOT


@pytest.fixture(scope="module")
def gold() -> GoldSet:
    return read_gold(ROOT / "tests" / "nlu_gold")


def labels_of(gold: GoldSet) -> Iterator[tuple[str, Label]]:
    for message in gold.messages:
        yield message.text, message.label
        if message.also is not None:
            yield message.text, message.also
    for dialogue in gold.dialogues:
        for turn in dialogue.turns:
            yield dialogue.name, turn.label


@pytest.fixture(scope="module")
def names() -> set[str]:
    """What people call the entries of the town pack."""
    entries = [
        entry
        for path in BOTTROP.glob("*.yml")
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))
        if isinstance(entry, dict)
    ]
    single = {
        str(entry[key])
        for entry in entries
        for key in ("name", "title", "occupation", "company")
        if entry.get(key)
    }
    return single | {str(alias) for entry in entries for alias in entry.get("aliases") or ()}


def test_there_are_enough_messages_and_dialogues(gold: GoldSet) -> None:
    out_of_scope = [message for message in gold.messages if message.label.kinds == (Kind.OUT_OF_SCOPE,)]
    assert len(gold.messages) >= 800
    assert len(out_of_scope) >= 150
    assert len(gold.dialogues) >= 100


def test_every_style_of_writing_is_there(gold: GoldSet) -> None:
    assert {message.style for message in gold.messages} == STYLES


def test_every_kind_of_answer_but_asking_back_is_there(gold: GoldSet) -> None:
    assert {kind for _, label in labels_of(gold) for kind in label.kinds} >= set(Kind) - {Kind.CLARIFY}


def test_two_requests_have_two_labels_and_others_one(gold: GoldSet) -> None:
    assert [m.text for m in gold.messages if (m.also is not None) is not (m.style == "two_requests")] == []


def test_no_message_stands_there_twice(gold: GoldSet) -> None:
    times = Counter(fold(message.text) or message.text for message in gold.messages)
    assert [text for text, count in times.items() if count > 1] == []


def test_no_dialogue_stands_there_twice(gold: GoldSet) -> None:
    times = Counter(fold(dialogue.name) for dialogue in gold.dialogues)
    assert [text for text, count in times.items() if count > 1] == []


def test_every_entry_that_shall_be_shown_or_hidden_exists(gold: GoldSet, names: set[str]) -> None:
    unknown = [
        (text, name)
        for text, label in labels_of(gold)
        for name in (*label.shows, *label.hides)
        if name not in names
    ]
    assert unknown == []


def test_every_name_in_a_filter_exists(gold: GoldSet, names: set[str]) -> None:
    unknown = [
        (text, label.filters["name"])
        for text, label in labels_of(gold)
        if label.filters.get("name", "") not in {*names, ""}
    ]
    assert unknown == []


def test_every_district_in_a_filter_exists(gold: GoldSet) -> None:
    known = {district.name for district in load_town(BOTTROP).districts}
    asked = {
        label.filters[key]
        for _, label in labels_of(gold)
        for key in ("district", "district_not")
        if key in label.filters
    }
    assert asked <= known


def test_times_and_dates_are_texts_from_earlier_to_later(gold: GoldSet) -> None:
    spans = [
        label.filters[key] for _, label in labels_of(gold) for key in ("open", "date") if key in label.filters
    ]
    assert [
        span for span in spans if set(span) != {"from", "to"} or not str(span["from"]) <= str(span["to"])
    ] == []
    assert {type(end) for span in spans for end in span.values()} == {str}


def test_nothing_is_both_shown_and_hidden(gold: GoldSet) -> None:
    assert [text for text, label in labels_of(gold) if set(label.shows) & set(label.hides)] == []


def test_no_gold_text_is_in_the_training_data(gold: GoldSet) -> None:
    written = {example.text for data in read_data() for example in data.examples if not example.slots}
    trained = {fold(text) for text in written} - {""}
    assert sorted({text for text in gold.texts() if fold(text) in trained}) == []
