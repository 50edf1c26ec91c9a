"""People as tests and measurements see them: seats in private chats, over the page's own HTTP API.

One event stream serves all seats of a client; every wait ends with the event it waits for.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

import httpx

from simulator.broadcast import Broadcast
from simulator.errors import SeatError

DEFAULT_WAIT_SECONDS = 10.0
_HTTP_SECONDS = 30.0
_RECONNECT_SECONDS = 0.2
_REMEMBERED_EVENTS = 200


class NoReplyError(SeatError):
    """The bot did not do what was waited for."""


@dataclass(frozen=True)
class Reply:
    """A message that the bot sent or edited.

    Attributes:
        message: the Bot API's Message object.
        edited: whether it replaces an earlier state of the message.
        received_at: epoch seconds at which the simulator had it.
        received_monotonic: the same on the machine's monotonic clock.
        latency: seconds since the seat's last action; None before the first.
    """

    message: dict[str, Any]
    edited: bool
    received_at: float
    received_monotonic: float
    latency: float | None

    @property
    def message_id(self) -> int:
        """The message's id in its chat."""
        return int(self.message["message_id"])

    @property
    def text(self) -> str:
        """The text or caption, "" where there is none."""
        return str(self.message.get("text") or self.message.get("caption") or "")

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """All inline buttons, row after row."""
        rows = self.message.get("reply_markup", {}).get("inline_keyboard", [])
        return [button for row in rows for button in row]

    @property
    def labels(self) -> list[str]:
        """What is written on the inline buttons."""
        return [str(button["text"]) for button in self.buttons]


@dataclass(frozen=True)
class CallbackAnswer:
    """What the bot answered to a pressed button."""

    query_id: str
    text: str
    show_alert: bool
    url: str
    latency: float | None


