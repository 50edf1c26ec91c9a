"""Public holidays of the town, by name; national calendars alone miss those of the state."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

import holidays


class HolidayCalendar:
    """Public holidays with their German names.

    Args:
        country: ISO 3166-1 code.
        subdivision: the state's code, such as "NW" for North Rhine-Westphalia.
    """

    def __init__(self, country: str = "DE", subdivision: str = "NW") -> None:
        self._country = country
        self._subdivision = subdivision

    def name(self, day: date) -> str | None:
        """The holiday's name, such as "Fronleichnam"; None on other days."""
        return self.year(day.year).get(day)

    def year(self, year: int) -> Mapping[date, str]:
        """All holidays of a year."""
        return _year(self._country, self._subdivision, year)


@lru_cache(maxsize=64)
def _year(country: str, subdivision: str, year: int) -> Mapping[date, str]:
    found = holidays.country_holidays(country, subdiv=subdivision, years=year, language="de")
    return {day: name for day, name in found.items() if day.year == year}
