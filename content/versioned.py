"""Values read once for each version of the store."""

from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncSession

Value = TypeVar("Value")


class Versioned(Generic[Value]):
    """A value read from the store, good until the store's next change.

    Args:
        read: reads the value. An equal one read again keeps its identity.
    """

    def __init__(self, read: Callable[[AsyncSession], Awaitable[Value]]) -> None:
        self._read = read
        self._kept: tuple[int, Value] | None = None

    async def at(self, version: int, session: AsyncSession) -> Value:
        """Return the value at the store's version, which `session` sees."""
        if self._kept is None or self._kept[0] != version:
            value = await self._read(session)
            unchanged = self._kept is not None and self._kept[1] == value
            self._kept = (version, self._kept[1] if self._kept is not None and unchanged else value)
        return self._kept[1]
