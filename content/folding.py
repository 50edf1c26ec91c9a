"""One spelling for what people write many ways: the same folding when storing and when asking.

Case, umlauts (ä, ae or a), ß, accents, punctuation and emoji do not tell two words apart; `stem` takes off
the common German endings as well. Folded text is a key to compare by and is never shown to anybody.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_SPELLED_UMLAUT = re.compile("([aou])e")
_ENDINGS = ("ern", "ers", "en", "er", "es", "em", "e", "n", "s")
_DIMINUTIVES = ("chen", "lein")
_SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a message: its keys, where it stands in the text, `text[start:end]`, and how it is typed there."""

    folded: str
    stem: str
    start: int
    end: int
    typed: str = ""


def fold(text: str) -> str:
    """The key of a text: lower case, plain letters and digits, single blanks.

    "Käse", "Kaese" and "KASE" fold to the same key; so do "Weiß" and "Weiss". Folding twice changes nothing.
    """
    return " ".join(token.folded for token in fold_with_offsets(text))


def tokens(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return [token.folded for token in fold_with_offsets(text)]


def fold_with_offsets(text: str) -> list[Token]:
    """The words of a text with their keys and their places in it.

    Args:
        text: A message as a person typed it.

    Returns:
        Tokens in order. They do not overlap, and every one has at least one letter or digit.
    """
    found = []
    start = None
    for position, character in enumerate(text):
        if _is_part_of_a_word(character):
            start = position if start is None else start
        elif start is not None:
            found.append(_token(text, start, position))
            start = None
    if start is not None:
        found.append(_token(text, start, len(text)))
    return [token for token in found if token.folded]


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """A folded word without its inflection: "schrauben" and "schraube" give "schraub".

    Light on purpose: one ending, never below four letters, diminutives ("brotchen") stay as they are.
    """
    if not word.isalpha() or (word.endswith(_DIMINUTIVES) and not word.endswith("schen")):
        return word
    if word.endswith("chens"):
        return word.removesuffix("s")
    if word.endswith("innen") and len(word) > len("innen") + 1:
        return word.removesuffix("nen")
    if word.endswith("in"):
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)
    return word


def _token(text: str, start: int, end: int) -> Token:
    folded = _fold_word(text[start:end])
    return Token(folded, stem(folded), start, end, text[start:end])


@lru_cache(maxsize=65_536)
def _fold_word(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold()).casefold()
    plain = "".join(character for character in decomposed if character.isalnum())
    while (shorter := _SPELLED_UMLAUT.sub(r"\1", plain)) != plain:
        plain = shorter
    return plain


@lru_cache(maxsize=4_096)
def _is_part_of_a_word(character: str) -> bool:
    """Letters, digits and combining marks (a "u" with a separate diaeresis is one letter to the reader)."""
    return character.isalnum() or unicodedata.category(character).startswith("M")
