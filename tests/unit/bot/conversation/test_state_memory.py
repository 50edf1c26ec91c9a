"""What is remembered of a conversation: through the store and back, and for how long."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.state import (
    CONTEXT_LIFETIME,
    LIST_LIFETIME,
    LISTS_KEPT,
    LOCATION_LIFETIME,
    ConversationState,
    ShownList,
    dump_state,
    parse_state,
)
from bot.conversation.wish import Kind, Wish
from content.entries import Coordinates
from tests.unit.bot.generated_wishes import ZONE, moments, states

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZONE)


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=8)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(states)
def test_a_state_comes_back_from_the_store_as_it_was(state: ConversationState) -> None:
    assert parse_state(json.loads(json.dumps(dump_state(state)))) == state


def test_an_empty_state_needs_no_room() -> None:
    assert dump_state(ConversationState()) == {}


def test_a_remembered_wish_has_only_what_applies() -> None:
    wish = Wish(Kind.PLACES, categories=("shop=bakery",), near=True)
    assert dump_state(ConversationState(wish=wish)) == {
        "wish": {"kind": "places", "categories": ["shop=bakery"], "near": True}
    }


@pytest.mark.parametrize(
    "raw",
    [
        None,
        {},
        {"wish": {"kind": "gibt es nicht"}},
        {"wish": {"label": "ohne Art"}},
        {"wish": {"kind": "places", "open": ["gestern", "heute"]}},
        {"wish": {"kind": "place", "field": "horoscope"}},
        {"lists": ["keine", "Abbildung"]},
        {"page": "viele"},
        {"page_ids": 7},
        {"location": {"lat": 51.5}},
        {"updated_at": "neulich"},
        {"readings": [{"label": "ohne Wunsch"}]},
    ],
)
def test_a_dump_that_does_not_fit_counts_as_forgotten(raw: Mapping[str, Any] | None) -> None:
    assert parse_state(raw) == ConversationState()


def test_a_field_of_older_code_is_left_out() -> None:
    assert parse_state({"page": 2, "mood": "cheerful"}) == ConversationState(page=2)


@given(
    st.dictionaries(
        st.sampled_from([*ConversationState.__dataclass_fields__, "mood"]), json_values, max_size=5
    )
)
def test_no_dump_ever_raises(raw: dict[str, Any]) -> None:
    assert isinstance(parse_state(raw), ConversationState)


@given(states, st.data())
def test_a_dump_without_some_of_its_fields_keeps_the_others(
    state: ConversationState, data: st.DataObject
) -> None:
    dumped = dump_state(state)
    lost = data.draw(st.sets(st.sampled_from(sorted(dumped))) if dumped else st.just(set()))
    read = parse_state({key: value for key, value in dumped.items() if key not in lost})
    fresh = ConversationState()
    assert read == replace(state, **{key: getattr(fresh, key) for key in lost})


@given(states, moments)
def test_the_context_goes_after_half_an_hour_of_silence(state: ConversationState, now: datetime) -> None:
    later = replace(state, updated_at=now).at(now + CONTEXT_LIFETIME + timedelta(seconds=1))
    assert (later.wish, later.previous, later.page_ids, later.selected, later.readings, later.list_token) == (
        None, None, (), None, (), "",
    )  # fmt: skip


@given(states, moments)
def test_the_context_stays_for_half_an_hour(state: ConversationState, now: datetime) -> None:
    kept = replace(state, updated_at=now).at(now + CONTEXT_LIFETIME)
    assert (kept.wish, kept.page_ids, kept.selected) == (state.wish, state.page_ids, state.selected)


@given(states, moments, st.integers(0, 60 * 80))
def test_a_list_works_for_two_days(state: ConversationState, now: datetime, minutes: int) -> None:
    shown = replace(state, lists={"1": ShownList(Wish(Kind.PLACES), now)})
    age = timedelta(minutes=minutes)
    assert ("1" in shown.at((now.astimezone(ZoneInfo("UTC")) + age).astimezone(ZONE)).lists) is (
        age <= LIST_LIFETIME
    )


@pytest.mark.parametrize(("minutes", "known"), [(0, True), (30, True), (31, False)])
def test_a_shared_location_counts_for_half_an_hour(minutes: int, known: bool) -> None:
    here = ConversationState(location=Coordinates(51.5, 6.9), location_at=NOW, updated_at=NOW)
    later = here.at(NOW + timedelta(minutes=minutes))
    assert (later.location is not None, later.location_at is not None) == (known, known)
    assert timedelta(minutes=30) == LOCATION_LIFETIME


def test_a_new_list_gets_a_token_that_was_never_used() -> None:
    state = ConversationState()
    tokens = []
    for _ in range(40):
        state = state.with_list(Wish(Kind.PLACES), NOW)
        tokens.append(state.list_token)
    assert len(set(tokens)) == 40


def test_only_the_newest_lists_are_kept() -> None:
    state = ConversationState()
    for number in range(LISTS_KEPT + 3):
        state = state.with_list(Wish(Kind.PLACES, label=str(number)), NOW)
    assert len(state.lists) == LISTS_KEPT
    assert {shown.wish.label for shown in state.lists.values()} == {str(n) for n in range(3, LISTS_KEPT + 3)}


def test_remembering_a_list_changes_no_earlier_state() -> None:
    before = ConversationState().with_list(Wish(Kind.PLACES), NOW)
    before.with_list(Wish(Kind.JOBS), NOW)
    assert list(before.lists) == ["1"]
