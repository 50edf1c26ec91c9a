"""Methods that change or remove messages."""

from __future__ import annotations

from typing import Any

from simulator.api.content import caption_content, text_content
from simulator.api.parameters import NO_CHAT, ChatId, JsonArray, JsonObject
from simulator.api.registry import REGISTRY, Call
from simulator.errors import bad_request
from simulator.markup import check_inline_markup

MAX_DELETED_AT_ONCE = 100


@REGISTRY.method("editMessageText")
def edit_message_text(
    call: Call,
    *,
    chat_id: ChatId = NO_CHAT,
    message_id: int = 0,
    text: str = "",
    parse_mode: str = "",
    entities: JsonArray | None = None,
    link_preview_options: JsonObject | None = None,
    reply_markup: JsonObject | None = None,
) -> dict[str, Any]:
    """Replace the text of a message; without a keyboard in the call, its keyboard goes too."""
    content = text_content(text, parse_mode, entities)
    markup = check_inline_markup(reply_markup)
    chat = call.state.chat_for_bot(chat_id)
    if "text" not in chat.message(message_id, "edit"):
        raise bad_request("there is no text in the message to edit")
    if link_preview_options:
        content["link_preview_options"] = link_preview_options
    dropped = ("text", "entities", "link_preview_options")
    return call.state.edit_bot_message(chat, message_id, content, dropped, markup)


@REGISTRY.method("editMessageCaption")
def edit_message_caption(
    call: Call,
    *,
    chat_id: ChatId = NO_CHAT,
    message_id: int = 0,
    caption: str = "",
    parse_mode: str = "",
    caption_entities: JsonArray | None = None,
    reply_markup: JsonObject | None = None,
) -> dict[str, Any]:
    """Replace the caption of a picture or document."""
    content = caption_content(caption, parse_mode, caption_entities)
    markup = check_inline_markup(reply_markup)
    chat = call.state.chat_for_bot(chat_id)
    if not {"photo", "document"} & chat.message(message_id, "edit").keys():
        raise bad_request("there is no caption in the message to edit")
    return call.state.edit_bot_message(chat, message_id, content, ("caption", "caption_entities"), markup)


@REGISTRY.method("editMessageReplyMarkup")
def edit_message_reply_markup(
    call: Call,
    *,
    chat_id: ChatId = NO_CHAT,
    message_id: int = 0,
    reply_markup: JsonObject | None = None,
) -> dict[str, Any]:
    """Replace the inline keyboard of a message, or take it away."""
    markup = check_inline_markup(reply_markup)
    chat = call.state.chat_for_bot(chat_id)
    return call.state.edit_bot_message(chat, message_id, {}, (), markup)


@REGISTRY.method("deleteMessage")
def delete_message(call: Call, *, chat_id: ChatId = NO_CHAT, message_id: int = 0) -> bool:
    """Remove a message for both sides."""
    call.state.delete_message(call.state.chat_for_bot(chat_id, writing=False), message_id)
    return True


@REGISTRY.method("deleteMessages")
def delete_messages(call: Call, *, chat_id: ChatId = NO_CHAT, message_ids: JsonArray | None = None) -> bool:
    """Remove several messages; those that are not there are passed over."""
    chat = call.state.chat_for_bot(chat_id, writing=False)
    if not message_ids:
        raise bad_request("message identifiers are not specified")
    if len(message_ids) > MAX_DELETED_AT_ONCE:
        raise bad_request("too many message identifiers specified")
    for message_id in message_ids:
        if int(message_id) in chat.messages:
            call.state.delete_message(chat, int(message_id))
    return True
