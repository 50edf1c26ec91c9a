"""An unmodified python-telegram-bot application against the simulator, over HTTP."""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    MenuButtonCommands,
    ReplyKeyboardMarkup,
    Update,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, Conflict, Forbidden, InvalidToken
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from simulator.client import NoReplyError, SimulatorClient
from simulator.errors import SeatError, SimulatorError
from simulator.server import SimulatorServer

TOKEN = "1234567890:SIMULATOR"
Context = ContextTypes.DEFAULT_TYPE
BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("Mehr", callback_data="more:1")]])


async def start(update: Update, context: Context) -> None:
    assert update.message
    await update.message.reply_text(f"Hallo {' '.join(context.args or [])}".strip(), reply_markup=BUTTONS)


async def echo(update: Update, context: Context) -> None:
    assert update.message
    await update.message.reply_chat_action(ChatAction.TYPING)
    await update.message.reply_text(
        f"<b>{update.message.text}</b>", parse_mode=ParseMode.HTML, reply_markup=BUTTONS
    )


async def pressed(update: Update, context: Context) -> None:
    query = update.callback_query
    assert query
    await query.answer("Gern!")
    await query.edit_message_text(f"gedrückt: {query.data}")


async def kind(update: Update, context: Context) -> None:
    message = update.message
    assert message
    names = ("location", "photo", "voice", "sticker", "document", "contact")
    await message.reply_text(next(name for name in names if getattr(message, name)))


def build_bot(server: SimulatorServer) -> Application[Any, Any, Any, Any, Any, Any]:
    application = (
        Application.builder()
        .token(TOKEN)
        .base_url(server.base_url)
        .base_file_url(server.base_file_url)
        .concurrent_updates(True)
        .build()
    )
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(pressed))
    application.add_handler(MessageHandler(filters.TEXT & ~filters.COMMAND, echo))
    application.add_handler(MessageHandler(~filters.TEXT, kind))
    return application


def holds(parsed: Any, original: Any) -> bool:
    """Say whether all of the original is in what was parsed, which may add PTB's own defaults."""
    if isinstance(original, dict):
        return all(name in parsed and holds(parsed[name], value) for name, value in original.items())
    if isinstance(original, list):
        return len(parsed) == len(original) and all(map(holds, parsed, original))
    return bool(parsed == original)


@pytest.fixture
async def server() -> AsyncIterator[SimulatorServer]:
    async with SimulatorServer("127.0.0.1", 0) as running:
        yield running


@pytest.fixture
async def running_bot(server: SimulatorServer) -> AsyncIterator[Bot]:
    application = build_bot(server)
    async with application:
        assert application.updater
        await application.updater.start_polling(timeout=10)
        await application.start()
        yield application.bot
        await application.updater.stop()
        await application.stop()


@pytest.fixture
async def bot(server: SimulatorServer) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, base_url=server.base_url, base_file_url=server.base_file_url) as silent:
        yield silent


@pytest.fixture
async def client(server: SimulatorServer) -> AsyncIterator[SimulatorClient]:
    async with SimulatorClient(server.page_url) as connected:
        yield connected


async def test_a_command_with_a_payload_reaches_its_handler(
    running_bot: Bot, client: SimulatorClient
) -> None:
    anna = await client.citizen("Anna")
    reply = await anna.ask("/start angebot_7")
    assert reply.text == "Hallo angebot_7"
    assert reply.labels == ["Mehr"]
    assert reply.latency is not None
    assert 0 < reply.latency < 5


async def test_an_html_reply_arrives_as_text_with_entities(running_bot: Bot, client: SimulatorClient) -> None:
    reply = await (await client.citizen("Mehmet")).ask("Bäcker")
    assert reply.text == "Bäcker"
    assert reply.message["entities"] == [{"offset": 0, "length": 6, "type": "bold"}]


