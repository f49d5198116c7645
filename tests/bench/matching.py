"""Whose result it is, over near-duplicate people: what is filed wrongly, what files itself, what is left to staff.

On the people and messages of tests/rules/near_duplicates.py, beside three plain rules on the same messages: the record
number alone, the record number with the birth date (what products do), the name with the birth date. Nothing random:
the same tables each time.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from rules.patient_matching import Asked, Candidate, Match, decide
from tests.bench.machine import spread, table
from tests.bench.urgency import interval
from tests.rules.near_duplicates import OURS, Identity, identities

IDENTITIES, SEED = 10_000, 20260101
FILED = 0.9  # of the true exact ones
AUTHORITIES = frozenset({OURS})


def run(count: int = IDENTITIES, seed: int = SEED) -> bool:
    """Print every table. False where a result was filed on somebody else, or too few of the exact ones were filed."""
    register = identities(count, seed)
    found: list[tuple[Identity, Match]] = []
    seconds, looked_at = [], []
    for case in register.cases:
        candidates = register.candidates(case.asked)
        begun = time.perf_counter()
        found.append((case, decide(case.asked, candidates, authorities=AUTHORITIES)))
        seconds.append(time.perf_counter() - begun)
        looked_at.append(len(candidates))
    print(f"\n## {len(found):,} messages about {len(register.patients):,} patients, seed {seed}\n")
    wrong = sum(_wrong(case, match) for case, match in found)
    exact = [match.outcome == "filed" for case, match in found if case.exact]
    print(table(("measure", "of", "share", "95 % interval", "aim"), _measures(found, wrong, exact)))
    print("\n## By kind\n")
    heads = ("kind", "exact", "messages", "filed", "filed wrongly", "suggested", "suggested wrongly", "unmatched")
    print(table(heads, _by_kind(found)))
    print("\n## Plain rules on the same messages\n")
    everybody = list(register.patients.values())
    print(
        table(("rule", "filed wrongly", "exact ones filed"), [*_plain(register.cases, everybody), _ours(wrong, exact)])
    )
    times, mean = spread(seconds), sum(looked_at) / len(looked_at)
    print(f"\n## Time of one decision, milliseconds, among {mean:.1f} candidates (at most {max(looked_at)})\n")
    columns = ("median", "95th percentile", "longest")
    print(table(columns, [[f"{value:.3f}" for value in (times.p50, times.p95, times.worst)]]))
    return wrong == 0 and sum(exact) >= FILED * len(exact)


def _wrong(case: Identity, match: Match, outcome: str = "filed") -> bool:
    return match.outcome == outcome and match.patient_id != case.truth


def _measures(found: list[tuple[Identity, Match]], wrong: int, exact: list[bool]) -> list[tuple[object, ...]]:
    filed = sum(match.outcome == "filed" for _, match in found)
    suggested = [(case, match) for case, match in found if match.outcome == "suggested"]
    misled = sum(_wrong(case, match, "suggested") for case, match in suggested)
    unmatched = [(case, match) for case, match in found if match.outcome == "unmatched" and case.truth]
    shown = sum(any(one.patient_id == case.truth for one in match.candidates) for case, match in unmatched)
    rows = [
        ("filed on somebody else", wrong, len(found), "0"),
        ("exact ones filed by themselves", sum(exact), len(exact), f"at least {FILED:.0%}"),
        ("filed by themselves", filed, len(found), ""),
        ("suggested", len(suggested), len(found), ""),
        ("suggested is somebody else", misled, len(suggested), ""),
        ("unmatched, the patient among those shown", shown, len(unmatched), ""),
    ]
    return [(name, f"{a:,}/{n:,}", f"{a / max(1, n):.1%}", interval(a, n), aim) for name, a, n, aim in rows]


def _by_kind(found: Iterable[tuple[Identity, Match]]) -> list[tuple[object, ...]]:
    kinds: dict[tuple[bool, str], Counter[str]] = defaultdict(Counter)
    for case, match in found:
        kinds[not case.exact, case.kind].update(
            {
                "all": 1,
                match.outcome: 1,
                "wrong": _wrong(case, match),
                "misled": _wrong(case, match, "suggested"),
            }
        )
    return [
        (
            kind,
            "" if inexact else "yes",
            *(count[name] for name in ("all", "filed", "wrong", "suggested", "misled", "unmatched")),
        )
        for (inexact, kind), count in sorted(kinds.items())
    ]


def _plain(cases: list[Identity], everybody: list[Candidate]) -> list[tuple[object, ...]]:
    """Each rule files on the first patient it finds, as a lookup in a table does."""
    by_number = _index((one.mrn.strip(), one) for one in everybody)
    by_name = _index((_name(one.given, one.family), one) for one in everybody)

    def numbered(asked: Asked) -> list[Candidate]:
        return [one for value, _, _ in asked.identifiers for one in by_number.get(value.strip(), ())]

    rules: tuple[tuple[str, Callable[[Asked], list[Candidate]]], ...] = (
        ("record number alone", numbered),
        ("record number and birth date", lambda asked: _born(numbered(asked), asked)),
        ("name and birth date", lambda asked: _born(by_name.get(_name(asked.given, asked.family), []), asked)),
    )
    rows: list[tuple[object, ...]] = []
    for name, rule in rules:
        filed = [(case, next(iter(rule(case.asked)), None)) for case in cases]
        wrong = sum(one is not None and one.patient_id != case.truth for case, one in filed)
        right = [one is not None and one.patient_id == case.truth for case, one in filed if case.exact]
        rows.append((name, wrong, f"{sum(right) / max(1, len(right)):.1%}"))
    return rows


def _ours(wrong: int, exact: list[bool]) -> tuple[object, ...]:
    return ("rules/patient_matching.py", wrong, f"{sum(exact) / max(1, len(exact)):.1%}")


def _index(pairs: Iterable[tuple[str, Candidate]]) -> dict[str, list[Candidate]]:
    found: dict[str, list[Candidate]] = defaultdict(list)
    for key, one in pairs:
        found[key].append(one)
    return found


def _born(candidates: list[Candidate], asked: Asked) -> list[Candidate]:
    return [one for one in candidates if one.birth_date == asked.birth_date]


def _name(given: str, family: str) -> str:
    return f"{given} {family}".casefold()
