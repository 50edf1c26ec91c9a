"""The client asks in turn, keeps its time limit and leaves dead servers alone."""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable

import httpx
import pytest

import nlu.client
from nlu.client import MAX_CHARACTERS, NluClient
from nlu.types import Entity, IntentScore, NluUnavailableError

ANSWER = {
    "text": "wo gibt es brot",
    "intent": {"name": "places", "confidence": 0.97},
    "intent_ranking": [{"name": "places", "confidence": 0.97}, {"name": "place", "confidence": 0.02}],
    "entities": [
        {"entity": "thing", "value": "brot", "start": 11, "end": 15, "extractor": "CRFEntityExtractor"}
    ],
}
Handler = Callable[[httpx.Request], Awaitable[httpx.Response]]


class FakeServers:
    """Answers for any number of servers, by host; remembers who was asked what."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.texts: list[str] = []
        self.tokens: list[str | None] = []
        self.how: dict[str, Handler] = {}

    async def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url.host)
        self.texts.append(json.loads(request.content)["text"])
        self.tokens.append(request.url.params.get("token"))
        if request.url.host in self.how:
            return await self.how[request.url.host](request)
        return httpx.Response(200, json=ANSWER)


async def refuses(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("refused", request=request)


async def hangs(request: httpx.Request) -> httpx.Response:
    await asyncio.sleep(60)
    raise AssertionError("nobody waits that long")


async def fails(request: httpx.Request) -> httpx.Response:
    return httpx.Response(500)


async def babbles(request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, text="<html>")


async def denies(request: httpx.Request) -> httpx.Response:
    return httpx.Response(401)


@pytest.fixture
def servers():
    return FakeServers()


@pytest.fixture
async def make(servers):
    """Builds clients and closes them."""
    made = []

    def build(*urls: str, timeout: float = 2.0) -> NluClient:
        made.append(NluClient(urls, "secret", timeout, transport=httpx.MockTransport(servers)))
        return made[-1]

    yield build
    for client in made:
        await client.aclose()


async def test_an_answer_becomes_a_parse(make):
    parse = await make("http://a").parse("wo gibt es brot")
    assert (parse.intent, parse.confidence) == ("places", 0.97)
    assert parse.ranking == (IntentScore("places", 0.97), IntentScore("place", 0.02))
    assert parse.entities == (Entity("thing", "brot", 11, 15),)
    assert not parse.by_keywords


async def test_the_token_goes_along(make, servers):
    await make("http://a").parse("brot")
    assert servers.tokens == ["secret"]


async def test_of_a_long_message_only_the_beginning_is_read_but_the_text_stays_whole(make, servers):
    parse = await make("http://a").parse("x" * 5000)
    assert len(servers.texts[0]) == MAX_CHARACTERS
    assert len(parse.text) == 5000


async def test_a_leading_slash_does_not_command_rasa_and_offsets_stay(make, servers):
    await make("http://a").parse("/owner")
    assert servers.texts == [" owner"]


async def test_servers_take_turns(make, servers):
    client = make("http://a", "http://b")
    for _ in range(4):
        await client.parse("brot")
    assert servers.asked == ["a", "b", "a", "b"]


@pytest.mark.parametrize("how", [refuses, fails, babbles, denies])
async def test_a_server_that_does_not_answer_properly_makes_the_nlu_unavailable(make, servers, how):
    servers.how["a"] = how
    with pytest.raises(NluUnavailableError):
        await make("http://a").parse("brot")


async def test_the_next_server_answers_for_one_that_is_down(make, servers):
    servers.how["a"] = refuses
    assert (await make("http://a", "http://b").parse("brot")).intent == "places"
    assert servers.asked == ["a", "b"]


async def test_a_hanging_server_leaves_time_for_the_next(make, servers):
    servers.how["a"] = hangs
    started = time.monotonic()
    assert (await make("http://a", "http://b", timeout=0.4).parse("brot")).intent == "places"
    assert time.monotonic() - started < 0.4


async def test_a_dead_server_costs_only_the_first_message_its_time(make, servers):
    servers.how["a"] = hangs
    client = make("http://a", timeout=0.2)
    with pytest.raises(NluUnavailableError):
        await client.parse("brot")
    started = time.monotonic()
    for _ in range(20):
        with pytest.raises(NluUnavailableError):
            await client.parse("brot")
    assert time.monotonic() - started < 0.1
    assert servers.asked == ["a"]


async def test_a_server_that_comes_back_is_asked_again_without_a_message_paying(make, servers, monkeypatch):
    monkeypatch.setattr(nlu.client, "_FIRST_PROBE_AFTER", 0.02)
    servers.how["a"] = refuses
    client = make("http://a")
    with pytest.raises(NluUnavailableError):
        await client.parse("brot")
    del servers.how["a"]
    await asyncio.sleep(0.15)
    assert (await client.parse("brot")).intent == "places"


async def test_healthy_takes_a_server_back_at_once(make, servers):
    servers.how["a"] = refuses
    client = make("http://a")
    with pytest.raises(NluUnavailableError):
        await client.parse("brot")
    assert not await client.healthy()
    del servers.how["a"]
    assert await client.healthy()
    assert (await client.parse("brot")).intent == "places"


async def test_the_log_holds_neither_token_nor_message(make, servers, caplog):
    servers.how["a"] = refuses
    with pytest.raises(NluUnavailableError):
        await make("http://a").parse("sehr privat")
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("nlu")]
    assert ours
    assert not [line for line in ours if "secret" in line or "privat" in line]


def test_a_client_without_servers_is_refused():
    with pytest.raises(ValueError, match="server"):
        NluClient([], "secret")
