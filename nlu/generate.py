"""Makes the training set: hand-written sentences, slots filled from the town's words, and noise.

The hand-written data stands in `nlu/data/`, one YAML file an intent:

    intent: places
    examples: |
      wo krieg ich [brötchen](thing)
      wer repariert {thing} in {location}
    every: |
      {trade}

One sentence a line. `[text](entity)` marks an entity; a line with `{slot}` is a template, filled several times from
the words handed in. Lines under `every` are filled once with each word. Lines that begin with `#` are comments.
The result depends on the data, the words and the seed only.
"""

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

import yaml

from nlu.courtesies import without_courtesies
from nlu.hints import with_hints
from nlu.noise import distort
from nlu.types import EntityType

DATA_DIR = Path(__file__).parent / "data"

Lookups: TypeAlias = Mapping[str, Sequence[str]]
"""Words by entity, as the town's vocabulary has them."""

FILLS_PER_TEMPLATE = 10
NOISY_COPIES_WRITTEN = 1
NOISY_SHARE_FILLED = 0.35
MAX_WORDS_EVERY = 250
HINTS_LEFT_OUT = 0.1
"""Share of hints withheld from training, so that the model also reads the words: no vocabulary is complete."""

_MARKED = re.compile(r"\[(?P<text>[^\]]+)\]\((?P<entity>\w+)\)|\{(?P<slot>\w+)\}")
_UNSAFE = re.compile(r"[\[\](){}\n\r]")


class TrainingDataError(Exception):
    """The training data breaks its own rules; the message names the file and the line."""


@dataclass(frozen=True)
class Segment:
    """A stretch of an example; `entity` is None for plain text, `slot` is true where a word goes in."""

    text: str
    entity: str | None = None
    slot: bool = False


@dataclass(frozen=True)
class Example:
    """A sentence and its intent, in stretches."""

    intent: str
    segments: tuple[Segment, ...]
    hints: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The sentence as a person writes it."""
        return "".join(segment.text for segment in self.segments)

    @property
    def annotated(self) -> str:
        """The sentence in Rasa's notation."""
        return "".join(
            f"[{segment.text}]({segment.entity})" if segment.entity else segment.text
            for segment in self.segments
        )

    def without_courtesies(self) -> "Example":
        """The same with salutation and signature blanked, as the bot hands messages to the model."""
        blanked, at, segments = without_courtesies(self.text), 0, []
        for segment in self.segments:
            text = blanked[at : at + len(segment.text)]
            at += len(segment.text)
            segments.append(Segment(text, segment.entity if text.strip() else None))
        return Example(self.intent, tuple(segments))

    @property
    def slots(self) -> list[str]:
        """The names of the slots that are still to be filled."""
        return [segment.entity or "" for segment in self.segments if segment.slot]


@dataclass(frozen=True)
class IntentData:
    """One file of hand-written data."""

    intent: str
    examples: tuple[Example, ...]
    every: tuple[Example, ...] = ()


def parse_line(intent: str, line: str) -> Example:
    """Read one line of the data files.

    Raises:
        TrainingDataError: An entity is unknown or a bracket is left over.
    """
    segments: list[Segment] = []
    at = 0
    for match in _MARKED.finditer(line):
        if match.start() > at:
            segments.append(Segment(line[at : match.start()]))
        entity = match["entity"] or match["slot"]
        if entity not in set(EntityType):
            raise TrainingDataError(f"unknown entity {entity!r} in {line!r}")
        if match["slot"]:
            segments.append(Segment("", entity, slot=True))
        else:
            segments.append(Segment(match["text"], entity))
        at = match.end()
    if at < len(line):
        segments.append(Segment(line[at:]))
    for segment in segments:
        if _UNSAFE.search(segment.text):
            raise TrainingDataError(f"stray bracket in {line!r}")
    return Example(intent, tuple(segments))


