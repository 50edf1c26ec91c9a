"""What others are there for: which topic a message is about, by hand-made topics."""

from hypothesis import given
from hypothesis import strategies as st

from content.folding import fold_with_offsets
from content.linking.elsewhere import Elsewhere, ElsewhereTopics

PASSPORT = Elsewhere("passport", ("reisepass", "pass beantragen"), "Das Bürgerbüro.")
OFFICE = Elsewhere("office", ("beantragen", "amt"), "Die Stadt.")
WEATHER = Elsewhere("weather", ("wetter", "wie wird das wetter"), "Der Wetterdienst.")
FIRE = Elsewhere("fire", ("es brennt", "feuer"), "112!", urgent=True)
SMOKE = Elsewhere("smoke", ("rauch aus dem haus",), "112!", urgent=True)
TOPICS = ElsewhereTopics((PASSPORT, OFFICE, WEATHER, FIRE, SMOKE))


def topic_of(text: str, topics: ElsewhereTopics = TOPICS) -> str | None:
    found = topics.find(fold_with_offsets(text))
    return None if found is None else found.topic


def test_a_message_without_any_term_has_no_topic() -> None:
    assert topic_of("wo gibt es brötchen") is None


def test_an_empty_message_has_no_topic() -> None:
    assert topic_of("") is None


def test_a_term_is_found_anywhere_in_any_spelling() -> None:
    assert topic_of("sach ma, brauch ich für Malle nen REISEPASS?") == "passport"


def test_a_short_term_inside_another_word_does_not_count() -> None:
    assert topic_of("unwetterwarnung wetterhahn feuerwerk") is None


def test_a_long_term_counts_at_the_beginning_of_a_compound() -> None:
    assert topic_of("reisepasshülle") == "passport"
    assert topic_of("kinderreisepass") is None


def test_a_long_term_counts_with_a_typo() -> None:
    assert topic_of("reisepas") is None
    assert topic_of("raesepass") is None
    assert topic_of("reisespass") == topic_of("reisepasss") == "passport"


def test_what_is_named_as_listed_comes_before_compounds_and_typos() -> None:
    assert topic_of("reisepasshülle und wetter") == "weather"


def test_neither_a_compound_nor_a_typo_makes_a_message_urgent() -> None:
    topics = ElsewhereTopics((Elsewhere("doctor", ("herzinfarkt",), "112!", urgent=True),))
    assert topic_of("herzinfarkt", topics) == "doctor"
    assert topic_of("herzinfarktvortrag herzinfakt", topics) is None


def test_words_of_a_phrase_must_follow_each_other() -> None:
    assert topic_of("pass und visum beantragen") == "office"


def test_words_of_a_phrase_must_stand_in_order() -> None:
    assert topic_of("brennt es") is None


def test_of_two_topics_the_one_with_more_words_in_its_phrase_counts() -> None:
    assert topic_of("beim amt nen pass beantragen") == "passport"


def test_of_two_single_words_the_longer_one_counts() -> None:
    assert topic_of("amt oder reisepass") == topic_of("reisepass oder amt") == "passport"


def test_an_urgent_topic_comes_before_a_longer_phrase() -> None:
    assert topic_of("wie wird das wetter, feuer") == "fire"


def test_of_two_urgent_topics_the_longer_phrase_counts() -> None:
    assert topic_of("feuer und rauch aus dem haus") == "smoke"


def test_of_two_equal_phrases_the_first_in_the_message_counts() -> None:
    topics = ElsewhereTopics((Elsewhere("a", ("eins",), ""), Elsewhere("b", ("zwei",), "")))
    assert topic_of("zwei eins", topics) == "b"
    assert topic_of("eins zwei", topics) == "a"


def test_a_term_without_letters_stands_for_nothing() -> None:
    assert topic_of("?! 🙂", ElsewhereTopics((Elsewhere("odd", ("?!", "🙂"), ""),))) is None


words = st.lists(
    st.sampled_from(
        [
            "es",
            "brennt",
            "feuer",
            "reisepass",
            "beantragen",
            "das",
            "wetter",
            "ist",
            "rauch",
            "aus",
            "dem",
            "haus",
            "?",
        ]
    ),
    max_size=10,
)


@given(words, words)
def test_nothing_around_it_hides_an_urgent_topic(before: list[str], after: list[str]) -> None:
    found = TOPICS.find(fold_with_offsets(" ".join((*before, "es brennt", *after))))
    assert found is not None and found.urgent


@given(words)
def test_the_topic_found_has_a_term_in_the_message(said: list[str]) -> None:
    text = " ".join(said)
    found = TOPICS.find(fold_with_offsets(text))
    assert found is None or any(term in " ".join(text.replace("?", " ").split()) for term in found.terms)
