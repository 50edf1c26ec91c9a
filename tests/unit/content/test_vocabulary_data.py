"""The shipped language data is complete, well formed and consistent in itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

VOCABULARY = Path(__file__).resolve().parents[3] / "content" / "vocabulary"
GROUPS = {"laden", "handwerk", "gastro", "dienstleistung", "gesundheit", "freizeit", "markt"}
TERM_LISTS = ("names", "products", "problems")
TAG = re.compile(r"(shop|craft|amenity|cuisine|office|healthcare|leisure|tourism|beauty)=[a-z][a-z_0-9-]*")
KEY = re.compile(r"[a-z_]+(:[a-z_]+)?")

# Words people type that are shorter than a word usually is.
SHORT_WORDS = {"au", "bh", "cd", "dj", "ei", "hu", "it", "ki", "lp", "pc", "sb", "wc", "öl"}


@cache
def load(name: str) -> list[dict[str, Any]]:
    """Read one vocabulary file."""
    entries = yaml.safe_load((VOCABULARY / name).read_text(encoding="utf-8"))
    assert isinstance(entries, list)
    return entries


def weighted(entry: str | dict[str, float]) -> tuple[str, float]:
    """Split a term into its word and its weight; a plain word weighs 1."""
    if isinstance(entry, str):
        return entry, 1.0
    ((term, weight),) = entry.items()
    return term, weight


def category_terms(category: dict[str, Any]) -> list[tuple[str, float]]:
    """List every term of a category with its weight."""
    return [weighted(entry) for key in TERM_LISTS for entry in category[key]]


def all_terms() -> Iterator[tuple[str, str]]:
    """Yield the place and the text of every term in the vocabulary."""
    for category in load("categories.yml"):
        for term, _ in category_terms(category):
            yield category["tag"], term
    for name, key in (
        ("attributes.yml", "key"),
        ("topics.yml", "topic"),
        ("occupations.yml", "name"),
        ("fields.yml", "field"),
    ):
        for entry in load(name):
            for term in entry["terms"]:
                yield f"{name} {entry[key]}", term


def repeated(values: Iterator[str] | list[str]) -> list[str]:
    """List the values that occur more than once."""
    return [value for value, count in Counter(values).items() if count > 1]


def test_tags_are_well_formed_and_unique() -> None:
    tags = [category["tag"] for category in load("categories.yml")]
    assert [tag for tag in tags if not TAG.fullmatch(tag)] == []
    assert repeated(tags) == []


def test_a_town_s_trades_are_covered() -> None:
    categories = load("categories.yml")
    assert len(categories) >= 250
    assert sum(category["tag"].startswith("cuisine=") for category in categories) >= 25
    assert len({term for category in categories for term, _ in category_terms(category)}) >= 4000


def test_each_category_has_a_name_a_plural_and_a_known_group() -> None:
    for category in load("categories.yml"):
        assert set(category) == {"tag", "name", "plural", "group", *TERM_LISTS}, category["tag"]
        assert category["name"] and category["plural"], category["tag"]
        assert category["group"] in GROUPS, category["tag"]
        assert category["names"], category["tag"]


def test_weights_lie_between_zero_and_one() -> None:
    wrong = [
        (category["tag"], term, weight)
        for category in load("categories.yml")
        for term, weight in category_terms(category)
        if not 0 < weight <= 1
    ]
    assert wrong == []


def test_a_category_lists_no_term_twice() -> None:
    doubled = {
        category["tag"]: repeated([term for term, _ in category_terms(category)])
        for category in load("categories.yml")
    }
    assert {tag: terms for tag, terms in doubled.items() if terms} == {}


def test_terms_are_lower_case_single_spaced_text() -> None:
    wrong = [(place, term) for place, term in all_terms() if term != " ".join(term.lower().split())]
    assert wrong == []


def test_terms_hold_no_invisible_characters() -> None:
    assert [(place, term) for place, term in all_terms() if not term.isprintable() or "\u00ad" in term] == []


def test_terms_have_at_least_three_letters_or_are_known_short_words() -> None:
    wrong = [(place, term) for place, term in all_terms() if len(term) < 3 and term not in SHORT_WORDS]
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("attributes.yml", "key"),
        ("topics.yml", "topic"),
        ("occupations.yml", "name"),
        ("fields.yml", "field"),
    ],
)
def test_entries_are_unique_and_have_unique_terms(name: str, key: str) -> None:
    entries = load(name)
    assert repeated([entry[key] for entry in entries]) == []
    for entry in entries:
        assert entry["terms"], entry[key]
        assert repeated(entry["terms"]) == [], entry[key]


def test_attribute_keys_are_well_formed() -> None:
    assert [entry["key"] for entry in load("attributes.yml") if not KEY.fullmatch(entry["key"])] == []


def test_there_are_the_recognised_training_occupations() -> None:
    assert len(load("occupations.yml")) >= 260


def test_occupations_and_fields_point_to_each_other() -> None:
    of_occupation = {(entry["name"], field) for entry in load("occupations.yml") for field in entry["fields"]}
    of_field = {(name, entry["field"]) for entry in load("fields.yml") for name in entry["occupations"]}
    assert of_occupation == of_field
    assert len(load("fields.yml")) >= 20


def test_spoken_forms_are_unique_and_change_something() -> None:
    pairs = [(entry["from"], entry["to"]) for entry in load("ruhr.yml")]
    assert len(pairs) >= 150
    assert repeated([spoken for spoken, _ in pairs]) == []
    assert [pair for pair in pairs if pair[0] == pair[1]] == []
    for pair in pairs:
        assert all(text == text.lower().strip() and text for text in pair), pair


@pytest.mark.parametrize(
    ("term", "tag"),
    [
        ("grabgesteck", "shop=florist"),
        ("druckerpatronen", "shop=stationery"),
        ("passfotos", "craft=photographer"),
        ("bremsbeläge", "shop=car_repair"),
        ("dauerwelle", "shop=hairdresser"),
        ("hörgerätebatterien", "shop=hearing_aids"),
        ("rohr geplatzt", "craft=plumber"),
        ("wasser kommt durch die decke", "craft=plumber"),
        ("heizung kalt", "craft=hvac"),
        ("ausgesperrt", "shop=locksmith"),
        ("schlüssel abgebrochen", "shop=locksmith"),
        ("platten", "shop=bicycle"),
        ("sicherung fliegt raus", "craft=electrician"),
        ("handy display kaputt", "shop=mobile_phone"),
        ("büdchen", "shop=kiosk"),
        ("pommesbude", "amenity=fast_food"),
        ("mantaplatte", "amenity=fast_food"),
    ],
)
def test_what_people_say_leads_to_the_trade(term: str, tag: str) -> None:
    terms = {
        word
        for category in load("categories.yml")
        if category["tag"] == tag
        for word, _ in category_terms(category)
    }
    assert term in terms


@pytest.mark.parametrize(
    ("term", "name"),
    [
        ("kfzler", "Kraftfahrzeugmechatroniker/-in"),
        ("kfz mechaniker", "Kraftfahrzeugmechatroniker/-in"),
        ("bürokauffrau", "Kaufmann/-frau für Büromanagement"),
        ("mfa", "Medizinische/-r Fachangestellte/-r"),
        ("altenpfleger", "Pflegefachmann/-frau"),
        ("gas wasser scheiße", "Anlagenmechaniker/-in für Sanitär-, Heizungs- und Klimatechnik"),
        ("friseurin", "Friseur/-in"),
        ("azubi als elektriker", "Elektroniker/-in"),
        ("kauffrau im einzelhandel", "Kaufmann/-frau im Einzelhandel"),
    ],
)
def test_what_people_say_leads_to_the_occupation(term: str, name: str) -> None:
    assert term in next(entry["terms"] for entry in load("occupations.yml") if entry["name"] == name)
