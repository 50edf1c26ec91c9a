"""Writes the report of an evaluation: tables for people, every outcome as data, the confusions as a picture."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.conversation.wish import Kind
from bot.evaluation.figures import (
    Figures,
    by_filter,
    by_kind,
    by_style,
    confusions,
    failures,
    figures,
    whole_dialogues,
)
from bot.evaluation.running import Run


def report_text(runs: Sequence[Run]) -> str:
    """The report as Markdown; the first run is the one in detail, the others stand beside it."""
    main = runs[0]
    dialogues, right = whole_dialogues(main)
    parts = [
        "## All messages",
        _table(("system", *_HEAD), [(run.system, *_row(figures(run.messages))) for run in runs]),
        f"{main.system}: {dialogues} dialogues with {len(main.turns)} turns, "
        f"turns answered rightly {_percent(figures(main.turns).answer)}, whole dialogues {_percent(right)}.",
        "## By style of writing",
        _table(("style", *_HEAD), [(name, *_row(f)) for name, f in by_style(main).items()]),
        "## By kind",
        _table(("kind", *_HEAD), [(name, *_row(f)) for name, f in by_kind(main).items()]),
        "## By filter",
        _table(
            ("filter", "seen", "right"),
            [(key, str(seen), _percent(share)) for key, (seen, share) in by_filter(main).items()],
        ),
    ]
    return "\n\n".join(parts) + "\n"


def write_report(runs: Sequence[Run], folder: Path) -> None:
    """Write `report.md`, `outcomes.json`, `failures.txt` and `confusion.png`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.md").write_text(report_text(runs), encoding="utf-8")
    lines = [f"{name}\t{why}" for name, why in failures(runs[0]).items()]
    (folder / "failures.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "outcomes.json").write_text(
        json.dumps([_as_data(run) for run in runs], ensure_ascii=False, indent=1, default=str),
        encoding="utf-8",
    )
    if runs[0].messages:
        draw_confusions(runs[0], folder / "confusion.png")


def draw_confusions(run: Run, path: Path) -> None:
    """Draw which kinds are taken for which; rows are what was meant, columns what was answered."""
    from matplotlib.figure import Figure

    counts = confusions(run)
    kinds = [kind.value for kind in Kind if any(kind.value in pair for pair in counts)]
    figure = Figure(figsize=(9, 8), dpi=120, layout="constrained")
    axes = figure.add_subplot()
    totals = {meant: sum(n for (row, _), n in counts.items() if row == meant) or 1 for meant in kinds}
    axes.imshow(
        [[counts.get((row, column), 0) / totals[row] for column in kinds] for row in kinds],
        cmap="Blues",
        vmin=0,
        vmax=1,
    )
    for y, row in enumerate(kinds):
        for x, column in enumerate(kinds):
            count = counts.get((row, column), 0)
            if count:
                shade = "white" if count / totals[row] > 0.5 else "black"
                axes.text(x, y, str(count), ha="center", va="center", color=shade, fontsize=8)
    axes.set_xticks(range(len(kinds)), kinds, rotation=60, ha="right")
    axes.set_yticks(range(len(kinds)), kinds)
    axes.set_xlabel("answered as")
    axes.set_ylabel("meant")
    axes.set_title(f"{run.system}: {len(run.messages)} messages")
    figure.savefig(path)


_HEAD = ("messages", "kind", "exact frame", "right answers", "false answers", "asked back")


def _row(found: Figures) -> tuple[str, ...]:
    shares = (found.kind, found.frame, found.answer, found.false_answer, found.clarified)
    return (str(found.count), *(_percent(share) for share in shares))


def _percent(share: float) -> str:
    return f"{share * 100:.1f} %"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _as_data(run: Run) -> dict[str, object]:
    return {
        "system": run.system,
        "outcomes": [
            {
                "name": outcome.name,
                "dialogue": outcome.dialogue,
                "style": outcome.style,
                "wanted": {"kind": list(outcome.label.kinds), "filters": dict(outcome.label.filters)},
                "given": {
                    "kind": outcome.given.kind,
                    "filters": dict(outcome.given.filters),
                    "relaxed": list(outcome.given.relaxed),
                    "confidence": round(outcome.given.confidence, 3),
                },
                "kind": outcome.verdict.kind,
                "frame": outcome.verdict.frame,
                "answer": outcome.verdict.answer,
                "false": outcome.verdict.false_answer,
                "why": outcome.verdict.why,
            }
            for outcome in run.outcomes
        ],
    }
