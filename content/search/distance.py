"""Distances inside a town."""

import math

from content.entries import Coordinates

_METRES_PER_DEGREE = 111_195.0
"""Along a meridian, on a sphere of 6,371 km."""


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
