"""Turns the hints that came with a message, alone and in pairs, into features of the sentence."""

from collections import Counter
from itertools import combinations
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import dump_obj_as_json_to_file, read_json_file
from scipy.sparse import csr_matrix

from nlu.rasa_components.tokenizer import HINTS

_FILE = "hints.json"
_FEWEST = 3
"""How often training must have seen a hint or a pair of them."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class HintFeaturizer(SparseFeaturizer, GraphComponent):
    """One column for each hint and each pair of hints that training has seen often enough."""

    @classmethod
    def required_components(cls) -> "list[type]":
        """What must stand before it in the pipeline."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> "dict[str, Any]":
        """The settings it has."""
        return {**SparseFeaturizer.get_default_config()}

    def __init__(
        self,
        config: "dict[str, Any]",
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        known: "list[str] | None" = None,
    ) -> None:
        super().__init__(execution_context.node_name, config)
        self._model_storage = model_storage
        self._resource = resource
        self._columns = {hint: number for number, hint in enumerate(known or ())}

    @classmethod
    def create(cls, config, model_storage, resource, execution_context) -> "HintFeaturizer":
        """Make an untrained one."""
        return cls(config, model_storage, resource, execution_context)

    @classmethod
    def load(cls, config, model_storage, resource, execution_context, **kwargs: Any) -> "HintFeaturizer":
        """Make a trained one."""
        with model_storage.read_from(resource) as folder:
            known = read_json_file(folder / _FILE)
        return cls(config, model_storage, resource, execution_context, known)

    @classmethod
    def validate_config(cls, config: "dict[str, Any]") -> None:
        """Nothing can be wrong."""

    def train(self, training_data: TrainingData) -> Resource:
        """Learn which hints there are."""
        seen = Counter(
            hint for message in training_data.training_examples for hint in _alone_and_in_pairs(message)
        )
        known = sorted(hint for hint, count in seen.items() if count >= _FEWEST)
        self._columns = {hint: number for number, hint in enumerate(known)}
        with self._model_storage.write_to(self._resource) as folder:
            dump_obj_as_json_to_file(folder / _FILE, known)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Give every example its features."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: "list[Message]") -> "list[Message]":
        """Give every message its features."""
        for message in messages:
            columns = sorted(
                self._columns[hint] for hint in _alone_and_in_pairs(message) if hint in self._columns
            )
            row = csr_matrix(
                (np.ones(len(columns)), ([0] * len(columns), columns)), shape=(1, max(len(self._columns), 1))
            )
            message.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, self._identifier))
        return messages


def _alone_and_in_pairs(message: Message) -> "set[str]":
    """A message's hints and every two of them: a street next to a time says more than either."""
    hints = sorted(set(message.get(HINTS, ())))
    return {*hints, *(f"{one}+{other}" for one, other in combinations(hints, 2))}
