"""Tells correct German words from misspelt ones: only the latter are taken for something else.

"kurzem" is a word of its own and no slip of "kürzen". The dictionary is simplemma's (MIT; built from open word lists).
"""

from functools import lru_cache

import simplemma

_SHORTEST = 4


@lru_cache(maxsize=65_536)
def is_german_word(typed: str) -> bool:
    """Whether a word stands in the dictionary as it is typed, in any case."""
    if len(typed) < _SHORTEST or not typed.isalpha():
        return False
    low = typed.lower()
    return bool(simplemma.is_known(low, lang="de") or simplemma.is_known(low.capitalize(), lang="de"))
