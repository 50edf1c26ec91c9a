"""Loads a town pack into the store: whole or not at all, and twice without a duplicate."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import inspect as sqlalchemy_inspect
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import DeclarativeBase, selectinload

from content import mapping, models
from content.database import Database
from content.entries import Source, Town
from content.pack.problems import PackError, Severity
from content.pack.reading import files_of, read_source
from content.pack.rows import Values, values_of
from content.pack.schema import LIST_FILES, TownEntry
from content.pack.validation import Pack, check_pack

_MODELS: dict[str, type[Any]] = {
    "places": models.Place,
    "apprenticeships": models.Apprenticeship,
    "jobs": models.Job,
    "events": models.Event,
    "advice": models.AdviceTopic,
    "notices": models.Notice,
}
_NOUNS = {
    "places": "Orte", "apprenticeships": "Ausbildungsplätze", "jobs": "Stellen", "events": "Termine",
    "advice": "Beratungsthemen", "notices": "Meldungen",
}  # fmt: skip
_OF_PACKS = frozenset({Source.DEMO.value, Source.AMT.value, Source.IMPORT.value})


@dataclass
class Counts:
    """What a load did to one kind of entry."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    kept: int = 0
    """Entries that are their owner's, or that those are about; the pack does not touch them."""


@dataclass
class LoadReport:
    """What a load did."""

    town: str
    counts: dict[str, Counts] = field(default_factory=dict)
    town_changed: bool = False

    @property
    def changes(self) -> int:
        """How many entries are not as before; the town itself is one."""
        return self.town_changed + sum(c.added + c.changed + c.removed for c in self.counts.values())

    def __str__(self) -> str:
        total = ", ".join(
            f"{c.added + c.changed + c.unchanged + c.kept} {_NOUNS[kind]}" for kind, c in self.counts.items()
        )
        if not self.changes:
            return f"{self.town}: nichts geändert ({total})."
        added, changed, removed = (
            sum(getattr(c, name) for c in self.counts.values()) for name in ("added", "changed", "removed")
        )
        town = ", Angaben zur Stadt erneuert" if self.town_changed else ""
        return f"{self.town}: {added} neu, {changed} geändert, {removed} entfernt{town} ({total})."


def load_town(path: Path) -> Town:
    """The town of a pack.

    Raises:
        PackError: `town.yml` is wrong.
    """
    source = read_source(path / "town.yml")
    if source.problems or not isinstance(source.data, dict):
        raise PackError("town.yml ist fehlerhaft.", source.problems)
    try:
        entry = TownEntry.model_validate(source.data)
    except ValueError:
        raise PackError(
            "town.yml ist fehlerhaft.", [p for p in check_pack(path).problems if p.file == "town.yml"]
        ) from None
    return mapping.town(_town_row(entry))


def read_place_names(path: Path) -> list[tuple[str, str, tuple[str, ...]]]:
    """Id, name and aliases of the pack's places, without a store; entries that are wrong are left out."""
    names = []
    for file in files_of(path, "places"):
        data = read_source(file).data
        for item in data if isinstance(data, list) else ():
            if not isinstance(item, dict):
                continue
            place_id, name, aliases = item.get("id"), item.get("name"), item.get("aliases") or []
            if isinstance(place_id, str) and isinstance(name, str) and isinstance(aliases, list):
                names.append((place_id, name, tuple(str(alias) for alias in aliases)))
    return names


async def load_pack(database: Database, path: Path, today: date, now: datetime) -> LoadReport:
    """Load a pack in one transaction.

    Args:
        database: a migrated store.
        path: the pack's folder.
        today: what relative dates count from, in the town's zone.
        now: the moment of loading, aware.

    Raises:
        PackError: the pack has errors; nothing is changed.
    """
    pack = check_pack(path)
    errors = [problem for problem in pack.problems if problem.severity is Severity.ERROR]
    if errors or pack.town is None:
        raise PackError(f"{len(errors)} Fehler, nichts wurde geladen.", errors)
    report = LoadReport(pack.town.name)
    async with database.writing() as session:
        report.town_changed = await _load_town(session, pack.town)
        gone: dict[str, list[Any]] = {}
        for kind in LIST_FILES:
            report.counts[kind], gone[kind] = await _load_kind(session, kind, pack, today)
        for kind in reversed(LIST_FILES):  # what belongs to a place goes before the place
            await _remove(session, gone[kind], report.counts[kind])
        if report.changes:
            session.add(models.PackLoad(town=pack.town.id, pack_hash=pack_hash(path), loaded_at=now))
    return report


