"""What every job is given."""

from dataclasses import dataclass
from pathlib import Path

from content.clock import Clock
from content.database import Database


@dataclass(frozen=True)
class JobContext:
    """The store, the clock, and the folder of the town pack in use."""

    database: Database
    clock: Clock
    pack: Path
