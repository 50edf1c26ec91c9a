"""Counting content changes, so that every process knows when what it keeps in memory is out of date.

A session that commits a change to an entry raises the store's version by one and notes which entry it was, in the
same transaction. Nobody has to remember to: it hangs on the session itself, and sees bulk statements too. Only
statements on bare `Table` objects or raw SQL go unseen; who runs those calls `record_change`.
"""

from collections import defaultdict
from typing import Any

from sqlalchemy import delete, event, insert, update
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction

from content import models

ANY_ENTRY = ""
"""Stands for "any entry of this kind may have changed"."""

CHANGES_KEPT = 2_000
"""Versions whose changes stay listed; who is farther behind reads everything again."""

_MOST_NAMED_CHANGES = 500
_PENDING = "content_changes"

_KINDS: dict[type[Any], str] = {
    models.Place: "place",
    models.PlaceAlias: "place",
    models.PlaceCategory: "place",
    models.PlaceProduct: "place",
    models.PlaceAttribute: "place",
    models.PlaceLanguage: "place",
    models.HoursException: "place",
    models.Apprenticeship: "apprenticeship",
    models.Job: "job",
    models.Event: "event",
    models.AdviceTopic: "advice_topic",
    models.Notice: "notice",
    models.TownRecord: "town",
}


class ContentSession(Session):
    """A session that records which entries its transaction changes."""


def record_change(session: Session, kind: str, entry_id: str = ANY_ENTRY) -> None:
    """Note that an entry changes with this transaction.

    Args:
        session: the (sync) session of the transaction; `AsyncSession.sync_session`.
        kind: the entry's table: `place`, `event`, `apprenticeship`, `job`, `advice_topic`, `notice`, `town`.
        entry_id: its id, or `ANY_ENTRY`.
    """
    session.info.setdefault(_PENDING, defaultdict(set))[kind].add(entry_id)


@event.listens_for(ContentSession, "after_flush")
def _note_flushed(session: Session, _context: UOWTransaction) -> None:
    changed = [
        *session.new,
        *session.deleted,
        *(entry for entry in session.dirty if session.is_modified(entry)),
    ]
    for entry in changed:
        kind = _KINDS.get(type(entry))
        if kind is not None:
            record_change(session, kind, getattr(entry, "place_id" if _is_part(entry) else "id"))


@event.listens_for(ContentSession, "do_orm_execute")
def _note_bulk_statement(state: ORMExecuteState) -> None:
    if not (state.is_insert or state.is_update or state.is_delete):
        return
    for mapper in state.all_mappers:
        kind = _KINDS.get(mapper.class_)
        if kind is not None:
            record_change(state.session, kind)


@event.listens_for(ContentSession, "before_commit")
def _raise_version(session: Session) -> None:
    session.flush()
    pending: dict[str, set[str]] | None = session.info.pop(_PENDING, None)
    if not pending:
        return
    # The updated row stays locked until the commit: versions become visible in their order.
    version = session.scalars(
        update(models.ContentVersion)
        .where(models.ContentVersion.id == 1)
        .values(version=models.ContentVersion.version + 1)
        .returning(models.ContentVersion.version)
        .execution_options(synchronize_session=False)
    ).one()
    rows = [
        {"version": version, "kind": kind, "entry_id": entry_id}
        for kind, entry_ids in pending.items()
        for entry_id in _abridged(entry_ids)
    ]
    session.execute(insert(models.ContentChange), rows)
    session.execute(
        delete(models.ContentChange)
        .where(models.ContentChange.version <= version - CHANGES_KEPT)
        .execution_options(synchronize_session=False)
    )


@event.listens_for(ContentSession, "after_rollback")
def _forget_changes(session: Session) -> None:
    session.info.pop(_PENDING, None)


def _is_part(entry: object) -> bool:
    return isinstance(entry, models.PlacePart | models.HoursException)


def _abridged(entry_ids: set[str]) -> list[str]:
    """Return the ids to list; very many are not worth naming."""
    if ANY_ENTRY in entry_ids or len(entry_ids) > _MOST_NAMED_CHANGES:
        return [ANY_ENTRY]
    return sorted(entry_ids)
