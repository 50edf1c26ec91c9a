"""The simulated Telegram keeps messages, updates and accounts as the real one does."""

from __future__ import annotations

from typing import Any

import pytest

from simulator import citizens
from simulator.clock import FakeClock
from simulator.errors import ApiError, SeatError
from simulator.event_log import EventLog
from simulator.markup import check_inline_markup, check_markup
from simulator.profile import BotProfile
from simulator.state import SimulatorState
from simulator.update_queue import UpdateQueue

ANNA, MEHMET = 1001, 1002
KEYBOARD = {"inline_keyboard": [[{"text": "Mehr", "callback_data": "more"}]]}


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(1_700_000_000.7)


@pytest.fixture
def state(clock: FakeClock) -> SimulatorState:
    return SimulatorState(clock)


def refusal(error: pytest.ExceptionInfo[ApiError]) -> str:
    return error.value.description


def bot_says(state: SimulatorState, text: str, markup: dict[str, Any] | None = None) -> dict[str, Any]:
    return state.add_bot_message(state.chat_for_bot(str(ANNA)), {"text": text}, markup)


def test_message_ids_count_in_each_chat_and_dates_are_whole_seconds(state: SimulatorState) -> None:
    first, second = (citizens.say(state, ANNA, text)[0] for text in ("eins", "zwei"))
    (other,) = citizens.say(state, MEHMET, "drei")
    assert [message["message_id"] for message in (first, second, other)] == [1, 2, 1]
    assert first["date"] == 1_700_000_000
    assert first["from"]["is_bot"] is False


def test_a_command_of_a_person_is_marked_as_such(state: SimulatorState) -> None:
    (message,) = citizens.say(state, ANNA, " /start abc ")
    assert message["text"] == "/start abc"
    assert message["entities"] == [{"offset": 0, "length": 6, "type": "bot_command"}]


def test_a_very_long_text_goes_out_in_parts(state: SimulatorState) -> None:
    assert [len(message["text"]) for message in citizens.say(state, ANNA, "a" * 5000)] == [4096, 904]


def test_an_empty_text_is_not_sent(state: SimulatorState) -> None:
    with pytest.raises(SeatError):
        citizens.say(state, ANNA, " \n ")
    assert len(state.updates) == 0


def test_the_bot_cannot_write_first(state: SimulatorState) -> None:
    with pytest.raises(ApiError) as error:
        bot_says(state, "Hallo")
    assert refusal(error) == "Bad Request: chat not found"


def test_an_edit_without_keyboard_takes_the_keyboard_away(state: SimulatorState) -> None:
    citizens.say(state, ANNA, "hallo")
    sent = bot_says(state, "da", KEYBOARD)
    chat = state.chats[ANNA]
    edited = state.edit_bot_message(chat, sent["message_id"], {"text": "da"}, ("text",), None)
    assert "reply_markup" not in edited
    assert edited["edit_date"] == edited["date"]


def test_an_edit_that_changes_nothing_is_refused_also_the_second_time(state: SimulatorState) -> None:
    citizens.say(state, ANNA, "hallo")
    sent = bot_says(state, "da")
    chat = state.chats[ANNA]
    state.edit_bot_message(chat, sent["message_id"], {"text": "neu"}, ("text",), None)
    with pytest.raises(ApiError) as error:
        state.edit_bot_message(chat, sent["message_id"], {"text": "neu"}, ("text",), None)
    assert refusal(error).startswith("Bad Request: message is not modified: specified new message content")


def test_an_old_message_cannot_be_deleted(state: SimulatorState, clock: FakeClock) -> None:
    citizens.say(state, ANNA, "hallo")
    sent = bot_says(state, "da")
    clock.advance(49 * 3600)
    with pytest.raises(ApiError) as error:
        state.delete_message(state.chats[ANNA], sent["message_id"])
    assert refusal(error) == "Bad Request: message can't be deleted for everyone"


