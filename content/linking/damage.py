"""Broken things: "Rohr kaputt" asks for a plumber, not for a pipe, though no list has just these words.

The lists name problems as people say them ("Rohr geplatzt"). A product said together with a word of damage is read
as a problem of whoever has problems about that thing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from content.folding import Token, stem, tokens
from content.linking.mentions import Mention, MentionKind
from content.linking.vocabulary_files import Category, Phrases

MAIN_SHARE = 0.4
"""A category with this share of the problems about a thing, compared to the leading one, is meant too."""


_MAY_BREAK = frozenset({MentionKind.PRODUCT, MentionKind.ATTRIBUTE})
"""Attributes too: "das Klo heile machen" wants no place that has one."""


class Damage:
    """Knows who mends what, from the problems that the categories list.

    Args:
        categories: all categories with their problems.
        phrases: gives the words of damage.
    """

    def __init__(self, categories: Iterable[Category], phrases: Phrases) -> None:
        self._words = phrases.damage
        self._tags: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        for category in categories:
            for problem, weight in category.problems:
                for word in set(tokens(problem)) - self._words:
                    self._tags[stem(word)][category.tag] += weight

    def refine(self, words: Sequence[Token], mentions: Sequence[Mention]) -> tuple[Mention, ...]:
        """The mentions, with broken products turned into problems."""
        if not any(word.folded in self._words for word in words):
            return tuple(mentions)
        return tuple(self._as_problem(words, mention) for mention in mentions)

    def _as_problem(self, words: Sequence[Token], mention: Mention) -> Mention:
        if mention.kind not in _MAY_BREAK or mention.negated:
            return mention
        inside = [word for word in words if mention.start <= word.start < mention.end]
        menders = self._tags.get(inside[-1].stem) if inside else None
        if not menders:
            return mention
        most = max(menders.values())
        ranked = sorted(menders.items(), key=lambda item: -item[1])
        categories = tuple(
            (tag, round(count / most, 3)) for tag, count in ranked if count >= MAIN_SHARE * most
        )
        return replace(mention, kind=MentionKind.PROBLEM, categories=categories)
