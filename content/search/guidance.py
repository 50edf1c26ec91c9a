"""The office's own topics and notices."""

from collections.abc import Iterable
from datetime import date

from content.entries import AdviceTopic, Notice
from content.queries import Matches
from content.search.words import key_matches, key_of

_KEYWORD_WEIGHT = 3
_TITLE_WEIGHT = 2


def find_advice(topics: Iterable[AdviceTopic], topic: str | None, text: str | None) -> Matches:
    """Return the topics that fit, the best first, otherwise in the office's order.

    Args:
        topics: all there are.
        topic: a key of the topic vocabulary.
        text: what a person is looking for; of its words at least one must occur.
    """
    of_topic = [entry for entry in topics if topic is None or entry.topic == topic]
    if not text:
        return Matches(tuple(entry.id for entry in of_topic))
    scored = [(_score(entry, text), entry.id) for entry in of_topic]
    return Matches(
        tuple(entry_id for score, entry_id in sorted(scored, key=lambda pair: -pair[0]) if score > 0)
    )


def find_notices(notices: Iterable[Notice], topic: str | None, today: date) -> Matches:
    """Return the notices published until today, the newest first."""
    shown = [entry for entry in notices if entry.published_on <= today and topic in (None, entry.topic)]
    return Matches(
        tuple(entry.id for entry in sorted(shown, key=lambda entry: entry.published_on, reverse=True))
    )


def _score(entry: AdviceTopic, text: str) -> int:
    """Return how many asked words occur where: keywords tell more than the title, the title more than the text."""
    keywords = key_of(" ".join(entry.keywords))
    title = key_of(entry.title)
    body = key_of(entry.text)
    score = 0
    for word in key_of(text):
        asked = (word,)
        if len(word[0]) <= 2:
            continue
        score += _KEYWORD_WEIGHT * key_matches(keywords, asked)
        score += _TITLE_WEIGHT * key_matches(title, asked)
        score += key_matches(body, asked)
    return score
