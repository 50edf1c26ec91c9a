"""How one answer fares against its label."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.wish import Kind
from bot.evaluation.gold import FILTER_KEYS, Label
from bot.evaluation.oracle import Entry
from bot.evaluation.scoring import Given, Verdict, judge


def entry(name: str, *, satisfies: bool = True) -> Entry:
    return Entry(frozenset({name}), satisfies)


def verdict(
    wanted: dict[str, Any] | None = None,
    given_filters: dict[str, Any] | None = None,
    *shown: Entry,
    kinds: tuple[Kind, ...] = (Kind.PLACES,),
    kind: Kind = Kind.PLACES,
    any_right: bool = True,
    relaxed: tuple[str, ...] = (),
    shows: tuple[str, ...] = (),
    hides: tuple[str, ...] = (),
    left_open: frozenset[str] = frozenset(),
) -> Verdict:
    label = Label(kinds, wanted or {}, shows, hides)
    return judge(
        label,
        Given(kind, given_filters or {}, relaxed=relaxed),
        shown,
        any_right=any_right,
        left_open=left_open,
    )


RIGHT, WRONG = entry("Bäckerei Althoff"), entry("Radhaus", satisfies=False)


def test_a_right_answer_is_right_in_everything() -> None:
    found = verdict({"district": "Boy"}, {"district": "Boy"}, RIGHT, shows=("Bäckerei Althoff",))
    assert found == Verdict(True, {"district": True}, True, False, False, "")
    assert found.frame


def test_any_of_several_kinds_is_right() -> None:
    assert verdict(None, None, RIGHT, kinds=(Kind.PLACE, Kind.PLACES)).kind


def test_another_kind_is_wrong_and_named() -> None:
    found = verdict(None, None, RIGHT, kind=Kind.EVENTS)
    assert (found.kind, found.answer, found.frame) == (False, False, False)
    assert found.why == "kind events for places"


@pytest.mark.parametrize(
    ("key", "wanted", "given_", "right"),
    [
        ("category", ["shop=bakery", "craft=bakery"], ["shop=bakery"], True),
        ("category", ["shop=bakery"], ["shop=bakery", "shop=kiosk"], False),
        ("category", ["shop=bakery"], [], False),
        ("category_not", ["shop=bakery"], ["shop=bakery", "shop=kiosk"], True),
        ("category_not", ["shop=bakery"], ["shop=kiosk"], False),
        ("district", "Boy", "boy", True),
        ("district", "Boy", "Ebel", False),
        ("product", ["brötchen", "brot"], "broetchen", True),
        ("product", "brötchen", "kuchen", False),
        ("near", True, True, True),
        ("attributes", {"delivery": True}, {"delivery": True}, True),
        ("attributes", {"delivery": True}, {"delivery": True, "organic": True}, False),
        (
            "date",
            {"from": "2026-11-28", "to": "2026-11-29"},
            {"from": "2026-11-28", "to": "2026-11-29"},
            True,
        ),
        (
            "date",
            {"from": "2026-11-28", "to": "2026-11-29"},
            {"from": "2026-11-28", "to": "2026-11-28"},
            False,
        ),
        ("field", "hours", "hours", True),
        ("field", "hours", "all", False),
    ],
)
def test_each_filter_is_compared_by_its_own_rule(
    key: str, wanted: object, given_: object, right: bool
) -> None:
    found = verdict({key: wanted}, {key: given_}, RIGHT)
    assert found.keys == {key: right}
    assert found.frame is right
    assert found.why == ("" if right else f"filters {key}")


OPEN = {"from": "2026-11-29T00:00:00+01:00", "to": "2026-11-29T23:59:00+01:00"}


@pytest.mark.parametrize(
    ("given_", "right"),
    [
        ({"from": "2026-11-28T23:00:00+00:00", "to": "2026-11-29T22:59:00+00:00"}, True),
        ({"from": "2026-11-29T00:00:59+01:00", "to": "2026-11-29T23:59:00+01:00"}, True),
        ({"from": "2026-11-29T00:01:00+01:00", "to": "2026-11-29T23:59:00+01:00"}, False),
        ({"from": "2026-11-29T00:00:00+01:00", "to": "2026-11-29T12:00:00+01:00"}, False),
    ],
)
def test_times_are_the_same_moment_to_the_minute(given_: dict[str, str], right: bool) -> None:
    assert verdict({"open": OPEN}, {"open": given_}, RIGHT).keys == {"open": right}


def test_a_filter_that_is_missing_or_too_many_is_wrong() -> None:
    assert verdict({"district": "Boy"}, {}, RIGHT).keys == {"district": False}
    assert verdict({}, {"district": "Boy"}, RIGHT).keys == {"district": False}


def test_several_wrong_filters_are_named_in_order() -> None:
    assert verdict({"product": "brot"}, {"district": "Boy"}, RIGHT).why == "filters district, product"


def test_wrong_filters_do_not_make_right_entries_wrong() -> None:
    found = verdict({"district": "Boy"}, {}, RIGHT)
    assert (found.answer, found.frame, found.false_answer) == (True, False, False)


def test_no_field_and_all_fields_are_the_same_wish() -> None:
    assert verdict({}, {"field": "all"}, RIGHT).frame
    assert verdict({"field": "all"}, {}, RIGHT).frame
    assert not verdict({}, {"field": "phone"}, RIGHT).frame


def test_a_filter_that_the_label_leaves_open_does_not_count() -> None:
    assert verdict({}, {"name": "Radhaus"}, RIGHT, left_open=frozenset({"name"})).frame


def test_an_entry_that_must_be_shown_is_missed() -> None:
    found = verdict(None, None, RIGHT, shows=("Bäckerei Althoff", "Bäckerei Kruse"))
    assert (found.answer, found.why) == (False, "not shown: Bäckerei Kruse")


def test_an_entry_counts_as_shown_by_any_of_its_names() -> None:
    assert verdict(
        None, None, Entry(frozenset({"Althoff", "Bäckerei Althoff"}), True), shows=("Althoff",)
    ).answer


def test_an_entry_that_must_not_be_shown_is_held_against_the_answer() -> None:
    found = verdict(None, None, RIGHT, hides=("Bäckerei Althoff",))
    assert (found.answer, found.why) == (False, "wrongly shown: Bäckerei Althoff")


def test_entries_that_do_not_satisfy_the_label_are_named() -> None:
    found = verdict(None, None, RIGHT, WRONG)
    assert (found.answer, found.why, found.false_answer) == (False, "does not fit: Radhaus", False)


def test_an_answer_of_wrong_entries_only_is_false() -> None:
    assert verdict(None, None, WRONG).false_answer


def test_an_answer_of_another_kind_with_entries_is_false() -> None:
    assert verdict(None, None, RIGHT, kind=Kind.PLACE).false_answer


def test_entries_that_the_bot_says_do_not_match_all_are_no_false_answer() -> None:
    assert not verdict(None, None, WRONG, relaxed=("district",), any_right=False).false_answer


def test_a_wish_may_be_dropped_only_where_nothing_matches() -> None:
    assert verdict(None, None, WRONG, relaxed=("district",), any_right=False).answer
    found = verdict(None, None, WRONG, relaxed=("district", "open"), any_right=True)
    assert (found.answer, found.why) == (False, "dropped district, open though something matches")


def test_nothing_found_is_right_only_where_nothing_matches() -> None:
    assert verdict(any_right=False).answer
    found = verdict(any_right=True)
    assert (found.answer, found.why) == (False, "nothing found though something matches")


def test_nothing_found_of_another_kind_than_places_is_not_held_against_it() -> None:
    assert verdict(kinds=(Kind.EVENTS,), kind=Kind.EVENTS, any_right=True).answer


def test_an_answer_without_entries_of_a_kind_without_entries_is_right() -> None:
    assert verdict(kinds=(Kind.SMALLTALK,), kind=Kind.SMALLTALK, shows=("Radhaus",)).answer


def test_asking_back_is_told_apart_from_wrong_answers() -> None:
    found = verdict(kind=Kind.CLARIFY)
    assert (found.clarified, found.false_answer, found.kind) == (True, False, False)
    assert not verdict(None, None, RIGHT).clarified


entries = st.lists(
    st.builds(Entry, st.sampled_from(("a", "b", "c")).map(lambda name: frozenset({name})), st.booleans()),
    max_size=5,
)
filters = st.dictionaries(
    st.sampled_from(sorted(FILTER_KEYS - {"open", "category", "category_not"})),
    st.sampled_from(("x", "y", "all")),
)
names = st.lists(st.sampled_from(("a", "b", "d")), max_size=2).map(tuple)


@given(st.sampled_from(Kind), st.sampled_from(Kind), filters, filters, entries, st.booleans(), names, names)
def test_a_verdict_is_sound(
    wanted: Kind, kind: Kind, asked: dict[str, Any], given_: dict[str, Any], shown: list[Entry], any_right: bool,
    shows: tuple[str, ...], hides: tuple[str, ...],
) -> None:  # fmt: skip
    found = judge(Label((wanted,), asked, shows, hides), Given(kind, given_), shown, any_right=any_right)
    assert found.kind is (kind is wanted)
    assert not (found.answer and not found.kind)
    assert not (found.answer and found.false_answer and shown and all(entry.satisfies for entry in shown))
    assert (found.why == "") is (found.answer and all(found.keys.values()))
    assert set(found.keys) <= {*asked, *given_}
