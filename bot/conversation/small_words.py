"""Closed lists of German words that steer a conversation: ordinals, "mehr", "egal wo", "und ...".

These are grammar, not vocabulary: they are the same in every town.
"""

import re

from nlu.german_time import TimeReading

_ORDINALS: dict[str, int] = {
    "erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "fünft": 5, "fuenft": 5, "sechst": 6, "siebt": 7, "siebent": 7,
    "acht": 8, "neunt": 9, "zehnt": 10, "elft": 11, "zwölft": 12, "zwoelft": 12, "dreizehnt": 13, "vierzehnt": 14,
    "fünfzehnt": 15, "fuenfzehnt": 15, "sechzehnt": 16, "siebzehnt": 17, "achtzehnt": 18, "neunzehnt": 19,
    "zwanzigst": 20, "letzt": -1,
}  # fmt: skip
_CARDINALS: dict[str, int] = {
    "eins": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "fuenf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9,
    "zehn": 10, "elf": 11, "zwölf": 12, "zwoelf": 12, "dreizehn": 13, "vierzehn": 14, "fünfzehn": 15, "fuenfzehn": 15,
    "sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19, "zwanzig": 20,
}  # fmt: skip
_STEMS = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_DIGITS = "20|1[0-9]|[1-9]"
_ORDINAL = re.compile(
    r"^\W*(?:und |nee |nein |ok |also |bitte |zeig(?: mir)? |nimm |erzähl(?: mir)? (?:mehr )?(?:von|über) )*"
    r"(?:der|die|das|den|dem|nr\.?|nummer|#)?\s*"
    rf"(?:(?P<stem>{_STEMS})e[nrs]?|(?P<word>{'|'.join(_CARDINALS)})(?:er)?|(?P<digits>{_DIGITS}))\.?"
    r"(?: bitte| davon| laden| eintrag)?\W*$",
    re.IGNORECASE,
)
_ORDINAL_INSIDE = re.compile(
    rf"\b(?:der|die|das|den|dem|vom|beim|zum|zur|von der)\s+(?P<stem>{_STEMS})e[nrs]?\b"
    rf"|\b(?:nr\.?|nummer)\s*(?P<digits>{_DIGITS})\b",
    re.IGNORECASE,
)
_ORDINAL_STEM = re.compile(rf"\b(?:{_STEMS})e[nrsm]?\b", re.IGNORECASE)
_MORE = re.compile(
    r"^\W*(?:und |noch |zeig(?: mir)? |bitte |gib(?:t es|ts|s)? |hast du |was )*"
    r"(?:mehr|weitere?|weiter|noch mehr|die nächsten|noch welche|andere|next|sonst noch(?: was)?)"
    r"(?: (?:bitte|davon|anzeigen|zeigen|termine|veranstaltungen|läden|treffer|ergebnisse|einträge|stellen|angebote))*\W*$",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"^\W*(?:zurück|zurueck|zuruck|back|vorherige|die davor|nochmal die liste)\W*$", re.IGNORECASE
)
_ANYWHERE = re.compile(
    r"\b(?:egal wo|wo ist egal|überall|ueberall|(?:in )?ganz bottrop|egal in welchem (?:stadtteil|ortsteil)|"
    r"(?:ort|stadtteil|ortsteil|viertel|bezirk|gegend) (?:ist |is )?(?:mir )?(?:egal|wurscht|schnuppe))\b",
    re.IGNORECASE,
)
_ANYTIME = re.compile(
    r"\b(?:egal wann|wann ist egal|(?:uhr)?zeit (?:ist |is )?egal|muss nicht (?:jetzt )?offen|tag (?:ist |is )?egal)\b",
    re.IGNORECASE,
)
_INDIFFERENT = re.compile(
    r"\b(?:egal|wurscht|schnuppe|piepegal|schnurz|gleichgültig|macht nix|macht nichts|nicht so wichtig|"
    r"nich so wichtig|muss nicht|muss nich|brauch(?:t|e)? (?:es |et )?nicht)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:offen|geöffnet|geoeffnet|auf|aufhat|aufhaben|erreichbar|noch wer da|bereitschaft)\b", re.IGNORECASE
)
_VEHICLES = frozenset({"auto", "wagen", "bus", "fahrrad", "rad", "bahn", "moped", "roller", "karre"})
_TRAVELS = re.compile(
    r"\b(?:im|mit dem|mitm|mit unserem|mit meinem|kein|keinen|ohne|aus dem|ausm|vom|ins|in den|am|per|zum|sitze? im)\s+$",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"^\W*(?:nee|nein|ne|nö|falsch|quatsch|sorry|stop|halt|moment|ups|oh|verschrieben|vertippt|tschuldigung|entschuldigung)\b"
    r"|\b(?:ich mein(?:e|te|t)?|mein(?:e|te) ich|mein ich|wollt(?:e)? ich (?:schreiben|sagen)|statt(?:dessen)?|sondern)\b",
    re.IGNORECASE,
)
_DETAILS = re.compile(
    r"\b(?:wann genau|um wie ?viel uhr|wie lange? (?:geht|dauert|läuft)|was kostet|wat kost|wie teuer|wieviel kostet|wie viel kostet|"
    r"kostet (?:das|dat|et|es|der)|eintritt|preis|karten|tickets?|wo (?:genau )?(?:ist|is|sitzt|sitzen|liegt|find)|wie komm|hinkomm|"
    r"bewerb|bewerbe|bis wann|ab wann|wer ist|ansprechpartner|telefon\w*|nummer|rufnummer|adresse|anschrift|e-?mail|"
    r"internetseite|homepage|webseite|website|mehr dazu|genauer|details?|einzelheiten|infos? dazu|kontakt)\b",
    re.IGNORECASE,
)
_BARE_REPLIES: dict[str, str] = {
    "ja": "yes", "jo": "yes", "jup": "yes", "jep": "yes", "jawohl": "yes", "yes": "yes", "gern": "yes", "gerne": "yes",
    "ja bitte": "yes", "ja gern": "yes", "ja gerne": "yes", "klar": "yes",
    "nein": "no", "nee": "no", "ne": "no", "nö": "no", "no": "no", "nein danke": "no",
    "ok": "fine", "okay": "fine", "okey": "fine", "oki": "fine", "alles klar": "fine", "gut": "fine", "passt": "fine",
    "abbrechen": "cancel", "abbruch": "cancel", "cancel": "cancel", "von vorne": "cancel", "von vorn": "cancel",
    "neu anfangen": "cancel", "neustart": "cancel",
}  # fmt: skip
_WORK = re.compile(
    r"\b(?:job|jobs|arbeit|stelle|stellen|ausbildung\w*|lehre|lehrstelle\w*|azubi\w*|praktikum|minijob|bewerb\w*|vollzeit|teilzeit)\b",
    re.IGNORECASE,
)
_CONNECTIVE = re.compile(
    r"^\W*(?:und|oder|aber|nee|nein|ne|doch|lieber|dann|ich mein(?:e|te|t)?|eher|auch|nur|also|davon|welche davon|"
    r"ok und|gibt es (?:da|dort|davon))\b",
    re.IGNORECASE,
)
_PRONOUN = re.compile(
    r"\b(?:der|die|das|den|denen|dort|da|dahin|hin|ihn|ihr|ihm|deren|dessen|sie|er|es|davon|laden)\b",
    re.IGNORECASE,
)


