"""What the columns of somebody's CSV probably are: only what a form begins with. A person confirms it.

Headers are those of Stripe's, PayPal's, SumUp's and Square's exports and of common banks, in the languages seen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_PROCESSOR = {
    "key": ("id", "balance_transaction_id", "transaction id", "numéro de transaction", "codice transazione"),
    "at": ("created (utc)", "created", "date", "data transazione", "created_utc", "transaction date"),
    "time": ("time", "heure"),
    "kind": ("type", "reporting_category", "tipo transazione", "event"),
    "gross": ("amount", "gross", "gross amount", "avant commission", "importo transazione in entrata"),
    "gross_out": ("importo transazione in uscita",),
    "fee": ("fee", "fees", "commission", "commissione"),
    "net": ("net", "net amount"),
    "currency": ("currency", "devise", "valuta della transazione"),
    "charge": ("source", "charge_id", "source_id", "payment id"),
    "intent": ("payment_intent_id", "paymentintent id"),
    "payout": ("transfer", "automatic_payout_id", "payout id", "deposit id"),
    "arrives": ("transfer date (utc)", "automatic_payout_effective_at", "deposit date"),
    "description": ("description", "objet", "causale pagamento"),
}
_BANK = {
    "on": ("date", "posting date", "posted date", "transaction date", "buchungstag", "value date"),
    "amount": ("amount", "betrag", "transaction amount"),
    "credit": ("credit", "credits", "deposit", "deposits", "money in", "paid in"),
    "debit": ("debit", "debits", "withdrawal", "withdrawals", "money out", "paid out"),
    "payee": ("payee", "name", "counterparty"),
    "memo": ("description", "memo", "details", "narrative", "verwendungszweck"),
    "reference": ("reference", "bank reference", "ref"),
    "cheque": ("check number", "cheque number", "check or slip #", "check #"),
    "key": ("transaction id", "fitid"),
}
_KINDS = {
    "charge": "charge", "payment": "charge", "refund": "refund", "payment_refund": "refund", "payout": "payout",
    "payout_failure": "payout_reversal", "payout_cancel": "payout_reversal", "dispute": "dispute",
    "dispute_reversal": "dispute_reversal", "fee": "fee", "stripe_fee": "fee", "transfer": "transfer",
    "adjustment": "adjustment", "reserved_funds": "reserve", "risk_reserved_funds": "reserve",
    "reserve_transaction": "reserve",
}  # fmt: skip
_FIRST = re.compile(r"\s*(\d{1,4})[./-](\d{1,2})[./-]\d{1,4}")


@dataclass(frozen=True, slots=True)
class Guess:
    """How a CSV may be meant: columns by our fields, the decimal sign, the order of a date's parts."""

    columns: Mapping[str, str]
    decimal: str
    date_order: str


def guess(kind: str, header: Sequence[str], sample: Sequence[Sequence[str]]) -> Guess:
    """A guess for a bank's or processor's CSV from its header and some rows."""
    by_name = {name.strip().casefold(): name for name in reversed(header) if name.strip()}
    names = _PROCESSOR if kind == "processor" else _BANK
    columns = {
        ours: by_name[found] for ours, theirs in names.items() if (found := next(filter(by_name.get, theirs), ""))
    }
    if "amount" in columns:
        columns = {ours: name for ours, name in columns.items() if ours not in ("credit", "debit")}
    amounts = _cells(header, sample, [columns.get(ours, "") for ours in ("gross", "fee", "amount", "credit", "debit")])
    days = _cells(header, sample, [columns.get("at" if kind == "processor" else "on", "")])
    decimal = "," if any(re.search(r",\d{1,2}\)?-?$", cell.strip()) for cell in amounts) else "."
    return Guess(columns, decimal, _order(days, decimal))


def guess_kind(word: str) -> str:
    """What kind of row a processor's word probably is; "other" for one that nobody knows."""
    return _KINDS.get(word.strip().casefold().replace(" ", "_"), "other")


def _cells(header: Sequence[str], sample: Sequence[Sequence[str]], columns: Sequence[str]) -> list[str]:
    places = [place for place, name in enumerate(header) if name and name in columns]
    return [row[place] for row in sample for place in places if place < len(row)]


def _order(days: Sequence[str], decimal: str) -> str:
    parts = [found.groups() for day in days if (found := _FIRST.match(day))]
    if not parts or any(len(first) == 4 for first, _ in parts):
        return "YMD"
    if any(int(second) > 12 for _, second in parts):
        return "MDY"
    # A dot between the parts, or a decimal comma, is written where the day comes first.
    european = decimal == "," or any("." in day for day in days)
    return "DMY" if european or any(int(first) > 12 for first, _ in parts) else "MDY"
