"""Gold files are read as written down; what breaks the format is named with file and entry."""

from pathlib import Path

import pytest

from bot.conversation.wish import Kind
from bot.evaluation.gold import GoldError, GoldSet, read_gold


def read(folder: Path, text: str, name: str = "messages_x.yml") -> GoldSet:
    (folder / name).write_text(text, encoding="utf-8")
    return read_gold(folder)


def test_a_message_is_read_with_all_its_label(tmp_path: Path) -> None:
    (message,) = read(
        tmp_path,
        """
- text: "wo krieg ich brötchen, und wann hat radhaus auf"
  style: two_requests
  kind: [places, place]
  filters: {product: brötchen, category: [shop=bakery]}
  shows: [Bäckerei Althoff]
  hides: [Radhaus]
  also: {kind: place, filters: {field: hours}}
""",
    ).messages
    assert (message.text, message.style, message.file) == (
        "wo krieg ich brötchen, und wann hat radhaus auf", "two_requests", "messages_x.yml",
    )  # fmt: skip
    label = message.label
    assert label.kinds == (Kind.PLACES, Kind.PLACE)
    assert label.filters == {"product": "brötchen", "category": ["shop=bakery"]}
    assert (label.shows, label.hides) == (("Bäckerei Althoff",), ("Radhaus",))
    assert message.also is not None and message.also.filters == {"field": "hours"}


def test_a_message_without_filters_has_none(tmp_path: Path) -> None:
    (message,) = read(tmp_path, "- {text: hallo, style: plain, kind: smalltalk}").messages
    assert (message.label.filters, message.label.shows, message.also) == ({}, (), None)


DIALOGUE = """
- topic: shops
  turns:
    - {text: bäcker, kind: places}
    - {button: "Mehr", kind: places, minutes_later: 40}
"""


def test_a_dialogue_is_read_turn_by_turn(tmp_path: Path) -> None:
    (dialogue,) = read(tmp_path, DIALOGUE, "dialogues_x.yml").dialogues
    assert (dialogue.topic, dialogue.file, dialogue.name) == ("shops", "dialogues_x.yml", "bäcker / [Mehr]")
    assert [(turn.text, turn.button, turn.minutes_later) for turn in dialogue.turns] == [
        ("bäcker", "", 0),
        ("", "Mehr", 40),
    ]


def test_all_texts_that_people_typed_are_given(tmp_path: Path) -> None:
    read(tmp_path, "- {text: hallo, style: plain, kind: smalltalk}")
    assert sorted(read(tmp_path, DIALOGUE, "dialogues_x.yml").texts()) == ["bäcker", "hallo"]


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    assert read(tmp_path, "greeting: hallo", "probe.yml") == GoldSet((), ())


GOOD = "text: moin, style: plain, kind: smalltalk"
TURNS = "turns: [{text: a, kind: places}, {text: b, kind: places}]"


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("messages_x.yml", "text: moin", "expected a list of entries"),
        ("messages_x.yml", "- moin", "expected a list of entries"),
        ("messages_x.yml", "", "expected a list of entries"),
        ("messages_x.yml", "- {style: plain, kind: smalltalk}", "no text"),
        ("messages_x.yml", "- {text: '', style: plain, kind: smalltalk}", "no text"),
        ("messages_x.yml", "- {text: moin, kind: smalltalk}", "'moin': unknown style ''"),
        ("messages_x.yml", "- {text: moin, style: rhyme, kind: smalltalk}", "'moin': unknown style 'rhyme'"),
        ("messages_x.yml", "- {text: moin, style: plain}", "'moin': unknown kind None"),
        ("messages_x.yml", "- {text: moin, style: plain, kind: chat}", "'moin': unknown kind 'chat'"),
        (
            "messages_x.yml",
            "- {text: moin, style: plain, kind: [places, chat]}",
            r"'moin': unknown kind \['places', 'chat'\]",
        ),
        (
            "messages_x.yml",
            f"- {{{GOOD}, filters: {{colour: red}}}}",
            r"'moin': unknown filters \['colour'\]",
        ),
        (
            "messages_x.yml",
            f"- {{{GOOD}, filters: {{field: horoscope}}}}",
            "'moin': unknown field 'horoscope'",
        ),
        ("messages_x.yml", f"- {{{GOOD}, also: {{kind: chat}}}}", "'moin': unknown kind 'chat'"),
        (
            "out_of_scope_messages.yml",
            "- {text: moin, style: rhyme, kind: smalltalk}",
            "'moin': unknown style",
        ),
        ("dialogues_x.yml", "- {topic: shops}", "'shops': a dialogue needs two turns"),
        (
            "dialogues_x.yml",
            "- {topic: shops, turns: [{text: a, kind: places}]}",
            "'shops': a dialogue needs two turns",
        ),
        (
            "dialogues_x.yml",
            "- {topic: shops, turns: [{kind: places}, {text: b, kind: places}]}",
            "'shops': a turn has either",
        ),
        (
            "dialogues_x.yml",
            "- {topic: shops, turns: [{text: a, kind: x}, {text: b, kind: places}]}",
            "'shops': unknown kind 'x'",
        ),
        (
            "dialogues_x.yml",
            "- {topic: shops, turns: [{text: a, button: b, kind: places}, {text: b, kind: places}]}",
            "'shops': a turn has either",
        ),
    ],
)
def test_what_breaks_the_format_is_named_with_file_and_entry(
    tmp_path: Path, name: str, text: str, complaint: str
) -> None:
    with pytest.raises(GoldError, match=complaint) as caught:
        read(tmp_path, text, name)
    assert str(caught.value).startswith(f"{name}: ")


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("messages_x.yml", "- [moin", "messages_x"),
        ("messages_x.yml", f"- {{{GOOD}}}\n- {{style: plain, kind: smalltalk}}", "messages_x.*2"),
        ("messages_x.yml", f"- {{{GOOD}, also: places}}", "messages_x.*'moin'"),
        ("messages_x.yml", f"- {{{GOOD}, filters: {{field: [hours]}}}}", "messages_x.*'moin'"),
        ("messages_x.yml", f"- {{{GOOD}, shows: Bäckerei Althoff}}", "messages_x.*'moin'"),
        ("messages_x.yml", f"- {{{GOOD}, filters: {{open: {{from: gestern}}}}}}", "messages_x.*'moin'"),
        (
            "messages_x.yml",
            f"- {{{GOOD}, filters: {{date: {{from: 2026-11-28, to: 2026-11-29}}}}}}",
            "messages_x.*'moin'",
        ),
        ("messages_x.yml", f"- {{{GOOD}, showes: [Radhaus]}}", "messages_x.*'moin'"),
        ("dialogues_x.yml", "- {topic: shops, turns: [a, b]}", "dialogues_x.*'shops'"),
        (
            "dialogues_x.yml",
            f"- {{topic: shops, {TURNS.replace('a, kind', 'a, minutes_later: bald, kind')}}}",
            "dialogues_x.*'shops'",
        ),
        ("dialogues_x.yml", f"- {{{TURNS}}}", "dialogues_x.*1"),
    ],
)
def test_whatever_else_breaks_the_format_is_named_with_file_and_entry(
    tmp_path: Path, name: str, text: str, complaint: str
) -> None:
    with pytest.raises(GoldError, match=complaint):
        read(tmp_path, text, name)
