"""A laboratory's file through the whole path: received, read as the worker reads it, matched, filed, audited, released.

In a process of its own, whose peak memory is printed, over patients who were registered before. Beside it in the same
run, on messages of the same file, what only parses: the reader alone (which splits with `hl7`), `hl7`, and `hl7apy`.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import hl7
import psycopg
from hl7apy.exceptions import HL7apyException
from hl7apy.parser import parse_message
from sqlalchemy import insert, select

from db.engine import Database
from db.models import (
    AuditEvent,
    DiagnosticReport,
    LabMessage,
    Observation,
    OutboxMessage,
    Patient,
    PortalAccount,
    ResultRelease,
    ServiceRequest,
    Setting,
    Site,
    Task,
)
from db.models.base import Base
from demo.cast import load_cast
from feeds.hl7_reports import read_message
from feeds.hl7_text import RawMessage, split_messages
from rules.patient_matching import usable_identifier
from tests.bench.importing import Imported
from tests.bench.lab_files import SAMPLES, LabFile, LabPatient, lab_file
from tests.bench.loading import FOLDER, TELL, Clinic, embedded
from tests.bench.machine import describe, met, table
from tests.bench.own_clinic import counted, in_a_process, own_clinic
from tests.rules.near_duplicates import OURS

MEGABYTES = 10.0
TARGET, MEMORY_TARGET = 300, 300_000_000  # messages a second; bytes of memory, for a file of 50 MB
PEER_SECONDS = 15.0  # a parser alone gets no longer than that
ZONE = ZoneInfo("America/New_York")
NAMES = ("the file", "the same bytes again", "its messages in another file")
STEPS = ("the file", "both again")
KEPT: dict[str, type[Base]] = {
    "messages kept": LabMessage,
    "reports": DiagnosticReport,
    "values": Observation,
    "tasks": Task,
    "releases": ResultRelease,
    "notices": OutboxMessage,
    "audit events": AuditEvent,
}
ONLY_TOLD = {"messages kept", "audit events"}  # what came again is kept and audited, as a duplicate


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a parser did with the first of the messages, in its time."""

    name: str
    messages: int
    failed: int
    seconds: float

    @property
    def rate(self) -> float:
        """Messages a second."""
        return self.messages / max(self.seconds, 1e-9)


def run(
    megabytes: float = MEGABYTES, *, tell: TELL = print, folder: Path = FOLDER, seconds: float = PEER_SECONDS
) -> bool:
    """Measure and print; False where a target is missed or a second import adds something."""
    with (
        tempfile.TemporaryDirectory() as files,
        embedded(folder) as postgres,
        own_clinic(postgres, "results_import") as one,
    ):
        made, again = lab_file(Path(files) / "results.hl7", megabytes=megabytes), Path(files) / "again.hl7"
        again.write_bytes(made.path.read_bytes() + b"\r\n")  # other bytes, the same messages
        about = describe(one.app_url)
        tell(f"Registering {len(made.patients):,} patients …")
        _register(one, made.patients)
        counts = [counted(one, KEPT)]
        found = _imported(one, made.path)
        counts.append(counted(one, KEPT))
        found += _imported(one, made.path, again)
        counts.append(counted(one, KEPT))
        parsed = [
            _parsed("Portside's reader alone", made, _ours, seconds),
            _parsed("hl7 alone", made, lambda raw: hl7.parse(raw.text), seconds),
            _parsed("hl7apy alone", made, lambda raw: parse_message(raw.text), seconds),
        ]
    tell(_report(about, made, found, counts, parsed))
    return _rate(found[0]) >= TARGET and found[0].peak <= MEMORY_TARGET and not _added_twice(counts)


def _register(one: Clinic, people: Sequence[LabPatient]) -> None:
    """The file's patients, each with an account, and with the order that the result answers where it names one."""
    database = Database(one.place)
    with database.transaction() as session:
        load_cast(session, {}, rounds=4)
        session.add(Setting(key="lab", value={"authorities": [OURS]}))
        site_id = session.scalars(select(Site.id).order_by(Site.id).limit(1)).one()
        patients, accounts, orders = [], [], []
        for at, person in enumerate(people, 1):
            facts, email = asdict(person), f"p{at}@example.invalid"
            order = usable_identifier(facts.pop("order_number"))
            patients.append(facts | {"id": at, "site_id": site_id, "email": email})
            name = f"{person.given} {person.family}"
            accounts.append({"patient_id": at, "name": name, "login": f"p{at}", "email": email, "salt": b"s" * 16})
            if order:
                orders.append({"placer_number": order, "patient_id": at, "display": "Laboratory test"})
        session.execute(insert(Patient), patients)
        session.execute(insert(PortalAccount), accounts)
        if orders:
            session.execute(insert(ServiceRequest), orders)
    database.dispose()
    with psycopg.connect(one.url, autocommit=True) as admin:
        admin.execute("VACUUM (ANALYZE)")


