"""What a file of money says, for its preview and for posting: facts, ten rows, what is refused and what differs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from db.actions.billing_files import Became, Difference, Reading, RefusedRow, kind_of
from db.bank_lines import BankFile, ControlDifference, ControlRefused, ProcessorFile, RowRefused
from db.lab_messages import Unreadable
from db.remittance_lines import Remittance, RemittanceFile
from feeds.bank import CSV, format_of, read_bank
from feeds.column_profiles import header_of, records
from feeds.money_values import words
from feeds.processors import read_processor
from feeds.remittance import read_remittances
from rules.column_profiles import ColumnProfile, fingerprint

SHOWN = 10  # rows of a preview
MOST_WORDS = 40  # different words of a column that could be kinds of rows
CURRENCY = "USD"  # the ledger's
TEST = "Its sender marked it as a test: no money goes with it, and it isn't posted."
OTHER_CURRENCY = "It is in another currency than the ledger's dollars. It isn't posted."

Found = RemittanceFile | BankFile | ProcessorFile


@dataclass(frozen=True, slots=True)
class Read:
    """A file as it was read: what the preview shows of it, and what is posted (None: nothing can be yet)."""

    reading: Reading
    found: Found | None


def is_csv(content: bytes, kind: str) -> bool:
    """Whether a profile has to say which column is what. Raises `Unreadable` for what nobody can read."""
    return not _is_remittance(content, kind) and format_of(content) == CSV


def header_print(content: bytes) -> bytes:
    """What a CSV's profile is found by. Raises `Unreadable` for what has no header."""
    return fingerprint(header_of(content))


def read(
    content: bytes, kind: str, zone: ZoneInfo, *, lenient: bool = False, profile: ColumnProfile | None = None,
    profile_id: int | None = None,
) -> Read:  # fmt: skip
    """Read a file of `kind` (as it was handed in). Raises `Unreadable` for one that can't be used at all.

    A CSV without a profile becomes `profile`: a person has to say which column is what.
    """
    if _is_remittance(content, kind):
        return _remittances(read_remittances(content))
    format_ = format_of(content)
    if format_ != CSV:
        try:
            return _bank(read_bank(content, zone, lenient=lenient), format_)
        except ControlRefused as refused:
            return Read(
                Reading("held", "bank", format_, {}, differences=_controls(refused.differences), reason=refused.reason),
                None,
            )
    sheet = _sheet(content)
    if profile is None:
        return Read(Reading("profile", kind if kind != "remittance" else "processor", CSV, sheet), None)
    if profile.kind == "bank":
        done = _bank(read_bank(content, zone, profile=profile), CSV)
    else:
        done = _processor(read_processor(content, profile))
    reading = replace(done.reading, profile_id=profile_id, summary={**sheet, **done.reading.summary})
    return Read(reading, done.found)


def bank_table(found: BankFile) -> dict[str, Any]:
    """The first lines of a bank's file."""
    lines = [(account.number[-4:], line) for account in found.accounts for line in account.lines]
    return {
        "columns": ["Date", "Amount", "Payee", "Text", "Reference", "Account"],
        "rows": [
            [one.on.isoformat(), money(one.amount), one.payee, one.memo,
             one.trace or one.cheque_number or one.reference, f"…{tail}"]
            for tail, one in lines[:SHOWN]
        ],
    }  # fmt: skip


def processor_table(found: ProcessorFile) -> dict[str, Any]:
    """The first rows of a processor's export."""
    return {
        "columns": ["Time", "Kind", "Gross", "Fee", "Net", "Payment", "Payout", "Description"],
        "rows": [
            [one.at.isoformat(sep=" ", timespec="minutes"), one.kind, money(one.gross), money(one.fee), money(one.net),
             one.charge_ref or one.intent_ref, one.payout_ref, one.description]
            for one in found.rows[:SHOWN]
        ],
    }  # fmt: skip


def money(amount: Decimal) -> str:
    """An amount as it is shown."""
    return f"{amount:,.2f}"


def _is_remittance(content: bytes, kind: str) -> bool:
    return kind == "remittance" or kind_of(content) == "remittance"


def _remittances(found: RemittanceFile) -> Read:
    refused = [
        RefusedRow(position, f"{one.where}, {one.field}", _with_claims(one.reason, one.claims))
        for position, one in enumerate(found.refusals, 1)
    ]
    refused += [RefusedRow(one.position, f"Payment {one.position}", TEST) for one in found.remittances if one.test]
    differences = tuple(
        _difference(f"Payment {one.position}, {each.where}", each.expected, each.found)
        for one in found.remittances
        for each in one.differences
    )
    summary = {
        "facts": [
            ["Payments", f"{len(found.remittances):,}"],
            ["Claims", f"{found.claims_counted:,}"],
            ["Announced", money(sum((one.amount for one in found.remittances if not one.test), Decimal(0)))],
            ["Beside claims", money(-sum((_beside(one) for one in found.remittances if not one.test), Decimal(0)))],
        ],
        "columns": ["Payer", "Trace", "Method", "Day", "Amount", "Claims", "Balance"],
        "rows": [_payment(one) for one in found.remittances[:SHOWN]],
        "notes": list(dict.fromkeys(note for one in found.remittances for note in one.notes))[:SHOWN],
        "nothing": all(one.test for one in found.remittances),
    }
    became: Became = "held" if differences else "preview"
    return Read(
        Reading(became, "remittance", "835", summary, found.claims_counted, None, differences, tuple(refused)), found
    )


