"""Compares NLU pipelines on the same training sentences: `python -m bench.nlu_pipelines [--quick]` prints a table.

Every pipeline is trained on one stratified sample of the hand-written sentences, served as the bot serves it, and
asked all gold messages (`tests/nlu_gold/`), which never enter training. An intent is right if it is one of those of
the label's kinds; `follow_up` never counts, since a single message follows nothing: the next in the ranking does.
The pipelines stand in `nlu/baselines/` and `config.yml`; all of them mark entities too. With `--other`, those that
need no hints are tried, in five folds, on German sentences that are not ours (`nlu/baselines/smart_home.py`).

Results are kept in `var/pipelines/` under a hash of pipeline, data and messages: a run that was broken off goes on.
"""

import argparse
import asyncio
import hashlib
import json
import logging
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import yaml

from bench.nlu_server import SECONDS_TO_START, resident_mb
from bot.conversation.keyword_parser import KeywordParser
from bot.conversation.wish import Kind
from bot.conversation.wishes import SIMPLE_INTENTS
from bot.evaluation.gold import CLOCK, read_gold
from bot.world import build_assistant, fill_store, open_database, training_hints, training_lookups
from content.clock import Clock
from content.pack import find_pack, load_town
from nlu.baselines import smart_home
from nlu.client import NluClient
from nlu.fingerprint import CONFIG, RASA_VERSION, ROOT, counted
from nlu.generate import HINTS_LEFT_OUT, Example, as_rasa_yaml, generate, read_data
from nlu.sample_lookups import SAMPLE_NAMES
from nlu.supervisor import NluSupervisor
from nlu.training import RASA_PYTHON, TrainingError, rasa_environment
from nlu.types import Intent, NluUnavailableError, Parse

BASELINES = ROOT / "nlu" / "baselines"
GOLD = ROOT / "tests" / "nlu_gold"
COMPONENTS = ROOT / "nlu" / "rasa_components"
CACHE = ROOT / "var" / "pipelines"
SEED = 20
FOLDS = 5
SENTENCES = 3000
SENTENCES_OTHER = 600
QUICK_SENTENCES = 500
QUICK_EPOCHS = 3
QUICK_STEP = 5
"""A quick run asks every so manieth message, and only shows that all of it works."""


@dataclass(frozen=True)
class Pipeline:
    """A pipeline to try: a file, and the blocks of the linear classifier's features that are taken out of it."""

    name: str
    path: Path
    leave_out: frozenset[str] = frozenset()

    def config(self, most_epochs: int | None) -> str:
        """The pipeline as YAML, with no more than so many epochs."""
        content = yaml.safe_load(self.path.read_text(encoding="utf-8"))
        for component in content["pipeline"]:
            if "blocks" in component:
                component["blocks"].update(dict.fromkeys(self.leave_out))
            if most_epochs is not None and "epochs" in component:
                component["epochs"] = min(component["epochs"], most_epochs)
        return str(yaml.safe_dump(content, sort_keys=False))

    @property
    def reads_hints(self) -> bool:
        """Whether it makes something of hints."""
        return self.path == CONFIG and "hints" not in self.leave_out


PIPELINES = (
    Pipeline("Rasa's default: DIET, 100 epochs", BASELINES / "rasa_default.yml"),
    Pipeline("DIET, 1 layer of 128, 30 epochs", BASELINES / "diet_small.yml"),
    Pipeline("folding tokenizer + DIET, 100 epochs", BASELINES / "diet_folding.yml"),
    Pipeline("Rasa's logistic regression", BASELINES / "logistic.yml"),
    Pipeline("folding tokenizer + logistic regression", BASELINES / "logistic_folding.yml"),
    Pipeline("Rasa's tokenizer + linear SVM", BASELINES / "linear_whitespace.yml"),
    Pipeline("folding tokenizer + linear SVM: ours without hints", CONFIG, frozenset({"hints"})),
    Pipeline("... words only", CONFIG, frozenset({"hints", "letters", "letters_across"})),
    Pipeline("... letters within words only", CONFIG, frozenset({"hints", "words", "letters_across"})),
    Pipeline("... words and letters within words", CONFIG, frozenset({"hints", "letters_across"})),
    Pipeline("... letters in 1- to 4-grams", BASELINES / "linear_short_grams.yml"),
    Pipeline("... letters in 3- to 6-grams", BASELINES / "linear_long_grams.yml"),
    Pipeline("hints only", CONFIG, frozenset({"words", "letters", "letters_across"})),
    Pipeline("**ours: config.yml**", CONFIG),
)
OURS = PIPELINES[-1]


