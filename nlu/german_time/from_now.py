"""Times counted from now on the clock: "jetzt", "noch auf", "in einer halben Stunde".

Patterns are over canonical words, in which umlauts are folded: "aktuell" is "aktull".
"""

import re
from datetime import UTC, datetime, timedelta

from nlu.german_time.meanings import Meaning, Moment, Sign
from nlu.german_time.phrases import Rule, Setting, phrase

_OPEN = r"(?:offen|geoffnet)"
_AUF_ENDS_HERE = (
    r"(?=(?: [?.,]| hat| haben| ham| habt| ist| sind| is| und| oder| in| im| hier| bei| am| um| bis| bitte| heute| wer| wo"
    r"| was| wat|$))"
)
_MINUTES = {
    "viertelstunde": 15, "dreiviertelstunde": 45, "halbe": 30, "halben": 30, "anderthalb": 90, "eineinhalb": 90,
}  # fmt: skip
_DURATION = (
    r"(?:(?P<count>[0-9]{1,3}|ein) (?P<unit>stunde|h|minute)"
    r"|(?:ein )?(?P<half>halben?) stunde"
    r"|(?P<more>anderthalb|eineinhalb) stunde"
    r"|(?:ein )?(?P<quarter>viertelstunde|dreiviertelstunde))"
)
_A_DISTANCE = r"(?! (?:erreichbar|entfernung|entfernt|fussweg|laufweite|zu fuss|mit dem|vom|von|um))"


def later(now: datetime, delta: timedelta) -> datetime:
    """So much time after now, in its zone; true also where the clocks change in between."""
    if now.tzinfo is None:
        return now + delta
    return (now.astimezone(UTC) + delta).astimezone(now.tzinfo)


def _duration(match: re.Match[str]) -> timedelta:
    if match["count"] is not None:
        count = 1 if match["count"] == "ein" else int(match["count"])
        return timedelta(minutes=count) if match["unit"] == "minute" else timedelta(hours=count)
    return timedelta(minutes=_MINUTES[match["half"] or match["more"] or match["quarter"]])


def _in_a_while(match: re.Match[str], setting: Setting) -> Meaning:
    moment = later(setting.now, _duration(match))
    return Moment(moment, moment)


def _in_an_hour(match: re.Match[str], setting: Setting) -> Meaning:
    moment = later(setting.now, timedelta(hours=1))
    return Moment(moment, moment)


def _within_a_while(match: re.Match[str], setting: Setting) -> Meaning:
    delta = timedelta(hours=1) if match["hour"] else _duration(match)
    return Moment(setting.now, later(setting.now, delta))


RULES: tuple[Rule, ...] = (
    phrase(
        r"(?:ab )?(?:jetzt|sofort)|(?:im|in diesem) (?:moment|augenblick)|derzeit|zurzeit|zur zeit", Sign.NOW
    ),
    phrase(r"momentan|aktull|gerade", Sign.WEAK_NOW),
    phrase(rf"(?:immer )?noch {_OPEN}|(?:gleich|so spat) noch(?: {_OPEN}| auf)?", Sign.WEAK_NOW),
    phrase(rf"(?:immer )?noch auf{_AUF_ENDS_HERE}", Sign.WEAK_NOW),
    phrase(rf"(?:in|inner|inne) {_DURATION}{_A_DISTANCE}", _in_a_while),
    phrase(r"inner stunde", _in_an_hour),
    phrase(
        rf"(?:innerhalb(?: von)?|binnen|(?:in )?(?:der|den|die) nachsten?) {_DURATION}|(?:in )?der nachsten (?P<hour>stunde)",
        _within_a_while,
    ),
)