def _imported(one: Clinic, *paths: Path) -> list[Imported]:
    return [Imported(**each) for each in in_a_process(one, "tests.bench.importing", *paths)]


def _ours(raw: RawMessage) -> object:
    return read_message(raw, zone=ZONE)


def _parsed(name: str, made: LabFile, parse: Callable[[RawMessage], object], limit: float) -> Parsed:
    """Parse messages, normalised before the clock runs, until the file or the time is over."""
    count = failed = 0
    spent = 0.0
    with made.path.open("rb") as file:
        for raw in split_messages(file):
            began = time.perf_counter()
            try:
                parse(raw)
            except (HL7apyException, hl7.HL7Exception, LookupError, ValueError):
                failed += 1
            spent += time.perf_counter() - began
            count += 1
            if spent > limit:
                break
    return Parsed(name, count, failed, spent)


def _added_twice(counts: Sequence[dict[str, int]]) -> dict[str, int]:
    """What the second and third import added, of what they must not add."""
    added = {name: counts[-1][name] - counts[1][name] for name in KEPT if name not in ONLY_TOLD}
    return {name: more for name, more in added.items() if more}


def _rate(one: Imported) -> float:
    return one.messages / max(one.seconds, 1e-9)


def _report(
    about: str, made: LabFile, found: Sequence[Imported], counts: Sequence[dict[str, int]], parsed: Sequence[Parsed]
) -> str:
    of = "the shared samples" if SAMPLES.is_dir() else "three small messages of our own"
    intro = (
        f"{made.size / 1e6:.1f} MB, {made.messages:,} messages with {made.observations:,} OBX segments, from {of} over "
        f"and over, each of another of {len(made.patients):,} registered patients with an account."
    )
    heads = ("import", "messages", "filed", "unmatched", "duplicate", "refused", "s to keep", "s to file",
             "of them computing here", "messages a second", "MB at rest", "MB at most")  # fmt: skip
    lines = [
        (name, one.messages, one.filed, one.unmatched, one.duplicate, one.refused, f"{one.receiving:.2f}",
         f"{one.reading:.2f}", f"{one.processor:.2f}", f"{_rate(one):,.0f}" if one.messages else "",
         f"{one.resting / 1e6:.0f}", f"{one.peak / 1e6:.0f}")
        for name, one in zip(NAMES, found, strict=True)
    ]  # fmt: skip
    rows = [(name, *(after[name] - before[name] for before, after in pairwise(counts)))
            for name in KEPT]  # fmt: skip
    whole = Parsed("the whole path, above", found[0].messages, found[0].refused, found[0].seconds)
    peers = [
        (one.name, one.messages, f"{one.messages / made.messages:.0%}", one.failed, f"{one.seconds:.2f}",
         f"{one.rate:,.0f}", f"{_rate(found[0]) / one.rate:.2f}")
        for one in (whole, *parsed)
    ]  # fmt: skip
    parts = ["\n## Importing results\n", about, "", intro, "", table(heads, lines), "", "### Rows that were added\n"]
    parts += [table(("rows", *STEPS), rows), "", "### Beside parsers that only parse\n"]
    columns = ("what", "messages", "of the file", "failed", "seconds", "messages a second", "whole path, times as fast")
    parts += [table(columns, peers), "", *_verdicts(made, found[0], counts)]
    return "\n".join(parts)


def _verdicts(made: LabFile, first: Imported, counts: Sequence[dict[str, int]]) -> list[str]:
    twice = _added_twice(counts)
    return [
        f"Target, messages a second through the whole path: {_rate(first):,.0f} of {TARGET} "
        f"({met(_rate(first) >= TARGET)}).",
        f"Target, memory at most: {first.peak / 1e6:.0f} MB of {MEMORY_TARGET / 1e6:.0f} MB for a file of "
        f"{made.size / 1e6:.0f} MB, where 50 MB are meant ({met(first.peak <= MEMORY_TARGET)}).",
        f"Target, added by a second import: {twice or 'nothing'} ({met(not twice)}).",
    ]
