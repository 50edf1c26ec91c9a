"""Training places, vacancies, events, advice and notices in words."""

from collections.abc import Sequence
from datetime import datetime

from bot.conversation.wish import Kind, Wish
from bot.replies.callbacks import ActionType, encode
from bot.replies.dates import clock, days_range, event_time, long_date
from bot.replies.office import contact_lines, office, office_lines
from bot.replies.places import Page, Setting, paging, provenance_line
from bot.replies.reply import Button, Reply, Rows, bold, escape
from content.entries import AdviceTopic, Apprenticeship, Contact, EventDate, Job, Notice

DEMO_OFFERS = "Demo-Inhalt: Die Angebote sind erfunden."
DEMO_ADVICE = "Demo-Text und Demo-Angaben: erfunden, zum Ausprobieren."


def training_list(
    wish: Wish, offers: Sequence[Apprenticeship | Job], page: Page, relaxed: Sequence[str], setting: Setting
) -> Reply:
    """A page of training places or vacancies."""
    noun = "Ausbildungsplätze" if wish.kind is Kind.APPRENTICESHIPS else "Stellen"
    lines = [_list_head(noun, wish, page.total, relaxed, setting), ""]
    for number, offer in enumerate(offers, start=page.first_number):
        title = offer.occupation if isinstance(offer, Apprenticeship) else offer.title
        lines.append(f"{number}. {bold(title)}")
        detail = [offer.company, offer.district, *_training_facts(offer, setting)]
        lines.append(f"   {escape(', '.join(part for part in detail if part))}")
    if any(offer.provenance.is_demo for offer in offers):
        lines += ["", f"<i>{DEMO_OFFERS}</i>"]
    action = ActionType.APPRENTICESHIP if wish.kind is Kind.APPRENTICESHIPS else ActionType.JOB
    numbers = _numbers(action, [offer.id for offer in offers], page)
    return Reply("\n".join(lines), _rows(numbers, paging(page)))


def training_card(offer: Apprenticeship | Job, contact: Contact, setting: Setting) -> Reply:
    """All about one training place or vacancy; `contact` is its own or its company's."""
    title = offer.occupation if isinstance(offer, Apprenticeship) else offer.title
    lines = [bold(title), escape(", ".join(part for part in (offer.company, offer.district) if part)), ""]
    lines += [escape(fact[:1].upper() + fact[1:]) for fact in _training_facts(offer, setting)]
    if isinstance(offer, Apprenticeship):
        lines.append(f"Plätze: {offer.positions}")
        if offer.school_leaving:
            lines.append(f"Schulabschluss: {escape(offer.school_leaving)}")
    if offer.description:
        lines += ["", escape(offer.description)]
    lines += ["", *contact_lines(contact)]
    lines += ["", f"<i>{escape(provenance_line(offer.provenance, setting))}</i>"]
    place = ((Button("Zum Betrieb", encode(ActionType.PLACE, offer.place_id)),),) if offer.place_id else ()
    return Reply("\n".join(lines), place)


def no_training(wish: Wish, setting: Setting) -> Reply:
    """No training place or vacancy fits."""
    noun = "einen Ausbildungsplatz" if wish.kind is Kind.APPRENTICESHIPS else "eine Stelle"
    what = f" für »{escape(wish.label)}«" if wish.label else ""
    command = "ausbildung" if wish.kind is Kind.APPRENTICESHIPS else "jobs"
    return Reply(
        f"Zurzeit kenne ich in {escape(setting.town.name)} {noun}{what} leider nicht.",
        ((Button("Alle Angebote zeigen", encode(ActionType.COMMAND, command)),),),
    )


def event_list(
    wish: Wish, dates: Sequence[EventDate], page: Page, relaxed: Sequence[str], setting: Setting
) -> Reply:
    """A page of events."""
    today = setting.now.date()
    lines = [
        _list_head(f"Veranstaltungen{_when(wish, relaxed, setting)}", wish, page.total, relaxed, setting),
        "",
    ]
    for number, item in enumerate(dates, start=page.first_number):
        event = item.event
        lines.append(f"{number}. {bold(event.title)}")
        where = event.venue or event.address.district
        lines.append(
            f"   {escape(event_time(item.starts_at, item.ends_at, event.all_day, today))}{escape(f' · {where}' if where else '')}"
        )
    if any(item.event.provenance.is_demo for item in dates):
        lines += ["", "<i>Demo-Inhalt: Die Termine sind erfunden.</i>"]
    numbers = _numbers(ActionType.EVENT, [event_date_id(item) for item in dates], page)
    return Reply("\n".join(lines), _rows(numbers, paging(page)))


def event_card(item: EventDate, setting: Setting) -> Reply:
    """All about one date of an event."""
    event, today = item.event, setting.now.date()
    when = event_time(item.starts_at, item.ends_at, event.all_day, today)
    if item.ends_at is not None and not event.all_day:
        when += f" bis {clock(item.ends_at)}"
    place = ", ".join(part for part in (event.venue, event.address.street, event.address.district) if part)
    lines = [bold(event.title), f"🗓 {escape(when)}"]
    if place:
        lines.append(f"📍 {escape(place)}")
    if event.price:
        is_sentence = event.price.lower().startswith("eintritt")
        lines.append(escape(event.price if is_sentence else f"Eintritt: {event.price}"))
    if event.organizer:
        lines.append(f"Veranstalter: {escape(event.organizer)}")
    if event.rrule:
        lines.append("Findet regelmäßig statt.")
    if event.description:
        lines += ["", escape(event.description)]
    if event.web:
        lines.append(f"🌐 {escape(event.web)}")
    lines += ["", f"<i>{escape(provenance_line(event.provenance, setting))}</i>"]
    return Reply(
        "\n".join(lines), ((Button("In meinen Kalender", encode(ActionType.CALENDAR, event_date_id(item))),),)
    )


