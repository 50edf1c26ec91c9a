"""Which words of a message name an event."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.folding import fold_with_offsets
from content.linking.event_words import EventWords
from content.linking.mentions import Mention, MentionKind
from content.linking.vocabulary_files import read_vocabulary
from tests.paths import VOCABULARY

KINDS = ("Konzert", "Kurs", "Flohmarkt", "Repair Café", "Tag der offenen Tür", "Fest", "Ball")
IGNORED = frozenset({"ablauf", "konkurs", "innenstadt", "der", "die", "im", "exkurs", "fussball"})
TITLES = ("Halloween im Malakoffturm", "Zechenzauber in der Innenstadt", "Konzert der Knappen", "Ball am See")
EVENTS = EventWords(KINDS, IGNORED, TITLES)
SHIPPED = read_vocabulary(VOCABULARY)
SHIPPED_EVENTS = EventWords(
    SHIPPED.phrases.event_kinds, SHIPPED.phrases.not_in_titles | SHIPPED.ordinary.function
)


def found(text: str, events: EventWords = EVENTS) -> tuple[Mention, ...]:
    return events.find(text, fold_with_offsets(text))


def values(text: str, events: EventWords = EVENTS) -> list[str]:
    return [mention.value for mention in found(text, events)]


@pytest.mark.parametrize(
    ("text", "value"),
    [("wann ist das Konzert", "konzert"), ("konzerte", "konzerte"), ("FLOHMARKT", "flohmarkt"), ("flohmaerkte", "flohmaerkte")],
)  # fmt: skip
def test_a_kind_of_event_is_found_in_any_form_and_kept_as_typed(text: str, value: str) -> None:
    (mention,) = found(text)
    assert (mention.kind, mention.value, mention.score) == (MentionKind.EVENT, value, 1.0)


@pytest.mark.parametrize("text", ["Töpferkurs", "toepferkurse", "Kinderflohmarkt", "adventskonzert"])
def test_a_compound_of_a_kind_is_one_and_less_sure(text: str) -> None:
    (mention,) = found(text)
    assert mention.value == text.lower()
    assert 0.9 < mention.score < 1


@pytest.mark.parametrize("text", ["konkurs", "exkurs", "Fußball", "Ablauf"])
def test_a_word_that_only_ends_like_a_kind_names_no_event(text: str) -> None:
    assert values(text) == []


def test_two_letters_before_a_kind_make_no_compound() -> None:
    assert values("abfest") == []


def test_a_kind_of_several_words_is_one_mention() -> None:
    assert values("wann ist das repair café") == ["repair café"]
    assert values("Repair Cafés in Welheim") == ["repair cafés"]


def test_a_kind_of_several_words_needs_all_of_them() -> None:
    assert values("offene tür") == []


def test_the_text_of_a_phrase_is_what_was_typed() -> None:
    assert found("das Repair-Café")[0].text == "Repair-Café"


def test_several_kinds_are_found_in_order() -> None:
    assert values("erst flohmarkt, dann konzert") == ["flohmarkt", "konzert"]


@pytest.mark.parametrize("word", ["halloween", "Malakoffturm", "zechenzauber", "knappen"])
def test_a_word_of_a_title_names_an_event(word: str) -> None:
    (mention,) = found(f"wann ist {word}")
    assert (mention.value, mention.score) == (word.lower(), 0.9)


def test_words_of_titles_do_not_count_where_a_kind_is_named() -> None:
    assert values("konzert im malakoffturm") == ["konzert"]


@pytest.mark.parametrize("word", ["innenstadt", "der", "im", "see"])
def test_ignored_and_short_words_of_titles_name_no_event(word: str) -> None:
    assert values(word) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("konzzert", "konzert"), ("flohmakrt", "flohmarkt"), ("konzerd", "konzert")],
)  # fmt: skip
def test_a_typo_is_searched_as_the_word_that_is_meant(typed: str, meant: str) -> None:
    (mention,) = found(f"wann ist {typed}")
    assert (mention.value, mention.text) == (meant, typed)
    assert mention.score < 0.9


@pytest.mark.parametrize("typed", ["malakofturm", "haloween"])
def test_a_typo_of_a_word_of_a_title_names_no_event(typed: str) -> None:
    assert values(typed) == []


def test_a_correct_german_word_is_no_typo() -> None:
    assert values("die Konserven") == values("ich hoffe") == values("kurz") == []


def test_titles_can_be_replaced_and_kinds_stay() -> None:
    other = EVENTS.with_titles(["Nachtwächterrunde"])
    assert values("halloween", other) == []
    assert values("nachtwächterrunde", other) == ["nachtwächterrunde"]
    assert values("kinderflohmarkt", other) == ["kinderflohmarkt"]
    assert values("halloween") == ["halloween"]


words = st.sampled_from(
    [
        "wann",
        "ist",
        "das",
        "konzert",
        "repair",
        "café",
        "tag",
        "der",
        "offenen",
        "tür",
        "halloween",
        "im",
        "malakoffturm",
        "ball",
        "see",
        "?",
        ",",
        "flohmakrt",
        "🎉",
        "Töpferkurs",
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(words, max_size=12).map(" ".join)))
def test_mentions_stand_in_order_inside_the_message(text: str) -> None:
    mentions = found(text)
    assert all(0 <= mention.start < mention.end <= len(text) for mention in mentions)
    assert all(one.end <= other.start for one, other in itertools.pairwise(mentions))
    assert all(
        mention.kind is MentionKind.EVENT and mention.value and not mention.negated for mention in mentions
    )


@given(st.lists(words, max_size=12).map(" ".join))
def test_either_kinds_or_words_of_titles_are_given(text: str) -> None:
    assert len({mention.score > 0.9 for mention in found(text)}) <= 1


@pytest.mark.parametrize("kind", SHIPPED.phrases.event_kinds)
def test_every_shipped_kind_is_found_as_a_whole(kind: str) -> None:
    (mention,) = found(f"wann ist {kind}?", SHIPPED_EVENTS)
    assert (mention.value, mention.score) == (kind.lower(), 1.0)


@pytest.mark.parametrize(
    "text",
    [
        "wo ist ein supermarkt", "baumarkt", "fußball", "lebenslauf schreiben lassen", "ich hoffe das reicht",
        "wo ist der treffpunkt",
        "firma ist konkurs", "kirmesbude mieten", "ich bin gelaufen", "welcher verlauf", "frühstück",
    ],
)  # fmt: skip
def test_everyday_words_name_no_event(text: str) -> None:
    assert values(text, SHIPPED_EVENTS) == []
