"""Which sides without a common number may be one all the same: by amount, day and name, to be shown to a person.

Never more than that: among copays of 20, 25 or 50 every day has several of each amount.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

from rules.patient_identifiers import one_slip_apart
from rules.payment_shapes import ZERO, Names, Side, Suggested
from rules.person_names import folded

WINDOW = 5  # days on either side: three business days across a weekend
SHOWN = 10  # suggestions that one line may have
LOOKED_AT = 50  # candidates of one line that are looked at, so that a day of equal copays costs no more
_STEM = 4  # letters: banks cut names short
_NEAR = sorted(range(-WINDOW, WINDOW + 1), key=lambda days: (abs(days), days))

# What banks print around a payer's name.
_PRINTED = """
ach and bank ccd claim claims claimpmt co corp corporation credit ctx deposit des eft from hcclaimpmt inc
incoming llc ltd mobile of orig payment payments payout pmt remote the transfer trn wire
"""
_FILLERS = frozenset(_PRINTED.split())


def names(one: str, other: str) -> Names:
    """How far two names agree: of people or of payers, as banks and processors write them."""
    if not one or not other:
        return "unknown"
    if one.casefold() == other.casefold():
        return "unknown" if _FILLERS.issuperset(one.casefold().split()) else "same"
    first, second = _words(one), _words(other)
    if not first or not second:
        return "unknown"
    if first == second:
        return "same"
    return "part" if any(_word_agrees(a, b) for a in first for b in second) else "different"


def by_amount(
    lefts: Sequence[Side], rights: Sequence[Side], allowed: Callable[[Side, Side], bool]
) -> Iterator[tuple[Side, Side]]:
    """Pairs of one amount within the window, those with a word of the name in common first, at most ten a left.

    The amount may be less the fee that a side itself names. Sides of 0.00 are nobody's.
    """
    shelves: dict[tuple[Decimal, int], list[Side]] = defaultdict(list)
    stems: dict[tuple[Decimal, int, str], list[Side]] = defaultdict(list)
    for right in rights:
        for amount in _amounts(right):
            shelves[amount, right.on.toordinal()].append(right)
            for stem in _stems(right.name):
                stems[amount, right.on.toordinal(), stem].append(right)
    for left in lefts:
        near = [(amount, left.on.toordinal() + days) for days in _NEAR for amount in _amounts(left)]
        own = _stems(left.name)
        named = (one for amount, day in near for stem in own for one in stems.get((amount, day, stem), ()))
        plain = (one for place in near for one in shelves.get(place, ()))
        for pool in (_some(left, named, allowed), _some(left, plain, allowed)):
            for right in pool:
                yield left, right


def days_apart(lefts: Sequence[Side], rights: Sequence[Side]) -> int:
    """Days between the two that lie farthest apart."""
    if len(lefts) == 1 and len(rights) == 1:
        return abs((lefts[0].on - rights[0].on).days)
    one, other = _span(lefts), _span(rights)
    return max(abs((one[1] - other[0]).days), abs((other[1] - one[0]).days))


def score(*, reference: bool, amount: bool, agreement: Names, days: int) -> int:
    """How high a suggestion stands, 0 to 100: a common number first, then the amount, the name, the day."""
    named = {"same": 30, "part": 20, "unknown": 5, "different": 0}[agreement]
    return 40 * reference + 20 * amount + named + max(0, 10 - 2 * days)


def shown(suggested: Sequence[Suggested]) -> tuple[Suggested, ...]:
    """The best of all, none twice, until a line has ten."""
    count: dict[object, int] = defaultdict(int)
    kept: list[Suggested] = []
    seen: set[object] = set()
    for one in sorted(suggested, key=_standing):
        keys = [side.key for side in (*one.lefts, *one.rights)]
        if tuple(keys) not in seen and all(count[key] < SHOWN for key in keys):
            seen.add(tuple(keys))
            kept.append(one)
            for key in keys:
                count[key] += 1
    return tuple(kept)


def _standing(one: Suggested) -> tuple[object, ...]:
    return (-one.score, [side.key for side in one.lefts], [side.key for side in one.rights], one.rule)


def _some(left: Side, pool: Iterator[Side], allowed: Callable[[Side, Side], bool]) -> list[Side]:
    found: list[Side] = []
    for _, right in zip(range(LOOKED_AT), pool, strict=False):
        if allowed(left, right):
            found.append(right)
            if len(found) == SHOWN:
                break
    return found


def _amounts(side: Side) -> tuple[Decimal, ...]:
    if side.amount == ZERO:
        return ()
    return (side.amount, side.amount - side.fee) if side.fee else (side.amount,)


def _words(name: str) -> tuple[str, ...]:
    return tuple(sorted(word for word in folded(name).words if len(word) > 1 and word not in _FILLERS))


def _stems(name: str) -> tuple[str, ...]:
    return tuple(sorted({word[:_STEM] for word in _words(name)})) if name else ()


def _word_agrees(one: str, other: str) -> bool:
    if one == other:
        return True
    if min(len(one), len(other)) < _STEM:
        return False
    return one.startswith(other) or other.startswith(one) or one_slip_apart(one, other)


def _span(sides: Sequence[Side]) -> tuple[date, date]:
    days = [side.on for side in sides]
    return min(days), max(days)
