"""Sums outcomes up into the figures that the gates look at."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.evaluation.running import Outcome, Run


@dataclass(frozen=True)
class Figures:
    """Shares between 0 and 1 over a number of messages."""

    count: int
    kind: float
    frame: float
    answer: float
    false_answer: float
    clarified: float


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """The figures of some outcomes."""
    return Figures(
        len(outcomes),
        _share(outcomes, lambda o: o.verdict.kind),
        _share(outcomes, lambda o: o.verdict.frame),
        _share(outcomes, lambda o: o.verdict.answer),
        _share(outcomes, lambda o: o.verdict.false_answer),
        _share(outcomes, lambda o: o.verdict.clarified),
    )


def by_style(run: Run) -> Mapping[str, Figures]:
    """Figures by style of writing, in the order of the alphabet."""
    return _grouped(run.messages, lambda outcome: outcome.style)


def by_kind(run: Run) -> Mapping[str, Figures]:
    """Figures by the kind that a right answer has."""
    return _grouped(run.messages, lambda outcome: outcome.label.kinds[0].value)


def by_filter(run: Run) -> Mapping[str, tuple[int, float]]:
    """For each filter key, how often it was asked for or applied, and the share in which it was right."""
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for outcome in run.outcomes:
        for key, is_right in outcome.verdict.keys.items():
            seen[key] += 1
            right[key] += is_right
    return {key: (seen[key], right[key] / seen[key]) for key in sorted(seen)}


def whole_dialogues(run: Run) -> tuple[int, float]:
    """How many dialogues there are, and the share in which every turn was answered rightly."""
    dialogues: dict[str, bool] = {}
    for outcome in run.turns:
        verdict = outcome.verdict
        right = verdict.kind and verdict.answer
        dialogues[outcome.dialogue] = dialogues.get(outcome.dialogue, True) and right
    return len(dialogues), sum(dialogues.values()) / len(dialogues) if dialogues else 0.0


def confusions(run: Run) -> Mapping[tuple[str, str], int]:
    """How often a message of one kind got an answer of another or the same."""
    return Counter(
        (outcome.label.kinds[0].value, outcome.given.kind.value)
        if not outcome.verdict.kind
        else (outcome.given.kind.value, outcome.given.kind.value)
        for outcome in run.messages
    )


def failures(run: Run) -> dict[str, str]:
    """Every message or turn with a wrong kind or a wrong answer, by name, and why."""
    found: dict[str, str] = {}
    for outcome in run.outcomes:
        verdict = outcome.verdict
        if not (verdict.kind and verdict.answer):
            name = f"{outcome.dialogue} » {outcome.name}" if outcome.dialogue else outcome.name
            while name in found:
                name += " (again)"
            found[name] = verdict.why
    return found


def _share(outcomes: Sequence[Outcome], holds: Callable[[Outcome], bool]) -> float:
    return sum(holds(outcome) for outcome in outcomes) / len(outcomes) if outcomes else 0.0


def _grouped(outcomes: Iterable[Outcome], key: Callable[[Outcome], str]) -> Mapping[str, Figures]:
    groups: defaultdict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[key(outcome)].append(outcome)
    return {name: figures(groups[name]) for name in sorted(groups)}
