import pytest

from bot.conversation import small_words


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("die zweite", 2), ("der erste", 1), ("den dritten bitte", 3), ("2", 2), ("nr. 4", 4), ("nummer 3", 3),
        ("zeig mir die erste", 1), ("die letzte", -1), ("telefonnummer vom zweiten", 2), ("und die fünfte?", 5),
        ("wann hat die zweite auf", 2), ("bäcker", None), ("in zwei wochen", None), ("21", None), ("um 2 uhr", None),
        ("die siebte", 7), ("7", 7), ("sieben", 7), ("nimm den zwölften", 12), ("die achte bitte", 8), ("20", 20),
        ("telefonnummer von nummer 11", 11), ("die zwanzigste", 20), ("einundzwanzig", None), ("die acht", 8),
        ("vom siebten bis zum neunten", None), ("der erste oder der zweite", None), ("ich achte auf bio", None),
    ],
)  # fmt: skip
def test_a_position_in_the_list_is_recognised(text: str, position: int | None) -> None:
    assert small_words.ordinal(text) == position


@pytest.mark.parametrize(
    "text", ["mehr", "noch mehr", "weiter", "zeig mir mehr", "und weitere?", "mehr bitte", "noch welche"]
)
def test_the_next_page_is_asked_for(text: str) -> None:
    assert small_words.asks_for_more(text)


@pytest.mark.parametrize("text", ["mehr brot", "ich möchte mehr verdienen", "weiterbildung"])
def test_more_inside_a_question_is_no_next_page(text: str) -> None:
    assert not small_words.asks_for_more(text)


@pytest.mark.parametrize("text", ["egal wo", "ach egal wo", "in ganz bottrop", "überall"])
def test_a_place_in_town_is_taken_back(text: str) -> None:
    assert small_words.drops_location(text)


@pytest.mark.parametrize(
    "text", ["und in kirchhellen?", "nee ich meinte schuhe", "doch lieber morgens", "nur mit lieferung"]
)
def test_a_continuation_is_recognised(text: str) -> None:
    assert small_words.continues(text)
