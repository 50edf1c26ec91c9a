"""The composition root of the Telegram side: builds the application and registers handlers, nothing else."""

import logging
from typing import Any

from telegram import BotCommand, BotCommandScopeDefault
from telegram.ext import Application, CallbackQueryHandler, MessageHandler, filters
from telegram.request import HTTPXRequest

from bot.telegram_app.handlers import (
    COMMANDS,
    Desk,
    on_button,
    on_command,
    on_error,
    on_location,
    on_other,
    on_text,
)
from bot.telegram_app.ordering import ChatOrderProcessor
from bot.telegram_app.recorded_queue import RecordedUpdateQueue, RecordingBot
from content.entries import Town

logger = logging.getLogger(__name__)

CONNECTIONS = 64
POOL_TIMEOUT_SECONDS = 30.0
LONG_POLL_SECONDS = 20

BotApplication = Application[Any, Any, Any, Any, Any, Any]


def build_application(token: str, api_url: str, desk: Desk, queue: RecordedUpdateQueue) -> BotApplication:
    """Build the application; `api_url` is the Bot API server without token, such as https://api.telegram.org."""
    bot = RecordingBot(
        queue,
        token,
        base_url=f"{api_url}/bot",
        base_file_url=f"{api_url}/file/bot",
        request=HTTPXRequest(connection_pool_size=CONNECTIONS, pool_timeout=POOL_TIMEOUT_SECONDS),
        get_updates_request=HTTPXRequest(connection_pool_size=1),
    )
    application: BotApplication = (
        Application.builder()
        .bot(bot)
        .concurrent_updates(ChatOrderProcessor(queue.finished))
        .update_queue(queue)
        .build()
    )
    application.bot_data["desk"] = desk
    application.add_handler(CallbackQueryHandler(on_button))
    new_message = filters.UpdateType.MESSAGE
    application.add_handler(MessageHandler(new_message & filters.COMMAND, on_command))
    application.add_handler(MessageHandler(new_message & filters.TEXT, on_text))
    application.add_handler(MessageHandler(new_message & filters.LOCATION, on_location))
    application.add_handler(MessageHandler(new_message & ~filters.StatusUpdate.ALL, on_other))
    application.add_error_handler(on_error)
    return application


async def introduce(application: BotApplication, town: Town) -> None:
    """Tell Telegram the command menu and the texts of the bot's profile."""
    commands = [BotCommand(name, description) for name, description in COMMANDS]
    await application.bot.set_my_commands(commands, scope=BotCommandScopeDefault())
    await application.bot.set_my_short_description(f"Läden, Handwerk, Ausbildung und Termine in {town.name}.")
    await application.bot.set_my_description(
        f"Frag mich auf Deutsch nach Läden, Handwerkern, Essen und Trinken, Ausbildung und Terminen in {town.name}."
    )
