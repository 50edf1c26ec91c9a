"""The whole path of an answer on a real store, with an NLU whose reading is given."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from bot.answering import Answer, Assistant
from bot.conversation.state import ConversationState, dump_state, parse_state
from bot.conversation.wish import Kind
from bot.replies.callbacks import decode
from bot.replies.reply import Reply, plain
from bot.world import build_assistant, fill_store
from content.clock import Clock
from content.database import Database
from content.entries import Coordinates
from nlu.types import Intent, IntentScore, NluUnavailableError, Parse
from tests.paths import BOTTROP

pytestmark = pytest.mark.asyncio(loop_scope="module")
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Berlin"))


class FakeNlu:
    """Says what it is told; out of reach where told nothing."""

    def __init__(self) -> None:
        self.scores: list[tuple[Intent, float]] = []

    async def parse(self, text: str, hints: Sequence[str] = ()) -> Parse:
        if not self.scores:
            raise NluUnavailableError("told nothing")
        ranking = tuple(IntentScore(intent.value, confidence) for intent, confidence in self.scores)
        return Parse(text, ranking[0].intent, ranking[0].confidence, ranking)


class Talk:
    """One conversation with the assistant."""

    def __init__(self, assistant: Assistant, nlu: FakeNlu) -> None:
        self.assistant = assistant
        self.nlu = nlu
        self.state = ConversationState()
        self.now = NOW

    async def say(self, text: str, *scores: tuple[Intent, float]) -> Answer:
        self.nlu.scores = list(scores)
        return self._keep(await self.assistant.answer_text(text, self.state, self.now))

    async def press(self, reply: Reply, label: str) -> Answer:
        data = next(button.data for row in reply.buttons for button in row if button.label == label)
        action = decode(data)
        assert action is not None
        return self._keep(await self.assistant.answer_action(action, self.state, self.now))

    async def command(self, name: str) -> Answer:
        return self._keep(await self.assistant.answer_command(name, self.state, self.now))

    def _keep(self, answer: Answer) -> Answer:
        self.state = parse_state(dump_state(answer.state))  # through the store's form, as in life
        return answer


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def served() -> AsyncIterator[tuple[Assistant, FakeNlu]]:
    """The demo town; loading it takes a second, so that all tests share it."""
    database = Database("sqlite:///:memory:")
    await fill_store(database, BOTTROP, Clock(source=lambda: NOW))
    nlu = FakeNlu()
    yield await build_assistant(database, BOTTROP, nlu), nlu
    await database.close()


@pytest.fixture
def talk(served: tuple[Assistant, FakeNlu]) -> Talk:
    return Talk(*served)


SURE = 0.95


async def test_without_the_nlu_the_keyword_search_answers_and_says_so(talk: Talk) -> None:
    answer = await talk.say("bäcker in kirchhellen")
    assert "baeckerei-althoff" in answer.items
    assert "Stichwörter" in answer.reply.text


async def test_an_unsure_model_is_overruled_by_a_clear_thing(talk: Talk) -> None:
    answer = await talk.say("bäcker", (Intent.OUT_OF_SCOPE, 0.3), (Intent.PLACES, 0.28))
    assert answer.kind is Kind.PLACES


async def test_a_name_is_a_place_even_where_the_model_says_places(talk: Talk) -> None:
    answer = await talk.say("radhaus", (Intent.PLACES, SURE))
    assert (answer.kind, answer.items) == (Kind.PLACE, ("radhaus-bottrop",))


async def test_two_close_readings_are_asked_back_and_the_choice_is_answered(talk: Talk) -> None:
    asked = await talk.say("irgendwas mit hilfe", (Intent.ADVICE, 0.4), (Intent.EVENTS, 0.38))
    assert asked.kind is Kind.CLARIFY
    chosen = await talk.press(asked.reply, "Veranstaltungen")
    assert chosen.kind is Kind.EVENTS


async def test_nothing_understood_offers_the_menu(talk: Talk) -> None:
    answer = await talk.say("asdf qwertz", (Intent.PLACES, 0.1))
    assert answer.kind is Kind.CLARIFY
    assert [button.label for button in answer.reply.buttons[0]] == ["Läden", "Handwerk"]


async def test_a_neighbouring_town_is_out_of_scope_and_named(talk: Talk) -> None:
    answer = await talk.say("bäcker in gladbeck", (Intent.PLACES, SURE))
    assert answer.kind is Kind.OUT_OF_SCOPE
    assert "Gladbeck" in answer.reply.text


async def test_follow_ups_replace_add_and_drop_wishes(talk: Talk) -> None:
    await talk.say("bäcker in kirchhellen", (Intent.PLACES, SURE))
    moved = await talk.say("und in der boy?", (Intent.FOLLOW_UP, SURE))
    assert moved.filters["district"] == "Boy"
    timed = await talk.say("sonntags", (Intent.FOLLOW_UP, SURE))
    assert timed.filters["open"] == {"from": "2026-11-29T00:00:00+01:00", "to": "2026-11-29T23:59:00+01:00"}
    other = await talk.say("nee ich meinte friseur", (Intent.FOLLOW_UP, SURE))
    assert other.filters["category"] == ["shop=hairdresser"]
    anywhere = await talk.say("egal wo", (Intent.FOLLOW_UP, SURE))
    assert "district" not in anywhere.filters


async def test_a_negated_district_is_honoured(talk: Talk) -> None:
    answer = await talk.say("friseur aber nicht in der boy", (Intent.PLACES, SURE))
    assert answer.filters["district_not"] == "Boy"
    assert "friseur-haarmonie" not in answer.items


async def test_a_new_topic_does_not_inherit_the_old_district(talk: Talk) -> None:
    await talk.say("bäcker in kirchhellen", (Intent.PLACES, SURE))
    answer = await talk.say("was ist am wochenende los", (Intent.EVENTS, SURE))
    assert "district" not in answer.filters


async def test_context_is_gone_after_half_an_hour_but_buttons_still_work(talk: Talk) -> None:
    listed = await talk.say("welche läden gibt es", (Intent.PLACES, SURE))
    talk.now += timedelta(minutes=31)
    later = await talk.say("und in der boy?", (Intent.FOLLOW_UP, SURE))
    assert "category" not in later.filters
    turned = await talk.press(listed.reply, "Mehr ›")
    assert turned.items == listed.items
    assert turned.in_place


async def test_buttons_of_last_week_say_kindly_that_they_are_out_of_date(talk: Talk) -> None:
    listed = await talk.say("welche läden gibt es", (Intent.PLACES, SURE))
    talk.now += timedelta(days=7)
    assert "nicht mehr aktuell" in (await talk.press(listed.reply, "Mehr ›")).reply.toast


async def test_near_me_asks_for_the_location_and_then_answers(talk: Talk) -> None:
    asked = await talk.say("bäcker in der nähe", (Intent.PLACES, SURE))
    assert asked.reply.ask_location
    found = talk._keep(
        await talk.assistant.answer_location(Coordinates(51.6053, 6.9227), talk.state, talk.now)
    )
    assert found.items[0] == "baeckerei-althoff"
    assert " m" in found.reply.text


async def test_open_now_can_be_switched_on_and_off_in_place(talk: Talk) -> None:
    talk.now = NOW.replace(hour=18, minute=15)
    listed = await talk.say("welche läden gibt es", (Intent.PLACES, SURE))
    on = await talk.press(listed.reply, "Jetzt geöffnet")
    assert on.in_place
    assert on.total < listed.total
    off = await talk.press(on.reply, "✓ jetzt geöffnet")
    assert off.items == listed.items


async def test_an_impossible_wish_is_relaxed_and_named(talk: Talk) -> None:
    answer = await talk.say("optiker in ebel", (Intent.PLACES, SURE))
    assert answer.relaxed == ("district",)
    assert "Ohne »in Ebel«" in plain(answer.reply.text)


async def test_what_people_type_is_shown_escaped(talk: Talk) -> None:
    answer = await talk.say("öffnungszeiten von <b>Müller</b>", (Intent.PLACE, SURE))
    assert "<b>Müller</b>" not in answer.reply.text.replace("&lt;b&gt;Müller&lt;/b&gt;", "")


@pytest.mark.parametrize(
    "name", ["start", "hilfe", "laeden", "handwerk", "gastro", "maerkte", "fairtrade", "ausbildung", "jobs", "termine",
             "beratung", "neues", "naehe", "datenschutz", "impressum"],
)  # fmt: skip
async def test_every_command_answers(talk: Talk, name: str) -> None:
    answer = await talk.command(name)
    assert plain(answer.reply.text).strip()
    assert not answer.reply.toast


async def test_every_callback_fits_telegrams_limit(talk: Talk) -> None:
    for text in ("welche läden gibt es", "bäcker"):
        answer = await talk.say(text, (Intent.PLACES, SURE))
        data = [button.data for row in answer.reply.buttons for button in row]
        assert all(len(item.encode()) <= 64 for item in data)


async def test_a_state_that_no_longer_fits_the_code_counts_as_forgotten(talk: Talk) -> None:
    assert parse_state({"wish": {"kind": "gibt es nicht"}}) == ConversationState()
    assert parse_state(None) == replace(ConversationState())
