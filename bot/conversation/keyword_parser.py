"""The stand-in for the NLU: intents by words, entities left to the vocabulary.

It answers while the NLU is loading or out of reach, so it errs on the side of searching places.
"""

from collections.abc import Sequence
from pathlib import Path

import yaml

from content.folding import fold
from content.linking import Mention, MentionKind
from nlu.types import Intent, IntentScore, Parse


class KeywordParser:
    """Finds the intent whose words a message has; the words are data in `intent_words.yml`."""

    def __init__(self) -> None:
        path = Path(__file__).with_name("intent_words.yml")
        raw: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
        self._words = {
            Intent(intent): tuple(f" {fold(word)}" for word in words) for intent, words in raw.items()
        }

    def parse(self, text: str, mentions: Sequence[Mention]) -> Parse:
        """Read a message by its words; `by_keywords` is set."""
        folded = f" {fold(text)} "
        hits = {
            intent: max((len(word) for word in words if word in folded), default=0)
            for intent, words in self._words.items()
        }
        best = max(hits, key=lambda intent: hits[intent])
        if hits[best] == 0:
            best = _by_mentions(mentions)
        found = bool(hits.get(best)) or bool(mentions)
        confidence = 0.9 if found else 0.0
        return Parse(
            text, best.value, confidence, (IntentScore(best.value, confidence),), (), by_keywords=True
        )


def _by_mentions(mentions: Sequence[Mention]) -> Intent:
    kinds = {mention.kind for mention in mentions}
    if MentionKind.NAME in kinds:
        return Intent.PLACE
    if MentionKind.TOPIC in kinds and not kinds & {MentionKind.CATEGORY, MentionKind.PRODUCT}:
        return Intent.ADVICE
    return Intent.PLACES
