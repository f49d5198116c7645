"""Which way PostgreSQL goes for a statement that is prepared: it plans that once, knowing none of the values."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count

from sqlalchemy import event, text

from db.engine import DatabaseRole, engine_for
from tests.conftest import Clinic

# Many patients, so that a patient's own rows are few among all.
PATIENTS = (
    "INSERT INTO patient (mrn, given, family, sex, birth_date) "
    "SELECT 'CROWD' || n, 'Some', 'Body', 'female', '1955-03-01' FROM generate_series(1, 600) n"
)


def crowded(clinic: Clinic, *statements: str) -> None:
    """Put rows into the tables, so many that any index is dearer than the right one."""
    with clinic.db.transaction() as session:
        for statement in statements:
            session.execute(text(statement))


def analyzed(clinic: Clinic, *tables: str) -> None:
    """Let PostgreSQL count what is in the tables, as it does by itself after a while."""
    owner = engine_for(clinic.db.place, DatabaseRole.OWNER)  # only who owns a table may
    with owner.begin() as connection:
        connection.execute(text(f"ANALYZE {', '.join(tables)}"))
    owner.dispose()


def general_plan(clinic: Clinic, act: Callable[[], object], words: str) -> str:
    """The plan, through indexes where any will do, of the one statement of `act` in which these words stand."""
    issued: list[str] = []

    def note(*said: object) -> None:
        issued.append(str(said[2]))

    event.listen(clinic.db.engine, "before_cursor_execute", note)
    try:
        act()
    finally:
        event.remove(clinic.db.engine, "before_cursor_execute", note)
    (statement,) = {each for each in issued if words in each}
    number = count(1)
    prepared = re.sub(r"%\(\w+\)s", lambda _: f"${next(number)}", statement).replace("%%", "%")
    with clinic.db.transaction() as session:
        session.execute(text("SET LOCAL enable_seqscan = off"))
        lines = session.connection().exec_driver_sql(f"EXPLAIN (GENERIC_PLAN) {prepared}").scalars()
        return "\n".join(lines)
