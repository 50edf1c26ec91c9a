"""From a call's parameters to the fields of a message."""

from __future__ import annotations

from typing import Any

from simulator.api.parameters import InputFile, JsonArray, JsonObject
from simulator.chats import Chat
from simulator.errors import bad_request
from simulator.files import StoredFile
from simulator.formatted_text import (
    MAX_CAPTION_UNITS,
    MAX_TEXT_UNITS,
    FormattedText,
    from_entities_json,
)
from simulator.html_entities import parse_html
from simulator.state import SimulatorState


def text_content(text: str, parse_mode: str, entities: JsonArray | None) -> dict[str, Any]:
    """Return the fields of a text message.

    Raises:
        ApiError: 400 for an empty, too long or wrongly marked text.
    """
    formatted = _formatted(text, parse_mode, entities)
    if not formatted.text:
        raise bad_request("message text is empty")
    if formatted.units > MAX_TEXT_UNITS:
        raise bad_request("message is too long")
    return _fields("text", "entities", formatted)


def caption_content(caption: str, parse_mode: str, entities: JsonArray | None) -> dict[str, Any]:
    """Return the fields of a caption, none when it is empty.

    Raises:
        ApiError: 400 for a too long or wrongly marked caption.
    """
    formatted = _formatted(caption, parse_mode, entities)
    if formatted.units > MAX_CAPTION_UNITS:
        raise bad_request("message caption is too long")
    return _fields("caption", "caption_entities", formatted) if formatted.text else {}


def location_content(latitude: float | None, longitude: float | None) -> dict[str, Any]:
    """Return a Location, in degrees (WGS 84).

    Raises:
        ApiError: 400 when a coordinate is missing or nowhere on earth.
    """
    if latitude is None:
        raise bad_request("latitude is empty")
    if longitude is None:
        raise bad_request("longitude is empty")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("wrong location specified")
    return {"latitude": latitude, "longitude": longitude}


def reply_content(chat: Chat, parameters: JsonObject | None) -> dict[str, Any]:
    """Return the quoted message for `reply_parameters`.

    Raises:
        ApiError: 400 when the quoted message is gone and the call does not put up with that.
    """
    if not parameters:
        return {}
    quoted = chat.messages.get(int(parameters.get("message_id", 0)))
    if quoted is None:
        if parameters.get("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    return {"reply_to_message": {k: v for k, v in quoted.items() if k != "reply_to_message"}}


def stored_file(state: SimulatorState, kind: str, file: InputFile | None) -> StoredFile:
    """Return the file that a call uploads or names.

    Raises:
        ApiError: 400 when there is no file; addresses are refused, since the simulator fetches nothing.
    """
    if file is None:
        raise bad_request(f"there is no {kind} in the request")
    if file.upload is not None:
        upload = file.upload
        return state.files.add(f"{kind}s", upload.name, upload.mime_type, upload.content)
    if "://" in file.reference:
        raise bad_request("failed to get HTTP URL content")
    return state.files.by_id(file.reference)


def _formatted(text: str, parse_mode: str, entities: JsonArray | None) -> FormattedText:
    mode = parse_mode.lower()
    if mode == "html":
        formatted = parse_html(text)
    elif mode in {"markdown", "markdownv2"}:
        raise bad_request("the simulator understands parse mode HTML only")
    elif mode not in {"", "none"}:
        raise bad_request("unsupported parse_mode")
    else:
        formatted = from_entities_json(text, entities or ())
    return formatted.trimmed().with_detected()


def _fields(text_name: str, entities_name: str, formatted: FormattedText) -> dict[str, Any]:
    fields: dict[str, Any] = {text_name: formatted.text}
    if formatted.entities:
        fields[entities_name] = formatted.entities_json()
    return fields
