"""The form of a grammar rule: a pattern over canonical words and the function that says what it means."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from nlu.german_time.meanings import Meaning
from nlu.german_time.readings import HolidayLookup
from nlu.german_time.words import canonical


@dataclass(frozen=True)
class Setting:
    """When and where a message is read."""

    now: datetime
    holidays: HolidayLookup

    @property
    def today(self) -> date:
        """The local date."""
        return self.now.date()

    @cached_property
    def holiday_names(self) -> Mapping[str, Sequence[date]]:
        """The public holidays of this year and the next, with their dates, by canonical name."""
        names: dict[str, list[date]] = {}
        for year in (self.today.year, self.today.year + 1):
            for day, name in self.holidays(year).items():
                names.setdefault(canonical(name), []).append(day)
        return names


@dataclass(frozen=True)
class Found:
    """What a rule found: its meaning and where in the canonical text it ends."""

    meaning: Meaning
    end: int


Rule = Callable[[str, int, Setting], Found | None]
"""Looks for its phrase at one place of a canonical text, the beginning of a word."""

Read = Callable[[re.Match[str], Setting], Meaning | None]
"""Says what a matched phrase means; None where it means no time here."""


def phrase(pattern: str, read: Read | Meaning) -> Rule:
    """A rule for a regular expression over whole words.

    Args:
        pattern: matched at the beginning of a word; must end with one.
        read: what a match means, or a function that says so.
    """
    compiled = re.compile(f"(?:{pattern})(?![^ ])")

    def rule(text: str, at: int, setting: Setting) -> Found | None:
        match = compiled.match(text, at)
        if match is None:
            return None
        meaning = read(match, setting) if callable(read) else read
        return None if meaning is None else Found(meaning, match.end())

    return rule


def longest(rules: Sequence[Rule], text: str, at: int, setting: Setting) -> Found | None:
    """What the rule that takes up most of the text found; of two equal ones the first."""
    best: Found | None = None
    for rule in rules:
        found = rule(text, at, setting)
        if found is not None and (best is None or found.end > best.end):
            best = found
    return best
