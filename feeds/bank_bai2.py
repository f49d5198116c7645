"""BAI2, as `bai2` reads it: strictly first, so that a changed amount or a dropped line is refused by its totals."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from bai2 import bai2
from bai2.exceptions import IntegrityException, NotSupportedYetException, ParsingException

from db.bank_lines import AccountLines, BankFile, BankLine, ControlDifference, ControlRefused, RowRefused
from db.lab_messages import Unreadable
from feeds.money_values import CENT, Keys, ValueRefused, cents, in_reach, trace_in, words

ZERO = Decimal(0)
_TOTALS = re.compile(r"expected (-?\d{1,18}|None), found (-?\d{1,18})")
_NO = (
    ParsingException,
    NotSupportedYetException,
    ValueError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    OverflowError,
)


def is_bai2(content: bytes) -> bool:
    """Whether a file begins as BAI2 does."""
    return content.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"01,")


def read_bai2(content: bytes, *, lenient: bool = False) -> BankFile:
    """The accounts of a file. Strict: its control totals and counts must agree.

    Raises `ControlRefused` where they don't; `lenient`, by a person's word, reads it all the same and carries the
    difference. Raises `Unreadable` for what can't be read at all, or where lines were lost on the way.
    """
    text = content.decode("utf-8-sig", "replace")
    _check_ends(text)
    differences: tuple[ControlDifference, ...] = ()
    try:
        parsed = bai2.parse_from_string(text)
    except IntegrityException as error:
        differences = (_difference(str(error)),)
        if not lenient:
            raise ControlRefused("The file's own totals don't agree with its lines.", differences) from None
        parsed = _loosely(text)
    except StopIteration:
        raise Unreadable("The file ends in its middle.") from None
    except _NO as error:
        raise Unreadable(f"The file isn't BAI2 that can be read ({type(error).__name__}).") from None
    return _file(parsed, text, differences)


def _check_ends(text: str) -> None:
    """Raise `Unreadable` where the last record isn't the file's trailer: the library never comes to an end then."""
    records = [line.strip()[:2] for line in text.splitlines() if line.strip()]
    if next((code for code in reversed(records) if code != "88"), "") != "99":
        raise Unreadable("The file ends in its middle: it has no trailer (99).")


def _loosely(text: str) -> Any:
    try:
        return bai2.parse_from_string(text, check_integrity=False)
    except (StopIteration, *_NO) as error:
        raise Unreadable(f"The file isn't BAI2 that can be read ({type(error).__name__}).") from None


def _difference(said: str) -> ControlDifference:
    """What the library says of a total, whose "expected" is what the file states."""
    found, what = _TOTALS.search(said), re.search(r"Invalid (.+?) for (\w+)", said)
    where = f"{what[2]}: {what[1]}" if what else "File"
    if found and found[1] == "None":
        where += " (not stated)"
    # Counts are told as they are, amounts in dollars.
    each = Decimal(1) if "number" in where else CENT
    stated, seen = (Decimal(found[1].replace("None", "0")), Decimal(found[2])) if found else (ZERO, ZERO)
    return ControlDifference(where, (seen * each).quantize(CENT), (stated * each).quantize(CENT))


def _file(parsed: Any, text: str, differences: tuple[ControlDifference, ...]) -> BankFile:
    accounts: dict[tuple[str, str, str], list[BankLine]] = {}
    keys: dict[tuple[str, str, str], Keys] = {}
    refused: list[RowRefused] = []
    row = 0
    for group in parsed.children:
        on = group.header.as_of_date
        for account in group.children:
            currency = account.header.currency or group.header.currency or "USD"
            who = (
                words(group.header.originator_id),
                words(account.header.customer_account_number),
                words(currency)[:3],
            )
            lines, known = accounts.setdefault(who, []), keys.setdefault(who, Keys())
            for detail in account.children:
                row += 1
                line = _line(row, detail, on, known)
                if isinstance(line, RowRefused):
                    refused.append(line)
                elif line is not None:
                    lines.append(line)
    counted = sum(1 for line in text.splitlines() if line.strip().startswith("16,"))
    if counted != row:
        raise Unreadable(f"The file has {counted:,} transactions (16), of which {row:,} could be read.")
    found = tuple(
        AccountLines(ref, number, currency, tuple(lines)) for (ref, number, currency), lines in accounts.items()
    )
    return BankFile("bai2", found, tuple(refused), differences)


def _line(row: int, detail: Any, on: date | None, keys: Keys) -> BankLine | RowRefused | None:
    if on is None:
        return RowRefused(row, "02", "The group doesn't say of which day it is.")
    if detail.amount is None:
        return RowRefused(row, "16-2", "It has no amount.")
    side = getattr(detail.type_code, "transaction", None)
    credit = getattr(side, "value", side)
    if credit not in ("credit", "debit"):
        return RowRefused(row, "16-1", "Its type code says neither credit nor debit.")
    place = "02"
    try:
        in_reach(on)
        place = "16-2"
        money = cents(detail.amount)
    except ValueRefused as problem:
        return RowRefused(row, place, str(problem))
    if money == 0:
        return None
    money = money if credit == "credit" else -money
    memo = words((detail.text or "").replace("/", " ")) if detail.text else ""
    reference, customer = words(detail.bank_reference), words(detail.customer_reference)
    key = keys.of(on, money, detail.type_code.code, reference, customer, memo)
    trace = trace_in(detail.text or "")
    return BankLine(row, key, on, money, "", memo, reference or customer, customer if customer.isdigit() else "", trace)
