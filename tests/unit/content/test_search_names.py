import pytest

from content.folding import fold
from content.search.names import NameIndex

NAMES = (
    "Bäckerei Althoff",
    "Bäckerei Schmitz",
    "Bäckerei Yildiz",
    "Metzgerei Schmitz",
    "Schreinerei Althaus",
    "Buchhandlung am Markt",
    "Backhaus Grüter",
    "Optik Müller-Lüdenscheid",
    "Café Zeitlos",
    "Zeitungen Los",
    "Haar Werk",
)


@pytest.fixture
def names() -> NameIndex:
    index = NameIndex()
    for row, name in enumerate(NAMES):
        for posting in index.postings(fold(name)):
            posting.add(row)
    return index


def found(index: NameIndex, asked: str) -> set[str]:
    return {NAMES[row] for row in index.rows(asked, len(NAMES))}


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("Bäckerei Althoff", "Bäckerei Althoff"),
        ("althoff", "Bäckerei Althoff"),
        ("Baeckerei Altof", "Bäckerei Althoff"),
        ("bäcker althoff", "Bäckerei Althoff"),
        ("Althof Bäckerei", "Bäckerei Althoff"),
        ("Bäckerei Yildis", "Bäckerei Yildiz"),
        ("Buchhandlung Markt", "Buchhandlung am Markt"),
        ("die Buchhandlung am Markt", "Buchhandlung am Markt"),
        ("Back Haus Grüter", "Backhaus Grüter"),
        ("Optik Muller Ludenscheid", "Optik Müller-Lüdenscheid"),
        ("metzgerei schmizt", "Metzgerei Schmitz"),
        ("zeitlos", "Café Zeitlos"),
        ("Haarwerk", "Haar Werk"),
    ],
)
def test_a_name_is_found_as_people_type_it(names: NameIndex, asked: str, meant: str) -> None:
    assert meant in found(names, asked)


def test_a_shared_name_gives_all_who_have_it(names: NameIndex) -> None:
    assert found(names, "Schmitz") == {"Bäckerei Schmitz", "Metzgerei Schmitz"}


def test_the_full_name_gives_one_place_only(names: NameIndex) -> None:
    assert found(names, "Metzgerei Schmitz") == {"Metzgerei Schmitz"}


@pytest.mark.parametrize("asked", ["Bäckerei Kowalski", "Krankenhaus", "", "!?", "der die das", "12345"])
def test_a_name_that_nobody_has_is_not_found(names: NameIndex, asked: str) -> None:
    assert found(names, asked) == set()


def test_a_row_that_left_is_found_no_more(names: NameIndex) -> None:
    for posting in names.postings(fold(NAMES[0])):
        posting.discard(0)
    assert found(names, "Althoff") == set()
