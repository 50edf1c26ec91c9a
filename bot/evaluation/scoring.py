"""Compares one answer with its label."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.conversation.wish import LIST_KINDS, Kind
from bot.evaluation.gold import Label
from bot.evaluation.oracle import Entry
from content.folding import fold

FIRST_PAGE = 5
"""How many entries people see without turning the page."""

CONTENT_KINDS = LIST_KINDS | {Kind.PLACE}
"""Kinds whose answers show entries."""


@dataclass(frozen=True)
class Given:
    """What the bot answered."""

    kind: Kind
    filters: Mapping[str, Any] = field(default_factory=dict)
    items: tuple[str, ...] = ()
    relaxed: tuple[str, ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True)
class Verdict:
    """How an answer fared.

    Attributes:
        kind: the kind is right.
        keys: for each filter that the label or the answer has, whether it is right.
        answer: the entries shown are the right ones and none is missing on the first page.
        false_answer: entries were shown for something else than what was asked.
        clarified: the bot asked back instead.
        why: what is wrong, in a few words.
    """

    kind: bool
    keys: Mapping[str, bool]
    answer: bool
    false_answer: bool
    clarified: bool
    why: str = ""

    @property
    def frame(self) -> bool:
        """Kind and all filters are exactly right."""
        return self.kind and all(self.keys.values())


def judge(
    label: Label,
    given: Given,
    shown: Sequence[Entry],
    *,
    any_right: bool,
    left_open: frozenset[str] = frozenset(),
) -> Verdict:
    """Judge an answer.

    Args:
        label: what a right answer is.
        given: what was answered.
        shown: the entries of the first page, judged by the oracle.
        any_right: whether the town has an entry that satisfies the label.
        left_open: filters that the label does not speak of.
    """
    kind_right = given.kind in label.kinds
    keys = {
        key: _same(key, label.filters.get(key), given.filters.get(key))
        for key in {*label.filters, *given.filters} - left_open
        if not (key == "field" and _is_everything(label.filters.get(key), given.filters.get(key)))
    }
    problem = "" if kind_right else f"kind {given.kind} for {'/'.join(label.kinds)}"
    problem = problem or _entries_problem(label, given, shown, any_right=any_right)
    misleads = bool(shown) and given.kind in CONTENT_KINDS and not given.relaxed
    off = not kind_right or not any(entry.satisfies for entry in shown)
    wrong_keys = [key for key, right in sorted(keys.items()) if not right]
    return Verdict(
        kind=kind_right,
        keys=keys,
        answer=not problem,
        false_answer=misleads and off,
        clarified=given.kind is Kind.CLARIFY,
        why=problem or (f"filters {', '.join(wrong_keys)}" if wrong_keys else ""),
    )


def _entries_problem(label: Label, given: Given, shown: Sequence[Entry], *, any_right: bool) -> str:
    """What is wrong with the entries shown; empty where nothing is."""
    if given.kind not in CONTENT_KINDS:
        return ""
    if given.filters.get("near") and not given.items:
        return ""  # It asks where the person is, as it should.
    names = [entry.names for entry in shown]
    missing = [name for name in label.shows if not any(name in known for known in names)]
    if missing:
        return f"not shown: {', '.join(missing)}"
    hidden = [name for name in label.hides if any(name in known for known in names)]
    if hidden:
        return f"wrongly shown: {', '.join(hidden)}"
    if given.relaxed:
        return "" if not any_right else f"dropped {', '.join(given.relaxed)} though something matches"
    wrong = [min(entry.names) for entry in shown if not entry.satisfies]
    if wrong:
        return f"does not fit: {', '.join(wrong)}"
    if given.kind is Kind.PLACES and not shown and any_right:
        return "nothing found though something matches"
    return ""


def _is_everything(wanted: object, given: object) -> bool:
    """No field and all fields are the same wish."""
    return {wanted, given} <= {None, "all"}


def _same(key: str, wanted: Any, given: Any) -> bool:
    if wanted is None or given is None:
        return False
    if key == "category":
        return bool(given) and set(given) <= set(wanted)
    if key == "category_not":
        return bool(set(given) & set(wanted))
    if key == "open":
        return all(_moment(wanted[end]) == _moment(given[end]) for end in ("from", "to"))
    if key in {"date", "attributes", "near"}:
        return bool(wanted == given)
    alternatives = wanted if isinstance(wanted, list) else [wanted]
    return fold(str(given)) in {fold(str(alternative)) for alternative in alternatives}


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(second=0, microsecond=0)
