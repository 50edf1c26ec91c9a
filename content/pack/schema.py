"""The shape of a town pack's files, as pydantic models; `json_schema` is made from them."""

import re
from typing import Annotated, Any, Literal

from dateutil.rrule import rrulestr
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    WithJsonSchema,
    create_model,
)

from content.opening_hours import InvalidHoursError, validate_hours
from content.pack.dates import DateExpression, parse_date, parse_day
from content.pack.problems import FieldError

ATTRIBUTES = (
    "fair_trade", "wheelchair", "delivery", "takeaway", "outdoor_seating", "organic", "diet:vegan",
    "diet:vegetarian", "diet:halal", "diet:gluten_free", "repair", "second_hand", "emergency_service",
    "payment:cards", "payment:cash", "reservation", "toilets", "dog", "internet_access", "drive_through",
    "parking", "changing_table", "regional",
)  # fmt: skip
"""OSM keys that a place may have as attributes."""


def _text(value: Any) -> Any:
    """Numbers that YAML read out of unquoted text, such as a postcode, are text again."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _not_blank(value: str) -> str:
    if not value.strip():
        raise FieldError("Hier fehlt der Text.", "Wert ergänzen oder die Zeile löschen.")
    return value


def _one_line(value: str) -> str:
    text = _not_blank(value).strip()
    if "\n" in text:
        raise FieldError("Hier steht nur eine Zeile.", "Den Text in eine Zeile schreiben.")
    return text


def _weighted(value: Any) -> Any:
    """A word, or {word: weight}."""
    if isinstance(value, dict) and len(value) == 1:
        (word, weight) = next(iter(value.items()))
        if isinstance(weight, int | float) and 0 < weight <= 1 and str(word).strip():
            return value
    if isinstance(value, str) and value.strip():
        return value
    raise FieldError("Das ist kein Wort.", "Ein Wort, oder {wort: 0.5} mit einem Gewicht über 0 und bis 1.")


def _truth(value: Any) -> Any:
    """YAML reads yes and no as truth values; OSM writes them as words."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def _hours(value: Any) -> Any:
    if isinstance(value, str):
        try:
            validate_hours(value)
        except InvalidHoursError as error:
            raise FieldError(f"»{value}« sind keine gültigen Öffnungszeiten.", error.hint) from None
    return value


def _rrule(value: Any) -> Any:
    if not isinstance(value, str) or not value:
        return value
    example = "Beispiel: FREQ=WEEKLY;BYDAY=TH"
    try:
        rrulestr(value, ignoretz=True)
    except Exception:  # dateutil raises whatever its parsing stumbles over
        raise FieldError(f"»{value}« ist keine Wiederholungsregel.", example) from None
    if not re.match(r"(?:RRULE:)?(?:[^;]*;)*FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)\b", value, re.IGNORECASE):
        raise FieldError("Wiederholt wird täglich, wöchentlich, monatlich oder jährlich.", example)
    return value


def _web(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"https?://\S+\.\S+", value):
        raise FieldError(f"»{value}« ist keine Webadresse.", "Beispiel: https://www.example.org")
    return value


