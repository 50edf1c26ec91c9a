"""The chat page in a real browser, with a small bot behind it."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect
from telegram import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from simulator import citizens
from simulator.server import SimulatorServer

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
Context = ContextTypes.DEFAULT_TYPE

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the PATH"),
]


async def start(update: Update, context: Context) -> None:
    assert update.message
    buttons = [
        [InlineKeyboardButton("Öffnungszeiten", callback_data="hours")],
        [InlineKeyboardButton("Teilen", url="https://t.me/hallo_bottrop_bot?start=geteilt")],
    ]
    await update.message.reply_html(
        f"<b>Willkommen</b> {' '.join(context.args or [])}", reply_markup=InlineKeyboardMarkup(buttons)
    )


async def pressed(update: Update, context: Context) -> None:
    query = update.callback_query
    assert query
    if query.data == "card":
        assert update.effective_chat
        await update.effective_chat.send_message("Die Karte")
        await query.answer()
        return
    await query.answer("Kommt sofort")
    await query.edit_message_text("Geöffnet bis 18 Uhr")


async def listing(update: Update, context: Context) -> None:
    """A list as the bot sends it, with labels that are too long for a column of a phone."""
    assert update.message
    labels = [
        ["1", "2", "3", "4", "10"],
        ["Auf der Karte", "Webseite", "Zur Liste"],
        ["Lebensmittelläden (4)", "Schreibwarengeschäfte (3)"],
    ]
    rows = [[InlineKeyboardButton(label, callback_data="card") for label in row] for row in labels]
    place = "<b>Bäckerei</b>\n   Gladbecker Straße 130, im Stadtteil Eigen\n   geschlossen, öffnet am Donnerstag um 8 Uhr"
    lines = [f"{number}. {place}" for number in range(1, 10)]
    table = "<pre>▸ Mo  8:00\n  Di  9:00</pre>"
    await update.message.reply_html(
        "\n".join(["Neun Treffer:", "", *lines, "", table]), reply_markup=InlineKeyboardMarkup(rows)
    )


async def echo(update: Update, context: Context) -> None:
    assert update.message
    if update.message.location:
        await update.message.reply_venue(51.5216, 6.9292, "Rathaus", "Ernst-Wilczok-Platz 1")
    else:
        await update.message.reply_text(f"Du sagst: {update.message.text}")


@pytest.fixture
async def server() -> AsyncIterator[SimulatorServer]:
    async with SimulatorServer("127.0.0.1", 0) as running:
        application: Application[Any, Any, Any, Any, Any, Any] = (
            Application.builder().token(running.token).base_url(running.base_url).build()
        )
        application.add_handler(CommandHandler("start", start))
        application.add_handler(CommandHandler("liste", listing))
        application.add_handler(CallbackQueryHandler(pressed))
        application.add_handler(MessageHandler(filters.ALL, echo))
        async with application:
            assert application.updater
            await application.bot.set_my_commands([BotCommand("start", "Von vorn beginnen")])
            await application.updater.start_polling()
            await application.start()
            yield running
            await application.updater.stop()
            await application.stop()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield launched
        await launched.close()


@pytest.fixture
async def page(server: SimulatorServer, browser: Browser) -> AsyncIterator[Page]:
    """A phone-sized page; errors in it and requests to anywhere else fail the test."""
    opened = await browser.new_page(viewport={"width": 390, "height": 844}, locale="de-DE")
    problems: list[str] = []
    foreign: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    opened.on(
        "request",
        lambda request: foreign.append(request.url) if not request.url.startswith(server.page_url) else None,
    )
    yield opened
    assert problems == []
    assert foreign == []


async def test_a_person_can_talk_press_share_and_switch(server: SimulatorServer, page: Page) -> None:
    await page.goto(server.page_url)
    log = page.get_by_role("log")
    await page.get_by_role("button", name="Starten").click()
    await expect(log).to_contain_text("Willkommen")
    assert await log.locator("strong").inner_text() == "Willkommen"

    await page.get_by_role("button", name="Öffnungszeiten").click()
    await expect(log).to_contain_text("Geöffnet bis 18 Uhr")
    await expect(page.locator("#toast")).to_have_text("Kommt sofort")
    await expect(page.locator("[aria-busy=true]")).to_have_count(0)

    field = page.get_by_label("Nachricht", exact=True)
    await field.fill("<img src=x onerror=alert(1)>")
    await field.press("Shift+Enter")
    await field.type("zweite Zeile")
    await field.press("Enter")
    await expect(log).to_contain_text("Du sagst: <img src=x onerror=alert(1)>\nzweite Zeile")
    assert await log.locator("img").count() == 0

    await page.get_by_role("button", name="Standort, Foto und mehr senden").click()
    await page.get_by_role("menuitem", name="Standort").click()
    await page.get_by_role("button", name="Kirchhellen").click()
    await page.get_by_role("dialog").get_by_role("button", name="Senden").click()
    await expect(log).to_contain_text("Ernst-Wilczok-Platz 1")

    said = await log.inner_text()
    await page.reload()
    await expect(log).to_contain_text("Ernst-Wilczok-Platz 1")
    assert await log.inner_text() == said

    await page.get_by_role("button", name="Du bist Anna").click()
    await page.get_by_label("Personen").get_by_role("button", name="Mehmet").click()
    await expect(page.get_by_role("button", name="Starten")).to_be_visible()
    await expect(log).to_be_empty()


COLUMNS = (
    """row => new Set([...row.children].map(key => Math.round(key.getBoundingClientRect().left))).size"""
)
LINES_OF_WORDS = """key => {
  const text = key.firstChild, range = document.createRange();
  return [...text.data.matchAll(/\\S+/g)].map(({ index, 0: word }) => {
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size;
  });
}"""
IS_IN_VIEW = """node => {
  const box = node.getBoundingClientRect(), view = document.getElementById("scroll").getBoundingClientRect();
  return box.top >= view.top && box.top < view.bottom;
}"""


async def ask_for_list(page: Page) -> None:
    await page.get_by_label("Nachricht", exact=True).fill("/liste")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("log")).to_contain_text("Neun Treffer")


async def test_buttons_fit_a_phone_without_breaking_words(server: SimulatorServer, page: Page) -> None:
    await page.goto(server.page_url)
    await page.get_by_role("button", name="Starten").click()
    await ask_for_list(page)
    rows = page.locator(".keyboard").last.locator(".row")
    assert [await row.evaluate(COLUMNS) for row in await rows.all()] == [5, 2, 1]
    for key in await rows.locator(".key").all():
        assert set(await key.evaluate(LINES_OF_WORDS)) == {1}, await key.inner_text()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_lines_keep_their_indent_where_they_wrap(server: SimulatorServer, page: Page) -> None:
    await page.goto(server.page_url)
    await page.get_by_role("button", name="Starten").click()
    await ask_for_list(page)
    body = page.locator(".body").last
    first = await body.bounding_box()
    lines = body.locator(".indent")
    assert await lines.count() == 18
    box = await lines.first.bounding_box()
    assert first and box and box["height"] > 30
    assert await lines.first.evaluate("line => getComputedStyle(line).paddingLeft") != "0px"
    assert await body.locator("pre").inner_text() == "▸ Mo  8:00\n  Di  9:00"
    text = await body.inner_text()
    assert "Eigen\ngeschlossen, öffnet am Donnerstag um 8 Uhr\n2. Bäckerei\n" in text


async def test_a_long_answer_is_shown_from_its_beginning(server: SimulatorServer, page: Page) -> None:
    await page.goto(server.page_url)
    await page.get_by_role("button", name="Starten").click()
    await ask_for_list(page)
    assert await page.locator(".message").last.evaluate(IS_IN_VIEW)
    await expect(page.get_by_role("button", name="Zu den neuesten Nachrichten")).to_be_visible()
    await page.get_by_role("button", name="Zu den neuesten Nachrichten").click()
    assert await page.locator(".message .key").last.evaluate(IS_IN_VIEW)


async def test_the_answer_to_an_old_button_is_scrolled_to_where_it_is_new(
    server: SimulatorServer, page: Page
) -> None:
    await page.goto(server.page_url)
    await page.get_by_role("button", name="Starten").click()
    for _ in range(2):
        await ask_for_list(page)
    await expect(page.locator(".keyboard")).to_have_count(3)
    old = page.get_by_role("button", name="Öffnungszeiten")
    await old.evaluate("node => node.scrollIntoView()")
    await old.click()
    await expect(page.get_by_role("log")).to_contain_text("Geöffnet bis 18 Uhr")
    assert await page.locator(".message").nth(1).evaluate(IS_IN_VIEW)  # edited in place: nothing moves

    key = page.locator(".keyboard").first.get_by_role("button", name="Auf der Karte")
    await key.evaluate("node => node.scrollIntoView()")
    await key.click()
    await expect(page.get_by_role("log")).to_contain_text("Die Karte")
    assert await page.locator(".message").last.evaluate(IS_IN_VIEW)


async def test_links_to_the_bot_start_it_in_the_page(server: SimulatorServer, page: Page) -> None:
    await page.goto(f"{server.page_url}?start=angebot_7")
    log = page.get_by_role("log")
    await expect(log).to_contain_text("Willkommen angebot_7")
    assert page.url == server.page_url
    await page.get_by_role("button", name="Teilen").click()
    await expect(log).to_contain_text("Willkommen geteilt")


async def test_someone_elses_new_message_is_marked_until_read(server: SimulatorServer, page: Page) -> None:
    await page.set_viewport_size({"width": 1280, "height": 800})
    await page.goto(server.page_url)
    await page.get_by_role("button", name="Starten").click()
    await expect(page.get_by_role("log")).to_contain_text("Willkommen")
    citizens.say(server.state, 1002, "hallo")
    mehmet = page.get_by_label("Personen").get_by_role("button", name="Mehmet")
    await expect(mehmet).to_contain_text("1 ungelesen")
    await mehmet.click()
    await expect(page.get_by_role("log")).to_contain_text("Du sagst: hallo")
    await expect(mehmet).not_to_contain_text("ungelesen")


async def test_the_page_misses_nothing_while_the_connection_is_down(
    server: SimulatorServer, browser: Browser
) -> None:
    page = await browser.new_page()
    log = page.get_by_role("log")
    port = int(server.page_url.rstrip("/").rpartition(":")[2])
    citizens.say(server.state, 1003, "hallo")
    await page.goto(f"{server.page_url}?person=1003")
    await expect(log).to_contain_text("Du sagst: hallo")

    await server.stop()
    await expect(page.get_by_text("Verbindung unterbrochen")).to_be_visible()
    citizens.say(server.state, 1003, "inzwischen")
    async with SimulatorServer("127.0.0.1", port, state=server.state):
        await expect(log).to_contain_text("inzwischen", timeout=20_000)

    async with SimulatorServer("127.0.0.1", port):
        await expect(page.get_by_role("button", name="Starten")).to_be_visible(timeout=20_000)
        await expect(log).to_be_empty()
