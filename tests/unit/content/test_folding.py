import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.folding import fold, fold_with_offsets, stem, tokens


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Käse", "kaese"),
        ("Brötchen", "BROTCHEN"),
        ("Straße", "strasse"),
        ("Café", "cafe"),
        ("E-Bike!", "e bike"),
        ("Brötchen 🍞, bitte", "broetchen bitte"),
        ("neue Bauern", "neue bauern"),
    ],
)
def test_spellings_of_one_word_fold_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("schrauben", "schraube"),
        ("bäckers", "bäcker"),
        ("häuser", "haus"),
        ("verkäuferinnen", "verkäuferin"),
        ("brötchens", "brötchen"),
        ("flaschen", "flasche"),
        ("französischen", "französisch"),
    ],
)
def test_inflections_of_one_word_share_a_stem(one: str, other: str) -> None:
    assert stem(fold(one)) == stem(fold(other))


@pytest.mark.parametrize("word", ["brotchen", "eier", "uhr", "reis", "a4en"])
def test_diminutives_short_words_and_codes_are_not_cut(word: str) -> None:
    assert stem(word) == word


def test_tokens_point_back_to_the_message() -> None:
    message = "Wo gibt's  Käse-Brötchen?"

    found = fold_with_offsets(message)

    assert [message[token.start : token.end] for token in found] == ["Wo", "gibt", "s", "Käse", "Brötchen"]


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüß -", max_size=40))
def test_umlauts_fold_like_their_replacements(text: str) -> None:
    typed = text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")
    assert fold(typed) == fold(text)


@given(st.text())
def test_tokens_stand_in_order_inside_the_text(text: str) -> None:
    found = fold_with_offsets(text)

    assert tokens(text) == [token.folded for token in found]
    assert all(0 <= token.start < token.end <= len(text) for token in found)
    assert all(one.end < other.start for one, other in itertools.pairwise(found))


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=4))
def test_a_stem_keeps_four_letters_and_begins_like_its_word(word: str) -> None:
    assert len(stem(word)) >= 4
    assert word.startswith(stem(word))
