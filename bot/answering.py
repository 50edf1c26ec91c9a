"""The answer to one message or button: parse, route, query, reply. The only path to an answer, on Telegram or not.

`Assistant` holds what answers need (store, NLU, words, calendar) and no state of any conversation: the memory of a
conversation comes in with each turn and goes out changed.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from bot.conversation import routing, small_words
from bot.conversation.heard import Heard
from bot.conversation.hints import hints_of
from bot.conversation.keyword_parser import KeywordParser
from bot.conversation.requests import are_two_requests, two_parts
from bot.conversation.state import ConversationState, Reading
from bot.conversation.wish import Field, Kind, Wish, filters_of
from bot.replies import listings, places, talk
from bot.replies.calendar_file import calendar_file
from bot.replies.callbacks import Action, ActionType
from bot.replies.places import PAGE_SIZE, Page, Setting
from bot.replies.reply import Reply, escape
from content.entries import Contact, Coordinates, EventDate, Place, Town
from content.folding import fold
from content.holiday_calendar import HolidayCalendar
from content.linking import EMPLOYER, Mention, Vocabulary
from content.queries import EventQuery, Matches, PlaceMatches, PlaceQuery, TrainingQuery
from content.search.distance import metres_outside
from content.store import ContentStore
from nlu.courtesies import without_courtesies
from nlu.german_time import read_time
from nlu.types import NluUnavailableError, Parse

logger = logging.getLogger(__name__)

EVENT_HORIZON = timedelta(days=60)
"""How far ahead events are listed where no time is named."""

NAMED_EVENT_HORIZON = timedelta(days=370)
"""How far ahead an event is looked for that was named ("Weihnachtsmarkt")."""

MENU_SIZE = 12
"""How many kinds of places a page of a menu offers."""

MENUS = {
    "laeden": ("Läden", "laden"),
    "handwerk": ("Handwerk", "handwerk"),
    "gastro": ("Essen & Trinken", "gastro"),
}
"""Title and group of places of each menu, by its command."""


class Nlu(Protocol):
    """What parses a message."""

    async def parse(self, text: str, hints: Sequence[str] = ()) -> Parse:
        """Parse one message, with what the vocabulary knows of it; raises `NluUnavailableError`."""


@dataclass(frozen=True)
class Answer:
    """One answer with all that the contract shows of it, and the conversation's new memory."""

    reply: Reply
    state: ConversationState
    kind: Kind
    filters: Mapping[str, object] = field(default_factory=dict)
    items: tuple[str, ...] = ()
    page_items: tuple[str, ...] = ()
    """Those of the items that the reply shows."""
    relaxed: tuple[str, ...] = ()
    parse: Parse | None = None
    in_place: bool = False
    """Whether it replaces the message whose button was pressed."""
    then: "Answer | None" = None
    """The answer to a second request in the same message."""
    timings_ms: Mapping[str, float] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many entries match."""
        return len(self.items)


@dataclass(frozen=True)
class Found:
    """The outcome of a list's query: its page as a reply, and all ids."""

    reply: Reply
    items: tuple[str, ...]
    page_items: tuple[str, ...]
    relaxed: tuple[str, ...] = ()
    topic: str | None = None
    """The topic that it turned out to be about."""
    card_first: bool = False
    """Whether the first page is the best entry's card, and the list of the others begins after it."""

    @property
    def last_page(self) -> int:
        """The number of the last page."""
        others = len(self.items) - 1
        return (others + PAGE_SIZE - 1) // PAGE_SIZE if self.card_first else others // PAGE_SIZE

    @property
    def earlier_items(self) -> tuple[str, ...]:
        """Those of the items that come before this page."""
        return self.items[: self.items.index(self.page_items[0])] if self.page_items else ()


