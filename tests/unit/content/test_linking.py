"""Linking in a small fixed world: a handful of terms, four districts and a few places."""

import itertools
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.entries import Address, Contact, Coordinates, District, Landmark, Town
from content.linking import Mention, MentionKind, Vocabulary
from content.opening_hours import OpeningHours

SHIPPED = Path(__file__).parents[3] / "content" / "vocabulary"
DATA = {
    "categories.yml": """
- {tag: shop=bakery, name: Bäckerei, plural: Bäckereien, group: laden, names: [bäcker, bäckerei],
   products: [brötchen, brot, {kuchen: 0.7}], problems: [kein brot mehr]}
- {tag: shop=supermarket, name: Supermarkt, plural: Supermärkte, group: laden, names: [supermarkt, discounter],
   products: [{brötchen: 0.4}, schrauben]}
- {tag: shop=florist, name: Blumenladen, plural: Blumenläden, group: laden, names: [blumenladen, florist],
   products: [blumen, gestecke]}
- {tag: shop=bicycle, name: Fahrradladen, plural: Fahrradläden, group: laden, names: [fahrradladen],
   products: [fahrrad, fahrradreparatur], problems: [fahrrad kaputt]}
- {tag: shop=car_repair, name: Autowerkstatt, plural: Autowerkstätten, group: handwerk, names: [werkstatt]}
- {tag: craft=plumber, name: Klempner, plural: Klempner, group: handwerk, names: [klempner, installateur],
   products: [heizung], problems: [rohr geplatzt]}
- {tag: shop=kitchen, name: Küchenstudio, plural: Küchenstudios, group: laden, names: [küchenstudio],
   products: [küchen]}
- {tag: amenity=restaurant, name: Restaurant, plural: Restaurants, group: gastro, names: [restaurant],
   products: [essen]}
- {tag: cuisine=italian, name: Italiener, plural: Italiener, group: gastro, names: [italiener], products: [pizza]}
- {tag: shop=hardware, name: Eisenwarenladen, plural: Eisenwarenläden, group: laden, names: [eisenwaren],
   products: [säge, uhr]}
- {tag: amenity=fast_food, name: Imbiss, plural: Imbisse, group: gastro, names: [imbiss, pommesbude],
   products: [pommes, burger]}
""",
    "attributes.yml": """
- {key: wheelchair, name: rollstuhlgerecht, terms: [barrierefrei, rollstuhl]}
- {key: "diet:vegan", name: vegan, terms: [vegan]}
""",
    "topics.yml": "- {topic: gruendung, name: Gründung, terms: [existenzgründung, firma gründen]}",
    "occupations.yml": """
- {name: Bäcker/-in, terms: [bäcker, bäckerin], fields: [essen]}
- {name: Tischler/-in, terms: [tischler, schreiner], fields: [holz]}
""",
    "fields.yml": """
- {field: holz, name: was mit Holz, terms: [mit holz], occupations: [Tischler/-in]}
- {field: essen, name: was mit Essen, terms: [mit essen]}
""",
}
PLACES: Sequence[tuple[str, str, Sequence[str]]] = (
    ("baeckerei-althoff", "Bäckerei Althoff", ()),
    ("metzgerei-althoff", "Metzgerei Althoff", ()),
    ("ristorante-rialto", "Ristorante Rialto", ("rialto",)),
    ("radhaus", "Radhaus", ()),
    ("blumen-mueller", "Blumen Müller", ("blumen",)),
    ("marios", "Mario's Pizzeria", ()),
    ("grabowski", "Florist Grabowski", ()),
)
RATHAUS = Coordinates(51.5241, 6.9285)