@dataclass(frozen=True)
class Message:
    """What is asked: the words with the hints that the bot hands over, and the kinds or class of a right answer."""

    text: str
    words: str
    hints: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True)
class Measured:
    """What one pipeline answered, and what that took; units are s, MB and ms, None where there is nothing to measure."""

    intents: tuple[str, ...]
    training_s: float | None = None
    model_mb: float | None = None
    load_s: float | None = None
    memory_mb: float | None = None
    parse_p50_ms: float = 0.0
    parse_p95_ms: float = 0.0


def say(line: str) -> None:
    """Tell how it goes."""
    print(f"{time.strftime('%H:%M:%S')} {line}", file=sys.stderr, flush=True)


# --- Training data -----------------------------------------------------------------------------------------------


def stratified(examples: Iterable[Example], count: int, seed: int = SEED) -> list[Example]:
    """So many of the examples, each intent with its share, at least two of each; the same for the same seed."""
    by_intent: defaultdict[str, list[Example]] = defaultdict(list)
    for example in examples:
        by_intent[example.intent].append(example)
    total = sum(map(len, by_intent.values()))
    rng = random.Random(seed)
    chosen = []
    for _, group in sorted(by_intent.items()):
        share = max(2, round(count * len(group) / total))
        chosen += rng.sample(group, min(share, len(group)))
    return chosen


def written_sentences(pack: Path, count: int) -> list[Example]:
    """A sample of the hand-written sentences, with hints as training has them."""
    unique: dict[str, Example] = {}
    for data in read_data():
        for example in data.examples:
            if not example.slots:
                unique.setdefault(example.text.lower(), example.without_courtesies())
    sample = stratified(unique.values(), count)
    rng = random.Random(SEED)
    return [
        replace(example, hints=tuple(hint for hint in hints if rng.random() >= HINTS_LEFT_OUT))
        for example, hints in zip(sample, training_hints(pack)(sample), strict=True)
    ]


def whole_set(pack: Path) -> list[Example]:
    """The set that the bot's own model is trained on."""
    lookups = {**counted(training_lookups(pack)), "name": SAMPLE_NAMES}
    return generate(read_data(), lookups, make_hints=training_hints(pack))


# --- Gold messages -----------------------------------------------------------------------------------------------


class _Listener:
    """Stands where the NLU is, and notes what it would be asked."""

    def __init__(self) -> None:
        self.asked: tuple[str, tuple[str, ...]] = ("", ())

    async def parse(self, text: str, hints: Sequence[str] = ()) -> Parse:
        """Note the words and hints; let the keyword search answer."""
        self.asked = (text, tuple(hints))
        raise NluUnavailableError("only listening")


async def gold_messages(pack: Path) -> tuple[list[Message], Measured, float]:
    """The gold messages as the NLU gets them, the keyword search's answers, and the median ms that hints take.

    Messages whose only right answer is to ask back are left out: no intent does.
    """
    logging.getLogger("bot.answering").setLevel(logging.ERROR)
    clock = Clock(load_town(pack).time_zone, source=lambda: CLOCK)
    listener, keywords = _Listener(), KeywordParser()
    messages, intents, took, heard_in = [], [], [], []
    async with open_database("sqlite:///:memory:") as database:
        await fill_store(database, pack, clock)
        assistant = await build_assistant(database, pack, listener)
        for gold in read_gold(GOLD).messages:
            right = tuple(kind.value for kind in gold.label.kinds if kind is not Kind.CLARIFY)
            if not right:
                continue
            begun = time.perf_counter()
            heard = await assistant.hear(gold.text, CLOCK)
            heard_in.append((time.perf_counter() - begun) * 1000)
            begun = time.perf_counter()
            intents.append(keywords.parse(heard.words, heard.mentions).intent)
            took.append((time.perf_counter() - begun) * 1000)
            messages.append(Message(gold.text, *listener.asked, right))
    floor = Measured(
        tuple(intents),
        parse_p50_ms=statistics.median(took),
        parse_p95_ms=statistics.quantiles(took, n=20)[-1],
    )
    return messages, floor, statistics.median(heard_in)


