"""Which money is the same money: matched by a common number, suggested to a person, or left over.

A wrong match hides two mistakes at once, so nothing is matched by itself without a number that both sides carry, and
never by amounts that happen to add up: of five copays among ten to forty open ones every sum has several explanations.
The order of the rules, and that only a number may settle a match, is the practice of Odoo's and the OCA's bank rules
(`invoice_matching`); one trace number for one deposit is CAQH CORE 370's.

Each stage is a call of its own: processor lines to payments, payouts (the net of their lines) or their lines to
deposits, remittances to deposits, batches or the payments of a slip to deposits. `rules/payment_claims.py` says which
charge a remittance's service is for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from rules.payment_candidates import by_amount, days_apart, names, score, shown
from rules.payment_references import Book, Bucket, doubles
from rules.payment_shapes import (
    ZERO,
    Doubt,
    Duplicate,
    Evidence,
    Found,
    Key,
    Matching,
    Names,
    Rule,
    Side,
    Suggested,
)
from rules.payment_words import alike, doubled, doubted, matched

__all__ = ["AMOUNT", "RULES", "match"]

AMOUNT = "amount"  # the rule of suggestions without a common number
COMES_AGAIN = 30  # days; cheque books, slips and terminals start over, and so do traces of unknown payers
RULES: tuple[Rule, ...] = (
    Rule("trace", "trace", shared=True, days=COMES_AGAIN),
    Rule("charge", "charge"),
    Rule("intent", "intent"),
    Rule("payout", "payout", shared=True),
    Rule("cheque", "cheque", days=COMES_AGAIN),
    Rule("slip", "slip", shared=True, days=COMES_AGAIN),
    Rule("batch", "batch", shared=True, days=COMES_AGAIN),
)
CROWD = 25  # a number of one thing that more carry is none; and as many are compared one by one

Positions = tuple[int, ...]
Pairing = tuple[Positions, Positions]


def match(
    lefts: Sequence[Side],
    rights: Sequence[Side],
    *,
    dismissed: frozenset[tuple[Key, Key]] = frozenset(),
    rules: Sequence[Rule] = RULES,
) -> Matching:
    """Match two lists of sides, whatever order they come in.

    The rules are asked in their order, and for each side the first one that has candidates decides: it is matched, or
    suggested with what is left over, or called a duplicate. Matched by itself is only what has a number in common and
    agrees to the cent (or by the fee that the lines themselves name): one with one, or all that share a payout, a
    trace, a slip or a batch with the one on the other side. What no rule knows is suggested by amount, day and name.

    `dismissed` are pairs of keys, in either order, that somebody has said are not one: they never come back, alone or
    among others. Both lists must be whole for their stage (every open side whose number might agree), since a
    duplicate is seen only where both are there. Raises ValueError where a side is given twice.
    """
    book = Book(lefts, rights)
    double = doubles(book, rules)
    run = _Run(book, dismissed, frozenset(at for one in double for at in one.sides))
    for rule in rules:
        _by_reference(run, rule)
    _by_amount(run)
    left_over = tuple(side for at, side in enumerate(book.sides) if at not in run.taken)
    duplicates = (
        Duplicate(one.rule.name, run.named(one.sides), run.named(one.others), doubled(one.rule, run.named(one.sides)))
        for one in double
    )
    return Matching(
        tuple(sorted(run.found, key=_first)), shown(run.suggested), tuple(sorted(duplicates, key=_first)), left_over
    )


@dataclass(slots=True)
class _Run:
    """What stands so far.

    `twice` are duplicates, `taken` are matched, `settled` have candidates by a rule, so that no later one is asked.
    """

    book: Book
    dismissed: frozenset[tuple[Key, Key]]
    twice: frozenset[int]
    found: list[Found] = field(default_factory=list)
    suggested: list[Suggested] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    settled: set[int] = field(default_factory=set)

    def named(self, positions: Positions) -> tuple[Side, ...]:
        return tuple([self.book.sides[at] for at in positions])

    def open(self, positions: Positions) -> Positions:
        return tuple([at for at in positions if at not in self.taken and at not in self.settled])

    def refused(self, lefts: Sequence[Side], rights: Sequence[Side]) -> bool:
        """Whether somebody has said that one of these isn't one of those."""
        if not self.dismissed:
            return False
        return any(
            (one.key, other.key) in self.dismissed or (other.key, one.key) in self.dismissed
            for one in lefts
            for other in rights
        )


