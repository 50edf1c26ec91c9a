"""The whole bot as people meet it: real Rasa, real store, the Bot API over HTTP."""

import asyncio
import os
import signal
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from simulator.client import NoReplyError, SimulatorClient
from simulator.server import SimulatorServer
from tests.bot_process import RUNS, UNDERSTANDS, BotProcess, children_of, free_port, processes_with
from tests.throwaway_postgres import PostgresServer

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(180)]


async def test_a_question_in_sloppy_german_is_answered_with_the_right_shop(bot: BotProcess) -> None:
    async with SimulatorClient(bot.page_url) as people:
        anna = await people.add_citizen("Anna")
        reply = await anna.ask("wo krieg ich in kirchhellen sonntags brötchen")
        assert "Bäckerei Althoff" in reply.text
        assert "Demo-Inhalt" in reply.text


async def test_a_list_can_be_paged_in_place_and_opened(bot: BotProcess) -> None:
    async with SimulatorClient(bot.page_url) as people:
        anna = await people.add_citizen("Anna")
        first = await anna.ask("welche läden gibt es")
        await anna.press("Mehr ›")
        second = await anna.wait_for_reply()
        assert second.edited
        assert second.message_id == first.message_id
        assert second.text != first.text
        await anna.press("6")
        card = await anna.wait_for_reply()
        assert (
            "Öffnungszeiten" in card.text or "nach Vereinbarung" in card.text or "nicht bekannt" in card.text
        )


async def test_conversations_of_two_people_do_not_mix(bot: BotProcess) -> None:
    async with SimulatorClient(bot.page_url) as people:
        anna, mehmet = await people.add_citizen("Anna"), await people.add_citizen("Mehmet")
        await asyncio.gather(anna.ask("bäcker in kirchhellen"), mehmet.ask("friseur in der boy"))
        answer = await mehmet.ask("und in stadtmitte?")
        assert "Friseur" in answer.text
        assert "Bäcker" not in answer.text


async def test_a_shared_location_answers_the_question_before_it(bot: BotProcess) -> None:
    async with SimulatorClient(bot.page_url) as people:
        anna = await people.add_citizen("Anna")
        asked = await anna.ask("wo ist hier in der nähe ein bäcker")
        assert "Standort" in asked.text
        await anna.share_location(51.6053, 6.9227)
        answer = await anna.wait_for_reply()
        assert "Bäckerei Althoff" in answer.text
        assert " m" in answer.text


async def test_a_pin_and_a_calendar_file_are_sent(bot: BotProcess) -> None:
    async with SimulatorClient(bot.page_url) as people:
        anna = await people.add_citizen("Anna")
        await anna.say("/start p_baeckerei-althoff")
        await anna.wait_for_text("Bäckerei Althoff")
        await anna.press("Auf der Karte")
        pin = await anna.wait_for_reply()
        assert pin.message["venue"]["title"] == "Bäckerei Althoff"
        if "keine Veranstaltung" in (await anna.ask("/termine")).text:
            pytest.skip("the town has no events")
        await anna.press("1")
        await anna.wait_for_text("🗓")
        await anna.press("In meinen Kalender")
        file = await anna.wait_for_reply()
        content = await people.file(file.message["document"]["file_id"])
        assert content.startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize(
    "text",
    [
        "🥐🥐🥐",
        "x" * 4096,
        "<b>fett & <script>alert(1)</script>",
        "مرحبا أين المخبز",
        "????",
        "/unbekannt",
        "a" * 300 + " bäcker",
    ],
    ids=["emoji", "longest", "markup", "right-to-left", "marks", "unknown-command", "long-word"],
)
async def test_strange_messages_get_a_sensible_answer(bot: BotProcess, text: str) -> None:
    async with SimulatorClient(bot.page_url) as people:
        person = await people.add_citizen("Karla")
        reply = await person.ask(text)
        assert reply.text
        assert "schiefgegangen" not in reply.text


async def test_voice_photo_and_sticker_get_a_sensible_answer(bot: BotProcess) -> None:
    async with SimulatorClient(bot.page_url) as people:
        person = await people.add_citizen("Karla")
        for send in (person.send_voice, person.send_photo, person.send_sticker):
            await send()
            assert (await person.wait_for_reply()).text


async def test_an_old_or_forged_button_is_answered_kindly(bot: BotProcess) -> None:
    async with SimulatorClient(bot.page_url) as people:
        person = await people.add_citizen("Karla")
        reply = await person.ask("bäcker")
        for data in ("l:0:999", "p:0:gibt-es-nicht", "unsinn", "r:7:99"):
            query = await person.press_data(reply.message_id, data, forged=True)
            answer = await person.wait_for_answer(query)
            assert answer.text


