"""An index of terms: every reading of a stretch of words, exact, inflected, joined or misspelt.

Terms of several words may stand with small words in between ("das Rohr ist ja geplatzt").
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from content.folding import Token, stem, tokens
from content.linking.mentions import MentionKind

_INFLECTED = 0.97
_JOINED = 0.97
_SKIPPED_WORD = 0.96
_MOST_SKIPPED = 3
_MOST_JOINED = 3
WITH_TAGS = frozenset({MentionKind.CATEGORY, MentionKind.PRODUCT, MentionKind.PROBLEM})
_REVERSED = 0.95
_DOERS = frozenset({MentionKind.CATEGORY, MentionKind.OCCUPATION})
_AGENT_ENDINGS = frozenset({"er", "ers", "ern"})
_OTHER_ENDINGS = frozenset({"e", "en", "n", "em", "es"})


@dataclass(frozen=True, slots=True)
class Sense:
    """What a term stands for; see `Mention` for the fields. `spelling` is the term in lower case."""

    kind: MentionKind
    value: str
    categories: tuple[tuple[str, float], ...] = ()
    certainty: float = 1.0
    spelling: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One sense of the tokens `first` to `last` (both inclusive); `words` of them belong to the term."""

    first: int
    last: int
    words: int
    sense: Sense
    score: float


@dataclass(frozen=True, slots=True)
class Candidate:
    """A folded word that a token may stand for, with how sure that is."""

    word: str
    stem: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class _Term:
    words: tuple[str, ...]
    senses: tuple[Sense, ...]


@dataclass(slots=True, eq=False)
class _Node:
    by_stem: dict[str, "_Node"] = field(default_factory=dict)
    by_word: dict[str, list["_Node"]] = field(default_factory=dict)
    terms: list[_Term] = field(default_factory=list)

    def add(self, word: str) -> "_Node":
        """The node after a word of a term.

        It is also found by the whole word, since cutting "salons" gives "salon" but cutting that goes too far.
        """
        key = stem(word)
        node = self.by_stem.setdefault(key, _Node())
        if word != key and node not in self.by_word.setdefault(word, []):
            self.by_word[word].append(node)
        return node

    def after(self, key: str) -> Iterator["_Node"]:
        """The nodes after a word with this stem."""
        node = self.by_stem.get(key)
        if node is not None:
            yield node
        yield from self.by_word.get(key, ())


class LexiconBuilder:
    """Collects terms; the same words with the same kind and value become one sense with several categories."""

    def __init__(self, function_words: Collection[str]) -> None:
        self._function_words = function_words
        self._senses: dict[tuple[str, ...], dict[tuple[MentionKind, str, str], _Weights]] = defaultdict(dict)

    def add(
        self,
        term: str,
        kind: MentionKind,
        value: str,
        *,
        tag: str = "",
        weight: float = 1.0,
        certainty: float = 1.0,
    ) -> None:
        """Add a term. With a `tag`, terms that are spelt alike are one, under the value that came first."""
        words = tuple(tokens(term))
        if not words:
            return
        spelling = " ".join(term.casefold().split())
        self._sense(words, kind, value, spelling, certainty).add(tag, weight)
        if len(words) == 2 and not any(word in self._function_words for word in words):
            self._sense(("".join(words),), kind, value, spelling, certainty).add(tag, weight)
            if kind is MentionKind.PROBLEM:
                self._sense(words[::-1], kind, value, spelling, certainty * _REVERSED).add(tag, weight)

    def _sense(
        self, words: tuple[str, ...], kind: MentionKind, value: str, spelling: str, certainty: float
    ) -> "_Weights":
        sense = self._senses[words].setdefault((kind, _key(kind, value), spelling), _Weights(value))
        sense.certainty = max(certainty, sense.certainty)
        return sense

    def build(self) -> "Lexicon":
        """The finished index."""
        terms = [
            _Term(
                words,
                tuple(
                    Sense(kind, sense.value, best_first(sense.tags), sense.certainty, spelling)
                    for (kind, _, spelling), sense in senses.items()
                ),
            )
            for words, senses in self._senses.items()
        ]
        return Lexicon(terms, self._function_words)


@dataclass(slots=True)
class _Weights:
    value: str
    tags: dict[str, float] = field(default_factory=dict)
    certainty: float = 0.0

    def add(self, tag: str, weight: float) -> None:
        if tag:
            self.tags[tag] = max(weight, self.tags.get(tag, 0.0))


def _key(kind: MentionKind, value: str) -> str:
    """Terms for categories are one whatever they are listed under; the tags tell the categories."""
    return "" if kind in WITH_TAGS else value


