"""Blanks what surrounds a request in letters: salutation, greeting, thanks and signature.

"Sehr geehrte Damen und Herren, ... Mit freundlichen Grüßen, Herta Schuster" asks for nothing by these words, and a
signature must not be read as a shop's name. What is blanked becomes spaces, so that places in the text stay.
"""

import re

_NAMES = r"(?:[ ,]+(?!(?:ich|wir|wo|wer|was|wie|wann|gibt|gibts|hat|habt|haben|kann|könnt|ist|sind|suche)\b)[\w.\-–&]+){0,6}"
_ADDRESSED = r"(?:\s+(?!(?:ich|wir|wo|wer|was|wie|wann|gibt|gibts|hat|habt|haben|kann|könnt|ist|sind|suche|suchen)\b)[\w.\-–&]+){1,7}"
_SALUTATION = re.compile(
    r"^\s*(?:"
    rf"(?:sehr\s+geehrte[rsn]?|liebe[rs]?|werte[rs]?|verehrte[rs]?)\b{_ADDRESSED}\s*[,!.:\n]"
    r"|(?:guten\s+(?:tag|morgen|abend)|hallöchen|hallo|hallihallo|hi|hey|moin(?:\s+moin)?|servus|glück\s?auf|tach(?:\s+auch)?|"
    r"schönen\s+guten\s+(?:tag|morgen|abend)|grüß\s+gott|na\s+du|huhu|salam(?:\s+aleikum)?)"
    r"(?:\s+(?:zusammen|allerseits|liebe[rs]?|team|hallo-?bot|bot|leute|ihr\s+lieben|herr|frau|ans|an\s+das|"
    r"ihr|du|alle|miteinander))*\s*[,!.:\n–-]+"
    r")\s*",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"[\s,.!?–-]+(?:"
    r"mit\s+(?:(?:ganz\s+)?(?:freundliche[mn]?|lieben|besten|herzlichen|kollegialen|sonnigen))\s+gr(?:ü|ue|u)(?:ß|ss|s)(?:en)?"
    r"|(?:viele|liebe|freundliche|herzliche|beste|schöne|schoene)\s+gr(?:ü|ue|u)(?:ß|ss|s)e"
    r"|mfg|lg|vg|hochachtungsvoll|gr(?:u|ü)(?:ß|ss)|es\s+grüßt"
    r"|(?:ganz\s+)?(?:vielen|herzlichen|besten|schönen|lieben)\s+dank(?:\s+(?:im\s+voraus|vorab|schon\s+mal|für\s+(?:ihre|eure|deine|die)\s+\w+))?"
    r"|danke(?:\s*(?:schön|sehr|dir|euch|ihnen|im\s+voraus|vorab|schon\s+mal))*"
    r"|merci|thx"
    rf")\b{_NAMES}[\s.,!🙏😊🙂👍❤️–-]*$",
    re.IGNORECASE,
)
_FEWEST_WORDS_LEFT = 2
_WORD = re.compile(r"\w+")


def without_courtesies(text: str) -> str:
    """The text with courtesies blanked; of the same length. A message of courtesies alone stays as it is."""
    blanked = _blank(_SALUTATION, text)
    for _ in range(3):
        shorter = _blank(_CLOSING, blanked)
        if shorter == blanked:
            break
        blanked = shorter
    return blanked if len(_WORD.findall(blanked)) >= _FEWEST_WORDS_LEFT else text


def _blank(pattern: re.Pattern[str], text: str) -> str:
    """Blank the first match, unless too little is left."""
    match = pattern.search(text)
    if match is None:
        return text
    rest = text[: match.start()] + " " * (match.end() - match.start()) + text[match.end() :]
    return rest if len(_WORD.findall(rest)) >= _FEWEST_WORDS_LEFT else text
