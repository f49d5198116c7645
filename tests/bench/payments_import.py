"""An insurer's file from its bytes to the posted ledger: kept, read for its preview, and posted by a clerk's word.

In a process of its own, whose peak memory is printed, over charges that were entered before. A second file of the same
payments, with other bytes, must add nothing.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import psycopg

from db.engine import Database
from db.models import LedgerEntry, LedgerLine, RemitClaim, Remittance
from db.models.base import Base
from demo.cast import load_cast
from demo.payment_files import InsurersPayment, SettledClaim, SettledService, Taken, remittance_file
from tests.bench.loading import FOLDER, TELL, Clinic, embedded
from tests.bench.machine import describe, met, table
from tests.bench.own_clinic import counted, in_a_process, own_clinic
from tests.bench.payments_importing import Posted

MEGABYTES = 5.0
TARGET, MEMORY_TARGET = 20.0, 500_000_000  # seconds; bytes
STEPS = ("the file", "its payments in another file")
KEPT: dict[str, type[Base]] = {
    "remittances": Remittance,
    "claims": RemitClaim,
    "ledger entries": LedgerEntry,
    "ledger lines": LedgerLine,
}
BYTES_A_CLAIM = 300  # of two services; real ones have three times as many segments that say nothing of money
DAY = date(2026, 3, 2)
PAYER, PAYER_ID, TRACE = "Cedar Mutual PPO", "1043556120", "T2603021"


@dataclass(frozen=True, slots=True)
class Made:
    """A file and how many claims it has, each of two services that were charged."""

    path: Path
    claims: int
    size: int


def run(megabytes: float = MEGABYTES, *, tell: TELL = print, folder: Path = FOLDER) -> bool:
    """Measure and print; False where a target is missed or a second file adds something."""
    with (
        tempfile.TemporaryDirectory() as files,
        embedded(folder) as postgres,
        own_clinic(postgres, "payments_import") as one,
    ):
        made, again = _file(Path(files) / "insurer.835", megabytes), Path(files) / "again.835"
        again.write_bytes(made.path.read_bytes() + b"\r\n")  # other bytes, the same payment
        about = describe(one.app_url)
        tell(f"Charging {made.claims:,} claims …")
        _charge(one, made.claims)
        counts, found = [counted(one, KEPT)], []
        for path in (made.path, again):
            found.append(Posted(**in_a_process(one, "tests.bench.payments_importing", path)))
            counts.append(counted(one, KEPT))
    tell(_report(about, made, found, counts))
    first = found[0]
    return first.seconds <= TARGET and first.peak <= MEMORY_TARGET and counts[1] == counts[2]


def _file(path: Path, megabytes: float) -> Made:
    claims = max(10, int(megabytes * 1e6 / BYTES_A_CLAIM))
    services = (
        SettledService("99213", Decimal("145.00"), "", (
            Taken("CO", "45", Decimal("26.10")), Taken("PR", "3", Decimal("25.00")))),
        SettledService("36415", Decimal("18.00"), "", (Taken("CO", "45", Decimal("3.24")),)),
    )  # fmt: skip
    settled = tuple(
        SettledClaim(f"PS{at:07}", "1", f"26{at:08}", "Doe", "Ann", f"W{at:06}", DAY,
                     tuple(replace(one, line_number=f"PS{at:07}-{place}") for place, one in enumerate(services, 1)))
        for at in range(1, claims + 1)
    )  # fmt: skip
    sent = datetime(2026, 3, 2, 6, tzinfo=UTC)
    content = remittance_file(InsurersPayment(PAYER, PAYER_ID, TRACE, DAY, settled), 7, sent)
    path.write_bytes(content)
    return Made(path, claims, len(content))


def _charge(one: Clinic, claims: int) -> None:
    """Charges with their entries for every service of the file, spread over some patients."""
    database = Database(one.place)
    with database.transaction() as session:
        load_cast(session, {}, rounds=4)
    database.dispose()
    with psycopg.connect(one.url, autocommit=True, options=f"-c search_path={one.place.search_path}") as admin:
        with admin.transaction(), admin.cursor() as cursor:
            for step in CHARGED:
                cursor.execute(step, {"claims": claims, "day": DAY, "payer": PAYER, "patients": max(5, claims // 4)})
        admin.execute("VACUUM (ANALYZE)")


CHARGED = (
    "INSERT INTO payer (name) VALUES (%(payer)s)",
    """
    INSERT INTO patient (mrn, given, family, birth_date, sex, site_id)
    SELECT 'B' || i, 'Ann', 'Doe', date '1980-01-01', 'female', (SELECT min(id) FROM site)
    FROM generate_series(1, %(patients)s) AS i
    """,
    """
    INSERT INTO charge (patient_id, payer_id, claim_number, line_number, procedure, display, amount, service_on)
    SELECT (SELECT min(id) FROM patient) + i %% %(patients)s, (SELECT max(id) FROM payer),
        'PS' || lpad(i::text, 7, '0'), 'PS' || lpad(i::text, 7, '0') || '-' || line.number,
        line.procedure, line.procedure, line.amount, %(day)s
    FROM generate_series(1, %(claims)s) AS i
        CROSS JOIN (VALUES (1, '99213', 145.00), (2, '36415', 18.00)) AS line (number, procedure, amount)
    """,
    """
    WITH entries AS (
        INSERT INTO ledger_entry (kind, source, on_day, actor)
        SELECT 'charge', 'system', %(day)s, 'Worker' FROM charge RETURNING id
    ), numbered AS (
        SELECT entry.id AS entry_id, charge.* FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM entries) entry
            JOIN (SELECT *, row_number() OVER (ORDER BY id) AS n FROM charge) charge USING (n)
    )
    INSERT INTO ledger_line (entry_id, account, amount, patient_id, payer_id, charge_id)
    SELECT entry_id, side.account, side.sign * amount, patient_id, payer_id, id
    FROM numbered CROSS JOIN (VALUES ('payer', 1), ('income', -1)) AS side (account, sign)
    """,
)


def _report(about: str, made: Made, found: Sequence[Posted], counts: Sequence[dict[str, int]]) -> str:
    intro = f"{made.size / 1e6:.1f} MB, {made.claims:,} claims of two services each, in one payment."
    heads = ("posting", "s to keep", "s to read", "s to post", "of them computing here", "s in all", "MB at rest",
             "MB at most")  # fmt: skip
    lines = [
        (name, *(f"{seconds:.2f}" for seconds in (one.keeping, one.reading, one.posting, one.processor, one.seconds)),
         f"{one.resting / 1e6:.0f}", f"{one.peak / 1e6:.0f}")
        for name, one in zip(STEPS, found, strict=True)
    ]  # fmt: skip
    rows = [(name, *(after[name] - before[name] for before, after in pairwise(counts))) for name in KEPT]
    first, twice = found[0], {name: counts[2][name] - counts[1][name] for name in KEPT if counts[2] != counts[1]}
    verdicts = [
        f"Target, seconds from the file to the ledger: {first.seconds:.1f} of {TARGET:.0f} "
        f"({met(first.seconds <= TARGET)}).",
        f"Target, memory at most: {first.peak / 1e6:.0f} MB of {MEMORY_TARGET / 1e6:.0f} MB "
        f"({met(first.peak <= MEMORY_TARGET)}).",
        f"Target, added by a second file: {twice or 'nothing'} ({met(not twice)}).",
    ]
    parts = ["\n## A remittance to the posted ledger\n", about, "", intro, "", table(heads, lines), ""]
    parts += ["### Rows that were added\n", table(("rows", *STEPS), rows), "", *verdicts]
    return "\n".join(parts)
