"""Who has a product: listed products by their stems."""

from content.search.words import Key, is_kind_of, key_matches, key_of


class ProductIndex:
    """Listed products and the rows that list them."""

    def __init__(self) -> None:
        self._rows: dict[Key, set[int]] = {}
        self._answers: dict[Key, tuple[Key, ...]] = {}

    def posting(self, product: str) -> set[int]:
        """Return the rows that list this product, to be changed by the index."""
        key = key_of(product)
        if key not in self._rows:
            self._rows[key] = set()
            self._answers.clear()
        return self._rows[key]

    def rows(self, product: str) -> set[int]:
        """Return the rows that list the product or a compound of it.

        Where nobody does, those that list what the product is a compound of: florists list "Gesteck", people ask
        for a "Grabgesteck".
        """
        asked = key_of(product)
        if asked not in self._answers:
            self._answers[asked] = self._matching_keys(asked)
        return set().union(*(self._rows[key] for key in self._answers[asked]))

    def _matching_keys(self, asked: Key) -> tuple[Key, ...]:
        if not asked:
            return ()
        direct = tuple(key for key, rows in self._rows.items() if rows and key_matches(key, asked))
        if direct:
            return direct
        return tuple(
            key
            for key, rows in self._rows.items()
            if rows and len(key) == 1 and is_kind_of(asked[-1], key[0])
        )
