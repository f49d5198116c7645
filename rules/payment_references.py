"""Which sides carry one number, and which of one list are there twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from rules.patient_identifiers import usable_identifier
from rules.payment_shapes import Reference, ReferenceKind, Rule, Side, SideKind

# Those that share a number by right: a payout's lines, the payments of a slip or of a terminal's batch. The same
# amount twice among them is the norm, so it says nothing.
MEMBERS: frozenset[tuple[SideKind, ReferenceKind]] = frozenset(
    {
        ("processor_line", "payout"),
        ("processor_line", "trace"),
        ("processor_line", "batch"),
        ("payment", "payout"),
        ("payment", "slip"),
        ("payment", "batch"),
    }
)
# Of these nobody carries two: where both sides have one and they differ, they are two things.
ALONE: tuple[ReferenceKind, ...] = ("trace", "charge", "intent", "payout")


@dataclass(frozen=True, slots=True)
class Bucket:
    """All that carry one number, as positions in the book.

    `known`: everyone's issuer is known. Not `sure`: nobody can say that it is one number, since some know no issuer
    while the others know different ones, or since so much time lies between that it may have come again.
    """

    reference: Reference
    lefts: tuple[int, ...]
    rights: tuple[int, ...]
    known: bool
    sure: bool


class Book:
    """Both lists in a fixed order, so that the order they came in changes nothing, with their usable references."""

    def __init__(self, lefts: Sequence[Side], rights: Sequence[Side]) -> None:
        """Raises ValueError where a side is given twice or stands in both lists."""
        self.sides = _ordered(lefts) + _ordered(rights)
        self.turn = len(lefts)
        if len({(side.kind, side.id) for side in self.sides}) < len(self.sides):
            raise ValueError("A side was given twice.")
        self._usable = {"": ""}  # most numbers stand on both sides, and few issuers on all
        self._several: dict[ReferenceKind, dict[str, Sequence[int]]] = defaultdict(dict)
        self._fill()

    def values(self, at: int, kind: ReferenceKind) -> set[str]:
        """The numbers of a kind that a side carries, as they are compared."""
        return {self._usable[one.value] for one in self.sides[at].references if one.kind == kind} - {""}

    def buckets(self, rule: Rule) -> Iterator[Bucket]:
        """Every number that both lists carry, told apart by issuer and by time."""
        return (one for one in self._buckets(rule, alone=False) if one.lefts and one.rights)

    def repeats(self, rule: Rule) -> Iterator[Bucket]:
        """As `buckets`, of what several of one list carry, whether the other list has it or not."""
        return (one for one in self._buckets(rule, alone=True) if len(one.lefts) > 1 or len(one.rights) > 1)

    def contradict(self, left: int, right: int) -> bool:
        """Whether both carry a number of a kind that nobody has two of, and not the same."""
        ones, others = self.sides[left].references, self.sides[right].references
        if ones == others:
            return False
        for kind in {one.kind for one in ones}.intersection(ALONE, [one.kind for one in others]):
            one, other = self.values(left, kind), self.values(right, kind)
            if one and other and one.isdisjoint(other):
                return True
        return False

    def has_one(self, at: int, kind: ReferenceKind) -> bool:
        """Whether a side carries a single number of a kind, so that no other number can lead it elsewhere."""
        return sum([one.kind == kind for one in self.sides[at].references]) == 1

    def is_member(self, at: int, kind: ReferenceKind) -> bool:
        """Whether a side shares its number of this kind with others by right."""
        return (self.sides[at].kind, kind) in MEMBERS

    def _compared(self, sent: str) -> str:
        if sent not in self._usable:
            self._usable[sent] = usable_identifier(sent)
        return self._usable[sent]

    def _fill(self) -> None:
        # A year has hundreds of thousands of numbers, and most stand on one side or on one of each: those get no list.
        firsts: dict[ReferenceKind, dict[str, int]] = defaultdict(dict)
        many: dict[tuple[ReferenceKind, str], list[int]] = {}
        usable = self._usable
        for at, side in enumerate(self.sides):
            for one in side.references:
                value = usable[one.value] if one.value in usable else self._compared(one.value)
                if not value:
                    continue
                first = firsts[one.kind].setdefault(value, at)
                if first == at:
                    continue
                several = self._several[one.kind]
                carriers = several.get(value)
                if carriers is None:
                    several[value] = (first, at)
                elif carriers[-1] != at:  # a side may know one number with and without its issuer
                    if len(carriers) == 2:
                        several[value] = many[one.kind, value] = list(carriers)
                    many[one.kind, value].append(at)

    def _buckets(self, rule: Rule, *, alone: bool) -> Iterator[Bucket]:
        for value, carriers in self._several[rule.reference].items():
            if alone and len(carriers) == 2 and carriers[0] < self.turn <= carriers[1]:
                continue
            for bucket in self._by_issuer(rule.reference, value, carriers):
                if rule.days is None or bucket.known:
                    yield bucket
                else:
                    yield from self._by_time(bucket, rule.days)

    def _by_issuer(self, kind: ReferenceKind, value: str, carriers: Sequence[int]) -> Iterator[Bucket]:
        issuers = [self._issuer(at, kind, value) for at in carriers]
        if issuers.count(issuers[0]) == len(issuers):
            yield self._bucket(Reference(kind, value, issuers[0]), carriers, issuers[0] != "", True)
            return
        named = {*issuers} - {""}
        if len(named) < 2 or "" in issuers:
            number = Reference(kind, value, "".join(named) if len(named) == 1 else "")
            yield self._bucket(number, carriers, "" not in issuers, len(named) < 2)
        else:
            for issuer in sorted(named):
                own = [at for at, other in zip(carriers, issuers, strict=True) if other == issuer]
                yield self._bucket(Reference(kind, value, issuer), own, True, True)

    def _issuer(self, at: int, kind: ReferenceKind, value: str) -> str:
        named = ""
        for one in self.sides[at].references:
            if one.kind == kind and one.issuer and self._compared(one.value) == value:
                named = max(named, self._compared(one.issuer))
        return named

    def _by_time(self, bucket: Bucket, days: int) -> Iterator[Bucket]:
        """Apart where more than so many days lie between; what then faces nobody is kept together to be shown."""
        pieces: list[list[int]] = []
        last = None
        for at in sorted((*bucket.lefts, *bucket.rights), key=lambda at: (self.sides[at].on, at)):
            on = self.sides[at].on
            if last is None or (on - last).days > days:
                pieces.append([])
            pieces[-1].append(at)
            last = on
        apart = [self._bucket(bucket.reference, sorted(piece), bucket.known, bucket.sure) for piece in pieces]
        yield from apart
        alone = [at for one in apart if not (one.lefts and one.rights) for at in (*one.lefts, *one.rights)]
        if len(pieces) > 1 and alone:
            yield self._bucket(bucket.reference, sorted(alone), bucket.known, False)

    def _bucket(self, number: Reference, positions: Sequence[int], known: bool, sure: bool) -> Bucket:
        lefts = tuple([at for at in positions if at < self.turn])
        rights = tuple([at for at in positions if at >= self.turn])
        return Bucket(number, lefts, rights, known, sure)


@dataclass(frozen=True, slots=True)
class Double:
    """Positions of one list with the same number and amount, and of the other list with that number."""

    rule: Rule
    sides: tuple[int, ...]
    others: tuple[int, ...]


def doubles(book: Book, rules: Sequence[Rule]) -> list[Double]:
    """Those that are there twice, each group once, by the first rule that says so."""
    found: dict[tuple[int, ...], Double] = {}
    for rule in rules:
        for bucket in book.repeats(rule):
            for own, others in ((bucket.lefts, bucket.rights), (bucket.rights, bucket.lefts)):
                if len(own) > 1 and bucket.sure:
                    for group in _alike(book, rule.reference, own):
                        found.setdefault(group, Double(rule, group, others))
    return list(found.values())


def _alike(book: Book, kind: ReferenceKind, positions: Sequence[int]) -> list[tuple[int, ...]]:
    groups: dict[object, list[int]] = defaultdict(list)
    for at in positions:
        if not book.is_member(at, kind):
            side = book.sides[at]
            # One cheque may pay for two children: those are two payments.
            name = side.name.casefold() if kind == "cheque" else ""
            groups[side.amount, side.entry, frozenset(book.values(at, kind)), name].append(at)
    return [tuple(group) for group in groups.values() if len(group) > 1]


def _ordered(sides: Sequence[Side]) -> list[Side]:
    return sorted(sorted(sides, key=attrgetter("id")), key=attrgetter("kind"))  # half the time of pairs as keys
