from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from content.entries import Coordinates
from content.folding import fold
from content.holiday_calendar import HolidayCalendar
from content.opening_hours import OpeningHours
from content.queries import PlaceMatches, PlaceQuery
from content.search.open_places import OpenPlaces
from content.search.place_index import PlaceFacts, PlaceIndex
from content.search.place_search import PlaceSearch

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = datetime(2027, 5, 4, 12, 0, tzinfo=BERLIN)
HERE = Coordinates(51.52, 6.93)
CENTRES = {"Mitte": Coordinates(51.52, 6.93), "Ebel": Coordinates(51.50, 6.95)}


def facts(name: str, **values: Any) -> PlaceFacts:
    plain: dict[str, Any] = {
        "id": fold(name).replace(" ", "-"),
        "names_folded": (fold(name),),
        "categories": ("shop=bakery",),
        "products": (),
        "attributes": {},
        "district": "Mitte",
        "coordinates": None,
        "hours": OpeningHours("Mo-Fr 09:00-18:00"),
        "confirmed_on": None,
    }
    return PlaceFacts(**{**plain, **values})


def find(query: PlaceQuery, *places: PlaceFacts) -> PlaceMatches:
    index = PlaceIndex()
    for place in places:
        index.put(place)
    search = PlaceSearch(index, OpenPlaces(index, HolidayCalendar("DE", "NW"), BERLIN), CENTRES)
    return search.find(query, TUESDAY)


def test_one_of_several_categories_is_enough() -> None:
    places = (
        facts("A"),
        facts("B", categories=("shop=butcher", "cuisine=thai")),
        facts("C", categories=("shop=shoes",)),
    )
    query = PlaceQuery(categories=("shop=bakery", "cuisine=thai"))
    assert find(query, *places).ids == ("a", "b")


def test_an_unwanted_category_is_left_out_and_never_relaxed() -> None:
    places = facts("A"), facts("B", categories=("shop=bakery", "amenity=cafe"))
    query = PlaceQuery(categories=("shop=bakery",), category_not=("amenity=cafe",))
    assert find(query, *places).ids == ("a",)
    assert find(query, places[1]) == PlaceMatches(())


def test_places_that_list_the_product_come_before_those_of_its_trade() -> None:
    places = (
        facts("A"),
        facts("B", products=("bauernbrot",)),
        facts("C", categories=("shop=kiosk",), products=("brot",)),
    )
    matches = find(PlaceQuery(categories=("shop=bakery",), product="brot"), *places)
    assert matches.ids == ("b", "c", "a")


def test_without_a_trade_only_who_lists_the_product_matches() -> None:
    assert find(PlaceQuery(product="brot"), facts("A"), facts("B", products=("brote",))).ids == ("b",)


def test_a_compound_is_looked_for_by_its_head_where_nobody_lists_it() -> None:
    florist = facts("A", products=("gesteck",))
    assert find(PlaceQuery(product="grabgesteck"), florist).ids == ("a",)
    exact = facts("B", products=("grabgesteck",))
    assert find(PlaceQuery(product="grabgesteck"), florist, exact).ids == ("b",)


@pytest.mark.parametrize(
    ("value", "matches"), [("yes", True), ("only", True), ("limited", True), ("no", False)]
)
def test_attributes_count_by_their_osm_value(value: str, matches: bool) -> None:
    places = facts("A", attributes={"fair_trade": value}), facts("B", attributes={"fair_trade": "yes"})
    found = find(PlaceQuery(attributes={"fair_trade": True}), *places)
    assert ("a" in found.ids) is matches


def test_who_is_all_about_an_attribute_comes_first() -> None:
    places = facts("A", attributes={"fair_trade": "yes"}), facts("B", attributes={"fair_trade": "only"})
    assert find(PlaceQuery(attributes={"fair_trade": True}), *places).ids == ("b", "a")


def test_a_broken_thing_is_looked_for_among_repairs() -> None:
    places = (
        facts("A", categories=("shop=sewing",)),
        facts("B", products=("bügeleisen", "nähmaschinenreparatur")),
        facts("C", products=("nähmaschine",)),
    )
    found = find(PlaceQuery(categories=("shop=sewing",), mends="nähmaschine"), *places)
    assert found.ids == ("b", "a")


