"""Products have one form however people name them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.base_forms import base_form


@pytest.mark.parametrize(
    ("typed", "base"),
    [
        ("Visitenkarten", "visitenkarte"), ("Schrauben", "schraube"), ("Schuhe", "schuh"), ("Fahrräder",
        "fahrrad"), ("Kerzen", "kerze"),
        ("Handys", "handy"), ("Kinderschuhe", "kinderschuh"), ("Blumensträuße", "blumenstrauß"), ("Uhren", "uhr"),
        ("vegane Torten", "vegane torte"),
        ("Bücher", "buch"), ("Hüte", "hut"), ("Gläser", "glas"), ("gebrauchte Fahrräder", "fahrrad"), ("Grabgestecke", "grabgesteck"),
    ],
)  # fmt: skip
def test_a_plural_becomes_singular(typed: str, base: str) -> None:
    assert base_form(typed) == base


@pytest.mark.parametrize(
    "typed", ["Brötchen", "kuchen", "döner", "Möbel", "wolle", "reifen", "tattoo", "xyzzyen"]
)
def test_a_singular_and_an_unknown_word_stay_as_they_are(typed: str) -> None:
    assert base_form(typed) == typed.lower()


def test_an_umlaut_still_tells_two_things_apart() -> None:
    assert (base_form("Küchen"), base_form("Kuchen")) == ("küche", "kuchen")


@pytest.mark.parametrize(
    ("typed", "base"),
    [("Sonntagsbrötchen", "brötchen"), ("montagsbrötchen", "brötchen"), ("samstag brunch", "brunch")],
)
def test_a_weekday_before_it_goes(typed: str, base: str) -> None:
    assert base_form(typed) == base


@pytest.mark.parametrize("typed", ["Sonntag", "freitag"])
def test_a_weekday_alone_is_kept(typed: str) -> None:
    assert base_form(typed) == typed.lower()


@pytest.mark.parametrize(
    ("typed", "base"),
    [
        ("pizza essen", "pizza"), ("Blumen kaufen", "blume"), ("bier trinken gehen", "bier"), ("kaffee zum mitnehmen", "kaffee"),
        ("schlüssel machen lassen", "schlüssel"), ("eis holen", "eis"), ("shisha rauchen", "shisha"),
    ],
)  # fmt: skip
def test_what_is_done_with_it_goes(typed: str, base: str) -> None:
    assert base_form(typed) == base


@pytest.mark.parametrize(
    ("typed", "base"),
    [("frische Brötchen", "brötchen"), ("günstige gebrauchte Möbel", "möbel"), ("neu", "neu")],
)
def test_a_quality_that_any_thing_may_have_goes(typed: str, base: str) -> None:
    assert base_form(typed) == base


@pytest.mark.parametrize("typed", ["essen", "Essen gehen", "trinken", "etwas", "was", "sachen", "", "  "])
def test_what_names_no_product_is_none(typed: str) -> None:
    assert base_form(typed) is None


texts = st.one_of(
    st.text(max_size=30),
    st.lists(
        st.sampled_from(["brot", "brötchen", "sonntags", "montag", "essen", "kaufen", "gehen", "lassen", "zum",
        "mitnehmen", "schuhe", "etwas"]),
        max_size=5,
    ).map(" ".join),
)  # fmt: skip


@given(texts)
def test_there_is_never_an_empty_product(text: str) -> None:
    found = base_form(text)
    assert found is None or found.strip()


@given(
    st.sampled_from(
        ["visitenkarten", "schrauben", "blumen", "schuhe", "kerzen", "handys", "brötchen", "reifen", "möbel"]
    )
)
def test_a_base_form_is_its_own_base_form(word: str) -> None:
    once = base_form(word)
    assert once is not None and base_form(once) == once


@given(texts)
def test_case_and_blanks_around_do_not_matter(text: str) -> None:
    assert base_form(f"  {text.lower()} ") == base_form(text.lower())
