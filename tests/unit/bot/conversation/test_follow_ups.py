"""What a message means after another one: the last wish changed, or one of the entries that were shown."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.follow_up import continue_wish
from bot.conversation.state import ConversationState
from bot.conversation.wish import Field, Kind, Wish
from nlu.types import Intent
from tests.unit.shipped_town import NOW, heard, vocabulary

FOLLOW_UP = (Intent.FOLLOW_UP, 0.95)
BAKERS = Wish(Kind.PLACES, label="bäcker", categories=("shop=bakery",), district="Kirchhellen")
CONCERTS = Wish(Kind.EVENTS, label="konzert", text="konzert", dates=(date(2026, 11, 28), date(2026, 11, 29)))
MASONS = Wish(
    Kind.APPRENTICESHIPS, label="maurer", occupation="Maurer/-in", occupations=("Maurer/-in",), district="Boy"
)
ONE_PLACE = Wish(Kind.PLACE, place_ids=("p1",), field=Field.ALL)


def after(wish: Wish, *page_ids: str, selected: str | None = None) -> ConversationState:
    return ConversationState(wish=wish, page_ids=page_ids, selected=selected, list_token="1", updated_at=NOW)


def meant(text: str, state: ConversationState, *scores: tuple[Intent, float]) -> Wish | None:
    return continue_wish(heard(text, *(scores or (FOLLOW_UP,))), state, vocabulary(), NOW)


def day(number: int) -> tuple[datetime, datetime]:
    start = datetime(2026, 11, number, tzinfo=NOW.tzinfo)
    return start, start.replace(hour=23, minute=59)


SHOWN = after(BAKERS, "p1", "p2", "p3")


@pytest.mark.parametrize(
    ("text", "change"),
    [
        # replace
        ("und in der boy?", {"district": "Boy"}),
        ("am rathaus", {"district": "Stadtmitte", "landmark": "Rathaus"}),
        ("in der nähe", {"near": True, "district": None}),
        ("nee ich meinte friseur", {"categories": ("shop=hairdresser",), "label": "friseur"}),
        ("und friseure?", {"categories": ("shop=hairdresser",), "label": "friseure"}),
        ("und metzger in ebel", {"categories": ("shop=butcher",), "label": "metzger", "district": "Ebel"}),
        # add
        ("sonntags", {"open": day(29)}),
        ("am samstag", {"open": day(28)}),
        ("jetzt", {"open": (NOW, NOW), "open_now": True}),
        ("mit lieferung", {"attributes": {"delivery": True}}),
        ("und vegan", {"attributes": {"diet:vegan": True}}),
        ("aber kein discounter", {"category_not": ("shop=supermarket",)}),
        ("nicht in ebel", {"district_not": "Ebel"}),
        # drop
        ("egal wo", {"district": None}),
        ("in ganz bottrop", {"district": None}),
        ("nicht in kirchhellen", {"district": None, "district_not": "Kirchhellen"}),
    ],
)
def test_a_list_of_places_is_changed_in_what_the_message_names(
    text: str, change: Mapping[str, object]
) -> None:
    assert meant(text, SHOWN) == replace(BAKERS, **change)  # type: ignore[arg-type]


TIMED = replace(BAKERS, open=day(28), attributes={"delivery": True}, near=True, district=None)


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("egal wann", {"open": None}),
        ("sonntags", {"open": day(29)}),
        ("jetzt", {"open": (NOW, NOW), "open_now": True}),
        ("egal wo", {"near": False}),
        ("in ebel", {"near": False, "district": "Ebel"}),
        ("und barrierefrei", {"attributes": {"delivery": True, "wheelchair": True}}),
        ("lieferung ist egal", {"attributes": {}}),
        ("nee friseur", {"categories": ("shop=hairdresser",), "label": "friseur", "attributes": {}}),
    ],
)
def test_wishes_made_before_stay_unless_they_are_named(text: str, change: Mapping[str, object]) -> None:
    assert meant(text, after(TIMED, "p1", "p2")) == replace(TIMED, **change)  # type: ignore[arg-type]


def test_a_time_of_day_alone_keeps_the_day() -> None:
    wish = meant("um 15 uhr", after(replace(BAKERS, open=day(28)), "p1", "p2"))
    at = datetime(2026, 11, 28, 15, tzinfo=NOW.tzinfo)
    assert wish is not None and wish.open == (at, at)


def test_a_part_of_another_day_is_not_cut_off_by_the_clock() -> None:
    wish = meant("doch lieber morgens", after(replace(BAKERS, open=day(28)), "p1", "p2"))
    start = datetime(2026, 11, 28, 6, tzinfo=NOW.tzinfo)
    assert wish is not None and wish.open == (start, start.replace(hour=12))


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("und in kirchhellen", {"district": "Kirchhellen"}),
        ("und morgen?", {"dates": (date(2026, 11, 25),) * 2, "dates_from": day(25)[0]}),
        ("egal wann", {"dates": None}),
        ("nicht in der boy", {"district_not": "Boy"}),
    ],
)
def test_a_list_of_events_is_changed_in_what_the_message_names(
    text: str, change: Mapping[str, object]
) -> None:
    assert meant(text, after(CONCERTS, "e1@2026-11-28")) == replace(CONCERTS, **change)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "change"),
    [
        (
            "und als tischler?",
            {"occupation": "Tischler/-in", "occupations": ("Tischler/-in",), "label": "tischler"},
        ),
        ("und in ebel?", {"district": "Ebel"}),
        ("egal wo", {"district": None}),
    ],
)
def test_a_list_of_training_places_is_changed_in_what_the_message_names(
    text: str, change: Mapping[str, object]
) -> None:
    assert meant(text, after(MASONS, "a1", "a2")) == replace(MASONS, **change)  # type: ignore[arg-type]


def test_jobs_after_training_places_keep_the_occupation() -> None:
    wish = meant("und jobs dazu?", after(MASONS, "a1"), (Intent.JOBS, 0.9))
    assert wish is not None
    assert (wish.kind, wish.occupations, wish.district) == (Kind.JOBS, ("Maurer/-in",), "Boy")


@pytest.mark.parametrize(
    ("text", "chosen"),
    [("die zweite", "p2"), ("den dritten bitte", "p3"), ("1", "p1"), ("die letzte", "p3"), ("zeig mir die erste", "p1")],
)  # fmt: skip
def test_a_position_names_an_entry_of_the_page(text: str, chosen: str) -> None:
    assert meant(text, SHOWN) == Wish(Kind.PLACE, place_ids=(chosen,))


@pytest.mark.parametrize(
    ("text", "chosen", "field"),
    [
        ("telefonnummer vom dritten", "p3", Field.PHONE),
        ("adresse von der ersten", "p1", Field.ADDRESS),
        ("hat die zweite morgen auf", "p2", Field.HOURS),
        ("der erste samstag", "p1", Field.HOURS),
    ],
)
def test_a_position_may_come_with_a_question(text: str, chosen: str, field: Field) -> None:
    wish = meant(text, SHOWN)
    assert wish is not None
    assert (wish.kind, wish.place_ids, wish.field) == (Kind.PLACE, (chosen,), field)


@pytest.mark.parametrize("text", ["die vierte", "die zehnte"])
def test_a_position_beyond_the_page_names_nothing(text: str) -> None:
    assert meant(text, SHOWN) is None


@pytest.mark.parametrize(
    ("wish", "ids", "kind"),
    [
        (CONCERTS, ("e1@2026-11-28", "e2@2026-11-29"), Kind.EVENTS),
        (MASONS, ("a1", "a2"), Kind.APPRENTICESHIPS),
        (Wish(Kind.JOBS), ("j1", "j2"), Kind.JOBS),
        (Wish(Kind.ADVICE), ("b1", "b2"), Kind.ADVICE),
        (Wish(Kind.NEWS), ("n1", "n2"), Kind.NEWS),
    ],
)
def test_a_position_in_any_list_names_an_entry_of_its_kind(
    wish: Wish, ids: tuple[str, str], kind: Kind
) -> None:
    found = meant("die zweite", after(wish, *ids))
    assert found is not None
    assert (found.kind, found.place_ids) == (kind, (ids[1],))


SELECTED = [after(BAKERS, "p1", selected="p1"), after(ONE_PLACE, selected="p1")]


@pytest.mark.parametrize("state", SELECTED, ids=["the only one listed", "shown before"])
@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("telefonnummer?", Field.PHONE),
        ("und die adresse", Field.ADDRESS),
        ("wo ist das", Field.ADDRESS),
        ("wann hat der auf", Field.HOURS),
        ("hat der sonntags auf?", Field.HOURS),
        ("hat er jetzt auf", Field.HOURS),
        ("ist das barrierefrei", Field.ACCESSIBILITY),
        ("kann man da mit karte zahlen", Field.PAYMENT),
        ("wie komm ich da hin", Field.ROUTE),
    ],
)
def test_a_question_after_one_place_is_about_it(text: str, field: Field, state: ConversationState) -> None:
    wish = meant(text, state)
    assert wish is not None
    assert (wish.kind, wish.place_ids, wish.field) == (Kind.PLACE, ("p1",), field)


def test_the_time_asked_for_is_kept() -> None:
    wish = meant("hat der sonntags auf?", SELECTED[0])
    assert wish is not None and (wish.open, wish.open_now) == (day(29), False)


def test_now_moves_with_the_clock() -> None:
    wish = meant("hat er jetzt auf", SELECTED[0])
    assert wish is not None and (wish.open, wish.open_now) == ((NOW, NOW), True)


def test_a_time_after_one_place_is_about_its_hours() -> None:
    wish = meant("und samstags?", SELECTED[1])
    assert wish is not None and (wish.place_ids, wish.field, wish.open) == (("p1",), Field.HOURS, day(28))


def test_another_district_after_the_only_one_listed_changes_the_list() -> None:
    assert meant("und in ebel?", SELECTED[0]) == replace(BAKERS, district="Ebel")


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("was ist am wochenende los", ((Intent.EVENTS, 0.95),)),
        ("ausbildung als maurer", ((Intent.APPRENTICESHIPS, 0.9),)),
        ("danke", ((Intent.THANKS, 0.9),)),
        ("wetter", ((Intent.OUT_OF_SCOPE, 0.9),)),
        ("hilfe", ((Intent.HELP, 0.9),)),
        ("friseur in ebel", ((Intent.PLACES, 0.9),)),
        ("elektro funke", (FOLLOW_UP,)),
        ("telefonnummer von elektro funke", (FOLLOW_UP,)),
    ],
)
@pytest.mark.parametrize("state", [SHOWN, SELECTED[0]])
def test_a_new_topic_continues_nothing(
    text: str, scores: tuple[tuple[Intent, float], ...], state: ConversationState
) -> None:
    assert meant(text, state, *scores) is None


@pytest.mark.parametrize(
    ("text", "intent"),
    [("wie wird das wetter morgen", Intent.OUT_OF_SCOPE), ("danke das reicht mir für heute", Intent.THANKS)],
)
def test_a_new_topic_with_a_time_is_not_about_the_place_shown(text: str, intent: Intent) -> None:
    assert meant(text, SELECTED[0], (intent, 0.95)) is None


def test_an_unsure_other_intent_opens_no_topic_where_only_a_wish_is_changed() -> None:
    assert meant("sonntags", SHOWN, (Intent.EVENTS, 0.7)) == replace(BAKERS, open=day(29))


@pytest.mark.parametrize(
    "text", ["und in der boy?", "die zweite", "telefonnummer?", "egal wo", "nee friseur"]
)
def test_without_a_wish_before_nothing_is_continued(text: str) -> None:
    assert meant(text, ConversationState(page_ids=("p1", "p2"), selected="p1")) is None


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("und in der boy?", SHOWN),
        ("die zweite", SHOWN),
        ("egal wo", SHOWN),
        ("nee friseur", SHOWN),
        ("telefonnummer?", SELECTED[0]),
        ("hat der sonntags auf?", SELECTED[1]),
    ],
)
def test_after_half_an_hour_nothing_is_continued(text: str, state: ConversationState) -> None:
    assert meant(text, state.at(NOW + timedelta(minutes=30))) is not None
    assert meant(text, state.at(NOW + timedelta(minutes=31))) is None


WORDS = (
    "und in der boy ebel nicht friseur bäcker egal wo wann sonntags jetzt die zweite telefon hat er auf potthoff mit lieferung "
    "tischler nee doch lieber morgens das nähe ? gladbeck konzert"
)
messages = st.one_of(
    st.text(max_size=30), st.lists(st.sampled_from(WORDS.split(" ")), max_size=7).map(" ".join)
)
contexts = st.sampled_from(
    [SHOWN, *SELECTED, after(CONCERTS, "e1"), after(MASONS, "a1", "a2"), after(Wish(Kind.NEWS), "n")]
)


@given(messages, contexts, st.sampled_from(Intent), st.floats(0, 1))
def test_a_continuation_is_the_last_wish_changed_or_about_an_entry_shown(
    text: str, state: ConversationState, intent: Intent, confidence: float
) -> None:
    wish = meant(text, state, (intent, confidence))
    assert state.wish is not None
    if wish is not None and wish.place_ids:
        assert set(wish.place_ids) <= {*state.page_ids, state.selected, *state.wish.place_ids}
    elif wish is not None:
        training = {Kind.APPRENTICESHIPS, Kind.JOBS}
        assert wish.kind is state.wish.kind or {wish.kind, state.wish.kind} <= training


@given(messages, contexts)
def test_the_state_that_came_in_is_not_changed(text: str, state: ConversationState) -> None:
    before = replace(state)
    meant(text, state)
    assert state == before
