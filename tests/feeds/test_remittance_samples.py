"""The shared remittances, whole and damaged: nothing is lost in silence, and nothing falls over."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

import pytest
from pyx12.x12file import X12Reader  # type: ignore[import-untyped]

from db.lab_messages import Unreadable
from db.remittance_lines import Claim, Remittance, Service
from feeds.remittance import METHODS, read_remittances
from feeds.remittance_claims import GROUPS
from tests.feeds.remit_mutations import DAMAGES, damaged
from tests.feeds.remits import SAMPLES, needs_samples, own_files, shared_files

LEVELS = {"service", "claim", "transaction", "count"}


@needs_samples
def test_every_shared_file_is_read_or_refused_with_its_reason() -> None:
    remittances = claims = refused = 0
    for path in sorted(SAMPLES.glob("*.835")):
        content = path.read_bytes()
        if path.name == "at_exhaustive_sample.835":  # masked to the last digit, and without its envelope
            with pytest.raises(Unreadable, match="Line 1, ST"):
                read_remittances(content)
            continue
        found = read_remittances(content)
        # A third count, the simplest there is.
        assert found.claims_counted == len(re.findall(rb"(?:^|[~\r\n])CLP[*+]", content)), path.name
        read = sum(len(each.claims) for each in found.remittances)
        assert read == found.claims_counted - sum(each.claims for each in found.refusals), path.name
        remittances, claims, refused = (
            remittances + len(found.remittances),
            claims + read,
            refused + len(found.refusals),
        )
        # Two samples have words for amounts ("CAS*grp_code*reason_code*amount").
        assert bool(found.refusals) == path.name.startswith("at_sample"), path.name
    assert (remittances, claims, refused) == (173, 498, 3)


@needs_samples
@pytest.mark.parametrize("width", [20, 80, 107])
def test_the_shared_files_say_the_same_when_they_are_wrapped(width: int) -> None:
    for path in sorted(SAMPLES.glob("*.835")):
        content = path.read_bytes()
        if path.name.startswith(("at_exhaustive", "se_tr3_case_1")):  # no envelope; lines are its segments
            continue
        flat = content[content.index(b"ISA*") :].replace(b"\r", b"").replace(b"\n", b"")
        wrapped = b"\r\n".join(flat[at : at + width] for at in range(0, len(flat), width))
        assert read_remittances(wrapped).remittances == read_remittances(content).remittances, path.name


@needs_samples
def test_the_shared_files_that_do_not_balance_are_told_with_the_difference() -> None:
    told = {
        path.name: [(each.level, each.expected - each.found) for each in remittance.differences]
        for path in sorted(SAMPLES.glob("*.835"))
        if path.name != "at_exhaustive_sample.835"
        for remittance in read_remittances(path.read_bytes()).remittances
        if remittance.differences
    }
    assert told == {
        "at_sample_835_with_interests.835": [("count", Decimal(13)), ("transaction", Decimal("10.30"))],
        "lfh_tertiary-payment.835": [("service", Decimal("21253.50")), ("claim", Decimal("22832.50"))],
        "se_tr3_case_3a.835": [("count", Decimal(2)), ("transaction", Decimal("2.54"))],
    }


def by_pyx12(content: bytes) -> Iterator[tuple[Decimal, int, Decimal]]:
    """Payment, number of claims and their sum for each transaction, as an independent reader has them."""
    amount, count, paid = Decimal(0), 0, Decimal(0)
    # It takes the delimiters of the first interchange for all.
    interchanges = re.split(r"(?=ISA[*|])", content.decode("cp1252"))[1:]
    for segment in chain.from_iterable(X12Reader(io.StringIO(each)) for each in interchanges):
        match segment.get_seg_id():
            case "ST":
                amount, count, paid = Decimal(0), 0, Decimal(0)
            case "BPR":
                amount = Decimal(segment.get_value("BPR02"))
            case "CLP":
                count, paid = count + 1, paid + Decimal(segment.get_value("CLP04"))
            case "SE":
                yield amount, count, paid


def by_us(remittances: tuple[Remittance, ...]) -> Iterator[tuple[Decimal, int, Decimal]]:
    for each in remittances:
        yield each.amount, len(each.claims), sum((claim.paid for claim in each.claims), Decimal(0))


@needs_samples
def test_an_independent_reader_finds_the_same_payments_and_claims_in_the_shared_files() -> None:
    compared = 0
    for path in sorted(SAMPLES.glob("*.835")):
        # Those whose header it can't read, and those of which we refuse a payment.
        if path.name.startswith(("at_", "se_tr3")):
            continue
        content = path.read_bytes()
        assert list(by_us(read_remittances(content).remittances)) == list(by_pyx12(content)), path.name
        compared += 1
    assert compared == 12


def test_an_independent_reader_finds_the_same_payments_and_claims_in_our_own_files() -> None:
    for content in own_files():
        assert list(by_us(read_remittances(content).remittances)) == list(by_pyx12(content))


def check(content: bytes) -> str:
    """Read a damaged file; what became of it. Anything but the two refusals is a failure."""
    try:
        found = read_remittances(content)
    except Unreadable as refused:
        assert refused.reason.endswith(".")
        return "unreadable"
    read = sum(len(each.claims) for each in found.remittances)
    assert read + sum(each.claims for each in found.refusals) == found.claims_counted
    for refusal in found.refusals:
        assert re.fullmatch(r"Line \d+, segment \d+ \([A-Z][A-Z0-9]{1,2}\)", refusal.where)
        assert re.fullmatch(r"[A-Z][A-Z0-9]{1,2}-\d{1,4}", refusal.field) and refusal.reason.endswith(".")
    for remittance in found.remittances:
        whole(remittance)
    return "refused" if found.refusals else "read"


def whole(remittance: Remittance) -> None:
    """Every amount has two places, every code is one, every difference is one, and texts are clean and short."""
    assert remittance.method in METHODS
    assert all(each.level in LEVELS and each.expected != each.found for each in remittance.differences)
    amounts = [remittance.amount, *(each.amount for each in remittance.provider_adjustments)]
    texts = [remittance.payer_name, remittance.payer_id, remittance.trace, remittance.payee_name, *remittance.notes]
    adjustments = Decimal(0)
    for claim in remittance.claims:
        amounts += [claim.charged, claim.paid, claim.patient_responsibility, claim.interest]
        texts += [claim.control_number, claim.payer_claim_number, claim.patient_family, claim.patient_given]
        parts: list[Claim | Service] = [claim, *claim.services]
        for held in parts:
            assert all(each.group in GROUPS and each.reason.isalnum() for each in held.adjustments)
            amounts += [held.charged, held.paid, *(each.amount for each in held.adjustments)]
            texts += held.remarks
            adjustments += sum((each.amount for each in held.adjustments), Decimal(0))
    assert all(each.as_tuple().exponent == -2 for each in amounts)
    assert all(each.isprintable() and len(each) <= 200 for each in texts)
    if not remittance.differences:
        assert remittance.amount == sum(each.paid for each in remittance.claims) - sum(
            each.amount for each in remittance.provider_adjustments
        )
        assert sum(each.charged - each.paid for each in remittance.claims) == adjustments


def walk(seeds: range) -> Counter[str]:
    files = [*own_files(), *shared_files()]
    outcomes: Counter[str] = Counter()
    for seed in seeds:
        names, content = damaged(seed, files)
        try:
            outcomes[check(content)] += 1
        except Exception as failure:
            raise AssertionError(f"Seed {seed} ({names}): {failure!r}") from failure
    return outcomes


def test_some_damaged_remittances_are_read_or_refused() -> None:
    outcomes = walk(range(3 * len(DAMAGES)))
    assert {"read", "unreadable"} <= set(outcomes)


@pytest.mark.soak
def test_two_thousand_damaged_remittances_are_read_or_refused() -> None:
    outcomes = walk(range(1_000, 3_000))
    assert set(outcomes) == {"read", "refused", "unreadable"}
    assert min(outcomes.values()) > 50
