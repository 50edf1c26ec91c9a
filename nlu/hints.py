"""Hints: what the town's vocabulary knows of a message, handed to the model along with it.

The model learns from sentences what people want; which words are shops, products, streets or trades is known better
from the town's own lists, which change without training. The hints stand behind the message, after a mark that
nobody types, in training as in use, so that the places of words in the message stay the same.
"""

from collections.abc import Sequence

HINT_MARK = "\u241f"
"""The symbol for a unit separator."""


def with_hints(text: str, hints: Sequence[str]) -> str:
    """A message as the model reads it."""
    clean = text.replace(HINT_MARK, " ")
    return f"{clean} {HINT_MARK} {' '.join(hints)}" if hints else clean


def split_hints(text: str) -> tuple[str, list[str]]:
    """The message and its hints again; the message keeps its offsets."""
    message, _, hints = text.partition(HINT_MARK)
    return message, hints.split()
