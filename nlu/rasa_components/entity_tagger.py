"""Rasa's CRF for entities, trained on a part of the sentences: more of them take minutes and tell it little new."""

import random
from typing import Any

import numpy as np
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.extractors.crf_entity_extractor import CRFEntityExtractor
from rasa.shared.nlu.constants import ENTITIES, FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class EntityTagger(CRFEntityExtractor):
    """Marks the words that name a thing, a place, a time and so on.

    Setting: `max_examples`, how many sentences it is trained on; those with entities are drawn first.
    """

    @staticmethod
    def get_default_config() -> "dict[str, Any]":
        """The CRF's settings, and how many sentences."""
        return {**CRFEntityExtractor.get_default_config(), "max_examples": 8000, "random_state": 20}

    def train(self, training_data: TrainingData) -> Resource:
        """Train on a part of the sentences, the same for the same data."""
        rng = random.Random(self.component_config["random_state"])
        messages = list(training_data.training_examples)
        rng.shuffle(messages)
        # A stable sort: chance decides among the rest.
        messages.sort(key=lambda message: not message.get(ENTITIES))
        chosen = messages[: self.component_config["max_examples"]]
        for message in chosen:
            _mark_as_featurized(message)
        return super().train(TrainingData(chosen))

    def extract_entities(self, message: Message) -> "list[dict[str, Any]]":
        """Return what the message names."""
        _mark_as_featurized(message)
        return super().extract_entities(message)


def _mark_as_featurized(message: Message) -> None:
    """Rasa's CRF counts its own features from the tokens, yet passes over messages that no featurizer has seen."""
    if not message.features_present(attribute=TEXT):
        message.add_features(Features(np.zeros((1, 1)), FEATURE_TYPE_SENTENCE, TEXT, EntityTagger.__name__))
