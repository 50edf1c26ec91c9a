"""Rasa's CRF for entities, trained on a part of the sentences: more of them take minutes and tell it little new."""

import random
from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.nlu.extractors.crf_entity_extractor import CRFEntityExtractor
from rasa.shared.nlu.constants import ENTITIES
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
        messages.sort(
            key=lambda message: not message.get(ENTITIES)
        )  # A stable sort: chance decides among the rest.
        return super().train(TrainingData(messages[: self.component_config["max_examples"]]))
