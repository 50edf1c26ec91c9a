"""Which methods the Bot API has; a method's parameters are declared by its function's signature."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args, get_type_hints

from simulator.api.parameters import Parameter, RawCall
from simulator.state import SimulatorState

F = TypeVar("F", bound=Callable[..., Any])


@dataclass
class Connection:
    """What calls share beside the state.

    Attributes:
        poll_number: number of the latest getUpdates; an older one that is still open has to end.
        closing: whether the server is stopping.
    """

    poll_number: int = 0
    closing: bool = False


@dataclass(frozen=True)
class Call:
    """One call of a method."""

    state: SimulatorState
    connection: Connection


@dataclass(frozen=True)
class ApiMethod:
    """A method with its declared parameters."""

    name: str
    function: Callable[..., Any]
    parameters: tuple[Parameter, ...]

    async def __call__(self, call: Call, raw: RawCall) -> Any:
        """Read the parameters and run the method.

        Raises:
            ApiError: what the Bot API would answer.
        """
        arguments = {parameter.name: parameter.read(raw) for parameter in self.parameters}
        result = self.function(call, **arguments)
        return await result if isinstance(result, Awaitable) else result


class Registry:
    """Methods by name; Telegram does not mind the case."""

    def __init__(self) -> None:
        self._methods: dict[str, ApiMethod] = {}

    def method(self, name: str) -> Callable[[F], F]:
        """Declare a function as a method of the Bot API.

        The function takes the `Call` first; every keyword parameter with its type and default is one of the
        method's parameters.
        """

        def declare(function: F) -> F:
            hints = get_type_hints(function)
            declared = [
                Parameter(parameter.name, _bare(hints[parameter.name]), parameter.default)
                for parameter in inspect.signature(function).parameters.values()
                if parameter.kind is inspect.Parameter.KEYWORD_ONLY
            ]
            self._methods[name.lower()] = ApiMethod(name, function, tuple(declared))
            return function

        return declare

    def find(self, name: str) -> ApiMethod | None:
        """Return a method, or None when there is none of this name."""
        return self._methods.get(name.lower())

    def names(self) -> list[str]:
        """Return the names of all methods."""
        return sorted(method.name for method in self._methods.values())


def _bare(hint: Any) -> Any:
    """Return `X` for `X | None`."""
    if isinstance(hint, UnionType):
        (hint,) = (part for part in get_args(hint) if part is not NoneType)
    return hint


REGISTRY = Registry()