class Seat:
    """One person's private chat with the bot. Made by `SimulatorClient.citizen`."""

    def __init__(self, client: SimulatorClient, user: dict[str, Any]) -> None:
        self._client = client
        self.user = user
        self._messages: dict[int, dict[str, Any]] = {}
        self._replies: list[Reply] = []
        self._answers: dict[str, CallbackAnswer] = {}
        self._recent: deque[dict[str, Any]] = deque(maxlen=_REMEMBERED_EVENTS)
        self._seen = 0
        self._changed = Broadcast()
        self.keyboard: dict[str, Any] | None = None
        self.last_action_monotonic: float | None = None

    @property
    def person_id(self) -> int:
        """The person's user id, which is also the chat's."""
        return int(self.user["id"])

    @property
    def name(self) -> str:
        """The person's first name."""
        return str(self.user["first_name"])

    def messages(self) -> list[dict[str, Any]]:
        """Return what is in the chat now, oldest first, from both sides."""
        return [self._messages[message_id] for message_id in sorted(self._messages)]

    def replies(self) -> list[Reply]:
        """Return everything that the bot sent or edited so far, in order."""
        return list(self._replies)

    async def say(self, text: str) -> dict[str, Any]:
        """Send a text and return the (last) message it became."""
        return await self._send({"text": text})

    async def ask(self, text: str, timeout: float = DEFAULT_WAIT_SECONDS) -> Reply:  # noqa: ASYNC109
        """Send a text and wait for the first reply.

        Raises:
            NoReplyError: when none comes in time.
        """
        await self.say(text)
        return await self.wait_for_reply(timeout)

    async def share_location(self, latitude: float, longitude: float) -> dict[str, Any]:
        """Send a place, in degrees."""
        return await self._send({"location": {"latitude": latitude, "longitude": longitude}})

    async def share_contact(self) -> dict[str, Any]:
        """Send the own (invented) phone number."""
        return await self._send({"contact": True})

    async def send_photo(self, caption: str = "") -> dict[str, Any]:
        """Send a picture."""
        return await self._send({"photo": True, "caption": caption})

    async def send_voice(self) -> dict[str, Any]:
        """Send a voice message."""
        return await self._send({"voice": True})

    async def send_sticker(self, emoji: str = "👍") -> dict[str, Any]:
        """Send a sticker."""
        return await self._send({"sticker": emoji})

    async def send_document(self, name: str, text: str, mime_type: str = "text/plain") -> dict[str, Any]:
        """Send a file with a text in it."""
        return await self._send({"document": {"name": name, "text": text, "mime_type": mime_type}})

    async def block(self, blocked: bool = True) -> None:
        """Block the bot, or unblock it."""
        await self._client.post(f"/people/{self.person_id}/blocked", {"blocked": blocked})

    async def press(self, label: str) -> str:
        """Press the newest button with this label, inline or of the reply keyboard.

        Returns:
            The callback query's id; "" for a button of the reply keyboard, which sends its label.

        Raises:
            SeatError: when there is no such button, or one that opens an address or asks for a place.
        """
        for message in reversed(self.messages()):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if button["text"] == label:
                        if "callback_data" not in button:
                            raise SeatError(f"The button {label!r} has no callback data.")
                        return await self.press_data(message["message_id"], button["callback_data"])
        for row in (self.keyboard or {}).get("keyboard", []):
            for button in row:
                if (button if isinstance(button, str) else button["text"]) == label:
                    await self._press_reply_button(button)
                    return ""
        raise SeatError(f"There is no button {label!r}. Buttons: {self._labels()}")

    async def press_data(self, message_id: int, data: str, *, forged: bool = False) -> str:
        """Press an inline button by its callback data and return the callback query's id.

        Args:
            message_id: the message it belongs to.
            data: its callback data.
            forged: press it although the message has no such button, as a manipulated client could.

        Raises:
            SeatError: when the message has no such button.
        """
        self._act()
        body = {"message_id": message_id, "data": data, "forged": forged}
        answer = await self._client.post(f"/people/{self.person_id}/presses", body)
        return str(answer["query_id"])

    async def wait_for_reply(
        self,
        timeout: float = DEFAULT_WAIT_SECONDS,  # noqa: ASYNC109
        where: Callable[[Reply], bool] | None = None,
    ) -> Reply:
        """Return the bot's next new or edited message; each one is returned once.

        Saying or pressing something passes over what came before it.

        Args:
            timeout: seconds to wait at most.
            where: which replies count; the others are passed over.

        Raises:
            NoReplyError: when none comes in time.
        """
        deadline = time.monotonic() + timeout
        while True:
            while self._seen < len(self._replies):
                reply = self._replies[self._seen]
                self._seen += 1
                if where is None or where(reply):
                    return reply
            remaining = deadline - time.monotonic()
            if remaining <= 0 or not await self._changed.wait(remaining):
                raise NoReplyError(f"{self.name} got no reply within {timeout} s.")

    async def wait_for_text(self, part: str, timeout: float = DEFAULT_WAIT_SECONDS) -> Reply:  # noqa: ASYNC109
        """Return the next reply whose text contains a part.

        Raises:
            NoReplyError: when none comes in time.
        """
        return await self.wait_for_reply(timeout, lambda reply: part in reply.text)

    async def wait_until_quiet(
        self,
        quiet: float = 0.3,
        timeout: float = DEFAULT_WAIT_SECONDS,  # noqa: ASYNC109
    ) -> list[Reply]:
        """Return the unread replies once the bot has sent at least one and then nothing for a while.

        Raises:
            NoReplyError: when not even one comes in time.
        """
        replies = [await self.wait_for_reply(timeout)]
        with contextlib.suppress(NoReplyError):
            while True:
                replies.append(await self.wait_for_reply(quiet))
        return replies

    async def wait_for_answer(
        self,
        query_id: str,
        timeout: float = DEFAULT_WAIT_SECONDS,  # noqa: ASYNC109
    ) -> CallbackAnswer:
        """Return the bot's answer to a pressed button.

        Raises:
            NoReplyError: when the press stays unanswered.
        """
        deadline = time.monotonic() + timeout
        while query_id not in self._answers:
            remaining = deadline - time.monotonic()
            if remaining <= 0 or not await self._changed.wait(remaining):
                raise NoReplyError(f"{self.name}'s button was not answered within {timeout} s.")
        return self._answers[query_id]

    def take(self, event: dict[str, Any]) -> None:
        """Take note of an event of this chat; the client calls this."""
        self._recent.append(event)
        self._apply(event)
        if event["kind"] in {"message", "message_edited"} and event["message"]["from"]["is_bot"]:
            self._replies.append(self._reply(event))
        elif event["kind"] == "callback_answered":
            self._answers[event["query_id"]] = CallbackAnswer(
                event["query_id"], event["text"], event["show_alert"], event["url"], self._since(event)
            )
        self._changed.ring()

    def load(self, chat: dict[str, Any]) -> None:
        """Take over a chat as it stood at an event; the client calls this."""
        self._messages = {message["message_id"]: message for message in chat["messages"]}
        self.keyboard = chat["keyboard"]
        for event in self._recent:
            if event["number"] > chat["number"]:
                self._apply(event)
        self._changed.ring()

    def forget_events(self) -> None:
        """Drop what is known of earlier events; after a restart their numbers mean nothing."""
        self._recent.clear()

    def _apply(self, event: dict[str, Any]) -> None:
        match event["kind"]:
            case "message" | "message_edited":
                self._messages[event["message"]["message_id"]] = event["message"]
            case "message_deleted":
                self._messages.pop(event["message_id"], None)
            case "keyboard_changed":
                self.keyboard = event["keyboard"]

    async def _press_reply_button(self, button: str | dict[str, Any]) -> None:
        if isinstance(button, dict) and button.get("request_location"):
            raise SeatError("This button asks for a place: call share_location instead.")
        if isinstance(button, dict) and button.get("request_contact"):
            await self.share_contact()
        else:
            await self.say(button if isinstance(button, str) else str(button["text"]))

    def _reply(self, event: dict[str, Any]) -> Reply:
        return Reply(
            message=event["message"],
            edited=event["kind"] == "message_edited",
            received_at=event["at"],
            received_monotonic=event["at_monotonic"],
            latency=self._since(event),
        )

    def _since(self, event: dict[str, Any]) -> float | None:
        if self.last_action_monotonic is None:
            return None
        return float(event["at_monotonic"]) - self.last_action_monotonic

    def _act(self) -> None:
        self._seen = len(self._replies)
        self.last_action_monotonic = time.monotonic()

    async def _send(self, body: dict[str, Any]) -> dict[str, Any]:
        self._act()
        answer = await self._client.post(f"/people/{self.person_id}/messages", body)
        for message in answer["messages"]:
            self._messages.setdefault(message["message_id"], message)
        last: dict[str, Any] = answer["messages"][-1]
        return last

    def _labels(self) -> list[str]:
        return [label for reply in self._replies[-3:] for label in reply.labels]


