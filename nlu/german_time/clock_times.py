"""Times on the clock: "um halb acht", "ab 17.30 Uhr", "zwischen 10 und 12", "viertel nach 7"."""

import re

from nlu.german_time.meanings import HOUR, Clock, ClockTime, Relation
from nlu.german_time.phrases import Found, Rule, Setting

_RELATIONS = {
    "ab": Relation.FROM,
    "seit": Relation.FROM,
    "nach": Relation.AFTER,
    "bis": Relation.UNTIL,
    "vor": Relation.BEFORE,
    "von": Relation.BETWEEN,
    "zwischen": Relation.BETWEEN,
}
_UNITS = (
    r"euro|eur|prozent|cents?|ct|jahr\w*|tage?n?|wochen?|monate?n?|stunde|minute|sekunden?|kg|kilos?|g|gramm|mg|l|liter|ml|cl|"
    r"m|meter|cm|mm|km|kilometern?|qm|grad|zoll|watt|kw|volt|ps|person\w*|leuten?|kindern?|gaste\w*|stuck|stk|mal|fach|"
    r"zimmer\w*|platze\w*|mann|frauen|ecken|teile\w*|sorten|seiten|stufen|schritten?|raten|sterne\w*|klasse|og|etage|stock|"
    r"lj|lehrjahr\w*|mitarbeiter\w*|runden|kisten?|flaschen?|packungen|dosen|er"
)
_NO_UNIT = rf"(?! (?:{_UNITS})(?![^ ]))"
_HOUR = r"(?:2[0-4]|1[0-9]|0?[0-9])"
_HALF_DAY_HOUR = r"(?:1[0-2]|[1-9])"

_FORMS = re.compile(
    "(?:"
    rf"(?P<h>{_HOUR})(?P<sep>[:.])(?P<m>[0-5][0-9])\.?(?P<u> (?:uhr|h))?"
    rf"|(?P<uh>{_HOUR}|ein)\.? (?:uhr|h)(?: (?P<um>[0-5]?[0-9])\.?{_NO_UNIT}(?! (?:-|bis|uhr)))?"
    rf"|halb (?P<half>{_HOUR})\.?(?: uhr)?"
    rf"|(?P<three>dreiviertel|3 viertel) (?P<to3>{_HOUR})\.?(?: uhr)?"
    rf"|(?:ein )?viertel (?P<qdir>nach|vor|uber) (?P<qh>{_HOUR})\.?(?: uhr)?"
    rf"|viertel (?P<to1>{_HALF_DAY_HOUR})\.?(?: uhr)?"
    rf"|(?P<n>kurz|[1-9]|[12][0-9])(?: minute)? (?P<ndir>nach|vor) (?P<nhalf>halb )?(?P<nh>{_HOUR})\.?(?: uhr)?"
    r"|(?P<midnight>mitternacht)"
    rf"|(?P<bare>{_HOUR})\.?"
    rf"){_NO_UNIT}(?![^ ])"
)
_BEFORE_A_TIME = re.compile(
    r"(?:(?:so )?(?P<relation>um|gegen|ab|seit|nach|bis|vor|von|zwischen)(?: (?:so|zirka|circa|ca\.?|ungefahr|etwa))?(?: gegen| um)?|so|zirka|circa|ca)"
    r"(?: \.)? "
)
_BETWEEN_TWO = re.compile(r" (?:bis(?: um| gegen)?|-|und|oder|/) ")
_AFTER_A_TIME = re.compile(r" (?:rum|herum)(?![^ ])")
_CUE_BEFORE = re.compile(r"(?<![^ ])(?P<cue>noch|schon) $")
_CUE_AFTER = re.compile(r" (?P<cue>noch|schon)(?![^ ])")
_HALVES = {"schon": (0, 13 * HOUR), "noch": (12 * HOUR, 24 * HOUR)}
_KURZ = 5


def _clock_time(text: str, at: int, setting: Setting) -> Found | None:
    """The whole phrase: preposition, time, second time."""
    before = _BEFORE_A_TIME.match(text, at)
    relation = None if before is None else (before["relation"] or "so")
    first = _read_clock(text, at if before is None else before.end(), bare=relation not in {None, "so"})
    if first is None:
        return None
    clock, end = first
    connector = _BETWEEN_TWO.match(text, end)
    if connector is not None and _may_join(relation, connector[0].split()[0]):
        second = _read_clock(text, connector.end(), bare=True)
        if second is not None and (relation is not None or _is_said_in_full(text[at : second[1]])):
            return _found(text, at, second[1], Relation.BETWEEN, clock, second[0])
    if relation == "zwischen" or (relation in {None, "von", "so"} and not _is_said_in_full(text[at:end])):
        return None
    named = _RELATIONS.get(relation or "", Relation.AT)
    return _found(text, at, end, Relation.FROM if named is Relation.BETWEEN else named, clock, None)
