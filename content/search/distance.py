"""Distances inside a town."""

import math

from content.entries import Coordinates, Town

_METRES_PER_DEGREE = 111_195.0
"""Along a meridian, on a sphere of 6,371 km."""


FAR_OUTSIDE_M = 15_000.0
"""Whoever is farther than this from all districts is not in town."""


def metres_outside(town: Town, point: Coordinates) -> float | None:
    """How far it is to the nearest district, for a point far outside the town; None for any other."""
    distance = DistanceFrom(point)
    centres = [district.coordinates for district in town.districts if district.coordinates is not None]
    nearest = min((distance.metres(centre.lat, centre.lon) for centre in centres), default=0.0)
    return nearest if nearest > FAR_OUTSIDE_M else None


class DistanceFrom:
    """Measures from one point; exact to about a thousandth over the few kilometres of a town.

    Args:
        point: where from.
    """

    def __init__(self, point: Coordinates) -> None:
        self._lat = point.lat
        self._lon = point.lon
        self._metres_per_lon = _METRES_PER_DEGREE * math.cos(math.radians(point.lat))

    def metres(self, lat: float, lon: float) -> float:
        """Return the distance of a point in metres."""
        return math.hypot((lat - self._lat) * _METRES_PER_DEGREE, (lon - self._lon) * self._metres_per_lon)
