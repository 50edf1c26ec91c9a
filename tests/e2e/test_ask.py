"""`hallo-bot ask --jsonl`: the answer contract with the real model on the demo town."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
NOW = "2026-11-24T10:00:00+01:00"
QUESTIONS = yaml.safe_load((Path(__file__).parent / "questions.yml").read_text(encoding="utf-8"))
FIELDS = {
    "chat", "intent", "confidence", "entities", "kind", "filters", "items", "total", "relaxed", "reply", "buttons",
    "elapsed_ms",
}  # fmt: skip

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]


class Asker:
    """One `hallo-bot ask --jsonl` that answers line by line."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "ask", "--jsonl"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def line(self, line: str) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def ask(self, text: str, **more: object) -> dict[str, Any]:
        return self.line(json.dumps({"text": text, "now": NOW, **more}))

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        assert self._process.wait(20) == 0
        self._process.stdout.close()


@pytest.fixture(scope="module")
def asker() -> Iterator[Asker]:
    one = Asker()
    yield one
    one.close()


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["text"])
def test_a_question_gets_its_answer(asker: Asker, question: dict[str, str]) -> None:
    answer = asker.ask(question["text"])
    assert answer["kind"] == question["kind"]
    assert question.get("reply", "") in answer["reply"]


def test_every_line_has_the_fields_of_the_contract(asker: Asker) -> None:
    answer = asker.ask("bäcker in kirchhellen", chat="felder")
    assert set(answer) == FIELDS
    assert answer["chat"] == "felder"
    assert answer["filters"] == {"category": ["shop=bakery"], "district": "Kirchhellen"}
    assert answer["total"] == len(answer["items"])


@pytest.mark.parametrize(
    "line",
    [
        "kein json",
        "[]",
        "{}",
        '{"text": 1}',
        '{"text": "x", "now": "gestern"}',
        '{"text": "x", "location": {"lat": 99}}',
    ],
)
def test_a_bad_line_gets_an_error_line_and_the_run_goes_on(asker: Asker, line: str) -> None:
    assert set(asker.line(line)) == {"error"}
    assert asker.ask("moin")["kind"] == "smalltalk"


def test_a_conversation_goes_on_under_its_id(asker: Asker) -> None:
    asker.ask("bäcker in kirchhellen", chat="gespraech")
    moved = asker.ask("und in der boy?", chat="gespraech")
    assert moved["filters"]["district"] == "Boy"
    assert moved["filters"]["category"] == ["shop=bakery"]
    anywhere = asker.ask("egal wo", chat="gespraech")
    assert "district" not in anywhere["filters"]
    one = asker.ask("die erste", chat="gespraech")
    assert one["kind"] == "place"
    assert one["items"] == anywhere["items"][:1]
    assert asker.ask("telefonnummer?", chat="gespraech")["filters"]["field"] == "phone"


def test_context_expires_after_half_an_hour(asker: Asker) -> None:
    asker.ask("bäcker in kirchhellen", chat="lange her")
    later = asker.ask("und in der boy?", chat="lange her", now="2026-11-24T10:31:00+01:00")
    assert later["filters"].get("category") != ["shop=bakery"]


def test_a_shared_location_sorts_by_distance(asker: Asker) -> None:
    answer = asker.ask("bäcker in der nähe", location={"lat": 51.6053, "lon": 6.9227})
    assert answer["filters"]["near"] is True
    assert answer["items"][0] == "baeckerei-althoff"


def test_nothing_is_invented_where_nothing_is_known(asker: Asker) -> None:
    answer = asker.ask("wo gibt es einen flugzeugträger zu kaufen")
    assert answer["items"] == []
