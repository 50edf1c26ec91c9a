"""Telegram's HTML parse mode: markup in, plain text and entities out, with Telegram's own error wording.

The rules are those of https://core.telegram.org/bots/api#html-style and of TDLib's parser: names are case
insensitive, byte offsets in errors count UTF-8 bytes, an empty end tag closes the innermost one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from simulator.entity import Entity
from simulator.errors import ApiError, bad_request
from simulator.formatted_text import FormattedText

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_NAMED = {b"lt": "<", b"gt": ">", b"amp": "&", b"quot": '"'}
_SPACES = b" \t\r\n\0\v"
_END = 0


@dataclass
class _OpenTag:
    name: str
    argument: str
    offset: int
    text_start: int


def parse_html(markup: str) -> FormattedText:
    """Parse a text in HTML parse mode.

    Raises:
        ApiError: 400 "can't parse entities: ...", worded as Telegram words it.
    """
    return _HtmlParser(markup).parse()


def _broken(what: str) -> ApiError:
    return bad_request(f"can't parse entities: {what}")


class _HtmlParser:
    def __init__(self, markup: str) -> None:
        # A zero byte ends the text, so that looking one byte ahead is always possible.
        self._bytes = markup.replace("\0", " ").encode("utf-8", "replace") + b"\0"
        self._size = len(self._bytes) - 1
        self._at = 0
        self._text: list[str] = []
        self._units = 0
        self._open: list[_OpenTag] = []
        self._entities: list[Entity] = []

    def parse(self) -> FormattedText:
        while self._at < self._size:
            byte = self._bytes[self._at]
            if byte == ord("<"):
                if self._bytes[self._at + 1] == ord("/"):
                    self._end_tag()
                else:
                    self._start_tag()
                continue
            if byte == ord("&") and (decoded := self._character_reference()) is not None:
                self._append(decoded)
                continue
            self._plain_text()
        if self._open:
            raise _broken(f'Can\'t find end tag corresponding to start tag "{self._open[-1].name}"')
        return FormattedText("".join(self._text), tuple(self._in_order()))

    def _plain_text(self) -> None:
        start = self._at
        self._at += 1
        while self._at < self._size and self._bytes[self._at] not in b"<&":
            self._at += 1
        self._append(self._bytes[start : self._at].decode("utf-8"))

    def _append(self, text: str) -> None:
        for character in text:
            self._text.append(character)
            self._units += 2 if ord(character) > 0xFFFF else 1

    def _character_reference(self) -> str | None:
        """Read `&lt;`, `&#60;` or `&#x3c;`; the semicolon may be missing. None when it is an ordinary "&"."""
        position = self._at + 1
        if self._bytes[position] == ord("#"):
            position += 1
            hexadecimal = self._bytes[position] in b"xX"
            position += hexadecimal
            start = position
            digits = b"0123456789abcdefABCDEF" if hexadecimal else b"0123456789"
            while self._bytes[position] in digits:
                position += 1
            if position == start or position - start > 8:
                return None
            code = int(self._bytes[start:position], 16 if hexadecimal else 10)
            if code == 0 or code >= 0x10FFFF or 0xD800 <= code <= 0xDFFF:
                return None
            decoded = chr(code)
        else:
            start = position
            while chr(self._bytes[position]).isascii() and chr(self._bytes[position]).isalpha():
                position += 1
            name = self._bytes[start:position]
            if name not in _NAMED:
                return None
            decoded = _NAMED[name]
        if self._bytes[position] == ord(";"):
            position += 1
        self._at = position
        return decoded

    def _skip_spaces(self) -> None:
        while self._at < self._size and self._bytes[self._at] in _SPACES:
            self._at += 1

    def _until(self, stops: bytes) -> bytes:
        start = self._at
        while self._at < self._size and self._bytes[self._at] not in stops:
            self._at += 1
        return self._bytes[start : self._at]

    def _start_tag(self) -> None:
        begin = self._at
        self._at += 1
        name = self._until(_SPACES + b">").decode("utf-8", "replace").lower()
        if self._bytes[self._at] == _END:
            raise _broken(f"Unclosed start tag at byte offset {begin}")
        if name not in _TYPES:
            raise _broken(f'Unsupported start tag "{name}" at byte offset {begin}')
        argument = self._attributes(name, begin)
        if name == "span" and argument != "spoiler":
            raise _broken(f'Tag "span" must have class "tg-spoiler" at byte offset {begin}')
        self._open.append(_OpenTag(name, argument, self._units, len(self._text)))

    def _attributes(self, tag: str, begin: int) -> str:
        argument = ""
        while True:
            self._skip_spaces()
            if self._bytes[self._at] == ord(">"):
                self._at += 1
                return argument
            name = self._until(_SPACES + b"=>/\"'").decode("utf-8", "replace")
            if not name:
                if self._bytes[self._at] == _END:
                    raise _broken(f'Unclosed start tag "{tag}" at byte offset {begin}')
                raise _broken(f'Empty attribute name in the tag "{tag}" at byte offset {begin}')
            self._skip_spaces()
            if self._bytes[self._at] != ord("="):
                if self._bytes[self._at] == _END:
                    raise _broken(f'Unclosed start tag "{tag}" at byte offset {begin}')
                if tag == "blockquote" and name == "expandable":
                    argument = "expandable"
                continue
            self._at += 1
            self._skip_spaces()
            if self._bytes[self._at] == _END:
                raise _broken(f'Unclosed start tag "{tag}" at byte offset {begin}')
            value = self._attribute_value()
            if self._bytes[self._at] == _END:
                raise _broken(f"Unclosed start tag at byte offset {begin}")
            argument = _argument(tag, name, value) or argument

    def _attribute_value(self) -> str:
        quote = self._bytes[self._at]
        if quote not in b"\"'":
            start = self._at
            while chr(self._bytes[self._at]).isascii() and (
                chr(self._bytes[self._at]).isalnum() or self._bytes[self._at] in b".-"
            ):
                self._at += 1
            if self._bytes[self._at] not in _SPACES + b">":
                raise _broken(f"Unexpected end of name token at byte offset {start}")
            return self._bytes[start : self._at].decode("ascii").lower()
        self._at += 1
        value = bytearray()
        while self._at < self._size and self._bytes[self._at] != quote:
            if self._bytes[self._at] == ord("&") and (decoded := self._character_reference()) is not None:
                value += decoded.encode()
                continue
            value.append(self._bytes[self._at])
            self._at += 1
        if self._bytes[self._at] == quote:
            self._at += 1
        return value.decode("utf-8", "replace")

    def _end_tag(self) -> None:
        begin = self._at
        if not self._open:
            raise _broken(f"Unexpected end tag at byte offset {begin}")
        self._at += 2
        found = self._until(_SPACES + b">").decode("utf-8", "replace").lower()
        self._skip_spaces()
        if self._bytes[self._at] != ord(">"):
            raise _broken(f"Unclosed end tag at byte offset {begin}")
        self._at += 1
        tag = self._open.pop()
        if found and found != tag.name:
            raise _broken(
                f'Unmatched end tag at byte offset {begin}, expected "</{tag.name}>", found "</{found}>"'
            )
        if self._units > tag.offset:
            self._close(tag)

    def _close(self, tag: _OpenTag) -> None:
        entity = Entity(_TYPES[tag.name], tag.offset, self._units - tag.offset)
        if tag.name == "a":
            url = checked_link(tag.argument or "".join(self._text[tag.text_start :]))
            if url is None:
                return
            entity = replace(entity, url=url)
        elif tag.name == "tg-emoji":
            if not tag.argument:
                return
            entity = replace(entity, custom_emoji_id=tag.argument)
        elif tag.name == "blockquote" and tag.argument:
            entity = replace(entity, type="expandable_blockquote")
        elif tag.name in {"pre", "code"} and self._entities:
            # Code exactly filling a pre is one block with a language, in either nesting.
            inner = self._entities[-1]
            same = (inner.offset, inner.length) == (entity.offset, entity.length)
            language = inner.language or tag.argument
            if same and language and {inner.type, entity.type} == {"pre", "code"}:
                self._entities[-1] = replace(entity, type="pre", language=language)
                return
        if tag.name == "code" and tag.argument:
            entity = replace(entity, language=tag.argument)
        self._entities.append(entity)

    def _in_order(self) -> list[Entity]:
        plain = (replace(e, language=None) if e.type == "code" else e for e in self._entities)
        return sorted(plain, key=lambda entity: (entity.offset, -entity.length))


def _argument(tag: str, name: str, value: str) -> str:
    if (tag, name) == ("a", "href") or (tag, name) == ("tg-emoji", "emoji-id"):
        return value
    if (tag, name) == ("code", "class") and value.startswith("language-"):
        return value.removeprefix("language-")
    if (tag, name) == ("span", "class") and value.startswith("tg-"):
        return value.removeprefix("tg-")
    if (tag, name) == ("blockquote", "expandable"):
        return "expandable"
    return ""


def checked_link(link: str) -> str | None:
    """Return a link as Telegram keeps it, or None where Telegram drops it (no host, foreign protocol)."""
    link = link.strip()
    scheme, separator, rest = link.partition("://")
    if not separator:
        if link.startswith(("mailto:", "tel:")):
            return None
        scheme, rest = "http", link
    if scheme.lower() not in {"http", "https", "ton", "tg", "tonsite"}:
        return None
    if scheme.lower() == "tg":
        return f"tg://{rest}"
    host = rest.split("/", 1)[0].split("?", 1)[0].split("#", 1)[0]
    if "." not in host.strip("."):
        return None
    if any(character.isspace() for character in rest):
        return None
    path = rest[len(host) :]
    return f"{scheme.lower()}://{host}{path or '/'}"
