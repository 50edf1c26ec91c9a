"""The report of an evaluation: four files, for people and for programs."""

import json
from pathlib import Path

import pytest

from bot.evaluation.report import report_text, write_report
from bot.evaluation.running import Run
from tests.unit.bot.evaluation.outcomes import RUN

KEYWORDS = Run("keywords", RUN.outcomes[:1])
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report") / "made" / "on demand"
    write_report([RUN, KEYWORDS], folder)
    return folder


def test_all_four_files_are_written(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == {
        "report.md",
        "outcomes.json",
        "failures.txt",
        "confusion.png",
    }


def test_the_picture_is_a_png_with_something_in_it(folder: Path) -> None:
    picture = (folder / "confusion.png").read_bytes()
    assert picture.startswith(PNG)
    assert picture.rstrip().endswith(b"IEND\xaeB`\x82")
    assert len(picture) > 5_000


def test_failures_stand_a_line_each_with_their_reason(folder: Path) -> None:
    assert (folder / "failures.txt").read_text(encoding="utf-8").splitlines() == [
        "friseur\tkind clarify for places",
        "konzert\tkind places for events",
        "one » die zweite\tnot shown: x",
    ]


def test_every_outcome_of_every_system_is_there_as_data(folder: Path) -> None:
    data = json.loads((folder / "outcomes.json").read_text(encoding="utf-8"))
    assert [(run["system"], len(run["outcomes"])) for run in data] == [("rasa", 7), ("keywords", 1)]
    first = data[0]["outcomes"][0]
    assert first["name"] == "bäcker"
    assert first["wanted"] == {"kind": ["places"], "filters": {}}
    assert first["given"] == {"kind": "places", "filters": {}, "relaxed": [], "confidence": 0.912}
    assert (first["kind"], first["frame"], first["answer"], first["false"]) == (True, False, True, False)


def test_systems_stand_beside_each_other_in_the_first_table(folder: Path) -> None:
    report = (folder / "report.md").read_text(encoding="utf-8")
    assert "| rasa | 4 | 50.0 % | 25.0 % | 50.0 % | 25.0 % | 25.0 % |" in report
    assert "| keywords | 1 | 100.0 % | 0.0 % | 100.0 % | 0.0 % | 0.0 % |" in report


def test_the_first_system_is_shown_in_detail() -> None:
    report = report_text([RUN, KEYWORDS])
    assert "rasa: 2 dialogues with 3 turns, turns answered rightly 66.7 %, whole dialogues 50.0 %." in report
    assert "| typos | 2 |" in report
    assert "| events | 2 |" in report
    assert "| category | 2 | 100.0 % |" in report


def test_every_row_of_a_table_is_as_wide_as_its_head() -> None:
    tables = [block.splitlines() for block in report_text([RUN]).split("\n\n") if block.startswith("|")]
    assert len(tables) == 4
    assert all(len({row.count("|") for row in table}) == 1 for table in tables)


def test_a_run_of_dialogues_only_is_reported_without_a_picture(tmp_path: Path) -> None:
    write_report([Run("turns", RUN.turns)], tmp_path)
    assert "2 dialogues with 3 turns" in (tmp_path / "report.md").read_text(encoding="utf-8")
    assert not (tmp_path / "confusion.png").exists()


def test_a_new_report_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    write_report([RUN], tmp_path)
    write_report([KEYWORDS], tmp_path)
    assert "konzert" not in (tmp_path / "failures.txt").read_text(encoding="utf-8")
    assert "rasa" not in (tmp_path / "report.md").read_text(encoding="utf-8")