def kind_of(intent: str) -> str:
    """The kind of answer that an intent leads to; intents of other data stand for themselves."""
    known = SIMPLE_INTENTS.get(Intent(intent)) if intent in set(Intent) else None
    return known[0].value if known else intent


# --- Training and asking -----------------------------------------------------------------------------------------


def measure(
    pipeline: Pipeline,
    examples: Sequence[Example],
    messages: Sequence[Message],
    most_epochs: int | None = None,
    fresh: bool = False,
) -> Measured:
    """Train the pipeline, serve it and ask it all messages; or take the result from an earlier run.

    Raises:
        TrainingError: Rasa failed, or the server did not start.
    """
    if not pipeline.reads_hints:
        examples = [replace(example, hints=()) for example in examples]
        messages = [replace(message, hints=()) for message in messages]
    config, data = pipeline.config(most_epochs), as_rasa_yaml(examples)
    asked = [(message.words, message.hints) for message in messages]
    kept = CACHE / f"{_fingerprint(config, data, json.dumps(asked))}.json"
    if kept.is_file() and not fresh:
        say(f"{pipeline.name}: known from an earlier run")
        content = json.loads(kept.read_text(encoding="utf-8"))
        return Measured(**{**content, "intents": tuple(content["intents"])})
    with tempfile.TemporaryDirectory(prefix="pipelines-") as folder:
        say(f"{pipeline.name}: training on {len(examples)} sentences")
        model, training_s = _train(config, data, Path(folder))
        say(f"{pipeline.name}: trained in {training_s:.0f} s; asking {len(messages)} messages")
        served = asyncio.run(_ask(model, asked))
        measured = replace(served, training_s=training_s, model_mb=model.stat().st_size / 1e6)
    CACHE.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(asdict(measured), ensure_ascii=False), encoding="utf-8")
    return measured


def _fingerprint(config: str, *parts: str) -> str:
    """Names a result after all that it hangs on, our components among it where the pipeline has any."""
    digest = hashlib.sha256(RASA_VERSION.encode())
    modules = sorted(set(re.findall(r"nlu\.rasa_components\.(\w+)\.", config)))
    sources = [COMPONENTS / f"{module}.py" for module in modules]
    if sources:
        sources += [COMPONENTS / "folding.py", ROOT / "nlu" / "hints.py"]
    for content in (config, *parts, *(path.read_text(encoding="utf-8") for path in sources)):
        digest.update(hashlib.sha256(content.encode()).digest())
    return digest.hexdigest()[:20]


def _train(config: str, data: str, folder: Path) -> tuple[Path, float]:
    """The model's path, and the seconds that training took, with the start of Rasa."""
    config_path, data_path, log = folder / "config.yml", folder / "nlu.yml", folder / "training.log"
    config_path.write_text(config, encoding="utf-8")
    data_path.write_text(data, encoding="utf-8")
    command = [str(RASA_PYTHON), "-m", "nlu.rasa_components.train", "--config", str(config_path)]
    command += ["--data", str(data_path), "--out", str(folder), "--name", "model"]
    started = time.monotonic()
    with log.open("wb") as sink:
        code = subprocess.run(
            command, cwd=folder, env=rasa_environment(), stdout=sink, stderr=subprocess.STDOUT, check=False
        ).returncode
    model = folder / "model.tar.gz"
    if code != 0 or not model.is_file():
        last = log.read_text(encoding="utf-8", errors="replace")[-6000:]
        raise TrainingError(f"Rasa stopped with code {code}. Its last messages:\n{last}")
    return model, time.monotonic() - started