def ordinal(text: str) -> int | None:
    """The position that a message names: 1 to 20, -1 for the last one; None where it names none, or several."""
    whole = _ORDINAL.match(text)
    if whole is not None and whole["word"]:
        return _CARDINALS[whole["word"].lower()]
    found = whole or _ORDINAL_INSIDE.search(text)
    if found is None or len(_ORDINAL_STEM.findall(text)) > 1:
        return None
    return int(found["digits"]) if found["digits"] else _ORDINALS[found["stem"].lower()]


def ordinal_is_read_as_time(time: TimeReading) -> bool:
    """Whether "zum ersten" was taken for the first day of a month."""
    return time.wish is not None and any(_ORDINAL_STEM.search(span.text) for span in time.wish.spans)


def asks_for_more(text: str) -> bool:
    """Whether the next page is wanted."""
    return _MORE.match(text) is not None


def asks_back(text: str) -> bool:
    """Whether the page before is wanted."""
    return _BACK.match(text) is not None


def drops_location(text: str) -> bool:
    """Whether a wish for a place in town is taken back."""
    return _ANYWHERE.search(text) is not None


def drops_time(text: str) -> bool:
    """Whether a wish for a time is taken back."""
    return _ANYTIME.search(text) is not None


def asks_if_open(text: str) -> bool:
    """Whether a message asks for somebody who is open."""
    return _OPEN.search(text) is not None


def travels_by(before: str, thing: str) -> bool:
    """Whether a thing is only how somebody gets there, or lacks it: "im Auto", "ich habe kein Auto"."""
    return thing.lower() in _VEHICLES and _TRAVELS.search(before) is not None


def does_not_mind(text: str) -> bool:
    """Whether a wish named in the message is taken back rather than added."""
    return _INDIFFERENT.search(text) is not None


def corrects(text: str) -> bool:
    """Whether people set right what they wrote before."""
    return _CORRECTION.search(text) is not None


def asks_for_details(text: str) -> bool:
    """Whether a message asks for something about one entry."""
    return _DETAILS.search(text) is not None


def speaks_of_work(text: str) -> bool:
    """Whether a message speaks of jobs or training."""
    return _WORK.search(text) is not None


def continues(text: str) -> bool:
    """Whether a message begins like the continuation of another."""
    return _CONNECTIVE.match(text) is not None


def points_back(text: str) -> bool:
    """Whether a message has a pronoun that may stand for what was shown."""
    return _PRONOUN.search(text) is not None


def bare_reply(text: str) -> str:
    """What a message means that is nothing but "ok", "ja", "nein" or "abbrechen"; empty for any other."""
    return _BARE_REPLIES.get(" ".join(text.lower().strip(" \n.,!?").split()), "")
