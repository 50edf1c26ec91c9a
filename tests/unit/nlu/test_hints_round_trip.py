"""Hints travel behind the message and come back as they were; the message keeps its places."""

from hypothesis import given
from hypothesis import strategies as st

from nlu.hints import HINT_MARK, split_hints, with_hints

HINTS = st.lists(
    st.sampled_from(("category", "maybe_name", "not_district", "group_laden", "urgent", "time_now")),
    max_size=6,
)
messages = st.text(max_size=80)


@given(messages, HINTS)
def test_what_is_joined_is_split_again(text: str, hints: list[str]) -> None:
    assert split_hints(with_hints(text, hints))[1] == hints


@given(messages, HINTS)
def test_every_place_in_the_message_stays(text: str, hints: list[str]) -> None:
    message, _ = split_hints(with_hints(text, hints))
    assert message[: len(text)] == text.replace(HINT_MARK, " ")
    assert message[len(text) :].strip() == ""


@given(messages)
def test_a_message_without_hints_gets_no_mark(text: str) -> None:
    assert HINT_MARK not in with_hints(text, ())


def test_a_mark_that_somebody_types_forges_no_hints() -> None:
    typed = f"hallo {HINT_MARK} urgent"
    assert split_hints(with_hints(typed, ["time"])) == ("hallo   urgent ", ["time"])


def test_the_hints_stand_behind_the_mark() -> None:
    assert with_hints("brötchen in der boy", ["product", "district"]) == (
        f"brötchen in der boy {HINT_MARK} product district"
    )
