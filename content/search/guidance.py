"""The office's own topics and notices."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from content.entries import AdviceTopic, Notice
from content.queries import Matches
from content.search.words import Key, Word, is_kind_of, key_of

_KEYWORD_WEIGHT = 3.0
_TITLE_WEIGHT = 2.0
_TEXT_WEIGHT = 0.7
_PHRASE_BONUS = 4.0
_TOPIC_BONUS = 4.0
_SHORTEST_WORD = 3
_WORTH_SHOWING = 0.4
"""Of the best score; what fits less is left out."""


def find_advice(entries: Iterable[AdviceTopic], topics: Collection[str], text: str | None) -> Matches:
    """Return the topics that fit, the best first, otherwise in the office's order.

    Args:
        entries: all there are.
        topics: keys of the topic vocabulary that a person named; entries of these come first.
        text: what the person wrote; rare words in keywords and titles tell most.
    """
    known = list(entries)
    of_topic = [entry for entry in known if not topics or entry.topic in topics]
    if not text:
        return Matches(tuple(entry.id for entry in of_topic))
    scores = _scores(known, key_of(text), topics)
    best = max(scores, default=0.0)
    if best <= 0:
        return Matches(tuple(entry.id for entry in of_topic) if topics else ())
    ranked = sorted(zip(scores, known, strict=True), key=lambda pair: -pair[0])
    return Matches(tuple(entry.id for score, entry in ranked if score >= _WORTH_SHOWING * best))


def find_notices(notices: Iterable[Notice], topic: str | None, today: date) -> Matches:
    """Return the notices published until today, the newest first."""
    shown = [entry for entry in notices if entry.published_on <= today and topic in (None, entry.topic)]
    return Matches(
        tuple(entry.id for entry in sorted(shown, key=lambda entry: entry.published_on, reverse=True))
    )


def _scores(entries: Sequence[AdviceTopic], asked: Key, topics: Collection[str]) -> list[float]:
    """How well each entry fits: keywords tell more than the title, the title more than the text."""
    words = [word for word in asked if len(word[0]) > _SHORTEST_WORD]
    parts = [(key_of(" ".join(entry.keywords)), key_of(entry.title), key_of(entry.text)) for entry in entries]
    hits = [
        [[any(_is_alike(known, word) for known in part) for part in entry_parts] for word in words]
        for entry_parts in parts
    ]
    found_in = Counter(number for entry in hits for number, word_hits in enumerate(entry) if any(word_hits))
    rarity = [math.log((len(entries) + 1) / (found_in[number] + 0.5)) for number in range(len(words))]
    weights = (_KEYWORD_WEIGHT, _TITLE_WEIGHT, _TEXT_WEIGHT)
    return [
        sum(
            rarity[number]
            * max((weight for weight, hit in zip(weights, word_hits, strict=True) if hit), default=0.0)
            for number, word_hits in enumerate(entry_hits)
        )
        + _PHRASE_BONUS * any(_holds(asked, key_of(keyword)) for keyword in entry.keywords)
        + _TOPIC_BONUS * (entry.topic in topics)
        for entry, entry_hits in zip(entries, hits, strict=True)
    ]


def _holds(asked: Key, keyword: Key) -> bool:
    """Whether all words of a keyword of several words occur in what was asked."""
    return len(keyword) > 1 and all(any(_is_alike(word, wanted) for word in asked) for wanted in keyword)


def _is_alike(known: Word, asked: Word) -> bool:
    """Whether two words share their meaning: inflections, and compounds by either part."""
    if is_kind_of(known, asked) or is_kind_of(asked, known):
        return True
    shorter, longer = sorted((known[1], asked[1]), key=len)
    return len(shorter) > _SHORTEST_WORD + 1 and longer.startswith(shorter)
