"""Firms that offer work but are no places of the town."""

import pytest

from content.linking import EMPLOYER, MentionKind
from tests.unit.shipped_town import EMPLOYERS, vocabulary


@pytest.mark.parametrize(
    ("text", "firm"),
    [
        ("ausbildung bei stadtgärtnerei rosengart", EMPLOYERS[0]),
        ("hat rosengart noch stellen frei", EMPLOYERS[0]),
        ("job bei Logistik Wanderfalke", EMPLOYERS[1]),
        ("wanderfalke gmbh", EMPLOYERS[1]),
        ("arbeiten bei wanderfalk", EMPLOYERS[1]),
    ],
)
def test_an_employer_is_known_by_its_name(text: str, firm: str) -> None:
    named = [mention for mention in vocabulary().scan(text) if mention.kind is MentionKind.EMPLOYER]
    assert [mention.value for mention in named] == [firm]


@pytest.mark.parametrize("text", ["stadtgärtnerei rosengart", "rosengart", "wanderfalke gmbh"])
def test_an_employer_is_no_place(text: str) -> None:
    assert not [mention for mention in vocabulary().scan(text) if mention.kind is MentionKind.NAME]


def test_the_mark_of_employers_is_not_shown() -> None:
    (mention,) = vocabulary().scan("rosengart")
    assert not mention.value.startswith(EMPLOYER)
    assert mention.text == "rosengart"


def test_a_place_that_offers_work_stays_a_place() -> None:
    (mention,) = vocabulary().scan("elektro funke")
    assert (mention.kind, mention.value) == (MentionKind.NAME, "elektro-funke")


def test_an_employer_never_stands_for_a_place() -> None:
    known = vocabulary().with_places(
        [("xaverl", "Xaverl", ()), (f"{EMPLOYER}Xaverl Logistik", "Xaverl Logistik", ())]
    )
    named = [*known.scan("xaverl"), *known.link("xaverl logistik", {MentionKind.NAME})]
    ids = {place for m in named if m.kind is MentionKind.NAME for place in (m.value, *m.also)}
    assert ids == {"xaverl"}
