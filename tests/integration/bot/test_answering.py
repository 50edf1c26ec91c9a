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


def labels(reply: Reply) -> list[list[str]]:
    return [[button.label for button in row] for row in reply.buttons]


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
    on = await talk.press(listed.reply, "Nur geöffnete zeigen")
    assert on.in_place
    assert on.total < listed.total
    off = await talk.press(on.reply, "Alle zeigen")
    assert off.items == listed.items


async def test_where_nothing_is_open_no_button_offers_to_show_all(talk: Talk) -> None:
    talk.now = NOW.replace(hour=3)
    answer = await talk.say("optiker jetzt offen", (Intent.PLACES, SURE))
    assert answer.relaxed == ("open",)
    assert labels(answer.reply)[-1] == ["In meiner Nähe"]


async def test_more_than_the_last_page_is_told_and_the_list_is_numbered_through(talk: Talk) -> None:
    first = await talk.say("fair gehandelt", (Intent.PLACES, SURE))
    second = await talk.say("mehr", (Intent.FOLLOW_UP, SURE))
    assert labels(second.reply)[0] == ["6", "7", "8", "9", "10"]
    assert "\n6. " in plain(second.reply.text)
    for _ in range(first.total // 5 - 1):
        last = await talk.say("mehr", (Intent.FOLLOW_UP, SURE))
    ended = await talk.say("mehr", (Intent.FOLLOW_UP, SURE))
    assert f"das waren alle {first.total} Treffer" in ended.reply.text
    assert (ended.kind, ended.items, ended.in_place) == (Kind.PLACES, first.items, False)
    again = await talk.press(ended.reply, "« Zur Liste")
    assert (again.page_items, again.in_place) == (last.page_items, True)


async def test_a_list_of_one_page_has_no_more_either(talk: Talk) -> None:
    listed = await talk.say("optiker", (Intent.PLACES, SURE))
    ended = await talk.say("noch mehr", (Intent.FOLLOW_UP, SURE))
    assert ended.items == listed.items
    assert "Mehr habe ich dazu nicht" in ended.reply.text


async def test_the_page_before_the_first_is_the_first(talk: Talk) -> None:
    listed = await talk.say("welche läden gibt es", (Intent.PLACES, SURE))
    assert (await talk.say("zurück", (Intent.FOLLOW_UP, SURE))).page_items == listed.page_items


@pytest.mark.parametrize(("words", "index"), [("die siebte", 6), ("7", 6), ("2", 1), ("die letzte", 9)])
async def test_entries_are_chosen_by_their_number(talk: Talk, words: str, index: int) -> None:
    listed = await talk.say("welche läden gibt es", (Intent.PLACES, SURE))
    await talk.say("mehr", (Intent.FOLLOW_UP, SURE))
    chosen = await talk.say(words, (Intent.FOLLOW_UP, SURE))
    assert chosen.items == (listed.items[index],)
    back = await talk.press(chosen.reply, "« Zur Liste")
    assert listed.items[index] in back.page_items


async def test_after_the_best_advice_the_others_are_listed_and_then_no_more(talk: Talk) -> None:
    card = await talk.say("existenzgründung", (Intent.ADVICE, SURE))
    others = await talk.say("mehr", (Intent.FOLLOW_UP, SURE))
    assert others.page_items == card.items[1:6]
    back = await talk.press(others.reply, "‹ Zurück")
    assert back.reply.text == card.reply.text
    for _ in range(-(-len(card.items[1:]) // 5)):
        assert (await talk.say("mehr", (Intent.FOLLOW_UP, SURE))).page_items
    assert "Mehr habe ich dazu nicht" in (await talk.say("mehr", (Intent.FOLLOW_UP, SURE))).reply.text


@pytest.mark.parametrize("name", ["fairtrade", "ausbildung", "jobs", "termine", "neues"])
async def test_a_card_opened_from_a_list_leads_back_to_its_page(talk: Talk, name: str) -> None:
    await talk.command(name)
    listed = await talk.say("mehr", (Intent.FOLLOW_UP, SURE))
    await talk.command("maerkte")
    card = await talk.press(listed.reply, "7")
    assert not card.in_place
    back = await talk.press(card.reply, "« Zur Liste")
    assert back.page_items == listed.page_items
    assert back.in_place


async def test_a_card_whose_list_is_forgotten_leads_nowhere(talk: Talk) -> None:
    listed = await talk.command("fairtrade")
    talk.now += timedelta(days=3)
    card = await talk.press(listed.reply, "1")
    assert card.items == listed.items[:1]
    assert "« Zur Liste" not in [label for row in labels(card.reply) for label in row]


async def test_all_kinds_of_places_can_be_reached_by_paging_the_menu_in_place(talk: Talk) -> None:
    answer = await talk.command("laeden")
    seen: list[str] = []
    while True:
        rows = labels(answer.reply)
        seen += [label for row in rows for label in row if "(" in label]
        if "Weitere …" not in rows[-1]:
            break
        answer = await talk.press(answer.reply, "Weitere …")
        assert answer.in_place
    counts = await talk.assistant.store.category_counts()
    wanted = [tag for tag in talk.assistant.vocabulary.tags_of_group("laden") if counts.get(tag)]
    assert len(seen) == len(wanted)
    assert labels((await talk.press(answer.reply, "‹ Zurück")).reply)[-1] == ["‹ Zurück", "Weitere …"]


async def test_start_forgets_what_was_talked_about_but_neither_location_nor_lists(talk: Talk) -> None:
    listed = await talk.say("bäcker in kirchhellen", (Intent.PLACES, SURE))
    talk.state = replace(talk.state, location=Coordinates(51.52, 6.92), location_at=NOW)
    await talk.command("start")
    assert talk.state.location is not None
    later = await talk.say("und in der boy?", (Intent.FOLLOW_UP, SURE))
    assert "category" not in later.filters
    assert (await talk.press(listed.reply, "Nur geöffnete zeigen")).kind is Kind.PLACES


@pytest.mark.parametrize("words", ["ok", "Ja!", "nein", "abbrechen", "Okay."])
async def test_a_bare_reply_is_answered_shortly_and_offers_help(talk: Talk, words: str) -> None:
    answer = await talk.say(words, (Intent.OUT_OF_SCOPE, SURE))
    assert answer.kind is Kind.SMALLTALK
    assert (await talk.press(answer.reply, "Was ich kann")).kind is Kind.HELP


async def test_a_cancelled_conversation_begins_anew(talk: Talk) -> None:
    await talk.say("bäcker in kirchhellen", (Intent.PLACES, SURE))
    await talk.say("nein", (Intent.FOLLOW_UP, SURE))
    assert talk.state.wish is not None
    await talk.say("abbrechen", (Intent.FOLLOW_UP, SURE))
    assert talk.state.wish is None


@pytest.mark.parametrize("hour", [3, 10, 15])
async def test_a_problem_shows_first_who_can_come_now_with_their_numbers(talk: Talk, hour: int) -> None:
    talk.now = NOW.replace(hour=hour)
    answer = await talk.say("mein rohr ist geplatzt", (Intent.PLACES, SURE))
    text = plain(answer.reply.text)
    is_open = [line.startswith("   🟢") for line in text.splitlines() if line.startswith(("   🟢", "   🔴"))]
    assert is_open[0]
    assert is_open == sorted(is_open, reverse=True)
    assert text.count("+49 30 23125") == len(answer.page_items)
    assert "🚨 Notdienst: +49 30 23125" in text.split("\n2. ")[0]


@pytest.mark.parametrize("words", ["schlüsselnotdienst", "ich hab mich ausgesperrt", "heizung kaputt"])
async def test_every_problem_marks_emergency_services(talk: Talk, words: str) -> None:
    assert "🚨" in (await talk.say(words, (Intent.PLACES, SURE))).reply.text


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (
            "bar sonntag",
            "Bar Nachtschicht\n   Pferdemarkt 8, Stadtmitte\n   🕑 in der Nacht auf Sonntag bis 3 Uhr",
        ),
        ("bar heute abend", "🕑 heute 15:00–23:00"),
    ],
)
async def test_a_list_speaks_of_the_time_that_was_asked_for(talk: Talk, words: str, line: str) -> None:
    answer = await talk.say(words, (Intent.PLACES, SURE))
    assert line in plain(answer.reply.text)
    assert "öffnet" not in answer.reply.text.partition("\n")[2]
    assert "am Sonntag geschlossen" not in answer.reply.text


async def test_until_when_a_place_is_open_today_is_told_before_it_opens(talk: Talk) -> None:
    answer = await talk.say("wann macht burgerwerk zu", (Intent.PLACE, SURE))
    assert "Heute bis 22 Uhr geöffnet." in answer.reply.text


@pytest.mark.parametrize(
    "intent", [Intent.HANDOVER, Intent.IDEA, Intent.CORRECTION, Intent.OWNER, Intent.ADVICE]
)
async def test_where_the_office_is_the_way_on_it_can_be_reached(talk: Talk, intent: Intent) -> None:
    text = plain((await talk.say("gewerbe anmelden", (intent, SURE))).reply.text)
    for part in (
        "📞 +49 30 23125 100",
        "✉️ wirtschaftsfoerderung@bottrop.example",
        "🕑 Mo–Do 8:30",
        "Demo-Angaben",
    ):
        assert part in text


FAR, NEAR = Coordinates(52.52, 13.405), Coordinates(51.60, 6.80)


async def test_who_is_far_from_the_town_is_told_and_gets_the_nearest(talk: Talk) -> None:
    received = talk._keep(await talk.assistant.answer_location(FAR, talk.state, talk.now))
    assert "km von Bottrop entfernt" in received.reply.text
    found = await talk.say("bäcker in der nähe", (Intent.PLACES, SURE))
    text = plain(found.reply.text)
    assert "km von Bottrop entfernt" in text
    assert "Alles zusammen" not in text
    assert found.items[0] == "dorfladen-feldhausen"


async def test_who_is_just_outside_the_town_is_not(talk: Talk) -> None:
    received = talk._keep(await talk.assistant.answer_location(NEAR, talk.state, talk.now))
    assert "entfernt" not in received.reply.text


async def test_a_card_writes_nouns_with_capitals(talk: Talk) -> None:
    answer = await talk.say("weltladen bottrop", (Intent.PLACE, SURE))
    assert "Angebot: Kaffee, Schokolade, Tee" in answer.reply.text
    assert plain(answer.reply.text).splitlines()[1] == "Weltladen, Geschenkeladen"


async def test_the_readings_to_choose_from_begin_with_a_capital(talk: Talk) -> None:
    asked = await talk.say("hm hm", (Intent.ADVICE, 0.4), (Intent.EVENTS, 0.38), (Intent.HELP, 0.3))
    assert all(label[0].isupper() for row in labels(asked.reply) for label in row)


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
