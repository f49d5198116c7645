"""Reruns take turns. One interpreter computes for everybody: shared among a dozen reruns at once it makes all
of them late; one after the other, most are early and none is later.

Two at a time, since one of them waits for the database half of the time. Nobody waits long for a turn: who
got none in a quarter of a second goes ahead, so that a slow statement holds up nobody else.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

AT_ONCE = 2
PATIENCE = 0.25  # seconds

_turns = threading.Semaphore(AT_ONCE)


@contextmanager
def turn() -> Iterator[None]:
    """Wait for a turn, keep it for the block."""
    got = _turns.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if got:
            _turns.release()
