"""Telegram handlers: read the update, ask the assistant, send, remember. I/O only, no decisions."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import Bot, Message, Update
from telegram.constants import ChatAction
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ContextTypes

from bot.answering import Answer, Assistant
from bot.conversation.state import ConversationState, dump_state, parse_state
from bot.replies import talk
from bot.replies.callbacks import Action, ActionType, decode
from bot.replies.reply import Reply
from bot.telegram_app.fair_limit import FairLimit, Verdict
from bot.telegram_app.recorded_queue import RecordedUpdateQueue
from bot.telegram_app.sender import edit_reply, send_reply
from content.clock import Clock
from content.conversations import load_state, save_state
from content.database import Database
from content.entries import Coordinates

logger = logging.getLogger(__name__)

Turn = Callable[[ConversationState], Awaitable[Answer]]

TOAST_LIMIT = 200
"""Characters of a callback answer (https://core.telegram.org/bots/api#answercallbackquery)."""


@dataclass(frozen=True)
class Desk:
    """All that handlers need; one for the whole application."""

    assistant: Assistant
    database: Database
    clock: Clock
    limit: FairLimit
    updates: RecordedUpdateQueue

    async def turn(
        self, update: Update, bot: Bot, chat_id: int, turn: Turn, pressed: Message | None = None
    ) -> Answer:
        """One turn of a conversation: remember, answer, send, remember that and that it is done."""
        key = f"telegram:{chat_id}"
        async with self.database.reading() as session:
            state = parse_state(await load_state(session, key))
        answer = await turn(state)
        started = time.perf_counter()
        if not answer.reply.toast:
            if answer.in_place and pressed is not None:
                await edit_reply(bot, pressed, answer.reply)
            else:
                await send_reply(bot, chat_id, answer.reply)
                if answer.then is not None:
                    await send_reply(bot, chat_id, answer.then.reply)
        sent = time.perf_counter()
        async with self.updates.finishing(update) as session:
            await save_state(session, key, dump_state(answer.state), self.clock.utc())
        if answer.timings_ms:
            parts = {**answer.timings_ms, "send": (sent - started) * 1000}
            logger.info("timings %s", " ".join(f"{name}={value:.1f}" for name, value in parts.items()))
        return answer

    async def answer_words(self, update: Update, bot: Bot, chat_id: int, text: str) -> None:
        """A turn about a message in words: it is heard while the memory is fetched."""
        now = self.clock.local()
        hearing = asyncio.create_task(self.assistant.hear(text, now))
        try:
            await self.turn(
                update, bot, chat_id, lambda state: self.assistant.answer_text(text, state, now, hearing)
            )
        finally:
            hearing.cancel()

    async def admits(self, bot: Bot, chat_id: int) -> bool:
        """Whether this chat may be answered now; says once when it writes too fast."""
        verdict = self.limit.judge(chat_id, time.monotonic())
        if verdict is Verdict.NOTICE:
            await send_reply(bot, chat_id, talk.too_fast())
        return verdict is Verdict.ANSWER


def desk_of(context: ContextTypes.DEFAULT_TYPE) -> Desk:
    """The desk that the composition root put into the application."""
    desk = context.bot_data["desk"]
    if not isinstance(desk, Desk):
        raise TypeError("the application was built without its desk")
    return desk


async def on_command(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A command such as /laeden; aliases are resolved, unknown ones get help."""
    message, chat = update.effective_message, update.effective_chat
    if message is None or chat is None or not message.text:
        return
    desk = desk_of(context)
    if not await desk.admits(context.bot, chat.id):
        return
    name = message.text.split()[0].removeprefix("/").partition("@")[0].lower()
    command = COMMAND_ALIASES.get(name, name)
    argument = message.text.partition(" ")[2].strip()
    now = desk.clock.local()
    target = decode_start(argument) if command == "start" and argument else None

    async def turn(state: ConversationState) -> Answer:
        if target is not None:
            return await desk.assistant.answer_action(target, state, now)
        return await desk.assistant.answer_command(command, state, now)

    answer = await desk.turn(update, context.bot, chat.id, turn)
    if answer.reply.toast:
        await send_reply(context.bot, chat.id, Reply(answer.reply.text))


async def on_text(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A message in words."""
    message, chat = update.effective_message, update.effective_chat
    if message is None or chat is None or message.text is None:
        return
    desk = desk_of(context)
    if not await desk.admits(context.bot, chat.id):
        return
    await desk.answer_words(update, context.bot, chat.id, message.text)


async def on_location(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A shared location."""
    message, chat = update.effective_message, update.effective_chat
    if message is None or chat is None or message.location is None:
        return
    desk = desk_of(context)
    if not await desk.admits(context.bot, chat.id):
        return
    point, now = Coordinates(message.location.latitude, message.location.longitude), desk.clock.local()
    await desk.turn(
        update, context.bot, chat.id, lambda state: desk.assistant.answer_location(point, state, now)
    )


async def on_other(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Anything that is neither text nor location."""
    message, chat = update.effective_message, update.effective_chat
    if message is None or chat is None:
        return
    desk = desk_of(context)
    if not await desk.admits(context.bot, chat.id):
        return
    if message.caption:
        await desk.answer_words(update, context.bot, chat.id, message.caption)
        return
    kind = "voice" if message.voice or message.audio else "photo" if message.photo else ""
    await send_reply(context.bot, chat.id, talk.not_text("sticker" if message.sticker else kind))


async def on_button(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    """A pressed button; the press is always acknowledged, so that the button stops spinning."""
    query, chat = update.callback_query, update.effective_chat
    if query is None or chat is None:
        return
    desk = desk_of(context)
    action = decode(query.data or "")
    if action is None:
        await acknowledge(context.bot, query.id, talk.out_of_date())
        return
    now = desk.clock.local()
    pressed = query.message if isinstance(query.message, Message) else None
    answer = await desk.turn(
        update, context.bot, chat.id, lambda state: desk.assistant.answer_action(action, state, now), pressed
    )
    await acknowledge(context.bot, query.id, answer.reply.toast)


async def acknowledge(bot: Bot, query_id: str, toast: str = "") -> None:
    """Answer a callback query; one that is too old is left."""
    try:
        await bot.answer_callback_query(query_id, text=toast[:TOAST_LIMIT] or None, show_alert=bool(toast))
    except BadRequest as error:
        logger.info("callback query not answered: %s", error.message)


async def on_error(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Log ids and traceback, never text; tell the person that it was our fault."""
    error = context.error
    if isinstance(error, Forbidden):
        logger.info("a chat has blocked the bot")
        return
    update_id = update.update_id if isinstance(update, Update) else None
    logger.error("update %s failed", update_id, exc_info=error)
    if isinstance(error, TelegramError) or not isinstance(update, Update) or update.effective_chat is None:
        return
    try:
        await send_reply(context.bot, update.effective_chat.id, talk.failure())
    except TelegramError:
        logger.exception("the notice about a failure could not be sent")


async def show_typing(bot: Bot, chat_id: int) -> None:
    """Show that an answer is on its way."""
    await bot.send_chat_action(chat_id, ChatAction.TYPING)


COMMANDS: tuple[tuple[str, str], ...] = (
    ("start", "Von vorn beginnen"),
    ("hilfe", "Was ich kann"),
    ("laeden", "Läden und Geschäfte"),
    ("handwerk", "Handwerker"),
    ("gastro", "Essen und Trinken"),
    ("maerkte", "Wochenmärkte"),
    ("fairtrade", "Fair gehandelt"),
    ("ausbildung", "Ausbildungsplätze"),
    ("jobs", "Stellenangebote"),
    ("termine", "Was ist los?"),
    ("beratung", "Beratung der Wirtschaftsförderung"),
    ("neues", "Neues und Tipps"),
    ("naehe", "Was ist in meiner Nähe?"),
    ("datenschutz", "Was ich speichere"),
    ("impressum", "Wer dahintersteht"),
)
"""The command menu; Telegram allows only a-z, 0-9 and underscore in a command's name."""

COMMAND_ALIASES: dict[str, str] = {
    "help": "hilfe", "shops": "laeden", "craft": "handwerk", "crafts": "handwerk", "food": "gastro",
    "restaurants": "gastro", "markets": "maerkte", "apprenticeships": "ausbildung", "events": "termine",
    "advice": "beratung", "news": "neues", "nearby": "naehe", "privacy": "datenschutz", "imprint": "impressum",
}  # fmt: skip
"""English names where people expect them."""

_START_PREFIXES = {
    "p": ActionType.PLACE,
    "e": ActionType.EVENT,
    "a": ActionType.APPRENTICESHIP,
    "j": ActionType.JOB,
    "b": ActionType.ADVICE,
}


def decode_start(payload: str) -> Action | None:
    """The action of a deep link's payload: "p_baeckerei-althoff" opens that entry.

    Payloads hold A-Z, a-z, 0-9, _ and - (https://core.telegram.org/bots/features#deep-linking), so the "@" of an event's
    date is written "_at_".
    """
    prefix, underscore, value = payload.partition("_")
    kind = _START_PREFIXES.get(prefix)
    return Action(kind, value.replace("_at_", "@")) if kind is not None and underscore and value else None
