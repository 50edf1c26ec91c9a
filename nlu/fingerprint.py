"""Names a model after everything that it was made from, so that training happens only when that has changed."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
CONFIG = ROOT / "config.yml"
RASA_VERSION = "3.6.21"

# Names of shops change every week, and the bot knows them from its store without the model, which learns from a
# handful of them what a name looks like. So they ask for no new training.
LOOKUPS_THAT_COUNT = ("thing", "trade", "problem", "location", "occupation", "attribute", "topic")

_SOURCES = (
    "config.yml",
    "nlu/generate.py",
    "nlu/noise.py",
    "nlu/hints.py",
    "nlu/courtesies.py",
    "nlu/data/*.yml",
    "nlu/rasa_components/*.py",
)


def fingerprint(
    lookups: Mapping[str, Sequence[str]], hint_sources: Iterable[Path] = (), root: Path = ROOT
) -> str:
    """Return 16 hex digits for the training data, pipeline, components, Rasa version and vocabulary.

    Neither the order nor the repetition of a lookup's words matters.

    Args:
        lookups: the town's words by entity.
        hint_sources: the files that decide which hints a message gets.
        root: the project's folder.
    """
    digest = hashlib.sha256(RASA_VERSION.encode())
    for path in sorted(hint_sources):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    for pattern in _SOURCES:
        for path in sorted(root.glob(pattern)):
            digest.update(path.relative_to(root).as_posix().encode())
            digest.update(path.read_bytes())
    digest.update(json.dumps(counted(lookups), ensure_ascii=False, sort_keys=True).encode())
    return digest.hexdigest()[:16]


def counted(lookups: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the lookups that the model is trained on, each sorted and without repetition."""
    return {entity: sorted(set(lookups.get(entity, ()))) for entity in LOOKUPS_THAT_COUNT}


def model_path(out: Path, lookups: Mapping[str, Sequence[str]], hint_sources: Iterable[Path] = ()) -> Path:
    """Return where the model for these lookups belongs, whether or not it is there."""
    return out / f"nlu-{fingerprint(lookups, hint_sources)}.tar.gz"


def current_model(
    out: Path, lookups: Mapping[str, Sequence[str]], hint_sources: Iterable[Path] = ()
) -> Path | None:
    """Return the model that fits data, pipeline and lookups as they are now, or None if it is to be trained."""
    path = model_path(out, lookups, hint_sources)
    return path if path.is_file() else None
