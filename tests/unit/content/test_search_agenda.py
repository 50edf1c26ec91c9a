from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from content.entries import Address, Event, Provenance, Source
from content.queries import EventQuery, Matches
from content.search.agenda import MOST_DATES, date_on, find_events, split_date_id

BERLIN = ZoneInfo("Europe/Berlin")


def event(event_id: str, start: str, end: str | None = None, **values: object) -> Event:
    starts_at = datetime.fromisoformat(start).replace(tzinfo=BERLIN).astimezone(UTC)
    ends_at = None if end is None else datetime.fromisoformat(end).replace(tzinfo=BERLIN).astimezone(UTC)
    plain: dict[str, object] = {"title": event_id, "provenance": Provenance(Source.DEMO)}
    return Event(id=event_id, starts_at=starts_at, ends_at=ends_at, **{**plain, **values})  # type: ignore[arg-type]


def find(first: str, last: str, *events: Event, **wishes: object) -> Matches:
    query = EventQuery(date.fromisoformat(first), date.fromisoformat(last), **wishes)  # type: ignore[arg-type]
    return find_events(events, query, BERLIN)


MARKET = event("markt", "2027-03-04T16:00", "2027-03-04T21:00", rrule="FREQ=WEEKLY;BYDAY=TH")


def test_events_come_in_the_order_of_their_start() -> None:
    events = event("b", "2027-05-02T18:00"), event("a", "2027-05-02T19:00"), event("c", "2027-05-01T10:00")
    assert find("2027-05-01", "2027-05-02", *events).ids == ("c", "b", "a")


def test_what_began_before_comes_after_what_begins() -> None:
    exhibition = event("show", "2027-04-01T10:00", "2027-06-01T18:00")
    assert find("2027-05-02", "2027-05-02", exhibition, event("talk", "2027-05-02T18:00")).ids == (
        "talk",
        "show",
    )


def test_of_recurring_events_only_the_next_date_is_given_where_that_is_enough() -> None:
    found = find("2027-05-01", "2027-06-30", MARKET, event("talk", "2027-05-20T18:00"), next_only=True)
    assert found.ids == ("markt@2027-05-06", "talk")


def test_words_are_dropped_after_the_district_and_both_are_named() -> None:
    there = Address(district="Boy")
    events = event("konzert", "2027-05-02T18:00"), event("lesung", "2027-05-03T18:00", address=there)
    span = "2027-05-01", "2027-05-31"
    assert find(*span, *events, text="Konzert", district="Boy") == Matches(("konzert",), ("district",))
    assert find(*span, *events, text="Zirkus", district="Boy") == Matches(("lesung",), ("text",))
    assert find(*span, *events, text="Zirkus", district="Ebel") == Matches(
        ("konzert", "lesung"), ("district", "text")
    )


def test_days_are_those_of_the_town() -> None:
    late = event("late", "2027-05-02T00:30")
    assert find("2027-05-01", "2027-05-01", late).ids == ()
    assert find("2027-05-02", "2027-05-02", late).ids == ("late",)


def test_each_date_of_a_recurring_event_is_an_item_of_its_own() -> None:
    assert find("2027-05-01", "2027-05-14", MARKET).ids == ("markt@2027-05-06", "markt@2027-05-13")


def test_a_recurring_event_keeps_its_local_time_over_the_change_of_clocks() -> None:
    for day in (date(2027, 3, 25), date(2027, 4, 1)):
        item = date_on(MARKET, day, BERLIN)
        assert item is not None and item.ends_at is not None
        assert (item.starts_at.hour, item.ends_at.hour) == (16, 21)
    winter, summer = (date_on(MARKET, day, BERLIN) for day in (date(2027, 3, 25), date(2027, 4, 1)))
    assert winter is not None and summer is not None
    assert (winter.starts_at.astimezone(UTC).hour, summer.starts_at.astimezone(UTC).hour) == (15, 14)


def test_a_time_that_the_clocks_skip_moves_on_with_them() -> None:
    nightly = event("n", "2027-03-27T02:30", rrule="FREQ=DAILY")
    item = date_on(nightly, date(2027, 3, 28), BERLIN)
    assert item is not None and item.starts_at.isoformat() == "2027-03-28T03:30:00+02:00"


def test_a_rule_with_an_end_in_utc_is_understood() -> None:
    ended = event("e", "2027-05-03T10:00", rrule="FREQ=DAILY;UNTIL=20270504T235959Z")
    assert find("2027-05-01", "2027-05-31", ended).ids == ("e@2027-05-03", "e@2027-05-04")


def test_an_endless_rule_gives_a_limited_number_of_dates() -> None:
    assert (
        find("2027-01-01", "2037-01-01", event("d", "2027-01-01T10:00", rrule="FREQ=DAILY")).total
        == MOST_DATES
    )


def test_what_lasts_several_days_is_on_each_of_them() -> None:
    fair = event("kirmes", "2027-05-01T14:00", "2027-05-04T00:00")
    assert find("2027-05-03", "2027-05-03", fair).ids == ("kirmes",)
    assert find("2027-05-04", "2027-05-04", fair).ids == ()