class SimulatorClient:
    """The people of a running simulator; an async context manager.

    Args:
        page_url: the chat page's address, such as `SimulatorServer.page_url`.
    """

    def __init__(self, page_url: str) -> None:
        self._http = httpx.AsyncClient(
            base_url=page_url.rstrip("/") + "/api",
            timeout=_HTTP_SECONDS,
            limits=httpx.Limits(max_connections=200, max_keepalive_connections=100),
            trust_env=False,
        )
        self._seats: dict[int, Seat] = {}
        self._following: asyncio.Task[None] | None = None
        self._number = 0
        self._instance = ""

    async def __aenter__(self) -> SimulatorClient:
        bot = await self.get("/bot")
        people = await self.get("/people")
        self._instance, self._number = bot["instance"], people["number"]
        self._following = asyncio.create_task(self._follow(), name="simulator-client")
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._following is not None:
            self._following.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._following
        await self._http.aclose()

    async def citizen(self, name: str) -> Seat:
        """Return the seat of a person with this first name, adding the person if there is none."""
        for user in (await self.get("/people"))["people"]:
            if name in (user["first_name"], f"{user['first_name']} {user.get('last_name', '')}".strip()):
                return await self._seat(user)
        return await self.add_citizen(name)

    async def add_citizen(self, name: str) -> Seat:
        """Add a person, also where there is one of the same name, and return the seat."""
        return await self._seat(await self.post("/people", {"first_name": name}))

    async def bot(self, person_id: int = 0) -> dict[str, Any]:
        """Return the bot's name, description and commands as a person sees them."""
        return await self.get(f"/bot?person={person_id}")

    async def calls(self, method: str | None = None) -> list[dict[str, Any]]:
        """Return the recorded Bot API calls with their times (see `CallRecord`)."""
        calls: list[dict[str, Any]] = (await self.get("/calls"))["calls"]
        return [call for call in calls if method in (None, call["method"])]

    async def clear_calls(self) -> None:
        """Forget the recorded calls."""
        (await self._http.delete("/calls")).raise_for_status()

    async def file(self, file_id: str) -> bytes:
        """Return a file's content."""
        return (await self._http.get(f"/files/{file_id}")).raise_for_status().content

    async def get(self, path: str) -> dict[str, Any]:
        """Return the JSON of one of the page API's addresses."""
        answer: dict[str, Any] = (await self._http.get(path)).raise_for_status().json()
        return answer

    async def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """Post JSON to one of the page API's addresses.

        Raises:
            SeatError: when the simulator refuses.
        """
        response = await self._http.post(path, json=body)
        answer: dict[str, Any] = response.json()
        if response.is_error:
            raise SeatError(str(answer.get("error")))
        return answer

    async def _seat(self, user: dict[str, Any]) -> Seat:
        person_id = int(user["id"])
        if person_id not in self._seats:
            seat = Seat(self, user)
            self._seats[person_id] = seat
            seat.load(await self.get(f"/people/{person_id}/chat"))
        return self._seats[person_id]

    async def _follow(self) -> None:
        """Read the event stream for ever; after a break, go on where it broke."""
        while True:
            try:
                async for event in self._events():
                    await self._take(event)
            except httpx.HTTPError:
                await asyncio.sleep(_RECONNECT_SECONDS)

    async def _events(self) -> AsyncIterator[dict[str, Any]]:
        query = {"after": str(self._number), "instance": self._instance}
        async with self._http.stream("GET", "/events", params=query) as response:
            async for line in response.aiter_lines():
                if line.startswith("data: "):
                    yield json.loads(line.removeprefix("data: "))

    async def _take(self, event: dict[str, Any]) -> None:
        self._number = event["number"]
        if event["kind"] == "reset":
            self._instance = event["instance"]
            for seat in self._seats.values():
                seat.forget_events()
                seat.load(await self.get(f"/people/{seat.person_id}/chat"))
            return
        if (receiver := self._seats.get(event["chat_id"])) is not None:
            receiver.take(event)