def _by_reference(run: _Run, rule: Rule) -> None:
    buckets: list[Bucket] = []
    certain: dict[Pairing, Bucket] = {}
    for bucket in run.book.buckets(rule):
        pairings = list(_certain(run, rule, bucket))
        if all(run.book.has_one(at, rule.reference) for pairing in pairings for side in pairing for at in side):
            for lefts, rights in pairings:
                _settle(run, rule, bucket, lefts, rights)
            if run.taken.issuperset(bucket.lefts):
                continue
        else:
            for pairing in pairings:
                other = certain.setdefault(pairing, bucket)
                if bucket.reference.value < other.reference.value:
                    certain[pairing] = bucket
        buckets.append(bucket)
    uses = Counter(at for pairing in certain for side in pairing for at in side)
    for (lefts, rights), bucket in certain.items():
        # Two numbers that lead to two different matches settle neither.
        if all(uses[at] == 1 for at in (*lefts, *rights)):
            _settle(run, rule, bucket, lefts, rights)
    settled: set[int] = set()
    for bucket in buckets:
        for lefts, rights in _candidates(run, rule, bucket):
            if _suggest(run, rule, bucket, lefts, rights):
                settled.update(lefts, rights)
    run.settled |= settled


def _certain(run: _Run, rule: Rule, bucket: Bucket) -> Iterator[Pairing]:
    """What the number and the amount would settle, unless `_evidence` has a doubt."""
    if not bucket.sure:
        return
    lefts, rights = run.open(bucket.lefts), run.open(bucket.rights)
    if rule.shared:
        if len(lefts) == len(bucket.lefts) and len(rights) == len(bucket.rights):
            yield from _whole(run, rule, lefts, rights)
        return
    if not lefts or not rights or max(len(lefts), len(rights)) > CROWD:
        return
    if len(lefts) == len(rights) == 1:
        if _agree(run.book.sides[lefts[0]], run.book.sides[rights[0]]):
            yield lefts, rights
        return
    pairs = [(left, right) for left in lefts for right in rights if _agree(run.book.sides[left], run.book.sides[right])]
    uses = Counter(at for pair in pairs for at in pair)
    for left, right in pairs:
        if uses[left] == uses[right] == 1:
            yield (left,), (right,)


def _whole(run: _Run, rule: Rule, lefts: Positions, rights: Positions) -> Iterator[Pairing]:
    """All that share a number, or nothing: in one sum, or each with one of its own amount and none left."""
    if len(lefts) == 1 or len(rights) == 1:
        if _difference(run.named(lefts), run.named(rights)) is not None:
            yield lefts, rights
        return
    if len(lefts) != len(rights) or any(run.book.is_member(at, rule.reference) for at in (*lefts, *rights)):
        return
    amounts = {run.book.sides[at].amount: at for at in rights}
    pairs = [(at, amounts.get(run.book.sides[at].amount)) for at in lefts]
    if len({right for _, right in pairs if right is not None}) == len(lefts):
        for left, right in pairs:
            if right is not None:
                yield (left,), (right,)


def _settle(run: _Run, rule: Rule, bucket: Bucket, lefts: Positions, rights: Positions) -> None:
    ones, others = run.named(lefts), run.named(rights)
    difference = _difference(ones, others)
    evidence = _evidence(run, rule, bucket, (lefts, rights), (ones, others), agree=difference is not None)
    if evidence.doubts or difference is None or run.refused(ones, others):
        return
    why = matched(rule, ones, others, evidence, difference)
    run.found.append(Found(rule.name, ones, others, why, evidence, difference))
    run.taken.update(lefts, rights)


def _candidates(run: _Run, rule: Rule, bucket: Bucket) -> Iterator[Pairing]:
    """What a person is shown of those that carry one number and weren't matched."""
    lefts, rights = run.open(bucket.lefts), run.open(bucket.rights)
    if not lefts or not rights:
        return
    sides = run.book.sides
    one_sum = rule.shared and (len(lefts) == 1 or len(rights) == 1)
    members = rule.shared and any(run.book.is_member(at, rule.reference) for at in (*lefts, *rights))
    if not one_sum and (len(lefts) > CROWD or len(rights) > CROWD):
        return
    pairs = [(left, right) for left in lefts for right in rights if _comparable(sides[left], sides[right])]
    exact = [(left, right) for left, right in pairs if _difference((sides[left],), (sides[right],)) is not None]
    if one_sum and (members or not exact):
        yield lefts, rights
        return
    for left, right in exact if members else exact or pairs:
        yield (left,), (right,)