@pytest.mark.parametrize(("hour", "ids"), [(17, ("a", "b", "c")), (20, ("a", "c")), (22, ("c",))])
def test_what_is_over_is_left_out(hour: int, ids: tuple[str, ...]) -> None:
    events = (
        event("a", "2027-05-03T18:00", "2027-05-03T21:00"),
        event("b", "2027-05-03T18:00"),
        event("c", "2027-05-03T00:00", all_day=True),
    )
    found = find("2027-05-03", "2027-05-03", *events, not_before=datetime(2027, 5, 3, hour, tzinfo=BERLIN))
    assert set(found.ids) == set(ids)


def test_topics_and_text_must_both_fit() -> None:
    events = (
        event("a", "2027-05-03T18:00", title="Jazz im Park", topics=("musik",)),
        event("b", "2027-05-03T19:00", title="Flohmarkt", description="mit Jazzmusik", topics=("handel",)),
        event("c", "2027-05-03T20:00", title="Orgelkonzert", topics=("musik",)),
    )
    days = ("2027-05-03", "2027-05-03")
    assert find(*days, *events, topics=("musik",)).ids == ("a", "c")
    assert find(*days, *events, text="jazz").ids == ("a", "b")
    assert find(*days, *events, text="Konzerte").ids == ("c",)
    assert find(*days, *events, topics=("musik",), text="Jazz").ids == ("a",)


def test_a_district_without_events_gives_those_of_the_town() -> None:
    events = event("a", "2027-05-03T18:00", address=Address(district="Ebel")), event("b", "2027-05-03T19:00")
    days = ("2027-05-03", "2027-05-03")
    assert find(*days, *events, district="Ebel") == Matches(("a",))
    assert find(*days, *events, district="Boy") == Matches(("a", "b"), ("district",))
    assert find(*days, *events, district_not="Ebel") == Matches(("b",))


def test_the_id_of_a_date_leads_back_to_it() -> None:
    event_id, day = split_date_id("markt@2027-05-06")
    item = date_on(MARKET, day, BERLIN)
    assert event_id == "markt"
    assert item is not None and item.starts_at == datetime(2027, 5, 6, 16, tzinfo=BERLIN)
    assert date_on(MARKET, date(2027, 5, 7), BERLIN) is None
    assert split_date_id("kirmes") == ("kirmes", None)


def test_a_venue_leaves_other_events_out() -> None:
    events = (
        event("a", "2027-05-03T18:00", venue="Café Kleine Pause"),
        event("b", "2027-05-03T19:00", venue="Rathaus"),
    )
    assert find("2027-05-03", "2027-05-03", *events, venue="Café Kleine Pause").ids == ("a",)


def test_a_venue_is_known_by_each_of_its_words_in_any_spelling() -> None:
    there = event("a", "2027-05-03T18:00", venue="Großer Saal der Eventhalle Alte Lohnhalle")
    days = ("2027-05-03", "2027-05-03")
    assert find(*days, there, venue="eventhalle lohnhalle").ids == ("a",)
    assert find(*days, there, venue="Eventhalle Neue Lohnhalle").ids == ()


def test_a_venue_is_never_dropped() -> None:
    events = event("a", "2027-05-03T18:00", venue="Rathaus"), event("b", "2027-05-03T19:00", title="Konzert")
    found = find("2027-05-03", "2027-05-03", *events, venue="Bernepark", text="Zirkus", district="Boy")
    assert found == Matches(())


def test_words_are_dropped_before_another_venue_is_shown() -> None:
    events = event("a", "2027-05-03T18:00", venue="Rathaus"), event("b", "2027-05-03T19:00", title="Zirkus")
    assert find("2027-05-03", "2027-05-03", *events, venue="Rathaus", text="Zirkus") == Matches(
        ("a",), ("text",)
    )


def test_a_compound_is_matched_by_its_last_part_where_nothing_has_the_whole_word() -> None:
    show = event("a", "2027-05-03T18:00", title="Ausstellung")
    assert find("2027-05-03", "2027-05-03", show, text="Fotoausstellung") == Matches(("a",))


def test_the_whole_word_comes_before_its_last_part() -> None:
    events = (
        event("a", "2027-05-03T18:00", title="Ausstellung"),
        event("b", "2027-05-03T19:00", title="Fotoausstellung"),
    )
    assert find("2027-05-03", "2027-05-03", *events, text="Fotoausstellung").ids == ("b",)


def test_a_compound_loosely_matched_comes_before_dropping_the_words() -> None:
    events = event("a", "2027-05-03T18:00", title="Markt"), event("b", "2027-05-03T19:00", title="Lesung")
    assert find("2027-05-03", "2027-05-03", *events, text="Weihnachtsmarkt") == Matches(("a",))


def test_a_short_last_part_says_too_little() -> None:
    tea = event("a", "2027-05-03T18:00", title="Tee")
    assert find("2027-05-03", "2027-05-03", tea, text="Lagertee") == Matches(("a",), ("text",))


def test_the_first_part_of_a_compound_does_not_match() -> None:
    photo = event("a", "2027-05-03T18:00", title="Foto")
    assert find("2027-05-03", "2027-05-03", photo, text="Fotoausstellung").relaxed == ("text",)
