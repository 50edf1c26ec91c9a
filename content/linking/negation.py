"""Which mentions a person turns down: "nicht in der Stadtmitte", "aber kein Discounter", "außer Ebel"."""

import itertools
import re
from collections.abc import Sequence

from content.folding import Token
from content.linking.mentions import MentionKind
from content.linking.vocabulary_files import Phrases

_REACH = 3
_CLAUSE_END = re.compile(r"[,.;:!?\n]")
_NEVER_NEGATED = frozenset({MentionKind.FIELD, MentionKind.NEAR_ME, MentionKind.PROBLEM})


class Negation:
    """Reads negations off the words before a mention."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases

    def turned_down(
        self, text: str, words: Sequence[Token], spans: Sequence[tuple[int, int, MentionKind]]
    ) -> list[bool]:
        """For each mention, whether it is turned down.

        Args:
            text: the message.
            words: its tokens.
            spans: the mentions in order, as first and last token (inclusive) and kind.
        """
        found: list[bool] = []
        for number, (first, last, kind) in enumerate(spans):
            before = spans[number - 1] if number else None
            after = spans[number + 1][0] if number + 1 < len(spans) else len(words)
            governed = kind not in _NEVER_NEGATED and (
                self._is_governed(text, words, first, last, before)
                or self._is_excepted(words, first)
                or self._is_turned_down_after(text, words, last, after)
            )
            goes_on = (
                before is not None
                and found[-1]
                and kind is before[2]
                and self._goes_on(words, before[1], first)
            )
            found.append(governed or goes_on)
        return found

    def _is_governed(
        self,
        text: str,
        words: Sequence[Token],
        first: int,
        last: int,
        before: tuple[int, int, MentionKind] | None,
    ) -> bool:
        floor = before[1] if before is not None else -1
        for position in range(first - 1, max(floor, first - 2 - _REACH), -1):
            if _CLAUSE_END.search(text, words[position].end, words[position + 1].start):
                return False
            word = words[position].folded
            if word in self._phrases.negators:
                return True
            if word in self._phrases.lacking_negators:
                return not self._is_lacking(text, words, position, last)
            if word not in self._phrases.negation_transparent:
                return False
        return False

    def _is_excepted(self, words: Sequence[Token], first: int) -> bool:
        """ "alle bis auf die aus Ebel"."""
        between = [word.folded for word in words[max(0, first - 2 - _REACH) : first]]
        return any(
            pair == ("bis", "auf") and all(w in self._phrases.negation_transparent for w in between[at + 2 :])
            for at, pair in enumerate(itertools.pairwise(between))
        )

    def _is_turned_down_after(self, text: str, words: Sequence[Token], last: int, after: int) -> bool:
        """ "Gartencenter nein", "in den Supermarkt will ich nicht"."""
        behind = [word.folded for word in words[last + 1 : after]]
        ends_here = after == len(words) or _CLAUSE_END.search(text, words[after - 1].end, words[after].start)
        for end in sorted(self._phrases.negating_ends, key=len, reverse=True):
            if tuple(behind[: len(end)]) == end:
                stop = last + 1 + len(end)
                return (
                    stop == len(words)
                    or bool(_CLAUSE_END.search(text, words[stop - 1].end, words[stop].start))
                    or bool(ends_here and stop == after)
                )
        return False

    def _is_lacking(self, text: str, words: Sequence[Token], negator: int, last: int) -> bool:
        """Whether "kein" says that something is missing rather than unwanted."""
        for position in range(negator - 1, -1, -1):
            word = words[position].folded
            if word in self._phrases.clause_starts or _ends_clause(text, words, position):
                break
            if word in self._phrases.lacking_verbs:
                return True
        for position in range(last + 1, min(last + 4, len(words))):
            if _ends_clause(text, words, position - 1):
                break
            if words[position].folded in self._phrases.lacking_endings:
                return True
        return False

    def _goes_on(self, words: Sequence[Token], last: int, first: int) -> bool:
        between = [words[position].folded for position in range(last + 1, first)]
        return (
            bool(between)
            and between[0] in self._phrases.negation_continues
            and all(word in self._phrases.negation_transparent for word in between[1:])
        )


def _ends_clause(text: str, words: Sequence[Token], position: int) -> bool:
    return bool(_CLAUSE_END.search(text, words[position].end, words[position + 1].start))
