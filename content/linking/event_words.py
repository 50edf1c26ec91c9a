"""Which words of a message name an event: kinds of events ("Töpferkurs"), and words of the titles in the store."""

from collections.abc import Collection, Iterable, Sequence

from content.folding import Token, fold, stem, tokens
from content.linking.german_words import is_german_word
from content.linking.mentions import Mention, MentionKind
from content.linking.spelling import Spelling

_SHORTEST_TITLE_WORD = 4
_SHORTEST_TAIL = 4
_SHORTEST_HEAD = 3
_KIND_SCORE = 1.0
_COMPOUND_SCORE = 0.95
TITLE_SCORE = 0.9
"""The score of a word that only stands in a title."""
_LONGEST_PHRASE = 4


class EventWords:
    """Knows the words for events.

    Args:
        kinds: words for kinds of events, also as the last part of compounds.
        ignored: folded words that name no event, though titles contain them.
        titles: the titles of the events in the store.
    """

    def __init__(self, kinds: Iterable[str], ignored: Collection[str], titles: Iterable[str] = ()) -> None:
        named = tuple(kinds)
        self._named = named
        self._kinds = {stem(fold(kind)): kind.lower() for kind in named if len(tokens(kind)) == 1}
        self._phrases = {tuple(map(stem, tokens(kind))) for kind in named if len(tokens(kind)) > 1}
        self._tails = tuple(kind for kind in self._kinds if len(kind) >= _SHORTEST_TAIL)
        self._ignored = ignored
        self._titles = {
            stem(word): word
            for title in titles
            for word in tokens(title)
            if len(word) >= _SHORTEST_TITLE_WORD and word not in ignored
        }
        self._spelling = Spelling(fold(kind) for kind in named)

    def with_titles(self, titles: Iterable[str]) -> "EventWords":
        """The same kinds with other titles."""
        return EventWords(self._named, self._ignored, titles)

    def find(self, text: str, words: Sequence[Token]) -> tuple[Mention, ...]:
        """The words of a message that name an event, in order; `value` is the word as it is to be searched.

        Words of titles count only where no kind of event is named.
        """
        found: list[Mention] = []
        position = 0
        while position < len(words):
            length = self._phrase_at(words, position)
            mention = (
                _phrase(text, words[position : position + length])
                if length
                else self._mention(words[position])
            )
            position += max(length, 1)
            if mention is not None:
                found.append(mention)
        kinds = [mention for mention in found if mention.score > TITLE_SCORE]
        return tuple(kinds or found)

    def _phrase_at(self, words: Sequence[Token], position: int) -> int:
        """How many words a kind of event has that begins here; 0 for none of several words."""
        stems = [word.stem for word in words[position : position + _LONGEST_PHRASE]]
        return next(
            (length for length in range(len(stems), 1, -1) if tuple(stems[:length]) in self._phrases), 0
        )

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
        return TITLE_SCORE if stemmed in self._titles else 0.0


def _phrase(text: str, words: Sequence[Token]) -> Mention:
    start, end = words[0].start, words[-1].end
    return Mention(MentionKind.EVENT, text[start:end].lower(), start, end, text[start:end], _KIND_SCORE)
