"""Puts the phrases of a message together into one time.

What was decided where German leaves it open (hours: see `hours`; what comes round again: see `windows`):

* Plain days make one stretch. A time of day on several days ("am Wochenende abends") is that of the first day on which
  it is still to come; the first and the last day name all of them.
* Of two times that do not adjoin ("montag oder donnerstag") the sooner one counts; a stretch over both would hold days
  that nobody named. Two times on one day make one stretch.
* A time that we are not told ("in den herbstferien samstags") makes the whole unknown.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from nlu.german_time.grouping import group
from nlu.german_time.meanings import Days, Moment, Sign
from nlu.german_time.readings import TimeReading, TimeSpan, TimeWish
from nlu.german_time.scanning import Mention
from nlu.german_time.windows import Window, window_of


def resolve(mentions: Sequence[Mention], text: str, now: datetime) -> TimeReading:
    """What the phrases of a message say together.

    Args:
        mentions: in order of the message.
        text: the message.
        now: in the zone that people mean.
    """
    if any(mention.meaning is Sign.UNKNOWN for mention in mentions):
        return TimeReading(None, _spans(mentions, text))
    timed = [mention for mention in mentions if not isinstance(mention.meaning, Sign)]
    if not timed or _is_only_now(mentions, timed, now):
        return TimeReading(_wish_for_now(mentions, text, now) if mentions else None)
    for mention in timed:
        if isinstance(mention.meaning, Moment):
            return TimeReading(_wish_for_a_moment(mention, mention.meaning, text))
    window = _combined([window_of(one, now) for one in group(timed, now.date())])
    return TimeReading(
        TimeWish(
            (window.start, window.end),
            window.first_day,
            window.last_day,
            window.explicit,
            is_now=False,
            spans=_spans(timed, text),
            names_day=any(isinstance(mention.meaning, Days) for mention in timed),
        )
    )


def _is_only_now(mentions: Sequence[Mention], timed: Sequence[Mention], now: datetime) -> bool:
    """ "heute jetzt noch auf" is now, "jetzt am samstag" is not."""
    today = Days(now.date(), now.date())
    says_now = any(mention.meaning is Sign.NOW for mention in mentions)
    return says_now and all(mention.meaning == today for mention in timed)


def _wish_for_now(mentions: Sequence[Mention], text: str, now: datetime) -> TimeWish:
    return TimeWish((now, now), now.date(), now.date(), True, is_now=True, spans=_spans(mentions, text))


def _wish_for_a_moment(mention: Mention, moment: Moment, text: str) -> TimeWish:
    window = (moment.start, moment.end)
    days = (moment.start.date(), moment.end.date())
    return TimeWish(window, *days, True, is_now=False, spans=_spans([mention], text))


def _combined(windows: Sequence[Window]) -> Window:
    """One window for all times of a message."""
    windows = sorted(_joined_ends(windows), key=lambda window: window.start)
    adjoining = [windows[0]]
    for window in windows[1:]:
        if window.first_day <= max(one.last_day for one in adjoining) + timedelta(1):
            adjoining.append(window)
    chosen = [window for window in adjoining if window.explicit] or adjoining
    if chosen[0].explicit:
        chosen = [window for window in chosen if window.first_day == chosen[0].first_day]
    return replace(
        chosen[0],
        end=max(window.end for window in chosen),
        first_day=min(window.first_day for window in adjoining),
        last_day=max(window.last_day for window in adjoining),
    )


def _joined_ends(windows: Sequence[Window]) -> list[Window]:
    """ "von freitag 18 uhr" and "bis sonntag 12 uhr" are one window."""
    joined: list[Window] = []
    for window in windows:
        if window.open_start and joined and joined[-1].start <= window.end:
            before = joined.pop()
            window = replace(window, start=before.start, first_day=before.first_day, open_start=False)
        joined.append(window)
    return joined


def _spans(mentions: Sequence[Mention], text: str) -> tuple[TimeSpan, ...]:
    return tuple(
        TimeSpan(mention.start, mention.end, text[mention.start : mention.end]) for mention in mentions
    )
