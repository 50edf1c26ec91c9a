"""Typed parameters of Bot API methods, whether they came as JSON, form, multipart or query."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NewType

from simulator.errors import ApiError, bad_request

ChatId = NewType("ChatId", str)
NO_CHAT = ChatId("")
JsonObject = dict[str, Any]
JsonArray = list[Any]


@dataclass(frozen=True)
class Upload:
    """A file in a multipart body."""

    name: str
    mime_type: str
    content: bytes


@dataclass(frozen=True)
class InputFile:
    """A file as a method takes it: uploaded, or named by its file id or by an address."""

    upload: Upload | None = None
    reference: str = ""


@dataclass(frozen=True)
class RawCall:
    """What a request carried, before it is understood."""

    values: dict[str, Any]
    uploads: dict[str, Upload]


@dataclass(frozen=True)
class Parameter:
    """One declared parameter of a method."""

    name: str
    kind: Any
    default: Any

    def read(self, raw: RawCall) -> Any:
        """Return the value, or the default where the call has none.

        Raises:
            ApiError: 400 when the value is not of the declared type.
        """
        if self.kind is InputFile:
            return _input_file(self.name, raw) or self.default
        value = raw.values.get(self.name)
        if value is None or (value == "" and self.kind is not str):
            return self.default
        return _READERS[self.kind](self.name, value)


def _input_file(name: str, raw: RawCall) -> InputFile | None:
    if name in raw.uploads:
        return InputFile(upload=raw.uploads[name])
    value = str(raw.values.get(name) or "")
    if value.startswith("attach://"):
        attached = raw.uploads.get(value.removeprefix("attach://"))
        return InputFile(upload=attached) if attached else None
    return InputFile(reference=value) if value else None


def _wrong(name: str, expected: str) -> ApiError:
    return bad_request(f'parameter "{name}" must be of type {expected}')


def _string(name: str, value: Any) -> str:
    if isinstance(value, dict | list | bool):
        raise _wrong(name, "String")
    return str(value)


def _integer(name: str, value: Any) -> int:
    try:
        if isinstance(value, bool):
            raise ValueError
        return int(value)
    except (TypeError, ValueError):
        raise _wrong(name, "Integer") from None


def _float(name: str, value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise _wrong(name, "Float") from None


def _boolean(name: str, value: Any) -> bool:
    return str(value).lower() in {"true", "yes", "1"}


def _parsed(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from None


def _object(name: str, value: Any) -> JsonObject:
    parsed = _parsed(name, value)
    if not isinstance(parsed, dict):
        raise bad_request(f"object expected as {name.replace('_', ' ')}")
    return parsed


def _array(name: str, value: Any) -> JsonArray:
    parsed = _parsed(name, value)
    if not isinstance(parsed, list):
        raise _wrong(name, "Array")
    return parsed


_READERS: dict[Any, Callable[[str, Any], Any]] = {
    str: _string,
    ChatId: _string,
    int: _integer,
    float: _float,
    bool: _boolean,
    JsonObject: _object,
    JsonArray: _array,
}
