"""An intent classifier for little data and many features: TF-IDF over what the featurizers count, a linear SVM on top.

Each featurizer's counts become a block of its own: damped, weighed by how rare a feature is, scaled to one length, so
that neither long messages nor the featurizer with the most columns outweighs the rest. The margins of the SVM become
confidences by a softmax whose sharpness is fitted on examples held out for that.
"""

from typing import Any

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, hstack, vstack
from scipy.special import log_softmax, softmax
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.svm import LinearSVC

_FILE = "linear_classifier.joblib"
HINTS = "hints"
"""The block of hints: how rare one is says nothing, so it is not weighed by that."""
_HELD_OUT = 10
"""Every so manieth example is held out while the sharpness is fitted."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(IntentClassifier, GraphComponent):
    """Says what a message wants, and how sure it is.

    Featurizers need an `alias` in the pipeline: it names their block. Settings: `C`, the SVM's inverse regularisation;
    `weights`, a factor for a block; `ranking_length`, how many intents are handed on.
    """

    @classmethod
    def required_components(cls) -> "list[type]":
        """What must stand before it in the pipeline."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> "dict[str, Any]":
        """The settings it has, with their defaults."""
        return {"C": 0.5, "weights": {}, "ranking_length": 6, "random_state": 20}

    def __init__(
        self,
        config: "dict[str, Any]",
        model_storage: ModelStorage,
        resource: Resource,
        trained: "dict[str, Any] | None" = None,
    ) -> None:
        self._config = {**self.get_default_config(), **config}
        self._model_storage = model_storage
        self._resource = resource
        self._trained = trained

    @classmethod
    def create(
        cls,
        config: "dict[str, Any]",
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "LinearIntentClassifier":
        """Make an untrained one."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: "dict[str, Any]",
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "LinearIntentClassifier":
        """Make a trained one; the file comes from this machine's own training."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, joblib.load(folder / _FILE))

    @classmethod
    def validate_config(cls, config: "dict[str, Any]") -> None:
        """Nothing can be wrong that training would not say."""

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from the examples that have an intent."""
        examples = [message for message in training_data.intent_examples if message.get(INTENT)]
        intents = np.array([message.get(INTENT) for message in examples])
        rows = [_blocks(message) for message in examples]
        blocks = _stacked(rows, {origin: block.shape[1] for row in rows for origin, block in row.items()})
        weighers = {
            origin: TfidfTransformer(sublinear_tf=True, use_idf=origin != HINTS).fit(matrix)
            for origin, matrix in blocks.items()
        }
        features = self._weighed(blocks, weighers)
        held_out = np.arange(len(examples)) % _HELD_OUT == 0
        trial = self._fit(features[~held_out], intents[~held_out])
        sharpness = _fit_sharpness(trial, features[held_out], intents[held_out])
        self._trained = {
            "weighers": weighers,
            "svm": self._fit(features, intents),
            "sharpness": sharpness,
            "widths": {origin: block.shape[1] for origin, block in blocks.items()},
        }
        with self._model_storage.write_to(self._resource) as folder:
            joblib.dump(self._trained, folder / _FILE, compress=3)
        return self._resource

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Leave the examples as they are; nothing after this needs their prediction."""
        return training_data

    def process(self, messages: "list[Message]") -> "list[Message]":
        """Give every message its intent and the ranking."""
        if self._trained is None or not messages:
            return messages
        blocks = _stacked([_blocks(message) for message in messages], self._trained["widths"])
        svm = self._trained["svm"]
        margins = svm.decision_function(self._weighed(blocks, self._trained["weighers"]))
        confidences = softmax(self._trained["sharpness"] * margins, axis=1)
        for message, row in zip(messages, confidences, strict=True):
            order = np.argsort(-row)[: self._config["ranking_length"]]
            ranking = [{"name": str(svm.classes_[i]), "confidence": float(row[i])} for i in order]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages

    def _fit(self, features: csr_matrix, intents: np.ndarray) -> LinearSVC:
        return LinearSVC(C=self._config["C"], random_state=self._config["random_state"]).fit(
            features, intents
        )

    def _weighed(
        self, blocks: "dict[str, csr_matrix]", weighers: "dict[str, TfidfTransformer]"
    ) -> csr_matrix:
        return hstack(
            [weighers[origin].transform(blocks[origin]) * self._factor(origin) for origin in weighers]
        ).tocsr()

    def _factor(self, origin: str) -> float:
        return float(self._config["weights"].get(origin, 1.0))


def _blocks(message: Message) -> "dict[str, csr_matrix]":
    """The sentence features of a message by the featurizer that made them."""
    return {
        feature.origin: csr_matrix(feature.features)
        for feature in message.features
        if feature.attribute == TEXT and feature.type == FEATURE_TYPE_SENTENCE
    }


def _stacked(rows: "list[dict[str, csr_matrix]]", widths: "dict[str, int]") -> "dict[str, csr_matrix]":
    """One matrix for each block; a message without words has an empty row."""
    return {
        origin: vstack([row.get(origin, csr_matrix((1, width))) for row in rows]).tocsr()
        for origin, width in sorted(widths.items())
    }


def _fit_sharpness(svm: LinearSVC, features: csr_matrix, intents: np.ndarray) -> float:
    """The factor before the softmax under which the held-out intents are likeliest."""
    margins = svm.decision_function(features)
    columns = np.searchsorted(svm.classes_, intents)
    rows = np.arange(len(intents))

    def unlikeliness(factor: float) -> float:
        return -float(log_softmax(factor * margins, axis=1)[rows, columns].mean())

    return float(minimize_scalar(unlikeliness, bounds=(0.5, 20.0), method="bounded").x)
