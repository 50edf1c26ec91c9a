"""What people do in their chats: write, press, share, send pictures."""

from __future__ import annotations

import struct
import zlib
from typing import Any

from simulator.chats import Chat
from simulator.errors import SeatError
from simulator.formatted_text import FormattedText, split_text
from simulator.state import CallbackQuery, SimulatorState


def say(state: SimulatorState, person_id: int, text: str) -> list[dict[str, Any]]:
    """Send a text; one that is too long goes out in parts, as Telegram's apps do it.

    Raises:
        SeatError: when there is nothing but white space.
    """
    chat = _writable_chat(state, person_id)
    parts = [FormattedText(part).trimmed() for part in split_text(text)]
    contents = [_text_content(part) for part in parts if part.text]
    if not contents:
        raise SeatError("Der Text ist leer.")
    state.hide_one_time_keyboard(chat)
    return [state.add_person_message(chat, content) for content in contents]


def share_location(
    state: SimulatorState, person_id: int, latitude: float, longitude: float
) -> dict[str, Any]:
    """Send a place, in degrees (WGS 84).

    Raises:
        SeatError: when it is nowhere on earth.
    """
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise SeatError("Diesen Ort gibt es nicht.")
    chat = _writable_chat(state, person_id)
    state.hide_one_time_keyboard(chat)
    return state.add_person_message(chat, {"location": {"latitude": latitude, "longitude": longitude}})


def share_contact(state: SimulatorState, person_id: int) -> dict[str, Any]:
    """Send the person's own number, which is invented."""
    chat = _writable_chat(state, person_id)
    person = chat.person
    contact = {
        "phone_number": f"+4915500{person.id:06d}",
        "first_name": person.first_name,
        "last_name": person.last_name,
        "user_id": person.id,
    }
    state.hide_one_time_keyboard(chat)
    return state.add_person_message(chat, {"contact": contact})


def send_photo(state: SimulatorState, person_id: int, caption: str = "") -> dict[str, Any]:
    """Send a small picture in one colour."""
    width, height = 320, 240
    stored = state.files.add("photos", "foto.png", "image/png", _plain_png(width, height))
    size = {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "width": width,
        "height": height,
        "file_size": len(stored.content),
    }
    content: dict[str, Any] = {"photo": [size]}
    if caption.strip():
        content["caption"] = caption.strip()
    return state.add_person_message(_writable_chat(state, person_id), content)


def send_voice(state: SimulatorState, person_id: int, seconds: int = 3) -> dict[str, Any]:
    """Send a voice message without sound."""
    stored = state.files.add("voice", "sprache.oga", "audio/ogg", b"OggS\x00\x02" + bytes(22))
    voice = {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "duration": seconds,
        "mime_type": stored.mime_type,
        "file_size": len(stored.content),
    }
    return state.add_person_message(_writable_chat(state, person_id), {"voice": voice})


def send_sticker(state: SimulatorState, person_id: int, emoji: str = "👍") -> dict[str, Any]:
    """Send a sticker that stands for an emoji."""
    stored = state.files.add("stickers", "sticker.webp", "image/webp", b"RIFF\x04\x00\x00\x00WEBP")
    sticker = {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
        "emoji": emoji,
        "file_size": len(stored.content),
    }
    return state.add_person_message(_writable_chat(state, person_id), {"sticker": sticker})


def send_document(
    state: SimulatorState, person_id: int, name: str, mime_type: str, content: bytes, caption: str = ""
) -> dict[str, Any]:
    """Send a file."""
    stored = state.files.add("documents", name, mime_type, content)
    document = {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_name": name,
        "mime_type": mime_type,
        "file_size": len(content),
    }
    message: dict[str, Any] = {"document": document}
    if caption.strip():
        message["caption"] = caption.strip()
    return state.add_person_message(_writable_chat(state, person_id), message)


def press(state: SimulatorState, person_id: int, message_id: int, data: str) -> CallbackQuery:
    """Press an inline button.

    Raises:
        SeatError: when the message has no button with this data.
    """
    chat = state.open_chat(person_id)
    message = chat.messages.get(message_id, {})
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    if not any(button.get("callback_data") == data for row in rows for button in row):
        raise SeatError("Diesen Knopf gibt es nicht mehr.")
    return state.press_button(chat, message_id, data)


def forge_press(state: SimulatorState, person_id: int, message_id: int, data: str) -> CallbackQuery:
    """Press a button that is not there, as a manipulated client could."""
    return state.press_button(state.open_chat(person_id), message_id, data)


def _writable_chat(state: SimulatorState, person_id: int) -> Chat:
    """Return the person's chat; writing to a blocked bot unblocks it, as the apps ask one to."""
    chat = state.open_chat(person_id)
    state.set_blocked(chat, False)
    return chat


def _text_content(part: FormattedText) -> dict[str, Any]:
    content: dict[str, Any] = {"text": part.text}
    if entities := part.with_detected().entities_json():
        content["entities"] = entities
    return content


def _plain_png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = b"\x00" + bytes((46, 125, 140)) * width
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(row * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
