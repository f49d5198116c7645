"""MT940, as `mt-940` reads it; each statement is held to its opening and closing balance, and its lines are counted."""

from __future__ import annotations

import logging
import re
import warnings
from datetime import date
from decimal import Decimal, InvalidOperation
from io import StringIO
from typing import Any

import mt940

from db.bank_lines import AccountLines, BankFile, BankLine, ControlDifference, ControlRefused, RowRefused
from db.lab_messages import Unreadable
from feeds.money_values import CENT, LARGEST, Keys, ValueRefused, in_reach, trace_in, words

MT940 = "mt940"
ZERO = Decimal("0.00")
_LINE = re.compile(r"(?m)^:61:")
# The library logs the words of a field that it can't read: they are a bank's and patients', and no log's.
logging.getLogger("mt940").setLevel(logging.CRITICAL + 1)
_NONE = ("", "NONREF", "NOTPROVIDED")


def read_mt940(content: bytes, *, lenient: bool = False) -> BankFile:
    """The accounts of a file, statement by statement.

    Raises `Unreadable` for what can't be read, or where lines were lost on the way; `ControlRefused` where an opening
    balance and its lines don't come to the closing one. `lenient`, by a person's word, reads that all the same and
    carries the difference.
    """
    text = _decoded(content)
    statements = _parsed(text)
    accounts: dict[tuple[str, str, str], list[BankLine]] = {}
    keys: dict[tuple[str, str, str], Keys] = {}
    refused: list[RowRefused] = []
    differences: list[ControlDifference] = []
    row = 0
    for number, statement in enumerate(statements, 1):
        who = _account(statement)
        lines, known, moved = accounts.setdefault(who, []), keys.setdefault(who, Keys()), ZERO
        for one in statement:
            row += 1
            line = _line(row, one.data, known)
            if isinstance(line, RowRefused):
                refused.append(line)
            elif line is not None:
                lines.append(line)
                moved += line.amount
        differences += _unbalanced(number, statement.data, moved)
    counted = len(_LINE.findall(text))
    if row != counted:
        raise Unreadable(f"The file has {counted:,} transactions (:61:), of which {row:,} could be read.")
    if differences and not lenient:
        raise ControlRefused("The file's own balances don't agree with its lines.", tuple(differences))
    found = tuple(
        AccountLines(ref, number, currency, tuple(some)) for (ref, number, currency), some in accounts.items()
    )
    return BankFile(MT940, found, tuple(refused), tuple(differences))


def _decoded(content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _parsed(text: str) -> list[Any]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the library about its own reading
            # A handle: of a text the library would ask first whether it names a file.
            found = mt940.parse_statements(StringIO(text), options=mt940.Options.all())
    except Exception as error:  # noqa: BLE001  the library raises whatever it stumbles on
        raise Unreadable(_where(text, error)) from None
    if not found:
        raise Unreadable("The file has no statement (:20:).")
    return list(found)


def _where(text: str, error: Exception) -> str:
    """The line and field that the library stumbled on, where it says so."""
    said: list[Any] = [*error.args, None, None, None]
    tag, value = said[1], said[2]
    at = text.find(value) if isinstance(value, str) and value else -1
    if at < 0:
        return f"The file isn't MT940 that can be read ({type(error).__name__})."
    return f"Line {text.count(chr(10), 0, at) + 1}: field :{getattr(tag, 'id', '')}: isn't written as MT940 has it."


def _account(statement: Any) -> tuple[str, str, str]:
    """The bank's reference, the account's number and its currency."""
    named = words(statement.data.get("account_identification"))
    if not named:
        raise Unreadable("The file names no account (:25:).")
    bank, _, number = named.rpartition("/")
    return bank, number, words(statement.currency)[:3].upper() or "USD"


def _line(row: int, said: dict[str, Any], keys: Keys) -> BankLine | RowRefused | None:
    on = said.get("entry_date") or said.get("date")
    if not isinstance(on, date):
        return RowRefused(row, ":61:", "It isn't a date.")
    try:
        money = _money(said.get("amount"))
        on = in_reach(date(on.year, on.month, on.day))
    except ValueRefused as problem:
        return RowRefused(row, ":61:", str(problem))
    if money == 0:
        return None
    payee = words(said.get("applicant_name"))
    told = " ".join(str(said.get(name) or "") for name in ("purpose", "transaction_details", "extra_details"))
    customer, bank = (words(said.get(name)) for name in ("customer_reference", "bank_reference"))
    reference = next((each for each in (bank, customer) if each not in _NONE), "")
    cheque = customer if customer.isdigit() and "CHK" in str(said.get("id") or "") else ""
    key = keys.of(on, money, customer, bank, payee, words(told))
    return BankLine(row, key, on, money, payee, words(told), reference, cheque, trace_in(told.replace("\n", "")))


def _money(amount: Any) -> Decimal:
    """An amount of the library's. Raises `ValueRefused`."""
    value = getattr(amount, "amount", None)
    try:
        whole = value is not None and value.is_finite() and abs(value) < LARGEST and value == value.quantize(CENT)
    except InvalidOperation:
        whole = False
    if not whole or value is None:
        raise ValueRefused("It isn't an amount with two decimal places.")
    return Decimal(value).quantize(CENT)


def _unbalanced(number: int, said: dict[str, Any], moved: Decimal) -> list[ControlDifference]:
    """Where a statement doesn't come to its closing balance; nothing where one of the two isn't stated."""
    try:
        opening, closing = (
            _money(
                getattr(said.get(f"final_{name}_balance") or said.get(f"intermediate_{name}_balance"), "amount", None)
            )
            for name in ("opening", "closing")
        )
    except ValueRefused:
        return []
    if opening + moved == closing:
        return []
    return [ControlDifference(f"Statement {number}: closing balance (:62:)", opening + moved, closing)]
