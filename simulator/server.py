"""The simulator as a web application and as a server to start and stop."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from simulator.api.registry import Connection
from simulator.bot_endpoint import BotEndpoint
from simulator.errors import SimulatorError
from simulator.page_api import PageApi
from simulator.state import SimulatorState

DEFAULT_TOKEN = "1234567890:SIMULATOR"
DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8080
PAGE_FOLDER = Path(__file__).parent / "page"
SECURITY_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_STOP_SECONDS = 1


def create_app(state: SimulatorState | None = None, *, token: str = DEFAULT_TOKEN) -> Starlette:
    """Build the application: Bot API, page and the page's API.

    Args:
        state: what to serve; a new one when None. Reachable as `app.state.simulator`.
        token: the only token that the Bot API accepts; its number becomes the bot's id.
    """
    served = state or SimulatorState(bot_id=int(token.partition(":")[0]))
    connection = Connection()
    bot = BotEndpoint(served, connection, token)
    app = Starlette(
        routes=[
            Route("/bot{token}/{method}", bot.call, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", bot.download),
            Mount("/api", routes=PageApi(served, connection).routes()),
            Route("/", _page),
            Mount("/page", StaticFiles(directory=PAGE_FOLDER)),
        ],
        middleware=[Middleware(_SecurityHeaders)],
    )
    app.state.simulator = served
    app.state.connection = connection
    return app


async def _page(request: Request) -> Response:
    return FileResponse(PAGE_FOLDER / "index.html", headers={"Cache-Control": "no-cache"})


class _SecurityHeaders:
    """Adds the page's security headers to every response."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                extra = [(k.lower().encode(), v.encode()) for k, v in SECURITY_HEADERS.items()]
                if scope["path"].startswith("/page/"):
                    extra.append((b"cache-control", b"no-cache"))
                message["headers"] = [*message["headers"], *extra]
            await send(message)

        await self._app(scope, receive, send_with_headers)


class _QuietServer(uvicorn.Server):
    """A uvicorn server that leaves the signals to the process it runs in."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class SimulatorServer:
    """A simulator that runs inside the current event loop.

    Args:
        host: the address to listen on.
        port: 0 picks a free one.
        state: what to serve; a new one when None.
        token: the only token that the Bot API accepts.
    """

    def __init__(
        self,
        host: str = DEFAULT_HOST,
        port: int = DEFAULT_PORT,
        *,
        state: SimulatorState | None = None,
        token: str = DEFAULT_TOKEN,
    ) -> None:
        self._host = host
        self._port = port
        self.token = token
        self._app = create_app(state, token=token)
        self._server: uvicorn.Server | None = None
        self._running: asyncio.Task[None] | None = None

    @property
    def state(self) -> SimulatorState:
        """What the simulator knows."""
        served = self._app.state.simulator
        assert isinstance(served, SimulatorState)
        return served

    @property
    def page_url(self) -> str:
        """The chat page's address."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}/"

    @property
    def base_url(self) -> str:
        """What python-telegram-bot's `base_url` has to be; the token follows it directly."""
        return f"{self.page_url}bot"

    @property
    def base_file_url(self) -> str:
        """What python-telegram-bot's `base_file_url` has to be."""
        return f"{self.page_url}file/bot"

    async def start(self) -> None:
        """Listen and return once requests are answered.

        Raises:
            SimulatorError: when the address is taken or not ours.
        """
        listener = self._listen()
        self._port = listener.getsockname()[1]
        self._connection.closing = False
        config = uvicorn.Config(
            self._app,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=_STOP_SECONDS,
        )
        self._server = _QuietServer(config)
        self._running = asyncio.create_task(self._server.serve(sockets=[listener]), name="simulator")
        while not self._server.started:
            if self._running.done():
                await self._running
                raise SimulatorError("The simulator ended while it was starting.")
            await asyncio.sleep(0.01)

    async def stop(self) -> None:
        """Stop within two seconds; open long polls and event streams are ended."""
        if self._server is None or self._running is None:
            return
        self._connection.closing = True
        self.state.updates.changed.ring()
        self.state.events.changed.ring()
        self._server.should_exit = True
        await self._running
        self._server = self._running = None

    async def wait(self) -> None:
        """Wait until the server is stopped."""
        if self._running is not None:
            await asyncio.shield(self._running)

    async def __aenter__(self) -> SimulatorServer:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    @property
    def _connection(self) -> Connection:
        connection = self._app.state.connection
        assert isinstance(connection, Connection)
        return connection

    def _listen(self) -> socket.socket:
        family = socket.AF_INET6 if ":" in self._host else socket.AF_INET
        # asyncio switches Nagle's algorithm off only where the protocol is named; with it on, every small
        # answer would wait 40 ms.
        listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((self._host, self._port))
        except OSError as error:
            listener.close()
            raise SimulatorError(f"Cannot listen on {self._host}:{self._port}: {error.strerror}") from error
        return listener


async def serve(host: str = DEFAULT_HOST, port: int = DEFAULT_PORT, *, token: str = DEFAULT_TOKEN) -> None:
    """Run a simulator until this coroutine is cancelled."""
    async with SimulatorServer(host, port, token=token) as server:
        await server.wait()