async def _ask(model: Path, asked: Sequence[tuple[str, tuple[str, ...]]]) -> Measured:
    """Ask a server of its own, one message after the other; loading lasts until the first answer."""
    log = model.with_name("server.log")
    started = time.perf_counter()
    async with NluSupervisor(RASA_PYTHON, model, 0, "bench", log) as server:
        if not await server.wait_ready(SECONDS_TO_START):
            raise TrainingError(f"The NLU server did not start:\n{log.read_text(encoding='utf-8')[-2000:]}")
        async with NluClient([server.url], "bench", timeout=60) as client:
            await client.parse("hallo")
            load_s = time.perf_counter() - started
            intents, took = [], []
            for words, hints in asked:
                begun = time.perf_counter()
                parse = await client.parse(words, hints)
                took.append((time.perf_counter() - begun) * 1000)
                intents.append(standing_alone(parse))
            memory_mb = resident_mb(server.pid or 0)
    return Measured(
        tuple(intents),
        load_s=load_s,
        memory_mb=memory_mb,
        parse_p50_ms=statistics.median(took),
        parse_p95_ms=statistics.quantiles(took, n=20)[-1],
    )


def standing_alone(parse: Parse) -> str:
    """The likeliest intent that a single message can have; empty if there is none."""
    ranking = [score.intent for score in parse.ranking] or [parse.intent]
    return next((intent for intent in ranking if intent != Intent.FOLLOW_UP), "")


# --- Scores ------------------------------------------------------------------------------------------------------


def is_right(message: Message, intent: str) -> bool:
    """Whether the intent is one of a right answer."""
    return kind_of(intent) in message.right


def accuracy(messages: Sequence[Message], intents: Sequence[str], half: int | None = None) -> float:
    """The share of right intents, in all messages or in the half with this remainder of crc32."""
    hits = [
        is_right(message, intent)
        for message, intent in zip(messages, intents, strict=True)
        if half is None or zlib.crc32(message.text.encode()) % 2 == half
    ]
    return sum(hits) / len(hits) if hits else 0.0


def macro_f1(messages: Sequence[Message], intents: Sequence[str]) -> float:
    """The mean over all kinds in the gold set of F1, in which a rare kind counts as much as a frequent one."""
    right: Counter[str] = Counter()
    given: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for message, intent in zip(messages, intents, strict=True):
        kind = kind_of(intent)
        given[kind] += 1
        right[kind] += kind in message.right
        wanted[kind if kind in message.right else message.right[0]] += 1
    return statistics.mean(2 * right[kind] / (wanted[kind] + given[kind]) for kind in wanted)


# --- The table on our data ---------------------------------------------------------------------------------------

HEAD = (
    "pipeline", "accuracy", "half 0", "half 1", "macro F1", "training, s", "model, MB", "load, s",
    "memory, MB", "parse p50, ms", "p95, ms",
)  # fmt: skip


def row(name: str, messages: Sequence[Message], measured: Measured) -> str:
    """One line of the table."""
    shares = [accuracy(messages, measured.intents, half) for half in (None, 0, 1)]
    cells = [f"{share:.1%}" for share in shares]
    cells += [
        f"{macro_f1(messages, measured.intents):.3f}",
        _figure(measured.training_s, 0),
        _figure(measured.model_mb, 1),
        _figure(measured.load_s, 1),
        _figure(measured.memory_mb, 0),
        _figure(measured.parse_p50_ms, 1),
        _figure(measured.parse_p95_ms, 1),
    ]
    return f"| {name} | {' | '.join(cells)} |"


