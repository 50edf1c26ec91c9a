"""Puts phrases together that say one time: "samstag" and "um 8" are one, "samstag" and "oder sonntag" are two."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from nlu.german_time.days import WEEK, bounded
from nlu.german_time.meanings import ClockTime, Days, Edge, Meaning, PartOfDay, Relation
from nlu.german_time.scanning import Mention


@dataclass(frozen=True)
class Group:
    """The phrases that say one time; what is None was not said."""

    days: Days | None = None
    part: PartOfDay | None = None
    clock: ClockTime | None = None

    @property
    def has_time_of_day(self) -> bool:
        """Whether more than days is said."""
        return self.part is not None or self.clock is not None


def group(mentions: Sequence[Mention], today: date) -> list[Group]:
    """The times that a message names.

    What one of them leaves out it takes from its neighbour: in "freitag oder samstag abend" both are evenings, in
    "samstag um 8 oder um 9" both are on Saturday.
    """
    groups: list[Group] = []
    current = Group()
    for mention in _in_their_frame(mentions):
        joined = None if mention.alternative else _joined(current, mention, today)
        if joined is None:
            groups.append(current)
            joined = _joined(Group(), mention, today)
        current = joined or current
    return _completed([found for found in (*groups, current) if found != Group()])


def _in_their_frame(mentions: Sequence[Mention]) -> list[Mention]:
    """ "nächste woche am dienstag" is one day: weekdays move into the week or month named along with them."""
    for index, (mention, behind) in enumerate(zip(mentions, (*mentions[1:], None), strict=True)):
        frame = mention.meaning
        is_apart = mention.alternative or (behind is not None and behind.alternative)
        if isinstance(frame, Days) and frame.frame and not is_apart:
            others = [*mentions[:index], *mentions[index + 1 :]]
            moved = [replace(other, meaning=_within(frame, other.meaning)) for other in others]
            return list(mentions) if moved == others else moved
    return list(mentions)


def _within(frame: Days, meaning: Meaning) -> Meaning:
    if not isinstance(meaning, Days) or meaning.repeats != WEEK or meaning.edge is not None:
        return meaning
    weeks = max(0, -((meaning.first - frame.first).days // WEEK))
    moved = replace(meaning.moved(weeks * WEEK), repeats=None)
    return moved if moved.first <= frame.last else meaning


def _joined(group: Group, mention: Mention, today: date) -> Group | None:
    """The group with one phrase more; None where the phrase says another time."""
    meaning = mention.meaning
    if isinstance(meaning, Days):
        days = meaning if group.days is None else _both_days(group, group.days, meaning, today)
        return None if days is None else replace(group, days=days)
    if isinstance(meaning, PartOfDay):
        part = meaning if group.part is None else _both_parts(group.part, meaning)
        return None if part is None else replace(group, part=part)
    if isinstance(meaning, ClockTime):
        clock = meaning if group.clock is None else _both_clocks(group.clock, meaning)
        return None if clock is None else replace(group, clock=clock)
    return group


def _both_days(group: Group, days: Days, more: Days, today: date) -> Days | None:
    """Two names of one day ("samstag, 3.5."), or both ends of a stretch ("heute bis freitag")."""
    if more.edge is Edge.UNTIL and days.edge is not Edge.UNTIL:
        return None if group.has_time_of_day else _stretch(days, more, today)
    weekday, exact = (days, more) if days.repeats else (more, days)
    if weekday.repeats and not exact.repeats:
        edge = days.edge or more.edge
        return exact if exact.edge or edge is None else bounded(exact, edge.value, today)
    return None


def _stretch(first: Days, until: Days, today: date) -> Days:
    """From some days until others; one that ends before it begins is running ("vom 3.5. bis 9.5." on the 5th)."""
    last = until.last
    if last < first.first and until.repeats:
        last += timedelta(-(-(first.first - last).days // WEEK) * WEEK)
    return Days(first.first if first.first <= last else min(today, last), last)


def _both_parts(part: PartOfDay, more: PartOfDay) -> PartOfDay | None:
    """ "morgens früh", "abends spät": the narrower one."""
    start, end = max(part.hours[0], more.hours[0]), min(part.hours[1], more.hours[1])
    return PartOfDay((start, end), more.clock) if start < end else None


def _both_clocks(clock: ClockTime, more: ClockTime) -> ClockTime | None:
    """ "ab 9 bis 12"."""
    if more.relation is Relation.UNTIL and clock.relation in {Relation.AT, Relation.FROM, Relation.AFTER}:
        return ClockTime(Relation.BETWEEN, clock.clock, more.clock)
    return None


def _completed(groups: list[Group]) -> list[Group]:
    """Every group with what it leaves to its neighbours."""
    for index in range(len(groups) - 2, -1, -1):
        here, behind = groups[index], groups[index + 1]
        if here.days is None:
            groups[index] = replace(here, days=behind.days)
        elif behind.days is not None and not here.has_time_of_day:
            groups[index] = replace(here, part=behind.part, clock=behind.clock)
    for index in range(1, len(groups)):
        here, before = groups[index], groups[index - 1]
        if here.days is None:
            part = before.part if here.part is None and here.clock is not None else here.part
            groups[index] = replace(here, days=before.days, part=part)
    return groups
