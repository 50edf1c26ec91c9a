"""People, chats and the messages in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from simulator.errors import bad_request


@dataclass(frozen=True)
class Person:
    """Someone with a Telegram account."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language: str = "de"

    def user(self) -> dict[str, Any]:
        """Return the person as the sender of a message."""
        result: dict[str, Any] = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        if self.last_name:
            result["last_name"] = self.last_name
        if self.username:
            result["username"] = self.username
        return result | {"language_code": self.language}


@dataclass
class Chat:
    """A private chat of one person with the bot.

    Attributes:
        messages: what is in the chat now, by message id, oldest first.
        reply_keyboard: the keyboard shown in place of the letters, or None.
        blocked: whether the person blocked the bot.
        bot_message_count: how many messages the bot ever sent here.
    """

    person: Person
    messages: dict[int, dict[str, Any]] = field(default_factory=dict)
    reply_keyboard: dict[str, Any] | None = None
    blocked: bool = False
    bot_message_count: int = 0
    _last_message_id: int = 0

    @property
    def id(self) -> int:
        """The chat's id; in a private chat that of the person."""
        return self.person.id

    def to_json(self) -> dict[str, Any]:
        """Return the chat as it stands in a message."""
        result: dict[str, Any] = {"id": self.id, "first_name": self.person.first_name}
        if self.person.last_name:
            result["last_name"] = self.person.last_name
        if self.person.username:
            result["username"] = self.person.username
        return result | {"type": "private"}

    def add(self, sender: dict[str, Any], content: dict[str, Any], now: float) -> dict[str, Any]:
        """Append a message and return it complete with id, chat and date."""
        self._last_message_id += 1
        self.bot_message_count += bool(sender["is_bot"])
        message = {
            "message_id": self._last_message_id,
            "from": sender,
            "chat": self.to_json(),
            "date": int(now),
            **content,
        }
        self.messages[self._last_message_id] = message
        return message

    def message(self, message_id: int, what: str) -> dict[str, Any]:
        """Return a message.

        Args:
            message_id: its id in this chat.
            what: the purpose for the error's wording, such as "edit".

        Raises:
            ApiError: 400 "message to edit not found".
        """
        if message_id <= 0:
            raise bad_request("message identifier is not specified")
        try:
            return self.messages[message_id]
        except KeyError:
            raise bad_request(f"message to {what} not found") from None
