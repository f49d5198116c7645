"""OFX and QFX, as `ofxparse` reads them; what it discards is refused by row, and the rows are counted again."""

from __future__ import annotations

import re
import warnings
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

from bs4 import XMLParsedAsHTMLWarning
from ofxparse import OfxParser

from db.bank_lines import AccountLines, BankFile, BankLine, RowRefused
from db.lab_messages import Unreadable
from feeds.money_values import LARGEST, Keys, ValueRefused, in_reach, trace_in, words

MOST = 10_000  # ofxparse takes longer than linear: 8,000 in 4 s, 36,000 in a minute
_TRANSACTION = re.compile(rb"<STMTTRN>", re.IGNORECASE)
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def is_ofx(content: bytes) -> bool:
    """Whether a file looks like OFX, version 1 or 2."""
    head = content[:2_000].upper()
    return b"OFXHEADER" in head or b"<OFX>" in head


def read_ofx(content: bytes, zone: ZoneInfo) -> BankFile:
    """The accounts of a file. Days are those of the clinic's `zone`: OFX writes instants.

    Raises `Unreadable` for what isn't OFX, has entities of its own, or where lines were lost on the way.
    """
    if _ENTITY.search(content):
        raise Unreadable("The file declares entities of its own, which no bank does. It wasn't read.")
    counted = len(_TRANSACTION.findall(content))
    if counted > MOST:
        raise Unreadable(f"The file has {counted:,} transactions; {MOST:,} at most are read. Ask for a shorter period.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
            warnings.simplefilter("ignore", DeprecationWarning)  # of the library to itself
            parsed = OfxParser.parse(BytesIO(content), fail_fast=False)
    except Exception as error:  # noqa: BLE001  the library raises whatever it stumbles on
        raise Unreadable(f"The file isn't OFX that can be read ({type(error).__name__}).") from None
    accounts: list[AccountLines] = []
    refused: list[RowRefused] = []
    for account in parsed.accounts:
        statement = account.statement
        keys, lines = Keys(), []
        for discarded in getattr(statement, "discarded_entries", []):
            number = len(discarded["content"].find_all_previous("stmttrn")) + 1
            refused.append(RowRefused(number, "STMTTRN", _why(str(discarded.get("error", "")))))
        for number, one in enumerate(getattr(statement, "transactions", []), 1):
            line = _line(number, one, keys, zone)
            if isinstance(line, RowRefused):
                refused.append(line)
            elif line is not None:
                lines.append(line)
        account_number = words(account.account_id) or words(account.number)
        currency = words(getattr(statement, "currency", "")).upper()[:3]
        accounts.append(AccountLines(words(account.routing_number), account_number, currency or "USD", tuple(lines)))
    read = sum(len(getattr(account.statement, "transactions", [])) for account in parsed.accounts)
    if read + sum(1 for one in refused if one.place == "STMTTRN") < counted:
        raise Unreadable(f"The file has {counted:,} transactions, of which {read:,} could be read.")
    if not accounts:
        raise Unreadable("The file names no account.")
    return BankFile("ofx", tuple(accounts), tuple(refused))


def _line(number: int, one: Any, keys: Keys, zone: ZoneInfo) -> BankLine | RowRefused | None:
    money, at = Decimal(str(one.amount)) if one.amount is not None else None, one.date
    if money is None or not money.is_finite() or abs(money) >= LARGEST or money != money.quantize(Decimal("0.01")):
        return RowRefused(number, "TRNAMT", "It isn't an amount with two decimal places.")
    if not isinstance(at, datetime):
        return RowRefused(number, "DTPOSTED", "It isn't a date.")
    if money == 0:
        return None  # a note of the bank's, such as a change of the interest rate
    day = at.replace(tzinfo=UTC).astimezone(zone).date() if (at.hour, at.minute) != (0, 0) else at.date()
    try:
        in_reach(day)
    except ValueRefused as problem:
        return RowRefused(number, "DTPOSTED", str(problem))
    payee, memo, cheque = words(one.payee), words(one.memo), words(one.checknum)
    money = money.quantize(Decimal("0.01"))
    return BankLine(
        number,
        keys.of(words(one.id), money, day),
        day,
        money,
        payee,
        memo,
        words(one.id),
        cheque,
        trace_in(payee, memo),
    )


def _why(error: str) -> str:
    """The library's own words quote the file; ours don't."""
    for part, reason in (
        ("date", "It has no usable date."),
        ("day is out", "It has no usable date."),
        ("time data", "It has no usable date."),
        ("amount", "It has no usable amount."),
        ("fit", "It has no FITID."),
    ):
        if part in error.casefold():
            return reason
    return "The bank's entry can't be read."
