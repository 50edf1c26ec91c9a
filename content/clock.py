"""The clock, handed in everywhere so that tests and the command line can set it."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Clock:
    """Tells the time in UTC for the store and in the town's zone for people.

    Args:
        zone: IANA name of the town's time zone.
        source: gives the current moment, aware; the real clock by default.
    """

    def __init__(self, zone: str = "Europe/Berlin", source: Callable[[], datetime] = _utc_now) -> None:
        self.zone = ZoneInfo(zone)
        self._source = source

    def utc(self) -> datetime:
        """Now, in UTC."""
        return self._source().astimezone(UTC)

    def local(self) -> datetime:
        """Now, in the town's zone."""
        return self._source().astimezone(self.zone)
