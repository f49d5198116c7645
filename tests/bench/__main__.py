"""`python -m tests.bench [NAME] …`: the benchmarks, each a table; all of them without a name."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable
from types import FrameType

from tests.bench import (
    browser,
    inbox,
    low_code,
    matching,
    payments_import,
    payments_page,
    protocol,
    proxies_page,
    reconciling,
    refills_page,
    results_import,
    results_page,
    search,
    sessions,
    urgency,
)

SIZES = (10_000, 1_000_000)


def main() -> int:
    """Run what was asked for; 1 where somebody saw an error or a page read a large table whole."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    commands = parser.add_subparsers(dest="name")
    one = commands.add_parser("inbox", help="what a click on the inbox costs, by size")
    one.add_argument("--threads", type=_sizes, default=SIZES, help="sizes, such as 10000,1000000")
    one.add_argument("--rounds", type=int, default=6, help="how often each size has its turn")
    lab = commands.add_parser("results", help="what a click on the results costs, by size")
    lab.add_argument("--reports", type=_sizes, default=SIZES, help="sizes, such as 10000,1000000")
    lab.add_argument("--rounds", type=int, default=6, help="how often each size has its turn")
    file = commands.add_parser("results-import", help="a laboratory's file through the whole path, and its memory")
    file.add_argument("--megabytes", type=float, default=results_import.MEGABYTES, help="of 10^6 bytes, such as 50")
    words = commands.add_parser("search", help="what finding words and people costs")
    words.add_argument("--threads", type=int, default=SIZES[-1], help="conversations; about twice as many messages")
    many = commands.add_parser("sessions", help="many people on one server process")
    many.add_argument("--threads", type=int, default=SIZES[-1])
    many.add_argument("--sessions", type=int, default=200)
    many.add_argument("--seconds", type=float, default=60.0)
    many.add_argument("--think", type=float, default=10.0, help="seconds between a person's clicks")
    job = commands.add_parser("browser", help="open, reply, next in Chromium, beside Django's admin")
    job.add_argument("--threads", type=int, default=SIZES[-1])
    commands.add_parser("urgency", help="what the scan for alarming words finds, and raises for nothing")
    whose = commands.add_parser("matching", help="whose result it is, over near-duplicate people")
    whose.add_argument("--identities", type=int, default=matching.IDENTITIES)
    whose.add_argument("--seed", type=int, default=matching.SEED)
    money = commands.add_parser("payments-matching", help="a year of money matched, beside a join on amount and date")
    money.add_argument("--payments", type=int, default=reconciling.PAYMENTS)
    money.add_argument("--lines", type=int, default=reconciling.LINES, help="services of the remittances")
    money.add_argument("--seed", type=int, default=reconciling.SEED)
    asked = commands.add_parser("refills", help="what a click on the refills costs, by size")
    asked.add_argument("--requests", type=_sizes, default=SIZES, help="sizes, such as 10000,1000000")
    asked.add_argument("--rounds", type=int, default=6, help="how often each size has its turn")
    access = commands.add_parser("proxies", help="what a click on the requests for access costs, by size")
    access.add_argument("--requests", type=_sizes, default=SIZES, help="sizes, such as 10000,1000000")
    access.add_argument("--rounds", type=int, default=6, help="how often each size has its turn")
    owed = commands.add_parser("payments", help="what a click on payments and reconciling costs, by size")
    owed.add_argument("--lines", type=_sizes, default=SIZES, help="card payments, such as 10000,1000000")
    owed.add_argument("--rounds", type=int, default=6, help="how often each size has its turn")
    remits = commands.add_parser("payments-import", help="an insurer's file to the posted ledger, and its memory")
    remits.add_argument("--megabytes", type=float, default=payments_import.MEGABYTES, help="of 10^6 bytes, such as 5")
    commands.add_parser("low-code", help="how much is written for a queue, beside Django's admin")
    refills = commands.add_parser("protocol", help="open refill requests judged by their protocols in one go")
    refills.add_argument("--requests", type=int, default=protocol.REQUESTS)
    refills.add_argument("--rounds", type=int, default=5)
    chosen = parser.parse_args()
    signal.signal(signal.SIGTERM, _stop)  # so that the servers it started are stopped too
    if chosen.name == "inbox":
        good = inbox.run(chosen.threads, rounds=chosen.rounds)
    elif chosen.name == "results":
        good = results_page.run(chosen.reports, rounds=chosen.rounds)
    elif chosen.name == "results-import":
        good = results_import.run(chosen.megabytes)
    elif chosen.name == "search":
        good = search.run(chosen.threads)
    elif chosen.name == "sessions":
        good = sessions.run(chosen.sessions, seconds=chosen.seconds, threads=chosen.threads, think=chosen.think)
    elif chosen.name == "browser":
        good = browser.run(chosen.threads)
    elif chosen.name == "urgency":
        good = urgency.run()
    elif chosen.name == "matching":
        good = matching.run(chosen.identities, chosen.seed)
    elif chosen.name == "payments-matching":
        good = reconciling.run(chosen.payments, chosen.lines, chosen.seed)
    elif chosen.name == "refills":
        good = refills_page.run(chosen.requests, rounds=chosen.rounds)
    elif chosen.name == "proxies":
        good = proxies_page.run(chosen.requests, rounds=chosen.rounds)
    elif chosen.name == "payments":
        good = payments_page.run(chosen.lines, rounds=chosen.rounds)
    elif chosen.name == "payments-import":
        good = payments_import.run(chosen.megabytes)
    elif chosen.name == "low-code":
        good = low_code.run()
    elif chosen.name == "protocol":
        good = protocol.run(chosen.requests, rounds=chosen.rounds)
    else:
        found = [run() for run in _every()]
        good = all(found)
    return 0 if good else 1


def _every() -> tuple[Callable[[], bool], ...]:
    return (
        lambda: inbox.run(SIZES),
        lambda: results_page.run(SIZES),
        results_import.run,
        search.run,
        lambda: sessions.run(200),
        lambda: browser.run(SIZES[-1]),
        urgency.run,
        matching.run,
        reconciling.run,
        protocol.run,
        lambda: refills_page.run(SIZES),
        lambda: proxies_page.run(SIZES),
        lambda: payments_page.run(SIZES),
        payments_import.run,
        low_code.run,
    )


def _stop(_number: int, _frame: FrameType | None) -> None:
    sys.exit(143)


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(size) for size in text.split(","))


if __name__ == "__main__":
    raise SystemExit(main())
