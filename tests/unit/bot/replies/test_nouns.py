import pytest

from bot.replies.nouns import with_capitals


@pytest.mark.parametrize(
    ("stored", "written"),
    [
        ("burger", "Burger"),
        ("süßkartoffelpommes", "Süßkartoffelpommes"),
        ("haare färben", "Haare färben"),
        ("frische nudeln", "Frische Nudeln"),
        ("belegte brötchen", "Belegte Brötchen"),
        ("möbel nach maß", "Möbel nach Maß"),
        ("saure gurken", "Saure Gurken"),
        ("pulled pork", "Pulled Pork"),
        ("wlan einrichten", "WLAN einrichten"),
        ("e-bike", "E-Bike"),
        ("iPhone-Reparatur", "iPhone-Reparatur"),
        ("", ""),
    ],
)
def test_nouns_are_written_with_a_capital(stored: str, written: str) -> None:
    assert with_capitals(stored) == written
