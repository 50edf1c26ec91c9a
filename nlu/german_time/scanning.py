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
_NEGATORS = frozenset(("nicht", "nich", "nit", "net", "ausser", "statt", "kein"))


@dataclass(frozen=True)
class Mention:
    """A phrase of time in a message.

    Attributes:
        meaning: what it says.
        start: where it begins in the message.
        end: where it ends.
        alternative: whether "und" or "oder" stands between it and the phrase before.
        negated: whether it is turned down ("nicht heute, morgen").
    """

    meaning: Meaning
    start: int
    end: int
    alternative: bool = False
    negated: bool = False


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
            negated = position > 0 and message.words[position - 1].form in _NEGATORS
            mentions.append(Mention(found.meaning, start, end, alternative, negated))
        behind = position = after
    return _without_turned_down(mentions)


def _without_turned_down(mentions: list[Mention]) -> list[Mention]:
    """What is left where one time is turned down for another; "nicht vor 10" alone is no such thing."""
    wanted = [mention for mention in mentions if not mention.negated]
    return wanted or mentions
