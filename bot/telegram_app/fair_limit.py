"""One person cannot flood the bot: a token bucket for each chat."""

from collections import OrderedDict
from dataclasses import dataclass
from enum import Enum, auto

BURST = 12
"""Messages that one chat may send at once."""

PER_SECOND = 0.5
"""Messages a second that one chat may send in the long run."""

CHATS_REMEMBERED = 10_000


class Verdict(Enum):
    """What to do with a message."""

    ANSWER = auto()
    NOTICE = auto()
    IGNORE = auto()


@dataclass
class _Bucket:
    tokens: float
    filled_at: float
    noticed: bool = False


class FairLimit:
    """Counts messages by chat; `now` is a monotonic time in seconds."""

    def __init__(self, burst: int = BURST, per_second: float = PER_SECOND) -> None:
        self._burst = burst
        self._per_second = per_second
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    def judge(self, chat_id: int, now: float) -> Verdict:
        """Count a message: answer it, say once that it is too fast, or stay silent."""
        bucket = self._buckets.pop(chat_id, None) or _Bucket(self._burst, now)
        self._buckets[chat_id] = bucket
        if len(self._buckets) > CHATS_REMEMBERED:
            self._buckets.popitem(last=False)
        bucket.tokens = min(self._burst, bucket.tokens + (now - bucket.filled_at) * self._per_second)
        bucket.filled_at = now
        if bucket.tokens >= 1:
            bucket.tokens -= 1
            bucket.noticed = bucket.noticed and bucket.tokens < self._burst / 2
            return Verdict.ANSWER
        if bucket.noticed:
            return Verdict.IGNORE
        bucket.noticed = True
        return Verdict.NOTICE
