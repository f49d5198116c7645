"""What a benchmark ran on, and its tables: figures without their machine mean nothing."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import psutil
import psycopg


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something took, in milliseconds, over `count` times."""

    count: int
    p50: float
    p95: float
    p99: float
    worst: float


def spread(seconds: Sequence[float]) -> Spread:
    """The percentiles of some times in seconds (nearest rank); zeros for none."""
    if not seconds:
        return Spread(0, 0, 0, 0, 0)
    ordered = sorted(value * 1000 for value in seconds)

    def rank(share: float) -> float:
        return ordered[min(len(ordered) - 1, max(0, -int(-share * len(ordered) // 1) - 1))]

    return Spread(len(ordered), rank(0.5), rank(0.95), rank(0.99), ordered[-1])


def describe(database_url: str = "") -> str:
    """Cores, processor, memory, versions, and how busy the machine was before the benchmark."""
    memory = psutil.virtual_memory()
    lines = [
        f"cores {os.cpu_count()} ({_processor()}), memory {memory.total / 2**30:.0f} GiB, "
        f"{platform.system()} {platform.release()}",
        f"Python {platform.python_version()}, Streamlit {version('streamlit')}, SQLAlchemy {version('SQLAlchemy')}, "
        f"psycopg {version('psycopg')}, uvicorn {version('uvicorn')}",
    ]
    if database_url:
        with psycopg.connect(database_url) as connection:
            rows = connection.execute(
                "SELECT name, current_setting(name) FROM unnest(ARRAY['server_version', 'shared_buffers', 'fsync', "
                "'synchronous_commit', 'jit']) AS name"
            ).fetchall()
        lines.append("PostgreSQL " + ", ".join(f"{name} {value}" for name, value in rows))
    busy = os.getloadavg()[0]
    note = " (others use this machine: take the figures as upper bounds)" if busy > 1 else ""
    lines.append(f"load average before the start {busy:.2f}{note}")
    return "\n".join(f"- {line}" for line in lines)


def met(good: bool) -> str:
    """What became of a target, in a word."""
    return "met" if good else "missed"


def _processor() -> str:
    try:
        found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    except OSError:
        found = None
    return found.group(1) if found else platform.processor() or platform.machine()


def table(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table whose columns line up in a terminal too; numbers stand right."""
    cells = [[_cell(value) for value in row] for row in rows]
    numeric = [bool(rows) and all(isinstance(row[at], int | float) for row in rows) for at in range(len(heads))]
    widths = [max(len(head), 3, *(len(row[at]) for row in cells)) for at, head in enumerate(heads)]

    def line(values: Sequence[str]) -> str:
        padded = (
            value.rjust(width) if right else value.ljust(width)
            for value, width, right in zip(values, widths, numeric, strict=True)
        )
        return f"| {' | '.join(padded)} |"

    rule = "|" + "|".join(
        "-" * (width + 1) + (":" if right else "-") for width, right in zip(widths, numeric, strict=True)
    )
    return "\n".join([line(list(heads)), rule + "|", *(line(row) for row in cells)])


def _cell(value: object) -> str:
    return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)