def no_events(wish: Wish, setting: Setting) -> Reply:
    """Nothing is on that fits."""
    what = f" zu »{escape(wish.label)}«" if wish.label else ""
    where = f" {escape(setting.town.where(wish.district))}" if wish.district else ""
    return Reply(
        f"Für diese Zeit kenne ich keine Veranstaltung{what}{where}{escape(_when(wish, (), setting))}.",
        ((Button("Was ist sonst los?", encode(ActionType.COMMAND, "termine")),),),
    )


def event_date_id(item: EventDate) -> str:
    """The id of one date of an event: "feierabendmarkt@2026-12-03"."""
    return f"{item.event.id}@{item.starts_at.date().isoformat()}"


def advice_list(topics: Sequence[AdviceTopic], page: Page, setting: Setting) -> Reply:
    """Topics of the Amt to choose from."""
    rows = tuple(
        (Button(topic.title, encode(ActionType.ADVICE, topic.id, page.number, page.token)),)
        for topic in topics
    )
    return Reply(
        "Dazu berät dich die Wirtschaftsförderung. Was interessiert dich?", _rows(*rows, paging(page))
    )


def advice_card(topic: AdviceTopic, setting: Setting) -> Reply:
    """One topic of the Amt, with whom to ask."""
    lines = [bold(topic.title), "", escape(topic.text.strip()), "", *office_lines(setting, topic)]
    if topic.provenance.is_demo or setting.town.demo:
        lines += ["", f"<i>{DEMO_ADVICE}</i>"]
    return Reply("\n".join(lines), ((Button("Alle Themen", encode(ActionType.COMMAND, "beratung")),),))


def no_advice(setting: Setting) -> Reply:
    """No topic of the Amt fits: who to ask."""
    return Reply(
        f"Dazu habe ich keinen Text. Frag direkt bei der Wirtschaftsförderung:\n{office(setting)}",
        ((Button("Alle Themen", encode(ActionType.COMMAND, "beratung")),),),
    )


def notice_list(notices: Sequence[Notice], page: Page, setting: Setting) -> Reply:
    """A page of notices, the newest first."""
    lines = ["<b>Neues und Tipps von der Wirtschaftsförderung</b>", ""]
    for number, notice in enumerate(notices, start=page.first_number):
        lines.append(f"{number}. {bold(notice.title)}")
        lines.append(f"   {long_date(notice.published_on, setting.now.date())}")
    if any(notice.provenance.is_demo for notice in notices):
        lines += ["", "<i>Demo-Inhalt zum Ausprobieren.</i>"]
    numbers = _numbers(ActionType.NOTICE, [notice.id for notice in notices], page)
    return Reply("\n".join(lines), _rows(numbers, paging(page)))


def notice_card(notice: Notice, setting: Setting) -> Reply:
    """One notice."""
    lines = [
        bold(notice.title),
        long_date(notice.published_on, setting.now.date()),
        "",
        escape(notice.text.strip()),
    ]
    if notice.web:
        lines += ["", f"🌐 {escape(notice.web)}"]
    lines += ["", f"<i>{escape(provenance_line(notice.provenance, setting))}</i>"]
    return Reply("\n".join(lines), ((Button("Alle Meldungen", encode(ActionType.COMMAND, "neues")),),))


def no_news() -> Reply:
    """There is no notice."""
    return Reply("Zurzeit gibt es keine Meldungen.")


def ends_before(item: EventDate, now: datetime) -> bool:
    """Whether a date is over."""
    return (item.ends_at or item.starts_at) < now


def _list_head(noun: str, wish: Wish, total: int, relaxed: Sequence[str], setting: Setting) -> str:
    what = f" für »{wish.label}«" if wish.label and "text" not in relaxed else ""
    where = f" {setting.town.where(wish.district)}" if wish.district and "district" not in relaxed else ""
    head = f"{bold(noun + what + where)} – {'1 Treffer' if total == 1 else f'{total} Treffer'}:"
    if not relaxed:
        return head
    dropped = {
        "district": setting.town.where(wish.district or ""),
        "text": f"zu »{wish.label}«",
        "topics": "zum Thema",
        "occupations": f"für »{wish.label}«",
    }
    names = " und ".join(dropped.get(name, name) for name in relaxed)
    return f"Genau das finde ich nicht ({escape(names)}). Stattdessen:\n{head}"


def _when(wish: Wish, relaxed: Sequence[str], setting: Setting) -> str:
    if wish.dates is None or "dates" in relaxed:
        return ""
    return f" {days_range(*wish.dates, setting.now.date())}"


def _training_facts(offer: Apprenticeship | Job, setting: Setting) -> list[str]:
    today = setting.now.date()
    facts = []
    if isinstance(offer, Apprenticeship) and offer.starts_on is not None:
        facts.append(f"Beginn {offer.starts_on.day:02d}.{offer.starts_on.month:02d}.{offer.starts_on.year}")
    if isinstance(offer, Job) and offer.working_time:
        facts.append(offer.working_time)
    if offer.apply_until is not None:
        facts.append(f"bewerben bis {long_date(offer.apply_until, today)}")
    return facts


def _numbers(action: ActionType, ids: Sequence[str], page: Page) -> tuple[Button, ...]:
    """The buttons to the entries of a page; they know the way back to it."""
    return tuple(
        Button(str(number), encode(action, entry_id, page.number, page.token))
        for number, entry_id in enumerate(ids, start=page.first_number)
    )


def _rows(*rows: tuple[Button, ...]) -> Rows:
    return tuple(row for row in rows if row)
