"""Card processors' exports, as a confirmed profile reads them. A row that can't be read is refused by its number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from itertools import islice

from db.bank_lines import ProcessorFile, ProcessorRow, RowRefused
from db.lab_messages import Unreadable
from feeds.column_profiles import header_of, records
from feeds.money_values import Keys, ValueRefused, amount, clock, day, offset, words
from rules.column_profiles import ColumnProfile, fingerprint

ZERO = Decimal("0.00")


def read_processor(content: bytes, profile: ColumnProfile, *, most: int | None = None) -> ProcessorFile:
    """The rows of an export, at most `most` of them for a preview.

    Raises `Unreadable` where the header is another than the profile's: its columns could mean anything.
    """
    if fingerprint(header_of(content)) != profile.fingerprint:
        raise Unreadable("The file's columns aren't those of the profile. Choose or confirm another one.")
    keys, rows, refused = Keys(), [], []
    for number, cells in islice(records(content, profile.header), most):
        try:
            rows.append(_row(number, cells, profile, keys))
        except _Refused as problem:
            refused.append(RowRefused(number, problem.place, problem.reason))
    return ProcessorFile(profile.source, tuple(rows), tuple(refused))


class _Refused(Exception):
    def __init__(self, place: str, reason: str) -> None:
        super().__init__(reason)
        self.place, self.reason = place, reason


class _Cells:
    """A row's cells by our fields; what can't be used says in which column it stands."""

    def __init__(self, cells: Mapping[str, str], profile: ColumnProfile) -> None:
        self._cells, self._profile = cells, profile

    def text(self, name: str) -> str:
        """A cell's text; empty where the profile names no column."""
        return words(self._cells.get(self._profile.columns.get(name, ""), ""))

    def money(self, name: str) -> Decimal | None:
        """A cell's amount; None where it is empty or the profile names no column."""
        text = self.text(name)
        if not text:
            return None
        try:
            return amount(text, self._profile.decimal)
        except ValueRefused as problem:
            raise _Refused(self._profile.columns[name], str(problem)) from None

    def instant(self) -> datetime:
        """When it was, as an instant."""
        column, text = self._profile.columns["at"], self.text("at")
        try:
            on = day(text, self._profile.date_order)
            apart = self.text("time") or text
            hours, minutes, seconds = clock(apart)
            zone = offset(apart) or self._profile.time_zone
        except ValueRefused as problem:
            raise _Refused(column, str(problem)) from None
        return datetime(on.year, on.month, on.day, hours, minutes, seconds, tzinfo=zone)


def _row(number: int, cells: Mapping[str, str], profile: ColumnProfile, keys: Keys) -> ProcessorRow:
    row = _Cells(cells, profile)
    at = row.instant()
    gross, out = row.money("gross"), row.money("gross_out")
    if gross is None and out is None:
        raise _Refused(profile.columns["gross"], "It has no amount.")
    gross = (gross or ZERO) - (out or ZERO)
    fee = row.money("fee") or ZERO
    fee = -fee if profile.fee_negative else fee
    net = row.money("net")
    if net is None:
        net = gross - fee
    elif net != gross - fee:
        raise _Refused(profile.columns["net"], "Net isn't gross less fee. Look at the profile's sign of the fee.")
    word = row.text("kind")
    kind = profile.kinds.get(word, "other" if word or "kind" in profile.columns else "charge")
    try:
        arrives = day(row.text("arrives"), profile.date_order) if row.text("arrives") else None
    except ValueRefused as problem:
        raise _Refused(profile.columns["arrives"], str(problem)) from None
    own, charge, payout = row.text("key"), row.text("charge"), row.text("payout")
    # Without the payout: an export from before the payout, and one from after it, have the same row.
    key = keys.of(own, at.isoformat(), gross, fee) if own else keys.of(word, at.isoformat(), gross, fee, charge)
    currency = row.text("currency").upper()[:3] or "USD"
    intent, told = row.text("intent"), row.text("description")
    return ProcessorRow(number, key, kind, charge, intent, payout, gross, fee, net, currency, at, arrives, told)
