"""Runs every gold message and dialogue through the very code that answers on Telegram."""

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.answering import Answer, Assistant, Nlu
from bot.conversation.state import ConversationState
from bot.conversation.wish import Kind
from bot.evaluation.gold import CLOCK, GoldDialogue, GoldMessage, GoldSet, GoldTurn, Label
from bot.evaluation.oracle import Oracle
from bot.evaluation.scoring import FIRST_PAGE, Given, Verdict, judge
from bot.replies.callbacks import decode
from bot.world import build_assistant, fill_store, open_database
from content.clock import Clock
from content.pack import load_town
from nlu.types import NluUnavailableError, Parse

_NOT_KNOWN_BEFOREHAND = frozenset({"name", "open"})
"""What the label of a dialogue's turn leaves out where it depends on the order of a list ("hat die zweite auf?")."""


class NoNlu:
    """Stands where the NLU would: with it, the keyword search answers everything."""

    async def parse(self, text: str, hints: Sequence[str] = ()) -> Parse:
        """Refuse."""
        raise NluUnavailableError("measured without the NLU")


@dataclass(frozen=True)
class Outcome:
    """One message or turn: what was said, what was answered, how that fared."""

    name: str
    style: str
    label: Label
    given: Given
    verdict: Verdict
    dialogue: str = ""


@dataclass(frozen=True)
class Run:
    """All outcomes of one system."""

    system: str
    outcomes: tuple[Outcome, ...]

    @property
    def messages(self) -> tuple[Outcome, ...]:
        """Single messages."""
        return tuple(outcome for outcome in self.outcomes if not outcome.dialogue)

    @property
    def turns(self) -> tuple[Outcome, ...]:
        """Turns of dialogues."""
        return tuple(outcome for outcome in self.outcomes if outcome.dialogue)


async def run_system(
    system: str, nlu: Nlu, pack: Path, gold: GoldSet, progress: Callable[[str], None] = lambda line: None
) -> Run:
    """Answer the whole gold set on a fresh store of the town.

    Args:
        system: what it is called in the report.
        nlu: what parses; `NoNlu` for the keyword search alone.
        pack: the town pack.
        gold: the messages.
        progress: is told how far it is.
    """
    async with _examiner(nlu, pack) as examiner:
        outcomes: list[Outcome] = []
        for number, message in enumerate(gold.messages, start=1):
            outcomes += await examiner.message(message)
            if number % 250 == 0:
                progress(f"{system}: {number} of {len(gold.messages)} messages")
        for dialogue in gold.dialogues:
            outcomes += await examiner.dialogue(dialogue)
        return Run(system, tuple(outcomes))


@asynccontextmanager
async def _examiner(nlu: Nlu, pack: Path) -> AsyncIterator["_Examiner"]:
    clock = Clock(load_town(pack).time_zone, source=lambda: CLOCK)
    async with open_database("sqlite:///:memory:") as database:
        await fill_store(database, pack, clock)
        assistant = await build_assistant(database, pack, nlu)
        ids = [place_id for place_id, _, _ in await assistant.store.place_names()]
        places = await assistant.store.places(list(dict.fromkeys(ids)))
        yield _Examiner(assistant, Oracle(assistant.store, places, assistant.calendar))


class _Examiner:
    def __init__(self, assistant: Assistant, oracle: Oracle) -> None:
        self._assistant = assistant
        self._oracle = oracle

    async def message(self, message: GoldMessage) -> list[Outcome]:
        answer = await self._assistant.answer_text(message.text, ConversationState(), CLOCK)
        outcome = await self._judged(answer, message.label, message.text, message.style)
        if message.also is None:
            return [outcome]
        second = answer.then or answer
        also = await self._judged(second, message.also, f"{message.text} (2)", message.style)
        return [outcome, also]

    async def dialogue(self, dialogue: GoldDialogue) -> list[Outcome]:
        state, now, outcomes = ConversationState(), CLOCK, []
        buttons: Iterable[tuple[str, str]] = ()
        for turn in dialogue.turns:
            now += timedelta(minutes=turn.minutes_later)
            answer = await self._turn(turn, state, buttons, now)
            if answer is None:
                given = Given(Kind.CLARIFY)
                verdict = judge(turn.label, given, (), any_right=True)
                outcomes.append(Outcome(turn.said, "dialogue", turn.label, given, verdict, dialogue.name))
                continue
            state = answer.state
            buttons = [(button.label, button.data) for row in answer.reply.buttons for button in row]
            outcomes.append(await self._judged(answer, turn.label, turn.said, "dialogue", dialogue.name))
        return outcomes

    async def _turn(
        self, turn: GoldTurn, state: ConversationState, buttons: Iterable[tuple[str, str]], now: datetime
    ) -> Answer | None:
        if turn.text:
            return await self._assistant.answer_text(turn.text, state, now)
        data = next((data for label, data in buttons if label.startswith(turn.button)), "")
        action = decode(data)
        return None if action is None else await self._assistant.answer_action(action, state, now)

    async def _judged(
        self, answer: Answer, label: Label, name: str, style: str, dialogue: str = ""
    ) -> Outcome:
        given = Given(
            answer.kind,
            answer.filters,
            answer.items,
            answer.relaxed,
            0.0 if answer.parse is None else answer.parse.confidence,
        )
        shown = answer.page_items[:FIRST_PAGE]
        entries = await self._oracle.judge(answer.kind, shown, label)
        left_open = _NOT_KNOWN_BEFOREHAND - label.filters.keys() if dialogue else frozenset()
        verdict = judge(
            label, given, entries, any_right=self._oracle.has_any(label), left_open=frozenset(left_open)
        )
        return Outcome(name, style, label, given, verdict, dialogue)
