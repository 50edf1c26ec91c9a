"""What surrounds a request in letters is blanked; the request stays, in its place."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.courtesies import without_courtesies

SALUTATIONS = (
    "", "Hallo, ", "hallo zusammen, ", "Hi! ", "Moin moin, ", "Guten Tag, ", "Schönen guten Abend, ", "Glück auf! ",
    "Liebes Team, ", "Sehr geehrte Damen und Herren, ", "Sehr geehrter Herr Müller,\n", "Lieber Hallo-Bot, ",
)  # fmt: skip
CLOSINGS = (
    "", " danke", ". Danke!", ", vielen Dank im Voraus", " lg", " lg tom", "\nMfG\n", ". Mit freundlichen Grüßen, Herta Schuster",
    "! Viele Grüße Familie Kowalski", ". Hochachtungsvoll Dr. K. Wiemers", "? danke dir 😊",
)  # fmt: skip
MIDDLE_WORDS = (
    "wo", "gibt", "es", "brötchen", "in", "der", "boy", "hat", "bäcker", "althoff", "sonntags", "auf", "suche", "einen", "klempner",
    "termin", "für", "22", "uhr", "rohr", "geplatzt", "vegan", "oder", "nicht", "kirchhellen", "und", "ich", "grußkarten", "hallodri",
)  # fmt: skip
# The first word shows that the request has begun, as it does in letters.
middles = st.tuples(
    st.sampled_from(("wo", "ich", "gibt", "hat", "wann")),
    st.lists(st.sampled_from(MIDDLE_WORDS), min_size=1, max_size=12),
).map(lambda parts: " ".join((parts[0], *parts[1])))
texts = st.one_of(
    st.text(max_size=120),
    st.lists(
        st.sampled_from((*SALUTATIONS, *CLOSINGS, *MIDDLE_WORDS, ",", ".", "\n", "ß", "🙏")), max_size=12
    ).map(" ".join),
)


def words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@given(texts)
def test_the_length_never_changes(text: str) -> None:
    assert len(without_courtesies(text)) == len(text)


@given(texts)
def test_every_place_holds_what_it_held_or_a_blank(text: str) -> None:
    assert all(after in (before, " ") for before, after in zip(text, without_courtesies(text), strict=True))


@given(texts)
def test_two_words_are_left_or_the_message_is_as_it_was(text: str) -> None:
    blanked = without_courtesies(text)
    assert blanked == text or len(words_of(blanked)) >= 2


@given(st.sampled_from(SALUTATIONS), middles, st.sampled_from(CLOSINGS))
def test_the_words_of_the_request_survive(salutation: str, middle: str, closing: str) -> None:
    blanked = without_courtesies(salutation + middle + closing)
    assert blanked[len(salutation) : len(salutation) + len(middle)] == middle


@given(st.sampled_from(SALUTATIONS), middles, st.sampled_from(CLOSINGS))
def test_nothing_but_the_request_is_left_of_a_letter(salutation: str, middle: str, closing: str) -> None:
    assert words_of(without_courtesies(salutation + middle + closing)) == words_of(middle)


@pytest.mark.parametrize(
    "text",
    [
        "Hallo", "hallo!", "Guten Tag!", "moin moin", "Hallo zusammen", "Danke!", "danke schön", "vielen lieben dank", "Hallo, danke",
        "Mit freundlichen Grüßen", "danke für die hilfe", "danke und tschüss", "Lieben Dank, euer Karl",
        pytest.param("Vielen Dank und viele Grüße", marks=pytest.mark.xfail(strict=True, reason="two closings: half is blanked")),
        pytest.param("Danke euch, liebe Grüße", marks=pytest.mark.xfail(strict=True, reason="two closings: half is blanked")),
        pytest.param("Hallo liebes Team, vielen Dank!", marks=pytest.mark.xfail(strict=True, reason="the greeting is blanked")),
    ],
)  # fmt: skip
def test_a_message_of_courtesies_alone_stays_as_it_is(text: str) -> None:
    assert without_courtesies(text) == text


@pytest.mark.parametrize(
    ("letter", "request_"),
    [
        (
            "Sehr geehrte Damen und Herren, ich suche einen Schreiner in Bottrop. Mit freundlichen Grüßen, Herta Schuster",
            "ich suche einen Schreiner in Bottrop",
        ),
        ("Liebes Team, wo kann ich Blumen kaufen? LG Anna", "wo kann ich Blumen kaufen"),
        ("guten abend, wer hat noch auf, vielen dank im voraus", "wer hat noch auf"),
        ("Werte Damen und Herren, wo bitte ist das Fundbüro", "wo bitte ist das Fundbüro"),
        ("hallo ihr lieben, kennt ihr einen friseur? danke im voraus 😊", "kennt ihr einen friseur"),
        ("Wo gibt es Blumen? Danke und Grüße aus der Boy", "Wo gibt es Blumen"),
    ],
)
def test_salutation_and_signature_become_blanks(letter: str, request_: str) -> None:
    assert without_courtesies(letter).strip() == request_


@pytest.mark.parametrize(
    "text",
    [
        "wo krieg ich Grußkarten her", "Tag der offenen Tür wann", "hallodri in der boy", "wo gibt es mit liebe gebackenes",
        "mfg blumen müller öffnungszeiten", "danke, wo gibt es brötchen", "danke dir! und wo ist der bäcker?",
    ],
)  # fmt: skip
def test_a_word_of_courtesy_inside_a_request_stays(text: str) -> None:
    assert without_courtesies(text) == text


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Liebes Team ich suche einen Schreiner, der auch Fenster baut", "Schreiner"),
        ("Liebe Leute wo gibt es gute Schuhe, die nicht drücken", "Schuhe"),
        ("Sehr geehrte Damen und Herren ich suche einen Friseur, der Hausbesuche macht", "Friseur"),
    ],
)
def test_a_salutation_without_a_comma_does_not_take_the_request_with_it(text: str, word: str) -> None:
    assert word in without_courtesies(text)


@pytest.mark.xfail(strict=True, reason="up to six words behind thanks are taken for a name")
def test_a_second_request_behind_thanks_stays() -> None:
    assert "bäcker" in without_courtesies("hat der friseur auf, danke und noch einen bäcker")
