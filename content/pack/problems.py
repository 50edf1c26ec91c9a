"""What is wrong with a town pack, told so that a clerk can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """Whether a problem keeps the pack from being loaded."""

    ERROR = "Fehler"
    WARNING = "Hinweis"


@dataclass(frozen=True)
class Problem:
    """One problem; `line` counts from 1, `hint` says in German how to repair it."""

    file: str
    line: int
    field: str
    message: str
    hint: str = ""
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: "
        field = f"Feld {self.field}: " if self.field else ""
        hint = f" → {self.hint}" if self.hint else ""
        return f"{where}{self.severity.value}: {field}{self.message}{hint}"


class FieldError(ValueError):
    """A value that a field cannot have; said in German, with a hint how to mend it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class PackError(Exception):
    """A pack cannot be used; nothing was changed. `problems` has every one."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__("\n".join([message, *(str(problem) for problem in problems)]))
        self.problems = tuple(problems)
