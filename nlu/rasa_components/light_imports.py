"""Keeps TensorFlow out of the process when the pipeline needs none of it.

Rasa imports TensorFlow as soon as its recipe is read, for components (DIET, TED) that this pipeline does not use;
that costs several seconds and most of a gigabyte. A stand-in is put in its place, of which classes can be derived
and nothing computed. It is used only if every component of the pipeline is on the list below; any other pipeline
gets the real thing.
"""

import importlib.abc
import importlib.machinery
import sys
import types
from collections.abc import Iterable, Sequence
from typing import Any

WITHOUT_TENSORFLOW = frozenset(
    {
        "RegexMessageHandler",
        "WhitespaceTokenizer",
        "RegexFeaturizer",
        "LexicalSyntacticFeaturizer",
        "CountVectorsFeaturizer",
        "LogisticRegressionClassifier",
        "KeywordIntentClassifier",
        "FallbackClassifier",
        "RegexEntityExtractor",
        "EntitySynonymMapper",
        "CRFEntityExtractor",
    }
)
_OUR_COMPONENTS = "nlu.rasa_components."
_REPLACED = frozenset({"tensorflow", "tensorflow_addons", "tensorflow_hub", "tensorflow_text", "keras"})


class _StandInType(type):
    """The type of whatever is looked up in the stand-in: it has every attribute, each a type again."""

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        found = _stand_in(name)
        setattr(cls, name, found)
        return found

    def __getitem__(cls, item: Any) -> Any:
        return cls


def _stand_in(name: str) -> Any:
    return _StandInType(name, (), {"__init__": _accept_anything, "__call__": _decorate})


def _accept_anything(self: Any, *args: Any, **kwargs: Any) -> None:
    """Take the arguments of a decorator factory."""


def _decorate(self: Any, decorated: Any = None, *args: Any, **kwargs: Any) -> Any:
    """Leave what is decorated as it is."""
    return decorated


class _StandInModule(types.ModuleType):
    __path__: Sequence[str] = ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        found = _stand_in(name)
        setattr(self, name, found)
        return found


class _StandInFinder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(
        self, fullname: str, path: Any, target: Any = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname.partition(".")[0] in _REPLACED:
            return importlib.machinery.ModuleSpec(fullname, self, is_package=True)
        return None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> types.ModuleType:
        return _StandInModule(spec.name)

    def exec_module(self, module: types.ModuleType) -> None:
        pass


def needs_tensorflow(components: Iterable[str]) -> bool:
    """Say whether any of the pipeline's components, named as in config.yml or by class, might use TensorFlow."""
    return any(
        not name.startswith(_OUR_COMPONENTS) and name.rpartition(".")[2] not in WITHOUT_TENSORFLOW
        for name in components
    )


def leave_tensorflow_out() -> None:
    """Put the stand-in in TensorFlow's place; call before anything of Rasa is imported."""
    if not any(isinstance(finder, _StandInFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _StandInFinder())
