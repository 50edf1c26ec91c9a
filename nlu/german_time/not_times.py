"""Words that look like a time and are none, and times of which nobody told us when they are."""

from nlu.german_time.dates import MONTHS
from nlu.german_time.days import PARTS_OF_DAY
from nlu.german_time.meanings import Sign
from nlu.german_time.phrases import Rule, phrase
from nlu.german_time.words import WEEKDAYS

_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
_WISHED = (
    r"(?:tag|tach|morgen|vormittag|mittag|nachmittag|abend|nacht|wochenende|feierabend|woche|restwoche|advent"
    r"|feiertage?|weihnachten|weihnachtstage|weihnachtszeit|ostern|ostertage|osterfeiertage|pfingsten|ferien"
    rf"|silvester|{_WEEKDAY})"
)
_KINDLY = r"(?:guten?|gutes|guter|schone[nrsm]?|frohe[nrsm]?|angenehme[nrsm]?|erholsame[nrsm]?)"
_EVERYBODY = r"(?:zusammen|allerseits|leute|ihr lieben|miteinander|in die runde|auch)"
_FAREWELL = r"(?:tschuss|tschau|ciao|tscho|danke|dann|also|ok|okay|gut|bye|servus|und|mal|,|\.)"
_AGAIN = rf"(?:morgen|ubermorgen|spater|bald|nachher|heute abend|{_WEEKDAY}|(?:nachste|kommende)[ns]? (?:woche|mal))"

_GREETINGS: tuple[Rule, ...] = (
    phrase(rf"(?:ein )?{_KINDLY} {_WISHED}(?: {_WISHED})?(?: noch| {_EVERYBODY})?", Sign.NOT_TIME),
    phrase(r"nabend|^ein abend", Sign.NOT_TIME),
    phrase(rf"(?:morgen|abend|tag|mittag) {_EVERYBODY}", Sign.NOT_TIME),
    phrase(r"^(?:(?:hallo|hi|hey|na|moin) (?:, )?)?morgen(?= [,.] [^ ])", Sign.NOT_TIME),
    phrase(rf"^(?:{_FAREWELL} )*bis {_AGAIN}(?: {_FAREWELL})*$", Sign.NOT_TIME),
    phrase(r"(?:wars?|war s|reichts?|reicht s|genug|alles) (?:aber |dann )?fur heute", Sign.NOT_TIME),
)

_ROUND_THE_CLOCK: tuple[Rule, ...] = (
    phrase(r"24 (?:stunde|h)|24 / 7|7 tage die woche|rund um die uhr", Sign.NOT_TIME),
)

_STRETCH = r"(?:tage?n?|wochen?|monat(?:en?)?|jahre?n?|stunde|minute)"
_PAST: tuple[Rule, ...] = (
    phrase(rf"(?:bis |von |seit )?(?:vor)?gestern(?: (?:{PARTS_OF_DAY}))?", Sign.NOT_TIME),
    phrase(
        rf"(?:(?:am|im|in der|in den) )?(?:letzte|vergangene|vorige)[nrsm]? (?:{_WEEKDAY}s?|woche|wochenende|monat|jahr|nacht"
        r"|abend|sommer|winter|herbst|fruhling|fruhjahr|tage|wochen)",
        Sign.NOT_TIME,
    ),
    phrase(rf"(?:vor|seit|nach) (?:[0-9]+|ein|paar|ein paar|wenigen) (?:paar )?{_STRETCH}", Sign.NOT_TIME),
    phrase(rf"seit (?:dem )?(?:heute|morgens|{_WEEKDAY}|{'|'.join(MONTHS)})", Sign.NOT_TIME),
)

_THINGS: tuple[Rule, ...] = (
    phrase(rf"(?:am )?(?:nachste[nrsm]? )?verkaufsoffene[nrsm]? {_WEEKDAY}s?", Sign.NOT_TIME),
    phrase(r"[0-9]+\.? (?:gerade|grad)", Sign.NOT_TIME),
)

_HOLIDAYS_OF = r"(?:herbst|sommer|oster|weihnachts|winter|pfingst|schul|karnevals|semester)"
_NOT_TOLD: tuple[Rule, ...] = (
    phrase(
        rf"(?:(?:in|wahrend|uber|ab|bis|nach|vor)(?: den| der| die)? )?{_HOLIDAYS_OF}ferien", Sign.UNKNOWN
    ),
    phrase(r"(?:in|wahrend|uber)(?: den| der| die)? ferien|(?:in der|wahrend der) ferienzeit", Sign.UNKNOWN),
    phrase(r"(?:am |an )?bruckentag(?:e|en)?", Sign.UNKNOWN),
)

RULES: tuple[Rule, ...] = (*_GREETINGS, *_ROUND_THE_CLOCK, *_PAST, *_THINGS, *_NOT_TOLD)
