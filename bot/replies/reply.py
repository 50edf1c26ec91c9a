"""What the bot says: text in Telegram's HTML, buttons, and what goes with it."""

import html
import re
from dataclasses import dataclass

from content.entries import Coordinates


@dataclass(frozen=True)
class Button:
    """One button under a message: callback data of at most 64 bytes, or an address to open."""

    label: str
    data: str = ""
    url: str = ""


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True)
class Venue:
    """A place on the map, sent as a message of its own."""

    title: str
    address: str
    coordinates: Coordinates


@dataclass(frozen=True)
class File:
    """A document sent with the reply."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Reply:
    """One answer; `text` is HTML in which everything that people wrote is escaped."""

    text: str
    buttons: Rows = ()
    venue: Venue | None = None
    file: File | None = None
    ask_location: bool = False
    toast: str = ""


_TAG = re.compile(r"<[^>]+>")


def escape(text: str) -> str:
    """Text as HTML that shows it literally."""
    return html.escape(text, quote=False)


def bold(text: str) -> str:
    """Escaped text in bold."""
    return f"<b>{escape(text)}</b>"


def plain(markup: str) -> str:
    """The text as a person reads it, without markup."""
    return html.unescape(_TAG.sub("", markup))
