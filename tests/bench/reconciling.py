"""A year of money matched: what is matched wrongly, what matches itself, what is left to a clerk.

On the payments, payouts, deposits, remittances and claims of tests/bench/reconciling_rows.py, beside what a clerk does
in a spreadsheet: both lists joined on amount and date and ticked off in their order (a pandas merge). Nothing random:
the same tables each time but for the seconds, which are the processor's (one thread, so a free core takes no longer).
"""

from __future__ import annotations

import gc
import random
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from rules.payment_claims import by_control_number, claim_for
from rules.payment_matching import match
from rules.payment_shapes import Key, Matching, Side
from tests.bench.machine import describe, table
from tests.bench.reconciling_rows import Case, Claims, Stage, Year, year
from tests.bench.urgency import interval

PAYMENTS, LINES, SEED = 100_000, 40_000, 20260101
FOUND, SECONDS = 0.97, 5.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a stage: of its true matches, by how they were damaged; and what a plain join makes of it."""

    name: str
    rows: int
    cases: Counter[str]
    right: Counter[str]
    suggested: Counter[str]
    referenced: int
    found: int  # of the referenced ones
    wrong: int
    duplicates: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Joined:
    """What joining both lists on amount and date makes of a stage."""

    name: str
    pairs: int
    right: int
    wrong: int
    of: int
    seconds: float


def run(payments: int = PAYMENTS, lines: int = LINES, seed: int = SEED, *, timed: bool = True) -> bool:
    """Print every table. False where something was matched wrongly, too little was found, or it took too long."""
    money = year(payments, lines, seed)
    print(f"\n## {payments:,} portal payments and {lines:,} remitted lines, seed {seed}\n\n{describe()}\n")
    outcomes = [*(_matched(stage) for stage in money.stages), _claimed(money.claims)]
    print(
        table(("stage", "rows", "true", "with a number", "matched right", "wrong", "found", "seconds"), _by(outcomes))
    )
    wrong, seconds = sum(one.wrong for one in outcomes), sum(one.seconds for one in outcomes)
    found, of = sum(one.found for one in outcomes), sum(one.referenced for one in outcomes)
    print("\n## Measures\n")
    print(table(("measure", "found", "share", "95 % interval", "aim"), _measures(outcomes, wrong, found, of, seconds)))
    print("\n## By damage\n")
    print(table(("damage", "true", "matched right", "suggested rightly", "neither"), _by_damage(outcomes)))
    print("\n## The same rows joined on amount and date, ticked off in their order\n")
    joined = _joined(money)
    heads = ("stage", "pairs of the join", "ticked off", "right", "wrong", "share wrong", "seconds")
    print(table(heads, [_shares(one) for one in joined]))
    return wrong == 0 and found >= FOUND * of and (not timed or seconds < SECONDS)


def _matched(stage: Stage) -> Outcome:
    gc.collect()
    begun = time.process_time()
    found = match(stage.lefts, stage.rights)
    seconds = time.process_time() - begun
    truth = {(case.lefts, case.rights): case for case in stage.cases}
    matched = [(_keys(one.lefts), _keys(one.rights)) for one in found.found]
    right = [truth[pair] for pair in matched if pair in truth]
    shown = _shown(stage.cases, found)
    return Outcome(
        stage.name,
        len(stage.lefts) + len(stage.rights),
        Counter(case.damage for case in stage.cases),
        Counter(case.damage for case in right),
        Counter(case.damage for case in shown),
        sum(case.referenced for case in stage.cases),
        sum(case.referenced for case in right),
        len(matched) - len(right),
        len(found.duplicates),
        seconds,
    )


def _shown(cases: Iterable[Case], found: Matching) -> list[Case]:
    """The cases of which a suggestion shows a true pair."""
    of_left = {key: case for case in cases for key in case.lefts}
    shown: dict[int, Case] = {}
    for one in found.suggested:
        for left in one.lefts:
            case = of_left.get(left.key)
            if case is not None and any(right.key in case.rights for right in one.rights):
                shown[id(case)] = case
    return list(shown.values())


def _claimed(claims: Claims) -> Outcome:
    begun = time.process_time()
    billed = by_control_number(claims.billed)
    found = [claim_for(claim, billed) for claim in claims.claims]
    seconds = time.process_time() - begun
    # Two equal services of one claim are the same to everybody.
    said = {one.id: (one.patient_id, one.procedure, one.amount, one.on) for one in claims.billed}
    pairs = [((at, pair.position), pair.charge_id) for at, one in enumerate(found) for pair in one.pairs]
    right = [place for place, charge in pairs if place in claims.truth and said[charge] == said[claims.truth[place]]]
    return Outcome(
        "remitted lines to charges",
        sum(len(claim.lines) for claim in claims.claims) + len(claims.billed),
        Counter(claims.damages[place] for place in claims.truth),
        Counter(claims.damages[place] for place in right),
        Counter(),
        len(claims.referenced & claims.truth.keys()),
        len(claims.referenced & set(right)),
        len(pairs) - len(right),
        0,
        seconds,
    )


def _by(outcomes: Iterable[Outcome]) -> list[tuple[object, ...]]:
    return [
        (
            one.name,
            one.rows,
            one.cases.total(),
            one.referenced,
            one.right.total(),
            one.wrong,
            f"{one.found / max(1, one.referenced):.2%}",
            round(one.seconds, 2),
        )
        for one in outcomes
    ]


def _measures(outcomes: Sequence[Outcome], wrong: int, found: int, of: int, seconds: float) -> list[tuple[object, ...]]:
    matched = wrong + sum(one.right.total() for one in outcomes)
    rows = [
        ("matched wrongly", wrong, matched, "0"),
        ("matched by themselves, of those with a number", found, of, f"at least {FOUND:.0%}"),
    ]
    shares = [(name, f"{a:,}/{n:,}", f"{a / max(1, n):.2%}", interval(a, n), aim) for name, a, n, aim in rows]
    duplicates = sum(one.duplicates for one in outcomes)
    return [
        *shares,
        ("duplicates named", f"{duplicates:,}", "", "", ""),
        ("processor seconds", f"{seconds:.2f}", "", "", f"under {SECONDS:.0f}"),
    ]


def _by_damage(outcomes: Sequence[Outcome]) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for damage in sorted({damage for one in outcomes for damage in one.cases}):
        cases, right, shown = (
            sum(counts[damage] for counts in counters)
            for counters in zip(*((one.cases, one.right, one.suggested) for one in outcomes), strict=True)
        )
        rows.append((damage or "none", cases, right, shown, cases - right - shown))
    return rows


def _joined(money: Year) -> list[Joined]:
    claims = money.claims
    lines = [
        ((at, line.position), line.charged, line.on) for at, claim in enumerate(claims.claims) for line in claim.lines
    ]
    charges = [(charge.id, charge.amount, charge.on) for charge in claims.billed]
    random.Random(len(lines)).shuffle(lines)
    true: set[tuple[object, object]] = set(claims.truth.items())
    stages = []
    for stage in money.stages:
        pairs: set[tuple[object, object]] = {
            (left, right) for case in stage.cases for left in case.lefts for right in case.rights
        }
        stages.append(_join(stage.name, _rows(stage.lefts), _rows(stage.rights), pairs))
    return [*stages, _join("remitted lines to charges", lines, charges, true)]


def _join(
    name: str, lefts: Sequence[tuple[object, Decimal, object]], rights: Sequence[tuple[object, Decimal, object]],
    true: set[tuple[object, object]],
) -> Joined:  # fmt: skip
    begun = time.process_time()
    frames = [pd.DataFrame(rows, columns=["key", "amount", "on"]) for rows in (lefts, rights)]
    for frame in frames:
        frame["cents"] = [int(amount * 100) for amount in frame.pop("amount")]
        frame["turn"] = frame.groupby(["cents", "on"]).cumcount()
    one, other = frames
    ticked = one.merge(other, on=["cents", "on", "turn"])
    counts = [frame.groupby(["cents", "on"]).size() for frame in frames]
    pairs = int(counts[0].mul(counts[1]).dropna().sum())
    seconds = time.process_time() - begun
    right = sum(pair in true for pair in zip(ticked["key_x"], ticked["key_y"], strict=True))
    return Joined(name, pairs, right, len(ticked) - right, len(ticked), seconds)


def _shares(one: Joined) -> tuple[object, ...]:
    share = f"{one.wrong / max(1, one.of):.1%}"
    return (one.name, one.pairs, one.of, one.right, one.wrong, share, round(one.seconds, 2))


def _rows(sides: Iterable[Side]) -> list[tuple[object, Decimal, object]]:
    return [(side.key, side.amount, side.on) for side in sides]


def _keys(sides: Iterable[Side]) -> tuple[Key, ...]:
    return tuple(sorted(side.key for side in sides))
