"""Reply markup: checked as the Bot API checks it."""

from __future__ import annotations

from typing import Any

from simulator.errors import bad_request
from simulator.html_entities import checked_link

# https://core.telegram.org/bots/api#inlinekeyboardbutton
MAX_CALLBACK_BYTES = 64
MAX_BUTTONS = 100
_OTHER_ACTIONS = (
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)


def check_markup(markup: dict[str, Any] | None) -> dict[str, Any] | None:
    """Check a reply markup of any kind and return it, or None for an empty one.

    Raises:
        ApiError: 400 with Telegram's wording.
    """
    if not markup:
        return None
    if "inline_keyboard" in markup:
        return _inline_keyboard(markup["inline_keyboard"])
    if "keyboard" in markup:
        _reply_keyboard(markup["keyboard"])
        return markup
    if "remove_keyboard" in markup or "force_reply" in markup:
        return markup
    raise bad_request("object expected as reply markup")


def check_inline_markup(markup: dict[str, Any] | None) -> dict[str, Any] | None:
    """Check the markup of an edited message, which can only be an inline keyboard.

    Raises:
        ApiError: 400 with Telegram's wording.
    """
    checked = check_markup(markup)
    if checked is not None and "inline_keyboard" not in checked:
        raise bad_request("inline keyboard expected")
    return checked


def is_inline(markup: dict[str, Any] | None) -> bool:
    """Say whether the markup belongs to the message and not to the chat."""
    return markup is not None and "inline_keyboard" in markup


def _inline_keyboard(rows: Any) -> dict[str, Any] | None:
    if not isinstance(rows, list):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    checked = []
    for row in rows:
        if not isinstance(row, list):
            raise bad_request(
                'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
            )
        if row:
            checked.append([_inline_button(button) for button in row])
    if sum(len(row) for row in checked) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": checked} if checked else None


def _inline_button(button: Any) -> dict[str, Any]:
    problem = "can't parse inline keyboard button: "
    if not isinstance(button, dict):
        raise bad_request(problem + "InlineKeyboardButton must be an Object")
    if "text" not in button:
        raise bad_request(problem + 'Can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise bad_request(problem + 'Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request("inline keyboard button text is empty")
    if url := button.get("url"):
        if str(url).startswith("tg://"):
            return button
        if checked_link(str(url)) is None:
            raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
        return {**button, "url": checked_link(str(url))}
    if data := button.get("callback_data"):
        if len(str(data).encode()) > MAX_CALLBACK_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return button
    if any(name in button for name in _OTHER_ACTIONS):
        return button
    raise bad_request(problem + "Text buttons are unallowed in the inline keyboard")


def _reply_keyboard(rows: Any) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "keyboard" of the ReplyKeyboardMarkup must be an Array of Arrays')
    for button in (button for row in rows for button in row):
        text = button if isinstance(button, str) else button.get("text") if isinstance(button, dict) else None
        if not isinstance(text, str):
            raise bad_request("can't parse keyboard button: KeyboardButton must be an Object")
        if not text.strip():
            raise bad_request("keyboard button text must be non-empty")
