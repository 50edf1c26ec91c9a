"""A few words of every kind: shop names for the training set, and a stand-in vocabulary for tests."""

_WELL_KNOWN_OR_WHIMSICAL = (
    "althoff", "bäckerei althoff", "radhaus", "kowalski", "metzgerei kowalski", "café klatsch", "cafe extrablatt",
    "blumen schulte", "elektro przybilla", "salon gabi", "friseur haarscharf", "haarmonie", "pizzeria da toni",
    "bella italia", "dönerhaus", "bosporus grill", "zum alten fritz", "gasthof berger", "hof müller",
    "schreinerei wagner", "tischlerei holzwurm", "sanitär nowak", "nowak und söhne", "dachdecker krause",
    "malermeister schmidt", "auto becker", "kfz yilmaz", "eine welt laden", "weltladen", "buchhandlung erlenkämper",
    "bücherwurm", "optik weber", "apotheke am markt", "löwen apotheke", "rewe", "edeka", "aldi", "lidl", "dm",
    "rossmann", "kodi", "action", "saturn", "tedi", "schuhhaus lange", "reiterhof lindenhof", "fahrrad peters",
    "zweirad klein", "handyklinik", "smartphone doc", "schneiderei öztürk", "nähstübchen", "goldschmiede sander",
    "uhren becker", "trinkhalle anni", "kiosk am eck", "eisdiele venezia", "eiscafé dolomiti", "brauhaus",
    "imbiss zur zeche", "schnitzelhaus", "sushi bar", "asia wok", "hofladen schulze", "gärtnerei grün",
    "bestattungen hermann", "steinmetz vogt", "raumausstatter lenz", "glaserei blick", "schlüsseldienst meier",
    "fahrschule start", "reisebüro sonne", "tierparadies", "hundesalon bello", "copyshop", "druckerei funke",
)  # fmt: skip

# What a shop calls itself in front of its owner's name. The owners are invented.
_FORERUNNERS = (
    "bäckerei", "metzgerei", "fleischerei", "café", "cafe", "konditorei", "blumen", "elektro", "radio", "optik",
    "juwelier", "schuhhaus", "modehaus", "möbel", "autohaus", "fahrschule", "friseur", "salon", "sanitär",
    "dachdeckerei", "tischlerei", "malerbetrieb", "hotel", "gasthaus", "restaurant", "imbiss", "pizzeria", "buch",
    "zweirad", "getränke", "gartenbau", "hof", "praxis", "apotheke", "kiosk", "trinkhalle", "foto", "haus",
)  # fmt: skip
_OWNERS = (
    "hansen", "petry", "brinkmann", "özdemir", "winkler", "kaminski", "rausch", "terhorst", "beckmann",
    "demir", "lindner", "hövel", "große-wilde", "stratmann", "jansen", "wieczorek", "rossi", "nguyen",
    "pohl", "vogelsang", "tenhagen", "kruse", "baumann", "arslan", "grabowski", "feldmann", "schürmann", "lydia",
    "marie", "mehmet", "luigi", "ute", "heinrich",
)  # fmt: skip

SAMPLE_NAMES = (
    *_WELL_KNOWN_OR_WHIMSICAL,
    *(f"{forerunner} {owner}" for forerunner in _FORERUNNERS for owner in _OWNERS),
    *_OWNERS,
)
"""Names for the training set: from them the model learns what a name looks like."""

SAMPLE_LOOKUPS: dict[str, list[str]] = {
    "thing": [
        "brötchen", "kuchen", "schrauben", "blumen", "grabgesteck", "schuhe", "fahrradschlauch", "hörgerät",
        "brille", "eis", "döner", "pizza", "bücher", "schulhefte", "hundefutter", "handyhülle", "wurst", "fleisch",
        "farbe", "tapete", "kleid", "anzug", "ehering", "spielzeug", "honig", "kaffee", "tee", "kerzen", "lampe",
        "teppich", "matratze", "pommes", "frühstück", "haarschnitt", "passfotos", "geschenk", "wolle", "spargel",
    ],
    "trade": [
        "bäcker", "bäckerei", "metzger", "friseur", "klempner", "elektriker", "dachdecker", "maler", "tischler",
        "schreiner", "optiker", "apotheke", "restaurant", "café", "eisdiele", "kiosk", "supermarkt", "buchladen",
        "schlüsseldienst", "schneiderei", "autowerkstatt", "fahrradladen", "blumenladen", "wochenmarkt", "imbiss",
        "italiener", "grieche", "kneipe", "biergarten", "juwelier", "goldschmied", "steinmetz", "glaser", "gärtner",
        "reinigung", "kosmetik", "nagelstudio", "weltladen", "baumarkt", "tierhandlung", "schuster",
    ],
    "problem": [
        "rohr geplatzt", "heizung kaputt", "schlüssel abgebrochen", "ausgesperrt", "handy kaputt", "display kaputt",
        "reifen platt", "dach undicht", "kein strom", "abfluss verstopft", "brille zerbrochen", "zahn abgebrochen",
        "waschmaschine läuft nicht", "fenster kaputt", "wasser im keller", "auto springt nicht an",
        "hose zu lang", "absatz abgebrochen", "uhr stehen geblieben",
    ],
    "location": [
        "bottrop", "kirchhellen", "stadtmitte", "innenstadt", "boy", "eigen", "fuhlenbrock", "batenbrock", "welheim",
        "ebel", "vonderort", "grafenwald", "feldhausen", "rathaus", "hauptbahnhof", "zob", "gladbecker straße",
        "hansastraße", "altmarkt", "berliner platz",
    ],
    "occupation": [
        "elektroniker", "bäckerin", "verkäuferin", "kauffrau im einzelhandel", "koch", "kfz-mechatroniker",
        "friseurin", "tischler", "anlagenmechaniker", "mediengestalter", "industriekaufmann", "bürokauffrau",
        "zahnmedizinische fachangestellte", "erzieherin", "dachdecker", "maler und lackierer", "fachinformatiker",
        "lagerlogistik", "gärtner", "mechatroniker",
    ],
    "attribute": [
        "fairtrade", "fair gehandelt", "vegan", "vegetarisch", "halal", "barrierefrei", "mit lieferservice",
        "zum mitnehmen", "mit außensitzplätzen", "bio", "glutenfrei", "secondhand", "mit kartenzahlung", "regional",
    ],
    "topic": [
        "existenzgründung", "gründung", "förderung", "fördermittel", "gewerbeflächen", "ladenlokal",
        "digitalisierung", "fachkräfte", "fairtrade town", "wirtschaftsallianz", "ausbildung", "netzwerk",
    ],
}  # fmt: skip
