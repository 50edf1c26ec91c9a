"""Two requests in one message: how it may be cut, and when the parts stand for themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.heard import Heard
from bot.conversation.requests import are_two_requests, two_parts
from nlu.types import Intent
from tests.unit.shipped_town import NOW, heard, vocabulary

SURE = 0.9
BAKER = heard("bäcker in der boy", (Intent.PLACES, SURE))
HAIRDRESSER = heard("ein friseur", (Intent.PLACES, SURE))


def are_two(first: Heard, second: Heard, intent: Intent = Intent.PLACE) -> bool:
    """Whether these parts of a message, whose intent as a whole is given, are two requests."""
    whole = heard(f"{first.text} und {second.text}", (intent, SURE))
    return are_two_requests(whole, first, second, vocabulary(), NOW)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "brauch nen klempner in der boy und dann noch die nummer von elektro funke",
            [("brauch nen klempner in der boy", "die nummer von elektro funke")],
        ),
        ("bäcker? friseur!", [("bäcker", "friseur!")]),
        ("bäcker. friseur", [("bäcker", "friseur")]),
        ("bäcker\nfriseur", [("bäcker", "friseur")]),
        ("bäcker, außerdem friseur", [("bäcker", "friseur")]),
        (
            "bäcker und friseur und metzger",
            [("bäcker", "friseur und metzger"), ("bäcker und friseur", "metzger")],
        ),
    ],
)
def test_a_message_is_cut_at_each_joint(text: str, parts: list[tuple[str, str]]) -> None:
    assert list(two_parts(text)) == parts


@pytest.mark.parametrize(
    "text", ["", "bäcker", "und jetzt", "bäcker und", "bäcker, friseur", "am 3. dezember was los",
    "um 18.30 uhr", "hund und", "rundum"]
)  # fmt: skip
def test_a_message_without_a_joint_between_words_is_one(text: str) -> None:
    assert list(two_parts(text)) == []


@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(["a", "bäcker", "und", ",", ".", "?", "!", "\n", "außerdem", "noch", "3.", "x"]),
            max_size=12,
        ).map(" ".join),
    )
)
def test_parts_are_words_of_the_message_in_its_order(text: str) -> None:
    for first, second in two_parts(text):
        assert first and second
        assert text.index(first) + len(first) <= text.rindex(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (BAKER, HAIRDRESSER),
        (heard("brauch nen klempner in der boy", (Intent.PLACES, SURE)), heard("nummer von elektro funke", (Intent.PLACE, SURE))),
        (heard("was ist am wochenende los", (Intent.EVENTS, SURE)), heard("restaurants in vonderort", (Intent.PLACES, SURE))),
        (heard("lehrstelle als maurer", (Intent.APPRENTICESHIPS, SURE)), heard("job als verkäuferin", (Intent.JOBS, SURE))),
        (heard("ausbildung als maurer", (Intent.APPRENTICESHIPS, SURE)), heard("ausbildung als tischler",
        (Intent.APPRENTICESHIPS, SURE))),
        (heard("elektro funke telefon", (Intent.PLACE, SURE)), heard("elektro funke adresse", (Intent.PLACE, SURE))),
        (heard("elektro funke", (Intent.PLACE, SURE)), heard("bäckerei potthoff", (Intent.PLACE, SURE))),
        (heard("zuschuss für gründer", (Intent.ADVICE, SURE)), HAIRDRESSER),
    ],
)  # fmt: skip
def test_two_different_things_are_two_requests_in_either_order(first: Heard, second: Heard) -> None:
    assert are_two(first, second)
    assert are_two(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (BAKER, BAKER),
        (BAKER, heard("brötchen", (Intent.PLACES, SURE))),
        (heard("elektro funke telefon", (Intent.PLACE, SURE)), heard("elektro funke", (Intent.PLACE, SURE))),
        (heard("ausbildung als maurer", (Intent.APPRENTICESHIPS, SURE)), heard("lehre als maurer", (Intent.APPRENTICESHIPS, SURE))),
        (heard("konzert", (Intent.EVENTS, SURE)), heard("konzert am samstag", (Intent.EVENTS, SURE))),
    ],
)  # fmt: skip
def test_the_same_thing_twice_is_one_request(first: Heard, second: Heard) -> None:
    assert not are_two(first, second)


@pytest.mark.parametrize(
    "part",
    [
        heard("hallo zusammen da", (Intent.GREETING, SURE)),
        heard("vielen lieben dank", (Intent.THANKS, SURE)),
        heard("tschüss ihr", (Intent.GOODBYE, SURE)),
        heard("super bot", (Intent.PRAISE, SURE)),
        heard("du depp", (Intent.INSULT, SURE)),
        heard("wie wird das wetter", (Intent.OUT_OF_SCOPE, SURE)),
        heard("bäcker in gladbeck", (Intent.PLACES, SURE)),
        heard("was schönes", (Intent.PLACES, SURE)),
        heard("was geht", (Intent.EVENTS, SURE)),
        heard("arbeit", (Intent.JOBS, SURE)),
        heard("metzger", (Intent.PLACES, 0.5), (Intent.JOBS, 0.1)),
        heard("schönes wetter", (Intent.NEWS, 0.2)),
    ],
    ids=lambda part: part.text,
)  # fmt: skip
def test_what_asks_for_nothing_of_its_own_is_no_request(part: Heard) -> None:
    assert not are_two(part, BAKER)
    assert not are_two(BAKER, part)


def test_a_part_that_only_continues_is_no_request() -> None:
    assert not are_two(BAKER, heard("da drüben", (Intent.FOLLOW_UP, SURE), (Intent.PLACES, 0.05)))


def test_a_name_makes_an_unsure_part_a_request() -> None:
    assert are_two(heard("elektro funke", (Intent.PLACES, 0.3)), BAKER)


def test_the_keyword_search_is_never_too_unsure() -> None:
    assert are_two(heard("metzger", (Intent.PLACES, 0.5), by_keywords=True), BAKER)


UNSURE = heard("metzger", (Intent.JOBS, 0.4), (Intent.PLACES, 0.3))


def test_a_kind_of_place_is_a_request_where_the_whole_asks_for_places() -> None:
    assert are_two(UNSURE, BAKER, Intent.PLACES)
    assert not are_two(UNSURE, BAKER)


def test_a_long_part_is_left_to_the_model_though_the_whole_asks_for_places() -> None:
    long = heard(
        "ich weiß ja auch nicht was mein metzger immer hat", (Intent.JOBS, 0.4), (Intent.PLACES, 0.3)
    )
    assert not are_two(long, BAKER, Intent.PLACES)
