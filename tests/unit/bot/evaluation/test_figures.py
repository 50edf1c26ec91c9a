"""Outcomes summed up."""

from bot.conversation.wish import Kind
from bot.evaluation.figures import (
    Figures,
    by_filter,
    by_kind,
    by_style,
    confusions,
    failures,
    figures,
    whole_dialogues,
)
from bot.evaluation.running import Run
from tests.unit.bot.evaluation.outcomes import RUN, outcome


def test_messages_and_turns_are_told_apart() -> None:
    assert [one.name for one in RUN.messages] == ["bäcker", "friseur", "konzert", "lesung"]
    assert [one.name for one in RUN.turns] == ["und morgen", "die zweite", "telefon"]


def test_shares_are_those_of_all_outcomes() -> None:
    assert figures(RUN.messages) == Figures(
        4, kind=0.5, frame=0.25, answer=0.5, false_answer=0.25, clarified=0.25
    )


def test_no_outcomes_have_no_shares() -> None:
    assert figures(()) == Figures(0, 0.0, 0.0, 0.0, 0.0, 0.0)


def test_styles_come_in_the_order_of_the_alphabet_without_turns() -> None:
    grouped = by_style(RUN)
    assert list(grouped) == ["plain", "typos"]
    assert (grouped["plain"].count, grouped["typos"].kind) == (2, 0.0)


def test_kinds_are_those_that_were_meant() -> None:
    assert {kind: found.count for kind, found in by_kind(RUN).items()} == {"events": 2, "places": 2}


def test_filters_count_messages_and_turns() -> None:
    assert by_filter(RUN) == {"category": (2, 1.0), "district": (1, 0.0), "field": (1, 1.0)}


def test_a_dialogue_is_right_only_if_every_turn_is() -> None:
    assert whole_dialogues(RUN) == (2, 0.5)


def test_a_turn_of_the_wrong_kind_spoils_its_dialogue() -> None:
    wrong_kind = outcome("x", Kind.EVENTS, Kind.NEWS, dialogue="one")
    assert whole_dialogues(Run("a", (wrong_kind, outcome("y", dialogue="one")))) == (1, 0.0)


def test_without_dialogues_none_are_right() -> None:
    assert whole_dialogues(Run("a", RUN.messages)) == (0, 0.0)


def test_confusions_pair_what_was_meant_with_what_was_answered() -> None:
    assert confusions(RUN) == {
        ("places", "places"): 1,
        ("places", "clarify"): 1,
        ("events", "places"): 1,
        ("events", "events"): 1,
    }


def test_every_message_is_in_one_confusion() -> None:
    assert sum(confusions(RUN).values()) == len(RUN.messages)


def test_failures_name_the_message_or_the_turn_and_why() -> None:
    assert failures(RUN) == {
        "friseur": "kind clarify for places",
        "konzert": "kind places for events",
        "one » die zweite": "not shown: x",
    }


def test_two_turns_that_say_the_same_both_fail() -> None:
    turn = outcome("die zweite", dialogue="one", answer=False, why="x")
    assert len(failures(Run("a", (turn, turn)))) == 2