def a_town() -> Town:
    return Town(
        id="bottrop",
        name="Bottrop",
        time_zone="Europe/Berlin",
        country="DE",
        subdivision="NW",
        districts=(
            District("Stadtmitte", ("innenstadt",)),
            District("Kirchhellen"),
            District("Welheim"),
            District("Welheimer Mark"),
            District("Ebel"),
        ),
        landmarks=(Landmark("Rathaus", "Stadtmitte", ("am rathaus",), RATHAUS),),
        office_name="Amt",
        office_contact=Contact(),
        office_address=Address(),
        office_hours=OpeningHours(None),
        imprint="",
        privacy="",
        neighbours=("Essen", "Gladbeck"),
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vocabulary")
    for name, text in DATA.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name in ("answer_fields.yml", "elsewhere.yml", "ordinary_words.yml", "phrases.yml"):
        shutil.copy(SHIPPED / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def vocabulary(folder: Path) -> Vocabulary:
    return Vocabulary.load(folder, town=a_town(), place_names=PLACES)


def seen(mentions: Sequence[Mention]) -> list[tuple[str, str]]:
    return [(mention.kind.value, mention.value) for mention in mentions]


def only(vocabulary: Vocabulary, text: str, kind: MentionKind) -> Mention:
    (mention,) = [mention for mention in vocabulary.scan(text) if mention.kind is kind]
    return mention


def test_a_message_gives_its_mentions_in_order_with_their_places(vocabulary: Vocabulary) -> None:
    text = "Wo gibt's Brötchen in der Nähe vom Bäcker in Kirchhellen?"

    mentions = vocabulary.scan(text)

    assert seen(mentions) == [
        ("product", "brötchen"),
        ("near_me", "near_me"),
        ("category", "bäcker"),
        ("district", "Kirchhellen"),
    ]
    assert [text[mention.start : mention.end] for mention in mentions] == [
        mention.text for mention in mentions
    ]


def test_a_product_of_several_categories_lists_them_by_weight(vocabulary: Vocabulary) -> None:
    assert vocabulary.scan("brötchen")[0].categories == (("shop=bakery", 1.0), ("shop=supermarket", 0.4))


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("broetchen", "product", "brötchen"),
        ("BROTCHEN", "product", "brötchen"),
        ("schraube", "product", "schrauben"),
        ("Bäckers", "category", "bäcker"),
        ("Blumenläden", "category", "Blumenläden"),
        ("fahrad", "product", "fahrrad"),
        ("klemptner", "category", "klempner"),
        ("restuarant", "category", "restaurant"),
        ("uhren", "product", "uhr"),
        ("blumen laden", "category", "blumenladen"),
        ("Fahrrad-Reparatur", "product", "fahrradreparatur"),
    ],
)
def test_other_spellings_of_a_term_are_recognised(
    vocabulary: Vocabulary, text: str, kind: str, value: str
) -> None:
    assert seen(vocabulary.scan(text)) == [(kind, value)]


@pytest.mark.parametrize(
    ("text", "kind", "value", "tag"),
    [
        ("Fahrradwerkstatt", "category", "fahrradwerkstatt", "shop=bicycle"),
        ("Heizungsnotdienst", "product", "heizungsnotdienst", "craft=plumber"),
        ("Grabgestecke", "product", "grabgestecke", "shop=florist"),
        ("Käsekuchen", "product", "käsekuchen", "shop=bakery"),
        ("fahrad werkstatt", "category", "fahradwerkstatt", "shop=bicycle"),
    ],
)
def test_compounds_that_no_list_holds_are_taken_apart(
    vocabulary: Vocabulary, text: str, kind: str, value: str, tag: str
) -> None:
    (mention,) = vocabulary.scan(text)

    assert (mention.kind, mention.value, mention.categories[0][0]) == (kind, value, tag)
    assert mention.score < 1


@pytest.mark.parametrize(
    "text",
    [
        "heute haben wir gesagt",
        "Kannze mir ma sagen wat dat soll",
        "ich will backen",
        "die Entscheidung des Bürgermeisters",
        "um 18 Uhr",
        "Bürger der Stadt",
        "",
        "🍞?!",
    ],
)
def test_ordinary_words_are_no_things(vocabulary: Vocabulary, text: str) -> None:
    assert vocabulary.scan(text) == ()


def test_an_umlaut_tells_two_terms_apart_when_typed(vocabulary: Vocabulary) -> None:
    assert seen(vocabulary.scan("Kuchen")) == [("product", "kuchen")]
    assert seen(vocabulary.scan("Küchen")) == [("product", "küchen")]


@pytest.mark.parametrize(
    "text", ["Rohr geplatzt", "das Rohr ist ja geplatzt", "ein geplatztes Rohr", "rohr leider geplatzt!"]
)
def test_a_problem_is_recognised_with_small_words_and_in_either_order(
    vocabulary: Vocabulary, text: str
) -> None:
    assert only(vocabulary, text, MentionKind.PROBLEM).categories == (("craft=plumber", 1.0),)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Bäckerei Althoff", "baeckerei-althoff"),
        ("bäcker althoff", "baeckerei-althoff"),
        ("metzgerei althof", "metzgerei-althoff"),
        ("riatlo", "ristorante-rialto"),
        ("radhaus", "radhaus"),
        ("marios", "marios"),
        ("bei mario", "marios"),
        ("Blumen Müller", "blumen-mueller"),
        ("grabowsky", "grabowski"),
    ],
)
def test_a_place_is_known_by_its_name_or_a_word_only_it_has(
    vocabulary: Vocabulary, text: str, place: str
) -> None:
    mention = only(vocabulary, text, MentionKind.NAME)

    assert (mention.value, mention.also) == (place, ())
    assert not [other for other in vocabulary.scan(text) if other.kind is not MentionKind.NAME]


