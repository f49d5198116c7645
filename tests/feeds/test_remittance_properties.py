"""What holds for every remittance: what balances is read so, and no cent that is off goes unnoticed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from db.remittance_lines import Remittance
from feeds.remittance import read_remittances
from tests.feeds.remits import clp, header, interchange, remittance, svc, transaction

CENTS = st.integers(-9_999_999, 9_999_999)
AMOUNTS = CENTS.map(lambda cents: Decimal(cents) / 100)
REDUCED = st.lists(st.tuples(st.sampled_from(["CO", "PR", "OA", "PI"]), AMOUNTS), max_size=4)


@dataclass(frozen=True)
class Composed:
    """Segments that balance, and what they say."""

    paid: Decimal
    segments: list[str]
    claims: int


@st.composite
def adjusted(draw: st.DrawFn) -> tuple[Decimal, list[str]]:
    """Adjustments and their sum."""
    found = draw(REDUCED)
    return sum((amount for _, amount in found), Decimal(0)), [f"CAS*{group}*45*{amount}" for group, amount in found]


@st.composite
def balanced(draw: st.DrawFn) -> Composed:
    """Claims with services, adjustments of both, and provider adjustments, to the cent."""
    total, segments = Decimal(0), []
    claims = draw(st.integers(0, 4))
    for number in range(claims):
        own, cas = draw(adjusted())
        paid, charged, lines = -own, Decimal(0), []
        for _ in range(draw(st.integers(0, 3))):
            charge = draw(AMOUNTS)
            off, reasons = draw(adjusted())
            lines += [svc(str(charge), str(charge - off)), *reasons]
            charged, paid = charged + charge, paid + charge - off
        status = draw(st.sampled_from(["1", "2", "3", "4", "19", "22"]))
        segments += [clp(f"A-{number}", str(charged), str(paid), status=status), *cas, *lines]
        total += paid
    for amount in draw(st.lists(AMOUNTS, max_size=3)):
        segments.append(f"PLB*1*20261231*WO:A*{amount}")
        total -= amount
    return Composed(total, [*header(str(total)), *segments], claims)


@given(balanced())
def test_what_is_composed_in_balance_is_read_in_balance(composed: Composed) -> None:
    found = remittance(*composed.segments)
    assert (found.amount, len(found.claims), found.differences) == (composed.paid, composed.claims, ())


PLACES = {"BPR": [2], "CLP": [3, 4], "SVC": [2, 3], "CAS": [3], "PLB": [4]}
LEVELS = {
    ("BPR", 2): {"transaction"},
    ("CLP", 3): {"claim"},
    ("CLP", 4): {"claim", "transaction"},
    ("SVC", 2): {"claim", "service"},
    ("SVC", 3): {"service"},
    ("PLB", 4): {"transaction"},
}


@given(balanced(), st.data(), CENTS.filter(bool))
def test_every_changed_amount_gives_its_differences_of_that_size(
    composed: Composed, data: st.DataObject, cents: int
) -> None:
    segments = [each.split("*") for each in composed.segments]
    places = [(at, n) for at, parts in enumerate(segments) for n in PLACES.get(parts[0], [])]
    at, number = data.draw(st.sampled_from(places))
    name, off = segments[at][0], Decimal(cents) / 100
    segments[at][number] = str(Decimal(segments[at][number]) + off)
    found = remittance(*map("*".join, segments))
    levels = LEVELS.get((name, number)) or _of_adjustment(segments, at)
    assert {each.level for each in found.differences} == levels
    assert all(abs(each.expected - each.found) == abs(off) for each in found.differences)


def _of_adjustment(segments: list[list[str]], at: int) -> set[str]:
    """An adjustment behind an SVC belongs to it."""
    before = next(parts[0] for parts in reversed(segments[:at]) if parts[0] in ("SVC", "CLP"))
    return {"claim", "service"} if before == "SVC" else {"claim"}


@given(st.lists(balanced(), min_size=1, max_size=4), st.sampled_from(["*:~", "|>'", "*:\n", "!|\x1c"]))
def test_payments_of_a_file_are_never_merged(several: list[Composed], marks: str) -> None:
    transactions = [transaction(*each.segments, control=f"{n:04}") for n, each in enumerate(several)]
    together = read_remittances(interchange(*transactions, marks=marks, line=""))
    apart = read_remittances(b"\n".join(interchange(each) for each in transactions))
    for found in (together.remittances, apart.remittances):
        assert [each.amount for each in found] == [each.paid for each in several]
        assert [_counted(each) for each in found] == [each.claims for each in several]
    assert together.claims_counted == apart.claims_counted == sum(each.claims for each in several)


def _counted(found: Remittance) -> int:
    assert not found.differences
    return len(found.claims)
