"""What a rerun's statements cost by themselves, and which way PostgreSQL goes for them."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg

from tests.bench.loading import Clinic
from tests.bench.servers import Statement

LARGE = {  # never to be read whole
    "task", "thread", "message", "task_event", "audit_event", "outbox_message", "diagnostic_report", "observation",
    "report_message", "lab_message", "result_release", "result_read", "follow_up", "result_comment",
    "refill_request", "refill_decision", "pharmacy_order", "medication_dispense", "proxy_request", "proxy_check",
    "proxy_grant", "payment", "processor_line", "payout", "bank_transaction", "remittance", "remit_claim",
    "payment_match", "match_side", "payment_exception", "charge", "ledger_entry", "ledger_line", "billing_refusal",
    "refund", "statement", "provider_adjustment", "match_dismissal",
}  # fmt: skip
WRITES = re.compile(r"FOR (NO KEY )?UPDATE|nextval")
FEW = 1_000  # rows; a table that holds no more here is read whole, and rightly


@dataclass(frozen=True, slots=True)
class Plan:
    """One statement: what it reads and how, and the milliseconds that planning and running it took."""

    statement: str
    ways: tuple[str, ...]
    scans: tuple[str, ...]  # large tables that are read whole
    planning: float
    running: float


def alone(clinic: Clinic, statements: Sequence[Statement], *, times: int = 40) -> list[float]:
    """Seconds for the reads among `statements` through psycopg on one connection, in one snapshot, each time."""
    reads, seconds = _reads(statements), list[float]()
    with _connection(clinic) as connection:
        for _ in range(times):
            began = time.perf_counter()
            with connection.transaction():
                for statement in reads:
                    connection.execute(statement.text, statement.parameters).fetchall()
            seconds.append(time.perf_counter() - began)
    return seconds


def plans(clinic: Clinic, statements: Sequence[Statement]) -> list[Plan]:
    """The plan of every different read among `statements`."""
    found: dict[str, Plan] = {}
    with _connection(clinic) as connection:
        for one in _reads(statements):
            if one.text not in found:
                query = f"EXPLAIN (ANALYZE, FORMAT JSON) {one.text}"
                row = connection.execute(query, one.parameters).fetchone()
                assert row is not None
                found[one.text] = _plan(one.text, row[0][0])
    return list(found.values())


def _rows(node: dict[str, Any]) -> float:
    """How many rows a scan looked at, each time that it ran."""
    return float(node["Actual Rows"]) + float(node.get("Rows Removed by Filter", 0))


def _plan(text: str, explained: dict[str, Any]) -> Plan:
    nodes = list(_walk(explained["Plan"]))
    ways = [
        f"{node['Node Type']} {node.get('Index Name') or node['Relation Name']}"
        for node in nodes
        if "Index Name" in node or ("Relation Name" in node and node["Node Type"] != "Bitmap Heap Scan")
    ]
    scans = [
        node["Relation Name"]
        for node in nodes
        if node["Node Type"] == "Seq Scan" and node["Relation Name"] in LARGE and _rows(node) > FEW
    ]
    words = " ".join(text.split())
    return Plan(
        words, tuple(dict.fromkeys(ways)), tuple(scans), explained["Planning Time"], explained["Execution Time"]
    )


def _walk(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for below in node.get("Plans", ()):
        yield from _walk(below)


def _reads(statements: Sequence[Statement]) -> list[Statement]:
    return [one for one in statements if one.text.lstrip().upper().startswith("SELECT") and not WRITES.search(one.text)]


def _connection(clinic: Clinic) -> psycopg.Connection:
    path = clinic.place.search_path
    connection = psycopg.connect(clinic.app_url, options=f"-c search_path={path} -c timezone=UTC")
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    return connection
