"""How long signing in is paused after failures in a row. Counted by name and by source (an address)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

LONGEST_DELAY = timedelta(minutes=5)
FIRST_LOCK = timedelta(minutes=15)
LONGEST_LOCK = timedelta(hours=2)
FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """From which failure in a row each next attempt must wait, and at which one sign-in is locked."""

    slow_from: int
    lock_at: int

    def pause_after(self, failures: int) -> timedelta:
        """How long nobody may try after so many failures in a row: nothing, a growing delay, a growing lock.

        NIST SP 800-63B-4 (3.2.2) asks for a limit of at most 100 and allows waits that grow.
        """
        if failures >= self.lock_at:
            return min(FIRST_LOCK * (1 << min(failures - self.lock_at, 10)), LONGEST_LOCK)
        if failures >= self.slow_from:
            return min(timedelta(seconds=1 << min(failures - self.slow_from, 20)), LONGEST_DELAY)
        return timedelta()


# A clinic's people share one address, so a source may fail more often than a name.
LIMITS = {"name": Limit(slow_from=4, lock_at=10), "source": Limit(slow_from=40, lock_at=50)}
