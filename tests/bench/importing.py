"""`python -m tests.bench.importing FILE…`: files in as the worker reads them, and what each took, as JSON.

A process of its own, so that its memory is the import's alone. The clinic is that of the settings.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from console.lab_files import read_one
from db.actions.lab_files import receive
from db.credentials import COMMAND_LINE_IDENTITY
from db.engine import database


@dataclass(frozen=True, slots=True)
class Imported:
    """One file in: what became of its messages, seconds to keep and to file it, and the peak of memory in bytes.

    `known`: the same bytes came before, so there was nothing to read. `processor`: the seconds that this process
    computed, without PostgreSQL's. `resting`: the memory before the file.
    """

    known: bool
    filed: int
    unmatched: int
    duplicate: int
    refused: int
    receiving: float
    reading: float
    processor: float
    resting: int
    peak: int

    @property
    def messages(self) -> int:
        """How many messages were read."""
        return self.filed + self.unmatched + self.duplicate + self.refused

    @property
    def seconds(self) -> float:
        """From the file's bytes to the end of its transaction."""
        return self.receiving + self.reading


def one_file(path: Path) -> Imported:
    """Receive a file and read it. Raises `RuntimeError` when it was refused."""
    place, resting = database(), peak_memory()
    began, computed = time.perf_counter(), time.process_time()
    with place.transaction() as session:
        received = receive(
            session, by=COMMAND_LINE_IDENTITY, name=path.name, content=path.read_bytes(), source="command"
        )
    kept = time.perf_counter()
    filed = None if received.known else read_one(place, received.file_id)
    done = time.perf_counter()
    if filed is None and not received.known:
        raise RuntimeError("The file was refused.")
    counts = {name: getattr(filed, name, 0) for name in ("filed", "unmatched", "duplicate", "refused")}
    return Imported(
        received.known,
        **counts,
        receiving=kept - began,
        reading=done - kept,
        processor=time.process_time() - computed,
        resting=resting,
        peak=peak_memory(),
    )


def peak_memory() -> int:
    """The most memory that this process had so far, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage counts what the process that started this one had
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    print(json.dumps([asdict(one_file(Path(name))) for name in sys.argv[1:]]))
