"""Folds the ways in which people write a German word into one, for the model's features."""

import re

# Digraphs first: "ae" and "ä" and a dropped umlaut "a" shall be one feature. Words in which "ue" is no umlaut
# ("neue", "steuer") lose nothing by it, since training and parsing fold alike.
_FOLDS = (("ä", "a"), ("ö", "o"), ("ü", "u"), ("ae", "a"), ("oe", "o"), ("ue", "u"), ("ß", "s"), ("ss", "s"))

# What the Ruhr says, and what people tap in a hurry.
RUHR = {
    "wat": "was",
    "watt": "was",
    "dat": "das",
    "datt": "das",
    "det": "das",
    "dit": "das",
    "et": "es",
    "getz": "jetzt",
    "jetz": "jetzt",
    "etz": "jetzt",
    "gibbet": "gibt es",
    "gibbt": "gibt",
    "gibts": "gibt es",
    "gibs": "gibt es",
    "kannze": "kannst du",
    "kannste": "kannst du",
    "hasse": "hast du",
    "haste": "hast du",
    "bisse": "bist du",
    "biste": "bist du",
    "weisse": "weißt du",
    "weiße": "weißt du",
    "weißte": "weißt du",
    "willze": "willst du",
    "willste": "willst du",
    "isset": "ist es",
    "is": "ist",
    "ham": "haben",
    "hamse": "haben sie",
    "hömma": "hör mal",
    "hömmal": "hör mal",
    "hörma": "hör mal",
    "kumma": "guck mal",
    "sachma": "sag mal",
    "samma": "sag mal",
    "ma": "mal",
    "nich": "nicht",
    "nit": "nicht",
    "nix": "nichts",
    "wa": "nicht wahr",
    "ne": "eine",
    "nen": "einen",
    "nem": "einem",
    "ner": "einer",
    "'n": "ein",
    "'ne": "eine",
    "'nen": "einen",
    "n": "ein",
    "fürn": "für ein",
    "fürs": "für das",
    "aufm": "auf dem",
    "inne": "in der",
    "anne": "an der",
    "inner": "in der",
    "annet": "an das",
    "umme": "um die",
    "krich": "krieg",
    "krisch": "krieg",
    "kriech": "krieg",
    "krichich": "krieg ich",
    "kriegste": "kriegst du",
    "ik": "ich",
    "isch": "ich",
    "ährlich": "ehrlich",
    "tach": "tag",
    "u": "und",
    "iwo": "irgendwo",
    "iwas": "irgendwas",
    "vllt": "vielleicht",
    "evtl": "vielleicht",
    "bidde": "bitte",
    "pls": "bitte",
    "plz": "bitte",
}

_REPEATED = re.compile(r"(.)\1{2,}")


def fold(word: str) -> str:
    """Return the word lower-cased, with Ruhr forms spelled out and umlauts folded."""
    low = word.lower()
    low = RUHR.get(low, low)
    low = _REPEATED.sub(r"\1", low)
    for written, folded in _FOLDS:
        low = low.replace(written, folded)
    return low