async def test_a_pressed_button_is_answered_and_its_message_edited(
    running_bot: Bot, client: SimulatorClient
) -> None:
    anna = await client.citizen("Anna")
    await anna.ask("hallo")
    answer = await anna.wait_for_answer(await anna.press("Mehr"))
    edit = await anna.wait_for_reply()
    assert (answer.text, answer.show_alert) == ("Gern!", False)
    assert (edit.text, edit.edited, edit.labels) == ("gedrückt: more:1", True, [])
    assert len(anna.messages()) == 2


async def test_a_button_that_is_gone_cannot_be_pressed_unless_forged(
    running_bot: Bot, client: SimulatorClient
) -> None:
    anna = await client.citizen("Anna")
    reply = await anna.ask("hallo")
    with pytest.raises(SeatError):
        await anna.press_data(reply.message_id, "admin:all")
    await anna.press_data(reply.message_id, "admin:all", forged=True)
    assert (await anna.wait_for_reply()).text == "gedrückt: admin:all"


@pytest.mark.parametrize("sent", ["location", "photo", "voice", "sticker", "document", "contact"])
async def test_every_kind_a_person_can_send_is_understood(
    running_bot: Bot, client: SimulatorClient, sent: str
) -> None:
    anna = await client.citizen("Anna")
    actions = {
        "location": anna.share_location(51.5216, 6.9292),
        "photo": anna.send_photo(),
        "voice": anna.send_voice(),
        "sticker": anna.send_sticker(),
        "document": anna.send_document("laden.csv", "a;b"),
        "contact": anna.share_contact(),
    }
    for name, action in actions.items():
        if name != sent:
            action.close()
    await actions[sent]
    assert (await anna.wait_for_reply()).text == sent


async def test_fifty_people_each_get_their_own_answer(running_bot: Bot, client: SimulatorClient) -> None:
    seats = [await client.add_citizen(f"Person{number}") for number in range(50)]
    replies = await asyncio.gather(*(seat.ask(f"Frage von {seat.name}") for seat in seats))
    assert [reply.text for reply in replies] == [f"Frage von {seat.name}" for seat in seats]
    calls = [call for call in await client.calls("sendMessage") if call["error_code"] is None]
    assert {call["chat_id"] for call in calls} == {seat.person_id for seat in seats}
    assert all(call["received_at"] > 0 and call["received_monotonic"] > 0 for call in calls)


async def test_a_restarted_bot_gets_what_was_said_meanwhile_and_nothing_twice(
    server: SimulatorServer, client: SimulatorClient
) -> None:
    anna = await client.citizen("Anna")
    for text in ("eins", "zwei"):
        await anna.say(text)
        application = build_bot(server)
        async with application:
            assert application.updater
            await application.updater.start_polling(timeout=10)
            await application.start()
            assert (await anna.wait_for_reply()).text == text
            await application.updater.stop()
            await application.stop()
    assert [reply.text for reply in anna.replies()] == ["eins", "zwei"]


async def test_updates_stay_until_an_offset_acknowledges_them(bot: Bot, client: SimulatorClient) -> None:
    anna = await client.citizen("Anna")
    await anna.say("eins")
    await anna.say("zwei")
    first, second = await bot.get_updates()
    assert second.update_id == first.update_id + 1
    assert await bot.get_updates(limit=1) == (first,)
    assert await bot.get_updates(offset=second.update_id) == (second,)
    assert await bot.get_updates(offset=second.update_id + 1) == ()


async def test_a_second_poll_ends_the_first_with_a_conflict(
    server: SimulatorServer, bot: Bot, client: SimulatorClient
) -> None:
    async with Bot(TOKEN, base_url=server.base_url) as other:
        first = asyncio.create_task(bot.get_updates(timeout=20))
        await asyncio.sleep(0.2)
        second = asyncio.create_task(other.get_updates(timeout=20))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await first
        await (await client.citizen("Anna")).say("hallo")
        (update,) = await second
    assert update.message
    assert update.message.text == "hallo"


async def test_only_the_allowed_kinds_of_updates_come(bot: Bot, client: SimulatorClient) -> None:
    anna = await client.citizen("Anna")
    await bot.get_updates(allowed_updates=["callback_query"])
    await anna.say("hallo")
    assert await bot.get_updates() == ()


