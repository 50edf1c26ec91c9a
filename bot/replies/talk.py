"""Replies that need no search: greeting, help, privacy, what the bot cannot do, and asking back."""

from collections.abc import Sequence

from bot.replies.callbacks import ActionType, encode
from bot.replies.office import office
from bot.replies.places import Setting, browse_buttons, far_away
from bot.replies.reply import Button, Reply, Rows, escape
from content.entries import Town
from content.linking import Elsewhere

_SMALLTALK = {
    "greeting": "Hallo! Ich bin der Hallo-Bot für {town}. Was suchst du? Schreib es einfach, zum Beispiel »Bäcker in Kirchhellen«.",
    "goodbye": "Tschüss! Bis bald in {town}.",
    "thanks": "Gern geschehen! Wenn du noch etwas suchst, schreib einfach.",
    "praise": "Danke, das freut mich!",
    "insult": "Schade, dass du dich ärgerst. Sag mir, was du suchst, dann versuche ich es besser zu machen.",
    "bot_question": "Ich bin ein Programm, kein Mensch: der Hallo-Bot der Wirtschaftsförderung {town}. "
    "Ich kenne Läden, Handwerk, Gastronomie, Ausbildungsplätze und Termine in {town}.",
}

_BARE_REPLIES = {
    "yes": "Gern! Schreib mir, was du suchst, zum Beispiel »Friseur in der Boy«.",
    "no": "In Ordnung. Wenn du etwas suchst, schreib es einfach.",
    "fine": "Alles klar! Wenn du noch etwas suchst, schreib es einfach.",
    "cancel": "Gut, wir fangen neu an. Was suchst du?",
}

KEYWORD_NOTE = "Kurz gesagt, weil ich gerade nur Stichwörter verstehe:"
"""Said when the NLU is out of reach."""


def start(town: Town) -> Reply:
    """The welcome."""
    demo = (
        "\n\n<i>Zum Ausprobieren: Die Inhalte sind Demo-Inhalte, die Betriebe erfunden.</i>"
        if town.demo
        else ""
    )
    return Reply(
        f"<b>Hallo! Ich bin der Hallo-Bot für {escape(town.name)}.</b>\n"
        "Frag mich nach Läden, Handwerkern, Essen und Trinken, Ausbildungsplätzen, Jobs und Terminen. "
        "Schreib einfach, wie du sprichst:\n\n"
        "• »Wo krieg ich sonntags Brötchen?«\n• »Mein Rohr ist geplatzt«\n• »Was ist am Wochenende los?«\n"
        f"• »Ausbildung was mit Holz«{demo}",
        menu_buttons(),
    )


def help_reply(town: Town) -> Reply:
    """What the bot can do."""
    return Reply(
        f"<b>Das kann ich für dich tun</b>\n"
        f"Ich kenne {escape(town.name)}: Läden, Handwerk, Gastronomie, Märkte, fairen Handel, Ausbildung, Jobs, "
        "Termine und die Beratung der Wirtschaftsförderung.\n\n"
        "<b>So fragst du</b>\n• »Friseur in der Boy, jetzt offen«\n• »Wer repariert Fahrräder?«\n"
        "• »Hat Althoff sonntags auf?«\n• »Und in Kirchhellen?« – ich merke mir, worum es ging.\n\n"
        "<b>Befehle</b>\n/laeden /handwerk /gastro /maerkte /fairtrade\n/ausbildung /jobs /termine /beratung\n"
        "/naehe – was ist um mich herum?\n/neues /datenschutz /impressum",
        menu_buttons(),
    )


def menu_buttons() -> Rows:
    """The main menu."""
    entries = (
        (("Läden", "laeden"), ("Handwerk", "handwerk")),
        (("Essen & Trinken", "gastro"), ("Märkte", "maerkte")),
        (("Ausbildung", "ausbildung"), ("Jobs", "jobs")),
        (("Termine", "termine"), ("Beratung", "beratung")),
    )
    return tuple(
        tuple(Button(label, encode(ActionType.COMMAND, name)) for label, name in row) for row in entries
    )


def smalltalk(variant: str, town: Town) -> Reply:
    """A short friendly answer."""
    text = _SMALLTALK.get(variant, _SMALLTALK["greeting"]).format(town=escape(town.name))
    return Reply(text, menu_buttons() if variant in {"greeting", "bot_question"} else ())


def bare_reply(meaning: str) -> Reply:
    """Answers "ok", "ja", "nein" or "abbrechen" that follow no question."""
    return Reply(_BARE_REPLIES[meaning], ((Button("Was ich kann", encode(ActionType.COMMAND, "hilfe")),),))


def category_menu(
    title: str, entries: Sequence[tuple[str, str, int]], command: str, page: int, is_last: bool
) -> Reply:
    """Kinds of places to choose from, a page of them: tag, German name, how many."""
    buttons = [Button(f"{name} ({count})", encode(ActionType.CATEGORY, tag)) for tag, name, count in entries]
    rows = [tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2)]
    turning = []
    if page > 0:
        turning.append(Button("‹ Zurück", encode(ActionType.MENU, command, page - 1)))
    if not is_last:
        turning.append(Button("Weitere …", encode(ActionType.MENU, command, page + 1)))
    rows += [tuple(turning)] if turning else []
    text = f"<b>{escape(title)}</b>\nWas suchst du? Tipp auf eine Art oder schreib mir einfach."
    return Reply(text, tuple(rows))


def end_of_list(total: int, token: str, page: int) -> Reply:
    """The next page was asked for, and there is none."""
    all_of_it = "das war der einzige Treffer" if total == 1 else f"das waren alle {total} Treffer"
    return Reply(
        f"Mehr habe ich dazu nicht, {all_of_it}. Such gern nach etwas anderem.",
        ((Button("« Zur Liste", encode(ActionType.LIST, token, page)),),),
    )