async def test_one_person_cannot_flood_the_bot(bot: BotProcess) -> None:
    async with SimulatorClient(bot.page_url) as people:
        person = await people.add_citizen("Flut")
        for _ in range(20):
            await person.say("/hilfe")
        replies = await person.wait_until_quiet()
        texts = [reply.text for reply in replies]
        assert sum("zu schnell" in text for text in texts) == 1
        assert len(texts) < 20


async def test_with_the_nlu_killed_the_next_answer_comes_and_it_is_back_within_a_minute(
    fresh_bot: BotProcess,
) -> None:
    fresh_bot.wait_for(UNDERSTANDS, 90)
    async with SimulatorClient(fresh_bot.page_url) as people:
        anna = await people.add_citizen("Anna")
        own = children_of(fresh_bot.pid, "nlu.server")
        assert own
        for pid in own:
            os.kill(pid, signal.SIGKILL)
        killed = time.monotonic()
        answer = await anna.ask("bäcker in kirchhellen", timeout=5)
        assert "Bäckerei Althoff" in answer.text
        assert "Stichwörter" in answer.text
        while "Stichwörter" in (await anna.ask("bäcker in kirchhellen", timeout=5)).text:
            assert time.monotonic() - killed < 60
            await asyncio.sleep(2.1)


async def test_a_killed_bot_leaves_no_process_and_starts_again(tmp_path: Path) -> None:
    first = BotProcess(tmp_path)
    first.start()
    first.wait_for(RUNS, 30)
    async with SimulatorClient(first.page_url) as people:
        assert (await (await people.add_citizen("Anna")).ask("/hilfe")).text
    first.stop(signal.SIGKILL)
    await gone(first)
    second = BotProcess(tmp_path)
    second.start()
    second.wait_for(RUNS, 30)
    try:
        async with SimulatorClient(second.page_url) as people:
            assert (await (await people.add_citizen("Anna")).ask("/hilfe")).text
    finally:
        seconds = second.stop()
    assert seconds < 10
    await gone(second)


async def gone(bot: BotProcess) -> None:
    """Wait until nothing of a bot is left: its NLU and its simulator look after themselves each second."""
    async with asyncio.timeout(10):
        while processes_with(f"--port {bot.port}"):
            await asyncio.sleep(0.1)


@asynccontextmanager
async def silent_nlu() -> AsyncIterator[str]:
    """A server that takes every message and never says anything."""
    waiting = asyncio.Event()

    async def say_nothing(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await waiting.wait()
        writer.close()

    async with await asyncio.start_server(say_nothing, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        waiting.set()


async def test_what_was_received_before_a_crash_is_answered_after_it_once(tmp_path: Path) -> None:
    async with SimulatorServer(port=0) as telegram, silent_nlu() as nlu:
        online = {"TELEGRAM_BOT_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram.page_url}
        first = BotProcess(tmp_path, {**online, "NLU_URL": nlu, "NLU_TIMEOUT": "60"})
        first.start()
        await asyncio.to_thread(first.wait_for, "runs on Telegram", 30)
        async with SimulatorClient(telegram.page_url) as people:
            anna = await people.add_citizen("Anna")
            await anna.say("bäcker in kirchhellen")
            async with asyncio.timeout(10):
                while not unanswered(tmp_path / "hallo.db"):
                    await asyncio.sleep(0.05)
            await asyncio.sleep(1)  # the next poll acknowledges it: Telegram will not send it again
            await asyncio.to_thread(first.stop, signal.SIGKILL)

            second = BotProcess(tmp_path, {**online, "NLU_URL": f"http://127.0.0.1:{free_port()}"})
            second.start()
            try:
                reply = await anna.wait_for_reply(30)
                assert "Bäckerei Althoff" in reply.text
                with pytest.raises(NoReplyError):
                    await anna.wait_for_reply(2)
            finally:
                await asyncio.to_thread(second.stop)
        assert not unanswered(tmp_path / "hallo.db")


def unanswered(store: Path) -> int:
    with closing(sqlite3.connect(store)) as connection:
        found = connection.execute("SELECT count(*) FROM incoming_update WHERE done_at IS NULL")
        return int(found.fetchone()[0])


async def test_it_runs_on_postgresql(tmp_path: Path, postgres_server: PostgresServer) -> None:
    bot = BotProcess(tmp_path, database_url=postgres_server.url("postgres"))
    bot.start()
    try:
        await asyncio.to_thread(bot.wait_for, UNDERSTANDS, 90)
        async with SimulatorClient(bot.page_url) as people:
            reply = await (await people.add_citizen("Anna")).ask(
                "wo krieg ich in kirchhellen sonntags brötchen"
            )
            assert "Bäckerei Althoff" in reply.text
    finally:
        await asyncio.to_thread(bot.stop)
