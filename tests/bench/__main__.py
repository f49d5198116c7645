"""`python -m tests.bench [inbox|sessions] …`: the benchmarks, each a table. Without a name, all of them."""

from __future__ import annotations

import argparse
import signal
import sys
from types import FrameType

from tests.bench import inbox, sessions

SIZES = (10_000, 1_000_000)


def main() -> int:
    """Run what was asked for; 1 where somebody saw an error or a page read a large table whole."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    commands = parser.add_subparsers(dest="name")
    one = commands.add_parser("inbox", help="what a click on the inbox costs, by size")
    one.add_argument("--threads", type=_sizes, default=SIZES, help="sizes, such as 10000,1000000")
    one.add_argument("--rounds", type=int, default=6, help="how often each size has its turn")
    many = commands.add_parser("sessions", help="many people on one server process")
    many.add_argument("--threads", type=int, default=SIZES[-1])
    many.add_argument("--sessions", type=int, default=200)
    many.add_argument("--seconds", type=float, default=60.0)
    many.add_argument("--think", type=float, default=10.0, help="seconds between a person's clicks")
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, _stop)  # so that the servers it started are stopped too
    if chosen.name == "inbox":
        good = inbox.run(chosen.threads, rounds=chosen.rounds)
    elif chosen.name == "sessions":
        good = sessions.run(chosen.sessions, seconds=chosen.seconds, threads=chosen.threads, think=chosen.think)
    else:
        good = all([inbox.run(SIZES), sessions.run(200)])
    return 0 if good else 1


def _stop(_number: int, _frame: FrameType | None) -> None:
    sys.exit(143)


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(size) for size in text.split(","))


if __name__ == "__main__":
    raise SystemExit(main())