async def test_what_a_person_sent_parses_without_loss(bot: Bot, client: SimulatorClient) -> None:
    anna = await client.citizen("Anna")
    await anna.say("/start@hallo_bottrop_bot und https://bottrop.de")
    await anna.send_photo("Schaufenster")
    await anna.send_voice()
    await anna.send_sticker()
    async with httpx.AsyncClient(trust_env=False) as http:
        raw = (await http.get(f"{bot.base_url}/getUpdates")).json()["result"]
    updates = await bot.get_updates()
    assert all(holds(update.to_dict(), original) for update, original in zip(updates, raw, strict=True))
    assert all(not update.message.api_kwargs for update in updates if update.message)
    assert [entity["type"] for entity in raw[0]["message"]["entities"]] == ["bot_command", "url"]


async def test_what_the_bot_sends_parses_without_loss(bot: Bot, client: SimulatorClient) -> None:
    anna = await client.citizen("Anna")
    await anna.say("hallo")
    sent = [
        await bot.send_message(anna.person_id, "<i>da</i>", ParseMode.HTML, reply_markup=BUTTONS),
        await bot.send_venue(anna.person_id, 51.5216, 6.9292, "Rathaus", "Ernst-Wilczok-Platz 1"),
        await bot.send_location(anna.person_id, 51.6053, 6.9227, reply_to_message_id=1),
        await bot.send_document(anna.person_id, InputFile(io.BytesIO(b"BEGIN:VCALENDAR"), "termin.ics")),
    ]
    await anna.wait_for_reply(where=lambda reply: "document" in reply.message)
    kept = anna.messages()[1:]
    assert all(holds(message.to_dict(), original) for message, original in zip(sent, kept, strict=True))
    assert all(not message.api_kwargs for message in sent)
    assert all(message.from_user and message.from_user.is_bot for message in sent)
    assert [message.message_id for message in sent] == [2, 3, 4, 5]
    assert abs(sent[0].date.timestamp() - time.time()) < 5


async def test_a_document_can_be_downloaded_on_both_sides(bot: Bot, client: SimulatorClient) -> None:
    anna = await client.citizen("Anna")
    await anna.say("hallo")
    content = "BEGIN:VCALENDAR\nSUMMARY:Stadtfest für alle".encode()
    message = await bot.send_document(anna.person_id, content, filename="fest.ics", caption="Termin")
    assert message.document
    assert message.document.file_name == "fest.ics"
    assert bytes(await (await message.document.get_file()).download_as_bytearray()) == content
    assert await client.file(message.document.file_id) == content


async def test_telegrams_refusals_are_the_same_here(bot: Bot, client: SimulatorClient) -> None:
    anna = await client.citizen("Anna")
    await anna.say("hallo")
    message = await bot.send_message(anna.person_id, "da", reply_markup=BUTTONS)
    chat = anna.person_id
    wide = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="ä" * 33)]])
    refusals = [
        (bot.send_message(chat, " \n "), "Message text is empty"),
        (bot.send_message(chat, "😀" * 2049), "Message is too long"),
        (bot.send_message(4711, "hallo"), "Chat not found"),
        (bot.send_message(chat, "x", reply_markup=wide), "Button_data_invalid"),
        (bot.send_message(chat, "<b>x", ParseMode.HTML), "Can't parse entities: can't find end tag"),
        (bot.edit_message_text("da", chat, message.message_id, reply_markup=BUTTONS), "is not modified"),
        (bot.edit_message_text("x", chat, 99), "Message to edit not found"),
        (bot.edit_message_text("x", chat, 1), "Message can't be edited"),
        (bot.delete_message(chat, 99), "Message to delete not found"),
        (bot.answer_callback_query("1"), "Query is too old and response timeout expired"),
    ]
    for call, wording in refusals:
        with pytest.raises(BadRequest, match=wording):
            await call


