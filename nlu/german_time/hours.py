"""Which minutes of a day are meant: the readings of "um 8" and "nach 6", alone or beside a part of the day.

An hour of the twelve is the next such hour when people are about, unless a part of the day, "schon" or "noch" says
which half is meant. "nach 6" and "bis 8" ask for late hours, "vor 9" for early ones.
"""

from nlu.german_time.meanings import DAY_END, HOUR, Clock, ClockTime, Minutes, PartOfDay, Relation

DAY = 24 * HOUR
DAWN = 6 * HOUR
ANY_HOUR: Minutes = (0, DAY + 1)

_WAKING: Minutes = (DAWN, 23 * HOUR)
_ASKED_HOURS: dict[Relation, Minutes] = {
    Relation.AFTER: (12 * HOUR, DAY),
    Relation.UNTIL: (12 * HOUR, DAY),
    Relation.BEFORE: (DAWN, 18 * HOUR),
}


def hours_on(
    part: PartOfDay | None, clock: ClockTime | None, earliest: int, within: Minutes | None = None
) -> Minutes:
    """The minutes of a day that a part of the day and a time on the clock mean together.

    Args:
        part: the part of the day named.
        clock: the time named.
        earliest: the minute of that day which it is now; readings before it come last.
        within: the minutes in which an hour is looked for; by default those in which people ask for it.
    """
    if clock is None:
        return part.hours if part is not None else (0, DAY_END)
    within = within or (part.clock if part else clock.half or _ASKED_HOURS.get(clock.relation, _WAKING))
    if clock.end is not None:
        return _between(clock.clock, clock.end, within, earliest)
    minute = _pick(_readings(clock.clock, within), earliest)
    if clock.relation is Relation.AT:
        return minute, minute
    if clock.relation in {Relation.FROM, Relation.AFTER}:
        return minute, _end_after(minute, part)
    start = part.hours[0] if part is not None and part.hours[0] < minute else 0
    return start, DAY_END if minute == DAY else minute


def _end_after(minute: int, part: PartOfDay | None) -> int:
    """When a stretch ends of which only the beginning is told: with the part of the day, else with the day."""
    if part is not None and part.hours[1] > minute:
        return part.hours[1]
    return DAY_END if minute <= DAY_END else DAY + DAWN


def _readings(clock: Clock, within: Minutes) -> list[int]:
    """What a time may mean within some hours; one that cannot lie in them means what it says."""
    readings = [minute for minute in clock.readings() if within[0] <= minute < within[1]]
    return readings or [minute for minute in clock.readings() if minute <= DAY]


def _pick(readings: list[int], earliest: int) -> int:
    """The next one; of those that are over the last one."""
    return next((minute for minute in readings if minute >= earliest), readings[-1])


def _between(first: Clock, second: Clock, within: Minutes, earliest: int) -> Minutes:
    """From one time to another: that which runs or comes next."""
    pairs = [
        (start, end)
        for start in _readings(first, within)
        for end in [minute for minute in second.readings() if minute > start][:1]
    ]
    pairs = [pair for pair in pairs if pair[1] <= within[1]] or pairs
    if not pairs:
        minute = _pick(_readings(first, within), earliest)
        return minute, minute
    return next((pair for pair in pairs if pair[1] >= earliest), pairs[-1])
