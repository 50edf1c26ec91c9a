"""A person at random: whatever is said, pressed, shared or waited for, the assistant answers and remembers soundly."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from bot.answering import Answer
from bot.conversation.state import CONTEXT_LIFETIME, ConversationState, dump_state, parse_state
from bot.conversation.wish import Kind
from bot.replies.callbacks import Action, ActionType, decode
from content.entries import Coordinates
from nlu.types import EntityType, Intent
from simulator.html_entities import parse_html
from tests.unit.bot.served import Served, demo_town_served
from tests.unit.shipped_town import NOW

SAYINGS = (
    "bäcker in kirchhellen", "wo krieg ich brötchen", "und in der boy?", "egal wo", "sonntags",
    "hat der jetzt auf?", "die zweite", "die letzte",
    "mehr", "zurück", "telefonnummer?", "nee ich meinte friseur", "in der nähe", "was ist am wochenende los",
    "konzert", "und morgen?",
    "ausbildung als tischler", "und jobs dazu?", "was mit holz", "egal wann", "nicht in ebel",
    "mein rohr ist geplatzt", "gründung", "neues",
    "bäcker in gladbeck", "es brennt", "personalausweis", "hallo", "danke", "ok", "abbrechen", "asdf", "🥐", "",
    "?", "elektro funke", "althoff",
    "brauch nen klempner in der boy und dann noch die nummer von elektro funke",
    "friseur und was ist heute los", "<b>Müller</b> & Söhne",
    "wo gibt es sprüdelix qwollo", "ich hätt gern ne xyzzy", "bei plughmann was los", "vegan und barrierefrei",
    "jetzt", "kein discounter", "x" * 5000, "wann genau ist das", "öffnungszeiten von radhaus am 24.12.",
)  # fmt: skip
COMMANDS = (
    "start", "hilfe", "laeden", "handwerk", "gastro", "maerkte", "fairtrade", "ausbildung", "jobs", "termine", "beratung", "neues",
    "naehe", "datenschutz", "impressum", "gibt es nicht",
)  # fmt: skip
rankings = st.one_of(
    st.just([]),
    st.lists(st.tuples(st.sampled_from(Intent), st.floats(0, 1)), min_size=1, max_size=4),
    st.sampled_from((Intent.PLACES, Intent.PLACE, Intent.FOLLOW_UP, Intent.EVENTS)).map(
        lambda i: [(i, 0.95)]
    ),
)
marks = st.lists(st.tuples(st.integers(0, 4), st.sampled_from(EntityType)), max_size=3)
values = st.one_of(
    st.sampled_from(
        (
            "baeckerei-althoff",
            "1",
            "2",
            "",
            "gibt-es-nicht",
            "hilfe",
            "shop=bakery",
            "stadtfest@2026-13-99",
            "@",
            "a@b",
        )
    ),
    st.text(max_size=20),
)
actions = st.builds(
    Action, st.sampled_from(ActionType), values, st.integers(-5, 999), st.sampled_from(("", "1", "99"))
)


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with demo_town_served() as served:
        yield served


class Person(RuleBasedStateMachine):
    """One conversation; `served` is set by the test."""

    served: Served

    @initialize()
    def begin(self) -> None:
        self.state = ConversationState()
        self.now = NOW
        self.last: Answer | None = None
        self.old_data: list[str] = []

    @rule(text=st.one_of(st.sampled_from(SAYINGS), st.text(max_size=40)), scores=rankings, marks=marks)
    def says(
        self, text: str, scores: list[tuple[Intent, float]], marks: list[tuple[int, EntityType]]
    ) -> None:
        self.served.nlu.scores, self.served.nlu.marks = scores, marks
        self._keep(self.served.runner.run(self.served.assistant.answer_text(text, self.state, self.now)))

    @precondition(lambda self: self._data())
    @rule(number=st.integers(0, 30))
    def presses_a_button_of_the_last_reply(self, number: int) -> None:
        data = self._data()
        self._press(data[number % len(data)])

    @precondition(lambda self: self.old_data)
    @rule(number=st.integers(0, 300))
    def presses_an_old_button(self, number: int) -> None:
        self._press(self.old_data[number % len(self.old_data)])

    @rule(action=actions)
    def presses_a_forged_button(self, action: Action) -> None:
        self._keep(self.served.runner.run(self.served.assistant.answer_action(action, self.state, self.now)))

    @rule(lat=st.floats(-90, 90), lon=st.floats(-180, 180), in_town=st.booleans())
    def shares_a_location(self, lat: float, lon: float, in_town: bool) -> None:
        point = Coordinates(51.6053, 6.9227) if in_town else Coordinates(lat, lon)
        self._keep(self.served.runner.run(self.served.assistant.answer_location(point, self.state, self.now)))

    @rule(command=st.sampled_from(COMMANDS))
    def gives_a_command(self, command: str) -> None:
        self._keep(
            self.served.runner.run(self.served.assistant.answer_command(command, self.state, self.now))
        )

    @rule(minutes=st.sampled_from((0, 1, 15, 29, 31, 60 * 12, 60 * 24 * 3)))
    def waits(self, minutes: int) -> None:
        self.now = self._later(timedelta(minutes=minutes))

    @rule(minutes=st.integers(31, 60 * 24 * 3))
    def is_not_understood_from_context_after_half_an_hour(self, minutes: int) -> None:
        self.now = self._later(timedelta(minutes=minutes))
        faded = self.state.at(self.now)
        assert (faded.wish, faded.previous, faded.page_ids, faded.selected, faded.readings) == (
            None,
            None,
            (),
            None,
            (),
        )
        self.served.nlu.scores, self.served.nlu.marks = [(Intent.FOLLOW_UP, 0.9), (Intent.PLACES, 0.1)], []
        text = "und in der boy?"
        self._keep(self.served.runner.run(self.served.assistant.answer_text(text, self.state, self.now)))
        assert self.last is not None
        assert self.last.filters == {"district": "Boy"}

    def _later(self, span: timedelta) -> datetime:
        return (self.now.astimezone(ZoneInfo("UTC")) + span).astimezone(NOW.tzinfo)

    def _press(self, data: str) -> None:
        action = decode(data)
        assert action is not None
        self._keep(self.served.runner.run(self.served.assistant.answer_action(action, self.state, self.now)))

    def _data(self) -> list[str]:
        if self.last is None:
            return []
        last = self.last.then or self.last
        return [button.data for row in last.reply.buttons for button in row if button.data]

    def _keep(self, answer: Answer) -> None:
        for part in (answer, answer.then):
            if part is not None:
                _check(part)
        assert answer.then is None or answer.state == answer.then.state
        stored = json.loads(json.dumps(dump_state(answer.state)))
        assert parse_state(stored) == answer.state
        assert answer.state.updated_at is not None and self.now - answer.state.updated_at <= CONTEXT_LIFETIME
        self.state, self.last = parse_state(stored), answer
        self.old_data = [*self.old_data, *self._data()][-300:]


def _check(answer: Answer) -> None:
    reply = answer.reply
    assert parse_html(reply.text).text.strip() or reply.toast or reply.venue or reply.file
    buttons = [button for row in reply.buttons for button in row]
    assert all(button.label.strip() for button in buttons)
    assert all(
        decode(button.data) is not None and len(button.data.encode()) <= 64
        for button in buttons
        if not button.url
    )
    assert answer.kind in Kind
    assert set(answer.page_items) <= set(answer.items)
    assert len(answer.items) == len(set(answer.items))
    assert json.loads(json.dumps(answer.filters)) == answer.filters


def test_a_person_at_random_is_always_answered(served: Served) -> None:
    class ServedPerson(Person):
        pass

    ServedPerson.served = served
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        ServedPerson,
        settings=settings(
            max_examples=60,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
