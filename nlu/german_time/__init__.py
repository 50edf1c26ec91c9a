"""German time expressions, resolved against a given moment: "heute nach 18 Uhr", "Samstagnachmittag", "an Fronleichnam".

A message becomes canonical words (`words`), the grammar finds its phrases of time in them (`scanning`, with one module
for each family of phrases), and these are put together into one time (`resolving`).
"""

from datetime import datetime

from nlu.german_time.phrases import Setting
from nlu.german_time.readings import HolidayLookup, TimeReading, TimeSpan, TimeWish
from nlu.german_time.resolving import resolve
from nlu.german_time.scanning import find_mentions
from nlu.german_time.words import read_words

__all__ = ["HolidayLookup", "TimeReading", "TimeSpan", "TimeWish", "read_time"]


def read_time(text: str, now: datetime, holidays: HolidayLookup) -> TimeReading:
    """Resolve the time that a message names.

    Args:
        text: the message as typed.
        now: the moment at which it is read, in the zone that people mean.
        holidays: the public holidays of a year where the town lies.
    """
    mentions = find_mentions(read_words(text), Setting(now, holidays))
    return resolve(mentions, text, now)
