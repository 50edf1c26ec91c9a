"""What the validator of town packs takes, and how it reports the rest: file, line, field and a German hint."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.pack import (
    PackError,
    Problem,
    Severity,
    find_pack,
    json_schema,
    load_town,
    read_place_names,
    validate_pack,
)
from content.pack.dates import parse_date, resolve_range
from content.pack.schema import LIST_FILES

FILES = {
    "town.yml": """\
id: musterstadt
name: Musterstadt
demo: true
subdivision: NW
districts:
  - {name: Mitte, lat: 51.5, lon: 6.9}
  - {name: Nord}
landmarks:
  - {name: Rathaus, district: Mitte}
office:
  name: Amt
  district: Mitte
imprint: Impressum
privacy: Datenschutz
""",
    "places.yml": """\
- id: baeckerei
  name: Bäckerei
  categories: [shop=bakery]
  district: Mitte
  lat: 51.5
  lon: 6.9
  hours: "Mo-Fr 08:00-18:00"
  phone: "+49 30 23125 101"
  exceptions:
    - {from: +10, to: +20, reason: Urlaub}
  attributes: {wheelchair: yes}
- id: laden
  name: Laden
  aliases: [lädchen]
  categories: [shop=books]
  district: Nord
""",
    "apprenticeships.yml": """\
- id: ausbildung
  occupation: Bäcker/-in
  place: baeckerei
  starts: next 08-01
  positions: 2
""",
    "jobs.yml": """\
- id: stelle
  title: Verkäufer (m/w/d)
  place: laden
  working_time: Teilzeit
""",
    "events.yml": """\
- id: fest
  title: Fest
  start: "+3 16:00"
  end: "+3 21:00"
  rrule: FREQ=WEEKLY;BYDAY=TH
  topics: [veranstaltungen]
  district: Mitte
""",
    "advice.yml": """\
- id: rat
  topic: gruendung
  title: Gründen
  text: |
    Zwei
    Zeilen.
""",
    "notices.yml": """\
- id: tipp
  topic: digitalisierung
  title: Tipp
  text: Text
  published: -7
  web: https://tipp.example
""",
    "vocabulary.yml": """\
- tag: shop=bakery
  names: [backbude, {stutenbude: 0.5}]
