"""`hallo-bot run`: the bot on Telegram, or on the simulator's chat page when there is no token."""

import argparse
import asyncio
import contextlib
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx
from telegram.error import InvalidToken, NetworkError

from bot.nlu_service import open_nlu
from bot.settings import ROOT, Settings
from bot.telegram_app.application import LONG_POLL_SECONDS, BotApplication, build_application, introduce
from bot.telegram_app.fair_limit import FairLimit
from bot.telegram_app.handlers import Desk
from bot.telegram_app.recorded_queue import RecordedUpdateQueue
from bot.world import build_assistant, fill_store, open_database, pack_of
from content.clock import Clock
from content.pack import load_town
from scheduler.job_context import JobContext
from scheduler.ticker import open_ticker

logger = logging.getLogger(__name__)

SIMULATOR_TOKEN = "1234567890:SIMULATOR"
"""The simulator's fixed token; it is worth nothing anywhere else."""

SIMULATOR_START_SECONDS = 15.0


class StartError(Exception):
    """The bot cannot start; the message says what to do."""


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `run`."""
    parser = commands.add_parser(
        "run", help="start the bot; without TELEGRAM_BOT_TOKEN on the simulator's chat page"
    )
    parser.set_defaults(run=lambda options, settings: run(settings))


def run(settings: Settings) -> int:
    """Run until Ctrl-C or SIGTERM."""
    asyncio.run(serve(settings))
    return 0


async def serve(settings: Settings) -> None:
    """Start everything, in the order in which people can use it, and stop it in reverse.

    Commands and buttons work as soon as the store is open; until the NLU has loaded, free text is answered by the
    keyword search.
    """
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    pack = pack_of(settings)
    town = load_town(pack)
    clock = Clock(town.time_zone)
    async with open_database(settings.database_url) as database:
        await fill_store(database, pack, clock)
        async with open_nlu(settings, pack) as nlu, open_bot_api(settings) as (token, api_url):
            assistant = await build_assistant(database, pack, nlu)
            queue = RecordedUpdateQueue(database, clock)
            application = build_application(
                token, api_url, Desk(assistant, database, clock, FairLimit(), queue), queue
            )
            async with polling(application, queue), open_ticker(JobContext(database, clock, pack)):
                await introduce(application, town)
                announce(settings, application)
                ready = asyncio.create_task(_tell_when_ready(nlu.wait_ready))
                await stopping.wait()
                print("Hallo-Bot stops.", flush=True)
                ready.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await ready


@asynccontextmanager
async def polling(application: BotApplication, queue: RecordedUpdateQueue) -> AsyncIterator[None]:
    """The application, receiving by long polling; what was received before the last stop comes first."""
    try:
        await application.initialize()
    except InvalidToken:
        raise StartError(
            "Telegram does not know this TELEGRAM_BOT_TOKEN; get a new one from BotFather"
        ) from None
    except NetworkError as error:
        raise StartError(f"the Bot API does not answer: {error.message}") from None
    updater = application.updater
    if updater is None:
        raise StartError("the application was built without an updater")
    try:
        left = await queue.restore(application.bot)
        if left:
            logger.info("%d updates from before the last stop are answered now", left)
        await application.start()
        await updater.start_polling(
            timeout=LONG_POLL_SECONDS, bootstrap_retries=3, drop_pending_updates=False
        )
        yield
    finally:
        if updater.running:
            await updater.stop()
        if application.running:
            await application.stop()
        await application.shutdown()


@asynccontextmanager
async def open_bot_api(settings: Settings) -> AsyncIterator[tuple[str, str]]:
    """Token and address of the Bot API: Telegram's, or a simulator started as a process of its own."""
    if not settings.uses_simulator:
        yield settings.telegram_bot_token, settings.telegram_api_url
        return
    address = f"http://{settings.simulator_host}:{settings.simulator_port}"
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "simulator",
        "--host",
        settings.simulator_host,
        "--port",
        str(settings.simulator_port),
        "--end-with",
        str(os.getpid()),
        cwd=ROOT,
        start_new_session=True,
    )
    try:
        await _wait_for(address, process)
        yield SIMULATOR_TOKEN, address
    finally:
        if process.returncode is None:
            process.terminate()
            try:
                async with asyncio.timeout(4):
                    await process.wait()
            except TimeoutError:
                process.kill()
                await process.wait()


def announce(settings: Settings, application: BotApplication) -> None:
    """Tell the operator where to chat."""
    if settings.uses_simulator:
        page = f"http://{settings.simulator_host}:{settings.simulator_port}"
        print(f"\nHallo-Bot runs. Open the chat page: {page}\nStop with Ctrl-C.\n", flush=True)
    else:
        print(f"\nHallo-Bot runs on Telegram as @{application.bot.username}. Stop with Ctrl-C.\n", flush=True)


async def _tell_when_ready(wait_ready: Callable[[float], Awaitable[bool]]) -> None:
    if await wait_ready(120):
        print("The NLU has loaded: free text is understood now.", flush=True)
    else:
        logger.warning("the NLU is not ready; the keyword search answers")


async def _wait_for(address: str, process: asyncio.subprocess.Process) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        for _ in range(int(SIMULATOR_START_SECONDS * 10)):
            if process.returncode is not None:
                raise StartError(
                    f"the simulator did not start on {address}; is SIMULATOR_PORT taken by another program?"
                )
            with contextlib.suppress(httpx.HTTPError):
                await client.get(address)
                return
            await asyncio.sleep(0.1)
    raise StartError(f"the simulator at {address} does not answer")
