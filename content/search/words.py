"""When words mean the same thing: inflected forms and German compounds, on folded text."""

from collections.abc import Iterable

from content.folding import Token, fold_with_offsets

_SHORTEST_HEAD = 3
_SHORTEST_REST = 3

Word = tuple[str, str]
"""A word's folded form and its stem."""

Key = tuple[Word, ...]
"""The words of a text, in order."""


def key_of(text: str) -> Key:
    """Return the words of a text."""
    return tuple(map(_word, fold_with_offsets(text)))


def is_kind_of(listed: Word, asked: Word) -> bool:
    """Whether a listed thing is what was asked, or a compound of it: a "Bauernbrot" is a "Brot"."""
    return (
        listed[1] == asked[1] or _is_compound_of(listed[1], asked[1]) or _is_compound_of(listed[0], asked[0])
    )


def key_matches(listed: Key, asked: Key) -> bool:
    """Whether each asked word is among the listed ones, by itself or as the head of a compound."""
    return all(any(is_kind_of(word, wanted) for word in listed) for wanted in asked)


def text_matches(texts: Iterable[str], asked: Key, *, loosely: bool = False) -> bool:
    """Whether each asked word occurs in the texts, also as either part of a compound.

    Loosely, "Fotoausstellung" is found where the texts say "Ausstellung".
    """
    words = {word for text in texts for word in key_of(text)}
    return all(
        any(
            is_kind_of(word, wanted)
            or _begins_with(word, wanted)
            or (loosely and len(word[1]) > _SHORTEST_HEAD + 1 and is_kind_of(wanted, word))
            for word in words
        )
        for wanted in asked
    )


def _word(token: Token) -> Word:
    return token.folded, token.stem


def _is_compound_of(listed: str, head: str) -> bool:
    return len(head) >= _SHORTEST_HEAD and len(listed) - len(head) >= _SHORTEST_REST and listed.endswith(head)


def _begins_with(word: Word, part: Word) -> bool:
    return len(part[1]) > _SHORTEST_HEAD and word[0].startswith(part[1])
