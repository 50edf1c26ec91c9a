"""Updates of different chats run in parallel, those of one chat in order, each to its end."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor

PARALLEL_UPDATES = 128


@dataclass
class _Lane:
    """One chat's queue: its lock and how many updates hold or wait for it."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0


class ChatOrderProcessor(BaseUpdateProcessor):
    """Processes updates of different chats in parallel and of one chat in order.

    Args:
        finished: called with each update after its handlers ended, also when they failed.
    """

    def __init__(self, finished: Callable[[object], Awaitable[None]]) -> None:
        super().__init__(PARALLEL_UPDATES)
        self._finished = finished
        self._lanes: dict[int, _Lane] = {}

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Wait for the chat's turn, then handle the update."""
        chat_id = chat_of(update)
        if chat_id is None:
            await self._run(update, coroutine)
            return
        lane = self._lanes.setdefault(chat_id, _Lane())
        lane.users += 1
        try:
            async with lane.lock:
                await self._run(update, coroutine)
        finally:
            lane.users -= 1
            if lane.users == 0:
                self._lanes.pop(chat_id, None)

    async def _run(self, update: object, coroutine: Awaitable[Any]) -> None:
        await coroutine
        await self._finished(update)

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""


def chat_of(update: object) -> int | None:
    """The chat that an update belongs to; a person's own for updates without a chat."""
    if not isinstance(update, Update):
        return None
    if update.effective_chat is not None:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user is not None else None
