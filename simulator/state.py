"""The simulated Telegram: accounts, chats, updates and what the bot does to them. No HTTP in here."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from simulator.chats import Chat, Person
from simulator.clock import Clock, SystemClock
from simulator.errors import bad_request, forbidden
from simulator.event_log import EventLog
from simulator.files import FileStore
from simulator.markup import is_inline
from simulator.profile import BotProfile
from simulator.recording import Recording
from simulator.update_queue import UpdateQueue

PREPARED_PEOPLE = (
    Person(1001, "Anna", "Kowalski", "anna_bottrop"),
    Person(1002, "Mehmet", "Yilmaz"),
    Person(1003, "Frau", "Schulte"),
)
FIRST_ADDED_ID = 2001
DELETE_WINDOW_SECONDS = 48 * 3600
# Telegram names no figure; an answer that comes later than about this is refused there.
CALLBACK_LIFETIME_SECONDS = 15 * 60


@dataclass
class CallbackQuery:
    """A pressed button that the bot should answer."""

    id: str
    chat_id: int
    pressed_at: float
    answered: bool = False


class SimulatorState:
    """Everything the simulator knows.

    Args:
        clock: where the time comes from.
        bot_id: the bot's user id, the number before the colon of its token.
        people: who has an account from the start.
    """

    def __init__(
        self,
        clock: Clock | None = None,
        *,
        bot_id: int = 1234567890,
        people: tuple[Person, ...] = PREPARED_PEOPLE,
    ) -> None:
        self.clock: Clock = clock or SystemClock()
        self.profile = BotProfile(bot_id)
        # A bot remembers the ids it has seen: those of a simulator started later must lie above.
        self.updates = UpdateQueue(first_id=int(self.clock.time()))
        self.files = FileStore()
        self.events = EventLog(self.clock)
        self.recording = Recording()
        self.people: dict[int, Person] = {person.id: person for person in people}
        self.chats: dict[int, Chat] = {}
        self.callbacks: dict[str, CallbackQuery] = {}
        self._next_person_id = FIRST_ADDED_ID

    def add_person(self, first_name: str, last_name: str = "", language: str = "de") -> Person:
        """Give someone an account."""
        person = Person(self._next_person_id, first_name, last_name, language=language)
        self._next_person_id += 1
        self.people[person.id] = person
        self.events.add("person_added", person.id, person=person.user())
        return person

    def open_chat(self, person_id: int) -> Chat:
        """Return a person's chat with the bot, opened if need be.

        Raises:
            ApiError: 400 when there is no such person.
        """
        if person_id not in self.people:
            raise bad_request("chat not found")
        if person_id not in self.chats:
            self.chats[person_id] = Chat(self.people[person_id])
        return self.chats[person_id]

    def chat_for_bot(self, chat_id: str, *, writing: bool = True) -> Chat:
        """Return the chat that a Bot API call is about.

        Args:
            chat_id: the id as the call gave it.
            writing: whether the call would show something to the person.

        Raises:
            ApiError: 400 when the bot knows no such chat, 403 when the person blocked the bot.
        """
        if not chat_id:
            raise bad_request("chat_id is empty")
        number = int(chat_id) if chat_id.removeprefix("-").isdecimal() else 0
        chat = self.chats.get(number)
        if chat is None:
            raise bad_request("chat not found")
        if writing and chat.blocked:
            raise forbidden("bot was blocked by the user")
        return chat

    def add_bot_message(
        self, chat: Chat, content: dict[str, Any], markup: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Put a message of the bot into a chat and return it as the API does.

        Args:
            chat: where.
            content: the fields that make up the message, such as text and entities.
            markup: a checked reply markup of any kind.
        """
        if is_inline(markup):
            content = {**content, "reply_markup": markup}
        message = chat.add(self.profile.user(), content, self.clock.time())
        if markup is not None and not is_inline(markup):
            self._set_reply_keyboard(chat, markup)
        self.events.add("message", chat.id, message=message)
        return message

    def edit_bot_message(
        self,
        chat: Chat,
        message_id: int,
        content: dict[str, Any],
        dropped: tuple[str, ...],
        markup: dict[str, Any] | None,
    ) -> dict[str, Any]:
        """Change a message of the bot.

        Args:
            chat: where it is.
            message_id: which one.
            content: the new fields.
            dropped: fields that go when `content` does not hold them.
            markup: the new inline keyboard; None takes the old one away, as Telegram does.

        Raises:
            ApiError: 400 when it is not there, not the bot's, or would stay as it is.
        """
        old = chat.message(message_id, "edit")
        if old["from"]["id"] != self.profile.id:
            raise bad_request("message can't be edited")
        kept = {name: value for name, value in old.items() if name not in (*dropped, "reply_markup")}
        new = kept | content
        if markup is not None:
            new["reply_markup"] = markup
        if new == old:
            raise bad_request(
                "message is not modified: specified new message content and reply markup are exactly "
                "the same as a current content and reply markup of the message"
            )
        new["edit_date"] = int(self.clock.time())
        chat.messages[message_id] = new
        self.events.add("message_edited", chat.id, message=new)
        return new

    def delete_message(self, chat: Chat, message_id: int) -> None:
        """Remove a message for both sides.

        Raises:
            ApiError: 400 when it is not there or older than 48 hours.
        """
        message = chat.message(message_id, "delete")
        if message["date"] < self.clock.time() - DELETE_WINDOW_SECONDS:
            raise bad_request("message can't be deleted for everyone")
        del chat.messages[message_id]
        self.events.add("message_deleted", chat.id, message_id=message_id)

    def add_person_message(self, chat: Chat, content: dict[str, Any]) -> dict[str, Any]:
        """Put a message of a person into the chat and queue it for the bot."""
        message = chat.add(chat.person.user(), content, self.clock.time())
        self.events.add("message", chat.id, message=message)
        self.updates.add("message", message, self.clock.time())
        return message

    def press_button(self, chat: Chat, message_id: int, data: str) -> CallbackQuery:
        """Queue the press of an inline button for the bot.

        Raises:
            ApiError: 400 when the message is not there.
        """
        message = chat.message(message_id, "press")
        query = CallbackQuery(str(secrets.randbits(62)), chat.id, self.clock.time())
        self.callbacks[query.id] = query
        payload = {
            "id": query.id,
            "from": chat.person.user(),
            "message": message,
            "chat_instance": str(7_000_000_000 + chat.id),
            "data": data,
        }
        self.updates.add("callback_query", payload, self.clock.time())
        self.events.add("button_pressed", chat.id, message_id=message_id, data=data, query_id=query.id)
        return query

    def answer_callback(self, query_id: str, text: str, show_alert: bool, url: str) -> None:
        """Answer a pressed button; only the first answer reaches the person.

        Raises:
            ApiError: 400 when the query is unknown or too old.
        """
        query = self.callbacks.get(query_id)
        now = self.clock.time()
        if query is None or query.pressed_at < now - CALLBACK_LIFETIME_SECONDS:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        if query.answered:
            return
        query.answered = True
        self.events.add(
            "callback_answered", query.chat_id, query_id=query_id, text=text, show_alert=show_alert, url=url
        )

    def set_blocked(self, chat: Chat, blocked: bool) -> None:
        """Block or unblock the bot in a person's name; the bot hears of it."""
        if chat.blocked == blocked:
            return
        chat.blocked = blocked
        states = ("member", "kicked") if blocked else ("kicked", "member")
        old, new = (self._own_membership(status) for status in states)
        payload = {
            "chat": chat.to_json(),
            "from": chat.person.user(),
            "date": int(self.clock.time()),
            "old_chat_member": old,
            "new_chat_member": new,
        }
        self.updates.add("my_chat_member", payload, self.clock.time())
        self.events.add("blocked_changed", chat.id, blocked=blocked)

    def hide_one_time_keyboard(self, chat: Chat) -> None:
        """Take a keyboard away that was meant for one use."""
        if chat.reply_keyboard and chat.reply_keyboard.get("one_time_keyboard"):
            chat.reply_keyboard = None
            self.events.add("keyboard_changed", chat.id, keyboard=None)

    def _own_membership(self, status: str) -> dict[str, Any]:
        member: dict[str, Any] = {"user": self.profile.user(), "status": status}
        return member | {"until_date": 0} if status == "kicked" else member

    def _set_reply_keyboard(self, chat: Chat, markup: dict[str, Any]) -> None:
        if "keyboard" in markup:
            chat.reply_keyboard = markup
        elif markup.get("remove_keyboard"):
            chat.reply_keyboard = None
        else:
            return
        self.events.add("keyboard_changed", chat.id, keyboard=chat.reply_keyboard)
