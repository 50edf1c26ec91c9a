import asyncio

from telegram import Chat, Message, Update

from bot.telegram_app.ordering import ChatOrderProcessor


def update(number: int, chat_id: int) -> Update:
    from datetime import UTC, datetime

    message = Message(number, datetime(2026, 1, 1, tzinfo=UTC), Chat(chat_id, "private"))
    return Update(number, message=message)


async def test_one_chat_is_handled_in_order_and_chats_in_parallel() -> None:
    log: list[str] = []
    finished: list[int] = []

    async def done(item: object) -> None:
        assert isinstance(item, Update)
        finished.append(item.update_id)

    async def work(name: str, seconds: float) -> None:
        log.append(f"{name} begins")
        await asyncio.sleep(seconds)
        log.append(f"{name} ends")

    processor = ChatOrderProcessor(done)
    jobs = [(1, 1, "a1", 0.05), (2, 1, "a2", 0.0), (3, 2, "b1", 0.0)]
    await asyncio.gather(
        *(processor.process_update(update(n, chat), work(name, s)) for n, chat, name, s in jobs)
    )
    assert log.index("a1 ends") < log.index("a2 begins")
    assert log.index("b1 ends") < log.index("a1 ends")
    assert sorted(finished) == [1, 2, 3]
