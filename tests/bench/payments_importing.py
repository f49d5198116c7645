"""`python -m tests.bench.payments_importing FILE`: an insurer's file posted as the worker does it, as JSON.

A process of its own, so that its memory is the import's alone. The clinic is that of the settings.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import select

from console.billing_files import read_one
from db.actions.billing_files import post_whole, receive
from db.credentials import COMMAND_LINE_IDENTITY
from db.engine import database
from db.models import BillingFile
from tests.bench.importing import peak_memory


@dataclass(frozen=True, slots=True)
class Posted:
    """One file to the ledger: seconds to keep it, to read it for its preview, and to read it again and post it.

    `processor`: the seconds that this process computed, without PostgreSQL's. `resting`: the memory before the file.
    """

    keeping: float
    reading: float
    posting: float
    processor: float
    resting: int
    peak: int

    @property
    def seconds(self) -> float:
        """From the file's bytes to the end of the transaction that posts it."""
        return self.keeping + self.reading + self.posting


def one_file(path: Path) -> Posted:
    """Keep, read and post a file. Raises `RuntimeError` where it wasn't posted."""
    place, resting = database(), peak_memory()
    began, computed = time.perf_counter(), time.process_time()
    with place.transaction() as session:
        file_id = receive(
            session, by=COMMAND_LINE_IDENTITY, name=path.name, content=path.read_bytes(), source="command"
        ).file_id
    kept = time.perf_counter()
    read_one(place, file_id)
    read = time.perf_counter()
    with place.transaction() as session:
        post_whole(session, by=COMMAND_LINE_IDENTITY, file_id=file_id)
    read_one(place, file_id)
    done = time.perf_counter()
    with place.reading() as session:
        state = session.scalars(select(BillingFile.state).where(BillingFile.id == file_id)).one()
    if state != "posted":
        raise RuntimeError(f"The file is {state}.")
    computed = time.process_time() - computed
    return Posted(kept - began, read - kept, done - read, computed, resting, peak_memory())


if __name__ == "__main__":
    print(json.dumps(asdict(one_file(Path(sys.argv[1])))))
