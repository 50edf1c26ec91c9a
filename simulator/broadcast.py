"""Waking all who wait for something to change."""

from __future__ import annotations

import asyncio


class Broadcast:
    """A bell: everyone waiting is woken when it rings. Ringing works without a running loop."""

    def __init__(self) -> None:
        self._waiters: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake everyone who is waiting now."""
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)

    async def wait(self, timeout: float | None = None) -> bool:  # noqa: ASYNC109
        """Wait for the next ring.

        Args:
            timeout: seconds to wait at most; None waits for ever.

        Returns:
            False when the time ran out first.
        """
        waiter = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        try:
            await asyncio.wait_for(waiter, timeout)
        except TimeoutError:
            return False
        finally:
            self._waiters.discard(waiter)
        return True
