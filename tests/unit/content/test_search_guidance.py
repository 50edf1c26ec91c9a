"""The office's own topics and notices: what fits, and in which order."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.entries import AdviceTopic, Notice, Provenance, Source
from content.queries import Matches
from content.search.guidance import find_advice, find_notices

AMT = Provenance(Source.AMT)


def advice(entry_id: str, topic: str, title: str, text: str = "", *keywords: str) -> AdviceTopic:
    return AdviceTopic(entry_id, topic, title, text, AMT, keywords)


FOUNDING = advice(
    "gruenden", "gruendung", "Firma gründen", "Wir helfen beim Geschäftsplan.", "existenzgründung", "startup"
)
FUNDING = advice(
    "foerdern", "foerderung", "Zuschüsse", "Geld für Betriebe, auch beim Gründen.", "fördermittel", "kredit"
)
PREMISES = advice(
    "flaechen",
    "flaechen",
    "Ladenlokal finden",
    "Leere Läden in der Innenstadt.",
    "leerstand",
    "gewerbe fläche",
)
SUCCESSION = advice(
    "nachfolge", "gruendung", "Betrieb übergeben", "Für alle, die aufhören.", "nachfolge", "betrieb verkaufen"
)
ALL = (FOUNDING, FUNDING, PREMISES, SUCCESSION)


def find(text: str | None, *topics: str) -> tuple[str, ...]:
    return find_advice(ALL, topics, text).ids


def test_without_text_and_topic_all_come_in_the_offices_order() -> None:
    assert find(None) == find("") == ("gruenden", "foerdern", "flaechen", "nachfolge")


def test_without_text_a_topic_gives_its_entries_in_the_offices_order() -> None:
    assert find(None, "gruendung") == ("gruenden", "nachfolge")


def test_a_topic_nobody_has_gives_nothing() -> None:
    assert find(None, "weltraum") == ()


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("ich will eine existenzgründung machen", "gruenden"),
        ("gibt es fördermittel", "foerdern"),
        ("Leerstände in der Stadt", "flaechen"),
        ("wer übernimmt meinen betrieb, wer hilft bei der nachfolge", "nachfolge"),
        ("kredite", "foerdern"),
    ],
)
def test_a_keyword_leads_to_its_entry(text: str, best: str) -> None:
    assert find(text)[0] == best


def test_a_keyword_tells_more_than_the_title_and_the_title_more_than_the_text() -> None:
    entries = (
        advice("text", "a", "Eins", "alles zum Parkplatz"),
        advice("title", "b", "Parkplatz"),
        advice("keyword", "c", "Drei", "", "parkplatz"),
    )
    ids = find_advice(entries, (), "parkplatz").ids
    assert ids == ("keyword", "title")


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    entries = (
        advice("common", "a", "Eins", "", "beratung"),
        advice("also", "b", "Zwei", "", "beratung"),
        advice("rare", "c", "Drei", "", "markise"),
    )
    assert find_advice(entries, (), "beratung markise").ids[0] == "rare"


def test_all_words_of_a_keyword_count_more_than_one_of_them() -> None:
    entries = (
        advice("half", "a", "Eins", "", "betrieb"),
        advice("whole", "b", "Zwei", "", "betrieb verkaufen"),
    )
    assert find_advice(entries, (), "ich möchte meinen betrieb verkaufen").ids == ("whole",)


def test_a_named_topic_comes_first_though_another_entry_has_the_word() -> None:
    assert find("nachfolge fördermittel", "foerderung")[0] == "foerdern"
    assert find("nachfolge fördermittel", "gruendung")[0] == "nachfolge"


def test_what_fits_much_less_than_the_best_is_left_out() -> None:
    assert find("existenzgründung startup gründen") == ("gruenden",)


def test_equally_good_entries_keep_the_offices_order() -> None:
    entries = (advice("b", "x", "Zaun"), advice("a", "x", "Zaun"))
    assert find_advice(entries, (), "zaun").ids == ("b", "a")


@pytest.mark.parametrize("text", ["pinguin", "?!", "🙂", "wie der die das"])
def test_a_text_that_fits_nothing_finds_nothing(text: str) -> None:
    assert find_advice(ALL, (), text) == Matches(())


def test_a_text_that_fits_nothing_leaves_the_topics_entries() -> None:
    assert find("pinguin", "gruendung") == ("gruenden", "nachfolge")


def test_of_no_entries_none_is_found() -> None:
    assert find_advice((), ("gruendung",), "gründen") == Matches(())


@pytest.mark.parametrize("text", ["Gründung", "grundung", "gruender", "GRÜNDEN"])
def test_inflections_and_compounds_are_alike(text: str) -> None:
    assert "gruenden" in find(text)


@given(
    st.lists(st.sampled_from(["existenzgründung", "nachfolge", "fördermittel", "ich", "will", "pinguin",
    "betrieb", "verkaufen", "der"]), max_size=8),
    st.sets(st.sampled_from(("gruendung", "foerderung", "flaechen", "weltraum"))),
)  # fmt: skip
def test_every_entry_comes_once_at_most_and_known_topics_are_never_empty(
    words: list[str], topics: set[str]
) -> None:
    ids = find_advice(ALL, topics, " ".join(words)).ids
    assert len(ids) == len(set(ids))
    assert set(ids) <= {entry.id for entry in ALL}
    assert ids or not topics & {entry.topic for entry in ALL}


def notice(entry_id: str, day: str, topic: str = "handel") -> Notice:
    return Notice(entry_id, topic, entry_id, "", date.fromisoformat(day), AMT)


TODAY = date(2026, 11, 24)


def test_notices_come_newest_first() -> None:
    listed = [notice("old", "2026-01-01"), notice("new", "2026-11-20"), notice("older", "2025-01-01")]
    assert find_notices(listed, None, TODAY).ids == ("new", "old", "older")


def test_a_notice_shows_from_its_day_on() -> None:
    listed = [notice("today", "2026-11-24"), notice("tomorrow", "2026-11-25")]
    assert find_notices(listed, None, TODAY).ids == ("today",)


def test_a_topic_leaves_other_notices_out() -> None:
    listed = [notice("a", "2026-11-01", "fairtrade"), notice("b", "2026-11-02")]
    assert find_notices(listed, "fairtrade", TODAY).ids == ("a",)
    assert find_notices(listed, "weltraum", TODAY).ids == ()
