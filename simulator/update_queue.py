"""The updates that wait for the bot, as getUpdates hands them out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Any

from simulator.broadcast import Broadcast

# Kinds that a bot gets only when it asks for them by name: https://core.telegram.org/bots/api#getupdates
OPT_IN_KINDS = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
# Telegram keeps an update for a day: https://core.telegram.org/bots/api#getting-updates
LIFETIME_SECONDS = 24 * 3600


class UpdateQueue:
    """Updates in order of their ids; each stays until an offset above it acknowledges it."""

    def __init__(self, first_id: int = 1) -> None:
        self._next_id = first_id
        self._pending: deque[tuple[float, dict[str, Any]]] = deque()
        self._allowed: frozenset[str] | None = None
        self.changed = Broadcast()

    def __len__(self) -> int:
        return len(self._pending)

    @property
    def next_id(self) -> int:
        """The id that the next update gets."""
        return self._next_id

    def allow(self, kinds: Iterable[str]) -> None:
        """Keep only updates of these kinds from now on; an empty list means the default kinds."""
        chosen = frozenset(kinds)
        self._allowed = chosen or None

    @property
    def allowed(self) -> frozenset[str] | None:
        """The kinds asked for, or None for the default ones."""
        return self._allowed

    def add(self, kind: str, payload: dict[str, Any], at: float) -> int | None:
        """Append an update.

        Args:
            kind: the field of the Update object, such as "message".
            payload: its content.
            at: epoch seconds.

        Returns:
            The update's id, or None when the bot does not want this kind.
        """
        wanted = kind in self._allowed if self._allowed is not None else kind not in OPT_IN_KINDS
        if not wanted:
            return None
        update_id = self._next_id
        self._next_id += 1
        self._pending.append((at, {"update_id": update_id, kind: payload}))
        self.changed.ring()
        return update_id

    def fetch(self, offset: int, limit: int, now: float) -> list[dict[str, Any]]:
        """Acknowledge what lies before the offset and return what follows.

        Args:
            offset: a positive one acknowledges all smaller ids; a negative one keeps that many from the end
                and forgets the rest; 0 acknowledges nothing.
            limit: how many at most.
            now: epoch seconds; what is older than a day is gone.
        """
        while self._pending and self._pending[0][0] < now - LIFETIME_SECONDS:
            self._pending.popleft()
        if offset > 0:
            while self._pending and self._pending[0][1]["update_id"] < offset:
                self._pending.popleft()
        elif offset < 0:
            while len(self._pending) > -offset:
                self._pending.popleft()
        return [update for _, update in list(self._pending)[:limit]]

    def clear(self) -> None:
        """Forget all waiting updates (`drop_pending_updates`)."""
        self._pending.clear()
