"""A reply becomes Telegram messages: split where too long, edited in place where a button was pressed."""

import html
import logging
import re
from collections.abc import Sequence
from io import BytesIO

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from telegram.constants import MessageLimit, ParseMode
from telegram.error import BadRequest

from bot.replies.reply import Reply, Rows, plain

logger = logging.getLogger(__name__)

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_TAG = re.compile(r"<(/?)([a-z-]+)[^>]*>")


async def send_reply(bot: Bot, chat_id: int, reply: Reply) -> None:
    """Send a reply as new messages."""
    if reply.venue is not None:
        await bot.send_venue(
            chat_id,
            latitude=reply.venue.coordinates.lat,
            longitude=reply.venue.coordinates.lon,
            title=reply.venue.title,
            address=reply.venue.address,
        )
    if reply.file is not None:
        document = InputFile(BytesIO(reply.file.content), filename=reply.file.name)
        await bot.send_document(chat_id, document, caption=reply.text, parse_mode=ParseMode.HTML)
        return
    parts = split_html(reply.text) if reply.text else []
    for number, part in enumerate(parts, start=1):
        markup: InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None = None
        if number == len(parts):
            markup = _location_keyboard() if reply.ask_location else keyboard(reply.buttons)
        await bot.send_message(
            chat_id, part, parse_mode=ParseMode.HTML, reply_markup=markup, link_preview_options=_NO_PREVIEW
        )


async def edit_reply(bot: Bot, message: Message, reply: Reply) -> None:
    """Show a reply in place of an earlier message; as a new one where that can no longer be edited."""
    parts = split_html(reply.text)
    if len(parts) != 1 or reply.venue is not None or reply.file is not None:
        await send_reply(bot, message.chat_id, reply)
        return
    try:
        await bot.edit_message_text(
            parts[0],
            chat_id=message.chat_id,
            message_id=message.message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(reply.buttons),
            link_preview_options=_NO_PREVIEW,
        )
    except BadRequest as error:
        if "not modified" in error.message.lower():
            return
        logger.info("message cannot be edited (%s), sent anew", error.message)
        await send_reply(bot, message.chat_id, reply)


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """The inline keyboard of a reply."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(b.label, url=b.url)
                if b.url
                else InlineKeyboardButton(b.label, callback_data=b.data)
                for b in row
            ]
            for row in rows
        ]
    )


def split_html(text: str, limit: int = MessageLimit.MAX_TEXT_LENGTH) -> list[str]:
    """Split markup into messages of at most `limit` UTF-16 units of text, at blank lines, lines, or words.

    Tags that are open at a cut are closed there and opened again in the next part.
    Source: https://core.telegram.org/bots/api#sendmessage (1-4096 characters after entities parsing).
    """
    if _units(plain(text)) <= limit:
        return [text]
    parts: list[str] = []
    current, opened = "", ""
    for line in _pieces(text, limit):
        if current.strip() and _units(plain(current + line)) > limit:
            parts.append(current.rstrip() + _closing(current))
            opened = "".join(f"<{tag}>" for tag in _open_tags(current))
            current = opened
        current += line
    if plain(current).strip():
        parts.append(current.rstrip() + _closing(current))
    return parts


def _pieces(text: str, limit: int) -> Sequence[str]:
    """Lines with their ends; a line that is too long by itself in words, a word that is too long in chunks."""
    pieces: list[str] = []
    for line in text.splitlines(keepends=True):
        if _units(plain(line)) <= limit:
            pieces.append(line)
            continue
        for word in re.findall(r"\S+\s*|\s+", line):
            if _units(plain(word)) <= limit:
                pieces.append(word)
                continue
            literal = plain(word)
            size = limit // 2
            pieces += [html.escape(literal[i : i + size], quote=False) for i in range(0, len(literal), size)]
    return pieces


def _open_tags(markup: str) -> list[str]:
    stack: list[str] = []
    for closing, tag in _TAG.findall(markup):
        if closing:
            if tag in stack:
                stack.remove(tag)
        else:
            stack.append(tag)
    return stack


def _closing(markup: str) -> str:
    return "".join(f"</{tag}>" for tag in reversed(_open_tags(markup)))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _location_keyboard() -> ReplyKeyboardMarkup:
    return ReplyKeyboardMarkup(
        [[KeyboardButton("📍 Standort senden", request_location=True)]],
        resize_keyboard=True,
        one_time_keyboard=True,
    )