def _beside(one: Remittance) -> Decimal:
    return sum((each.amount for each in one.provider_adjustments), Decimal(0))


def _payment(one: Remittance) -> list[str]:
    state = "test" if one.test else "differs" if one.differences else "agrees"
    day = one.paid_on.isoformat() if one.paid_on else ""
    return [one.payer_name, one.trace, one.method, day, money(one.amount), f"{len(one.claims):,}", state]


def _with_claims(reason: str, claims: int) -> str:
    return f"{reason} {claims:,} claim{'s' * (claims != 1)} of it can't be read." if claims else reason


def _bank(found: BankFile, format_: str) -> Read:
    ours = tuple(account for account in found.accounts if account.currency == CURRENCY)
    refused = [*_refused(found.refused)]
    for account in found.accounts:
        if account.currency != CURRENCY:
            refused += [
                RefusedRow(line.row, f"Account …{account.number[-4:]}", OTHER_CURRENCY) for line in account.lines
            ]
    kept = replace(found, accounts=ours)
    lines = [line for account in ours for line in account.lines]
    summary = {
        "facts": [
            ["Accounts", ", ".join(f"…{account.number[-4:]}" for account in ours) or "none in dollars"],
            ["Lines", f"{len(lines):,}"],
            ["Money in", money(sum((line.amount for line in lines if line.amount > 0), Decimal(0)))],
            ["Money out", money(sum((line.amount for line in lines if line.amount < 0), Decimal(0)))],
            *_days([line.on.isoformat() for line in lines]),
        ],
        **bank_table(kept),
        "nothing": not lines,
    }
    differences = _controls(found.differences)
    return Read(Reading("preview", "bank", format_, summary, len(lines), None, differences, tuple(refused)), kept)


def _processor(found: ProcessorFile) -> Read:
    refused = [*_refused(found.refused)]
    refused += [
        RefusedRow(one.row, f"Currency {one.currency}", OTHER_CURRENCY)
        for one in found.rows
        if one.currency != CURRENCY
    ]
    kept = replace(found, rows=tuple(one for one in found.rows if one.currency == CURRENCY))
    summary = {
        "facts": [
            ["Processor", found.processor],
            ["Rows", f"{len(kept.rows):,}"],
            ["Gross", money(sum((one.gross for one in kept.rows), Decimal(0)))],
            ["Fees", money(sum((one.fee for one in kept.rows), Decimal(0)))],
            ["Payouts", f"{len({one.payout_ref for one in kept.rows if one.payout_ref}):,}"],
            *_days([one.at.date().isoformat() for one in kept.rows]),
        ],
        **processor_table(kept),
        "nothing": not kept.rows,
    }
    return Read(Reading("preview", "processor", CSV, summary, len(kept.rows), refusals=tuple(refused)), kept)


def _sheet(content: bytes) -> dict[str, Any]:
    """A CSV as it stands: its header, ten rows, and the words of columns that could be the kind of a row."""
    header = header_of(content)
    rows, several = [], {name: set[str]() for name in header if name}
    for number, cells in records(content):
        if number <= SHOWN:
            rows.append([words(cells.get(name, "")) for name in header])
        _add_words(several, cells)
    if not rows:
        raise Unreadable("The file has no rows under its first line.")
    return {
        "header": list(header),
        "fingerprint": fingerprint(header).hex(),
        "sample": rows,
        "words": {name: sorted(found - {""}) for name, found in several.items() if len(found) > 1},
    }


def _add_words(several: dict[str, set[str]], cells: Mapping[str, str]) -> None:
    for name, found in list(several.items()):
        found.add(words(cells.get(name, "")))
        if len(found) > MOST_WORDS:
            del several[name]


def _refused(rows: Iterable[RowRefused]) -> list[RefusedRow]:
    return [RefusedRow(one.row, one.place, one.reason) for one in rows]


def _controls(found: Sequence[ControlDifference]) -> tuple[Difference, ...]:
    return tuple(_difference(one.where, one.expected, one.found) for one in found)


def _difference(where: str, expected: Decimal, found: Decimal) -> Difference:
    """A total that doesn't hold: an amount, or a number of records."""
    if "number of" in where or "Segments" in where:
        return Difference(where, f"{expected:,.0f}", f"{found:,.0f}")
    return Difference(where, money(expected), money(found))


def _days(days: Sequence[str]) -> list[list[str]]:
    return [["Days", f"{min(days)} to {max(days)}"]] if days else []
