"""The office in words: who to ask, how and when; what the town has not filled in yet is left out."""

from bot.replies.hours import ordinary_week, status_line
from bot.replies.places import Setting
from bot.replies.reply import escape
from content.entries import AdviceTopic, Contact
from content.opening_hours import status_at

DEMO_NOTE = "Demo-Angaben: erfunden, zum Ausprobieren."


def office_lines(setting: Setting, topic: AdviceTopic | None = None) -> list[str]:
    """Name, address, ways to reach it and hours; a topic's own contact and hours come before the office's."""
    town = setting.town
    own = topic.contact if topic is not None else Contact()
    contact = own if own != Contact() else town.office_contact
    hours = topic.hours if topic is not None and topic.hours.spec is not None else town.office_hours
    lines = [f"<b>{escape(town.office_name)}</b>"]
    if own == Contact():
        place = " ".join(part for part in (town.office_address.postcode, town.name) if part)
        lines.append(escape(", ".join(part for part in (town.office_address.street, place) if part)))
    lines += contact_lines(contact)
    if contact == Contact():
        lines.append("Telefon und E-Mail kenne ich noch nicht. Frag bitte in der Stadtverwaltung nach.")
    if hours.spec is not None:
        week = ordinary_week(hours)
        lines += [f"🕑 {week}"] if week else []
        lines.append(escape(status_line(status_at(hours, setting.now, setting.calendar), setting.now)))
    return lines


def office(setting: Setting) -> str:
    """The office's lines, marked where they are invented."""
    note = ["", f"<i>{DEMO_NOTE}</i>"] if setting.town.demo else []
    return "\n".join([*office_lines(setting), *note])


def contact_lines(contact: Contact) -> list[str]:
    """Phone, e-mail and web, each on its line; what is not known is left out."""
    ways = (("📞", contact.phone), ("✉️", contact.email), ("🌐", contact.web))
    return [f"{sign} {escape(value)}" for sign, value in ways if value]
