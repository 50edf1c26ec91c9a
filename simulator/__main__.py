"""Run the simulator alone: `python -m simulator [--host HOST] [--port PORT] [--token TOKEN]`."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import signal
import sys

from simulator.errors import SimulatorError
from simulator.server import DEFAULT_HOST, DEFAULT_PORT, DEFAULT_TOKEN, SimulatorServer

_SECONDS_BETWEEN_LOOKS = 0.5


async def run(server: SimulatorServer, parent: int | None = None) -> None:
    """Serve until the process is asked to end, or its parent is gone."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):
            loop.add_signal_handler(number, ended.set)
    async with server:
        print(f"Chat-Seite: {server.page_url}")
        print(f"Bot-API:    base_url={server.base_url}  Token={server.token}", flush=True)
        watch = asyncio.create_task(_watch(parent, ended)) if parent is not None else None
        await ended.wait()
        if watch is not None:
            watch.cancel()


async def _watch(parent: int, ended: asyncio.Event) -> None:
    """A process whose parent is gone belongs to another one."""
    while os.getppid() == parent:  # noqa: ASYNC110 (the system tells nobody)
        await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)
    ended.set()


def main() -> int:
    """Read the options and serve."""
    parser = argparse.ArgumentParser(prog="python -m simulator", description=__doc__)
    parser.add_argument("--host", default=DEFAULT_HOST)
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="0 picks a free one")
    parser.add_argument("--token", default=DEFAULT_TOKEN)
    parser.add_argument("--end-with", type=int, metavar="PID", help="end when this parent process ends")
    options = parser.parse_args()
    try:
        asyncio.run(run(SimulatorServer(options.host, options.port, token=options.token), options.end_with))
    except SimulatorError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
