"""What can only be seen once the rest of a message is read: "the nearest", and how far a name reaches."""

import re
from collections.abc import Sequence
from dataclasses import replace

from content.folding import Token
from content.linking.lexicon import Sense
from content.linking.mentions import MentionKind
from content.linking.place_names import PlaceNames
from content.linking.reader import Found
from content.linking.terms import NEAR_ME
from content.linking.vocabulary_files import VocabularyFiles

_REACH_OF_NEAREST = 3
_CLAUSE_END = re.compile(r"[,.;:!?\n]")
_NEAR_WHAT = frozenset({MentionKind.LANDMARK, MentionKind.DISTRICT, MentionKind.NAME})
_HAS_A_NEAREST = frozenset(
    {
        MentionKind.CATEGORY,
        MentionKind.PRODUCT,
        MentionKind.PROBLEM,
        MentionKind.ATTRIBUTE,
        MentionKind.NAME,
    }
)
_SWALLOWED = frozenset({MentionKind.CATEGORY, MentionKind.PRODUCT, MentionKind.NAME})


class Context:
    """Refines the readings of a message by what stands around them."""

    def __init__(self, files: VocabularyFiles, places: PlaceNames) -> None:
        self._phrases = files.phrases
        self._places = places

    def refine(self, text: str, words: Sequence[Token], found: Sequence[Found]) -> list[Found]:
        """Widen names, add "the nearest", and drop "near" where it means near something else."""
        widened = self._widen_names(text, words, found)
        near = self._nearest(words, widened)
        if near is not None:
            widened = sorted([*widened, near], key=lambda one: one.first)
        return [one for one in widened if not self._is_near_something(words, one, widened)]

    def _widen_names(self, text: str, words: Sequence[Token], found: Sequence[Found]) -> list[Found]:
        """Take words of the same name into a name: "Bäcker Althoff" is one mention, not a trade and a name."""
        result = list(found)
        position = 0
        while position < len(result):
            one = result[position]
            if one.kind is MentionKind.NAME:
                wider = self._wider(text, words, one, result, one.first - 1, before=True)
                wider = self._wider(text, words, wider, result, one.last + 1, before=False)
                if wider is not one:
                    inside = range(wider.first, wider.last + 1)
                    result = [other for other in result if other.first not in inside] + [wider]
                    result.sort(key=lambda other: other.first)
                    position = result.index(wider)
                    continue
            position += 1
        return result

    def _wider(
        self,
        text: str,
        words: Sequence[Token],
        name: Found,
        found: Sequence[Found],
        position: int,
        *,
        before: bool,
    ) -> Found:
        if not 0 <= position < len(words):
            return name
        gap = (
            (words[position].end, words[name.first].start)
            if before
            else (
                words[name.last].end,
                words[position].start,
            )
        )
        if _CLAUSE_END.search(text, *gap):
            return name
        covering = next((other for other in found if other.first <= position <= other.last), None)
        first, last = position, position
        if covering is not None:
            if covering.kind not in _SWALLOWED:
                return name
            first, last = covering.first, covering.last
        places = [
            place
            for place in name.ids
            if all(self._places.resembles(place, words[number].folded) for number in range(first, last + 1))
        ]
        if not places:
            return name
        return replace(
            name,
            first=min(first, name.first),
            last=max(last, name.last),
            sense=Sense(MentionKind.NAME, places[0]),
            also=tuple(places[1:]),
        )

    def _nearest(self, words: Sequence[Token], found: Sequence[Found]) -> Found | None:
        """ "Wo ist der nächste Bäcker?" asks for what is near; "nächste Woche" and "wann ist der nächste" do not."""
        if any(word.folded == "wann" for word in words):
            return None
        starts = {one.first: one for one in found}
        covered = {number for one in found for number in range(one.first, one.last + 1)}
        for position, word in enumerate(words):
            if word.folded not in self._phrases.nearest or position in covered:
                continue
            for following in range(position + 1, min(position + 1 + _REACH_OF_NEAREST, len(words))):
                if words[following].folded in self._phrases.nearest_time:
                    break
                one = starts.get(following)
                if one is not None and one.kind in _HAS_A_NEAREST:
                    return Found(position, position, 1, Sense(MentionKind.NEAR_ME, NEAR_ME), 1.0)
                if one is not None:
                    break
            if position + 1 == len(words) and any(other.folded == "wo" for other in words):
                return Found(position, position, 1, Sense(MentionKind.NEAR_ME, NEAR_ME), 1.0)
        return None

    def _is_near_something(self, words: Sequence[Token], one: Found, found: Sequence[Found]) -> bool:
        """ "In der Nähe vom Rathaus" is not near the person."""
        if one.kind is not MentionKind.NEAR_ME:
            return False
        starts = {other.first: other for other in found}
        for position in range(one.last + 1, min(one.last + 4, len(words))):
            other = starts.get(position)
            if other is not None:
                return other.kind in _NEAR_WHAT
            if words[position].folded not in self._phrases.near_what:
                return False
        return False
