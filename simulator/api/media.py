"""Methods that send and fetch files."""

from __future__ import annotations

import struct
from typing import Any

from simulator.api.content import caption_content, reply_content, stored_file
from simulator.api.parameters import NO_CHAT, ChatId, InputFile, JsonArray, JsonObject
from simulator.api.registry import REGISTRY, Call
from simulator.errors import bad_request
from simulator.files import MAX_DOWNLOAD_BYTES, StoredFile
from simulator.markup import check_markup

_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_UNKNOWN_SIZE = (320, 240)


@REGISTRY.method("sendDocument")
def send_document(
    call: Call,
    *,
    chat_id: ChatId = NO_CHAT,
    document: InputFile | None = None,
    caption: str = "",
    parse_mode: str = "",
    caption_entities: JsonArray | None = None,
    reply_parameters: JsonObject | None = None,
    reply_markup: JsonObject | None = None,
) -> dict[str, Any]:
    """Send a file."""
    content = caption_content(caption, parse_mode, caption_entities)
    markup = check_markup(reply_markup)
    chat = call.state.chat_for_bot(chat_id)
    content |= reply_content(chat, reply_parameters)
    stored = stored_file(call.state, "document", document)
    content["document"] = _file_fields(stored) | {"file_name": stored.name, "mime_type": stored.mime_type}
    return call.state.add_bot_message(chat, content, markup)


@REGISTRY.method("sendPhoto")
def send_photo(
    call: Call,
    *,
    chat_id: ChatId = NO_CHAT,
    photo: InputFile | None = None,
    caption: str = "",
    parse_mode: str = "",
    caption_entities: JsonArray | None = None,
    has_spoiler: bool = False,
    reply_parameters: JsonObject | None = None,
    reply_markup: JsonObject | None = None,
) -> dict[str, Any]:
    """Send a picture."""
    content = caption_content(caption, parse_mode, caption_entities)
    markup = check_markup(reply_markup)
    chat = call.state.chat_for_bot(chat_id)
    content |= reply_content(chat, reply_parameters)
    stored = stored_file(call.state, "photo", photo)
    width, height = picture_size(stored.content)
    content["photo"] = [_file_fields(stored) | {"width": width, "height": height}]
    if has_spoiler:
        content["has_media_spoiler"] = True
    return call.state.add_bot_message(chat, content, markup)


@REGISTRY.method("getFile")
def get_file(call: Call, *, file_id: str = "") -> dict[str, Any]:
    """Return where a file can be downloaded."""
    if not file_id:
        raise bad_request("file_id not specified")
    stored = call.state.files.by_id(file_id)
    if len(stored.content) > MAX_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return _file_fields(stored) | {"file_path": stored.path}


def picture_size(content: bytes) -> tuple[int, int]:
    """Return width and height of a PNG or JPEG in pixels; a guess for anything else."""
    if content.startswith(_PNG_SIGNATURE) and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return int(width), int(height)
    if content.startswith(b"\xff\xd8"):
        return _jpeg_size(content) or _UNKNOWN_SIZE
    return _UNKNOWN_SIZE


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    position = 2
    while position + 9 <= len(content) and content[position] == 0xFF:
        marker = content[position + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[position + 5 : position + 9])
            return int(width), int(height)
        position += 2 + int.from_bytes(content[position + 2 : position + 4], "big")
    return None


def _file_fields(stored: StoredFile) -> dict[str, Any]:
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.content),
    }
