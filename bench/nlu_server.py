"""Measures the NLU server: start to first answer, memory, time per message. `python -m bench.nlu_server`."""

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

from nlu.client import NluClient
from nlu.generate import read_data
from nlu.supervisor import NluSupervisor
from nlu.training import RASA_PYTHON

STARTS = 3
MESSAGES = 500
SECONDS_TO_START = 120.0


def resident_mb(pid: int) -> float:
    """Return the process's resident memory in MB (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


async def measure(model: Path) -> dict[str, float]:
    """Return the figures for one start of the server, times in milliseconds."""
    sentences = [e.text for data in read_data() for e in data.examples if not e.slots][:MESSAGES]
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        async with NluSupervisor(RASA_PYTHON, model, 0, "bench", Path(folder) / "nlu.log") as server:
            if not await server.wait_ready(SECONDS_TO_START):
                raise SystemExit("The NLU server did not start; try `hallo-bot run` and see its log.")
            async with NluClient([server.url], "bench", timeout=10) as client:
                await client.parse(sentences[0])
                first_answer = time.perf_counter() - started
                took = []
                for sentence in sentences:
                    begun = time.perf_counter()
                    await client.parse(sentence)
                    took.append((time.perf_counter() - begun) * 1000)
                memory = resident_mb(server.pid or 0)
            stopping = time.perf_counter()
        stopped = time.perf_counter() - stopping
    cuts = statistics.quantiles(took, n=100)
    return {
        "start to first answer, s": first_answer,
        "memory, MB": memory,
        "parse p50, ms": cuts[49],
        "parse p95, ms": cuts[94],
        "stop, s": stopped,
    }


def main() -> int:
    """Measure the newest model and print the median of several starts."""
    parser = argparse.ArgumentParser(prog="python -m bench.nlu_server", description=__doc__)
    parser.add_argument("--models", type=Path, default=Path("var/models"))
    args = parser.parse_args()
    models = sorted(args.models.resolve().glob("nlu-*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        print("No model yet: python -m nlu.training", file=sys.stderr)
        return 1
    runs = [asyncio.run(measure(models[-1])) for _ in range(STARTS)]
    print(f"model {models[-1].name}, {models[-1].stat().st_size / 1e6:.1f} MB; median of {STARTS} starts")
    for name in runs[0]:
        print(f"{name:26} {statistics.median(run[name] for run in runs):8.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
