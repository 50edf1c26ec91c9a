"""Asks NLU servers what a message means, within a time limit.

A server that does not answer is left alone until a look from the background finds it well again: one message at
most waits for a dead NLU, not every message.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Sequence
from typing import Any

import httpx

from nlu.hints import with_hints
from nlu.types import Entity, IntentScore, NluUnavailableError, Parse

MAX_CHARACTERS = 1000
"""How much of a message the NLU is shown; nobody asks for a shop in more."""

_PROBE_TEXT = "hallo"
_FIRST_PROBE_AFTER = 0.5
_LONGEST_BETWEEN_PROBES = 5.0

_log = logging.getLogger(__name__)


class _Server:
    """One NLU server and whether it is worth asking."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self.well = True
        self.probe: asyncio.Task[None] | None = None


class NluClient:
    """Talks to one or more NLU servers in turn.

    Args:
        urls: Base addresses, for example `http://127.0.0.1:5005`.
        token: What the servers ask for as `token`.
        timeout: Seconds that one `parse` may take over all servers.
        transport: Stands in for the network in tests.
    """

    def __init__(
        self,
        urls: Sequence[str],
        token: str,
        timeout: float = 2.0,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        if not urls:
            raise ValueError("At least one NLU server is needed")
        self._servers = [_Server(url) for url in urls]
        self._next = 0
        self._timeout = timeout
        self._http = httpx.AsyncClient(
            params={"token": token},
            timeout=timeout,
            transport=transport,
            limits=httpx.Limits(max_keepalive_connections=20, keepalive_expiry=4.0),
            trust_env=False,
        )

    async def parse(self, text: str, hints: Sequence[str] = ()) -> Parse:
        """Return what the message means; of a long one only the beginning is read.

        Args:
            text: the message.
            hints: what the town's vocabulary knows of it (`nlu.hints`).

        Raises:
            NluUnavailableError: No server answered in time.
        """
        deadline = time.monotonic() + self._timeout
        candidates = self._in_turn()
        for left, server in zip(range(len(candidates), 0, -1), candidates, strict=True):
            # Keep something of the time limit for the servers after this one.
            limit = (deadline - time.monotonic()) / (2 if left > 1 else 1)
            if limit <= 0:
                break
            try:
                return await self._ask(server, text, limit, hints)
            except NluUnavailableError as error:
                _log.warning("NLU server %s left out: %s", server.url, error)
                self._leave_alone(server)
        raise NluUnavailableError("No NLU server answered in time")

    async def healthy(self) -> bool:
        """Say whether at least one server answers now, asking all of them."""
        results = await asyncio.gather(*(self._is_well(server) for server in self._servers))
        for server, well in zip(self._servers, results, strict=True):
            if well:
                self._take_back(server)
        return any(results)

    async def aclose(self) -> None:
        """Close connections and end the looks from the background."""
        probes = [server.probe for server in self._servers if server.probe is not None]
        for probe in probes:
            probe.cancel()
        for probe in probes:
            with contextlib.suppress(asyncio.CancelledError):
                await probe
        await self._http.aclose()

    async def __aenter__(self) -> "NluClient":
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.aclose()

    def _in_turn(self) -> list[_Server]:
        start = self._next
        self._next = (start + 1) % len(self._servers)
        return [server for server in self._servers[start:] + self._servers[:start] if server.well]

    async def _ask(self, server: _Server, text: str, limit: float, hints: Sequence[str] = ()) -> Parse:
        try:
            async with asyncio.timeout(limit):
                shown = with_hints(_for_rasa(text), hints)
                response = await self._http.post(f"{server.url}/model/parse", json={"text": shown})
            response.raise_for_status()
            return read_parse(text, response.json())
        except TimeoutError as error:
            raise NluUnavailableError(f"no answer within {limit:.1f} s") from error
        except httpx.HTTPStatusError as error:
            raise NluUnavailableError(f"status {error.response.status_code}") from error
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            # The request's address holds the token, so the error's own words stay out of the log.
            raise NluUnavailableError(type(error).__name__) from error

    async def _is_well(self, server: _Server) -> bool:
        try:
            await self._ask(server, _PROBE_TEXT, self._timeout)
        except NluUnavailableError:
            return False
        return True

    def _leave_alone(self, server: _Server) -> None:
        server.well = False
        if server.probe is None or server.probe.done():
            server.probe = asyncio.create_task(self._wait_until_well(server))

    def _take_back(self, server: _Server) -> None:
        if not server.well:
            _log.info("NLU server %s is back", server.url)
        server.well = True

    async def _wait_until_well(self, server: _Server) -> None:
        pause = _FIRST_PROBE_AFTER
        while not server.well:
            await asyncio.sleep(pause)
            if await self._is_well(server):
                self._take_back(server)
            pause = min(pause * 2, _LONGEST_BETWEEN_PROBES)


def _for_rasa(text: str) -> str:
    """Shorten the text, and take from a leading slash its meaning for Rasa ("/intent"); offsets stay."""
    shown = text[:MAX_CHARACTERS]
    return " " + shown[1:] if shown.startswith("/") else shown


def read_parse(text: str, answer: dict[str, Any]) -> Parse:
    """Read Rasa's answer to `/model/parse`.

    Raises:
        KeyError, TypeError, ValueError: It is not of the expected form.
    """
    intent = answer["intent"]
    return Parse(
        text=text,
        intent=str(intent["name"] or ""),
        confidence=float(intent["confidence"]),
        ranking=tuple(
            IntentScore(str(item["name"]), float(item["confidence"]))
            for item in answer.get("intent_ranking", ())
        ),
        entities=tuple(
            Entity(
                entity=str(item["entity"]),
                value=str(item["value"]),
                start=int(item["start"]),
                end=int(item["end"]),
            )
            for item in answer.get("entities", ())
        ),
    )
