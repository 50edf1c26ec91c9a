"""The base form of a product as people name it: "Visitenkarten" and "eine Visitenkarte" ask for the same."""

import re

import simplemma

from content.folding import fold, stem
from content.linking import Mention

_WEEKDAY = re.compile(
    r"^(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)s?\s?(?=\w{3})", re.IGNORECASE
)
_DONE_WITH_IT = re.compile(
    r"(?<=\w)\s+(?:essen|trinken|kaufen|gehen|holen|machen(?: lassen)?|lassen|bestellen|besorgen|rauchen|zum mitnehmen|"
    r"tauschen|abgeben|leihen|ausleihen|mieten|anschauen|ansehen|aussuchen|suchen|finden|loswerden)"
    r"(?:\s+(?:gehen|lassen))?$"
)
_QUALITY = re.compile(
    r"^(?:(?:frisch|gebraucht|billig|günstig|lose?|lecker|gut|neu|schön|klein|groß|fair|regional|hausgemacht|selbstgemacht|"
    r"hochwertig|echt|richtig|bestimmt|einfach|modern|schick|cool|hübsch|nett|gescheit|anständig|ordentlich)"
    r"(?:e|er|es|en|em)? )+(?=\w)"
)
_SPELT_RIGHT = 0.85
_SHORTEST_PART = 4
_NO_PRODUCTS = frozenset({"essen", "trinken", "essen gehen", "etwas", "was", "sachen"})


def base_form(product: str) -> str | None:
    """The product in lower case and singular, without a weekday before or a verb behind it.

    None for what names no product: whoever asks for "essen" wants a restaurant, not a thing.
    """
    bare = _DONE_WITH_IT.sub("", _WEEKDAY.sub("", product.strip().lower()))
    if bare in _NO_PRODUCTS or not bare:
        return None
    head, space, last = _QUALITY.sub("", bare).rpartition(" ")
    return f"{head}{space}{_singular(last)}"


def base_form_of(mention: Mention) -> str | None:
    """The product that a mention names: as listed, or as typed where it was recognised by its parts."""
    typed = mention.text.lower()
    as_listed = fold(mention.value) == fold(typed) or stem(fold(mention.value)) == stem(fold(typed))
    is_by_parts = (
        not as_listed and mention.score >= _SPELT_RIGHT and _joined(typed) in _joined_forms(mention.value)
    )
    return base_form(typed if is_by_parts else mention.value)


def _joined(text: str) -> str:
    return stem(fold(text).replace(" ", ""))


def _joined_forms(value: str) -> set[str]:
    """A value in one word, with and without the "s" between the parts of a compound."""
    parts = fold(value).split()
    return {stem("".join(parts)), stem("s".join(parts)), stem(fold(value))}


def _singular(word: str) -> str:
    """The dictionary's form of a noun or of the last part of a compound; the word itself where it knows none."""
    for start in (0, *range(_SHORTEST_PART, len(word) - _SHORTEST_PART)):
        tail = word[start:].capitalize()
        lemma = str(simplemma.lemmatize(tail, lang="de"))
        is_noun = lemma[:1].isupper() and lemma[1:].islower()
        if simplemma.is_known(tail, lang="de") and is_noun and fold(lemma)[:3] == fold(tail)[:3]:
            return word[:start] + lemma.lower()
    return word
