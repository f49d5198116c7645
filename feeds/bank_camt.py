"""CAMT.053 and CAMT.054 (ISO 20022), as `lxml` reads XML: a line for each entry, held to the statement's balances.

An entry that gathers several payments stays one line, as it stands in the balance: a statement and the notice of the
same day then agree, and neither counts twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from lxml import etree

from db.bank_lines import AccountLines, BankFile, BankLine, ControlDifference, ControlRefused, RowRefused
from db.lab_messages import Unreadable
from feeds.money_values import CENT, LARGEST, Keys, ValueRefused, day, in_reach, trace_in, words

CAMT = "camt"
MOST_TAGS = 2_000_000  # a tree of more takes gigabytes
_REPORTS = ("BkToCstmrStmt/Stmt", "BkToCstmrDbtCdtNtfctn/Ntfctn")
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_AMOUNT = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,5})?", re.ASCII)
_NONE = ("", "NOTPROVIDED", "NONREF")
ZERO = Decimal("0.00")


def read_camt(content: bytes, zone: ZoneInfo, *, lenient: bool = False) -> BankFile:
    """The accounts of a file; days of instants are those of the clinic's `zone`.

    Raises `Unreadable` for what isn't a statement (053) or a notice (054), or declares entities; `ControlRefused` where
    a statement's opening balance and entries don't come to its closing one. `lenient`, by a person's word, reads that
    all the same and carries the difference.
    """
    root = _root(content)
    reports = [each for path in _REPORTS for each in root.findall("/".join(f"{{*}}{name}" for name in path.split("/")))]
    if not reports:
        raise Unreadable("The file is neither a statement (CAMT.053) nor a notice (CAMT.054). Ask the bank for one.")
    accounts: dict[tuple[str, str, str], list[BankLine]] = {}
    keys: dict[tuple[str, str, str], Keys] = {}
    refused: list[RowRefused] = []
    differences: list[ControlDifference] = []
    row = 0
    for number, report in enumerate(reports, 1):
        who = _account(report)
        lines, known, balance = accounts.setdefault(who, []), keys.setdefault(who, Keys()), ZERO
        for entry in report.findall("{*}Ntry"):
            row += 1
            line = _line(row, entry, who[2], known, zone)
            if isinstance(line, RowRefused):
                refused.append(line)
            elif line is not None:
                lines.append(line)
                balance += line.amount
        differences += _unbalanced(number, report, balance)
    if row < sum(1 for _ in root.iter("{*}Ntry")):
        raise Unreadable("The file has entries (Ntry) outside of its statements.")
    if differences and not lenient:
        raise ControlRefused("The file's own balances don't agree with its entries.", tuple(differences))
    found = tuple(
        AccountLines(ref, number, currency, tuple(some)) for (ref, number, currency), some in accounts.items()
    )
    return BankFile(CAMT, found, tuple(refused), tuple(differences))


def _root(content: bytes) -> Any:
    """The tree, without anything from outside of the file and without entities."""
    if _DECLARED.search(content):
        raise Unreadable("The file declares entities of its own, which no bank does. It wasn't read.")
    if content.count(b"<") > MOST_TAGS:
        raise Unreadable("The file has more entries than are read at once. Ask for a shorter period.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(f"Line {error.lineno or 1}: the file isn't XML that can be read.") from None
    except (ValueError, LookupError) as error:
        raise Unreadable(f"The file isn't XML that can be read ({type(error).__name__}).") from None
    # Written in another encoding, a declaration passes the search above.
    if root.getroottree().docinfo.doctype:
        raise Unreadable("The file declares entities of its own, which no bank does. It wasn't read.")
    return root


def _line(row: int, entry: Any, currency: str, keys: Keys, zone: ZoneInfo) -> BankLine | RowRefused | None:
    status = _text(entry, "Sts/Cd") or _text(entry, "Sts")
    if status and status != "BOOK":
        return RowRefused(row, "Sts", "The bank hasn't booked it yet; it comes again once it is booked.")
    place = "Amt"
    try:
        money = _signed(entry)
        own = _currency(entry)
        if own != currency:
            return RowRefused(row, "Amt", "It is in another currency than its account.")
        place = "BookgDt"
        on = _day(entry, zone)
    except ValueRefused as problem:
        return RowRefused(row, place, str(problem))
    if money == 0:
        return None
    details = entry.findall("{*}NtryDtls/{*}TxDtls")
    one = details[0] if len(details) == 1 else None
    payee = _party(one, "Dbtr" if money > 0 else "Cdtr") if one is not None else ""
    told = [*_remittance_words(one), *_all(entry, "AddtlNtryInf")]
    told += [f"{len(details):,} payments"] * (len(details) > 1)
    memo = " ".join(dict.fromkeys(told))
    bank_ref = _first(entry, "AcctSvcrRef", "NtryRef")
    reference = _first(one, "Refs/EndToEndId", "Refs/AcctSvcrRef") if one is not None else ""
    cheque = _first(one, "Refs/ChqNb") if one is not None else ""
    key = keys.of(bank_ref, on, money) if bank_ref else keys.of(on, money, payee, words(memo), reference)
    return BankLine(row, key, on, money, payee, words(memo), reference or bank_ref, cheque, trace_in(memo))


def _signed(element: Any) -> Decimal:
    """An amount with its side. Raises `ValueRefused`."""
    text, side = _text(element, "Amt"), _text(element, "CdtDbtInd")
    if not _AMOUNT.fullmatch(text):
        raise ValueRefused("It isn't an amount.")
    value = Decimal(text)
    if value >= LARGEST or value != value.quantize(CENT):
        raise ValueRefused("It isn't an amount with two decimal places.")
    if side not in ("CRDT", "DBIT"):
        raise ValueRefused("It says neither credit nor debit.")
    value = value.quantize(CENT)
    return -value if side == "DBIT" and value else value


def _day(entry: Any, zone: ZoneInfo) -> date:
    """When it was booked, else its value day: a day, or an instant by the clinic's clock."""
    if stamp := _first(entry, "BookgDt/DtTm"):
        try:
            at = datetime.fromisoformat(stamp)
        except ValueError:
            raise ValueRefused("It isn't a date.") from None
        return in_reach((at.astimezone(zone) if at.tzinfo else at).date())
    return day(_first(entry, "BookgDt/Dt", "ValDt/Dt", "ValDt/DtTm"))