class Lexicon:
    """The terms of a vocabulary; immutable."""

    def __init__(self, terms: Iterable[_Term], function_words: Collection[str]) -> None:
        self._root = _Node()
        self._function_words = function_words
        words: set[str] = set()
        for term in terms:
            words.update(term.words)
            node = self._root
            for word in term.words:
                node = node.add(word)
            node.terms.append(term)
        self.words = frozenset(words)
        self.stems = frozenset(stem(word) for word in words)

    def knows(self, token: Token) -> bool:
        """Whether the word, or an inflection of it, occurs in any term."""
        return token.folded in self.words or token.stem in self.stems or token.stem in self.words

    def senses(self, word: str) -> list[tuple[Sense, float]]:
        """The senses of one folded word that is a term by itself, each with its score."""
        path = [Candidate(word, stem(word))]
        return [found for node in self._root.after(path[0].stem) for found in _scored(node, path)]

    def readings(self, message: Sequence[Sequence[Candidate]]) -> Iterator[Reading]:
        """Every reading of every stretch of a message; a token is given by the words that it may stand for."""
        for first in range(len(message)):
            yield from self._from(message, first)
            yield from self._joined(message, first)

    def _from(self, message: Sequence[Sequence[Candidate]], first: int) -> Iterator[Reading]:
        stack: list[tuple[_Node, int, tuple[Candidate, ...], int]] = [(self._root, first, (), 0)]
        while stack:
            node, position, path, skipped = stack.pop()
            if path and node.terms:
                factor: float = _SKIPPED_WORD**skipped
                for sense, score in _scored(node, path):
                    yield Reading(first, position - 1, len(path), sense, score * factor)
            if position == len(message):
                continue
            for candidate in message[position]:
                for child in node.after(candidate.stem):
                    stack.append((child, position + 1, (*path, candidate), skipped))
            if path and skipped < _MOST_SKIPPED and node.by_stem and self._is_small_word(message, position):
                stack.extend(self._after_small_word(message, node, position, path, skipped))

    def _after_small_word(
        self,
        message: Sequence[Sequence[Candidate]],
        node: _Node,
        position: int,
        path: tuple[Candidate, ...],
        skipped: int,
    ) -> Iterator[tuple[_Node, int, tuple[Candidate, ...], int]]:
        """Go on past small words, to the next word that the term goes on with."""
        while skipped < _MOST_SKIPPED and position < len(message) and self._is_small_word(message, position):
            position += 1
            skipped += 1
            for candidate in message[position] if position < len(message) else ():
                for child in node.after(candidate.stem):
                    yield child, position + 1, (*path, candidate), skipped

    def _is_small_word(self, message: Sequence[Sequence[Candidate]], position: int) -> bool:
        return bool(message[position]) and message[position][0].word in self._function_words

    def _joined(self, message: Sequence[Sequence[Candidate]], first: int) -> Iterator[Reading]:
        """Words that people write apart: "fahrrad laden", "e bike"."""
        paths = [(candidate.word, candidate.score) for candidate in message[first][:2]]
        for last in range(first + 1, min(first + _MOST_JOINED, len(message))):
            if self._is_small_word(message, last) or self._is_small_word(message, first):
                return
            paths = [
                (word + candidate.word, score * candidate.score)
                for word, score in paths
                for candidate in message[last][:2]
            ]
            for word, factor in paths:
                for sense, score in self.senses(word):
                    yield Reading(first, last, last - first + 1, sense, score * factor * _JOINED)


def best_first(weights: dict[str, float]) -> tuple[tuple[str, float], ...]:
    """Tags by falling weight; equal ones stay in their order."""
    return tuple(sorted(weights.items(), key=lambda item: -item[1]))


def _scored(node: _Node, path: Sequence[Candidate]) -> Iterator[tuple[Sense, float]]:
    for term in node.terms:
        score = 1.0
        for candidate, word in zip(path, term.words, strict=True):
            score *= candidate.score * _likeness(candidate.word, word, alone=len(path) == 1)
        if score:
            for sense in term.senses:
                if sense.kind not in _DOERS or not _is_doer_of(path, term.words):
                    yield sense, score * sense.certainty


def _is_doer_of(path: Sequence[Candidate], words: tuple[str, ...]) -> bool:
    """Whether "glaser" is all that speaks for "glas": the trade is then not meant."""
    known = words[-1]
    return len(path) == 1 and path[0].word == stem(known) and known[len(stem(known)) :] in _AGENT_ENDINGS


def _likeness(asked: str, known: str, *, alone: bool) -> float:
    """How alike two words of one stem are; a doer ("bäcker") and a deed ("backen") are not."""
    if asked == known:
        return 1.0
    asked_stem, known_stem = stem(asked), stem(known)
    if asked_stem == known:
        return _INFLECTED
    if asked_stem != known_stem:
        return 0.0
    if alone:
        asked_ending, known_ending = asked[len(asked_stem) :], known[len(known_stem) :]
        for one, other in ((asked_ending, known_ending), (known_ending, asked_ending)):
            if one in _AGENT_ENDINGS and other in _OTHER_ENDINGS:
                return 0.0
    return _INFLECTED
