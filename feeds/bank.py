"""Banks' files of whatever format: recognised by their content, read by the format's library."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from db.bank_lines import BankFile
from db.lab_messages import Unreadable
from feeds.bank_bai2 import is_bai2, read_bai2
from feeds.bank_csv import read_bank_csv
from feeds.bank_ofx import is_ofx, read_ofx
from rules.column_profiles import ColumnProfile

LARGEST = 20 * 1024 * 1024
OFX, BAI2, CSV, CAMT, MT940 = "ofx", "bai2", "csv", "camt", "mt940"
# CAMT and MT940 are read where their libraries are installed: few clinics need them.
NOT_INSTALLED = (
    "The file is {}, and what reads it isn't installed here. Whoever runs the server installs it with `pip install -r "
    "requirements-bank.txt`; hand the file in again then."
)
_CAMT = re.compile(rb"camt\.05[0-9]\.001\.|<(?:\w+:)?BkToCstmr")
_MT940 = re.compile(rb"(?:^|[\r\n]):20:[^\r\n]*[\r\n]+:2[15]")


def format_of(content: bytes) -> str:
    """OFX, BAI2, CAMT, MT940, or CSV for everything else that is text. Raises `Unreadable` for what is none of them."""
    if len(content) > LARGEST:
        raise Unreadable(f"The file is larger than {LARGEST // 1024 // 1024} MB.")
    if is_ofx(content):
        return OFX
    if is_bai2(content):
        return BAI2
    head = content[:200].lstrip(b"\xef\xbb\xbf \r\n")
    if head.startswith((b"PK", b"\x1f\x8b")):
        raise Unreadable("The file is compressed. Unpack it first.")
    if head.startswith(b"<"):
        if _CAMT.search(content[:4_000]):
            return CAMT
        raise Unreadable("The file is XML, but neither OFX nor CAMT. Ask the bank for OFX, BAI2 or CSV.")
    if head.startswith(b"{1:") or _MT940.search(content[:2_000]):
        return MT940
    return CSV


def read_bank(
    content: bytes, zone: ZoneInfo, *, lenient: bool = False, profile: ColumnProfile | None = None
) -> BankFile:
    """A bank's file. `lenient` is for totals or balances that don't agree, by a person's word; CSV takes a profile.

    Raises `Unreadable`, and `ControlRefused` where the file's own totals don't agree with its lines.
    """
    match format_of(content):
        case "ofx":
            return read_ofx(content, zone)
        case "bai2":
            return read_bai2(content, lenient=lenient)
        case "camt":
            return _camt(content, zone, lenient=lenient)
        case "mt940":
            return _mt940(content, lenient=lenient)
    if profile is None:
        raise Unreadable("Say first which column of the file is what.")
    return read_bank_csv(content, profile)


def _camt(content: bytes, zone: ZoneInfo, *, lenient: bool) -> BankFile:
    try:
        from feeds.bank_camt import read_camt
    except ModuleNotFoundError:
        raise Unreadable(NOT_INSTALLED.format("CAMT")) from None
    return read_camt(content, zone, lenient=lenient)


def _mt940(content: bytes, *, lenient: bool) -> BankFile:
    try:
        from feeds.bank_mt940 import read_mt940
    except ModuleNotFoundError:
        raise Unreadable(NOT_INSTALLED.format("MT940")) from None
    return read_mt940(content, lenient=lenient)