def _suggest(run: _Run, rule: Rule, bucket: Bucket, lefts: Positions, rights: Positions) -> bool:
    ones, others = run.named(lefts), run.named(rights)
    if run.refused(ones, others):
        return False
    agree = _difference(ones, others) is not None
    evidence = _evidence(run, rule, bucket, (lefts, rights), (ones, others), agree=agree)
    if not evidence.doubts:
        partial = rule.shared and len(lefts) + len(rights) < len(bucket.lefts) + len(bucket.rights)
        evidence = _with_doubt(evidence, "taken" if partial and _touched(run, bucket) else "several")
    left_over = _total(ones) - _total(others)
    standing = score(reference=True, amount=evidence.amount, agreement=evidence.names, days=evidence.days)
    why = doubted(rule, ones, others, evidence, left_over)
    run.suggested.append(Suggested(rule.name, ones, others, why, evidence, left_over, standing))
    return True


def _touched(run: _Run, bucket: Bucket) -> bool:
    return any(at in run.taken or at in run.settled for at in (*bucket.lefts, *bucket.rights))


def _evidence(
    run: _Run,
    rule: Rule,
    bucket: Bucket,
    pairing: Pairing,
    named: tuple[Sequence[Side], Sequence[Side]],
    *,
    agree: bool,
) -> Evidence:
    lefts, rights = pairing
    agreement = _names(*named)
    days = days_apart(*named)
    doubts: list[Doubt] = []
    if not agree:
        doubts.append("amount")
    if not (run.twice.isdisjoint(lefts) and run.twice.isdisjoint(rights)):
        doubts.append("double")
    if len(lefts) == len(rights) == 1 and run.book.contradict(lefts[0], rights[0]):
        doubts.append("contradiction")
    if rule.days is not None and days > rule.days and not bucket.known:
        doubts.append("days")
    if rule.reference == "cheque" and agreement == "different":
        doubts.append("names")
    return Evidence(bucket.reference, agree, days, agreement, tuple(doubts))


def _with_doubt(evidence: Evidence, doubt: Doubt) -> Evidence:
    return Evidence(evidence.reference, evidence.amount, evidence.days, evidence.names, (*evidence.doubts, doubt))


def _by_amount(run: _Run) -> None:
    """Suggest among what no rule has candidates for. Two that carry different charges or traces are not offered."""
    turn, sides = run.book.turn, run.book.sides
    lefts, rights = run.open(tuple(range(turn))), run.open(tuple(range(turn, len(sides))))
    positions = {sides[at].key: at for at in (*lefts, *rights)}

    def allowed(left: Side, right: Side) -> bool:
        return (
            _agree(left, right)
            and not run.book.contradict(positions[left.key], positions[right.key])
            and not run.refused((left,), (right,))
        )

    for left, right in by_amount(run.named(lefts), run.named(rights), allowed):
        ones, others = (left,), (right,)
        evidence = Evidence(None, True, days_apart(ones, others), _names(ones, others))
        standing = score(reference=False, amount=True, agreement=evidence.names, days=evidence.days)
        left_over = left.amount - right.amount
        run.suggested.append(Suggested(AMOUNT, ones, others, alike(evidence), evidence, left_over, standing))


def _agree(left: Side, right: Side) -> bool:
    return _comparable(left, right) and _difference((left,), (right,)) is not None


def _comparable(left: Side, right: Side) -> bool:
    """Whether both are money in or both money out, and of one kind of entry where both say which."""
    if left.entry and right.entry and left.entry != right.entry:
        return False
    return (left.amount < ZERO) == (right.amount < ZERO)


def _difference(lefts: Sequence[Side], rights: Sequence[Side]) -> Decimal | None:
    """Lefts less rights where they agree: 0.00, or the fee that one side's own lines name; None where they don't."""
    total, other = _total(lefts), _total(rights)
    if total == other:
        return ZERO
    difference = total - other
    kept, withheld = (sum((side.fee for side in sides), ZERO) for sides in (lefts, rights))
    return difference if (kept and difference == kept) or (withheld and difference == -withheld) else None


def _total(sides: Sequence[Side]) -> Decimal:
    return sides[0].amount if len(sides) == 1 else sum((side.amount for side in sides), ZERO)


def _names(lefts: Sequence[Side], rights: Sequence[Side]) -> Names:
    if len(lefts) == 1 and len(rights) == 1:
        return names(lefts[0].name, rights[0].name)
    one, other = {side.name for side in lefts}, {side.name for side in rights}
    return names(one.pop(), other.pop()) if len(one) == 1 and len(other) == 1 else "unknown"


def _first(one: Found | Duplicate) -> tuple[object, ...]:
    sides = one.lefts if isinstance(one, Found) else one.sides
    return (sides[0].key, one.rule)