def pack_hash(path: Path) -> str:
    """The hash of a pack's files."""
    digest = hashlib.sha256()
    for file in sorted(path.glob("*.yml")):
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


async def _load_town(session: AsyncSession, entry: TownEntry) -> bool:
    """Make the store this town's, which has one; returns whether anything is not as before."""
    wanted = _town_row(entry)
    changed = False
    for other in await session.scalars(select(models.TownRecord).where(models.TownRecord.id != entry.id)):
        await session.delete(other)
        changed = True
    row = await session.get(models.TownRecord, entry.id)
    if row is None:
        session.add(wanted)
        return True
    if (row.name, row.data) != (wanted.name, wanted.data):
        row.name, row.data = wanted.name, wanted.data
        return True
    return changed


def _town_row(entry: TownEntry) -> models.TownRecord:
    data = entry.model_dump(mode="json", exclude={"id", "name"}, exclude_defaults=True)
    return models.TownRecord(id=entry.id, name=entry.name, data=data)


async def _load_kind(session: AsyncSession, kind: str, pack: Pack, today: date) -> tuple[Counts, list[Any]]:
    """Add and change entries of one kind; returns also the rows that the pack does not have."""
    assert pack.town is not None
    model = _MODELS[kind]
    counts = Counts()
    with_parts = [selectinload(relation) for relation in sqlalchemy_inspect(model).relationships.values()]
    rows = await session.scalars(select(model).options(*with_parts))
    existing = {row.id: row for row in rows}
    places = {entry.id: entry for entry, _, _ in pack.entries["places"]}
    zone = ZoneInfo(pack.town.time_zone)
    for position, (entry, _, _) in enumerate(pack.entries[kind]):
        values = values_of(kind, entry, pack.town, places, today, zone, position)
        row = existing.pop(entry.id, None)
        if row is None:
            session.add(_new(model, entry.id, values))
            counts.added += 1
        elif row.source not in _OF_PACKS:
            counts.kept += 1
        elif _apply(row, values):
            counts.changed += 1
        else:
            counts.unchanged += 1
    await session.flush()
    return counts, list(existing.values())


async def _remove(session: AsyncSession, rows: Sequence[Any], counts: Counts) -> None:
    """Delete what has left the pack, but nothing of an owner's, nor the place that it is about."""
    needed: set[str | None] = set()
    for model in (models.Apprenticeship, models.Job):
        needed.update(await session.scalars(select(model.place_id).where(model.source.not_in(_OF_PACKS))))
    for row in rows:
        if row.source not in _OF_PACKS or (isinstance(row, models.Place) and row.id in needed):
            counts.kept += 1
        else:
            await session.delete(row)
            counts.removed += 1
    await session.flush()


def _new(model: type[Any], entry_id: str, values: Values) -> DeclarativeBase:
    row: DeclarativeBase = model(id=entry_id, **values.columns)
    for name, parts in values.parts.items():
        setattr(row, name, [values.part_model(name)(**part) for part in parts])
    return row


def _apply(row: Any, values: Values) -> bool:
    """Write what differs; returns whether anything did."""
    changed = False
    for name, value in values.columns.items():
        if _plain(getattr(row, name)) != _plain(value):
            setattr(row, name, value)
            changed = True
    for name, parts in values.parts.items():
        if not _has_parts(row, name, parts, values.part_key(name) or "first_day"):
            _replace_parts(row, name, parts, values)
            changed = True
    return changed


def _has_parts(row: Any, name: str, parts: Sequence[Mapping[str, Any]], key: str) -> bool:
    """Whether a relationship holds just these rows; databases sort by other rules than Python."""
    current = sorted(getattr(row, name), key=lambda part: getattr(part, key))
    wanted = sorted(parts, key=lambda part: part[key])
    return len(current) == len(wanted) and all(
        getattr(part, column) == value
        for part, values in zip(current, wanted, strict=True)
        for column, value in values.items()
    )


def _replace_parts(row: Any, name: str, parts: Sequence[Mapping[str, Any]], values: Values) -> None:
    """Keep rows whose key stays, since deleting and adding the same key clashes within one flush."""
    model, key = values.part_model(name), values.part_key(name)
    kept = {getattr(part, key): part for part in getattr(row, name)} if key else {}
    renewed = []
    for wanted in parts:
        part = kept.get(wanted[key]) if key else None
        if part is None:
            part = model(**wanted)
        else:
            for column, value in wanted.items():
                setattr(part, column, value)
        renewed.append(part)
    setattr(row, name, renewed)


def _plain(value: Any) -> Any:
    return value.timestamp() if isinstance(value, datetime) else value
