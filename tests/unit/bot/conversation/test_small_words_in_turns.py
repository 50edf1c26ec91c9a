"""The words that steer a conversation beside positions and "mehr"."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation import small_words
from tests.unit.shipped_town import heard


@pytest.mark.parametrize("text", ["zurück", "zurueck", "Zurück!", "die davor", "back"])
def test_the_page_before_is_asked_for(text: str) -> None:
    assert small_words.asks_back(text)


@pytest.mark.parametrize("text", ["ich komme zurück", "rückgabe", "zurück zum bäcker", ""])
def test_back_inside_a_sentence_is_no_page_before(text: str) -> None:
    assert not small_words.asks_back(text)


@pytest.mark.parametrize(
    "text", ["egal wann", "wann ist egal", "zeit ist egal", "muss nicht jetzt offen sein"]
)
def test_a_time_is_taken_back(text: str) -> None:
    assert small_words.drops_time(text)


@pytest.mark.parametrize(
    "text", ["ort egal", "stadtteil ist mir wurscht", "egal in welchem stadtteil", "überall"]
)
def test_a_place_in_town_is_taken_back_in_many_ways(text: str) -> None:
    assert small_words.drops_location(text)


@pytest.mark.parametrize(
    "text", ["egal", "wann macht der auf", "wo ist das", "legal wo", "ganz schön teuer", "regal wohnzimmer"]
)
def test_other_sentences_take_nothing_back(text: str) -> None:
    assert not small_words.drops_time(text)
    assert not small_words.drops_location(text)


@pytest.mark.parametrize(
    "text", ["lieferung ist egal", "vegan muss nicht", "barrierefrei brauch ich nicht so, egal"]
)
def test_a_wish_is_not_minded(text: str) -> None:
    assert small_words.does_not_mind(text)


@pytest.mark.parametrize("text", ["mit lieferung", "das muss sein", "legal", "regal"])
def test_a_wish_is_minded(text: str) -> None:
    assert not small_words.does_not_mind(text)


def test_sausages_are_no_indifference() -> None:
    assert not small_words.does_not_mind("und vegane wurst?")


@pytest.mark.parametrize(
    "text",
    ["nee friseur", "falsch, polsterer wollt ich schreiben", "ich meinte kirchhellen", "statt dessen ebel"],
)
def test_a_person_sets_something_right(text: str) -> None:
    assert small_words.corrects(text)


@pytest.mark.parametrize("text", ["neben dem rathaus", "nebenjob", "ohne termin", "was meinst du", "ebel"])
def test_a_person_sets_nothing_right(text: str) -> None:
    assert not small_words.corrects(text)


@pytest.mark.parametrize(
    "text",
    [
        "wat kost dat",
        "eintritt?",
        "wann genau",
        "wo find ich das",
        "e-mail",
        "und die Rufnummer",
        "mehr dazu",
    ],
)
def test_details_are_asked_for(text: str) -> None:
    assert small_words.asks_for_details(text)


@pytest.mark.parametrize("text", ["bäcker", "und in ebel", "preiselbeeren", "nummernschild", "kartenspiel"])
def test_no_details_are_asked_for(text: str) -> None:
    assert not small_words.asks_for_details(text)


@pytest.mark.parametrize(
    "text", ["job", "eine lehrstelle", "Ausbildungsplatz", "als azubi", "wie bewerbe ich mich", "in teilzeit"]
)
def test_work_is_spoken_of(text: str) -> None:
    assert small_words.speaks_of_work(text)


@pytest.mark.parametrize("text", ["jobst", "lehrer gesucht wegen nachhilfe", "bäcker", "die baustelle"])
def test_no_work_is_spoken_of(text: str) -> None:
    assert not small_words.speaks_of_work(text)


@pytest.mark.parametrize("text", ["hat der auf", "wie komm ich da hin", "ist ER nett", "welche davon"])
def test_a_pronoun_points_back(text: str) -> None:
    assert small_words.points_back(text)


@pytest.mark.parametrize("text", ["bäcker", "telefonnummer", "dermatologe", ""])
def test_without_a_pronoun_nothing_points_back(text: str) -> None:
    assert not small_words.points_back(text)


@pytest.mark.parametrize(
    ("text", "is_time"),
    [("zum ersten dezember", True), ("am zweiten advent", True), ("am samstag", False), ("der erste", False)],
)
def test_a_position_may_be_part_of_a_date(text: str, is_time: bool) -> None:
    assert small_words.ordinal_is_read_as_time(heard(text).time) is is_time


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("ok", "fine"),
        (" OK! ", "fine"),
        ("ja bitte", "yes"),
        ("nein  danke.", "no"),
        ("Abbrechen", "cancel"),
        ("von vorne", "cancel"),
    ],
)
def test_a_bare_reply_has_a_meaning(text: str, meaning: str) -> None:
    assert small_words.bare_reply(text) == meaning


@pytest.mark.parametrize(
    "text", ["ok und in ebel", "ja gibt es das", "nein ich meinte friseur", "", "gut essen"]
)
def test_more_than_a_bare_reply_is_a_message(text: str) -> None:
    assert small_words.bare_reply(text) == ""


words = st.lists(
    st.sampled_from(
        [
            "die",
            "der",
            "nummer",
            "nr.",
            "zweite",
            "ersten",
            "letzte",
            "2",
            "20",
            "21",
            "acht",
            "achte",
            "bitte",
            "und",
            "auf",
            "?",
        ]
    ),
    max_size=6,
).map(" ".join)


@given(st.one_of(words, st.text(max_size=40)))
def test_a_position_is_one_that_a_list_can_have(text: str) -> None:
    assert small_words.ordinal(text) in {None, -1, *range(1, 21)}


@given(
    st.sampled_from(["erste", "zweite", "dritte", "siebte", "achte", "zwölfte", "zwanzigste"]),
    st.sampled_from(["die {}", "der {}n", "zeig mir die {}", "und die {}?", "hat die {} auf"]),
)
def test_case_does_not_matter_for_a_position(word: str, form: str) -> None:
    text = form.format(word)
    assert small_words.ordinal(text.upper().replace("SS", "ß")) == small_words.ordinal(text)
