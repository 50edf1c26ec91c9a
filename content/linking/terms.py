"""Puts the words of the vocabulary files and of the town into one lexicon."""

from collections.abc import Collection

from content.entries import Town
from content.folding import fold
from content.linking.lexicon import Lexicon, LexiconBuilder
from content.linking.mentions import MentionKind
from content.linking.patterns import GAP
from content.linking.vocabulary_files import VocabularyFiles

NEAR_ME = "near_me"
# The ending of official titles; as a word of its own it is a preposition ("Bäcker in Kirchhellen").
_EITHER_SEX = "/-in"
_ADJECTIVE = 0.97
_SHORTEST_WITH_ADJECTIVE = 4


def base_lexicon(files: VocabularyFiles, town: Town) -> Lexicon:
    """All terms but the names of places."""
    builder = LexiconBuilder(files.ordinary.function)
    _add_town(builder, town, files.ordinary.ordinary)
    _add_categories(builder, files)
    for attribute in files.attributes:
        for term in (attribute.name, *attribute.terms):
            builder.add(term, MentionKind.ATTRIBUTE, attribute.key)
    for topic in files.topics:
        for term in (topic.name, *topic.terms):
            builder.add(term, MentionKind.TOPIC, topic.key)
    for occupation in files.occupations:
        for term in (occupation.name.replace(_EITHER_SEX, ""), *occupation.terms):
            builder.add(term, MentionKind.OCCUPATION, occupation.name)
    for occupation_field in files.fields:
        for term in (occupation_field.name, *occupation_field.terms):
            builder.add(term, MentionKind.OCCUPATION_FIELD, occupation_field.field)
    for answer_field in files.answer_fields:
        for term in answer_field.terms:
            if GAP not in term:
                builder.add(term, MentionKind.FIELD, answer_field.key)
    for phrase in files.phrases.near_me:
        builder.add(phrase, MentionKind.NEAR_ME, NEAR_ME)
    return builder.build()


def _add_town(builder: LexiconBuilder, town: Town, ordinary: Collection[str]) -> None:
    for district in town.districts:
        for name in (district.name, *district.aliases):
            builder.add(name, MentionKind.DISTRICT, district.name)
            folded = fold(name)
            if folded.isalpha() and len(folded) >= _SHORTEST_WITH_ADJECTIVE and folded not in ordinary:
                builder.add(f"{folded}er", MentionKind.DISTRICT, district.name, certainty=_ADJECTIVE)
    for landmark in town.landmarks:
        for name in (landmark.name, *landmark.aliases):
            builder.add(name, MentionKind.LANDMARK, landmark.name)
    for neighbour in town.neighbours:
        builder.add(neighbour, MentionKind.NEIGHBOUR, neighbour)


def _add_categories(builder: LexiconBuilder, files: VocabularyFiles) -> None:
    for category in files.categories:
        for term, weight in (*category.names, (category.name, 1.0), (category.plural, 1.0)):
            builder.add(term, MentionKind.CATEGORY, term, tag=category.tag, weight=weight)
        for term, weight in category.products:
            builder.add(term, MentionKind.PRODUCT, term, tag=category.tag, weight=weight)
        for term, weight in category.problems:
            builder.add(term, MentionKind.PROBLEM, term, tag=category.tag, weight=weight)
