"""The HTML parse mode follows Telegram's rules and words its refusals as Telegram does."""

from __future__ import annotations

import pytest

from simulator.errors import ApiError
from simulator.html_entities import checked_link, parse_html


def marked(markup: str) -> list[tuple[str, str]]:
    """Return each entity's type and the stretch of text it covers, cut in UTF-16 units."""
    parsed = parse_html(markup)
    units = parsed.text.encode("utf-16-le")
    return [
        (entity.type, units[entity.offset * 2 : (entity.offset + entity.length) * 2].decode("utf-16-le"))
        for entity in parsed.entities
    ]


@pytest.mark.parametrize(
    ("tag", "kind"),
    [
        ("b", "bold"),
        ("strong", "bold"),
        ("i", "italic"),
        ("em", "italic"),
        ("u", "underline"),
        ("ins", "underline"),
        ("s", "strikethrough"),
        ("strike", "strikethrough"),
        ("del", "strikethrough"),
        ("code", "code"),
        ("pre", "pre"),
        ("tg-spoiler", "spoiler"),
        ("blockquote", "blockquote"),
        ("B", "bold"),
    ],
)
def test_each_tag_becomes_its_entity(tag: str, kind: str) -> None:
    assert marked(f"vor <{tag}>Wort</{tag}> nach") == [(kind, "Wort")]
    assert parse_html(f"vor <{tag}>Wort</{tag}> nach").text == "vor Wort nach"


def test_nested_tags_become_nested_entities() -> None:
    assert marked("<b>a <i>b <u>c</u></i></b>") == [("bold", "a b c"), ("italic", "b c"), ("underline", "c")]


def test_offsets_count_utf16_units() -> None:
    (entity,) = parse_html("😀ä<b>😀</b>").entities
    assert (entity.offset, entity.length) == (3, 2)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("&lt;b&gt; &amp; &quot;", '<b> & "'),
        ("&#228; &#xe4; &#XE4;", "ä ä ä"),
        ("&lt &nbsp; & &uuml; &#0;", "< &nbsp; & &uuml; &#0;"),
        ("&amp;lt;", "&lt;"),
    ],
)
def test_character_references_are_read_as_telegram_does(markup: str, text: str) -> None:
    assert parse_html(markup).text == text


def test_a_link_keeps_its_address() -> None:
    (entity,) = parse_html('<a href="https://t.me/bot?start=a&amp;b=1">hier</a>').entities
    assert (entity.type, entity.url) == ("text_link", "https://t.me/bot?start=a&b=1")


def test_a_link_without_address_links_its_own_text() -> None:
    (entity,) = parse_html("<a>www.bottrop.de</a>").entities
    assert entity.url == "http://www.bottrop.de/"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "ftp://bottrop.de", "Rathaus", "http://localhost/x"]
)
def test_an_address_that_telegram_does_not_take_leaves_plain_text(address: str) -> None:
    assert checked_link(address) is None
    assert parse_html(f'<a href="{address}">hier</a>').entities == ()


@pytest.mark.parametrize(
    "markup",
    [
        '<pre><code class="language-python">x</code></pre>',
        '<code class="language-python"><pre>x</pre></code>',
    ],
)
def test_code_that_fills_a_block_gives_it_a_language(markup: str) -> None:
    (entity,) = parse_html(markup).entities
    assert (entity.type, entity.language) == ("pre", "python")


def test_special_spans_and_quotes_are_known() -> None:
    assert marked('<span class="tg-spoiler">a</span>') == [("spoiler", "a")]
    assert marked("<blockquote expandable>a</blockquote>") == [("expandable_blockquote", "a")]


def test_empty_tags_leave_nothing_and_an_empty_end_tag_closes_the_innermost() -> None:
    assert parse_html("<b></b>a").entities == ()
    assert marked("<b>a</>") == [("bold", "a")]


@pytest.mark.parametrize(
    ("markup", "wording"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("ä<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 2'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
    ],
)
def test_broken_markup_is_refused_in_telegrams_words(markup: str, wording: str) -> None:
    with pytest.raises(ApiError) as refused:
        parse_html(markup)
    assert refused.value.to_json() == {
        "ok": False,
        "error_code": 400,
        "description": f"Bad Request: can't parse entities: {wording}",
    }


def test_texts_of_any_kind_never_crash_the_parser() -> None:
    pieces = ("<", ">", "/", "b", "a", " ", "=", '"', "&", "#", ";", "😀", "href")
    for first in pieces:
        for second in pieces:
            for third in pieces:
                try:
                    parse_html(f"<b><b>{first}{second}{third}")
                except ApiError:
                    continue
                pytest.fail("an open tag was accepted")
