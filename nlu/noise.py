"""Writes a sentence as people tap it on a telephone: typos, dropped umlauts, Ruhr forms, no capitals."""

import random
import re

# Neighbours on a QWERTZ keyboard, for the letters that are mistyped most.
_NEIGHBOURS = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo",
    "j": "hk", "k": "jl", "l": "kö", "m": "n", "n": "bm", "o": "ip", "p": "oü", "r": "et", "s": "ad",
    "t": "rz", "u": "zi", "v": "cb", "w": "qe", "x": "yc", "y": "x", "z": "tu",
}  # fmt: skip
_UMLAUTS_SPELLED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
)
_UMLAUTS_DROPPED = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "s", "Ä": "A", "Ö": "O", "Ü": "U"})
_RUHR = {
    "was": "wat",
    "das": "dat",
    "es": "et",
    "jetzt": "getz",
    "gibt es": "gibbet",
    "gibts": "gibbet",
    "kannst du": "kannze",
    "hast du": "hasse",
    "willst du": "willze",
    "ist": "is",
    "nicht": "nich",
    "nichts": "nix",
    "einen": "nen",
    "eine": "ne",
    "ein": "n",
    "mal": "ma",
    "kriege ich": "krich ich",
    "auf dem": "aufm",
    "habe": "hab",
}
_RUHR_PATTERN = re.compile(r"\b(" + "|".join(sorted(_RUHR, key=len, reverse=True)) + r")\b")
_WORD = re.compile(r"\w{4,}")


def distort(text: str, rng: random.Random) -> str:
    """Return the text with one or two kinds of noise; edges and brackets stay, so that marks still fit."""
    if rng.random() < 0.6:
        text = text.lower()
    if rng.random() < 0.35:
        text = text.translate(_UMLAUTS_SPELLED if rng.random() < 0.6 else _UMLAUTS_DROPPED)
    if rng.random() < 0.3:
        text = _RUHR_PATTERN.sub(lambda match: _RUHR[match[0]], text)
    if rng.random() < 0.45:
        text = _with_typo(text, rng)
    return text


def _with_typo(text: str, rng: random.Random) -> str:
    words = list(_WORD.finditer(text))
    if not words:
        return text
    word = rng.choice(words)
    at = rng.randrange(word.start() + 1, word.end() - 1)
    kind = rng.choice(("neighbour", "dropped", "doubled", "swapped"))
    if kind == "dropped":
        return text[:at] + text[at + 1 :]
    if kind == "doubled":
        return text[:at] + text[at] + text[at:]
    if kind == "swapped":
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    instead = _NEIGHBOURS.get(text[at])
    return text if instead is None else text[:at] + rng.choice(instead) + text[at + 1 :]