EMERGENCY = {"emergency_service": "yes"}
CLOSED = OpeningHours("Mo-Fr 18:00-20:00")


def test_a_problem_shows_first_who_can_help_at_once() -> None:
    places = (
        facts("A", hours=CLOSED),
        facts("B", hours=CLOSED, attributes=EMERGENCY),
        facts("C"),
        facts("D", hours=OpeningHours("24/7"), attributes=EMERGENCY),
    )
    for query in (
        PlaceQuery(categories=("shop=bakery",), mends="rohr"),
        PlaceQuery(categories=("shop=bakery",), attributes={"emergency_service": True}),
    ):
        found = find(query, *places).ids
        assert found == tuple(name for name in ("d", "c", "b", "a") if name in found)
        assert found[0] == "d"
    assert find(PlaceQuery(categories=("shop=bakery",)), *places).ids == ("a", "b", "c", "d")


def test_who_lists_the_repair_comes_before_who_is_merely_open() -> None:
    places = (
        facts("A"),
        facts("B", hours=CLOSED, products=("rohrreparatur",)),
        facts("C", attributes=EMERGENCY),
    )
    assert find(PlaceQuery(categories=("shop=bakery",), mends="rohr"), *places).ids == ("c", "b", "a")


def test_a_problem_at_another_time_asks_who_is_open_then() -> None:
    places = facts("A", attributes=EMERGENCY), facts("B", hours=CLOSED, attributes=EMERGENCY)
    evening = (TUESDAY.replace(hour=18), TUESDAY.replace(hour=20))
    query = PlaceQuery(categories=("shop=bakery",), mends="rohr", open=evening)
    assert find(query, *places).ids == ("b",)


def test_an_attribute_that_is_not_wanted_excludes() -> None:
    places = facts("A", attributes={"dog": "yes"}), facts("B", attributes={"dog": "no"}), facts("C")
    assert find(PlaceQuery(attributes={"dog": False}), *places).ids == ("b", "c")


def test_who_is_not_known_to_be_open_does_not_match() -> None:
    places = (
        facts("A"),
        facts("B", hours=OpeningHours("Mo-Fr 13:00-18:00")),
        facts("C", hours=OpeningHours(None)),
        facts("D", hours=OpeningHours('"nach Vereinbarung"')),
    )
    assert find(PlaceQuery(open=(TUESDAY, TUESDAY)), *places) == PlaceMatches(("a",))


def test_when_nobody_is_open_those_that_may_be_come_first() -> None:
    places = (
        facts("A"),
        facts("B", hours=OpeningHours(None)),
        facts("C", hours=OpeningHours('"nach Vereinbarung"')),
    )
    night = TUESDAY.replace(hour=23)
    matches = find(PlaceQuery(categories=("shop=bakery",), open=(night, night)), *places)
    assert matches == PlaceMatches(("b", "c", "a"), ("open",))


def test_distance_sorts_and_limits() -> None:
    places = (
        facts("Far", coordinates=(51.60, 6.93)),
        facts("Nearer", coordinates=(51.521, 6.93)),
        facts("Near", coordinates=(51.53, 6.93)),
        facts("Nowhere"),
    )
    matches = find(PlaceQuery(near=HERE), *places)
    assert matches.ids == ("nearer", "near")
    assert matches.distances_m["nearer"] == pytest.approx(111, abs=1)
    assert matches.distances_m.keys() == {"nearer", "near"}


def test_where_nothing_is_near_the_nearest_of_all_come_first() -> None:
    places = (
        facts("Farther", coordinates=(51.70, 6.93)),
        facts("Far", coordinates=(51.60, 6.93)),
        facts("Nowhere"),
    )
    matches = find(PlaceQuery(near=HERE), *places)
    assert (matches.ids, matches.relaxed) == (("far", "farther", "nowhere"), ("near",))


def test_a_district_without_any_gives_the_nearest_to_its_centre() -> None:
    places = facts("A", coordinates=(51.52, 6.93)), facts("B", coordinates=(51.505, 6.95))
    matches = find(PlaceQuery(categories=("shop=bakery",), district="Ebel"), *places)
    assert matches == PlaceMatches(("b", "a"), ("district",))


