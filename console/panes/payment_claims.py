"""A claim as the insurer settled it: each service, why what wasn't paid wasn't, and what is withheld beside it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from markupsafe import Markup

from console.kit.text import joined, shown
from console.kit.times import day
from console.panes.money import books, dollars
from console.panes.payment_words import NOTHING, facts_list, figure, sent
from db.payment_records import AdjustmentLine, BesideClaims, ClaimRecord, ServiceLine
from rules.remit_codes import (
    group_words,
    nature_of,
    provider_adjustment_words,
    reason_words,
    remark_words,
    status_words,
)

Row = tuple[Markup, Decimal, Decimal, Markup]
HEADS = ("What", "Charged", "Paid", "Why the rest wasn't paid")


def claim_whole(one: ClaimRecord) -> Markup:
    """One claim with all that the insurer said of it."""
    facts = facts_list(
        [
            ("Decision", f"{status_words(one.status)} ({one.status})"),
            ("Charged", figure(one.charged)),
            ("Paid", figure(one.paid)),
            ("The patient's share", figure(one.patient_responsibility) if one.patient_responsibility else ""),
            ("Interest", figure(one.interest) if one.interest else ""),
            ("Patient, as sent", sent(one.patient_name)),
            ("Service", day(one.service_from) if one.service_from else ""),
            ("The insurer's number", sent(one.payer_claim_number)),
        ]
    )
    return facts + _table("Why", (_claim_row(one), *map(_service_row, one.services)))


def claims_table(claims: Iterable[ClaimRecord], many: int) -> Markup:
    """The claims of a remittance, a row each; what isn't shown is counted."""
    rows = [_claim_row(one, with_services=True) for one in claims]
    return (_table("Its claims", rows) if rows else NOTHING) + more("claims", many - len(rows))


def more(what: str, many: int) -> Markup:
    """How many aren't shown."""
    return (
        Markup('<p class="ps-quiet">{} more {} are not shown.</p>').format(f"{many:,}", what) if many > 0 else NOTHING
    )


def beside_list(lines: Iterable[BesideClaims]) -> Markup:
    """What stands beside the claims: positive is withheld, negative is given."""
    items = joined(Markup("<li>{}</li>").format(beside_words(one)) for one in lines)
    head = Markup('<h4 class="ps-part">Beside the claims</h4><ul class="ps-lines-of">{}</ul>')
    return head.format(items) if items else NOTHING


def beside_words(one: BesideClaims) -> Markup:
    """`Withheld $50.00: taken back from an earlier payment (WO), number 8871`."""
    verb = "Withheld" if one.amount > 0 else "Given"
    words = provider_adjustment_words(one.code)
    known = (
        Markup("{} ({})").format(words, one.code) if words != one.code else Markup("code {}").format(shown(one.code))
    )
    number = Markup(", number {}").format(shown(one.reference)) if one.reference else NOTHING
    return Markup("{} {}: {}{}").format(verb, dollars(abs(one.amount)), known, number)


def _table(caption: str, rows: Iterable[Row]) -> Markup:
    return Markup('<div class="ps-claims">{}</div>').format(books(caption, HEADS, rows))


def _claim_row(one: ClaimRecord, *, with_services: bool = False) -> Row:
    """The claim's own adjustments and, in a list of claims, those of its services too."""
    services = one.services if with_services else ()
    adjustments = [*one.adjustments, *(line for service in services for line in service.adjustments)]
    remarks = [*one.remarks, *(code for service in services for code in service.remarks)]
    what = Markup('Claim {}{} <span class="ps-quiet">{}</span>').format(
        shown(one.control_number),
        Markup(' <span class="ps-danger">denied</span>') if one.denied else NOTHING,
        status_words(one.status),
    )
    return what, one.charged, one.paid, _why(adjustments, dict.fromkeys(remarks))


def _service_row(one: ServiceLine) -> Row:
    when = Markup(' <span class="ps-quiet">{}</span>').format(day(one.service_on)) if one.service_on else NOTHING
    return shown(one.procedure) + when, one.charged, one.paid, _why(one.adjustments, one.remarks)


def _why(adjustments: Iterable[AdjustmentLine], remarks: Iterable[str]) -> Markup:
    items = joined([*map(_adjustment, adjustments), *map(_remark, remarks)])
    return Markup('<ul class="ps-lines-of">{}</ul>').format(items) if items else NOTHING


def _adjustment(one: AdjustmentLine) -> Markup:
    """`$45.00 Above the agreed or allowed fee. Contract: the clinic writes it off CO 45`; of codes, what has words."""
    css = "ps-danger" if nature_of(one.group, one.reason) == "denial" else ""
    reason, bearer = reason_words(one.reason), group_words(one.group)
    why = Markup('<span class="{}">{}.</span> ').format(css, reason) if reason != one.reason else NOTHING
    return Markup('<li>{} {}{} <span class="ps-quiet">{}</span></li>').format(
        figure(one.amount), why, bearer if bearer != one.group else "", shown(f"{one.group} {one.reason}")
    )


def _remark(code: str) -> Markup:
    words = remark_words(code)
    told = words if words != code else "Remark"
    return Markup('<li>{} <span class="ps-quiet">{}</span></li>').format(told, shown(code))
