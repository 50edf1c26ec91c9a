"""Methods that send texts and places, and those that answer buttons."""

from __future__ import annotations

from typing import Any

from simulator.api.content import location_content, reply_content, text_content
from simulator.api.parameters import NO_CHAT, ChatId, JsonArray, JsonObject
from simulator.api.registry import REGISTRY, Call
from simulator.errors import bad_request
from simulator.markup import check_markup

_ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
MAX_CALLBACK_ANSWER = 200


@REGISTRY.method("sendMessage")
def send_message(
    call: Call,
    *,
    chat_id: ChatId = NO_CHAT,
    text: str = "",
    parse_mode: str = "",
    entities: JsonArray | None = None,
    link_preview_options: JsonObject | None = None,
    protect_content: bool = False,
    reply_parameters: JsonObject | None = None,
    reply_markup: JsonObject | None = None,
) -> dict[str, Any]:
    """Send a text."""
    content = text_content(text, parse_mode, entities)
    markup = check_markup(reply_markup)
    chat = call.state.chat_for_bot(chat_id)
    if link_preview_options:
        content["link_preview_options"] = link_preview_options
    if protect_content:
        content["has_protected_content"] = True
    content |= reply_content(chat, reply_parameters)
    return call.state.add_bot_message(chat, content, markup)


@REGISTRY.method("sendLocation")
def send_location(
    call: Call,
    *,
    chat_id: ChatId = NO_CHAT,
    latitude: float | None = None,
    longitude: float | None = None,
    reply_parameters: JsonObject | None = None,
    reply_markup: JsonObject | None = None,
) -> dict[str, Any]:
    """Send a place."""
    location = location_content(latitude, longitude)
    markup = check_markup(reply_markup)
    chat = call.state.chat_for_bot(chat_id)
    content = {"location": location} | reply_content(chat, reply_parameters)
    return call.state.add_bot_message(chat, content, markup)


@REGISTRY.method("sendVenue")
def send_venue(
    call: Call,
    *,
    chat_id: ChatId = NO_CHAT,
    latitude: float | None = None,
    longitude: float | None = None,
    title: str = "",
    address: str = "",
    foursquare_id: str = "",
    foursquare_type: str = "",
    google_place_id: str = "",
    google_place_type: str = "",
    reply_parameters: JsonObject | None = None,
    reply_markup: JsonObject | None = None,
) -> dict[str, Any]:
    """Send a place with name and address."""
    location = location_content(latitude, longitude)
    if not title.strip():
        raise bad_request("title is empty")
    if not address.strip():
        raise bad_request("address is empty")
    venue: dict[str, Any] = {"location": location, "title": title.strip(), "address": address.strip()}
    more = {
        "foursquare_id": foursquare_id,
        "foursquare_type": foursquare_type,
        "google_place_id": google_place_id,
        "google_place_type": google_place_type,
    }
    venue |= {name: value for name, value in more.items() if value}
    markup = check_markup(reply_markup)
    chat = call.state.chat_for_bot(chat_id)
    content = {"venue": venue, "location": location} | reply_content(chat, reply_parameters)
    return call.state.add_bot_message(chat, content, markup)


@REGISTRY.method("sendChatAction")
def send_chat_action(call: Call, *, chat_id: ChatId = NO_CHAT, action: str = "") -> bool:
    """Show what the bot is doing; the person sees it for five seconds at most."""
    chat = call.state.chat_for_bot(chat_id)
    if action not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    call.state.events.add("chat_action", chat.id, action=action)
    return True


@REGISTRY.method("answerCallbackQuery")
def answer_callback_query(
    call: Call,
    *,
    callback_query_id: str = "",
    text: str = "",
    show_alert: bool = False,
    url: str = "",
) -> bool:
    """Answer a pressed button with a short notice, an alert, or just the end of waiting."""
    if len(text) > MAX_CALLBACK_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    call.state.answer_callback(callback_query_id, text, show_alert, url)
    return True
