"""German number words as digits, so that the grammar knows only digits: "acht" is 8, "dritter" is "3."."""

_ONES = (
    "null",
    "eins",
    "zwei",
    "drei",
    "vier",
    "funf",
    "sechs",
    "sieben",
    "acht",
    "neun",
    "zehn",
    "elf",
    "zwolf",
)
_TEENS = ("dreizehn", "vierzehn", "funfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn")
_TENS = {20: "zwanzig", 30: "dreissig", 40: "vierzig", 50: "funfzig"}
_ORDINAL_ENDINGS = ("e", "en", "er", "es", "em")
_IRREGULAR_ORDINALS = {1: ("erst",), 3: ("dritt",), 7: ("siebt", "siebent"), 8: ("acht",)}


def _cardinals() -> dict[str, int]:
    words = {word: number for number, word in enumerate((*_ONES, *_TEENS))}
    for ten, name in _TENS.items():
        words[name] = ten
        for one in range(1, 10):
            words[f"{'ein' if one == 1 else _ONES[one]}und{name}"] = ten + one
    return words | {"zwo": 2, "dreisig": 30}


def _ordinals() -> dict[str, int]:
    words = {}
    for word, number in _cardinals().items():
        stems = _IRREGULAR_ORDINALS.get(number, (word + ("t" if number < 20 else "st"),))
        if 1 <= number <= 31:
            words.update({stem + ending: number for stem in stems for ending in _ORDINAL_ENDINGS})
    return words


DIGITS: dict[str, str] = {word: f"{number}." for word, number in _ordinals().items()} | {
    word: str(number) for word, number in _cardinals().items()
}
"""Folded number words below 60 and ordinals up to the 31st; "ein" stays a word, for it is mostly an article."""
