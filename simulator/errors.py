"""The errors that the Bot API answers with."""

from __future__ import annotations

from typing import Any


class SimulatorError(Exception):
    """Base of all errors of this package."""


class ApiError(SimulatorError):
    """A Bot API call that fails; becomes Telegram's error object.

    Args:
        code: the HTTP status and `error_code`.
        description: the wording, complete with its prefix ("Bad Request: ...").
        parameters: Telegram's `ResponseParameters`, such as `retry_after`.
    """

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def to_json(self) -> dict[str, Any]:
        """Return the body of the error response."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class SeatError(SimulatorError):
    """A person tried something that the chat does not offer, such as a button that is not there."""


def bad_request(what: str) -> ApiError:
    """Return a 400 with Telegram's prefix."""
    return ApiError(400, f"Bad Request: {what}")


def forbidden(what: str) -> ApiError:
    """Return a 403 with Telegram's prefix."""
    return ApiError(403, f"Forbidden: {what}")


def conflict(what: str) -> ApiError:
    """Return a 409 with Telegram's prefix."""
    return ApiError(409, f"Conflict: {what}")
