"""`INSERT ... ON CONFLICT` for either database: SQLAlchemy has it per dialect only."""

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from content.models import Base


def insert_for(session: AsyncSession, model: type[Base]) -> Any:
    """Return an insert into `model` that knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    dialect = session.get_bind().dialect.name
    return postgresql.insert(model) if dialect == "postgresql" else sqlite.insert(model)
