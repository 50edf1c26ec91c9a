"""Only words that no dictionary has are taken for misspelt ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.linking.german_words import is_german_word


@pytest.mark.parametrize(
    "word", ["kurzem", "kürzen", "Brötchen", "brötchen", "HAUS", "Schraube", "geht", "Straße", "geöffnet"]
)
def test_a_word_of_the_language_is_known_in_any_case_and_inflection(word: str) -> None:
    assert is_german_word(word)


@pytest.mark.parametrize("word", ["Bröttchen", "schraubne", "xyzzy", "fahrad", "klemptner", "restuarant"])
def test_a_misspelt_word_is_not_known(word: str) -> None:
    assert not is_german_word(word)


@pytest.mark.parametrize("word", ["wolln", "kaufn", "Schraubn"])
def test_a_word_with_a_swallowed_e_is_known(word: str) -> None:
    assert is_german_word(word)


@pytest.mark.parametrize("word", ["", "der", "auf", "Uhr"])
def test_a_word_of_three_letters_or_less_says_nothing(word: str) -> None:
    assert not is_german_word(word)


@pytest.mark.parametrize("word", ["e-bike", "haus18", "zwei worte", "2026"])
def test_what_is_no_plain_word_is_not_looked_up(word: str) -> None:
    assert not is_german_word(word)


@given(st.text(st.characters(exclude_categories=["L"]), min_size=1, max_size=20))
def test_no_text_without_letters_is_a_word(text: str) -> None:
    assert not is_german_word(text)
