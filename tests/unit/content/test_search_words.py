import pytest

from content.search.words import is_kind_of, key_matches, key_of, text_matches


@pytest.mark.parametrize(
    ("listed", "asked"),
    [
        ("brot", "Brote"),
        ("bauernbrot", "brot"),
        ("Schrauben", "schraube"),
        ("speiseeis", "eis"),
        ("fair gehandelter kaffee", "kaffee"),
        ("Grußkarten", "karte"),
        ("bio brötchen", "Broetchen"),
    ],
)
def test_a_listed_thing_is_found_by_its_kind(listed: str, asked: str) -> None:
    assert key_matches(key_of(listed), key_of(asked))


@pytest.mark.parametrize(
    ("listed", "asked"),
    [
        ("reis", "eis"),
        ("hering", "ring"),
        ("brot", "bauernbrot"),
        ("torte", "vegane torte"),
        ("eisen", "eis"),
    ],
)
def test_what_only_looks_alike_is_not_found(listed: str, asked: str) -> None:
    assert not key_matches(key_of(listed), key_of(asked))


def test_a_compound_is_recognised_by_its_last_part_only() -> None:
    (machine,), (part,), (other,) = key_of("Kaffeemaschine"), key_of("Maschinen"), key_of("Kaffee")
    assert is_kind_of(machine, part)
    assert not is_kind_of(machine, other)


def test_text_finds_both_parts_of_a_compound() -> None:
    assert text_matches(["Großer Flohmarkt am Rathaus"], key_of("Markt"))
    assert text_matches(["Weihnachtsmarkt"], key_of("Weihnachten"))


def test_text_needs_every_word_somewhere() -> None:
    assert text_matches(["Jazz", "im Stadtpark"], key_of("jazz park"))
    assert not text_matches(["Jazz", "im Museum"], key_of("jazz park"))
