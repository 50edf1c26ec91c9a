"""A record of every Bot API call with its times, for tests and measurements."""

from __future__ import annotations

from collections import deque
from dataclasses import asdict, dataclass
from typing import Any

CAPACITY = 100_000


@dataclass(frozen=True)
class CallRecord:
    """One call of the bot.

    Attributes:
        method: the method's name.
        chat_id: the chat it was about, where there is one.
        message_id: the message it made or changed.
        received_at: epoch seconds at which the call had arrived.
        received_monotonic: the same on the monotonic clock.
        duration: seconds until it was answered.
        error_code: None when it succeeded.
        description: the error's wording.
    """

    method: str
    chat_id: int | None
    message_id: int | None
    received_at: float
    received_monotonic: float
    duration: float
    error_code: int | None = None
    description: str | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the record as plain values."""
        return asdict(self)


class Recording:
    """The latest calls, oldest first."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._calls: deque[CallRecord] = deque(maxlen=capacity)

    def add(self, call: CallRecord) -> None:
        """Append a call."""
        self._calls.append(call)

    def calls(self, method: str | None = None) -> list[CallRecord]:
        """Return the calls, all or those of one method."""
        return [call for call in self._calls if method in (None, call.method)]

    def clear(self) -> None:
        """Forget all calls."""
        self._calls.clear()
