"""The HTTP side of the chat page and of test clients: who is there, what was said, what happens next."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from simulator import citizens
from simulator.api.registry import Connection
from simulator.errors import ApiError, SeatError
from simulator.state import SimulatorState

KEEP_ALIVE_SECONDS = 15.0
_INLINE_TYPES = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif"})


class PageApi:
    """What the page's scripts and `SimulatorClient` call."""

    def __init__(self, state: SimulatorState, connection: Connection) -> None:
        self._state = state
        self._connection = connection

    def routes(self) -> list[BaseRoute]:
        """Return the routes, to be mounted at /api."""
        person = "/people/{person_id:int}"
        return [
            Route("/bot", self.bot),
            Route("/people", self.people),
            Route("/people", self.add_person, methods=["POST"]),
            Route(person + "/chat", self.chat),
            Route(person + "/messages", self.send, methods=["POST"]),
            Route(person + "/presses", self.press, methods=["POST"]),
            Route(person + "/blocked", self.block, methods=["POST"]),
            Route("/events", self.events),
            Route("/calls", self.calls),
            Route("/calls", self.clear_calls, methods=["DELETE"]),
            Route("/files/{file_id}", self.file),
        ]

    async def bot(self, request: Request) -> Response:
        """Describe the bot as a person sees it (`?person=1001`)."""
        profile = self._state.profile
        person_id = int(request.query_params.get("person", "0"))
        person = self._state.people.get(person_id)
        language = person.language if person else "de"
        return JSONResponse(
            {
                "id": profile.id,
                "name": profile.text("name", language),
                "username": profile.username,
                "description": profile.text("description", language),
                "commands": profile.commands_in(person_id, language),
                "menu_button": profile.menu_button(person_id),
                "instance": self._state.events.instance,
            }
        )

    async def people(self, request: Request) -> Response:
        """List the people and what was last said in their chats."""
        listed = []
        for person in self._state.people.values():
            chat = self._state.chats.get(person.id)
            messages = list(chat.messages.values()) if chat else []
            listed.append(
                person.user()
                | {
                    "last_message": messages[-1] if messages else None,
                    "bot_message_count": chat.bot_message_count if chat else 0,
                }
            )
        return JSONResponse({"people": listed, "number": self._state.events.last_number})

    async def add_person(self, request: Request) -> Response:
        """Add someone by name."""
        body = await _json(request)
        first_name = str(body.get("first_name", "")).strip()[:64]
        if not first_name:
            return _refusal("Bitte gib einen Namen ein.")
        last_name = str(body.get("last_name", "")).strip()[:64]
        person = self._state.add_person(first_name, last_name, str(body.get("language", "de")))
        return JSONResponse(person.user(), 201)

    async def chat(self, request: Request) -> Response:
        """Return a person's chat as it is now, and the number of the latest event it holds."""
        person_id = request.path_params["person_id"]
        if person_id not in self._state.people:
            return _refusal("Diese Person gibt es nicht.", 404)
        chat = self._state.chats.get(person_id)
        return JSONResponse(
            {
                "messages": list(chat.messages.values()) if chat else [],
                "keyboard": chat.reply_keyboard if chat else None,
                "blocked": chat.blocked if chat else False,
                "number": self._state.events.last_number,
                "instance": self._state.events.instance,
            }
        )

    async def send(self, request: Request) -> Response:
        """Send something in a person's name; the field that is there says what it is."""
        person_id = request.path_params["person_id"]
        body = await _json(request)

        def deliver() -> Any:
            if "text" in body:
                return citizens.say(self._state, person_id, str(body["text"]))
            if "location" in body:
                latitude, longitude = (float(body["location"][key]) for key in ("latitude", "longitude"))
                return [citizens.share_location(self._state, person_id, latitude, longitude)]
            if "contact" in body:
                return [citizens.share_contact(self._state, person_id)]
            if "photo" in body:
                return [citizens.send_photo(self._state, person_id, str(body.get("caption", "")))]
            if "voice" in body:
                return [citizens.send_voice(self._state, person_id)]
            if "sticker" in body:
                return [citizens.send_sticker(self._state, person_id, str(body["sticker"] or "👍"))]
            if "document" in body:
                document = body["document"]
                return [
                    citizens.send_document(
                        self._state,
                        person_id,
                        str(document.get("name", "datei.txt")),
                        str(document.get("mime_type", "text/plain")),
                        str(document.get("text", "")).encode(),
                        str(body.get("caption", "")),
                    )
                ]
            raise SeatError("Das kann man nicht senden.")

        return self._done(lambda: {"messages": deliver()})

    async def press(self, request: Request) -> Response:
        """Press an inline button; `forged` allows one that the message does not have."""
        person_id = request.path_params["person_id"]
        body = await _json(request)
        press = citizens.forge_press if body.get("forged") else citizens.press
        return self._done(
            lambda: {"query_id": press(self._state, person_id, int(body["message_id"]), str(body["data"])).id}
        )

    async def block(self, request: Request) -> Response:
        """Block or unblock the bot."""
        person_id = request.path_params["person_id"]
        blocked = bool((await _json(request)).get("blocked"))

        def change() -> dict[str, Any]:
            self._state.set_blocked(self._state.open_chat(person_id), blocked)
            return {"blocked": blocked}

        return self._done(change)

    async def events(self, request: Request) -> Response:
        """Stream what happens (server-sent events), from the number in `after` or Last-Event-ID on."""
        start = request.headers.get("last-event-id") or request.query_params.get("after", "")
        log = self._state.events
        after = int(start) if start.isdecimal() else log.last_number
        same_run = request.query_params.get("instance", log.instance) == log.instance
        return StreamingResponse(
            self._stream(after, same_run),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store"},
        )

    async def _stream(self, after: int, same_run: bool) -> AsyncIterator[str]:
        log = self._state.events
        if not same_run or not log.has_all_after(after):
            # The reader's numbers are of no use; it has to load its chats anew.
            after = log.last_number
            yield _event({"kind": "reset", "number": after, "instance": log.instance})
        else:
            yield ": open\n\n"
        while not self._connection.closing:
            batch = log.after(after)
            if batch:
                after = batch[-1]["number"]
                yield "".join(map(_event, batch))
            elif not await log.changed.wait(KEEP_ALIVE_SECONDS):
                yield ": still here\n\n"

    async def calls(self, request: Request) -> Response:
        """Return the recorded Bot API calls, all or those of `?method=`."""
        calls = self._state.recording.calls(request.query_params.get("method"))
        return JSONResponse({"calls": [call.to_json() for call in calls]})

    async def clear_calls(self, request: Request) -> Response:
        """Forget the recorded calls."""
        self._state.recording.clear()
        return JSONResponse({"calls": []})

    async def file(self, request: Request) -> Response:
        """Hand out a file: pictures for showing, all else as a download only."""
        try:
            stored = self._state.files.by_id(request.path_params["file_id"])
        except ApiError:
            return _refusal("Diese Datei gibt es nicht.", 404)
        if stored.mime_type in _INLINE_TYPES:
            return Response(stored.content, media_type=stored.mime_type)
        name = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in stored.name)
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(stored.content, media_type="application/octet-stream", headers=headers)

    def _done(self, action: Callable[[], dict[str, Any]]) -> Response:
        try:
            return JSONResponse(action(), 201)
        except SeatError as error:
            return _refusal(str(error))
        except ApiError as error:
            return _refusal(error.description, error.code)
        except (KeyError, TypeError, ValueError):
            return _refusal("Die Angaben sind unvollständig.")


def _event(event: dict[str, Any]) -> str:
    return f"id: {event['number']}\ndata: {json.dumps(event, ensure_ascii=False)}\n\n"


def _refusal(why: str, status: int = 400) -> Response:
    return JSONResponse({"error": why}, status)


async def _json(request: Request) -> dict[str, Any]:
    """Return the JSON body; other content types are not read, so that foreign pages cannot post here."""
    if request.headers.get("content-type", "").partition(";")[0] != "application/json":
        return {}
    try:
        body = await request.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