""",
}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


Edit = Callable[[str, str, str], None]


@pytest.fixture
def edit(pack: Path) -> Edit:
    """Replace a piece of one file, which must be there once."""

    def replace(file: str, old: str, new: str) -> None:
        text = (pack / file).read_text(encoding="utf-8")
        assert text.count(old) == 1
        (pack / file).write_text(text.replace(old, new), encoding="utf-8")

    return replace


def test_a_pack_that_is_right_has_no_problems(pack: Path) -> None:
    assert validate_pack(pack) == []


CASES = [
    # what is missing, or does not exist
    ("town.yml", "subdivision: NW\n", "", 1, "subdivision", "Das Feld fehlt.", "»subdivision: …« ergänzen."),
    ("town.yml", "  name: Amt\n", "", 10, "office.name", "Das Feld fehlt.", "»name: …« ergänzen."),
    ("town.yml", "{name: Nord}", "{aliases: [n]}", 7, "districts.1.name", "Das Feld fehlt.", "»name: …«"),
    ("town.yml", "{name: Nord}", "{name: Nord, alias: [n]}", 7, "districts.1.alias", "gibt es nicht", "»aliases«"),
    ("places.yml", "  name: Laden\n", "", 12, "name", "Das Feld fehlt.", "»name: …« ergänzen."),
    ("places.yml", "  phone:", "  phon:", 8, "phon", "Dieses Feld gibt es nicht.", "Meintest du »phone«?"),
    (
        "places.yml", "reason: Urlaub", "raeson: Urlaub", 10, "exceptions.0.raeson",
        "Dieses Feld gibt es nicht.", "Meintest du »reason«?",
    ),
    ("places.yml", "{from: +10, ", "{", 10, "exceptions.0.from", "Das Feld fehlt.", "»from: …« ergänzen."),
    ("places.yml", "name: Laden", "name:", 13, "name", "Hier fehlt der Wert.", "Zeile löschen"),
    ("places.yml", "name: Laden", 'name: ""', 13, "name", "Hier fehlt der Text.", "Zeile löschen"),
    ("places.yml", "name: Laden", 'name: "  "', 13, "name", "Hier fehlt der Text.", "Zeile löschen"),
    ("places.yml", "[shop=books]", "[]", 15, "categories", "Die Liste ist leer.", "einen Wert"),
    ("jobs.yml", "  place: laden\n", "", 1, "place", "Es fehlt, wo das ist.", "»company: Name«"),
    # the wrong kind of value
    ("places.yml", "name: Laden", "name: [Laden]", 13, "name", "Hier muss Text stehen.", "Anführungszeichen"),
    ("places.yml", "name: Laden", "name: no", 13, "name", "Hier muss Text stehen.", "Anführungszeichen"),
    ("places.yml", "name: Laden", 'name: "La\\nden"', 13, "name", "nur eine Zeile", "eine Zeile"),
    ("places.yml", "[lädchen]", "lädchen", 14, "aliases", "Hier muss eine Liste stehen.", "[eins, zwei]"),
    ("places.yml", "{wheelchair: yes}", "yes", 11, "attributes", "Hier müssen Felder stehen.", "{name: wert}"),
    ("town.yml", "- {name: Nord}", "- Nord", 7, "districts.1", "Hier müssen Felder stehen.", "{name: wert}"),
    ("places.yml", "  lat: 51.5", "  lat: Nord", 5, "lat", "»Nord« ist keine Zahl.", "Beispiel: 51.5216"),
    ("places.yml", "  lat: 51.5", "  lat: .nan", 5, "lat", "»nan« ist", "höchstens 90"),
    ("places.yml", "  lat: 51.5", "  lat: 95", 5, "lat", "»95« ist nicht erlaubt.", "höchstens 90"),
    ("apprenticeships.yml", "positions: 2", "positions: zwei", 5, "positions", "keine ganze Zahl", "2"),
    ("apprenticeships.yml", "positions: 2", "positions: 1.5", 5, "positions", "keine ganze Zahl", "2"),
    ("apprenticeships.yml", "positions: 2", "positions: 0", 5, "positions", "nicht erlaubt", "mindestens 1"),
    ("town.yml", "demo: true", "demo: vielleicht", 3, "demo", "weder ja noch nein", "true oder false"),
    ("places.yml", "name: Laden", f"name: {'L' * 201}", 13, "name", "höchstens 200 Zeichen", "Kürzer"),
    ("places.yml", "name: Laden", 'name: "La\\0den"', 13, "name", "Steuerzeichen", "Neu eintippen"),
    # words of a list, and forms
    ("places.yml", "wheelchair: yes", "wheelchair: ja", 11, "attributes.wheelchair", "»ja« ist", "limited"),
    ("places.yml", "wheelchair: yes", "wheelchiar: yes", 11, "attributes.wheelchiar", "nicht erlaubt", "»wheelchair«"),
    ("jobs.yml", "Teilzeit", "Teilzei", 4, "working_time", "»Teilzei« ist", "Meintest du »Teilzeit«?"),
    ("jobs.yml", "id: stelle", "id: Stelle!", 1, "id", "nicht die richtige Form", "baeckerei-althoff"),
    ("places.yml", "[shop=books]", "[Buchladen]", 15, "categories.0", "nicht die richtige Form", "shop=bakery"),
    ("places.yml", "[lädchen]", "[lädchen]\n  languages: [deutsch]", 15, "languages.0", "richtige Form", "de, tr"),
    ("town.yml", "demo: true", "country: de", 3, "country", "nicht die richtige Form", "DE"),
    ("places.yml", "+49 30 23125 101", "ruf an", 8, "phone", "keine Telefonnummer", "+49 2041 12345"),
    ("notices.yml", "https://tipp.example", "tipp.example", 6, "web", "keine Webadresse", "https://"),
    ("places.yml", "  phone:", "  email: moin@nix\n  phone:", 8, "email", "keine E-Mail-Adresse", "name@"),
    # hours, dates and repetition
    ("places.yml", "Mo-Fr 08:00-18:00", "Mo-Fr 8-18 Uhr", 7, "hours", "keine gültigen Öffnungszeiten", "Ohne »Uhr«"),
    ("places.yml", "reason: Urlaub", "hours: zu", 10, "exceptions.0.hours", "Öffnungszeiten", "»off«"),
    ("places.yml", "from: +10", "from: bald", 10, "exceptions.0.from", "»bald« ist kein Datum.", "next 08-01"),
    ("places.yml", "to: +20", 'to: "+20 12:00"', 10, "exceptions.0.to", "nur ein Tag", "weglassen"),
    ("places.yml", "to: +20", "to: +5", 9, "exceptions", "»to« liegt vor »from«.", "tauschen"),
    (
        "places.yml", "    - {from: +10", "    - {from: +15, to: +15}\n    - {from: +10", 9, "exceptions",
        "Zwei Ausnahmen überschneiden sich.", "trennen",
    ),
    ("notices.yml", "-7", "2027-02-30", 5, "published", "»2027-02-30« ist kein Datum.", "2027-05-03"),
    ("notices.yml", "-7", "3.5.2027", 5, "published", "»3.5.2027« ist kein Datum.", "2027-05-03"),
    ("notices.yml", "-7", "1812-06-24", 5, "published", "»1812-06-24« ist kein Datum.", "2027-05-03"),
    ("notices.yml", "-7", "next 13-01", 5, "published", "»next 13-01« ist kein Datum.", "next 08-01"),
    ("events.yml", "+3 16:00", "+3 25:00", 3, "start", "kein Datum", "+10"),
    ("events.yml", '"+3 16:00"', "2027-05-03 16:00:00Z", 3, "start", "ohne Zeitzone", "2027-05-03 15:00"),
    ("events.yml", "+3 21:00", "+3 15:00", 4, "end", "Das Ende liegt vor dem Anfang.", "Uhrzeit prüfen"),
    ("events.yml", "+3 21:00", "+3", 4, "end", "Das Ende liegt vor dem Anfang.", "Uhrzeit prüfen"),
    ("events.yml", "+3 21:00", "+2 21:00", 4, "end", "Das Ende liegt vor dem Anfang.", "Datum"),
    ("events.yml", "FREQ=WEEKLY;BYDAY=TH", "jede Woche", 5, "rrule", "keine Wiederholungsregel", "FREQ=WEEKLY"),
    ("events.yml", "FREQ=WEEKLY;BYDAY=TH", "FREQ=SECONDLY", 5, "rrule", "täglich, wöchentlich", "FREQ=WEEKLY"),
    # what does not fit the rest
    ("places.yml", "district: Nord", "district: Nrod", 16, "district", "»Nrod« ist nicht bekannt.", "»Nord«"),
    ("town.yml", "Rathaus, district: Mitte", "Rathaus, district: Mite", 9, "landmarks.0.district", "»Mite«", "»Mitte«"),
    ("town.yml", "  district: Mitte", "  district: Amt", 12, "office.district", "»Amt« ist nicht", "Mitte, Nord"),
    ("town.yml", "{name: Nord}", "{name: Nord}\n  - {name: Nord}", 8, "districts.2.name", "»Nord« gibt es schon", "löschen"),
    ("jobs.yml", "place: laden", "place: laeden", 3, "place", "»laeden« ist nicht bekannt.", "»laden«"),
    ("apprenticeships.yml", "Bäcker/-in", "Bäcker", 2, "occupation", "»Bäcker« ist nicht bekannt.", "»Bäcker/-in«"),
    ("advice.yml", "gruendung", "gründung", 2, "topic", "»gründung« ist nicht bekannt.", "»gruendung«"),
    ("events.yml", "[veranstaltungen]", "[feste]", 6, "topics", "»feste« ist nicht bekannt.", ""),
    ("places.yml", "  lon: 6.9\n", "", 5, "lat", "lat und lon gehören zusammen.", "Beide"),
    ("places.yml", "  lat: 51.5\n  lon: 6.9", "  lat: 6.9\n  lon: 51.5", 5, "lat", "nicht in Musterstadt", "vertauscht"),
    ("jobs.yml", "Teilzeit", "Teilzeit\n- {id: stelle, title: X, company: Y}", 5, "id", "gibt es schon (jobs.yml:1)", "andere id"),
    # words of the town
    ("vocabulary.yml", "0.5", "2", 2, "names.1", "Das ist kein Wort.", "Gewicht"),
    ("vocabulary.yml", "tag: shop=bakery", "tag: bäcker", 1, "tag", "nicht die richtige Form", "shop=bakery"),
    ("vocabulary.yml", "tag: shop=bakery", "tag: shop=budenzauber\n  group: laden", 1, "name", "ist neu", "»name: …«"),
    # YAML
    ("places.yml", "name: Laden", "name: La: den", 13, "", "Kein gültiges YAML: ein Doppelpunkt", "Anführungszeichen"),
    ("places.yml", "  name: Laden", "\tname: Laden", 13, "", "Kein gültiges YAML", "nicht Tab"),
    ("places.yml", "[lädchen]", "[lädchen", 15, "", "Kein gültiges YAML", "Anführungszeichen"),
    ("places.yml", "name: Laden", 'name: "Laden', 17, "", "Anführungszeichen wird nicht geschlossen", ""),
    ("places.yml", "  name: Laden", "  name: Laden\n  name: Laden", 14, "name", "steht zweimal (zuerst in Zeile 13)", "löschen"),
    ("jobs.yml", "- id: stelle\n  title", "id: stelle\ntitle", 3, "", "Kein gültiges YAML", ""),
    ("jobs.yml", FILES["jobs.yml"], "id: stelle\n", 1, "", "Hier muss eine Liste stehen.", "- id: …"),
    ("jobs.yml", FILES["jobs.yml"], "- stelle\n", 1, "", "Hier müssen Felder stehen.", "name: Wert"),
    ("town.yml", FILES["town.yml"], "", 1, "", "Hier müssen Felder stehen.", "name: Wert"),
    ("town.yml", FILES["town.yml"], "id: [", 2, "", "Kein gültiges YAML", ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "field", "message", "hint"),
    CASES,
    ids=[
        f"{file} {new.strip().splitlines()[0][:40] if new.strip() else 'without ' + old.strip()[:40]}"
        for file, old, new, *_ in CASES
    ],
)
def test_a_problem_is_reported_where_it_is(
    pack: Path, edit: Edit, file: str, old: str, new: str, line: int, field: str, message: str, hint: str
) -> None:
    edit(file, old, new)
    problems = validate_pack(pack)
    assert [(problem.file, problem.line, problem.field) for problem in problems] == [(file, line, field)]
    assert message in problems[0].message
    assert hint in problems[0].hint
    assert problems[0].severity is Severity.ERROR
    assert str(problems[0]).startswith(f"{file}:{line}: Fehler: ")


def test_all_problems_are_reported_in_one_go_by_file_and_line(pack: Path, edit: Edit) -> None:
    edit("places.yml", "name: Laden", "nmae: Laden")
    edit("places.yml", "Mo-Fr 08:00-18:00", "9-18 Uhr")
    edit("jobs.yml", "Teilzeit", "Teilzei")
    edit("events.yml", "[veranstaltungen]", "[feste, märkte]")
    found = [(problem.file, problem.line, problem.field) for problem in validate_pack(pack)]
    assert found == [
        ("events.yml", 6, "topics"),
        ("events.yml", 6, "topics"),
        ("jobs.yml", 4, "working_time"),
        ("places.yml", 7, "hours"),
        ("places.yml", 12, "name"),
        ("places.yml", 13, "nmae"),
    ]


def test_what_refers_to_a_wrong_place_is_not_wrong_for_that(pack: Path, edit: Edit) -> None:
    edit("places.yml", "name: Laden", "nmae: Laden")
    assert {problem.file for problem in validate_pack(pack)} == {"places.yml"}


def test_a_category_without_words_of_its_own_is_only_a_hint(pack: Path, edit: Edit) -> None:
    edit("places.yml", "[shop=books]", "[shop=bokos]")
    (problem,) = validate_pack(pack)
    assert problem.severity is Severity.WARNING
    assert str(problem) == (
        "places.yml:15: Hinweis: Feld categories: »shop=bokos« ist nicht bekannt. → Meintest du »shop=books«?"
    )


def test_a_file_of_no_kind_is_only_a_hint(pack: Path) -> None:
    (pack / "läden.yml").write_text("- id: x", encoding="utf-8")
    (pack / "places.yaml").write_text("- id: y", encoding="utf-8")
    problems = validate_pack(pack)
    assert [problem.file for problem in problems] == ["läden.yml", "places.yaml"]
    assert {problem.severity for problem in problems} == {Severity.WARNING}


def test_files_of_one_kind_are_read_together(pack: Path) -> None:
    (pack / "places-mehr.yml").write_text(
        "- {id: laden, name: Noch einer, categories: [shop=books], district: Nord}", encoding="utf-8"
    )
    (problem,) = validate_pack(pack)
    assert (problem.file, problem.line) == ("places.yml", 12)
    assert "places-mehr.yml:1" in problem.message


def test_a_file_that_is_not_utf8_is_a_problem(pack: Path) -> None:
    (pack / "jobs.yml").write_bytes("- id: bäcker".encode("latin-1"))
    (problem,) = validate_pack(pack)
    assert (problem.file, problem.message) == ("jobs.yml", "Die Datei ist nicht in UTF-8 gespeichert.")


def test_a_file_with_a_control_character_is_a_problem_at_its_line(pack: Path) -> None:
    (pack / "jobs.yml").write_text("- id: ä\n  title: \x07\n", encoding="utf-8")
    (problem,) = validate_pack(pack)
    assert (problem.file, problem.line) == ("jobs.yml", 2)


def test_a_few_lines_that_stand_for_millions_are_refused(pack: Path) -> None:
    lines = ["- a0: &a0 [x, x, x, x, x, x, x, x]"]
    lines += [f"- a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 8)}]" for n in range(1, 12)]
    (pack / "jobs.yml").write_text("\n".join(lines), encoding="utf-8")
    (problem,) = validate_pack(pack)
    assert problem.message == "Die Datei hat zu viele Werte."


def test_a_pack_without_a_town_is_none(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"fehlt town\.yml"):
        validate_pack(tmp_path)
    with pytest.raises(PackError, match=r"nirgendwo.*bottrop"):
        find_pack("nirgendwo")
    assert find_pack("bottrop").name == "bottrop"


def test_a_pack_is_found_by_its_folder(pack: Path) -> None:
    assert find_pack(str(pack)) == pack


def test_numbers_that_are_texts_stay_as_they_are_written(pack: Path, edit: Edit) -> None:
    edit("town.yml", "  district: Mitte", "  postcode: 01067\n  phone: 02041123")
    assert load_town(pack).office_address.postcode == "01067"
    assert load_town(pack).office_contact.phone == "02041123"


def test_the_town_of_a_broken_file_tells_what_is_wrong(pack: Path, edit: Edit) -> None:
    edit("town.yml", "demo: true", "demmo: true")
    with pytest.raises(PackError) as refused:
        load_town(pack)
    assert [(problem.line, problem.field) for problem in refused.value.problems] == [(3, "demmo")]
    assert "Meintest du »demo«?" in str(refused.value)


def test_names_are_read_past_entries_that_are_wrong(pack: Path) -> None:
    assert read_place_names(pack) == [("baeckerei", "Bäckerei", ()), ("laden", "Laden", ("lädchen",))]
    for text in (
        "5",
        "- {id: 1, name: x}\n- {id: a, name: A, aliases: b}\n- [c]\n- {id: d, name: D}",
        "a: [",
    ):
        (pack / "places.yml").write_text(text, encoding="utf-8")
        assert read_place_names(pack) in ([], [("d", "D", ())])


def test_until_in_utc_is_a_repetition_as_in_the_standard(pack: Path, edit: Edit) -> None:
    edit("events.yml", "BYDAY=TH", "BYDAY=TH;UNTIL=20281231T220000Z")
    assert validate_pack(pack) == []


# ----- dates


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("2027-05-03", "2026-11-24", "2027-05-03"),
        ("+0", "2026-11-24", "2026-11-24"),
        ("+10", "2026-12-24", "2027-01-03"),
        ("-3", "2028-03-02", "2028-02-28"),
        ("next 08-01", "2026-07-31", "2026-08-01"),
        ("next 08-01", "2026-08-01", "2026-08-01"),
        ("next 08-01", "2026-08-02", "2027-08-01"),
        ("next 02-29", "2026-01-01", "2026-03-01"),
        ("next 02-29", "2028-01-01", "2028-02-29"),
    ],
)
def test_a_date_counts_from_the_day_of_loading(text: str, today: str, day: str) -> None:
    assert parse_date(text).resolve(date.fromisoformat(today)).isoformat() == day


@pytest.mark.parametrize(
    ("first", "last", "today", "days"),
    [
        ("+3", "+5", "2026-12-30", "2027-01-02 2027-01-04"),
        ("next 12-24", "next 01-02", "2026-11-24", "2026-12-24 2027-01-02"),
        ("next 12-24", "next 01-02", "2026-12-28", "2026-12-24 2027-01-02"),
        ("next 12-24", "next 01-02", "2027-01-01", "2026-12-24 2027-01-02"),
        ("next 12-24", "next 01-02", "2027-01-03", "2027-12-24 2028-01-02"),
        ("next 07-10", "next 07-12", "2026-07-11", "2026-07-10 2026-07-12"),
        ("next 07-10", "next 07-12", "2026-07-13", "2027-07-10 2027-07-12"),
        ("2026-12-24", "next 01-02", "2026-11-24", "2026-12-24 2027-01-02"),
        ("2026-12-24", "next 12-26", "2026-11-24", "2026-12-24 2026-12-26"),
    ],
)
def test_a_range_is_the_one_that_runs_or_comes(first: str, last: str, today: str, days: str) -> None:
    start, end = resolve_range(parse_date(first), parse_date(last), date.fromisoformat(today))
    assert f"{start} {end}" == days


DATES = st.one_of(
    st.integers(-400, 400).map("{:+d}".format),
    st.dates(date(2024, 1, 1), date(2024, 12, 31)).map("next {:%m-%d}".format),
)


@given(DATES, st.dates(date(2024, 2, 29), date(2032, 12, 31)))
def test_a_coming_date_comes_within_a_year(text: str, today: date) -> None:
    day = parse_date(text).resolve(today)
    if text.startswith("next"):
        assert 0 <= (day - today).days <= 366
    else:
        assert (day - today).days == int(text)


@given(
    st.dates(date(2024, 1, 1), date(2024, 12, 31)).map("next {:%m-%d}".format),
    st.dates(date(2024, 1, 1), date(2024, 12, 31)).map("next {:%m-%d}".format),
    st.dates(date(2024, 3, 1), date(2032, 12, 31)),
)
def test_a_coming_range_is_never_over_and_never_turned(first: str, last: str, today: date) -> None:
    start, end = resolve_range(parse_date(first), parse_date(last), today)
    assert start <= end
    assert end >= today


# ----- the JSON Schema


def test_the_schema_has_every_file_and_says_what_a_date_is() -> None:
    schema = json_schema()
    assert set(schema["properties"]) == {"town", "vocabulary", *LIST_FILES}
    assert schema["required"] == ["town"]
    place = schema["$defs"]["PlaceEntry"]
    assert place["required"] == ["id", "name", "categories", "district"]
    assert place["additionalProperties"] is False
    exception = schema["$defs"]["ExceptionDays"]["properties"]
    assert exception["from"]["type"] == exception["to"]["type"] == ["string", "integer"]
    assert json.loads(json.dumps(schema)) == schema


# ----- garbage

SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20), st.dates(),
    st.sampled_from(["+3", "next 02-29", "Mo-Fr 08:00-18:00", "shop=bakery", "baeckerei", "Mitte", "24/7", "0", "٣"]),
)  # fmt: skip
KEYS = st.one_of(
    st.sampled_from(
        sorted({name for model in LIST_FILES.values() for name in model.model_fields} | {"from", "to"})
    ),
    st.sampled_from(["districts", "office", "imprint", "tag", "names", "hours"]),
    st.text(max_size=8),
)
DATA = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=6)),
    max_leaves=12,
)
YAML_BITS = st.lists(
    st.sampled_from(
        ["- ", "  ", "\n", "id: ", "name: ", "[", "]", "{", "}", ": ", "&a ", "*a", "!!int ", "!!bool ", "!!timestamp x", "|",
         "|\n", ">", "'", '"', "#", "?", "%", "@", "`", "\t", "---\n", "...\n", "<<: ", "0x1", "1e9", "ä", "\u2028", "🥨", "x"]
    ),
    max_size=30,
).map("".join)  # fmt: skip
NAMES = st.sampled_from(sorted(FILES))
GARBAGE = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def check(pack: Path, file: str, content: str | bytes) -> list[Problem]:
    for name, text in FILES.items():
        (pack / name).write_text(text, encoding="utf-8")
    (pack / file).write_bytes(content if isinstance(content, bytes) else content.encode())
    problems = validate_pack(pack)
    for problem in problems:
        assert problem.line >= 1
        assert "Input should" not in str(problem)
    return problems


@GARBAGE
@given(NAMES, YAML_BITS)
def test_garbage_never_crashes_the_validator(pack: Path, file: str, text: str) -> None:
    check(pack, file, text)


@GARBAGE
@given(NAMES, st.binary(max_size=60))
def test_bytes_never_crash_the_validator(pack: Path, file: str, content: bytes) -> None:
    check(pack, file, content)


@GARBAGE
@given(NAMES, st.one_of(DATA, st.lists(st.dictionaries(KEYS, DATA, max_size=8), max_size=3)))
def test_data_of_another_shape_never_crashes_the_validator(pack: Path, file: str, data: object) -> None:
    check(pack, file, json.dumps(data, default=str))


@GARBAGE
@given(st.data())
def test_one_wrong_value_never_crashes_the_validator(pack: Path, data: st.DataObject) -> None:
    file = data.draw(NAMES)
    lines = FILES[file].splitlines()
    number = data.draw(st.integers(0, len(lines) - 1))
    key, colon, _ = lines[number].partition(": ")
    value = json.dumps(data.draw(DATA), default=str) if data.draw(st.booleans()) else data.draw(YAML_BITS)
    lines[number] = f"{key}{colon}{value}"
    check(pack, file, "\n".join(lines))
