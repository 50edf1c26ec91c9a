"""Hand-made outcomes of an evaluation."""

from bot.conversation.wish import Kind
from bot.evaluation.gold import Label
from bot.evaluation.running import Outcome, Run
from bot.evaluation.scoring import Given, Verdict


def outcome(
    name: str,
    wanted: Kind = Kind.PLACES,
    given: Kind | None = None,
    *,
    style: str = "plain",
    dialogue: str = "",
    answer: bool = True,
    keys: dict[str, bool] | None = None,
    false: bool = False,
    why: str = "",
) -> Outcome:
    """An outcome whose answer has the wanted kind unless another one is given."""
    answered = given or wanted
    verdict = Verdict(answered is wanted, keys or {}, answer, false, answered is Kind.CLARIFY, why)
    return Outcome(name, style, Label((wanted,)), Given(answered, confidence=0.91234), verdict, dialogue)


RUN = Run(
    "rasa",
    (
        outcome("bäcker", keys={"category": True, "district": False}),
        outcome("friseur", given=Kind.CLARIFY, style="typos", answer=False, why="kind clarify for places"),
        outcome("konzert", Kind.EVENTS, Kind.PLACES, style="typos", answer=False, false=True, why="kind places for events"),
        outcome("lesung", Kind.EVENTS, keys={"category": True}),
        outcome("und morgen", dialogue="one"),
        outcome("die zweite", dialogue="one", answer=False, why="not shown: x"),
        outcome("telefon", Kind.PLACE, dialogue="two", keys={"field": True}),
    ),
)  # fmt: skip
"""Four messages and three turns of two dialogues."""
