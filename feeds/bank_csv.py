"""A bank's CSV, as a confirmed profile reads it. A row that can't be read is refused by its number."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import islice

from db.bank_lines import AccountLines, BankFile, BankLine, RowRefused
from db.lab_messages import Unreadable
from feeds.column_profiles import header_of, records
from feeds.money_values import Keys, ValueRefused, amount, day, trace_in, words
from rules.column_profiles import ColumnProfile, fingerprint


def read_bank_csv(content: bytes, profile: ColumnProfile, *, most: int | None = None) -> BankFile:
    """The lines of one account, at most `most` of them for a preview.

    Raises `Unreadable` where the header is another than the profile's: its columns could mean anything.
    """
    if fingerprint(header_of(content)) != profile.fingerprint:
        raise Unreadable("The file's columns aren't those of the profile. Choose or confirm another one.")
    keys, lines, refused = Keys(), [], []
    for number, cells in islice(records(content, profile.header), most):
        line = _line(number, cells, profile, keys)
        if isinstance(line, RowRefused):
            refused.append(line)
        elif line is not None:
            lines.append(line)
    account = AccountLines(profile.source, profile.account or profile.name, "USD", tuple(lines))
    return BankFile("csv", (account,), tuple(refused))


def _line(number: int, cells: Mapping[str, str], profile: ColumnProfile, keys: Keys) -> BankLine | RowRefused | None:
    def text(name: str) -> str:
        return words(cells.get(profile.columns.get(name, ""), ""))

    place = "on"
    try:
        on = day(text("on"), profile.date_order)
        money = Decimal("0.00")
        for place, sign in (("amount", 1), ("credit", 1), ("debit", -1)):
            if found := text(place):
                value = amount(found, profile.decimal)
                # Money out stands in a column of its own, with or without a minus.
                money += value if place == "amount" else sign * abs(value)
    except ValueRefused as problem:
        return RowRefused(number, profile.columns.get(place, place), str(problem))
    if money == 0:
        return None
    payee, memo, reference, cheque = text("payee"), text("memo"), text("reference"), text("cheque")
    key = keys.of(text("key"), on, money, payee, memo, reference, cheque)
    return BankLine(number, key, on, money, payee, memo, reference, cheque, trace_in(memo, reference))
