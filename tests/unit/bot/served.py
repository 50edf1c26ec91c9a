"""The assistant of the demo town on a store in memory, with an NLU that says what it is told."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from bot.answering import Assistant
from bot.world import build_assistant, fill_store
from content.clock import Clock
from content.database import Database
from nlu.types import Entity, EntityType, Intent, IntentScore, NluUnavailableError, Parse
from tests.paths import BOTTROP
from tests.unit.shipped_town import NOW


class FakeNlu:
    """Says what it is told; out of reach where told nothing. Marks words by their number, where told so."""

    def __init__(self) -> None:
        self.scores: list[tuple[Intent, float]] = []
        self.marks: list[tuple[int, EntityType]] = []

    async def parse(self, text: str, hints: Sequence[str] = ()) -> Parse:
        if not self.scores:
            raise NluUnavailableError("told nothing")
        best_first = sorted(self.scores, key=lambda score: -score[1])
        ranking = tuple(IntentScore(intent.value, confidence) for intent, confidence in best_first)
        words = list(re.finditer(r"\S+(?: \S+)?", text))
        entities = tuple(
            Entity(kind.value, words[number].group(), *words[number].span())
            for number, kind in self.marks
            if number < len(words)
        )
        return Parse(text, ranking[0].intent, ranking[0].confidence, ranking, entities)


@dataclass
class Served:
    """The assistant of the demo town, with the loop that it runs in."""

    runner: asyncio.Runner
    assistant: Assistant
    nlu: FakeNlu


@contextmanager
def demo_town_served() -> Iterator[Served]:
    """Loading the town takes some seconds, so that a module's tests share it."""
    nlu = FakeNlu()
    with asyncio.Runner() as runner:
        database = Database("sqlite:///:memory:")
        runner.run(fill_store(database, BOTTROP, Clock(source=lambda: NOW)))
        yield Served(runner, runner.run(build_assistant(database, BOTTROP, nlu)), nlu)
        runner.run(database.close())
