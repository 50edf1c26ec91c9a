"""Clocks: the simulator reads the time only through one of these."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """Where the simulator takes the time from."""

    def time(self) -> float:
        """Return seconds since the epoch (UTC); message dates come from here."""

    def monotonic(self) -> float:
        """Return seconds on a clock that only runs forward; durations come from here."""


class SystemClock:
    """The machine's own clocks.

    On Linux the monotonic clock is the same for all processes, so times recorded by a simulator in one
    process can be subtracted from times taken in another.
    """

    def time(self) -> float:
        """Return seconds since the epoch (UTC)."""
        return time.time()

    def monotonic(self) -> float:
        """Return seconds on the system's monotonic clock."""
        return time.monotonic()


class FakeClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: float = 1_700_000_000.0) -> None:
        self._now = now
        self._running = 0.0

    def time(self) -> float:
        """Return the set time in seconds since the epoch."""
        return self._now

    def monotonic(self) -> float:
        """Return how far the clock was moved forward so far, in seconds."""
        return self._running

    def advance(self, seconds: float) -> None:
        """Move both clocks forward."""
        self._now += seconds
        self._running += seconds
