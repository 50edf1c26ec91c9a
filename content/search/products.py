"""Who has a product: listed products by their stems."""

from content.search.words import Key, is_kind_of, key_matches, key_of

_ANSWERS_KEPT = 5_000
_REPAIR = "reparatur"
_SHORTEST_PART = 3


class ProductIndex:
    """Listed products and the rows that list them."""

    def __init__(self) -> None:
        self._rows: dict[Key, set[int]] = {}
        self._by_text: dict[str, set[int]] = {}
        self._answers: dict[Key, tuple[tuple[Key, ...], tuple[Key, ...]]] = {}

    def posting(self, product: str) -> set[int]:
        """Return the rows that list this product, to be changed by the index."""
        posting = self._by_text.get(product)
        if posting is None:
            posting = self._by_text[product] = self._rows.setdefault(key_of(product), set())
            self._answers.clear()
        return posting

    def rows(self, product: str) -> set[int]:
        """Return the rows that list the product or a compound of it.

        Where nobody does, those that list what the product is a compound of: florists list "Gesteck", people ask
        for a "Grabgesteck".
        """
        asked = key_of(product)
        if asked not in self._answers:
            if len(self._answers) >= _ANSWERS_KEPT:
                self._answers.clear()
            self._answers[asked] = self._kinds_of(asked), self._heads_of(asked)
        kinds, heads = self._answers[asked]
        return self._listing(kinds) or self._listing(heads)

    def repairing(self, thing: str) -> set[int]:
        """Return the rows that list the repair of a thing by name, such as "Nähmaschinenreparatur"."""
        parts = [stem for _, stem in key_of(thing) if len(stem) > _SHORTEST_PART]
        return self._listing(
            tuple(
                key
                for key in self._rows
                if any(
                    word.endswith(_REPAIR) and any(word.startswith(part) for part in parts) for word, _ in key
                )
            )
        )

    def _kinds_of(self, asked: Key) -> tuple[Key, ...]:
        return tuple(key for key in self._rows if asked and key_matches(key, asked))

    def _heads_of(self, asked: Key) -> tuple[Key, ...]:
        return tuple(key for key in self._rows if asked and len(key) == 1 and is_kind_of(asked[-1], key[0]))

    def _listing(self, keys: tuple[Key, ...]) -> set[int]:
        return set().union(*(self._rows[key] for key in keys))
