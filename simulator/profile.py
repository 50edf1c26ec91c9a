"""The bot's own account: name, descriptions, commands and menu button, by scope and language."""

from __future__ import annotations

import json
from typing import Any

from simulator.errors import bad_request

MAX_COMMANDS = 100
DEFAULT_SCOPE = {"type": "default"}
DEFAULT_MENU_BUTTON = {"type": "default"}


class BotProfile:
    """What Telegram knows about the bot."""

    def __init__(self, bot_id: int, name: str = "Hallo-Bot", username: str = "hallo_bottrop_bot") -> None:
        self.id = bot_id
        self.username = username
        self._names = {"": name}
        self._descriptions: dict[str, str] = {}
        self._short_descriptions: dict[str, str] = {}
        self._commands: dict[tuple[str, str], list[dict[str, str]]] = {}
        self._menu_buttons: dict[int | None, dict[str, Any]] = {}

    @property
    def name(self) -> str:
        """The name shown to people without a language of their own."""
        return self._names.get("", "")

    def user(self) -> dict[str, Any]:
        """Return the bot as the sender of a message."""
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}

    def me(self) -> dict[str, Any]:
        """Return the bot as getMe does."""
        return self.user() | {
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
        }

    def texts(self, what: str) -> dict[str, str]:
        """Return names, descriptions or short descriptions by language code; "" is for everyone else."""
        return {
            "name": self._names,
            "description": self._descriptions,
            "short_description": self._short_descriptions,
        }[what]

    def set_text(self, what: str, text: str, language: str, limit: int) -> None:
        """Set one of the profile's texts; an empty one is removed.

        Raises:
            ApiError: 400 when it is too long.
        """
        if len(text) > limit:
            raise bad_request(f"bot {what.replace('_', ' ')} is too long")
        if text or what == "name":
            self.texts(what)[language] = text or self._names[""]
        else:
            self.texts(what).pop(language, None)

    def text(self, what: str, language: str = "") -> str:
        """Return a text in a language, or the one for everyone."""
        texts = self.texts(what)
        return texts.get(language) or texts.get("", "")

    def set_commands(self, commands: list[Any], scope: dict[str, Any] | None, language: str) -> None:
        """Set the commands of a scope and language.

        Raises:
            ApiError: 400 for a command that Telegram would not take.
        """
        if len(commands) > MAX_COMMANDS:
            raise bad_request("too much commands specified")
        self._commands[_key(scope), language] = [_command(command) for command in commands]

    def commands(self, scope: dict[str, Any] | None, language: str) -> list[dict[str, str]]:
        """Return the commands set for exactly this scope and language."""
        return self._commands.get((_key(scope), language), [])

    def delete_commands(self, scope: dict[str, Any] | None, language: str) -> None:
        """Forget the commands of a scope and language."""
        self._commands.pop((_key(scope), language), None)

    def commands_in(self, chat_id: int, language: str) -> list[dict[str, str]]:
        """Return what a person sees in a private chat, most special scope first.

        The order is https://core.telegram.org/bots/api#determining-list-of-commands
        """
        scopes = ({"type": "chat", "chat_id": chat_id}, {"type": "all_private_chats"}, DEFAULT_SCOPE)
        for scope in scopes:
            for code in (language, ""):
                if found := self._commands.get((_key(scope), code)):
                    return found
        return []

    def set_menu_button(self, chat_id: int | None, button: dict[str, Any] | None) -> None:
        """Set the menu button of a chat, or of all chats."""
        self._menu_buttons[chat_id] = button or DEFAULT_MENU_BUTTON

    def menu_button(self, chat_id: int | None) -> dict[str, Any]:
        """Return the menu button of a chat, or the one of all chats."""
        return self._menu_buttons.get(chat_id) or self._menu_buttons.get(None) or DEFAULT_MENU_BUTTON


def _key(scope: dict[str, Any] | None) -> str:
    chosen = dict(scope or DEFAULT_SCOPE)
    if str(chosen.get("chat_id", "")).lstrip("-").isdigit():
        chosen["chat_id"] = int(chosen["chat_id"])
    return json.dumps(chosen, sort_keys=True)


def _command(raw: Any) -> dict[str, str]:
    if not isinstance(raw, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    command = str(raw.get("command", "")).removeprefix("/").lower()
    description = str(raw.get("description", "")).strip()
    if not command or len(command) > 32 or not command.replace("_", "a").isalnum() or not command.isascii():
        raise bad_request("BOT_COMMAND_INVALID")
    if not description or len(description) > 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}