def ask_location() -> Reply:
    """Asks for the location, for "near me"."""
    return Reply(
        "Dafür brauche ich deinen Standort. Schick ihn mir über die Büroklammer oder den Knopf unten. "
        "Ich behalte ihn höchstens 30 Minuten.\nOder nenne mir einen Stadtteil.",
        ask_location=True,
    )


def location_received(away_m: float | None, town: Town) -> Reply:
    """A location came without a question before it; `away_m` where it is far outside the town."""
    here = "Was suchst du in deiner Nähe?" if away_m is None else f"{far_away(away_m, town)} Was suchst du?"
    return Reply(
        f"Danke, ich weiß jetzt für 30 Minuten, wo du bist. {here}",
        (
            (
                Button("Läden", encode(ActionType.COMMAND, "laeden")),
                Button("Essen & Trinken", encode(ActionType.COMMAND, "gastro")),
            ),
        ),
    )


def privacy(town: Town) -> Reply:
    """What is stored."""
    return Reply(f"<b>Datenschutz</b>\n{escape(town.privacy.strip())}")


def imprint(town: Town) -> Reply:
    """Who runs the bot."""
    return Reply(f"<b>Impressum</b>\n{escape(town.imprint.strip())}")


def handover(setting: Setting) -> Reply:
    """How to reach a person."""
    return Reply(f"Einen Menschen erreichst du hier:\n{office(setting)}")


def idea(setting: Setting) -> Reply:
    """Where a suggestion goes."""
    return Reply(
        "Schön, dass du mitdenkst! Ideen annehmen kann ich im Chat noch nicht. "
        f"Schick sie bitte direkt an die Wirtschaftsförderung:\n{office(setting)}"
    )


def correction(setting: Setting) -> Reply:
    """Where a wrong listing is reported."""
    return Reply(
        "Danke für den Hinweis! Einträge ändern kann ich im Chat noch nicht. "
        f"Sag bitte der Wirtschaftsförderung, was nicht stimmt:\n{office(setting)}"
    )


def owner(setting: Setting) -> Reply:
    """How a listing of one's own is added or changed."""
    return Reply(
        "Dein Betrieb soll hier stehen oder etwas hat sich geändert? "
        f"Das macht zurzeit die Wirtschaftsförderung für dich:\n{office(setting)}"
    )


def subscriptions(town: Town) -> Reply:
    """Notices by subscription."""
    return Reply(
        "Nachrichten von selbst schicke ich noch nicht, du bekommst also auch keine. "
        "Die neuesten Meldungen zeige ich dir gern:",
        ((Button("Neues und Tipps", encode(ActionType.COMMAND, "neues")),),),
    )


def clarify(labels: Sequence[str], token: str) -> Reply:
    """Asks back, naming the readings; without any, says what the bot knows."""
    if not labels:
        return Reply(
            "Das habe ich nicht verstanden. Sag es bitte mit anderen Worten oder such dir etwas aus:",
            menu_buttons(),
        )
    rows = tuple((Button(label, encode(ActionType.READING, token, i)),) for i, label in enumerate(labels))
    return Reply(
        "Ich bin nicht sicher, was du meinst. Geht es um …",
        (*rows, (Button("Etwas anderes", encode(ActionType.COMMAND, "hilfe")),)),
    )


def out_of_scope(elsewhere: Elsewhere | None, other_town: str, town: Town) -> Reply:
    """What the bot does not do, and the right place for it where one is known."""
    if elsewhere is not None and elsewhere.urgent:
        return Reply(escape(elsewhere.reply.format(town=town.name)))
    if other_town:
        return Reply(
            f"Ich kenne nur {escape(town.name)}; zu {escape(other_town)} kann ich dir nichts sagen. "
            f"Soll ich in {escape(town.name)} suchen? Dann schreib mir, was du brauchst."
        )
    if elsewhere is not None:
        return Reply(escape(elsewhere.reply.format(town=town.name)), browse_buttons())
    return Reply(
        f"Das kann ich leider nicht. Ich kenne Läden, Handwerk, Gastronomie, Ausbildung und Termine in {escape(town.name)}.",
        browse_buttons(),
    )


def too_fast() -> Reply:
    """One friendly notice when one person writes very much."""
    return Reply("Das geht mir gerade zu schnell. Ich lese in einer Minute wieder mit.")


def out_of_date() -> str:
    """The toast of a button whose list is no longer known."""
    return "Diese Liste ist nicht mehr aktuell. Frag mich bitte noch einmal."


def gone() -> str:
    """The toast of a button whose entry no longer exists."""
    return "Diesen Eintrag gibt es nicht mehr."


def not_text(kind: str) -> Reply:
    """A message that is not text."""
    words = {
        "voice": "Sprachnachrichten kann ich noch nicht hören. Schreib mir bitte, was du suchst.",
        "photo": "Bilder kann ich nicht ansehen. Schreib mir bitte, was du suchst.",
        "sticker": "Schöner Sticker! Schreib mir, was du suchst, dann helfe ich dir.",
    }
    return Reply(
        words.get(kind, "Damit kann ich nichts anfangen. Schreib mir bitte, was du suchst."), menu_buttons()
    )


def no_words() -> Reply:
    """A message without a single word, such as emoji only."""
    return Reply("😊 Schreib mir, was du suchst, zum Beispiel »Eis essen« oder »Friseur«.", menu_buttons())


def failure() -> Reply:
    """Something went wrong on our side."""
    return Reply("Da ist bei mir etwas schiefgegangen. Versuch es bitte gleich noch einmal.")
