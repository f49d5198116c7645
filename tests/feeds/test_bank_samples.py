"""The shared files of banks and processors, whole and damaged: read or refused with the reason, never a crash."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from db.bank_lines import BankFile, ControlRefused, ProcessorFile, RowRefused
from db.lab_messages import Unreadable
from feeds.bank import CSV, format_of, read_bank
from feeds.column_profiles import header_of, records
from feeds.processors import read_processor
from rules.column_guesses import guess
from rules.column_profiles import ColumnProfile
from tests.feeds.bank_mutations import DAMAGES, damaged, own_files

SHARED = Path(__file__).parents[2].parent / "shared/data"
BANK, PROCESSOR = SHARED / "bank", SHARED / "processor"
ZONE = ZoneInfo("America/New_York")
needs_samples = pytest.mark.skipif(
    not (BANK.is_dir() and PROCESSOR.is_dir()), reason="the sample files are not beside the project"
)


def guessed(content: bytes, kind: str) -> ColumnProfile:
    """The profile that a form would begin with."""
    header = header_of(content)
    sample = [[cells.get(name, "") for name in header] for number, cells in records(content) if number <= 10]
    found = guess(kind, header, sample)
    return ColumnProfile(kind, "Guessed", "bank", header, found.columns, found.decimal, found.date_order)


def accounts(found: BankFile) -> list[tuple[str, int, Decimal]]:
    """Of each account its last digits, the number of its lines, and their sum."""
    return [
        (one.number[-4:], len(one.lines), sum((line.amount for line in one.lines), Decimal(0)))
        for one in found.accounts
    ]


@needs_samples
def test_every_shared_bank_file_is_read_or_refused_with_its_reason() -> None:
    came: dict[str, object] = {}
    for path in sorted(BANK.iterdir()):
        if path.suffix in (".xml", ".sta"):
            continue  # of the optional formats: see test_bank_extras
        try:
            came[path.name] = accounts(read_bank(path.read_bytes(), ZONE))
        except (Unreadable, ControlRefused) as refused:
            came[path.name] = refused.reason
    assert came == {
        "moov_parseError.bai2": "Say first which column of the file is what.",
        "moov_sample1.bai2": [("3456", 17, Decimal("0.00"))],
        # Its records follow one another in the line.
        "moov_sample3.bai2": "The file isn't BAI2 that can be read (ValueError).",
        "ofxparse_anzcc.ofx": [("1234", 1, Decimal("-5.50"))],
        "ofxparse_bad_date_missing.ofx": [("9749", 0, Decimal(0))],
        "ofxparse_bank_medium.ofx": [("5678", 3, Decimal("-345.27"))],
        "ofxparse_checking.ofx": [("87~7", 3, Decimal("-59.50"))],
        "ofxparse_multiple_accounts.ofx": [("9100", 0, Decimal(0)), ("9200", 0, Decimal(0))],
    }


@needs_samples
def test_every_shared_processor_export_is_read_by_a_guessed_profile_or_asks_for_one() -> None:
    came = {}
    for path in sorted(PROCESSOR.iterdir()):
        content = path.read_bytes()
        profile = guessed(content, "processor")
        found = read_processor(content, profile)
        came[path.name] = (profile.decimal, profile.date_order, len(found.rows), len(found.refused))
    assert came == {
        "balance_summary_format1_20231010.csv": (".", "YMD", 12, 0),
        "paypal_download.csv": (".", "DMY", 21, 0),
        "sumup_csv_example_format1_20240215.csv": (".", "DMY", 52, 0),
        "transactions_all_format1_20231004.csv": (",", "YMD", 18, 0),
    }


def check(content: bytes) -> str:
    """Read a damaged file as whatever it seems to be; what became of it."""
    try:
        if format_of(content) != CSV:
            return whole(read_bank(content, ZONE))
        kind = "bank" if b"Debit" in content[:200] else "processor"
        profile = guessed(content, kind)
        if profile.problems():
            return "asks"
        return whole(read_bank(content, ZONE, profile=profile) if kind == "bank" else read_processor(content, profile))
    except Unreadable as refused:
        assert refused.reason.endswith(".")
        return "unreadable"
    except ControlRefused as held:
        assert held.differences
        assert all(each.expected != each.found or "not stated" in each.where for each in held.differences)
        lenient(content)
        return "held"


def lenient(content: bytes) -> None:
    """What is held is read all the same by a person's word, with the difference, or is unreadable."""
    try:
        found = read_bank(content, ZONE, lenient=True)
    except Unreadable:
        return
    assert found.differences
    whole(found)


def whole(found: BankFile | ProcessorFile) -> str:
    """Every amount has two places, every key is one of its own, texts are clean, refusals have number and reason."""
    told(found.refused)
    if isinstance(found, BankFile):
        for account in found.accounts:
            assert len({line.key for line in account.lines}) == len(account.lines)
        lines = list(chain.from_iterable(account.lines for account in found.accounts))
        assert all(line.amount.as_tuple().exponent == -2 and line.amount != 0 for line in lines)
        assert all(1970 <= line.on.year <= 2100 for line in lines)
        texts = [text for line in lines for text in (line.payee, line.memo, line.reference, line.cheque_number)]
    else:
        assert len({row.key for row in found.rows}) == len(found.rows)
        assert all(row.net == row.gross - row.fee and row.net.as_tuple().exponent == -2 for row in found.rows)
        assert all(row.at.tzinfo is not None for row in found.rows)
        texts = [text for row in found.rows for text in (row.description, row.charge_ref, row.payout_ref)]
    assert all(text.isprintable() and len(text) <= 200 for text in texts)
    return "refused" if found.refused else "read"


def told(refused: Sequence[RowRefused]) -> None:
    assert all(one.row >= 1 and one.place and one.reason.endswith(".") for one in refused)


def walk(seeds: range, files: list[bytes] | None = None) -> Counter[str]:
    """What became of files that are damaged by these seeds: the project's own and the shared ones unless given."""
    whole_walk, files = files is None, files or own_files()
    if whole_walk and BANK.is_dir():
        files += [path.read_bytes() for path in sorted((*BANK.iterdir(), *PROCESSOR.iterdir()))]
    outcomes: Counter[str] = Counter()
    for seed in seeds:
        names, content = damaged(seed, files)
        try:
            outcomes[check(content)] += 1
        except Exception as failure:
            raise AssertionError(f"Seed {seed} ({names}): {failure!r}") from failure
    return outcomes


def test_some_damaged_files_are_read_or_refused() -> None:
    assert {"read", "unreadable"} <= set(walk(range(3 * len(DAMAGES))))


@pytest.mark.soak
def test_two_thousand_damaged_files_are_read_or_refused() -> None:
    outcomes = walk(range(1_000, 3_000))
    assert set(outcomes) == {"read", "refused", "unreadable", "held", "asks"}
