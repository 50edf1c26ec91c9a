"""Answer times end to end: a message on the chat page to the reply, through the real bot, NLU and store.

`python -m bench.answers` prints a table: one person and 50 at once, p50 and p95, split into NLU, store, reply and
send, as ratios to the bare NLU parse of the same sentences in the same run (machines are noisy).
"""

import argparse
import asyncio
import re
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from bot.nlu_service import find_model
from bot.settings import load_settings
from bot.world import pack_of
from nlu.client import NluClient
from nlu.supervisor import NluSupervisor
from simulator.client import SimulatorClient
from tests.bot_process import RUNS, BotProcess

SENTENCES = (
    "wo krieg ich in kirchhellen sonntags brötchen",
    "friseur in der boy",
    "mein rohr ist geplatzt",
    "was ist am wochenende los",
    "ausbildung als elektriker",
    "hat die metzgerei kowalski samstag auf",
    "suche ein restaurant mit terrasse",
    "fair trade kaffee",
    "ich will mich selbstständig machen",
    "fahrrad kaputt",
)
TIMING = re.compile(r"timings nlu=([\d.]+) routing=([\d.]+) store_and_reply=([\d.]+) send=([\d.]+)")
TOKEN = "bench"


async def bare_parse(client: NluClient, people: int, rounds: int) -> list[float]:
    """Milliseconds of each bare parse, with so many at once."""

    async def person(number: int) -> list[float]:
        times = []
        for i in range(rounds):
            started = time.perf_counter()
            await client.parse(SENTENCES[(number + i) % len(SENTENCES)])
            times.append((time.perf_counter() - started) * 1000)
        return times

    return [t for times in await asyncio.gather(*(person(n) for n in range(people))) for t in times]


async def answers(page: str, people: int, rounds: int) -> list[float]:
    """Milliseconds from sending a message to the reply's arrival, with so many people at once."""
    async with SimulatorClient(page) as client:
        seats = [await client.add_citizen(f"Person {n}") for n in range(people)]

        async def person(number: int) -> list[float]:
            times = []
            for i in range(rounds):
                reply = await seats[number].ask(SENTENCES[(number + i) % len(SENTENCES)], timeout=60)
                times.append((reply.latency or 0.0) * 1000)
            return times

        return [t for times in await asyncio.gather(*(person(n) for n in range(people))) for t in times]


def quantiles(times: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    return statistics.median(times), sorted(times)[int(len(times) * 0.95)]


async def measure(write: Callable[[str], None]) -> None:
    """Run everything and print the table."""
    settings = load_settings()
    model = find_model(settings, pack_of(settings))
    with tempfile.TemporaryDirectory() as folder:
        async with NluSupervisor(
            settings.nlu_python, model, 0, TOKEN, Path(folder) / "nlu.log"
        ) as supervisor:
            if not await supervisor.wait_ready(120):
                raise SystemExit("the NLU did not start")
            client = NluClient([supervisor.url], TOKEN, 60.0)
            bot = BotProcess(
                Path(folder), {"NLU_URL": supervisor.url, "NLU_TOKEN": TOKEN, "NLU_TIMEOUT": "60"}
            )
            bot.start()
            try:
                await asyncio.to_thread(bot.wait_for, RUNS, 60)
                await answers(bot.page_url, 1, 5)
                write(f"{'':28}{'p50 ms':>9}{'p95 ms':>9}{'p50 ratio':>11}{'p95 ratio':>11}")
                for people, rounds in ((1, 12), (50, 6)):
                    await report(write, people, rounds, lambda p, r: bare_parse(client, p, r), bot)
            finally:
                await client.aclose()
                await asyncio.to_thread(bot.stop)


async def report(
    write: Callable[[str], None],
    people: int,
    rounds: int,
    bare: Callable[[int, int], Awaitable[list[float]]],
    bot: BotProcess,
) -> None:
    """One block of the table."""
    base = quantiles(await bare(people, rounds))
    seen = len(TIMING.findall(bot.output))
    whole = quantiles(await answers(bot.page_url, people, rounds))
    parts = [[float(value) for value in match] for match in TIMING.findall(bot.output)[seen:]]
    write(f"{people} at once")
    rows = [("bare NLU parse", base), ("answer, end to end", whole)]
    names = ("  of it NLU", "  of it routing", "  of it store and reply", "  of it send")
    rows += [(name, quantiles([part[i] for part in parts])) for i, name in enumerate(names) if parts]
    for name, (median, p95) in rows:
        write(f"  {name:26}{median:9.1f}{p95:9.1f}{median / base[0]:11.2f}{p95 / base[1]:11.2f}")


def main() -> None:
    """Measure and print."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    asyncio.run(measure(lambda line: print(line, flush=True)))


if __name__ == "__main__":
    main()