def _unbalanced(number: int, report: Any, moved: Decimal) -> list[ControlDifference]:
    """Where opening balance and entries don't come to the closing one; nothing where one of the two isn't stated."""
    stated: dict[str, Decimal] = {}
    for balance in report.findall("{*}Bal"):
        try:
            stated.setdefault(_text(balance, "Tp/CdOrPrtry/Cd"), _signed(balance))
        except ValueRefused:
            continue
    opening, closing = stated.get("OPBD", stated.get("PRCD")), stated.get("CLBD")
    if opening is None or closing is None or opening + moved == closing:
        return []
    return [ControlDifference(f"Statement {number}: closing balance (CLBD)", opening + moved, closing)]


def _account(report: Any) -> tuple[str, str, str]:
    """The bank's reference, the account's number and its currency."""
    bank = _first(report, "Acct/Svcr/FinInstnId/BICFI", "Acct/Svcr/FinInstnId/BIC",
                  "Acct/Svcr/FinInstnId/ClrSysMmbId/MmbId")  # fmt: skip
    number = _first(report, "Acct/Id/IBAN", "Acct/Id/Othr/Id")
    currency = _text(report, "Acct/Ccy") or next(filter(None, map(_currency, report.findall("{*}Ntry"))), "")
    if not number:
        raise Unreadable("The file names no account.")
    return bank, number, currency[:3].upper()


def _currency(element: Any) -> str:
    amount = element.find("{*}Amt")
    return words(amount.get("Ccy"))[:3].upper() if amount is not None else ""


def _party(details: Any, role: str) -> str:
    lines = _all(details, f"RltdPties/{role}/PstlAdr/AdrLine") or _all(details, f"RltdPties/{role}/Pty/PstlAdr/AdrLine")
    return _first(details, f"RltdPties/{role}/Nm", f"RltdPties/{role}/Pty/Nm") or words(" ".join(lines))


def _remittance_words(details: Any) -> Iterator[str]:
    if details is not None:
        yield from _all(details, "RmtInf/Ustrd")
        yield from _all(details, "RmtInf/Strd/CdtrRefInf/Ref")
        yield from _all(details, "AddtlTxInf")


def _first(element: Any, *paths: str) -> str:
    """The first of these that says something, as people read it."""
    return next((text for path in paths if (text := words(_text(element, path))) not in _NONE), "")


def _text(element: Any, path: str) -> str:
    return next(iter(_all(element, path)), "")


def _all(element: Any, path: str) -> list[str]:
    found = element.findall("/".join(f"{{*}}{name}" for name in path.split("/")))
    return ["".join(each.itertext()).strip() for each in found]
