"""What a person turns down before, with or after naming it, in the shipped town."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.linking import MentionKind
from tests.unit.shipped_town import vocabulary


def turned_down(text: str) -> list[str]:
    return [mention.value for mention in vocabulary().scan(text) if mention.negated]


def wanted(text: str) -> list[str]:
    return [mention.value for mention in vocabulary().scan(text) if not mention.negated]


@pytest.mark.parametrize(
    ("text", "no", "yes"),
    [
        ("blumenladen ja, gartencenter nein", ["gartencenter"], ["blumenladen"]),
        ("gartencenter nein", ["gartencenter"], []),
        ("in den supermarkt will ich nich", ["supermarkt"], []),
        ("in den supermarkt will ich nicht", ["supermarkt"], []),
        ("Supermarkt will ich nicht, lieber Bäcker", ["supermarkt"], ["bäcker"]),
        ("supermarkt muss nicht sein, bäcker schon", ["supermarkt"], ["bäcker"]),
        ("italiener ja, grieche geht gar nicht", ["grieche"], ["italiener"]),
        ("bäcker schon, ein discounter kommt nicht in frage", ["discounter"], ["bäcker"]),
        ("metzger bitte, den supermarkt kannst du weglassen", ["supermarkt"], ["metzger"]),
        ("nach ebel lieber nicht", ["Ebel"], []),
        pytest.param(
            "gartencenter nein danke", ["gartencenter"], []
        ),
        pytest.param(
            "bäcker, discounter kommt nicht in frage", ["discounter"], ["bäcker"],
            marks=pytest.mark.xfail(strict=True, reason="joined over the comma to »backerdiscounter«"),
        ),
    ],
)  # fmt: skip
def test_words_at_the_end_of_a_clause_turn_down_what_stands_before(
    text: str, no: list[str], yes: list[str]
) -> None:
    assert (turned_down(text), wanted(text)) == (no, yes)


@pytest.mark.parametrize(
    "text",
    [
        "gibt es ein gartencenter oder nein", "hat der supermarkt sonntags auf oder nicht", "supermarkt geht nicht mehr auf",
        "gartencenter neinstraße", "wenn der supermarkt zu hat will ich nicht warten",
    ],
)  # fmt: skip
def test_such_words_farther_on_turn_nothing_down(text: str) -> None:
    assert turned_down(text) == []


@pytest.mark.parametrize(
    ("text", "no", "yes"),
    [
        ("alle friseure bis auf die aus ebel", ["Ebel"], ["Friseure"]),
        ("alle bäcker bis auf die in ebel", ["Ebel"], ["bäcker"]),
        ("alles bis auf kirchhellen", ["Kirchhellen"], []),
    ],
)
def test_what_is_excepted_is_turned_down(text: str, no: list[str], yes: list[str]) -> None:
    assert (turned_down(text), wanted(text)) == (no, yes)


@pytest.mark.parametrize(
    "text", ["bis ebel", "auf dem eigen", "bäcker bis 18 uhr auf in ebel", "von der boy bis ebel"]
)
def test_until_alone_excepts_nothing(text: str) -> None:
    assert turned_down(text) == []


@pytest.mark.parametrize(
    "text", ["außerhalb von kirchhellen", "ausserhalb kirchhellen", "bäcker außerhalb von kirchhellen"]
)
def test_outside_a_district_turns_it_down(text: str) -> None:
    assert turned_down(text) == ["Kirchhellen"]


ENDS = ("nein", "will ich nicht", "kommt nicht in frage", "bitte nicht", "muss nicht sein")
THINGS = ("bäcker", "supermarkt", "friseur", "metzger", "optiker", "apotheke")


@given(st.sampled_from(THINGS), st.sampled_from(ENDS), st.sampled_from(THINGS))
def test_a_clause_turned_down_leaves_the_next_one_alone(no: str, end: str, yes: str) -> None:
    kinds = [
        (m.text, m.negated)
        for m in vocabulary().scan(f"{no} {end}, {yes} ja")
        if m.kind is MentionKind.CATEGORY
    ]
    assert kinds == [(no, True), (yes, False)]


@given(st.sampled_from(THINGS))
def test_a_thing_without_any_negation_is_wanted(thing: str) -> None:
    assert turned_down(f"ich suche einen {thing} in kirchhellen") == []


@pytest.mark.parametrize(
    "text", ["telefonnummer von elektro funke nein", "in der nähe nicht", "nicht in der nähe"]
)
def test_what_is_asked_and_where_the_person_is_are_never_turned_down(text: str) -> None:
    kinds = {MentionKind.FIELD, MentionKind.NEAR_ME}
    found = [mention for mention in vocabulary().scan(text) if mention.kind in kinds]
    assert found and not any(mention.negated for mention in found)
