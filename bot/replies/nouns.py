"""Stored base forms as German writes them: nouns with a capital letter ("haare färben" is "Haare färben").

The dictionary is simplemma's (MIT; built from open word lists). A word that it does not know counts as a noun: what
shops list is mostly that.
"""

from functools import lru_cache

import simplemma

_INFINITIVE = ("en", "ern", "eln")
_ABBREVIATIONS = frozenset({"au", "bbq", "b1", "b2", "cd", "dvd", "hu", "it", "lp", "pc", "tv", "wlan"})


@lru_cache(maxsize=10_000)
def with_capitals(text: str) -> str:
    """Capitalise the first word and all nouns; words that have a capital letter already stay as they are."""
    words = text.split()
    return " ".join(
        word if word != word.lower() or (number and not _is_noun(word, words[number - 1])) else _capital(word)
        for number, word in enumerate(words)
    )


def _is_noun(word: str, before: str) -> bool:
    """Whether a word is a noun: after an adjective ("frische nudeln") even where it could be a verb."""
    if not _lemma(_capital(word))[:1].isupper():
        return False
    is_verb = word.endswith(_INFINITIVE) and simplemma.is_known(word, lang="de") and _lemma(word).islower()
    return not is_verb or _is_adjective(before)


def _is_adjective(word: str) -> bool:
    lemma = _lemma(word)
    if lemma.islower() and lemma != word and len(lemma) <= len(word) - lemma.endswith("n"):
        return True
    return word.endswith("es") and not simplemma.is_known(_capital(word), lang="de")


def _capital(word: str) -> str:
    if word in _ABBREVIATIONS:
        return word.upper()
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))


def _lemma(word: str) -> str:
    return simplemma.lemmatize(word, lang="de")
