"""Methods about the bot's own account."""

from __future__ import annotations

from typing import Any

from simulator.api.parameters import ChatId, JsonArray, JsonObject
from simulator.api.registry import REGISTRY, Call
from simulator.errors import bad_request

# https://core.telegram.org/bots/api#setmyname and the two that follow
MAX_NAME = 64
MAX_DESCRIPTION = 512
MAX_SHORT_DESCRIPTION = 120


@REGISTRY.method("getMe")
def get_me(call: Call) -> dict[str, Any]:
    """Return the bot's account."""
    return call.state.profile.me()


@REGISTRY.method("logOut")
@REGISTRY.method("close")
def leave_server(call: Call) -> bool:
    """Leave the server; without effect here, since there is no other one to go to."""
    return True


@REGISTRY.method("setMyCommands")
def set_my_commands(
    call: Call,
    *,
    commands: JsonArray | None = None,
    scope: JsonObject | None = None,
    language_code: str = "",
) -> bool:
    """Set the command menu of a scope and language."""
    if commands is None:
        raise bad_request("can't parse commands: expected an Array")
    call.state.profile.set_commands(commands, scope, language_code)
    return _changed(call)


@REGISTRY.method("getMyCommands")
def get_my_commands(
    call: Call, *, scope: JsonObject | None = None, language_code: str = ""
) -> list[dict[str, str]]:
    """Return the command menu of exactly this scope and language."""
    return call.state.profile.commands(scope, language_code)


@REGISTRY.method("deleteMyCommands")
def delete_my_commands(call: Call, *, scope: JsonObject | None = None, language_code: str = "") -> bool:
    """Remove the command menu of a scope and language."""
    call.state.profile.delete_commands(scope, language_code)
    return _changed(call)


@REGISTRY.method("setMyName")
def set_my_name(call: Call, *, name: str = "", language_code: str = "") -> bool:
    """Set the bot's name."""
    call.state.profile.set_text("name", name, language_code, MAX_NAME)
    return _changed(call)


@REGISTRY.method("getMyName")
def get_my_name(call: Call, *, language_code: str = "") -> dict[str, str]:
    """Return the bot's name."""
    return {"name": call.state.profile.text("name", language_code)}


@REGISTRY.method("setMyDescription")
def set_my_description(call: Call, *, description: str = "", language_code: str = "") -> bool:
    """Set the text that an empty chat shows."""
    call.state.profile.set_text("description", description, language_code, MAX_DESCRIPTION)
    return _changed(call)


@REGISTRY.method("getMyDescription")
def get_my_description(call: Call, *, language_code: str = "") -> dict[str, str]:
    """Return the text that an empty chat shows."""
    return {"description": call.state.profile.text("description", language_code)}


@REGISTRY.method("setMyShortDescription")
def set_my_short_description(call: Call, *, short_description: str = "", language_code: str = "") -> bool:
    """Set the text of the bot's profile page."""
    call.state.profile.set_text("short_description", short_description, language_code, MAX_SHORT_DESCRIPTION)
    return _changed(call)


@REGISTRY.method("getMyShortDescription")
def get_my_short_description(call: Call, *, language_code: str = "") -> dict[str, str]:
    """Return the text of the bot's profile page."""
    return {"short_description": call.state.profile.text("short_description", language_code)}


@REGISTRY.method("setChatMenuButton")
def set_chat_menu_button(
    call: Call, *, chat_id: ChatId | None = None, menu_button: JsonObject | None = None
) -> bool:
    """Set the menu button of a chat or of all chats."""
    chat = call.state.chat_for_bot(chat_id, writing=False) if chat_id else None
    call.state.profile.set_menu_button(chat.id if chat else None, menu_button)
    return _changed(call)


@REGISTRY.method("getChatMenuButton")
def get_chat_menu_button(call: Call, *, chat_id: ChatId | None = None) -> dict[str, Any]:
    """Return the menu button of a chat or of all chats."""
    chat = call.state.chat_for_bot(chat_id, writing=False) if chat_id else None
    return call.state.profile.menu_button(chat.id if chat else None)


def _changed(call: Call) -> bool:
    call.state.events.add("profile_changed")
    return True
