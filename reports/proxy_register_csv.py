"""The register of access as a table: one line each, everything as text."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from db.config import config
from db.queries.proxy_lines import GrantLine
from reports.csv_cells import table
from rules.proxy_scopes import BASES, RELATIONS, SCOPES

HEAD = (
    "Patient", "Record number", "Birth date", "Proxy", "E-mail", "Account", "Relation", "Ground", "State", "Opens now",
    "Agreed", "From", "Until", "Changes on", "Given by", "Last used", "Revoked at", "Revoked by", "Reason",
)  # fmt: skip


def render(lines: Iterable[GrantLine]) -> bytes:
    """The CSV. Days are ISO dates, instants in the clinic's zone."""
    zone = config().zone
    return table(HEAD, (_row(line, zone) for line in lines))


def _row(line: GrantLine, zone: ZoneInfo) -> tuple[str, ...]:
    return (
        line.patient,
        line.mrn,
        _day(line.birth_date),
        line.proxy,
        line.email,
        line.account_state,
        RELATIONS.get(line.relation, line.relation),
        BASES[line.basis].words,
        line.state.replace("-", " "),
        _scopes(line.opens),
        _scopes(line.scopes),
        _day(line.starts_on),
        _day(line.ends_on),
        _day(line.turns.on if line.turns is not None and line.stands else None),
        line.granted_by,
        _moment(line.last_used_at, zone),
        _moment(line.revoked_at, zone),
        line.revoked_by,
        line.revoked_reason,
    )


def _scopes(scopes: Iterable[str]) -> str:
    return "; ".join(SCOPES[scope] for scope in scopes)


def _day(on: date | None) -> str:
    return on.isoformat() if on is not None else ""


def _moment(at: datetime | None, zone: ZoneInfo) -> str:
    return at.astimezone(zone).isoformat(" ", "minutes") if at is not None else ""