def read_data(folder: Path = DATA_DIR) -> list[IntentData]:
    """Read all data files, in the order of their names.

    Raises:
        TrainingDataError: A file is not of the expected form.
    """
    found = []
    for path in sorted(folder.glob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        if not isinstance(content, dict) or set(content) - {"intent", "examples", "every"}:
            raise TrainingDataError(f"{path.name}: expected the keys intent, examples and every")
        try:
            found.append(
                IntentData(
                    intent=content["intent"],
                    examples=tuple(_parse_lines(content["intent"], content["examples"])),
                    every=tuple(_parse_lines(content["intent"], content.get("every", ""))),
                )
            )
        except TrainingDataError as error:
            raise TrainingDataError(f"{path.name}: {error}") from error
    return found


def _parse_lines(intent: str, block: str) -> Iterator[Example]:
    for line in block.splitlines():
        line = line.strip()
        if line and not line.startswith("#"):
            yield parse_line(intent, line)


HintMaker: TypeAlias = Callable[[Sequence[Example]], Sequence[tuple[str, ...]]]
"""Gives the hints of each of some examples."""


def generate(
    data: Iterable[IntentData], lookups: Lookups, seed: int = 20, make_hints: HintMaker | None = None
) -> list[Example]:
    """Return the training set: every sentence and template filled, each sentence once.

    Args:
        data: The hand-written data.
        lookups: Words by entity. A template whose slot has no words is left out.
        seed: The same seed gives the same set.
        make_hints: Gives the hints that the bot would hand over with each sentence.
    """
    rng = random.Random(seed)
    words = {entity: _usable(values) for entity, values in lookups.items()}
    result: dict[str, Example] = {}
    for intent in data:
        for example in _expanded(intent, words, rng):
            # The first to claim a sentence keeps it: the same words must not stand for two intents.
            bare = example.without_courtesies()
            result.setdefault(bare.text.strip().lower(), bare)
    examples = list(result.values())
    if make_hints is None:
        return examples
    return [
        replace(example, hints=tuple(hint for hint in hints if rng.random() >= HINTS_LEFT_OUT))
        for example, hints in zip(examples, make_hints(examples), strict=True)
    ]


def _usable(values: Sequence[str]) -> list[str]:
    """Drop what would break the notation, and double words; keep the order."""
    return list(dict.fromkeys(value for value in values if value.strip() and not _UNSAFE.search(value)))


def _expanded(data: IntentData, words: Mapping[str, Sequence[str]], rng: random.Random) -> Iterator[Example]:
    for example in data.examples:
        if not example.slots:
            yield example
            for _ in range(NOISY_COPIES_WRITTEN):
                yield _noisy(example, rng)
            continue
        for _ in range(FILLS_PER_TEMPLATE):
            filled = _filled(example, words, rng)
            if filled is None:
                break
            yield filled
            if rng.random() < NOISY_SHARE_FILLED:
                yield _noisy(filled, rng)
    for example in data.every:
        (slot,) = example.slots
        chosen = list(words.get(slot, ()))
        if len(chosen) > MAX_WORDS_EVERY:
            chosen = rng.sample(chosen, MAX_WORDS_EVERY)
        for word in chosen:
            yield _with_words(example, [word])


def _filled(example: Example, words: Mapping[str, Sequence[str]], rng: random.Random) -> Example | None:
    choices = []
    for slot in example.slots:
        if not words.get(slot):
            return None
        choices.append(rng.choice(words[slot]))
    return _with_words(example, choices)


def _with_words(example: Example, choices: Sequence[str]) -> Example:
    rest = iter(choices)
    return Example(
        example.intent,
        tuple(Segment(next(rest), s.entity) if s.slot else s for s in example.segments),
    )


def _noisy(example: Example, rng: random.Random) -> Example:
    distorted = tuple(Segment(distort(s.text, rng), s.entity) for s in example.segments)
    return Example(example.intent, distorted)


def as_rasa_yaml(examples: Iterable[Example]) -> str:
    """Write the training set in Rasa's YAML format."""
    by_intent: dict[str, list[str]] = {}
    for example in examples:
        by_intent.setdefault(example.intent, []).append(with_hints(example.annotated, example.hints))
    lines = ['version: "3.1"', "nlu:"]
    for intent, sentences in by_intent.items():
        lines += [f"- intent: {intent}", "  examples: |"]
        lines += [f"    - {sentence.strip()}" for sentence in sentences]
    return "\n".join(lines) + "\n"
