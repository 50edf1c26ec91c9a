"""The wish as the answer contract shows it: only its keys, only what applies, as JSON."""

import json
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given

from bot.conversation.wish import Field, Kind, Wish, filters_of
from tests.unit.bot.generated_wishes import ZONE, wishes

OPEN = (datetime(2026, 11, 29, tzinfo=ZONE), datetime(2026, 11, 29, 23, 59, tzinfo=ZONE))
CONTRACT_KEYS = {
    "category", "category_not", "product", "name", "district", "district_not", "near", "open", "attributes", "occupation", "date",
    "topic", "field",
}  # fmt: skip
"""The keys of the answer contract's table `filters`, with those of its conventions."""


@given(wishes)
def test_only_keys_of_the_contract_are_shown(wish: Wish) -> None:
    assert set(filters_of(wish)) <= CONTRACT_KEYS


@given(wishes)
def test_filters_are_json(wish: Wish) -> None:
    assert json.loads(json.dumps(filters_of(wish))) == filters_of(wish)


@given(wishes)
def test_nothing_empty_is_shown(wish: Wish) -> None:
    assert all(value not in (None, "", [], {}, False) for value in filters_of(wish).values())


@pytest.mark.parametrize("kind", Kind)
def test_a_wish_for_nothing_has_no_filters(kind: Kind) -> None:
    assert filters_of(Wish(kind)) == {}


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ({"categories": ("shop=bakery",)}, {"category": ["shop=bakery"]}),
        ({"category_not": ("shop=bakery",)}, {"category_not": ["shop=bakery"]}),
        ({"product": "brot"}, {"product": "brot"}),
        ({"name": "Radhaus"}, {"name": "Radhaus"}),
        ({"district": "Boy", "landmark": "Bahnhof Boy"}, {"district": "Boy"}),
        ({"district_not": "Boy"}, {"district_not": "Boy"}),
        ({"near": True}, {"near": True}),
        ({"open": OPEN}, {"open": {"from": "2026-11-29T00:00:00+01:00", "to": "2026-11-29T23:59:00+01:00"}}),
        ({"attributes": {"wheelchair": True}}, {"attributes": {"wheelchair": True}}),
        ({"occupation": "Maurer/-in", "occupations": ("Maurer/-in",)}, {"occupation": "Maurer/-in"}),
        (
            {"dates": (date(2026, 11, 28), date(2026, 11, 29))},
            {"date": {"from": "2026-11-28", "to": "2026-11-29"}},
        ),
        ({"topic": "gruendung", "topics": ("gruendung", "kontakt")}, {"topic": "gruendung"}),
        ({"label": "Bäcker", "mends": "rohr", "working_time": "Minijob", "variant": "x"}, {}),
        ({"text": "was"}, {}),
    ],
)
def test_each_part_of_a_wish_has_its_key(parts: dict[str, object], shown: dict[str, object]) -> None:
    assert filters_of(replace(Wish(Kind.PLACES), **parts)) == shown  # type: ignore[arg-type]


def test_what_is_asked_of_a_place_is_shown() -> None:
    assert filters_of(Wish(Kind.PLACE, field=Field.HOURS)) == {"field": "hours"}


def test_the_words_for_an_event_are_its_product() -> None:
    assert filters_of(Wish(Kind.EVENTS, text="flohmarkt")) == {"product": "flohmarkt"}


def test_changing_what_is_shown_changes_no_wish() -> None:
    wish = Wish(Kind.PLACES, attributes={"wheelchair": True})
    shown = filters_of(wish)["attributes"]
    assert isinstance(shown, dict)
    shown.clear()
    assert wish.attributes == {"wheelchair": True}


@pytest.mark.parametrize(
    "parts", [{"product": "brot"}, {"near": True}, {"district_not": "Boy"}, {"text": "x"}, {"place_ids": ("a",)}, {"topic": "handel"}]
)  # fmt: skip
def test_a_wish_with_any_part_is_not_empty(parts: dict[str, object]) -> None:
    assert not replace(Wish(Kind.PLACES), **parts).is_empty  # type: ignore[arg-type]


def test_what_only_describes_leaves_a_wish_empty() -> None:
    assert Wish(Kind.PLACES, label="Läden", variant="x").is_empty