def test_a_name_that_two_places_share_keeps_both(vocabulary: Vocabulary) -> None:
    mention = only(vocabulary, "hat althoff auf", MentionKind.NAME)

    assert {mention.value, *mention.also} == {"baeckerei-althoff", "metzgerei-althoff"}
    assert {reading.value for reading in vocabulary.link("althoff", {MentionKind.NAME})} == {
        "baeckerei-althoff",
        "metzgerei-althoff",
    }


def test_a_thing_is_never_a_name_and_a_first_name_needs_a_preposition(vocabulary: Vocabulary) -> None:
    assert seen(vocabulary.scan("blumen")) == [("product", "blumen")]
    assert vocabulary.scan("mario kommt mit") == ()


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("in der Welheimer Mark", "Welheimer Mark"),
        ("in welheim", "Welheim"),
        ("kirchellen", "Kirchhellen"),
        ("kirchhelln", "Kirchhellen"),
        ("kirchhellener", "Kirchhellen"),
        ("Innenstadt", "Stadtmitte"),
    ],
)
def test_districts_are_recognised_with_the_longest_name_first(
    vocabulary: Vocabulary, text: str, district: str
) -> None:
    assert seen(vocabulary.scan(text)) == [("district", district)]


def test_a_landmark_has_a_district_and_coordinates(vocabulary: Vocabulary) -> None:
    assert seen(vocabulary.scan("beim Rathaus")) == [("landmark", "Rathaus")]
    assert vocabulary.district_of("Rathaus") == "Stadtmitte"
    assert vocabulary.coordinates_of("Rathaus") == RATHAUS
    assert vocabulary.district_of("Tetraeder") is None


def test_a_neighbouring_town_that_is_a_word_too_needs_a_preposition(vocabulary: Vocabulary) -> None:
    assert seen(vocabulary.scan("in Essen essen")) == [("neighbour", "Essen"), ("product", "essen")]
    assert seen(vocabulary.scan("Gladbeck")) == [("neighbour", "Gladbeck")]


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Bäcker in der Nähe", True),
        ("bäcker umme ecke", True),
        ("wo ist der nächste Bäcker", True),
        ("nächste Woche zum Bäcker", False),
        ("wann öffnet der nächste Bäcker", False),
        ("Bäcker in der Nähe vom Rathaus", False),
    ],
)
def test_near_means_near_the_person(vocabulary: Vocabulary, text: str, near: bool) -> None:
    kinds = [mention.kind for mention in vocabulary.scan(text)]

    assert MentionKind.CATEGORY in kinds
    assert (MentionKind.NEAR_ME in kinds) is near


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("nicht in der Stadtmitte", ["Stadtmitte"]),
        ("Italiener, aber kein Discounter", ["discounter"]),
        ("alles außer Ebel oder Welheim", ["Ebel", "Welheim"]),
        ("bloß nich in ebel", ["Ebel"]),
        ("ich finde keinen Bäcker", []),
        ("Gibt es keinen Bäcker in Ebel?", []),
        ("kein Bäcker mehr offen", []),
        ("weiß nicht, welcher Bäcker", []),
        ("ohne Termin, Bäcker", []),
        ("nicht weit weg, Bäcker in Ebel", []),
    ],
)
def test_what_a_person_turns_down_is_negated(vocabulary: Vocabulary, text: str, negated: list[str]) -> None:
    assert [mention.value for mention in vocabulary.scan(text) if mention.negated] == negated


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("Öffnungszeiten", "hours"),
        ("hat Rialto heute auf", "hours"),
        ("Telefonnummer von Rialto", "phone"),
        ("wo ist Rialto", "address"),
        ("wie komm ich zu Rialto", "route"),
        ("kann man bei Rialto mit Karte zahlen", "payment"),
        ("ist Rialto barrierefrei", "accessibility"),
    ],
)
def test_what_is_asked_of_a_place_is_a_field(vocabulary: Vocabulary, text: str, field: str) -> None:
    assert only(vocabulary, text, MentionKind.FIELD).value == field


def test_a_property_is_a_wish_where_no_place_is_named(vocabulary: Vocabulary) -> None:
    assert seen(vocabulary.scan("barrierefreies veganes Restaurant")) == [
        ("attribute", "wheelchair"),
        ("attribute", "diet:vegan"),
        ("category", "restaurant"),
    ]


