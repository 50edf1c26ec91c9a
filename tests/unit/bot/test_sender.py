import html

from hypothesis import given
from hypothesis import strategies as st

from bot.replies.reply import plain
from bot.telegram_app.sender import split_html

TEXTS = st.lists(st.text(min_size=0, max_size=60), max_size=40).map(
    lambda lines: html.escape("\n".join(lines), quote=False)
)


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def test_a_short_text_stays_whole() -> None:
    assert split_html("<b>Hallo</b>") == ["<b>Hallo</b>"]


def test_tags_that_are_open_at_the_cut_are_closed_and_opened_again() -> None:
    parts = split_html("<b>" + "wort " * 1000 + "</b>", limit=4096)
    assert len(parts) == 2
    assert all(part.startswith("<b>") and part.endswith("</b>") for part in parts)


@given(TEXTS, st.integers(20, 200))
def test_no_part_is_too_long_and_no_letter_is_lost(text: str, limit: int) -> None:
    parts = split_html(text, limit)
    assert all(units(plain(part)) <= limit for part in parts)
    assert "".join("".join(plain(part).split()) for part in parts) == "".join(plain(text).split())
