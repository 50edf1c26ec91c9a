"""The real Rasa: trains a small model, starts as a process, understands, and comes back when killed."""

import asyncio
import os
import signal
import time
from pathlib import Path

import httpx
import pytest

from nlu.client import NluClient
from nlu.sample_lookups import SAMPLE_LOOKUPS
from nlu.supervisor import NluState, NluSupervisor
from nlu.training import RASA_PYTHON, train

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(
        not RASA_PYTHON.exists(), reason="the Rasa environment is not made (make environments)"
    ),
]
TOKEN = "loopback-token"


def resident_mb(pid: int) -> float:
    return int(Path(f"/proc/{pid}/status").read_text().split("VmRSS:")[1].split()[0]) / 1024


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model on the sample vocabulary; the one in var/models is used where it fits."""
    kept = Path(__file__).parents[2] / "var" / "models"
    return train(
        SAMPLE_LOOKUPS, kept if kept.is_dir() else tmp_path_factory.mktemp("models"), RASA_PYTHON, print
    )


@pytest.fixture
async def supervisor(model, tmp_path):
    async with NluSupervisor(RASA_PYTHON, model, 0, TOKEN, tmp_path / "nlu.log", check_every=1.0) as running:
        assert await running.wait_ready(60), (tmp_path / "nlu.log").read_text()
        yield running


@pytest.mark.timeout(400)
async def test_rasa_understands_keeps_quiet_and_comes_back(supervisor, tmp_path):
    async with NluClient([supervisor.url], TOKEN) as client:
        parse = await client.parse("Wo krieg ich noch Brötchen in Kirchhellen?")
        assert parse.intent == "places"
        assert {(e.entity, e.value) for e in parse.entities} == {
            ("thing", "Brötchen"),
            ("location", "Kirchhellen"),
        }
        assert parse.ranking[0].intent == "places"
        assert (await client.parse("/owner")).text == "/owner"
        assert (await client.parse("")).confidence <= 1
        assert (await client.parse("🙂" * 3000)).intent

        assert resident_mb(supervisor.pid) < 500, "TensorFlow seems to be loaded"

        killed = time.monotonic()
        os.kill(supervisor.pid, signal.SIGKILL)
        async with asyncio.timeout(60):
            while supervisor.restarts == 0 or supervisor.state is not NluState.READY:
                await asyncio.sleep(0.1)
        assert time.monotonic() - killed < 60
        assert await client.healthy()
        assert (await client.parse("danke dir")).intent == "thanks"

    assert "Kirchhellen" not in (tmp_path / "nlu.log").read_text()


async def test_without_the_token_nobody_gets_an_answer(supervisor):
    async with httpx.AsyncClient(trust_env=False) as stranger:
        for params in ({}, {"token": "wrong"}):
            response = await stranger.post(
                f"{supervisor.url}/model/parse", params=params, json={"text": "hallo"}
            )
            assert response.status_code == 401