def test_an_unwanted_district_is_never_relaxed() -> None:
    assert find(PlaceQuery(categories=("shop=bakery",), district_not="Mitte"), facts("A")) == PlaceMatches(())


def test_no_more_is_dropped_than_must_be() -> None:
    ebel = facts("A", district="Ebel", categories=("shop=shoes",))
    query = PlaceQuery(
        categories=("shop=bakery",), district="Ebel", open=(TUESDAY, TUESDAY), attributes={"wheelchair": True}
    )
    matches = find(query, ebel, facts("B", attributes={"wheelchair": "yes"}), facts("C"))
    assert matches == PlaceMatches(("b",), ("district",))


def test_wishes_are_dropped_in_the_order_in_which_people_care_least() -> None:
    night = TUESDAY.replace(hour=23)
    query = PlaceQuery(
        categories=("shop=bakery",),
        district="Ebel",
        open=(night, night),
        attributes={"wheelchair": True, "delivery": True},
    )
    places = (
        facts("A", district="Ebel", attributes={"delivery": "yes"}),
        facts("B", attributes={"wheelchair": "yes"}),
    )
    assert find(query, *places) == PlaceMatches(("a",), ("open", "wheelchair"))


def test_kinds_and_names_are_never_dropped() -> None:
    assert find(PlaceQuery(categories=("shop=shoes",), open=(TUESDAY, TUESDAY)), facts("A")) == PlaceMatches(
        ()
    )
    assert find(PlaceQuery(name="Zzyzx", district="Mitte"), facts("A")) == PlaceMatches(())
    assert find(PlaceQuery(product="schraube"), facts("A")) == PlaceMatches(())


def test_recently_confirmed_entries_come_first_but_are_equal_among_themselves() -> None:
    places = (
        facts("A"),
        facts("B", confirmed_on=date(2025, 1, 1)),
        facts("D", confirmed_on=date(2027, 5, 3)),
        facts("C", confirmed_on=date(2026, 9, 1)),
    )
    assert find(PlaceQuery(categories=("shop=bakery",)), *places).ids == ("c", "d", "a", "b")


def test_a_name_and_a_district_together() -> None:
    places = facts("Althoff", id="a"), facts("Althoff", id="b", district="Ebel")
    assert find(PlaceQuery(name="altof", district="Ebel"), *places) == PlaceMatches(("b",))
    assert find(PlaceQuery(name="altof"), *places).total == 2


def test_an_alias_is_a_name_too() -> None:
    place = facts("Bäckerei Müller", id="a", names_folded=("backerei muller", "muhlenback"))
    assert find(PlaceQuery(name="Mühlenbäck"), place).ids == ("a",)


def test_a_changed_place_is_found_by_what_it_is_now() -> None:
    index = PlaceIndex()
    search = PlaceSearch(index, OpenPlaces(index, HolidayCalendar("DE", "NW"), BERLIN), CENTRES)
    for letter in "abc":
        index.put(facts(letter))
    assert search.find(PlaceQuery(), TUESDAY).ids == ("a", "b", "c")
    index.put(facts("d", id="a", categories=("shop=shoes",), products=("schuh",)))
    index.remove("b")
    assert search.find(PlaceQuery(), TUESDAY).ids == ("c", "a")
    assert search.find(PlaceQuery(categories=("shop=bakery",)), TUESDAY).ids == ("c",)
    assert search.find(PlaceQuery(product="schuhe"), TUESDAY).ids == ("a",)
    assert search.find(PlaceQuery(name="b"), TUESDAY).ids == ()
    assert len(index) == 2


def test_a_product_that_nobody_lists_any_more_is_looked_for_by_its_head_again() -> None:
    index = PlaceIndex()
    search = PlaceSearch(index, OpenPlaces(index, HolidayCalendar("DE", "NW"), BERLIN), CENTRES)
    for place in (facts("A", products=("gesteck",)), facts("B", products=("grabgesteck",))):
        index.put(place)
    query = PlaceQuery(product="grabgestecke")
    assert search.find(query, TUESDAY).ids == ("b",)
    index.remove("b")
    assert search.find(query, TUESDAY).ids == ("a",)
