"""What the bot remembers of one conversation, and for how long."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter

from bot.conversation.wish import Field, Kind, Wish
from content.entries import Coordinates

CONTEXT_LIFETIME = timedelta(minutes=30)
"""After this silence a message starts afresh."""

LOCATION_LIFETIME = timedelta(minutes=30)
"""A shared location counts as "here" for this long."""

LIST_LIFETIME = timedelta(days=2)
"""Buttons under a list work for this long; later they say that they are out of date."""

LISTS_KEPT = 12


@dataclass(frozen=True)
class ShownList:
    """A list that was sent: its wish, so that its buttons still work."""

    wish: Wish
    shown_at: datetime
    relaxed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """One reading of a message that the bot asked back about."""

    label: str
    wish: Wish


@dataclass(frozen=True)
class ConversationState:
    """The memory of one conversation; frozen, a new one is made for each turn.

    Args:
        wish: the last wish, which a follow-up changes.
        page_ids: entries on the page shown last, in order, for "die zweite".
        earlier_ids: entries on the pages before it: lists are numbered through.
        page: number of that page, from 0.
        selected: the entry talked about last, for "hat der auf?"; a place unless `selected_kind` says otherwise.
        asked: what was asked of it last.
        lists: lists by the token in their buttons.
        readings: what the bot offered when it asked back last.
    """

    wish: Wish | None = None
    previous: Wish | None = None
    list_token: str = ""
    page_ids: tuple[str, ...] = ()
    earlier_ids: tuple[str, ...] = ()
    page: int = 0
    selected: str | None = None
    selected_kind: Kind = Kind.PLACE
    asked: Field | None = None
    location: Coordinates | None = None
    location_at: datetime | None = None
    updated_at: datetime | None = None
    lists: Mapping[str, ShownList] = field(default_factory=dict)
    next_list: int = 1
    readings: tuple[Reading, ...] = ()
    readings_token: str = ""

    def at(self, now: datetime) -> "ConversationState":
        """The memory as it still counts at `now`: context and location fade, old lists go."""
        state = self
        if state.location_at is not None and now - state.location_at > LOCATION_LIFETIME:
            state = replace(state, location=None, location_at=None)
        if state.updated_at is not None and now - state.updated_at > CONTEXT_LIFETIME:
            state = state.without_context()
        kept = {key: shown for key, shown in state.lists.items() if now - shown.shown_at <= LIST_LIFETIME}
        return replace(state, lists=kept)

    def without_context(self) -> "ConversationState":
        """Forget what was talked about; the shared location and the lists behind old buttons stay."""
        return replace(
            self,
            wish=None,
            previous=None,
            page_ids=(),
            earlier_ids=(),
            page=0,
            selected=None,
            asked=None,
            readings=(),
            list_token="",
        )

    def page_with(self, entry_id: str) -> tuple[str, int] | None:
        """Return the token of the list shown last and the page that an entry is on, if it has been shown."""
        if self.list_token not in self.lists:
            return None
        if entry_id in self.page_ids:
            return self.list_token, self.page
        if entry_id in self.earlier_ids:
            page_size = len(self.earlier_ids) // self.page
            return self.list_token, self.earlier_ids.index(entry_id) // page_size
        return None

    def with_list(self, wish: Wish, now: datetime) -> "ConversationState":
        """Remember a list under a new token, `list_token`; the oldest lists are forgotten."""
        token = str(self.next_list)
        lists = dict(self.lists)
        lists[token] = ShownList(wish, now)
        for old in sorted(lists, key=int)[:-LISTS_KEPT]:
            del lists[old]
        return replace(self, lists=lists, list_token=token, next_list=self.next_list + 1)


_ADAPTER = TypeAdapter(ConversationState)


def dump_state(state: ConversationState) -> dict[str, Any]:
    """The state as JSON values, for the store."""
    dumped: dict[str, Any] = _ADAPTER.dump_python(state, mode="json", exclude_defaults=True)
    return dumped


def parse_state(raw: Mapping[str, Any] | None) -> ConversationState:
    """The state from the store; one that no longer fits the code counts as forgotten."""
    try:
        return _ADAPTER.validate_python(dict(raw or {}))
    except ValueError:
        return ConversationState()
