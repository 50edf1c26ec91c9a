"""The base form of a product as people name it: "Visitenkarten" and "eine Visitenkarte" ask for the same."""

import re

import simplemma

_WEEKDAY = re.compile(
    r"^(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)s?\s?(?=\w{3})", re.IGNORECASE
)
_DONE_WITH_IT = re.compile(
    r"(?<=\w)\s+(?:essen|trinken|kaufen|gehen|holen|machen(?: lassen)?|lassen|bestellen|besorgen|rauchen|zum mitnehmen)"
    r"(?:\s+(?:gehen|lassen))?$"
)
_NO_PRODUCTS = frozenset({"essen", "trinken", "essen gehen", "etwas", "was", "sachen"})


def base_form(product: str) -> str | None:
    """The product in lower case and singular, without a weekday before or a verb behind it.

    None for what names no product: whoever asks for "essen" wants a restaurant, not a thing.
    """
    bare = _DONE_WITH_IT.sub("", _WEEKDAY.sub("", product.strip().lower()))
    if bare in _NO_PRODUCTS or not bare:
        return None
    head, space, last = bare.rpartition(" ")
    return f"{head}{space}{_singular(last)}"


def _singular(word: str) -> str:
    """The dictionary's form of a noun; the word itself where it knows none."""
    lemma = str(simplemma.lemmatize(word.capitalize(), lang="de"))
    is_noun = lemma[:1].isupper() and lemma[1:].islower()
    return lemma.lower() if is_noun and lemma[:3].lower() == word[:3] else word
