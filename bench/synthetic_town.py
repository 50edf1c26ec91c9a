"""An invented town of any size: the same for the same seed."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import DeclarativeBase

from content import models
from content.changes import record_change
from content.database import Database
from content.folding import fold

DISTRICTS = tuple(f"Stadtteil {number:02}" for number in range(1, 18))
CENTRE = (51.52, 6.93)

_TRADES = {
    "shop=bakery": ("Bäckerei", ("brot", "brötchen", "kuchen", "torte")),
    "shop=butcher": ("Metzgerei", ("wurst", "fleisch", "schinken")),
    "shop=hairdresser": ("Friseur", ("haarschnitt", "dauerwelle")),
    "shop=florist": ("Blumen", ("strauß", "gesteck", "kranz")),
    "shop=hardware": ("Eisenwaren", ("schraube", "nagel", "werkzeug", "schloss")),
    "shop=books": ("Buchhandlung", ("buch", "kalender", "karte")),
    "shop=clothes": ("Modehaus", ("hose", "kleid", "hemd", "jacke")),
    "shop=shoes": ("Schuhhaus", ("schuh", "stiefel", "sohle")),
    "shop=bicycle": ("Fahrrad", ("fahrrad", "reifen", "helm", "licht")),
    "shop=supermarket": ("Markt", ("milch", "brot", "obst", "kaffee", "wasser")),
    "shop=optician": ("Optik", ("brille", "linse")),
    "shop=jewelry": ("Juwelier", ("ring", "uhr", "kette")),
    "amenity=restaurant": ("Restaurant", ("pizza", "nudel", "schnitzel", "suppe")),
    "amenity=cafe": ("Café", ("kaffee", "kuchen", "tee")),
    "amenity=pharmacy": ("Apotheke", ("tablette", "salbe", "impfung")),
    "amenity=fast_food": ("Grill", ("pommes", "currywurst", "döner")),
    "craft=plumber": ("Sanitär", ("rohr", "heizung", "bad")),
    "craft=electrician": ("Elektro", ("leitung", "lampe", "wallbox")),
    "craft=roofer": ("Dachdeckerei", ("dach", "ziegel", "rinne")),
    "craft=painter": ("Malerbetrieb", ("anstrich", "tapete")),
    "craft=carpenter": ("Tischlerei", ("tisch", "tür", "fenster", "küche")),
    "craft=shoemaker": ("Schuhmacherei", ("absatz", "sohle")),
    "office=lawyer": ("Kanzlei", ("vertrag", "testament")),
    "office=tax_advisor": ("Steuerbüro", ("steuererklärung", "buchhaltung")),
}
_FIRST_PARTS = (
    "bio",
    "hof",
    "land",
    "winter",
    "sommer",
    "kinder",
    "garten",
    "sport",
    "holz",
    "stahl",
    "senf",
    "eck",
)
_ATTRIBUTES = (
    "wheelchair",
    "delivery",
    "fair_trade",
    "organic",
    "outdoor_seating",
    "diet:vegan",
    "payment:cards",
)
_ONSETS = (
    "b",
    "br",
    "d",
    "dr",
    "f",
    "g",
    "gr",
    "h",
    "k",
    "kl",
    "kr",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "schm",
    "st",
    "w",
)
_VOWELS = ("a", "e", "i", "o", "u", "ei", "au", "ü")
_CODAS = ("", "l", "ll", "n", "nn", "r", "rt", "s", "tz", "ck", "hl", "mm")
_ENDINGS = ("er", "mann", "ski", "ner", "el", "ke", "le", "ert", "inger", "haus")

TRADE_TAGS = tuple(_TRADES)
PRODUCTS = tuple(sorted({product for _, products in _TRADES.values() for product in products}))

Row = dict[str, Any]


@dataclass
class SyntheticTown:
    """Rows for each table, and the names to ask for."""

    rows: dict[type[DeclarativeBase], list[Row]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)


def synthetic_town(places: int, seed: int = 1) -> SyntheticTown:
    """Invent a town with so many places."""
    chance = random.Random(seed)
    hours = _hours(chance, 1_500)
    town = SyntheticTown()
    for number in range(places):
        place_id = f"p{number}"
        tag = chance.choice(TRADE_TAGS)
        trade, products = _TRADES[tag]
        name = f"{trade} {_surname(chance)}"
        town.names.append(name)
        _add(town, models.Place, _place(chance, place_id, name, hours))
        for tag_of_place in {tag, *chance.sample(TRADE_TAGS, k=chance.choice((0, 0, 0, 1)))}:
            _add(town, models.PlaceCategory, {"place_id": place_id, "tag": tag_of_place, "position": 0})
        for product in {_product(chance, products) for _ in range(chance.randint(0, 6))}:
            row = {"place_id": place_id, "product": product, "product_folded": fold(product), "position": 0}
            _add(town, models.PlaceProduct, row)
        for key in chance.sample(_ATTRIBUTES, k=chance.randint(0, 3)):
            value = chance.choice(("yes", "yes", "no", "limited"))
            _add(town, models.PlaceAttribute, {"place_id": place_id, "key": key, "value": value})
        if chance.random() < 0.02:
            first = date(2027, 5, 1) + timedelta(days=chance.randint(0, 20))
            closed = {
                "place_id": place_id,
                "first_day": first,
                "last_day": first + timedelta(days=7),
                "hours": None,
            }
            _add(town, models.HoursException, {**closed, "reason": "Betriebsferien"})
    return town


async def fill(database: Database, town: SyntheticTown) -> None:
    """Insert a town's rows in bulk."""
    async with database.writing() as session:
        connection = await session.connection()
        for model, rows in town.rows.items():
            for batch in _batches(rows, 20_000):
                await connection.execute(insert(model.__table__), batch)  # type: ignore[arg-type]
        record_change(session.sync_session, "place")


def _add(town: SyntheticTown, model: type[DeclarativeBase], row: Row) -> None:
    town.rows.setdefault(model, []).append(row)


def _place(chance: random.Random, place_id: str, name: str, hours: Sequence[str]) -> Row:
    confirmed = date(2027, 5, 1) - timedelta(days=chance.randint(0, 700))
    return {
        "id": place_id,
        "name": name,
        "name_folded": fold(name),
        "district": chance.choice(DISTRICTS),
        "lat": chance.gauss(CENTRE[0], 0.03),
        "lon": chance.gauss(CENTRE[1], 0.05),
        "hours": chance.choice(hours) if chance.random() < 0.85 else None,
        "confirmed_on": confirmed if chance.random() < 0.7 else None,
        "source": "demo",
    }


def _product(chance: random.Random, products: Sequence[str]) -> str:
    product = chance.choice(products)
    return chance.choice(_FIRST_PARTS) + product if chance.random() < 0.4 else product


def _surname(chance: random.Random) -> str:
    syllables = (
        chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS)
        for _ in range(chance.choice((1, 1, 2)))
    )
    return ("".join(syllables) + chance.choice(_ENDINGS)).capitalize()


def _hours(chance: random.Random, count: int) -> list[str]:
    found = []
    for _ in range(count):
        opens, closes = chance.randint(6, 11), chance.randint(16, 22)
        minutes = chance.choice(("00", "15", "30"))
        saturday = chance.choice((f"; Sa {opens:02}:{minutes}-14:00", "; Sa 10:00-13:00", ""))
        pause = chance.choice((f"-13:00,14:{minutes}-", "-"))
        found.append(f"Mo-Fr {opens:02}:{minutes}{pause}{closes:02}:{minutes}{saturday}; PH off")
    return found


def _batches(rows: list[Row], size: int) -> Iterator[list[Row]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
