"""Tells correct German words from misspelt ones: only the latter are taken for something else.

"kurzem" is a word of its own and no slip of "kürzen". The dictionary is simplemma's (MIT; built from open word lists).
"""

import re
from functools import lru_cache

import simplemma

_SHORTEST = 4
_ELIDED = re.compile(r"[^aeiou]n$")


@lru_cache(maxsize=65_536)
def is_german_word(typed: str) -> bool:
    """Whether a word stands in the dictionary as it is typed, in any case, or with a swallowed "e" ("wolln")."""
    if len(typed) < _SHORTEST or not typed.isalpha():
        return False
    low = typed.lower()
    if _ELIDED.search(low) and _is_listed(f"{low[:-1]}en"):
        return True
    return _is_listed(low)


def _is_listed(low: str) -> bool:
    return bool(simplemma.is_known(low, lang="de") or simplemma.is_known(low.capitalize(), lang="de"))
