"""Which charge a remittance's service is for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rules.payment_claims import (
    BilledLine,
    ClaimMatch,
    RemittedClaim,
    RemittedLine,
    by_control_number,
    claim_for,
)

DAY, LATER = date(2026, 3, 2), date(2026, 3, 9)


def billed(number: int, procedure: str, amount: str, **more: object) -> BilledLine:
    standing = {"patient_id": 1, "control_number": "PC00417", "on": DAY} | more
    return BilledLine(number, procedure=procedure, amount=Decimal(amount), **standing)  # type: ignore[arg-type]


def remitted(position: int, procedure: str, charged: str, **more: object) -> RemittedLine:
    standing = {"on": DAY} | more
    return RemittedLine(position, procedure, Decimal(charged), **standing)  # type: ignore[arg-type]


def asked(*lines: RemittedLine, number: str = "PC00417", of: list[BilledLine]) -> ClaimMatch:
    return claim_for(RemittedClaim(number, lines), by_control_number(of))


def paired(found: ClaimMatch) -> dict[int, tuple[int, str]]:
    return {pair.position: (pair.charge_id, pair.rule) for pair in found.pairs}


def test_services_find_their_charges_by_procedure_charge_and_day() -> None:
    charges = [billed(7, "99213", "120.00"), billed(8, "85025", "31.50")]
    found = asked(remitted(1, "85025", "31.50"), remitted(2, "99213", "120.00"), of=charges)
    assert paired(found) == {1: (8, "procedure, charge and day"), 2: (7, "procedure, charge and day")}
    assert (found.lines_left, found.charges_left, found.reason) == ((), (), "")


def test_the_line_control_number_goes_first_where_the_procedure_agrees() -> None:
    charges = [billed(7, "97110", "60.00", line_control="L1"), billed(8, "97110", "60.00", line_control="L2")]
    found = asked(remitted(1, "97110", "60.00", line_control="l2 "), remitted(2, "97110", "60.00"), of=charges)
    assert paired(found) == {1: (8, "line control"), 2: (7, "procedure, charge and day")}


def test_a_line_control_number_counts_though_the_charge_was_changed() -> None:
    found = asked(remitted(1, "97110", "55", line_control="L1"), of=[billed(7, "97110", "60", line_control="L1")])
    assert paired(found) == {1: (7, "line control")}


def test_a_line_control_number_of_another_procedure_is_no_evidence() -> None:
    charges = [billed(7, "99213", "120.00", line_control="1"), billed(8, "85025", "31.50", line_control="2")]
    found = asked(
        remitted(1, "85025", "31.50", line_control="1"), remitted(2, "99213", "120.00", line_control="2"), of=charges
    )
    assert {position: charge for position, (charge, _) in paired(found).items()} == {1: 8, 2: 7}
    assert "line control" not in {pair.rule for pair in found.pairs}


@pytest.mark.parametrize("filler", ["", "0", "999", "NONREF"])
def test_a_filler_is_no_line_control_number(filler: str) -> None:
    found = asked(remitted(1, "97110", "55", line_control=filler), of=[billed(7, "97110", "60", line_control=filler)])
    assert (found.lines_left, found.charges_left) == ((1,), (7,))


def test_a_charge_is_never_used_twice() -> None:
    found = asked(remitted(1, "97110", "60"), remitted(2, "97110", "60"), of=[billed(7, "97110", "60")])
    assert (len(found.pairs), found.lines_left, found.charges_left) == (1, (2,), ())


def test_the_day_says_which_of_a_weeks_equal_treatments() -> None:
    charges = [billed(7, "97110", "60"), billed(8, "97110", "60", on=LATER)]
    found = asked(remitted(1, "97110", "60", on=LATER), remitted(2, "97110", "60"), of=charges)
    assert {position: charge for position, (charge, _) in paired(found).items()} == {1: 8, 2: 7}
    other = asked(remitted(1, "97110", "60", on=date(2026, 3, 5)), of=charges)
    assert (other.pairs, other.lines_left) == ((), (1,))
    undated = asked(remitted(1, "97110", "60", on=None), of=[billed(7, "97110", "60", on=None)])
    assert paired(undated) == {1: (7, "procedure and charge")}


def test_the_modifiers_say_which_of_two_equal_charges() -> None:
    charges = [billed(7, "99213", "120", modifiers=("25",)), billed(8, "99213", "120")]
    assert paired(asked(remitted(1, "99213", "120"), of=charges))[1][0] == 8
    assert paired(asked(remitted(1, "99213", "120", modifiers=("25",)), of=charges))[1][0] == 7
    assert paired(asked(remitted(1, "99213", "120", modifiers=("59",)), of=charges))[1][0] == 7


def test_a_reversal_is_for_the_charges_of_the_claim_it_takes_back() -> None:
    found = asked(remitted(1, "99213", "-120"), of=[billed(7, "99213", "120")])
    assert paired(found) == {1: (7, "procedure, charge and day")}


def test_another_amount_or_procedure_is_left_for_a_person() -> None:
    found = asked(remitted(1, "99213", "119.99"), remitted(2, "99214", "120"), of=[billed(7, "99213", "120")])
    assert (found.pairs, found.lines_left, found.charges_left) == ((), (1, 2), (7,))


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("", "no control number that says anything"),
        ("0", "no control number that says anything"),
        ("PC00418", "No charge of ours"),
    ],
)
def test_a_claim_without_our_control_number_is_nobodys(number: str, reason: str) -> None:
    found = asked(remitted(1, "99213", "120"), number=number, of=[billed(7, "99213", "120", control_number="0")])
    assert (found.pairs, found.lines_left) == ((), (1,))
    assert reason in found.reason


def test_a_control_number_of_two_patients_is_nobodys() -> None:
    charges = [billed(7, "99213", "120"), billed(8, "99213", "120", patient_id=2)]
    found = asked(remitted(1, "99213", "120"), of=charges)
    assert (found.pairs, found.reason) == (
        (),
        "Charges of different patients were billed under the claim's control number.",
    )


def test_control_numbers_are_compared_without_case_spaces_and_leading_zeros() -> None:
    found = asked(
        remitted(1, "99213", "120"), number=" 0pc417", of=[billed(7, "99213", "120", control_number="PC417 ")]
    )
    assert len(found.pairs) == 1


CODES, DAYS = st.sampled_from(["A", "a ", "B", ""]), st.sampled_from([DAY, LATER, None])
AMOUNTS = st.sampled_from([Decimal("20.00"), Decimal("25.00")])
CONTROLS = st.sampled_from(["", "0", "L1", "l2", "L3"])
services = st.lists(
    st.builds(RemittedLine, st.integers(1, 9), CODES, AMOUNTS, line_control=CONTROLS, on=DAYS),
    max_size=6,
    unique_by=lambda line: line.position,
)
charges_of_one_claim = st.lists(
    st.builds(
        BilledLine, st.integers(1, 9), st.just(1), st.just("PC1"), CODES, AMOUNTS, line_control=CONTROLS, on=DAYS
    ),
    max_size=6,
    unique_by=lambda charge: charge.id,
)


@given(services, charges_of_one_claim)
@settings(max_examples=300)
def test_every_service_and_charge_is_paired_once_or_left_whatever_their_order(
    lines: list[RemittedLine], charges: list[BilledLine]
) -> None:
    found = asked(*lines, number="PC1", of=charges)
    positions, used = [pair.position for pair in found.pairs], [pair.charge_id for pair in found.pairs]
    assert sorted([*positions, *found.lines_left]) == sorted(line.position for line in lines)
    if charges:
        assert sorted([*used, *found.charges_left]) == sorted(charge.id for charge in charges)
    codes = {charge.id: charge.procedure for charge in charges}
    by_position = {line.position: line.procedure for line in lines}
    for pair in found.pairs:
        assert codes[pair.charge_id].strip().casefold() == by_position[pair.position].strip().casefold() != ""
    assert asked(*reversed(lines), number="PC1", of=charges[::-1]) == found