def test_a_press_can_be_answered_in_time_and_only_the_first_answer_is_shown(
    state: SimulatorState, clock: FakeClock
) -> None:
    citizens.say(state, ANNA, "hallo")
    sent = bot_says(state, "da", KEYBOARD)
    query = citizens.press(state, ANNA, sent["message_id"], "more")
    state.answer_callback(query.id, "ja", False, "")
    state.answer_callback(query.id, "noch einmal", False, "")
    shown = [event["text"] for event in state.events.after(0) if event["kind"] == "callback_answered"]
    assert shown == ["ja"]
    clock.advance(3600)
    with pytest.raises(ApiError) as error:
        state.answer_callback(query.id, "spät", False, "")
    assert refusal(error).endswith("query is too old and response timeout expired or query ID is invalid")


def test_writing_to_a_blocked_bot_unblocks_it(state: SimulatorState) -> None:
    citizens.say(state, ANNA, "hallo")
    state.set_blocked(state.chats[ANNA], True)
    with pytest.raises(ApiError) as error:
        bot_says(state, "Angebot")
    assert (error.value.code, refusal(error)) == (403, "Forbidden: bot was blocked by the user")
    citizens.say(state, ANNA, "doch")
    assert bot_says(state, "schön")["text"] == "schön"


def test_updates_are_kept_for_a_day() -> None:
    queue = UpdateQueue()
    queue.add("message", {}, at=0)
    assert len(queue.fetch(0, 100, now=23 * 3600)) == 1
    assert queue.fetch(0, 100, now=25 * 3600) == []


def test_a_negative_offset_forgets_all_but_the_last() -> None:
    queue = UpdateQueue(first_id=1)
    for _ in range(3):
        queue.add("message", {}, at=0)
    assert [update["update_id"] for update in queue.fetch(-1, 100, now=0)] == [3]
    assert len(queue) == 1


def test_rare_kinds_of_updates_come_only_when_asked_for() -> None:
    queue = UpdateQueue()
    assert queue.add("message_reaction", {}, at=0) is None
    queue.allow(["message_reaction"])
    assert queue.add("message_reaction", {}, at=0) is not None
    assert queue.add("message", {}, at=0) is None


@pytest.mark.parametrize(
    ("button", "wording"),
    [
        (
            {"text": "x"},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ({"callback_data": "x"}, "can't parse inline keyboard button: Can't find field \"text\""),
        ({"text": "x", "callback_data": "ä" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "url": "nix"}, "inline keyboard button URL 'nix' is invalid: Wrong HTTP URL"),
    ],
)
def test_a_wrong_button_is_refused(button: dict[str, Any], wording: str) -> None:
    with pytest.raises(ApiError) as error:
        check_markup({"inline_keyboard": [[button]]})
    assert refusal(error) == f"Bad Request: {wording}"


def test_callback_data_may_have_exactly_64_bytes() -> None:
    assert check_inline_markup({"inline_keyboard": [[{"text": "x", "callback_data": "ä" * 32}]]})


def test_the_most_special_commands_win() -> None:
    profile = BotProfile(1)
    profile.set_commands([{"command": "a", "description": "alle"}], None, "")
    profile.set_commands([{"command": "d", "description": "deutsch"}], None, "de")
    profile.set_commands([{"command": "c", "description": "Chat"}], {"type": "chat", "chat_id": ANNA}, "")
    assert [
        profile.commands_in(chat, code)[0]["command"] for chat, code in ((ANNA, "de"), (5, "de"), (5, "en"))
    ] == [
        "c",
        "d",
        "a",
    ]


def test_a_reader_of_events_misses_none_or_is_told_so(clock: FakeClock) -> None:
    log = EventLog(clock, capacity=3)
    for _ in range(5):
        log.add("message", ANNA)
    assert [event["number"] for event in log.after(3)] == [4, 5]
    assert log.has_all_after(2)
    assert not log.has_all_after(1)
    assert not log.has_all_after(9)