async def test_a_blocked_bot_is_told_so(bot: Bot, client: SimulatorClient) -> None:
    anna = await client.citizen("Anna")
    await anna.say("hallo")
    await anna.block()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(anna.person_id, "Angebot!")
    updates = await bot.get_updates()
    assert updates[-1].my_chat_member
    assert updates[-1].my_chat_member.new_chat_member.status == "kicked"


async def test_the_bots_profile_can_be_set_and_read(bot: Bot, client: SimulatorClient) -> None:
    await bot.set_my_commands([BotCommand("start", "Los geht es")])
    await bot.set_my_description("Fragen zu Bottrop")
    await bot.set_my_short_description("Bottrop")
    await bot.set_my_name("Hallo-Bot Test")
    await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert await bot.get_my_commands() == (BotCommand("start", "Los geht es"),)
    shown = await client.bot()
    assert shown["name"] == "Hallo-Bot Test"
    assert shown["description"] == "Fragen zu Bottrop"
    assert shown["commands"] == [{"command": "start", "description": "Los geht es"}]
    assert await bot.delete_webhook()
    assert (await bot.get_webhook_info()).url == ""


async def test_a_reply_keyboard_is_offered_and_its_button_says_its_label(
    bot: Bot, client: SimulatorClient
) -> None:
    anna = await client.citizen("Anna")
    await anna.say("hallo")
    keyboard = ReplyKeyboardMarkup([[KeyboardButton("Jetzt offen")]], one_time_keyboard=True)
    await bot.send_message(anna.person_id, "Was?", reply_markup=keyboard)
    await anna.wait_for_reply()
    assert await anna.press("Jetzt offen") == ""
    assert anna.messages()[-1]["text"] == "Jetzt offen"


async def test_a_silent_bot_is_reported_as_such(client: SimulatorClient) -> None:
    anna = await client.citizen("Anna")
    with pytest.raises(NoReplyError, match="Anna got no reply"):
        await anna.ask("hallo", timeout=0.1)


async def test_a_wrong_token_is_unauthorized(server: SimulatorServer) -> None:
    stranger = Bot("1:WRONG", base_url=server.base_url)
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()
    async with httpx.AsyncClient(trust_env=False) as http:
        response = await http.get(f"{server.base_url}1:WRONG/getMe")
    assert response.status_code == 401
    assert response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_an_unknown_method_is_not_found(server: SimulatorServer) -> None:
    async with httpx.AsyncClient(trust_env=False) as http:
        response = await http.post(f"{server.base_url}{TOKEN}/sendMoney")
    assert response.status_code == 404
    assert response.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_parameters_may_come_in_any_of_the_four_ways(
    server: SimulatorServer, client: SimulatorClient
) -> None:
    anna = await client.citizen("Anna")
    await anna.say("hallo")
    url = f"{server.base_url}{TOKEN}/sendmessage"
    parameters = {"chat_id": str(anna.person_id), "text": "da"}
    async with httpx.AsyncClient(trust_env=False) as http:
        responses = [
            await http.get(url, params=parameters),
            await http.post(url, json={"chat_id": anna.person_id, "text": "da"}),
            await http.post(url, data=parameters),
            await http.post(url, data=parameters, files={"unused": b"x"}),
        ]
    assert [response.json()["result"]["message_id"] for response in responses] == [2, 3, 4, 5]


async def test_the_server_stops_quickly_with_open_polls_and_streams() -> None:
    server = SimulatorServer("127.0.0.1", 0)
    await server.start()
    async with SimulatorClient(server.page_url), httpx.AsyncClient(trust_env=False) as http:
        poll = asyncio.create_task(http.get(f"{server.base_url}{TOKEN}/getUpdates?timeout=40", timeout=50))
        await asyncio.sleep(0.2)
        began = time.monotonic()
        await server.stop()
        assert time.monotonic() - began < 2
        assert (await poll).status_code == 502


async def test_a_taken_port_is_reported(server: SimulatorServer) -> None:
    port = int(server.page_url.rstrip("/").rpartition(":")[2])
    with pytest.raises(SimulatorError, match="Cannot listen"):
        await SimulatorServer("127.0.0.1", port).start()
