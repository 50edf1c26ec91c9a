"""Where somebody may be in danger, nothing else in the message counts."""

from collections.abc import Iterator

import pytest

from bot.answering import Answer
from bot.conversation.state import ConversationState
from bot.conversation.wish import Kind, Wish
from bot.replies.reply import plain
from nlu.types import Intent
from tests.unit.bot.served import Served, demo_town_served
from tests.unit.shipped_town import NOW


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with demo_town_served() as served:
        yield served


def answer(
    served: Served, text: str, intent: Intent | None, state: ConversationState | None = None
) -> Answer:
    served.nlu.scores = [(intent, 0.95)] if intent is not None else []
    return served.runner.run(served.assistant.answer_text(text, state or ConversationState(), NOW))


LISTED = ConversationState(
    wish=Wish(Kind.PLACES), page_ids=("baeckerei-althoff",), list_token="1", updated_at=NOW
)


@pytest.mark.parametrize("intent", [None, Intent.PLACES, Intent.FOLLOW_UP, Intent.GREETING])
@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("es brennt in der küche", "112"),
        ("wo ist ein bäcker, opa atmet nicht mehr", "112"),
        ("ich will nicht mehr leben", "0800 1110111"),
    ],
)
def test_the_number_to_call_is_given_whatever_the_model_says(
    served: Served, text: str, number: str, intent: Intent | None
) -> None:
    assert number in plain(answer(served, text, intent).reply.text)


def test_the_number_to_call_is_given_in_the_middle_of_a_conversation(served: Served) -> None:
    given = answer(served, "und die zweite? es brennt!", Intent.FOLLOW_UP, LISTED)
    assert (given.kind, given.items) == (Kind.OUT_OF_SCOPE, ())
    assert "112" in given.reply.text


@pytest.mark.parametrize(
    "text",
    [
        "es brennt in der küche! und wo ist ein friseur",
        "hilfe es brennt und dann noch ein bäcker in der boy",
        pytest.param(
            "wo ist ein friseur? mein mann schlägt mich, brauche rechtsanwalt",
        ),
    ],
)
def test_an_urgent_message_is_not_cut_in_two(served: Served, text: str) -> None:
    given = answer(served, text, Intent.PLACES)
    assert (given.kind, given.then) == (Kind.OUT_OF_SCOPE, None)
