"""Wishes and states of all shapes, for properties."""

from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from bot.conversation.state import ConversationState, Reading, ShownList
from bot.conversation.wish import Field, Kind, Wish
from content.entries import Coordinates

ZONE = ZoneInfo("Europe/Berlin")


def is_unambiguous(moment: datetime) -> bool:
    """Times of the night in which the clocks go back equal no time of another zone, by Python's rules."""
    return moment.replace(fold=1 - moment.fold).utcoffset() == moment.utcoffset()


texts = st.text(max_size=12)
some_texts = st.lists(texts, max_size=3).map(tuple)
moments = st.datetimes(
    datetime(2026, 1, 1), datetime(2031, 1, 1), timezones=st.just(ZONE), allow_imaginary=False  # noqa: DTZ001
).filter(is_unambiguous)  # fmt: skip
maybe_texts = st.one_of(st.none(), texts)
wishes = st.builds(
    Wish,
    st.sampled_from(Kind),
    label=texts,
    categories=some_texts,
    category_not=some_texts,
    product=maybe_texts,
    mends=maybe_texts,
    place_ids=some_texts,
    name=maybe_texts,
    district=maybe_texts,
    district_not=maybe_texts,
    near=st.booleans(),
    landmark=maybe_texts,
    open=st.one_of(st.none(), st.tuples(moments, moments)),
    open_now=st.booleans(),
    attributes=st.dictionaries(texts, st.booleans(), max_size=3),
    occupation=maybe_texts,
    occupations=some_texts,
    working_time=texts,
    dates=st.one_of(st.none(), st.tuples(st.dates(), st.dates())),
    dates_from=st.one_of(st.none(), moments),
    topic=maybe_texts,
    topics=some_texts,
    field=st.one_of(st.none(), st.sampled_from(Field)),
    text=maybe_texts,
    variant=texts,
)
states = st.builds(
    ConversationState,
    wish=st.one_of(st.none(), wishes),
    previous=st.one_of(st.none(), wishes),
    list_token=texts,
    page_ids=some_texts,
    page=st.integers(0, 99),
    selected=maybe_texts,
    selected_kind=st.sampled_from(Kind),
    location=st.one_of(st.none(), st.builds(Coordinates, st.floats(-90, 90), st.floats(-180, 180))),
    location_at=st.one_of(st.none(), moments),
    updated_at=st.one_of(st.none(), moments),
    lists=st.dictionaries(
        st.integers(1, 50).map(str), st.builds(ShownList, wishes, moments, some_texts), max_size=3
    ),
    next_list=st.integers(1, 10_000),
    readings=st.lists(st.builds(Reading, texts, wishes), max_size=3).map(tuple),
    readings_token=texts,
)
