"""Which intent a message is answered by: the model leads, the town's words decide where it is unsure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.routing import Routed, Step, intent_of, is_clarify, route
from bot.conversation.state import ConversationState
from bot.conversation.wish import Field, Kind, Wish
from nlu.types import Intent
from tests.unit.shipped_town import NOW, entity, heard, vocabulary

SURE = 0.95
Scores = tuple[tuple[Intent, float], ...]


def routed(text: str, *scores: tuple[Intent, float], state: ConversationState | None = None) -> Routed:
    return route(heard(text, *scores), state or ConversationState(), vocabulary(), NOW)


@pytest.mark.parametrize("intent", [intent for intent in Intent if intent is not Intent.FOLLOW_UP])
def test_a_sure_model_is_believed_where_the_words_say_nothing_else(intent: Intent) -> None:
    expected = Intent.PLACES if intent is Intent.PLACE else intent
    assert intent_of(heard("soundso", (intent, SURE))) is expected


@pytest.mark.parametrize(
    ("text", "scores", "intent"),
    [
        # A place's name.
        ("elektro funke", ((Intent.PLACES, SURE),), Intent.PLACE),
        ("elektro funke", ((Intent.OUT_OF_SCOPE, 0.3),), Intent.PLACE),
        ("elektro funke", ((Intent.JOBS, SURE),), Intent.JOBS),
        ("nicht elektro funke", ((Intent.PLACES, SURE),), Intent.PLACES),
        # A place is meant, but none is named.
        ("bäcker", ((Intent.PLACE, SURE),), Intent.PLACES),
        ("irgendwas", ((Intent.PLACE, SURE),), Intent.PLACES),
        # A thing.
        ("bäcker", ((Intent.OUT_OF_SCOPE, 0.3), (Intent.PLACES, 0.28)), Intent.PLACES),
        ("bäcker", ((Intent.GREETING, 0.4),), Intent.PLACES),
        ("bäcker", ((Intent.JOBS, 0.4),), None),
        ("soundso", ((Intent.GREETING, 0.4),), None),
        # An attribute.
        ("barrierefrei", ((Intent.HELP, 0.3), (Intent.PLACES, 0.25)), Intent.PLACES),
        ("barrierefrei", ((Intent.HELP, 0.3), (Intent.PLACES, 0.2)), None),
        # An occupation.
        ("ausbildung als tischler", ((Intent.APPRENTICESHIPS, 0.4), (Intent.JOBS, 0.39)), Intent.APPRENTICESHIPS),
        ("job als tischler", ((Intent.JOBS, 0.3),), Intent.JOBS),
        # A neighbouring town.
        ("bäcker in gladbeck", ((Intent.PLACES, SURE),), Intent.OUT_OF_SCOPE),
        ("was ist in gladbeck los", ((Intent.EVENTS, SURE),), Intent.OUT_OF_SCOPE),
        ("bäcker in gladbeck oder kirchhellen", ((Intent.PLACES, SURE),), Intent.PLACES),
        ("danke, ich wohne in gladbeck", ((Intent.THANKS, SURE),), Intent.THANKS),
        ("nicht in gladbeck, bäcker", ((Intent.PLACES, SURE),), Intent.PLACES),
        # The office's topic "events" means events.
        ("was für veranstaltungen", ((Intent.ADVICE, SURE),), Intent.EVENTS),
        ("gründung", ((Intent.ADVICE, SURE),), Intent.ADVICE),
        # Enough confidence, though another reading is close.
        ("soundso", ((Intent.GREETING, 0.55), (Intent.GOODBYE, 0.45)), Intent.GREETING),
        ("bäcker", ((Intent.GREETING, 0.55), (Intent.GOODBYE, 0.45)), Intent.PLACES),
    ],
)  # fmt: skip
def test_the_words_of_the_town_decide_where_they_tell_more(
    text: str, scores: Scores, intent: Intent | None
) -> None:
    assert intent_of(heard(text, *scores)) is intent


def test_a_name_that_only_the_model_sees_is_looked_for() -> None:
    text = "hat schnickschnack auf"
    known = heard(text, (Intent.PLACE, SURE), entities=[entity(text, "schnickschnack", "name")])
    assert intent_of(known) is Intent.PLACE


def test_an_intent_that_the_code_does_not_know_is_asked_back() -> None:
    assert intent_of(heard("bäcker", ("horoscope", SURE))) is None


@given(st.sampled_from([i for i in Intent if i is not Intent.FOLLOW_UP]), st.floats(0.01, 0.99))
def test_a_follow_up_without_context_leaves_the_rest_to_the_others(intent: Intent, confidence: float) -> None:
    """However sure the model is that a message continues something: where there is nothing, the next best counts."""
    rest = 1 - confidence
    alone = heard("soundso", (intent, 1.0))
    continued = heard("soundso", (Intent.FOLLOW_UP, confidence), (intent, rest))
    assert intent_of(continued) is intent_of(alone)


def test_a_follow_up_without_context_is_asked_back_where_the_rest_is_divided() -> None:
    scores = (Intent.FOLLOW_UP, 0.7), (Intent.NEWS, 0.1), (Intent.HELP, 0.1), (Intent.IDEA, 0.1)
    assert intent_of(heard("soundso", *scores)) is None


def test_a_follow_up_without_context_is_routed_afresh() -> None:
    found = routed("und in der boy", (Intent.FOLLOW_UP, 0.8), (Intent.PLACES, 0.18))
    assert found.wish is not None
    assert (found.wish.kind, found.wish.district, found.continued) == (Kind.PLACES, "Boy", False)


@pytest.mark.parametrize("intent", Intent)
def test_an_urgent_message_is_answered_first_whatever_the_model_says(intent: Intent) -> None:
    found = routed("es brennt, wo gibt es brötchen", (intent, SURE))
    assert found.wish is not None and found.wish.kind is Kind.OUT_OF_SCOPE


@pytest.mark.parametrize(
    "state",
    [
        ConversationState(
            wish=Wish(Kind.PLACES, categories=("shop=bakery",)), page_ids=("a", "b"), list_token="1"
        ),
        ConversationState(wish=Wish(Kind.PLACE, place_ids=("a",), field=Field.ALL), selected="a"),
        ConversationState(wish=Wish(Kind.EVENTS)),
    ],
)
@pytest.mark.parametrize(
    "text", ["es brennt", "die zweite: es brennt", "und es riecht nach gas in kirchhellen", "mehr! es brennt"]
)
def test_an_urgent_message_continues_nothing(state: ConversationState, text: str) -> None:
    found = routed(text, (Intent.FOLLOW_UP, SURE), state=state)
    assert found.wish is not None
    assert (found.wish.kind, found.continued) == (Kind.OUT_OF_SCOPE, False)


def test_something_elsewhere_that_is_not_urgent_leaves_the_model_its_say() -> None:
    found = routed("foto für den personalausweis", (Intent.PLACES, SURE))
    assert found.wish is not None and found.wish.kind is Kind.PLACES


LISTED = ConversationState(wish=Wish(Kind.PLACES), list_token="1", page_ids=("a",))


@pytest.mark.parametrize(("text", "step"), [("mehr", +1), ("zeig mir weitere", +1), ("zurück", -1)])
def test_a_list_is_paged_by_words(text: str, step: int) -> None:
    assert routed(text, (Intent.HELP, SURE), state=LISTED) == Routed(step=Step(step), continued=True)


def test_without_a_list_there_is_nothing_to_page() -> None:
    assert routed("mehr", (Intent.HELP, SURE)).step is None


def test_nothing_likely_gives_no_readings() -> None:
    found = routed("asdf", (Intent.NEWS, 0.1))
    assert is_clarify(found) and found.readings == ()


def test_likely_readings_are_offered_best_first() -> None:
    found = routed("irgendwas", (Intent.ADVICE, 0.4), (Intent.EVENTS, 0.38), (Intent.NEWS, 0.21))
    assert is_clarify(found)
    assert [reading.wish.kind for reading in found.readings] == [Kind.ADVICE, Kind.EVENTS]


def test_readings_of_one_kind_are_offered_once() -> None:
    found = routed("irgendwas", (Intent.GREETING, 0.4), (Intent.THANKS, 0.38))
    assert [reading.wish.kind for reading in found.readings] == [Kind.SMALLTALK]


def test_out_of_scope_is_never_offered() -> None:
    found = routed("irgendwas", (Intent.OUT_OF_SCOPE, 0.4), (Intent.NEWS, 0.3))
    assert [reading.wish.kind for reading in found.readings] == [Kind.NEWS]


rankings = st.lists(st.tuples(st.sampled_from(Intent), st.floats(0, 1)), min_size=1, max_size=5).map(
    lambda scores: sorted(scores, key=lambda score: -score[1])
)
texts = st.one_of(
    st.text(max_size=30),
    st.lists(
        st.sampled_from(
            [
                "bäcker",
                "elektro funke",
                "und",
                "nicht",
                "in",
                "der",
                "boy",
                "gladbeck",
                "mehr",
                "die",
                "zweite",
                "ausbildung",
                "tischler",
                "gründung",
                "heute",
                "telefon",
                "es",
                "brennt",
                "?",
            ]
        ),
        max_size=7,
    ).map(" ".join),
)
states = st.sampled_from(
    [
        ConversationState(),
        LISTED,
        ConversationState(wish=Wish(Kind.PLACE, place_ids=("a",)), selected="a"),
        ConversationState(wish=Wish(Kind.EVENTS), page_ids=("x", "y"), list_token="3"),
        ConversationState(wish=Wish(Kind.JOBS, occupation="Maurer/-in", occupations=("Maurer/-in",))),
        ConversationState(wish=Wish(Kind.OUT_OF_SCOPE)),
    ]
)


@given(texts, rankings, states)
def test_every_message_leads_to_exactly_one_outcome(
    text: str, scores: list[tuple[Intent, float]], state: ConversationState
) -> None:
    found = routed(text, *scores, state=state)
    assert (found.wish is not None) + (found.step is not None) + is_clarify(found) == 1
    assert is_clarify(found) or not found.readings


@given(texts, rankings)
def test_without_context_nothing_is_continued(text: str, scores: list[tuple[Intent, float]]) -> None:
    assert not routed(text, *scores).continued
