"""Which words of a message name an event: kinds of events ("Töpferkurs"), and words of the titles in the store."""

from collections.abc import Collection, Iterable

from content.folding import Token, fold, stem, tokens
from content.linking.german_words import is_german_word
from content.linking.mentions import Mention, MentionKind
from content.linking.spelling import Spelling

_SHORTEST_TITLE_WORD = 4
_SHORTEST_TAIL = 4
_SHORTEST_HEAD = 3
_KIND_SCORE = 1.0
_COMPOUND_SCORE = 0.95
_TITLE_SCORE = 0.9


class EventWords:
    """Knows the words for events.

    Args:
        kinds: words for kinds of events, also as the last part of compounds.
        ignored: folded words that name no event, though titles contain them.
        titles: the titles of the events in the store.
    """

    def __init__(self, kinds: Iterable[str], ignored: Collection[str], titles: Iterable[str] = ()) -> None:
        self._kinds = {stem(fold(kind)): kind.lower() for kind in kinds}
        self._tails = tuple(kind for kind in self._kinds if len(kind) >= _SHORTEST_TAIL)
        self._ignored = ignored
        self._titles = {
            stem(word): word
            for title in titles
            for word in tokens(title)
            if len(word) >= _SHORTEST_TITLE_WORD and word not in ignored
        }
        self._spelling = Spelling({*map(fold, kinds), *self._titles.values()})

    def with_titles(self, titles: Iterable[str]) -> "EventWords":
        """The same kinds with other titles."""
        return EventWords(self._kinds.values(), self._ignored, titles)

    def find(self, words: Iterable[Token]) -> tuple[Mention, ...]:
        """The words of a message that name an event, in order; `value` is the word as it is to be searched."""
        return tuple(mention for word in words if (mention := self._mention(word)) is not None)

    def _mention(self, word: Token) -> Mention | None:
        if word.folded in self._ignored:
            return None
        score = self._score(word.stem, word.folded)
        value = word.typed.lower()
        if not score and not is_german_word(word.typed):
            corrections = self._spelling.corrections(word.folded)
            if corrections:
                score, value = corrections[0].score, corrections[0].word
        if not score:
            return None
        return Mention(MentionKind.EVENT, value, word.start, word.end, word.typed, score)

    def _score(self, stemmed: str, folded: str) -> float:
        if stemmed in self._kinds:
            return _KIND_SCORE
        if any(
            text.endswith(tail) and len(text) - len(tail) >= _SHORTEST_HEAD
            for tail in self._tails
            for text in (stemmed, folded)
        ):
            return _COMPOUND_SCORE
        return _TITLE_SCORE if stemmed in self._titles else 0.0
