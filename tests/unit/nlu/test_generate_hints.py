"""What is added to generated sentences: courtesies blanked with the marks kept in place, and hints."""

from collections.abc import Sequence

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nlu.courtesies import without_courtesies
from nlu.generate import (
    HINTS_LEFT_OUT,
    Example,
    IntentData,
    Segment,
    as_rasa_yaml,
    generate,
    parse_line,
    read_data,
)
from nlu.hints import HINT_MARK, split_hints

WORDS = (
    "Hallo, ", "Sehr geehrte Damen und Herren, ", "wo gibt es ", "brötchen", " in der ", "boy", " und ", "? ", "danke", " lg tom",
    ". Mit freundlichen Grüßen, Herta Schuster", "ich suche ", "\t", " ", "🙂", "ß",
)  # fmt: skip
segments = st.lists(
    st.builds(
        Segment,
        st.one_of(st.sampled_from(WORDS), st.text(min_size=1, max_size=12)),
        st.sampled_from((None, None, "thing", "name", "location")),
    ),
    max_size=10,
).map(tuple)


def marks(example: Example) -> list[tuple[int, int, str]]:
    """Start, end and entity of each marked stretch."""
    at, found = 0, []
    for segment in example.segments:
        if segment.entity is not None:
            found.append((at, at + len(segment.text), segment.entity))
        at += len(segment.text)
    return found


def example_of(*texts: str, intent: str = "places") -> IntentData:
    return IntentData(intent, tuple(parse_line(intent, text) for text in texts))


@given(segments)
def test_a_sentence_reads_as_the_bot_hands_it_to_the_model(parts: tuple[Segment, ...]) -> None:
    example = Example("places", parts)
    assert example.without_courtesies().text == without_courtesies(example.text)


@given(segments)
def test_marks_keep_their_place_and_go_only_where_all_under_them_is_blank(parts: tuple[Segment, ...]) -> None:
    example = Example("places", parts)
    blanked = example.without_courtesies()
    kept = [mark for mark in marks(example) if blanked.text[mark[0] : mark[1]].strip()]
    assert marks(blanked) == kept


@given(segments)
def test_the_intent_stays(parts: tuple[Segment, ...]) -> None:
    assert Example("events", parts).without_courtesies().intent == "events"


def test_a_name_in_a_signature_is_no_longer_marked() -> None:
    line = "Guten Tag, wo gibt es [brötchen](thing)? Mit freundlichen Grüßen, [Althoff](name)"
    assert marks(parse_line("places", line).without_courtesies()) == [(22, 30, "thing")]


def three_hints(examples: Sequence[Example]) -> list[tuple[str, ...]]:
    return [("product", "thing", "time") for _ in examples]


MANY = example_of(*(f"wo gibt es brot nummer {number}" for number in range(400)))


def test_without_a_maker_there_are_no_hints() -> None:
    assert all(example.hints == () for example in generate([MANY], {}))


def test_the_maker_sees_the_sentences_without_courtesies() -> None:
    seen: list[str] = []

    def make(examples: Sequence[Example]) -> list[tuple[str, ...]]:
        seen.extend(example.text for example in examples)
        return [()] * len(examples)

    generate([example_of("Guten Tag, wo gibt es brot? danke")], {}, make_hints=make)
    assert "           wo gibt es brot       " in seen


def test_every_sentence_gets_the_hints_made_for_it_in_their_order() -> None:
    def make(examples: Sequence[Example]) -> list[tuple[str, ...]]:
        return [tuple(f"{word}_{number}" for word in "abc") for number, _ in enumerate(examples)]

    for number, example in enumerate(generate([MANY], {}, make_hints=make)):
        wanted = [f"{word}_{number}" for word in "abc"]
        assert list(example.hints) == [hint for hint in wanted if hint in example.hints]
        assert set(example.hints) <= set(wanted)


def test_about_as_many_hints_are_withheld_as_promised() -> None:
    examples = generate([MANY], {}, make_hints=three_hints)
    given_out = sum(len(example.hints) for example in examples)
    assert 1 - given_out / (3 * len(examples)) == pytest.approx(HINTS_LEFT_OUT, abs=0.03)


def test_hints_are_withheld_one_by_one() -> None:
    lengths = {len(example.hints) for example in generate([MANY], {}, make_hints=three_hints)}
    assert {2, 3} <= lengths


def test_the_seed_decides_which_hints_are_withheld() -> None:
    first, again, other = (generate([MANY], {}, seed=seed, make_hints=three_hints) for seed in (1, 1, 2))
    assert first == again
    hints_by_text = {example.text: example.hints for example in other}
    assert any(hints_by_text.get(example.text, example.hints) != example.hints for example in first)


def test_the_sentences_do_not_depend_on_the_hints() -> None:
    plain, hinted = (generate([MANY], {}, make_hints=make) for make in (None, three_hints))
    assert [example.text for example in plain] == [example.text for example in hinted]


def test_a_maker_that_leaves_a_sentence_out_is_refused() -> None:
    with pytest.raises(ValueError):
        generate([MANY], {}, make_hints=lambda examples: three_hints(examples[1:]))


def test_rasas_format_has_the_hints_behind_the_mark() -> None:
    example = Example("places", (Segment("wo gibt es "), Segment("brot", "thing")), ("product", "thing"))
    (sentence,) = yaml.safe_load(as_rasa_yaml([example]))["nlu"][0]["examples"].splitlines()
    assert sentence == f"- wo gibt es [brot](thing) {HINT_MARK} product thing"


def test_rasas_format_has_no_mark_where_there_are_no_hints() -> None:
    assert HINT_MARK not in as_rasa_yaml([Example("places", (Segment("hallo"),))])


def test_the_words_of_a_shipped_sentence_are_its_own_behind_rasas_format() -> None:
    example = next(e for data in read_data() for e in data.examples if not e.slots)
    hinted = Example(example.intent, example.segments, ("time",))
    (sentence,) = yaml.safe_load(as_rasa_yaml([hinted]))["nlu"][0]["examples"].splitlines()
    assert split_hints(sentence.removeprefix("- ")) == (f"{example.annotated} ", ["time"])


def test_sentences_that_differ_in_courtesies_only_stand_for_one_intent() -> None:
    data = [
        example_of("Hallo, wo gibt es glühwein"),
        example_of("Hallo! wo gibt es glühwein", intent="events"),
    ]
    intents = {example.intent for example in generate(data, {}) if "wo gibt es glühwein" in example.text}
    assert len(intents) == 1
