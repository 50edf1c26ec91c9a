"""What happened, in order, for the chat page and for test clients to follow."""

from __future__ import annotations

import uuid
from collections import deque
from itertools import islice
from typing import Any

from simulator.broadcast import Broadcast
from simulator.clock import Clock

CAPACITY = 50_000


class EventLog:
    """Numbered events; a reader that names the last number it saw misses nothing.

    The instance id tells a reader that the simulator was restarted and numbers began anew.
    """

    def __init__(self, clock: Clock, capacity: int = CAPACITY) -> None:
        self._clock = clock
        self._events: deque[dict[str, Any]] = deque(maxlen=capacity)
        self.last_number = 0
        self.instance = uuid.uuid4().hex
        self.changed = Broadcast()

    def add(self, kind: str, chat_id: int | None = None, **content: Any) -> dict[str, Any]:
        """Append an event with the present time and wake the readers."""
        self.last_number += 1
        event = {
            "number": self.last_number,
            "kind": kind,
            "chat_id": chat_id,
            "at": self._clock.time(),
            "at_monotonic": self._clock.monotonic(),
            **content,
        }
        self._events.append(event)
        self.changed.ring()
        return event

    def has_all_after(self, number: int) -> bool:
        """Say whether no event after this number was dropped for want of room."""
        first = self._events[0]["number"] if self._events else self.last_number + 1
        return bool(first <= number + 1 <= self.last_number + 1)

    def after(self, number: int) -> list[dict[str, Any]]:
        """Return the events that follow a number."""
        new = self.last_number - number
        if new <= 0:
            return []
        return list(islice(self._events, max(len(self._events) - new, 0), None))
