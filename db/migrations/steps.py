"""What a migration needs besides Alembic's own operations: SQL files with the roles' names filled in."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from db.engine import EXTENSIONS_SCHEMA, DatabaseRole, Organisation

SQL = Path(__file__).parent / "sql"


def run_sql(name: str) -> None:
    """Run `sql/<name>`; `:schema`, `:extensions` and `:app`-like role names stand in double braces."""
    place: Organisation = op.get_context().config.attributes["organisation"]  # type: ignore[union-attr]  # set by migrate()
    statement = (SQL / name).read_text(encoding="utf-8")
    for role in DatabaseRole:
        statement = statement.replace("{{" + role + "}}", place.role(role))
    statement = statement.replace("{{schema}}", place.schema).replace("{{extensions}}", EXTENSIONS_SCHEMA)
    run_script(statement)


def run_script(statement: str) -> None:
    """Run several statements at once, as written: the driver gets no parameters, so a percent sign is itself."""
    op.get_bind().connection.driver_connection.execute(statement)  # type: ignore[union-attr]  # psycopg's connection
