"""Parts of the day: "abends", "am frühen Abend", "in der Mittagspause", "nach Feierabend".

The hours of the plain ones are those of the answer contract: morning 6-12, noon 11-14, afternoon 12-18,
evening 18-23:59, night 22-6.
"""

import re

from nlu.german_time.days import follows_a_day
from nlu.german_time.meanings import DAY_END, HOUR, PartOfDay
from nlu.german_time.phrases import Rule, Setting, phrase

_CLOCK_OF_MORNING = (4 * HOUR, 13 * HOUR)
_CLOCK_OF_AFTERNOON = (12 * HOUR, 20 * HOUR)
_CLOCK_OF_EVENING = (15 * HOUR, 25 * HOUR)

MORNING = PartOfDay((6 * HOUR, 12 * HOUR), _CLOCK_OF_MORNING)
NOON = PartOfDay((11 * HOUR, 14 * HOUR), clock=(10 * HOUR, 16 * HOUR))
AFTERNOON = PartOfDay((12 * HOUR, 18 * HOUR), _CLOCK_OF_AFTERNOON)
EVENING = PartOfDay((18 * HOUR, DAY_END), _CLOCK_OF_EVENING)
NIGHT = PartOfDay((22 * HOUR, 30 * HOUR), clock=(20 * HOUR, 32 * HOUR))

BEFORE_WORK = PartOfDay((6 * HOUR, 9 * HOUR), _CLOCK_OF_MORNING)
DAYTIME = PartOfDay((8 * HOUR, 18 * HOUR), clock=(6 * HOUR, 18 * HOUR))
UNTIL_NOON = PartOfDay((0, 12 * HOUR), _CLOCK_OF_MORNING)
FROM_NOON = PartOfDay((12 * HOUR, DAY_END), _CLOCK_OF_AFTERNOON)
LATE_AFTERNOON = PartOfDay((16 * HOUR, 18 * HOUR), _CLOCK_OF_AFTERNOON)
AFTER_WORK = PartOfDay((17 * HOUR, DAY_END), _CLOCK_OF_EVENING)
EARLY_EVENING = PartOfDay((17 * HOUR, 20 * HOUR), _CLOCK_OF_EVENING)
LATE_EVENING = PartOfDay((21 * HOUR, DAY_END), _CLOCK_OF_EVENING)

_AT = r"(?:(?:am|gegen|zum|bis|bis zum|jeden|diesen?|uber|den ganzen) )?"
_IN_THE = r"(?:(?:in|wahrend|zu|um|uber)(?: der| die| meiner| unserer)?|zur|inner|inne) "
_NO_ARTICLE_BEFORE = r"(?<!ein )(?<!der )(?<!den )(?<!dem )"
_MEAL = re.compile(r" (?:essen|brot|tisch|karte|menu|kleid)(?![^ ])")


def _morning_of_a_day(match: re.Match[str], setting: Setting) -> PartOfDay | None:
    """ "samstag morgen" and "heute morgen"; "morgen" alone is tomorrow."""
    return MORNING if follows_a_day(match.string, match.start()) else None


def _night_of_a_day(match: re.Match[str], setting: Setting) -> PartOfDay | None:
    """ "heute nacht"; "nacht" alone is part of "gute nacht"."""
    return NIGHT if follows_a_day(match.string, match.start()) else None


def _unless_a_meal(match: re.Match[str], setting: Setting) -> PartOfDay | None:
    """ "mittag essen" is a thing to do, "heute mittag essen gehen" names a time as well."""
    if _MEAL.match(match.string, match.end()) and not follows_a_day(match.string, match.start()):
        return None
    return NOON if match["noun"] == "mittag" else EVENING


RULES: tuple[Rule, ...] = (
    phrase(rf"{_AT}(?:fruhmorgens|morgens|morgends|vormittags?)", MORNING),
    phrase(r"(?:am|gegen|jeden|diesen) (?:fruhen |nachsten |spaten )?(?:morgen|vormittag)", MORNING),
    phrase(r"(?:in der |in aller )fruhe?", MORNING),
    phrase(r"(?<!wie )(?<!zu )(?<!so )(?<!sehr )fruh(?: am morgen)?", MORNING),
    phrase(r"morgen", _morning_of_a_day),
    phrase(rf"{_AT}{_NO_ARTICLE_BEFORE}(?P<noun>mittag|abend)", _unless_a_meal),
    phrase(rf"{_AT}mittags", NOON),
    phrase(rf"{_IN_THE}(?:mittagspause|mittagszeit)", NOON),
    phrase(r"(?:bis|vor)(?: zum)? mittags?", UNTIL_NOON),
    phrase(r"ab (?:mittags?|nachmittags?)", FROM_NOON),
    phrase(rf"{_AT}(?:fruhen )?nachmittags?", AFTERNOON),
    phrase(r"(?:am spaten nachmittag|spatnachmittags?)", LATE_AFTERNOON),
    phrase(rf"{_AT}abends", EVENING),
    phrase(r"ab abends?", EVENING),
    phrase(r"(?:am fruhen|am) abend", EVENING),
    phrase(r"am fruhen abend|fruher abend", EARLY_EVENING),
    phrase(r"(?:bis )?(?:spatabends?|spat(?: am)? abends?|abends? spat)|am spaten abend", LATE_EVENING),
    phrase(r"bis spat(?: in die nacht)?", LATE_EVENING),
    phrase(r"nach (?:feierabend|(?:der|meiner) arbeit|dienstschluss|buroschluss)", AFTER_WORK),
    phrase(r"vor der arbeit", BEFORE_WORK),
    phrase(r"tagsuber", DAYTIME),
    phrase(r"(?:bis |spat )?nachts|(?:spat |mitten )?(?:in der|inner|diese|kommende) nacht", NIGHT),
    phrase(r"nacht", _night_of_a_day),
)
