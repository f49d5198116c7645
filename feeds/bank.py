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
OFX, BAI2, CSV = "ofx", "bai2", "csv"
_MT940 = re.compile(rb"(?:^|[\r\n]):20:[^\r\n]*[\r\n]+:2[15]")


def format_of(content: bytes) -> str:
    """OFX, BAI2, or CSV for everything else that is text. Raises `Unreadable` for what is none of them."""
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
        raise Unreadable("The file is XML, but not OFX. Ask the bank for OFX, BAI2 or CSV.")
    if head.startswith(b"{1:") or _MT940.search(content[:2_000]):
        raise Unreadable("The file is MT940. Ask the bank for OFX, BAI2 or CSV.")
    return CSV


def read_bank(
    content: bytes, zone: ZoneInfo, *, lenient: bool = False, profile: ColumnProfile | None = None
) -> BankFile:
    """A bank's file. `lenient` is for BAI2 whose totals don't agree, by a person's word; CSV takes a profile.

    Raises `Unreadable`, and `ControlRefused` where the file's own totals don't agree with its lines.
    """
    match format_of(content):
        case "ofx":
            return read_ofx(content, zone)
        case "bai2":
            return read_bai2(content, lenient=lenient)
    if profile is None:
        raise Unreadable("Say first which column of the file is what.")
    return read_bank_csv(content, profile)
