"""The shipped topics of others: complete, apart from each other, and urgent only where somebody is in danger."""

import re
from collections import Counter, defaultdict

import pytest

from content.folding import fold_with_offsets
from content.linking.elsewhere import Elsewhere, ElsewhereTopics
from content.linking.vocabulary_files import read_vocabulary
from nlu.courtesies import without_courtesies
from nlu.generate import read_data
from tests.paths import VOCABULARY

FILES = read_vocabulary(VOCABULARY)
ENTRIES = {entry.topic: entry for entry in FILES.elsewhere}
TOPICS = ElsewhereTopics(FILES.elsewhere)
IN_SCOPE = (
    "places",
    "place",
    "events",
    "apprenticeships",
    "jobs",
    "advice",
    "follow_up",
    "owner",
    "correction",
    "news",
)

HIDDEN_BY_URGENT = {
    "vet_on_call": "hund atmet nicht, hund vergiftet: an urgent phrase of people is in it",
    "medical_question": "es brennt beim pinkeln: an urgent phrase is in it",
}
"""Topics with terms that an urgent topic always takes: they can never be found."""

AGREED = {"gasgeruch am boiler"}
"""Sentences of the training data for our own intents in which a person sees an emergency too."""


def find(text: str) -> Elsewhere | None:
    return TOPICS.find(fold_with_offsets(text))


@pytest.mark.parametrize(
    "topic",
    [
        pytest.param(topic, marks=pytest.mark.xfail(strict=True, reason=HIDDEN_BY_URGENT[topic]))
        if topic in HIDDEN_BY_URGENT
        else topic
        for topic in ENTRIES
    ],
)
def test_every_term_finds_its_own_topic(topic: str) -> None:
    entry = ENTRIES[topic]
    missed = {
        term: found.topic if (found := find(term)) else None
        for term in entry.terms
        if find(term) is not entry
    }
    assert missed == {}


def test_every_topic_is_listed_once() -> None:
    assert [
        topic for topic, times in Counter(entry.topic for entry in FILES.elsewhere).items() if times > 1
    ] == []


def test_no_term_stands_under_two_topics() -> None:
    owners: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for entry in FILES.elsewhere:
        for term in entry.terms:
            owners[tuple(token.stem for token in fold_with_offsets(term))].add(entry.topic)
    assert {term: topics for term, topics in owners.items() if len(topics) > 1} == {}


def test_no_term_of_one_letter_stands_for_a_topic() -> None:
    assert [
        t
        for e in FILES.elsewhere
        for t in e.terms
        if len("".join(w.folded for w in fold_with_offsets(t))) < 2
    ] == []


@pytest.mark.parametrize("topic", ENTRIES)
def test_a_reply_needs_nothing_but_the_towns_name(topic: str) -> None:
    reply = ENTRIES[topic].reply.format(town="Musterstadt")
    assert reply.endswith((".", "!", "?"))
    assert not re.search(r"[{}]|Bottrop", reply)


@pytest.mark.parametrize("topic", [entry.topic for entry in FILES.elsewhere if entry.urgent])
def test_an_urgent_reply_names_a_number_to_call(topic: str) -> None:
    assert re.search(r"\b(?:112|110|116 ?111|116 ?016|0800 1110111|0228 19240)\b", ENTRIES[topic].reply)


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("opa atmet nicht mehr", "emergency_112"),
        ("ich brauch nen Krankenwagen!!", "emergency_112"),
        ("oma hat nen schlaganfall", "emergency_112"),
        ("es brennt in der küche", "fire"),
        ("ES BRENNT", "fire"),
        ("bei uns riecht nach gas", "gas_smell"),
        ("gasgeruch im flur wat mach ich", "gas_smell"),
        ("hilfe da sind einbrecher im haus", "police_110"),
        ("ich werde bedroht", "police_110"),
        ("ich will nicht mehr leben", "crisis"),
        ("ich bring mich um", "crisis"),
        ("mein mann schlaegt mich", "violence_at_home"),
        ("mein kind hat spülmittel getrunken", "poison"),
        ("meine eltern schlagen mich", "children_in_trouble"),
        ("es brennt und wie wird das wetter und wo gibt es brötchen", "fire"),
        pytest.param(
            "hier riecht es nach gas", "gas_smell"
        ),
        pytest.param("hilfe feuer", "fire"),
    ],
)  # fmt: skip
def test_an_emergency_is_urgent(text: str, topic: str) -> None:
    found = find(text)
    assert found is not None
    assert (found.topic, found.urgent) == (topic, True)


@pytest.mark.parametrize(
    "text",
    [
        "wo gibt es feuerlöscher", "rauchmelder kaufen", "ausbildung bei der feuerwehr",
        "ich sterbe vor hunger", "kaminholz das gut brennt",
        "polizei bottrop nummer", "termin beim hautarzt", "personalausweis verlängern", "notdienst apotheke",
        "tierarzt am wochenende",
    ],
)  # fmt: skip
def test_an_everyday_question_is_not_urgent(text: str) -> None:
    found = find(text)
    assert found is None or not found.urgent


@pytest.mark.parametrize(
    "text",
    [
        "der bäcker soll nicht mehr da sein", "im haus brennt noch licht, haben die noch auf",
        "kann einfach nicht mehr laufen, wo gibt es ein taxi",
        "meine pfanne brennt immer an, wo krieg ich ne neue", "die lampe in der küche brennt nicht mehr",
        "gibt es kurse gegen mobbing",
        "wir haben gas im keller, wer wartet die therme", "ausbildung als krankenwagen fahrer",
    ],
)  # fmt: skip
def test_a_listed_phrase_without_danger_is_not_urgent(text: str) -> None:
    found = find(text)
    assert found is None or not found.urgent


SENTENCES = [
    pytest.param(
        data.intent,
        {example.text for example in data.examples if not example.slots},
        id=data.intent,
    )
    for data in read_data()
    if data.intent in IN_SCOPE
]


@pytest.mark.parametrize(("intent", "sentences"), SENTENCES)
def test_sentences_for_our_own_intents_are_urgent_only_where_a_person_agrees(
    intent: str, sentences: set[str]
) -> None:
    urgent = {text for text in sentences if (found := find(without_courtesies(text))) and found.urgent}
    assert urgent <= AGREED


def test_what_people_agree_to_be_urgent_is() -> None:
    assert all((found := find(text)) is not None and found.urgent for text in AGREED)


def urgent_terms(terms: list[str]) -> set[str]:
    return {term for term in terms if (found := find(term)) and found.urgent}


def test_no_word_for_an_occupation_is_urgent() -> None:
    assert urgent_terms([term for entry in FILES.occupations for term in (entry.name, *entry.terms)]) == set()


def test_no_word_for_a_shop_or_thing_is_urgent() -> None:
    named = [term for entry in FILES.categories for term, _ in (*entry.names, *entry.products)]
    assert urgent_terms(named) == set()


def test_no_word_for_a_topic_or_event_is_urgent() -> None:
    named = [term for entry in FILES.topics for term in (entry.name, *entry.terms)]
    assert urgent_terms([*named, *FILES.phrases.event_kinds]) == set()


def test_problems_of_craftsmen_are_urgent_only_where_a_person_agrees() -> None:
    problems = [term for entry in FILES.categories for term, _ in entry.problems]
    assert urgent_terms(problems) <= {
        "gasgeruch",
        "es riecht nach gas",
        "stromschlag bekommen",
        "kohlenmonoxid",
        "hund vergiftet",
    }