def _email(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
        raise FieldError(f"»{value}« ist keine E-Mail-Adresse.", "Beispiel: name@example.org")
    return value


def _phone(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"\+?[\d ()/.-]{5,30}", value):
        raise FieldError(f"»{value}« ist keine Telefonnummer.", "Beispiel: +49 2041 12345")
    return value


_DATE_SCHEMA = {
    "type": ["string", "integer"],
    "description": "2027-05-03, +10, -3 oder next 08-01; auch mit Uhrzeit",
}
Text = Annotated[str, Field(min_length=1), BeforeValidator(_text), AfterValidator(_not_blank)]
Line = Annotated[str, Field(min_length=1, max_length=200), BeforeValidator(_text), AfterValidator(_one_line)]
"""Names, titles and the like; lengths are those of the store's columns."""
Word = Annotated[str, Field(min_length=1, max_length=100), BeforeValidator(_text), AfterValidator(_one_line)]
Signature = Annotated[
    str, Field(min_length=1, max_length=120), BeforeValidator(_text), AfterValidator(_one_line)
]
Postcode = Annotated[
    str, Field(min_length=1, max_length=16), BeforeValidator(_text), AfterValidator(_one_line)
]
Topic = Annotated[str, Field(min_length=1, max_length=60), BeforeValidator(_text), AfterValidator(_one_line)]
Id = Annotated[
    str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$", description="a-z, 0-9 und -, höchstens 40 Zeichen")
]
Tag = Annotated[
    str,
    Field(
        pattern=r"^[a-z_:]+=[a-z0-9_;:-]+$", max_length=100, description="OpenStreetMap-Tag, etwa shop=bakery"
    ),
]
Truth = Annotated[Literal["yes", "no", "only", "limited", "designated"], BeforeValidator(_truth)]
Hours = Annotated[
    str, Field(max_length=500, description="Öffnungszeiten in OSM-Schreibweise"), BeforeValidator(_hours)
]
When = Annotated[
    DateExpression,
    BeforeValidator(parse_date),
    WithJsonSchema(_DATE_SCHEMA),
    PlainSerializer(str),
]
Day = Annotated[
    DateExpression,
    BeforeValidator(parse_day),
    WithJsonSchema({**_DATE_SCHEMA, "description": "2027-05-03, +10, -3 oder next 08-01"}),
    PlainSerializer(str),
]
Rrule = Annotated[str, Field(max_length=300), BeforeValidator(_rrule)]
Web = Annotated[str, Field(max_length=500), BeforeValidator(_web)]
Email = Annotated[str, Field(max_length=254), BeforeValidator(_email)]
Phone = Annotated[str, BeforeValidator(_text), BeforeValidator(_phone)]
Weighted = Annotated[
    Any, BeforeValidator(_weighted), WithJsonSchema({"type": ["string", "object"], "maxProperties": 1})
]
Lat = Annotated[float, Field(ge=-90, le=90)]
Lon = Annotated[float, Field(ge=-180, le=180)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Confirmed(_Entry):
    """Wann und von wem bestätigt."""

    on: Day
    by: Signature = ""


class _Sourced(_Entry):
    id: Id
    source: Literal["demo", "amt", "import"] | None = None
    credit: Line = ""
    confirmed: Confirmed | None = None


class ExceptionDays(_Entry):
    """Tage mit anderen Zeiten; ohne hours geschlossen."""

    first: Day = Field(alias="from")
    last: Day = Field(alias="to")
    hours: Hours | None = None
    reason: Line = ""


class PlaceEntry(_Sourced):
    """Ein Laden, Betrieb, Lokal oder Wochenmarkt."""

    name: Line
    aliases: list[Line] = []
    categories: list[Tag] = Field(min_length=1)
    products: list[Word] = []
    attributes: dict[Literal[ATTRIBUTES], Truth] = {}  # type: ignore[valid-type]
    hours: Hours | None = None
    exceptions: list[ExceptionDays] = []
    languages: list[Annotated[str, Field(pattern="^[a-z]{2,3}$")]] = []
    street: Line = ""
    postcode: Postcode = ""
    district: Word
    lat: Lat | None = None
    lon: Lon | None = None
    phone: Phone = ""
    email: Email = ""
    web: Web = ""
    description: Text = ""


class ApprenticeshipEntry(_Sourced):
    """Ein Ausbildungsplatz."""

    occupation: Line
    place: Id | None = None
    company: Line = ""
    district: Word = ""
    starts: Day | None = None
    apply_until: Day | None = None
    positions: int = Field(default=1, ge=1, le=99)
    school_leaving: Line = ""
    description: Text = ""
    phone: Phone = ""
    email: Email = ""
    web: Web = ""


class JobEntry(_Sourced):
    """Eine Stelle."""

    title: Line
    place: Id | None = None
    company: Line = ""
    district: Word = ""
    occupation: Line = ""
    working_time: Literal["Vollzeit", "Teilzeit", "Minijob", "Aushilfe", ""] = ""
    apply_until: Day | None = None
    description: Text = ""
    phone: Phone = ""
    email: Email = ""
    web: Web = ""


class EventEntry(_Sourced):
    """Eine Veranstaltung, einmalig oder wiederkehrend."""

    title: Line
    start: When
    end: When | None = None
    rrule: Rrule = ""
    all_day: bool = False
    venue: Line = ""
    place: Id | None = None
    street: Line = ""
    postcode: Postcode = ""
    district: Word = ""
    lat: Lat | None = None
    lon: Lon | None = None
    topics: list[Text] = []
    description: Text = ""
    price: Line = ""
    organizer: Line = ""
    web: Web = ""


class AdviceEntry(_Sourced):
    """Ein Thema, zu dem das Amt berät."""

    topic: Topic
    title: Line
    text: Text
    keywords: list[Text] = []
    phone: Phone = ""
    email: Email = ""
    web: Web = ""
    hours: Hours | None = None


class NoticeEntry(_Sourced):
    """Eine Meldung oder ein Digitalisierungstipp."""

    topic: Topic
    title: Line
    text: Text
    published: Day
    web: Web = ""


class DistrictEntry(_Entry):
    """Ein Stadtteil; where sagt, wie man dort sagt ("in der Boy"), wenn nicht "in" und der Name."""

    name: Line
    aliases: list[Line] = []
    where: Text = ""
    lat: Lat | None = None
    lon: Lon | None = None


class LandmarkEntry(_Entry):
    """Ein Ort oder eine Straße, die statt des Stadtteils genannt wird."""

    name: Line
    aliases: list[Line] = []
    district: Word
    lat: Lat | None = None
    lon: Lon | None = None


class OfficeEntry(_Entry):
    """Das Amt."""

    name: Line
    street: Line = ""
    postcode: Postcode = ""
    city: Word = ""
    district: Word = ""
    lat: Lat | None = None
    lon: Lon | None = None
    phone: Phone = ""
    email: Email = ""
    web: Web = ""
    hours: Hours | None = None


class TownEntry(_Entry):
    """Die Stadt."""

    id: Id
    name: Word
    demo: bool = False
    time_zone: Text = "Europe/Berlin"
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")] = "DE"
    subdivision: Text
    neighbours: list[Text] = []
    districts: list[DistrictEntry] = Field(min_length=1)
    landmarks: list[LandmarkEntry] = []
    office: OfficeEntry
    imprint: Text
    privacy: Text


class WordsEntry(_Entry):
    """Wörter dieser Stadt für eine Art von Betrieb."""

    tag: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_:]*=[A-Za-z0-9_:.*-]+$")]
    name: Line = ""
    plural: Line = ""
    group: Word = ""
    names: list[Weighted] = []
    products: list[Weighted] = []
    problems: list[Weighted] = []


LIST_FILES: dict[str, type[_Sourced]] = {
    "places": PlaceEntry,
    "apprenticeships": ApprenticeshipEntry,
    "jobs": JobEntry,
    "events": EventEntry,
    "advice": AdviceEntry,
    "notices": NoticeEntry,
}
"""The list files of a pack by the beginning of their names."""


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a whole pack: one property a file."""
    fields: dict[str, Any] = {"town": (TownEntry, ...)}
    fields |= {name: (list[model], []) for name, model in LIST_FILES.items()}  # type: ignore[valid-type]
    fields["vocabulary"] = (list[WordsEntry], [])
    pack = create_model("TownPack", __config__=ConfigDict(arbitrary_types_allowed=True), **fields)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Stadtpaket von Hallo-Bot",
        "description": "Jede Eigenschaft ist eine Datei des Pakets: town.yml, places*.yml und so weiter.",
        **{key: value for key, value in pack.model_json_schema().items() if key != "title"},
    }
