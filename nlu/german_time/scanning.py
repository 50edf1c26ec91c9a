"""Finds the phrases of time in a message, from left to right, the longest first."""

from dataclasses import dataclass

from nlu.german_time import (
    clock_times,
    dates,
    days,
    feasts,
    from_now,
    not_times,
    parts_of_day,
    weeks_and_months,
)
from nlu.german_time.meanings import Meaning, Sign
from nlu.german_time.phrases import Rule, Setting, longest
from nlu.german_time.words import Message

RULES: tuple[Rule, ...] = (
    *not_times.RULES,
    *from_now.RULES,
    *clock_times.RULES,
    *parts_of_day.RULES,
    *feasts.RULES,
    *dates.RULES,
    *weeks_and_months.RULES,
    *days.RULES,
)
"""All phrases; of two that are equally long the earlier one counts."""

_ALTERNATIVES = frozenset(("und", "oder", "/"))


@dataclass(frozen=True)
class Mention:
    """A phrase of time in a message.

    Attributes:
        meaning: what it says.
        start: where it begins in the message.
        end: where it ends.
        alternative: whether "und" or "oder" stands between it and the phrase before.
    """

    meaning: Meaning
    start: int
    end: int
    alternative: bool = False


def find_mentions(message: Message, setting: Setting) -> list[Mention]:
    """All phrases of time in a message, in order."""
    mentions: list[Mention] = []
    behind = position = 0
    while position < len(message.words):
        found = longest(RULES, message.text, message.starts[position], setting)
        if found is None:
            position += 1
            continue
        after = message.words_until(found.end)
        if found.meaning is not Sign.NOT_TIME:
            between = {word.form for word in message.words[behind:position]}
            alternative = bool(mentions) and not between.isdisjoint(_ALTERNATIVES)
            start, end = message.words[position].start, message.words[after - 1].end
            mentions.append(Mention(found.meaning, start, end, alternative))
        behind = position = after
    return mentions