def _figure(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def table_head(head: Sequence[str]) -> str:
    """The head of a Markdown table, numbers to the right."""
    return f"| {' | '.join(head)} |\n| --- |{' ---: |' * (len(head) - 1)}"


def compare(town: str, sentences: int, quick: bool, fresh: bool) -> str:
    """Measure all pipelines on our data; the table with what there is to know of it."""
    pack = find_pack(town)
    messages, floor, hints_ms = asyncio.run(gold_messages(pack))
    sample = written_sentences(pack, sentences)
    chosen = list(range(0, len(messages), QUICK_STEP if quick else 1))
    messages = [messages[i] for i in chosen]
    floor = replace(floor, intents=tuple(floor.intents[i] for i in chosen))
    epochs = QUICK_EPOCHS if quick else None
    rows = [row("keyword search (the floor)", messages, floor)]
    for pipeline in PIPELINES:
        measured = measure(pipeline, sample, messages, epochs, fresh)
        rows.append(row(pipeline.name, messages, measured))
        say(rows[-1])
    if not quick:
        whole = whole_set(pack)
        name = f"{OURS.name}, on all {len(whole):,} sentences that are generated"
        rows.append(row(name, messages, measure(OURS, whole, messages, epochs, fresh)))
    halves = Counter(zlib.crc32(message.text.encode()) % 2 for message in messages)
    return "\n".join(
        (
            f"{len(sample):,} training sentences, {len(messages):,} gold messages ({halves[0]} and {halves[1]})"
            + ("; quick: too few sentences and epochs to judge by." if quick else "."),
            "",
            table_head(HEAD),
            *rows,
            "",
            f"Hints cost the bot {hints_ms:.1f} ms a message (median), which are not in the parse times.",
        )
    )


# --- The table on data of other makers ---------------------------------------------------------------------------


def folds(examples: Sequence[Example]) -> list[list[Example]]:
    """The examples in five parts, each class spread over all of them."""
    shuffled = random.Random(SEED).sample(list(examples), len(examples))
    by_class = sorted(shuffled, key=lambda example: example.intent)
    return [by_class[number::FOLDS] for number in range(FOLDS)]


def compare_on_other(sentences: int, quick: bool, fresh: bool) -> str:
    """Train and test in folds; the table of shares over all folds, with the lowest and the highest fold."""
    examples = stratified(smart_home.fetch(), sentences)
    parts = folds(examples)
    rows = []
    for pipeline in PIPELINES:
        if not pipeline.reads_hints:
            rows.append(_row_of_folds(pipeline, parts, QUICK_EPOCHS if quick else None, fresh))
            say(rows[-1])
    classes = Counter(example.intent for example in examples)
    return "\n".join(
        (
            f"{smart_home.PACKAGE} ({smart_home.LICENCE}), German: {len(examples):,} sentences, "
            f"{len(classes)} intents, {FOLDS} folds. The most frequent intent throughout would give "
            f"{max(classes.values()) / len(examples):.1%}.",
            "",
            table_head(("pipeline", "accuracy", "lowest fold", "highest fold", "macro F1", "training, s")),
            *rows,
        )
    )


def _row_of_folds(
    pipeline: Pipeline, parts: Sequence[Sequence[Example]], most_epochs: int | None, fresh: bool
) -> str:
    shares: list[float] = []
    seconds: list[float] = []
    messages: list[Message] = []
    intents: list[str] = []
    for part in parts:
        training = [example for other in parts if other is not part for example in other]
        asked = [Message(example.text, example.text, (), (example.intent,)) for example in part]
        measured = measure(pipeline, training, asked, most_epochs, fresh)
        shares.append(accuracy(asked, measured.intents))
        seconds.append(measured.training_s or 0.0)
        messages += asked
        intents += measured.intents
    cells = [f"{share:.1%}" for share in (accuracy(messages, intents), min(shares), max(shares))]
    cells += [f"{macro_f1(messages, intents):.3f}", f"{statistics.mean(seconds):.0f}"]
    return f"| {pipeline.name} | {' | '.join(cells)} |"


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.nlu_pipelines", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="little data, few epochs: whether all of it works"
    )
    parser.add_argument("--sentences", type=int, help=f"training sentences; {SENTENCES} unless told")
    parser.add_argument("--town", default="bottrop", help="town pack whose words give the hints")
    parser.add_argument("--other", action="store_true", help="on German sentences that are not ours instead")
    parser.add_argument("--fresh", action="store_true", help="measure anew what an earlier run has measured")
    args = parser.parse_args()
    try:
        if args.other:
            count = args.sentences or (QUICK_SENTENCES if args.quick else SENTENCES_OTHER)
            print(compare_on_other(count, args.quick, args.fresh))
        else:
            count = args.sentences or (QUICK_SENTENCES if args.quick else SENTENCES)
            print(compare(args.town, count, args.quick, args.fresh))
    except TrainingError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
