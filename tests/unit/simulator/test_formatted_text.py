"""Texts are trimmed, measured and marked as Telegram does it."""

from __future__ import annotations

import pytest

from simulator.detected_entities import detect_entities
from simulator.formatted_text import FormattedText, split_text
from simulator.html_entities import parse_html


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("/start abc", "bot_command", "/start"),
        ("bitte /hilfe@hallo_bottrop_bot!", "bot_command", "/hilfe@hallo_bottrop_bot"),
        ("siehe https://bottrop.de/a?b=1.", "url", "https://bottrop.de/a?b=1"),
        ("siehe www.bottrop.de", "url", "www.bottrop.de"),
        ("an amt@bottrop.de bitte", "email", "amt@bottrop.de"),
        ("frag @hallo_bottrop_bot", "mention", "@hallo_bottrop_bot"),
        ("das #Stadtfest", "hashtag", "#Stadtfest"),
        ("ruf +49 2041 703-0 an", "phone_number", "+49 2041 703-0"),
    ],
)
def test_telegrams_own_finds_are_found(text: str, kind: str, part: str) -> None:
    (entity,) = detect_entities(text)
    assert (entity.type, text[entity.offset : entity.offset + entity.length]) == (kind, part)


@pytest.mark.parametrize("text", ["9/10", "und/oder", "a//b", "Mo-Fr 9-18 Uhr", "2041 7030", "</b>", "3 < 4"])
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert detect_entities(text) == []


def test_a_command_within_code_is_not_marked_again() -> None:
    kinds = [entity.type for entity in parse_html("<code>/start</code> /hilfe").with_detected().entities]
    assert kinds == ["code", "bot_command"]


def test_trimming_moves_and_cuts_entities() -> None:
    trimmed = parse_html(" \n<b> Hallo </b>\n ").trimmed()
    assert trimmed.text == "Hallo"
    assert [(entity.offset, entity.length) for entity in trimmed.entities] == [(0, 5)]


def test_trimming_drops_what_marks_nothing_any_more() -> None:
    assert parse_html("Hallo <b> </b>").trimmed() == FormattedText("Hallo")


def test_length_counts_emoji_twice() -> None:
    assert FormattedText("ä😀").units == 3


def test_a_long_text_is_split_without_cutting_an_emoji() -> None:
    assert split_text("a😀b", limit=2) == ["a", "😀", "b"]
    assert split_text("abc", limit=4096) == ["abc"]
