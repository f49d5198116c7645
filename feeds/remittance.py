"""Remittances of insurers (X12 835, versions 4010 and 5010) as `Remittance`. No claim is lost in silence.

Several payments in a file stay apart: each transaction is a remittance of its own. What doesn't balance is read and
says so; what can't be trusted to the cent isn't read.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from db.lab_messages import Unreadable
from db.remittance_lines import Claim, Difference, ProviderAdjustment, Refusal, Remittance, RemittanceFile
from feeds.remittance_balance import differences
from feeds.remittance_claims import ClaimDraft
from feeds.remittance_count import count_claims
from feeds.remittance_envelope import Places, Transaction, plain, transactions
from feeds.remittance_values import Notes, Segment, SegmentRefused

METHODS = frozenset({"ACH", "BOP", "CHK", "FWT", "NON"})
_VERSIONS = ("004010", "005010")
_LONGEST_PLB = 3
_OF_CLAIMS = frozenset({"CAS", "SVC", "MIA", "MOA", "LQ"})  # a claim's own, wherever they stand
_OTHERS = frozenset(
    {"N1", "N2", "N3", "N4", "NM1", "PER", "REF", "DTM", "AMT", "QTY", "RDM", "CUR", "LX", "TS2", "TS3"}
)


def read_remittances(content: bytes) -> RemittanceFile:
    """A file of remittances, up to 20 MB.

    Raises `Unreadable` for what is no X12 file, is cut off, or has another number of claims than could be read or
    refused; nothing of it may be posted. One remittance that can't be read is among the refusals.
    """
    content = plain(content)
    places = Places(content)
    remittances: list[Remittance] = []
    refusals: list[Refusal] = []
    for transaction in transactions(content, places):
        try:
            remittances.append(_read(transaction))
        except SegmentRefused as refused:
            where, claims = places.of(refused.segment), _claims_in(transaction)
            refusals.append(Refusal(where, refused.field, refused.reason, claims))
    if not remittances and not refusals:
        raise Unreadable("The file holds no remittance.")
    read = sum(len(each.claims) for each in remittances) + sum(each.claims for each in refusals)
    counted = count_claims(content)
    if counted != read:
        raise Unreadable(f"The file has {counted:,} claims (CLP), of which {read:,} could be read.")
    return RemittanceFile(tuple(remittances), counted, tuple(refusals))


def _claims_in(transaction: Transaction) -> int:
    return sum(each.name == "CLP" for each in transaction.segments)


def _read(transaction: Transaction) -> Remittance:
    header, *body, end = transaction.segments
    if header.text(1) != "835":
        raise SegmentRefused(header, 1, "This is no remittance; only 835 is read.")
    if not transaction.version.startswith(_VERSIONS):
        raise SegmentRefused(header, 3, "The group's version (GS-8) is neither 4010 nor 5010.")
    reading = _Reading()
    for segment in body:
        reading.take(segment)
    return reading.finished(transaction, header, end)


class _Reading:
    """A transaction whose segments are still coming."""

    def __init__(self) -> None:
        self._notes = Notes()
        self._payment: Segment | None = None
        self._trace: Segment | None = None
        self._payer = self._payee = ("", "")
        self._claim: ClaimDraft | None = None
        self._claims: list[Claim] = []
        self._adjustments: list[ProviderAdjustment] = []

    def take(self, segment: Segment) -> None:
        """The next segment. Raises `SegmentRefused`."""
        match segment.name:
            case "BPR":
                self._payment = _only(self._payment, segment)
            case "TRN":
                self._trace = _only(self._trace, segment)
            case "CLP":
                self._end_claim()
                self._claim = ClaimDraft(segment, len(self._claims) + 1, self._notes)
            case "LX" | "PLB":
                self._end_claim()
                if segment.name == "PLB":
                    self._adjustments += _provider_adjustments(segment, self._notes)
            case _ if self._claim:
                self._claim.take(segment)
            case "N1":
                self._party(segment)
            case "CUR" if segment.text(2).upper() != "USD":
                raise SegmentRefused(segment, 2, "The payment isn't in dollars of the United States (USD).")
            case name if name in _OF_CLAIMS:
                raise SegmentRefused(segment, 1, "The segment stands outside any claim.")
        if segment.name not in _KNOWN:
            self._notes.add(f"Segment {segment.number} is of a kind that an 835 doesn't have; it wasn't read.")

    def _party(self, segment: Segment) -> None:
        party = (segment.label(2), segment.identity(4))
        if segment.text(1).upper() == "PR":
            self._payer = party
        elif segment.text(1).upper() == "PE":
            self._payee = party

    def _end_claim(self) -> None:
        if self._claim:
            self._claims.append(self._claim.finished())
        self._claim = None

    def finished(self, transaction: Transaction, header: Segment, end: Segment) -> Remittance:
        """The remittance, with its differences."""
        self._end_claim()
        payment, trace = self._payment, self._trace
        if not payment:
            raise SegmentRefused(header, 1, "The transaction has no payment (BPR).")
        if not trace:
            self._notes.add("The payment has no trace number (TRN).")
        amount = _amount(payment)
        found = (*_of_count(end, len(transaction.segments)), *differences(amount, self._claims, self._adjustments))
        return Remittance(
            position=transaction.position,
            payer_name=self._payer[0],
            payer_id=trace.identity(3) if trace else "",
            trace=trace.identity(2) if trace else "",
            method=payment.code(4, 3),
            amount=amount,
            paid_on=payment.day(16, self._notes),
            payee_name=self._payee[0],
            payee_id=self._payee[1],
            claims=tuple(self._claims),
            provider_adjustments=tuple(self._adjustments),
            differences=found,
            notes=tuple(self._notes.found),
            test=transaction.test,
        )


_KNOWN = _OF_CLAIMS | _OTHERS | {"BPR", "TRN", "CLP", "PLB"}


def _only(before: Segment | None, segment: Segment) -> Segment:
    """One payment, one transaction: a second one may be the rest of another whose header was lost."""
    if before:
        raise SegmentRefused(segment, 1, f"The transaction has more than one {segment.name}.")
    return segment


def _amount(payment: Segment) -> Decimal:
    """The payment (BPR-2). Raises `SegmentRefused` where money would go to the payer, or it goes no known way."""
    if payment.text(3).upper() not in ("C", ""):
        raise SegmentRefused(payment, 3, "The payment isn't a credit to the clinic.")
    if payment.code(4, 3) not in METHODS:
        raise SegmentRefused(payment, 4, "This is no way of paying.")
    return payment.money(2)


def _of_count(end: Segment, counted: int) -> Iterator[Difference]:
    written = end.text(1)
    if not written.isascii() or not written.isdigit() or len(written) > 9:
        raise SegmentRefused(end, 1, "This isn't a number of segments.")
    if int(written) != counted:
        yield Difference("count", "Segments of the transaction (SE-1)", Decimal(counted), Decimal(written))


def _provider_adjustments(segment: Segment, notes: Notes) -> Iterator[ProviderAdjustment]:
    """What a PLB says: up to six reasons, each with its amount and its sign as they stand."""
    fiscal_end = segment.day(2, notes)
    for number in range(3, len(segment.elements) + 1, 2):
        if segment.text(number) or segment.text(number + 1):
            reference = segment.component.decode("latin-1").join(segment.parts(number)[1:])
            code = segment.code(number, _LONGEST_PLB)
            yield ProviderAdjustment(code, segment.bounded(number, reference), segment.money(number + 1), fiscal_end)
