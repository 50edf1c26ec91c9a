"""The NLU as the bot uses it: servers run elsewhere, or one of its own that it starts and supervises."""

import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.settings import Settings
from bot.world import current_town_model
from nlu.client import NluClient
from nlu.supervisor import NluSupervisor
from nlu.types import Parse

LOG = "nlu-server.log"


class NoModelError(Exception):
    """There is no trained model that fits the code and the town's words."""


@dataclass(frozen=True)
class NluService:
    """A client, and the supervisor of the bot's own server where it runs one."""

    client: NluClient
    supervisor: NluSupervisor | None = None

    async def parse(self, text: str, hints: Sequence[str] = ()) -> Parse:
        """Parse one message; raises `NluUnavailableError`."""
        return await self.client.parse(text, hints)

    async def wait_ready(self, seconds: float) -> bool:
        """Wait until messages are understood; False when that takes longer."""
        if self.supervisor is not None:
            return await self.supervisor.wait_ready(seconds)
        return await self.client.healthy()


def find_model(settings: Settings, pack: Path) -> Path:
    """The trained model for the code and the town as they are now.

    Raises:
        NoModelError: it has to be trained first.
    """
    model = current_town_model(pack, settings.model_dir)
    if model is None:
        raise NoModelError("no trained model fits the code and the town's words; run: make setup")
    return model


@asynccontextmanager
async def open_nlu(settings: Settings, pack: Path) -> AsyncIterator[NluService]:
    """Connect to the NLU, starting one where none runs elsewhere; it ends with this context."""
    if settings.nlu_url:
        client = NluClient(settings.nlu_url, settings.nlu_token, settings.nlu_timeout)
        try:
            yield NluService(client)
        finally:
            await client.aclose()
        return
    token = secrets.token_urlsafe(24)
    log = settings.model_dir.parent / LOG
    log.parent.mkdir(parents=True, exist_ok=True)
    supervisor = NluSupervisor(settings.nlu_python, find_model(settings, pack), settings.nlu_port, token, log)
    client = NluClient([supervisor.url], token, settings.nlu_timeout)
    await supervisor.start()
    try:
        yield NluService(client, supervisor)
    finally:
        await client.aclose()
        await supervisor.stop()
