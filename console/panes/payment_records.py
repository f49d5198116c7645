"""Each record of money as it came: the bank's line, the payout, the remittance with its claims, the payment."""

from __future__ import annotations

from markupsafe import Markup

from console.kit.text import joined, shown
from console.kit.times import day
from console.panes.money import books, dollars
from console.panes.payment_claims import beside_list, beside_words, claim_whole, claims_table, more
from console.panes.payment_facts import facts_of, payout_facts, remittance_facts
from console.panes.payment_words import (
    ENTRIES,
    NOTHING,
    amount_of,
    facts_list,
    figure,
    named,
    tender,
)
from db.payment_records import (
    BesideClaims,
    ClaimRecord,
    PayoutRecord,
    Record,
    RemittanceRecord,
    SlipRecord,
)


def record_whole(one: Record) -> Markup:
    """A record under its name and amount, with everything that is known of it."""
    return Markup('<div class="ps-report ps-money">{}{}</div>').format(head(one), _body(one))


def head(one: Record) -> Markup:
    """Its name and what it comes to."""
    amount = amount_of(one)
    return Markup("<h3>{} {}</h3>").format(shown(named(one)), figure(amount) if amount is not None else NOTHING)


def _body(one: Record) -> Markup:
    match one:
        case RemittanceRecord():
            return (
                facts_list(remittance_facts(one)) + _imbalances(one) + claims_table(one.claims, one.many)
                + beside_list(one.beside)
            )  # fmt: skip
        case ClaimRecord():
            return claim_whole(one) + _of_remittance(one.remittance)
        case BesideClaims():
            return Markup("<p>{}</p>").format(beside_words(one)) + _of_remittance(one.remittance)
        case PayoutRecord():
            return facts_list(payout_facts(one)) + _lines(one)
        case SlipRecord():
            return facts_list(facts_of(one)) + _payments(one)
    return facts_list(facts_of(one))


def _of_remittance(one: RemittanceRecord | None) -> Markup:
    if one is None:
        return NOTHING
    return Markup('<h4 class="ps-part">{} <span class="ps-sum">{}</span></h4>{}').format(
        shown(named(one)), dollars(one.amount), facts_list(remittance_facts(one))
    )


def _imbalances(one: RemittanceRecord) -> Markup:
    rows = joined(
        Markup("<li>{}: the parts come to {}, the insurer wrote {}.</li>").format(
            shown(each.where), figure(each.expected), figure(each.found)
        )
        for each in one.differences
    )
    return Markup('<ul class="ps-lines-of ps-still-open">{}</ul>').format(rows) if rows else NOTHING


def _lines(one: PayoutRecord) -> Markup:
    rows = [
        (Markup("{} {}").format(ENTRIES.get(each.kind, each.kind), day(each.on_day)), each.gross, each.fee, each.net)
        for each in one.lines
    ]
    table = books("Its lines", ("Line", "Amount", "Fee", "Comes to"), rows)
    return (table if rows else NOTHING) + more("lines", one.many - len(one.lines))


def _payments(one: SlipRecord) -> Markup:
    rows = [(shown(each.receipt), shown(each.patient), shown(tender(each)), each.amount) for each in one.payments]
    table = books("Its payments", ("Receipt", "Patient", "Paid", "Amount"), rows)
    return table + more("payments", one.many - len(one.payments))