@pytest.mark.parametrize("text", ["Ausbildung als Bäcker", "ich will Bäcker werden"])
def test_a_trade_is_an_occupation_where_work_is_the_subject(vocabulary: Vocabulary, text: str) -> None:
    assert only(vocabulary, text, MentionKind.OCCUPATION).value == "Bäcker/-in"


def test_the_caller_can_prefer_a_kind(vocabulary: Vocabulary) -> None:
    assert seen(vocabulary.scan("was mit holz", {MentionKind.OCCUPATION_FIELD})) == [
        ("occupation_field", "holz")
    ]
    assert seen(vocabulary.scan("Bäcker", {MentionKind.OCCUPATION})) == [("occupation", "Bäcker/-in")]


def test_linking_a_phrase_forgives_more_and_puts_the_best_first(vocabulary: Vocabulary) -> None:
    assert vocabulary.link("ebl", {MentionKind.DISTRICT}) == ()
    assert vocabulary.link("eble", {MentionKind.DISTRICT})[0].value == "Ebel"
    kinds = {MentionKind.CATEGORY, MentionKind.PRODUCT}
    assert seen(vocabulary.link("frische brötchen", kinds))[0] == ("product", "brötchen")
    names = vocabulary.link("die Bäckerei Althof", {MentionKind.NAME})
    assert names[0].value == "baeckerei-althoff"
    assert names[0].score > names[1].score


def test_names_can_be_replaced(vocabulary: Vocabulary) -> None:
    other = vocabulary.with_places([("zollhaus", "Zum alten Zollhaus", ())])

    assert seen(other.scan("zollhaus")) == [("name", "zollhaus")]
    assert MentionKind.NAME not in [mention.kind for mention in other.scan("rialto")]
    assert MentionKind.NAME in [mention.kind for mention in vocabulary.scan("rialto")]


def test_names_for_people_are_german(vocabulary: Vocabulary) -> None:
    assert vocabulary.category_name("shop=bakery", plural=True) == "Bäckereien"
    assert vocabulary.category_name("shop=model_trains") == "model trains"
    assert vocabulary.group("craft=plumber") == "handwerk"
    assert vocabulary.tags_of_group("handwerk") == ("shop=car_repair", "craft=plumber")
    assert vocabulary.topic_name("gruendung") == "Gründung"
    assert vocabulary.attribute_name("diet:vegan") == "vegan"
    assert vocabulary.answer_field_name("hours") == "Öffnungszeiten"
    assert vocabulary.field_name("holz") == "was mit Holz"


def test_a_field_has_the_occupations_it_lists_and_those_that_name_it(vocabulary: Vocabulary) -> None:
    assert vocabulary.occupations_of_field("holz") == ("Tischler/-in",)
    assert vocabulary.occupations_of_field("essen") == ("Bäcker/-in",)
    assert vocabulary.occupation_terms("Bäcker/-in") == ("bäcker", "bäckerin")


def test_lookup_tables_hold_each_phrase_once(vocabulary: Vocabulary) -> None:
    tables = vocabulary.lookup_tables()

    assert set(tables) == {
        "thing",
        "trade",
        "problem",
        "name",
        "location",
        "occupation",
        "attribute",
        "topic",
        "field",
    }
    assert "brötchen" in tables["thing"]
    assert {"bäckerei althoff", "althoff", "rialto"} <= set(tables["name"])
    assert {"kirchhellen", "innenstadt", "rathaus", "gladbeck"} <= set(tables["location"])
    assert all(len(phrases) == len(set(phrases)) for phrases in tables.values())


WORDS = (
    "nicht kein der die in bäcker althoff rialto kuchen nächste nähe vom rathaus ebel essen hat auf , . ? fahrad "
    "werkstatt laden bei mario mit holz rohr ist geplatzt wann Ausbildung Grabgestecke 18 uhr"
)
words = st.sampled_from(WORDS.split())


@given(st.one_of(st.text(max_size=60), st.lists(words, max_size=14).map(" ".join)))
def test_mentions_lie_inside_the_message_and_never_overlap(vocabulary: Vocabulary, text: str) -> None:
    mentions = vocabulary.scan(text)

    assert all(0 <= mention.start < mention.end <= len(text) for mention in mentions)
    assert all(text[mention.start : mention.end] == mention.text for mention in mentions)
    assert all(one.end <= other.start for one, other in itertools.pairwise(mentions))
    assert all(0 < mention.score <= 1 for mention in mentions)


@given(st.text(max_size=40))
def test_linking_any_phrase_gives_readings_best_first(vocabulary: Vocabulary, text: str) -> None:
    scores = [mention.score for mention in vocabulary.link(text, set(MentionKind))]

    assert scores == sorted(scores, reverse=True)
