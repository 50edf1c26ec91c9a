"""Places in words: lists of five, the card of one, short answers about one field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.conversation.wish import Field, Wish
from bot.replies.callbacks import ActionType, encode
from bot.replies.dates import distance, long_date, time_wish
from bot.replies.hours import rest_of_today, status_line, week_table, window_line
from bot.replies.nouns import with_capitals
from bot.replies.reply import Button, Reply, Rows, Venue, bold, escape
from content.entries import Place, Provenance, Town
from content.holiday_calendar import HolidayCalendar
from content.linking import Vocabulary
from content.opening_hours import OpenState, day_hours, open_between, status_at, week_hours
from content.search.place_index import FULL_VALUES, TRUE_VALUES

PAGE_SIZE = 5
DEMO_LABEL = "Demo-Eintrag: erfunden, zum Ausprobieren."
DEMO_LIST_LABEL = "Demo-Inhalt: Die Betriebe sind erfunden."

LANGUAGES = {
    "de": "Deutsch", "en": "Englisch", "tr": "Türkisch", "ar": "Arabisch", "pl": "Polnisch", "ru": "Russisch",
    "it": "Italienisch", "es": "Spanisch", "fr": "Französisch", "el": "Griechisch", "nl": "Niederländisch",
    "uk": "Ukrainisch", "ro": "Rumänisch", "bg": "Bulgarisch", "hr": "Kroatisch", "sr": "Serbisch", "fa": "Farsi",
    "ku": "Kurdisch", "vi": "Vietnamesisch", "zh": "Chinesisch", "pt": "Portugiesisch", "sq": "Albanisch",
}  # fmt: skip


@dataclass(frozen=True)
class Setting:
    """What replies about places need besides the places: the clock, the calendar and the words."""

    now: datetime
    calendar: HolidayCalendar
    vocabulary: Vocabulary
    town: Town


@dataclass(frozen=True)
class Page:
    """One page of a list: which entries of how many, and the token of the list in its buttons."""

    number: int
    total: int
    token: str

    @property
    def first_number(self) -> int:
        """The number of its first entry; lists are numbered through."""
        return self.number * PAGE_SIZE + 1

    @property
    def last(self) -> int:
        """The last page's number."""
        return max(0, (self.total - 1) // PAGE_SIZE)


def place_list(
    wish: Wish,
    places: Sequence[Place],
    page: Page,
    relaxed: Sequence[str],
    distances_m: Mapping[str, float],
    setting: Setting,
    away_m: float | None = None,
) -> Reply:
    """A page of places with number buttons, paging and toggles.

    Args:
        wish: what was asked.
        places: those of this page.
        page: which page it is.
        relaxed: the names of the wishes that were dropped.
        distances_m: metres to the places, by id.
        setting: clock, calendar and words.
        away_m: metres to the town, of a person who is far outside of it.
    """
    dropped = [name for name in relaxed if name != "near" or away_m is None]
    here = replace(wish, near=False) if away_m is not None else wish
    head = _relaxed_head(here, dropped, setting) if dropped else _head(here, page.total, setting)
    lines = [head, ""]
    if away_m is not None:
        lines.insert(0, far_away(away_m, setting.town))
    for number, place in enumerate(places, start=page.first_number):
        lines += _list_entry(number, place, wish, distances_m.get(place.id), setting)
    if any(place.provenance.is_demo for place in places):
        lines += ["", f"<i>{DEMO_LIST_LABEL}</i>"]
    return Reply("\n".join(lines).rstrip(), place_list_buttons(wish, places, page, relaxed))


def far_away(metres: float, town: Town) -> str:
    """Says kindly that a person is not in town."""
    return (
        f"Du bist gerade rund {distance(metres, exact=False)} von {escape(town.name)} entfernt. "
        "Ich zeige dir, was von dir aus am nächsten liegt."
    )


def place_list_buttons(wish: Wish, places: Sequence[Place], page: Page, relaxed: Sequence[str] = ()) -> Rows:
    """Number buttons, paging, and the toggles that this list offers; a toggle says what pressing it does."""
    alone = page.total == 1
    numbers = tuple(
        Button("Alles zum Eintrag", encode(ActionType.PLACE, place.id))
        if alone
        else Button(str(i), encode(ActionType.PLACE, place.id, page.number, page.token))
        for i, place in enumerate(places, start=page.first_number)
    )
    toggles = []
    if not (wish.open_now and "open" in relaxed):
        only_open = "Nur geöffnete zeigen" if wish.open is None else "Jetzt geöffnete zeigen"
        label = "Alle zeigen" if wish.open_now else only_open
        toggles.append(Button(label, encode(ActionType.TOGGLE_OPEN, page.token)))
    near_label = "Überall zeigen" if wish.near else "In meiner Nähe"
    toggles.append(Button(near_label, encode(ActionType.TOGGLE_NEAR, page.token)))
    return tuple(row for row in (numbers, paging(page), tuple(toggles)) if row)


def with_way_back(reply: Reply, token: str, page: int) -> Reply:
    """The card of an entry with a button to the list that it is on."""
    back = Button("« Zur Liste", encode(ActionType.LIST, token, page))
    *others, last = reply.buttons or ((),)
    rows = (*others, (*last, back)) if len(last) < 2 else (*others, last, (back,))
    return replace(reply, buttons=rows)


def paging(page: Page) -> tuple[Button, ...]:
    """The buttons to the page before and after, where there is one."""
    row = []
    if page.number > 0:
        row.append(Button("‹ Zurück", encode(ActionType.LIST, page.token, page.number - 1)))
    if page.number < page.last:
        row.append(Button("Mehr ›", encode(ActionType.LIST, page.token, page.number + 1)))
    return tuple(row)


def nothing_found(wish: Wish, setting: Setting) -> Reply:
    """No place matches, whatever wish is dropped."""
    what = escape(describe(wish, setting))
    return Reply(
        f"Dazu kenne ich in {escape(setting.town.name)} leider nichts: {what}.\n\n"
        "Versuch es mit einem anderen Wort oder stöbere hier:",
        browse_buttons(),
    )


def unknown_name(name: str, setting: Setting) -> Reply:
    """A name that no entry has."""
    return Reply(
        f"Einen Eintrag »{escape(name)}« kenne ich in {escape(setting.town.name)} nicht. "
        "Vielleicht heißt er etwas anders, oder er ist noch nicht eingetragen.",
        browse_buttons(),
    )


def browse_buttons() -> Rows:
    """Ways on when nothing was found."""
    return (
        (
            Button("Läden", encode(ActionType.COMMAND, "laeden")),
            Button("Handwerk", encode(ActionType.COMMAND, "handwerk")),
        ),
        (
            Button("Essen & Trinken", encode(ActionType.COMMAND, "gastro")),
            Button("Hilfe", encode(ActionType.COMMAND, "hilfe")),
        ),
    )


def which_place(places: Sequence[Place], label: str) -> Reply:
    """Several places have the name that was used."""
    rows = tuple(
        (Button(f"{place.name} ({place.address.district})", encode(ActionType.PLACE, place.id)),)
        for place in places[:5]
    )
    return Reply(f"Welchen Eintrag meinst du mit »{escape(label)}«?", rows)


def place_card(place: Place, setting: Setting) -> Reply:
    """All about one place."""
    now = setting.now
    status = status_at(place.hours, now, setting.calendar)
    parts = [bold(place.name), escape(category_names(place, setting)), ""]
    parts.append(escape(status_line(status, now)))
    address = _address(place)
    if address:
        parts.append(f"📍 {escape(address)}")
    parts += _contact_lines(place)
    if place.description:
        parts += ["", escape(place.description)]
    if place.products:
        parts.append(f"Angebot: {escape(', '.join(with_capitals(product) for product in place.products))}")
    features = attribute_names(place, setting)
    if features:
        parts.append(f"Gut zu wissen: {escape(', '.join(features))}")
    if place.languages and set(place.languages) != {"de"}:
        parts.append(f"Sprachen: {escape(', '.join(LANGUAGES.get(code, code) for code in place.languages))}")
    if place.hours.spec is not None or place.hours.exceptions:
        week = week_hours(place.hours, now.date(), setting.calendar)
        parts += ["", "<b>Öffnungszeiten</b>", f"<pre>{escape(week_table(week, now.date()))}</pre>"]
    parts += ["", f"<i>{escape(provenance_line(place.provenance, setting))}</i>"]
    return Reply("\n".join(parts), _card_buttons(place))


def field_answer(place: Place, wish: Wish, setting: Setting) -> Reply:
    """The short answer to a question about one field of a place."""
    field = wish.field or Field.ALL
    if field is Field.ALL:
        return place_card(place, setting)
    text = _hours_answer(place, wish, setting) if field is Field.HOURS else _field_text(place, field, setting)
    note = f"\n\n<i>{escape(provenance_line(place.provenance, setting))}</i>"
    rows: Rows = ((Button("Alles zum Eintrag", encode(ActionType.PLACE, place.id)),),)
    if field in {Field.ADDRESS, Field.ROUTE} and place.address.coordinates is not None:
        rows = ((Button("Auf der Karte", encode(ActionType.VENUE, place.id)), *rows[0]),)
    return Reply(text + note, rows)


def venue_of(place: Place) -> Venue | None:
    """The place as a pin on the map; None where its position is not known."""
    if place.address.coordinates is None:
        return None
    return Venue(place.name, _address(place) or place.address.district, place.address.coordinates)


def provenance_line(provenance: Provenance, setting: Setting) -> str:
    """Who vouches for the facts, and since when."""
    parts = [DEMO_LABEL] if provenance.is_demo else []
    if provenance.credit:
        parts.append(f"Quelle: {provenance.credit}.")
    if provenance.confirmed_on is not None and not provenance.is_demo:
        by = f" von {provenance.confirmed_by}" if provenance.confirmed_by else ""
        parts.append(f"Bestätigt am {long_date(provenance.confirmed_on, setting.now.date())}{by}.")
    elif not provenance.is_demo:
        parts.append("Noch nicht bestätigt.")
    return " ".join(parts)


def describe(wish: Wish, setting: Setting, without: Sequence[str] = ()) -> str:
    """A wish in words: "Bäckereien in Kirchhellen, am Sonntag geöffnet"."""
    words = [_thing_words(wish, setting, without)]
    if wish.district and "district" not in without:
        words.append(
            f"am Ort {wish.landmark} ({wish.district})"
            if wish.landmark
            else setting.town.where(wish.district)
        )
    if wish.near and "near" not in without:
        words.append("in deiner Nähe")
    if wish.district_not:
        words.append(f"nicht {setting.town.where(wish.district_not)}")
    text = " ".join(words)
    extras = [setting.vocabulary.attribute_name(key) for key in wish.attributes if key not in without]
    if wish.open is not None and "open" not in without:
        extras.append(f"{time_wish(wish.open, setting.now)} geöffnet")
    return ", ".join([text, *extras])


def category_names(place: Place, setting: Setting) -> str:
    """What a place is, in German, the main thing first: "Bäckerei, Café".

    A charity shop that sells nothing but fair trade is what people call a Weltladen
    (https://wiki.openstreetmap.org/wiki/Key:fair_trade).
    """
    tags = [tag for tag in place.categories if not tag.startswith("cuisine=")] or list(place.categories)
    is_fair = place.attributes.get("fair_trade") in FULL_VALUES
    names = [
        "Weltladen" if is_fair and tag == "shop=charity" else setting.vocabulary.category_name(tag)
        for tag in tags
    ]
    return ", ".join(dict.fromkeys(names))


def attribute_names(place: Place, setting: Setting) -> list[str]:
    """The attributes that a place has, in German."""
    names = []
    for key, value in place.attributes.items():
        if value in {"no", "false"}:
            continue
        name = setting.vocabulary.attribute_name(key)
        names.append({"only": f"nur {name}", "limited": f"{name} (eingeschränkt)"}.get(value, name))
    return names


def _thing_words(wish: Wish, setting: Setting, without: Sequence[str]) -> str:
    if wish.product and "product" not in without:
        return f"»{with_capitals(wish.product)}«"
    names = [setting.vocabulary.category_name(tag, plural=True) for tag in wish.categories]
    if 0 < len(names) <= 3:
        return " oder ".join(dict.fromkeys(names))
    return _sentence(wish.label) if wish.label else "Betriebe"


def _head(wish: Wish, total: int, setting: Setting) -> str:
    count = "1 Treffer" if total == 1 else f"{total} Treffer"
    return f"{bold(describe(wish, setting))} – {count}:"


def _relaxed_head(wish: Wish, relaxed: Sequence[str], setting: Setting) -> str:
    everything = escape(describe(wish, setting))
    dropped = " und ".join(_dropped_words(name, wish, setting) for name in relaxed)
    rest = describe(wish, setting, without=relaxed)
    return f"Alles zusammen finde ich nicht: {everything}.\nOhne {escape(dropped)} gibt es {bold(rest)}:"


def _dropped_words(name: str, wish: Wish, setting: Setting) -> str:
    if name == "open" and wish.open is not None:
        return f"»{time_wish(wish.open, setting.now)} geöffnet«"
    if name == "district" and wish.district:
        return f"»{setting.town.where(wish.district)}«"
    if name == "near":
        return "»in deiner Nähe«"
    if name == "product":
        return f"»{with_capitals(wish.product or '')}« im Eintrag"
    return f"»{setting.vocabulary.attribute_name(name)}«"


def _list_entry(number: int, place: Place, wish: Wish, metres: float | None, setting: Setting) -> list[str]:
    kind = [] if wish.categories or wish.product else [category_names(place, setting).partition(",")[0]]
    where = [*kind, place.address.street, place.address.district]
    if metres is not None:
        where.append(distance(metres))
    lines = [f"{number}. {bold(place.name)}", f"   {escape(', '.join(part for part in where if part))}"]
    lines.append(f"   {escape(_list_status(place, wish, setting))}")
    if is_for_the_phone(wish, setting):
        call = _call_line(place)
        lines += [f"   {escape(call)}"] if call else []
    return lines


def _call_line(place: Place) -> str:
    """The number to call, and whether there is an emergency service."""
    phone = place.contact.phone
    if place.attributes.get("emergency_service") in TRUE_VALUES:
        return f"🚨 Notdienst: {phone}" if phone else "🚨 mit Notdienst"
    return f"📞 {phone}" if phone else ""


def is_for_the_phone(wish: Wish, setting: Setting) -> bool:
    """Whether people will call rather than go there: something is broken, or a craft business is looked for."""
    if wish.mends or wish.attributes.get("emergency_service"):
        return True
    groups = {setting.vocabulary.group(tag) for tag in wish.categories}
    return groups == {"handwerk"}


def _sentence(text: str) -> str:
    """The text with a capital letter at its beginning; the rest as it is."""
    return text[:1].upper() + text[1:]


def _list_status(place: Place, wish: Wish, setting: Setting) -> str:
    """What holds now, or in the time asked for."""
    if wish.open is None:
        return status_line(status_at(place.hours, setting.now, setting.calendar), setting.now)
    return window_line(place.hours, wish.open, setting.now, setting.calendar)


def _hours_answer(place: Place, wish: Wish, setting: Setting) -> str:
    now = setting.now
    name = bold(place.name)
    if wish.open is None or wish.open_now:
        status = status_at(place.hours, now, setting.calendar)
        text = f"{name}: {escape(status_line(status, now))}"
        rest = rest_of_today(day_hours(place.hours, now.date(), setting.calendar), status, now)
        text += f"\n{escape(rest)}" if rest else ""
        if wish.open is None and place.hours.spec is not None:
            week = week_hours(place.hours, now.date(), setting.calendar)
            text += f"\n<pre>{escape(week_table(week, now.date()))}</pre>"
        return text
    start, end = wish.open
    state = open_between(place.hours, start, end, setting.calendar)
    if end - start > timedelta(hours=30):
        days = [d for d in week_hours(place.hours, start.date(), setting.calendar) if d.day <= end.date()]
        return f"{name}:\n<pre>{escape(week_table(days, now.date()))}</pre>"
    when = time_wish(wish.open, now)
    verdict = {
        OpenState.OPEN: f"Ja, {name} hat {escape(when)} geöffnet.",
        OpenState.CLOSED: f"Nein, {name} hat {escape(when)} geschlossen.",
        OpenState.UNKNOWN: f"Ob {name} {escape(when)} geöffnet hat, weiß ich leider nicht.",
        OpenState.BY_APPOINTMENT: f"{name} öffnet nach Vereinbarung.",
    }[state]
    if state is OpenState.OPEN or day_hours(place.hours, start.date(), setting.calendar).spans:
        return f"{verdict}\n{escape(window_line(place.hours, wish.open, now, setting.calendar))}"
    return verdict


def _field_text(place: Place, field: Field, setting: Setting) -> str:
    name = bold(place.name)
    unknown = "weiß ich leider nicht"
    if field is Field.PHONE:
        return (
            f"{name}: 📞 {escape(place.contact.phone)}"
            if place.contact.phone
            else f"Die Nummer von {name} {unknown}."
        )
    if field is Field.EMAIL:
        return (
            f"{name}: ✉️ {escape(place.contact.email)}"
            if place.contact.email
            else f"Die E-Mail von {name} {unknown}."
        )
    if field is Field.WEB:
        return (
            f"{name}: 🌐 {escape(place.contact.web)}"
            if place.contact.web
            else f"Eine Webseite von {name} kenne ich nicht."
        )
    if field in {Field.ADDRESS, Field.ROUTE}:
        return (
            f"{name}: 📍 {escape(_address(place))}"
            if _address(place)
            else f"Die Adresse von {name} {unknown}."
        )
    if field is Field.ACCESSIBILITY:
        value = place.attributes.get("wheelchair", "")
        words = {
            "yes": "ist rollstuhlgerecht",
            "limited": "ist eingeschränkt rollstuhlgerecht",
            "no": "ist nicht rollstuhlgerecht",
        }
        return f"{name} {words[value]}." if value in words else f"Ob {name} barrierefrei ist, {unknown}."
    cards = place.attributes.get("payment:cards", "")
    if cards:
        return f"{name} nimmt {'auch Karten' if cards != 'no' else 'keine Karten, nur Bargeld'}."
    return f"Wie man bei {name} zahlen kann, {unknown}."


def _address(place: Place) -> str:
    city = " ".join(part for part in (place.address.postcode, place.address.city) if part)
    if place.address.district:
        city = f"{city} ({place.address.district})" if city else place.address.district
    return ", ".join(part for part in (place.address.street, city) if part)


def _contact_lines(place: Place) -> list[str]:
    contact = place.contact
    lines = []
    if contact.phone:
        lines.append(f"📞 {escape(contact.phone)}")
    if contact.email:
        lines.append(f"✉️ {escape(contact.email)}")
    if contact.web:
        lines.append(f"🌐 {escape(contact.web)}")
    return lines


def _card_buttons(place: Place) -> Rows:
    row = []
    if place.address.coordinates is not None:
        row.append(Button("Auf der Karte", encode(ActionType.VENUE, place.id)))
    if place.contact.web.startswith(("http://", "https://")) and not place.provenance.is_demo:
        row.append(Button("Webseite", url=place.contact.web))
    return (tuple(row),) if row else ()
