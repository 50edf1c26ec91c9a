"""What the model is told that the town's words say of a message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.hints import hints_of
from content.linking import TITLE_SCORE, Mention, MentionKind
from nlu.german_time import TimeReading
from nlu.hints import split_hints, with_hints
from tests.unit.shipped_town import heard, vocabulary

NO_TIME = TimeReading(None)


def hints(text: str) -> tuple[str, ...]:
    known = heard(text)
    return hints_of(known.mentions, known.events, known.elsewhere, known.time, vocabulary())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bäcker in kirchhellen", ("category", "thing", "group_laden", "district")),
        ("brötchen", ("product", "thing", "group_laden")),
        ("rohr geplatzt", ("problem", "thing", "group_handwerk")),
        ("elektro funke telefonnummer", ("name", "field", "field_phone")),
        ("gründung", ("topic", "topic_gruendung")),
        ("gladbeck", ("neighbour",)),
        ("in der nähe", ("near_me",)),
        ("rosengart", ("employer",)),
        ("barrierefrei", ("attribute",)),
        ("hallo", ()),
    ],
)
def test_each_kind_of_mention_has_its_hint(text: str, expected: tuple[str, ...]) -> None:
    assert hints(text) == expected


def test_a_misspelt_word_is_only_perhaps_what_it_looks_like() -> None:
    assert hints("fahradwerkstadt") == ("maybe_category", "thing", "group_laden")


def test_what_is_turned_down_is_no_thing_and_no_place_to_look() -> None:
    assert hints("nicht in der boy") == ("not_district",)
    assert hints("kein friseur bitte, metzger") == ("not_category", "category", "thing", "group_laden")


@pytest.mark.parametrize(
    ("text", "hint"),
    [("wer hat jetzt auf", "time_now"), ("sonntags", "time"), ("in den herbstferien", "time_unknown")],
)
def test_the_time_named_is_told(text: str, hint: str) -> None:
    assert [found for found in hints(text) if found.startswith("time")] == [hint]


@pytest.mark.parametrize(("text", "hint"), [("es brennt", "urgent"), ("personalausweis", "elsewhere")])
def test_what_others_are_there_for_is_told(text: str, hint: str) -> None:
    assert hints(text) == (hint,)


def test_events_are_told_beside_other_readings_of_the_same_word() -> None:
    assert {"event", "product"} <= set(hints("töpferkurs"))


def test_each_hint_is_given_once() -> None:
    assert hints("bäcker bäcker bäcker") == ("category", "thing", "group_laden")


def test_a_tag_of_no_known_group_leaves_no_half_hint_behind() -> None:
    odd = Mention(MentionKind.PRODUCT, "x", 0, 1, "x", 1.0, (("shop=unknown_here", 1.0),))
    found = hints_of([odd], (), None, NO_TIME, vocabulary())
    assert found[:2] == ("product", "thing")
    assert len(split_hints(with_hints("x", found))[1]) == len(found)


mentions = st.builds(
    Mention,
    st.sampled_from(MentionKind),
    st.sampled_from(("hours", "gruendung", "bäcker")),
    st.integers(0, 5),
    st.integers(6, 9),
    st.just("wort"),
    st.floats(0.1, 1.0),
    st.sampled_from(((), (("shop=bakery", 1.0),))),
    st.booleans(),
)


@given(st.lists(mentions, max_size=6), st.lists(mentions, max_size=2))
def test_hints_survive_the_way_to_the_model(found: list[Mention], events: list[Mention]) -> None:
    made = hints_of(found, events, None, NO_TIME, vocabulary())
    assert split_hints(with_hints("text", made))[1] == list(made)


@given(st.lists(mentions, max_size=6))
def test_hints_never_tell_what_a_person_typed(found: list[Mention]) -> None:
    assert not [hint for hint in hints_of(found, (), None, NO_TIME, vocabulary()) if "wort" in hint]


def test_a_word_that_only_stands_in_a_title_gives_no_hint() -> None:
    title = Mention(MentionKind.EVENT, "halde", 0, 5, "halde", TITLE_SCORE)
    assert hints_of((), [title], None, NO_TIME, vocabulary()) == ()


def test_a_kind_of_event_spelt_wrongly_is_perhaps_one() -> None:
    slip = Mention(MentionKind.EVENT, "konzert", 0, 7, "konzerd", 0.877)
    assert hints_of((), [slip], None, NO_TIME, vocabulary()) == ("maybe_event",)
