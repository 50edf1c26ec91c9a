"""The shipped vocabulary, read whole: what people in the Ruhr area type."""

import time
from pathlib import Path

import pytest

from content.entries import Address, Contact, District, Town
from content.linking import Mention, MentionKind, Vocabulary
from content.opening_hours import OpeningHours

SHIPPED = Path(__file__).parents[3] / "content" / "vocabulary"

TOWN = Town(
    id="bottrop",
    name="Bottrop",
    time_zone="Europe/Berlin",
    country="DE",
    subdivision="NW",
    districts=(District("Stadtmitte"), District("Kirchhellen")),
    landmarks=(),
    office_name="Amt",
    office_contact=Contact(),
    office_address=Address(),
    office_hours=OpeningHours(None),
    imprint="",
    privacy="",
)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    names = [(f"place-{number}", f"Haus Nummer{number}chen", ()) for number in range(400)]
    return Vocabulary.load(SHIPPED, town=TOWN, place_names=names)


def things(vocabulary: Vocabulary, text: str) -> list[Mention]:
    return [mention for mention in vocabulary.scan(text) if mention.categories]


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Welcher Bäcker hat jetzt auf?", "shop=bakery"),
        ("Hömma wo gibbet hier ne Bude", "shop=kiosk"),
        ("wo krieg ich broetchen", "shop=bakery"),
        ("Rohr is geplatzt!!", "craft=plumber"),
        ("mein Fahrrad ist kaputt", "shop=bicycle"),
        ("Fahradwerkstadt", "shop=bicycle"),
        ("Pommesbude in kirchellen", "amenity=fast_food"),
        ("haareschneiden", "shop=hairdresser"),
        ("apoteke", "amenity=pharmacy"),
        ("Grabgestecke", "shop=florist"),
        ("handy reperatur", "shop=mobile_phone"),
    ],
)
def test_what_people_ask_for_leads_to_its_category(vocabulary: Vocabulary, text: str, tag: str) -> None:
    (mention,) = things(vocabulary, text)

    assert mention.categories[0][0] == tag


@pytest.mark.parametrize(
    "text",
    [
        "Danke für die Hilfe, das war sehr nett von dir",
        "Kannst du mir das bitte noch einmal erklären?",
        "Heute haben wir leider keine Zeit gefunden",
        "ich wollte nur mal hören wie es dir geht",
        "was kannst du eigentlich alles",
        "dat is ja wohl nich dein ernst",
    ],
)
def test_small_talk_names_no_thing(vocabulary: Vocabulary, text: str) -> None:
    assert things(vocabulary, text) == []


def test_a_message_is_read_in_a_few_milliseconds(vocabulary: Vocabulary) -> None:
    messages = [
        f"Wo krieg ich denn am Samstag frische Bröttchen{number % 7} in Kirchhelln" for number in range(50)
    ]
    vocabulary.scan(messages[0])

    started = time.perf_counter()
    for message in messages:
        vocabulary.scan(message)

    assert (time.perf_counter() - started) / len(messages) < 0.02


def test_every_category_is_found_by_its_own_name(vocabulary: Vocabulary) -> None:
    tables = vocabulary.lookup_tables()
    missed = [
        term
        for term in tables["trade"]
        if not vocabulary.link(term, {MentionKind.CATEGORY})
        or vocabulary.link(term, {MentionKind.CATEGORY})[0].score < 0.9
    ]

    assert missed == []
