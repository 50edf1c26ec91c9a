"""An intent classifier for little data and many features: TF-IDF over words and letters, a linear SVM on top.

A message gives several blocks of features: words and pairs of words, letters within words, letters across words, and
the hints that came with it, alone and in pairs. Each block is damped, weighed by how rare a feature is, and scaled to
one length, so that neither long messages nor the block with the most columns outweighs the rest. The margins of the
SVM become confidences by a softmax whose sharpness is fitted on examples held out for that.

It counts features itself rather than taking them from Rasa's featurizers: these hand on one matrix a message and
block, which for 30,000 messages takes minutes and gigabytes.
"""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix, hstack
from scipy.special import log_softmax, softmax
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from nlu.rasa_components.tokenizer import HINTS

_FILE = "linear_classifier.joblib"
_HELD_OUT = 10
"""Every so manieth example is held out while the sharpness is fitted."""

_HINTS = "hints"
_WORD = r"(?u)\b\w+\b"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LinearIntentClassifier(IntentClassifier, GraphComponent):
    """Says what a message wants, and how sure it is.

    Settings: `C`, the SVM's inverse regularisation; `blocks`, for each block of features its weight and, but for
    hints, its analyzer (word, char_wb, char) and the least and most units in a feature, or null to leave it out;
    `ranking_length`, how many intents are handed on.
    """

    @classmethod
    def required_components(cls) -> "list[type]":
        """What must stand before it in the pipeline."""
        return [Tokenizer]

    @staticmethod
    def get_default_config() -> "dict[str, Any]":
        """The settings it has, with their defaults."""
        return {
            "C": 0.5,
            "blocks": {
                "words": {"analyzer": "word", "ngrams": [1, 2], "weight": 1.0},
                "letters": {"analyzer": "char_wb", "ngrams": [2, 5], "weight": 0.7},
                "letters_across": {"analyzer": "char", "ngrams": [3, 6], "weight": 0.7},
                _HINTS: {"weight": 1.0},
            },
            "ranking_length": 6,
            "random_state": 20,
        }

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
        vectorizers = {
            name: _vectorizer(name, block).fit(documents)
            for name, block in self._config["blocks"].items()
            if block and any(documents := _documents(name, examples))
        }
        features = self._features(examples, vectorizers)
        held_out = np.arange(len(examples)) % _HELD_OUT == 0
        trial = self._fit(features[~held_out], intents[~held_out])
        self._trained = {
            "vectorizers": vectorizers,
            "sharpness": _fit_sharpness(trial, features[held_out], intents[held_out]),
            "svm": self._fit(features, intents),
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
        svm = self._trained["svm"]
        margins = svm.decision_function(self._features(messages, self._trained["vectorizers"]))
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

    def _features(
        self, messages: "Sequence[Message]", vectorizers: "dict[str, TfidfVectorizer]"
    ) -> csr_matrix:
        blocks = self._config["blocks"]
        return hstack(
            [
                vectorizer.transform(_documents(name, messages)) * float(blocks[name]["weight"])
                for name, vectorizer in vectorizers.items()
            ]
        ).tocsr()


def _vectorizer(name: str, block: "dict[str, Any]") -> TfidfVectorizer:
    if name == _HINTS:
        # How rare a hint is says nothing, so it is not weighed by that.
        return TfidfVectorizer(token_pattern=r"\S+", lowercase=False, use_idf=False, binary=True, min_df=3)
    least, most = block["ngrams"]
    return TfidfVectorizer(
        analyzer=block["analyzer"],
        ngram_range=(least, most),
        token_pattern=_WORD,
        lowercase=False,
        sublinear_tf=True,
        min_df=1 if block["analyzer"] == "word" else 2,
        dtype=np.float32,
    )


def _documents(name: str, messages: "Sequence[Message]") -> "list[str]":
    """What a block is counted in: the folded words of each message, or its hints."""
    return [_hints_of(message) if name == _HINTS else _words_of(message) for message in messages]


def _words_of(message: Message) -> str:
    return " ".join(token.lemma for token in message.get(TOKENS_NAMES[TEXT]) or ())


def _hints_of(message: Message) -> str:
    """A message's hints and every two of them: a street next to a time says more than either."""
    hints = sorted(set(message.get(HINTS) or ()))
    return " ".join([*hints, *(f"{one}+{other}" for one, other in combinations(hints, 2))])


def _fit_sharpness(svm: LinearSVC, features: csr_matrix, intents: np.ndarray) -> float:
    """The factor before the softmax under which the held-out intents are likeliest."""
    margins = svm.decision_function(features)
    columns = np.searchsorted(svm.classes_, intents)
    rows = np.arange(len(intents))

    def unlikeliness(factor: float) -> float:
        return -float(log_softmax(factor * margins, axis=1)[rows, columns].mean())

    return float(minimize_scalar(unlikeliness, bounds=(0.5, 20.0), method="bounded").x)