class Assistant:
    """Answers messages and buttons about one town.

    Args:
        store: the content store.
        nlu: what parses messages; the keyword search stands in when it is out of reach.
        vocabulary: the words of the town; `refresh` renews the names in it.
    """

    def __init__(
        self, store: ContentStore, nlu: Nlu, vocabulary: Vocabulary, town: Town, calendar: HolidayCalendar
    ) -> None:
        self.store = store
        self.town = town
        self.calendar = calendar
        self.vocabulary = vocabulary
        self._nlu = nlu
        self._keywords = KeywordParser()
        self._names_version = -1

    async def refresh(self) -> None:
        """Take over names that changed in the store since the last call."""
        version = await self.store.version()
        if version != self._names_version:
            self.vocabulary = self.vocabulary.with_places(await self._names()).with_events(
                await self.store.event_titles()
            )
            self._names_version = version

    async def _names(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """The names of all places, and of employers that are none."""
        places = await self.store.place_names()
        known = {fold(name) for _, name, _ in places}
        employers = [name for name in await self.store.employer_names() if fold(name) not in known]
        return [*places, *((f"{EMPLOYER}{name}", name, ()) for name in employers)]

    async def hear(self, text: str, now: datetime) -> Heard:
        """All that is known of a message before it is routed."""
        await self.refresh()
        words = without_courtesies(text)
        mentions, events = self.vocabulary.scan(words), self.vocabulary.events_in(words)
        elsewhere = self.vocabulary.elsewhere_in(words)
        read = read_time(words, now, self.calendar.year)
        started = time.perf_counter()
        parse = await self._parse(
            words, mentions, hints_of(mentions, events, elsewhere, read, self.vocabulary)
        )
        took = (time.perf_counter() - started) * 1000
        spans = [(mention.start, mention.end) for mention in mentions]
        if read.wish is not None:
            spans += [(span.start, span.end) for span in read.wish.spans]
        left_over = self.vocabulary.left_over(words, spans)
        return Heard(text, words, parse, mentions, read, events, elsewhere, left_over, took)

    async def answer_text(
        self, text: str, state: ConversationState, now: datetime, hearing: Awaitable[Heard] | None = None
    ) -> Answer:
        """Answer one message; two requests in it one after the other.

        Args:
            text: as the person wrote it.
            state: the conversation's memory.
            now: aware, in the town's zone.
            hearing: what `hear` gives for the text, where it was begun before the memory was there.
        """
        state = state.at(now)
        if not any(character.isalnum() for character in text):
            return self._said(Kind.SMALLTALK, talk.no_words(), state, now)
        meaning = small_words.bare_reply(text)
        if meaning:
            state = state.without_context() if meaning == "cancel" else state
            return self._said(Kind.SMALLTALK, talk.bare_reply(meaning), state, now)
        heard = await (hearing or self.hear(text, now))
        is_urgent = heard.elsewhere is not None and heard.elsewhere.urgent
        for parts in () if is_urgent else two_parts(heard.words):
            first, second = await asyncio.gather(*(self.hear(part, now) for part in parts))
            if are_two_requests(heard, first, second, self.vocabulary, now):
                answer = await self._answer_heard(first, state, now)
                then = await self._answer_heard(second, answer.state, now)
                return replace(answer, then=then, state=then.state)
        return await self._answer_heard(heard, state, now)

    async def _answer_heard(self, heard: Heard, state: ConversationState, now: datetime) -> Answer:
        started = time.perf_counter()
        routed = routing.route(heard, state, self.vocabulary, now)
        routed_at = time.perf_counter()
        if routed.step is not None:
            answer = await self._step(routed.step.pages, state, now)
        elif routed.wish is not None:
            answer = await self.answer_wish(routed.wish, state, now)
        else:
            answer = self._ask_back(routed.readings, state, now)
        reply = answer.reply
        if heard.parse.by_keywords:
            reply = replace(reply, text=f"<i>{talk.KEYWORD_NOTE}</i>\n{reply.text}")
        timings = {
            "nlu": heard.parse_ms,
            "routing": (routed_at - started) * 1000,
            "store_and_reply": (time.perf_counter() - routed_at) * 1000,
        }
        return replace(answer, reply=reply, parse=heard.parse, in_place=False, timings_ms=timings)

    async def answer_wish(self, wish: Wish, state: ConversationState, now: datetime) -> Answer:
        """Answer a typed wish, whether it came from words, a command or a button."""
        if wish.kind is Kind.PLACE:
            return await self._about_place(wish, state, now)
        if wish.place_ids and wish.kind in {
            Kind.APPRENTICESHIPS,
            Kind.JOBS,
            Kind.EVENTS,
            Kind.ADVICE,
            Kind.NEWS,
        }:
            answer = await self._entry(wish.kind, wish.place_ids[0], state, now)
            return replace(answer, filters=filters_of(wish))
        if wish.near and state.location is None:
            answer = self._said(wish.kind, talk.ask_location(), state, now)
            return replace(answer, filters=filters_of(wish), state=replace(answer.state, wish=wish))
        if wish.kind in {Kind.PLACES, Kind.APPRENTICESHIPS, Kind.JOBS, Kind.EVENTS, Kind.ADVICE, Kind.NEWS}:
            return await self._list(wish, state, now)
        return self._talk(wish, state, now)

    async def answer_location(self, point: Coordinates, state: ConversationState, now: datetime) -> Answer:
        """A shared location: answers the question that waited for it."""
        state = replace(state.at(now), location=point, location_at=now)
        if state.wish is not None and state.wish.kind in {Kind.PLACES, Kind.EVENTS}:
            return await self.answer_wish(
                replace(state.wish, near=True, district=None, landmark=None), state, now
            )
        away_m = metres_outside(self.town, point)
        return self._said(Kind.PLACES, talk.location_received(away_m, self.town), state, now)

    async def answer_action(self, action: Action, state: ConversationState, now: datetime) -> Answer:
        """Answer a pressed button; what it points to may be long gone."""
        state = state.at(now)
        match action.type:
            case ActionType.PLACE:
                if not await self.store.places((action.value,)):
                    return self._out_of_date(state, now, talk.gone())
                wish = Wish(Kind.PLACE, place_ids=(action.value,), field=Field.ALL)
                return await self._about_place(wish, state, now, _origin(action))
            case ActionType.VENUE:
                return await self._venue(action.value, state, now)
            case ActionType.LIST:
                return await self._turn_page(state, action.value, action.number, now)
            case ActionType.TOGGLE_OPEN | ActionType.TOGGLE_NEAR:
                return await self._toggle(action, state, now)
            case ActionType.APPRENTICESHIP:
                return await self._entry(Kind.APPRENTICESHIPS, action.value, state, now, _origin(action))
            case ActionType.JOB:
                return await self._entry(Kind.JOBS, action.value, state, now, _origin(action))
            case ActionType.EVENT:
                return await self._entry(Kind.EVENTS, action.value, state, now, _origin(action))
            case ActionType.ADVICE:
                return await self._entry(Kind.ADVICE, action.value, state, now, _origin(action))
            case ActionType.NOTICE:
                return await self._entry(Kind.NEWS, action.value, state, now, _origin(action))
            case ActionType.CALENDAR:
                return await self._calendar(action.value, state, now)
            case ActionType.CATEGORY:
                return await self.answer_wish(Wish(Kind.PLACES, categories=(action.value,)), state, now)
            case ActionType.MENU:
                answer = await self._menu(action.value, max(0, action.number), state, now)
                return replace(answer, in_place=True)
            case ActionType.READING:
                return await self._chosen_reading(action, state, now)
            case _:
                return await self.answer_command(action.value, state, now)

    async def answer_command(self, command: str, state: ConversationState, now: datetime) -> Answer:
        """Answer a command such as "laeden"; the name without slash."""
        state = state.at(now)
        match command:
            case "start":
                return self._said(Kind.HELP, talk.start(self.town), state.without_context(), now)
            case "laeden" | "handwerk" | "gastro":
                return await self._menu(command, 0, state, now)
            case "maerkte":
                return await self.answer_wish(
                    Wish(Kind.PLACES, label="Wochenmärkte", categories=("amenity=marketplace",)), state, now
                )
            case "fairtrade":
                return await self.answer_wish(Wish(Kind.PLACES, attributes={"fair_trade": True}), state, now)
            case "ausbildung":
                return await self.answer_wish(Wish(Kind.APPRENTICESHIPS), state, now)
            case "jobs":
                return await self.answer_wish(Wish(Kind.JOBS), state, now)
            case "termine":
                return await self.answer_wish(Wish(Kind.EVENTS), state, now)
            case "beratung":
                return await self.answer_wish(Wish(Kind.ADVICE), state, now)
            case "neues":
                return await self.answer_wish(Wish(Kind.NEWS), state, now)
            case "naehe":
                return await self.answer_wish(Wish(Kind.PLACES, near=True), state, now)
            case "datenschutz":
                return self._said(Kind.PRIVACY, talk.privacy(self.town), state, now)
            case "impressum":
                return self._said(Kind.PRIVACY, talk.imprint(self.town), state, now)
            case _:
                return self._said(Kind.HELP, talk.help_reply(self.town), state, now)

    def setting(self, now: datetime) -> Setting:
        """What replies need besides their entries."""
        return Setting(now, self.calendar, self.vocabulary, self.town)

    async def _parse(self, words: str, mentions: Sequence[Mention], hints: Sequence[str]) -> Parse:
        """Parse a message, by keywords where the NLU is out of reach."""
        try:
            return await self._nlu.parse(words, hints)
        except NluUnavailableError as error:
            logger.warning("NLU out of reach, keyword search answers: %s", error)
            return self._keywords.parse(words, mentions)

    def _said(self, kind: Kind, reply: Reply, state: ConversationState, now: datetime) -> Answer:
        return Answer(reply, replace(state, updated_at=now), kind)

    def _talk(self, wish: Wish, state: ConversationState, now: datetime) -> Answer:
        town, setting = self.town, self.setting(now)
        replies = {
            Kind.SMALLTALK: lambda: talk.smalltalk(wish.variant, town),
            Kind.HELP: lambda: talk.help_reply(town),
            Kind.PRIVACY: lambda: talk.privacy(town),
            Kind.HANDOVER: lambda: talk.handover(setting),
            Kind.IDEA: lambda: talk.idea(setting),
            Kind.CORRECTION: lambda: talk.correction(setting),
            Kind.OWNER: lambda: talk.owner(setting),
            Kind.SUBSCRIBE: lambda: talk.subscriptions(town),
            Kind.UNSUBSCRIBE: lambda: talk.subscriptions(town),
            Kind.OUT_OF_SCOPE: lambda: talk.out_of_scope(
                self.vocabulary.elsewhere_in(wish.text or ""), wish.variant, town
            ),
        }
        answer = self._said(wish.kind, replies[wish.kind](), state, now)
        return replace(answer, filters=filters_of(wish))

    async def _list(self, wish: Wish, state: ConversationState, now: datetime, page: int = 0) -> Answer:
        """Query, first page, and remember the list for its buttons and for follow-ups."""
        wish = await self._with_known_categories(wish)
        state = state.with_list(wish, now)
        return await self._show_list(wish, state, state.list_token, page, now)

    async def _with_known_categories(self, wish: Wish) -> Wish:
        """Of several kinds of places meant by a word, those that the town has; all where it has none."""
        if len(wish.categories) < 2:
            return wish
        counts = await self.store.category_counts()
        return replace(
            wish, categories=tuple(tag for tag in wish.categories if counts.get(tag)) or wish.categories
        )

    async def _show_list(
        self, wish: Wish, state: ConversationState, token: str, page: int, now: datetime
    ) -> Answer:
        finders = {
            Kind.PLACES: self._find_places,
            Kind.APPRENTICESHIPS: self._find_training,
            Kind.JOBS: self._find_training,
            Kind.EVENTS: self._find_events,
            Kind.ADVICE: self._find_advice,
            Kind.NEWS: self._find_news,
        }
        wish = _at(wish, now)
        find = finders[wish.kind]
        found = await find(wish, state, token, page, now)
        if page > 0 and found.items and not found.page_items:
            page = found.last_page
            found = await find(wish, state, token, page, now)
        wish = replace(wish, topic=found.topic) if found.topic is not None else wish
        selected = found.page_items[0] if len(found.items) == 1 and found.page_items else None
        remembered = replace(
            state,
            wish=wish,
            previous=state.wish,
            list_token=token,
            page_ids=found.page_items,
            earlier_ids=found.earlier_items if wish.kind is not Kind.ADVICE else (),
            page=page,
            selected=selected,
            selected_kind=Kind.PLACE if wish.kind is Kind.PLACES else wish.kind,
            updated_at=now,
        )
        return Answer(
            found.reply,
            remembered,
            wish.kind,
            filters_of(wish),
            found.items,
            found.page_items,
            found.relaxed,
        )

    async def _find_places(
        self, wish: Wish, state: ConversationState, token: str, page: int, now: datetime
    ) -> Found:
        query = PlaceQuery(
            categories=wish.categories,
            category_not=wish.category_not,
            product=wish.product,
            mends=wish.mends,
            district=wish.district,
            district_not=wish.district_not,
            near=state.location if wish.near else None,
            open=wish.open,
            attributes=wish.attributes,
        )
        matches: PlaceMatches = await self.store.find_places(query, now)
        setting = self.setting(now)
        if not matches.total:
            return Found(places.nothing_found(wish, setting), (), ())
        ids = _page_of(matches.ids, page)
        shown = await self.store.places(ids)
        away_m = metres_outside(self.town, state.location) if wish.near and state.location else None
        reply = places.place_list(
            wish,
            shown,
            Page(page, matches.total, token),
            matches.relaxed,
            matches.distances_m,
            setting,
            away_m,
        )
        return Found(reply, matches.ids, ids, matches.relaxed)

    async def _find_training(
        self, wish: Wish, state: ConversationState, token: str, page: int, now: datetime
    ) -> Found:
        query = TrainingQuery(
            wish.occupations, wish.text, wish.name, wish.district, wish.district_not, wish.working_time
        )
        apprenticeships = wish.kind is Kind.APPRENTICESHIPS
        find = self.store.find_apprenticeships if apprenticeships else self.store.find_jobs
        matches: Matches = await find(query, now.date())
        setting = self.setting(now)
        if not matches.total:
            return Found(listings.no_training(wish, setting), (), ())
        ids = _page_of(matches.ids, page)
        offers = await (self.store.apprenticeships(ids) if apprenticeships else self.store.jobs(ids))
        reply = listings.training_list(
            wish, offers, Page(page, matches.total, token), matches.relaxed, setting
        )
        return Found(reply, matches.ids, ids, matches.relaxed)

    async def _find_events(
        self, wish: Wish, state: ConversationState, token: str, page: int, now: datetime
    ) -> Found:
        horizon = NAMED_EVENT_HORIZON if wish.text else EVENT_HORIZON
        first, last = wish.dates or (now.date(), now.date() + horizon)
        not_before = max(wish.dates_from, now) if wish.dates_from is not None else now
        query = EventQuery(
            first_day=first,
            last_day=last,
            not_before=not_before,
            topics=(wish.topic,) if wish.topic else (),
            text=wish.text,
            venue=wish.name,
            near=state.location if wish.near else None,
            district=wish.district,
            district_not=wish.district_not,
            next_only=wish.dates is None,
        )
        matches: Matches = await self.store.find_events(query)
        setting = self.setting(now)
        if not matches.total:
            return Found(listings.no_events(wish, setting), (), ())
        ids = _page_of(matches.ids, page)
        dates = await self.store.event_dates(ids)
        reply = listings.event_list(wish, dates, Page(page, matches.total, token), matches.relaxed, setting)
        return Found(reply, matches.ids, ids, matches.relaxed)

    async def _find_advice(
        self, wish: Wish, state: ConversationState, token: str, page: int, now: datetime
    ) -> Found:
        matches = await self.store.find_advice(
            wish.topics or ((wish.topic,) if wish.topic else ()), wish.text
        )
        setting = self.setting(now)
        if wish.text and not matches.total:
            return Found(listings.no_advice(setting), (), ())
        card_first = bool(wish.text)
        if card_first and page == 0:
            (topic,) = await self.store.advice(matches.ids[:1])
            card = listings.advice_card(topic, setting)
            return Found(card, matches.ids, matches.ids[:1], topic=topic.topic, card_first=True)
        others = matches.ids[1:] if card_first else matches.ids
        ids = _page_of(others, page - 1 if card_first else page)
        pages = Page(page, len(others) + (PAGE_SIZE if card_first else 0), token)
        reply = listings.advice_list(await self.store.advice(ids), pages, setting)
        return Found(reply, matches.ids, ids, card_first=card_first)

    async def _find_news(
        self, wish: Wish, state: ConversationState, token: str, page: int, now: datetime
    ) -> Found:
        matches = await self.store.find_notices(wish.topic, now.date())
        if not matches.total:
            return Found(listings.no_news(), (), ())
        ids = _page_of(matches.ids, page)
        notices = await self.store.notices(ids)
        return Found(
            listings.notice_list(notices, Page(page, matches.total, token), self.setting(now)),
            matches.ids,
            ids,
        )

    async def _about_place(
        self, wish: Wish, state: ConversationState, now: datetime, origin: tuple[str, int] | None = None
    ) -> Answer:
        setting = self.setting(now)
        candidates = await self._candidates(wish, now)
        if not candidates:
            return replace(
                self._said(
                    Kind.PLACE, places.unknown_name(wish.label or wish.name or "", setting), state, now
                ),
                filters=filters_of(wish),
            )
        ids = tuple(place.id for place in candidates)
        if len(candidates) > 1:
            state = replace(
                state,
                list_token="",
                page_ids=ids[:PAGE_SIZE],
                earlier_ids=(),
                wish=replace(wish, kind=Kind.PLACES),
                updated_at=now,
            )
            return Answer(
                places.which_place(candidates, wish.label),
                state,
                Kind.PLACE,
                filters_of(wish),
                ids,
                ids[:PAGE_SIZE],
            )
        place = candidates[0]
        known = replace(_at(wish, now), name=place.name, field=wish.field or Field.ALL, place_ids=ids)
        remembered = replace(
            state, selected=place.id, selected_kind=Kind.PLACE, asked=wish.field, updated_at=now
        )
        if state.wish is None or state.wish.kind is not Kind.PLACES:
            remembered = replace(remembered, wish=known)
        reply = places.field_answer(place, known, setting)
        if known.field is Field.ALL:
            reply = _with_way_back(reply, origin or state.page_with(place.id), state)
        return Answer(reply, remembered, Kind.PLACE, filters_of(known), ids, ids)

    async def _candidates(self, wish: Wish, now: datetime) -> list[Place]:
        """The places that a name may mean; the district decides where one is named."""
        ids = wish.place_ids
        if not ids and wish.name:
            ids = (await self.store.find_places(PlaceQuery(name=wish.name, district=wish.district), now)).ids[
                :PAGE_SIZE
            ]
        found = await self.store.places(ids)
        in_district = [place for place in found if wish.district and place.address.district == wish.district]
        return in_district or list(found)

    async def _entry(
        self,
        kind: Kind,
        entry_id: str,
        state: ConversationState,
        now: datetime,
        origin: tuple[str, int] | None = None,
    ) -> Answer:
        """The card of one entry that is not a place."""
        setting = self.setting(now)
        reply: Reply | None = None
        if kind is Kind.EVENTS:
            dates = await self.store.event_dates((entry_id,))
            reply = listings.event_card(dates[0], setting) if dates else None
        elif kind is Kind.ADVICE:
            topics = await self.store.advice((entry_id,))
            reply = listings.advice_card(topics[0], setting) if topics else None
        elif kind is Kind.NEWS:
            notices = await self.store.notices((entry_id,))
            reply = listings.notice_card(notices[0], setting) if notices else None
        else:
            find = self.store.apprenticeships if kind is Kind.APPRENTICESHIPS else self.store.jobs
            offers = await find((entry_id,))
            if offers:
                offer = offers[0]
                contact = (
                    offer.contact if offer.contact != Contact() else await self._contact_of(offer.place_id)
                )
                reply = listings.training_card(offer, contact, setting)
        if reply is None:
            return self._out_of_date(state, now, talk.gone())
        reply = _with_way_back(reply, origin or state.page_with(entry_id), state)
        remembered = replace(state, selected=entry_id, selected_kind=kind)
        answer = self._said(kind, reply, remembered, now)
        return replace(answer, items=(entry_id,), page_items=(entry_id,))

    async def _contact_of(self, place_id: str | None) -> Contact:
        found = await self.store.places((place_id,)) if place_id else []
        return found[0].contact if found else Contact()

    async def _venue(self, place_id: str, state: ConversationState, now: datetime) -> Answer:
        found = await self.store.places((place_id,))
        venue = places.venue_of(found[0]) if found else None
        if venue is None:
            return self._out_of_date(state, now, talk.gone())
        return self._said(Kind.PLACE, Reply("", venue=venue), state, now)

    async def _calendar(self, entry_id: str, state: ConversationState, now: datetime) -> Answer:
        dates: list[EventDate] = await self.store.event_dates((entry_id,))
        if not dates:
            return self._out_of_date(state, now, talk.gone())
        file = calendar_file(dates[0], now, self.town)
        caption = f"<b>{escape(dates[0].event.title)}</b> für deinen Kalender"
        return self._said(Kind.EVENTS, Reply(caption, file=file), state, now)

    async def _turn_page(self, state: ConversationState, token: str, page: int, now: datetime) -> Answer:
        shown = state.lists.get(token)
        if shown is None:
            return self._out_of_date(state, now, talk.out_of_date())
        answer = await self._show_list(shown.wish, state, token, max(0, page), now)
        return replace(answer, in_place=True)

    async def _step(self, pages: int, state: ConversationState, now: datetime) -> Answer:
        """ "mehr" and "zurück" in words: another page of the list shown last, or that there is none."""
        answer = await self._turn_page(state, state.list_token, state.page + pages, now)
        if pages < 0 or not answer.items or answer.state.page != state.page:
            return answer
        reply = talk.end_of_list(answer.total, state.list_token, state.page)
        return replace(answer, reply=reply, state=replace(state, updated_at=now))

    async def _toggle(self, action: Action, state: ConversationState, now: datetime) -> Answer:
        shown = state.lists.get(action.value)
        if shown is None:
            return self._out_of_date(state, now, talk.out_of_date())
        wish = shown.wish
        if action.type is ActionType.TOGGLE_OPEN:
            wish = (
                replace(wish, open=None, open_now=False)
                if wish.open_now
                else replace(wish, open=(now, now), open_now=True)
            )
        else:
            wish = replace(wish, near=not wish.near)
            if wish.near and state.location is None:
                return await self.answer_wish(wish, state, now)
        lists = {**state.lists, action.value: replace(shown, wish=wish)}
        answer = await self._show_list(wish, replace(state, lists=lists), action.value, 0, now)
        return replace(answer, in_place=True)

    async def _chosen_reading(self, action: Action, state: ConversationState, now: datetime) -> Answer:
        if state.readings_token != action.value or not 0 <= action.number < len(state.readings):
            return self._out_of_date(state, now, talk.out_of_date())
        return await self.answer_wish(state.readings[action.number].wish, state, now)

    def _ask_back(self, readings: tuple[Reading, ...], state: ConversationState, now: datetime) -> Answer:
        setting = self.setting(now)
        labels = [reading_label(reading.wish, setting) for reading in readings]
        token = str(state.next_list)
        remembered = replace(
            state, readings=readings, readings_token=token, next_list=state.next_list + 1, updated_at=now
        )
        return Answer(talk.clarify(labels, token), remembered, Kind.CLARIFY)

    def _out_of_date(self, state: ConversationState, now: datetime, words: str) -> Answer:
        return self._said(Kind.HELP, Reply(words, toast=words), state, now)

    async def _menu(self, command: str, page: int, state: ConversationState, now: datetime) -> Answer:
        """The kinds of places of a group, the most frequent first, a page of them."""
        title, group = MENUS.get(command, MENUS["laeden"])
        counts = await self.store.category_counts()
        tags = [tag for tag in self.vocabulary.tags_of_group(group) if counts.get(tag)]
        ranked = sorted(tags, key=lambda tag: -counts[tag])
        page = min(page, max(0, len(ranked) - 1) // MENU_SIZE)
        shown = ranked[page * MENU_SIZE : (page + 1) * MENU_SIZE]
        entries = [(tag, self.vocabulary.category_name(tag, plural=True), counts[tag]) for tag in shown]
        is_last = (page + 1) * MENU_SIZE >= len(ranked)
        reply = talk.category_menu(title, entries, command, page, is_last)
        return self._said(Kind.PLACES, reply, state, now)


_READING_WORDS = {
    Kind.PLACES: "Einen Laden oder Betrieb",
    Kind.PLACE: "Einen bestimmten Eintrag",
    Kind.APPRENTICESHIPS: "Eine Ausbildung",
    Kind.JOBS: "Eine Stelle",
    Kind.EVENTS: "Veranstaltungen",
    Kind.NEWS: "Neues von der Wirtschaftsförderung",
    Kind.ADVICE: "Beratung der Wirtschaftsförderung",
    Kind.SUBSCRIBE: "Nachrichten abonnieren",
    Kind.UNSUBSCRIBE: "Nachrichten abbestellen",
    Kind.IDEA: "Eine Idee für die Stadt",
    Kind.CORRECTION: "Einen Fehler in einem Eintrag",
    Kind.OWNER: "Deinen eigenen Betrieb",
    Kind.HANDOVER: "Mit einem Menschen sprechen",
    Kind.PRIVACY: "Datenschutz",
    Kind.HELP: "Was ich kann",
    Kind.SMALLTALK: "Nur Hallo sagen",
}


def reading_label(wish: Wish, setting: Setting) -> str:
    """A reading in words for its button."""
    words = _READING_WORDS.get(wish.kind, "Etwas anderes")
    if wish.kind is Kind.PLACES and not wish.is_empty:
        return places.describe(wish, setting)[:60]
    return f"{words}: {wish.label}"[:60] if wish.label else words


def _origin(action: Action) -> tuple[str, int] | None:
    """The list and its page that an entry's button stands under."""
    return (action.list_token, action.number) if action.list_token else None


def _with_way_back(reply: Reply, origin: tuple[str, int] | None, state: ConversationState) -> Reply:
    """A card with the way back to the list, where that is still known."""
    if origin is None or origin[0] not in state.lists:
        return reply
    return places.with_way_back(reply, *origin)


def _at(wish: Wish, now: datetime) -> Wish:
    """A wish for "now" moves with the clock."""
    return replace(wish, open=(now, now)) if wish.open_now else wish


def _page_of(ids: tuple[str, ...], page: int) -> tuple[str, ...]:
    return ids[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
