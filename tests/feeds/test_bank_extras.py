"""CAMT and MT940: read by optional libraries, held to their balances; refused with the line that installs them."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from db.actions.billing_files import kind_of
from db.bank_lines import BankFile, ControlRefused
from db.lab_messages import Unreadable
from feeds.bank import format_of, read_bank
from tests.feeds.bank_extras import ENTRIES, camt, entry, extra_files, mt940, needs_extras
from tests.feeds.bank_mutations import DAMAGES
from tests.feeds.test_bank_samples import accounts, needs_samples, walk

SHARED = Path(__file__).parents[2].parent / "shared/data/bank"
ZONE = ZoneInfo("America/New_York")
MONEY = [(date(2026, 3, 2), "1080.50"), (date(2026, 3, 2), "-25.00"), (date(2026, 3, 3), "312.40")]


def read(content: bytes, *, lenient: bool = False) -> BankFile:
    return read_bank(content, ZONE, lenient=lenient)


def refused(content: bytes) -> str:
    with pytest.raises(Unreadable) as said:
        read(content)
    return said.value.reason


@pytest.mark.parametrize("module", ["lxml", "mt940"])
def test_without_its_library_a_file_is_refused_with_the_line_that_installs_it(
    module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = {"lxml": "feeds.bank_camt", "mt940": "feeds.bank_mt940"}[module]
    monkeypatch.delitem(sys.modules, reader, raising=False)
    monkeypatch.setitem(sys.modules, module, None)
    reason = refused(camt() if module == "lxml" else mt940())
    assert "pip install -r requirements-bank.txt" in reason
    assert reason.endswith("hand the file in again then.")


def test_they_are_known_as_a_banks_by_their_content() -> None:
    for content, name in ((camt(), "camt"), (camt(kind="054"), "camt"), (mt940(), "mt940")):
        assert (format_of(content), kind_of(content)) == (name, "bank")
    assert "neither OFX nor CAMT" in refused(b'<?xml version="1.0"?><html><body>Not found</body></html>')


@needs_extras
@pytest.mark.parametrize(
    "content", [camt(), camt(version="08"), camt(kind="054"), mt940()], ids=["053", "v8", "054", "940"]
)
def test_the_same_money_is_read_from_each(content: bytes) -> None:
    [account] = read(content).accounts
    assert [(line.on, str(line.amount)) for line in account.lines] == MONEY
    assert (account.number[-4:], account.currency) == ("2051", "USD")
    first = account.lines[0]
    assert (first.trace, first.reference) == ("EFT-77", "BK-1")
    assert "STRIPE TRANSFER po_1" in account.lines[2].memo


@needs_extras
def test_a_statement_and_its_notice_have_the_same_keys() -> None:
    [statement], [notice] = read(camt()).accounts, read(camt(kind="054")).accounts
    assert [line.key for line in statement.lines] == [line.key for line in notice.lines]
    assert len({line.key for line in statement.lines}) == 3


@needs_extras
def test_an_entry_of_several_payments_is_one_line_that_says_how_many() -> None:
    more = "<TxDtls><Refs><EndToEndId>E2</EndToEndId></Refs></TxDtls>"
    [account] = read(camt([entry(ENTRIES[0], more=more)], kind="054")).accounts
    assert [(str(line.amount), line.memo, line.payee) for line in account.lines] == [("1080.50", "2 payments", "")]


@needs_extras
@pytest.mark.parametrize(
    ("content", "stated"), [(camt(closing="2400.00"), "2400.00"), (mt940(closing="2400,00"), "2400.00")]
)
def test_balances_that_dont_agree_hold_the_file_until_a_person_says_to_read_it(content: bytes, stated: str) -> None:
    with pytest.raises(ControlRefused) as held:
        read(content)
    [difference] = held.value.differences
    assert (str(difference.expected), str(difference.found)) == ("2367.90", stated)
    found = read(content, lenient=True)
    assert found.differences == held.value.differences
    assert len(found.accounts[0].lines) == 3


@needs_extras
def test_what_the_bank_has_not_booked_is_refused_by_number_and_doesnt_count_in_the_balance() -> None:
    entries = [*(entry(one) for one in ENTRIES), entry(ENTRIES[0], status="PDNG")]
    found = read(camt(entries))
    assert [(one.row, one.place) for one in found.refused] == [(4, "Sts")]
    assert "hasn't booked it yet" in found.refused[0].reason


@needs_extras
@pytest.mark.parametrize(
    ("amount", "why"),
    [("1,080.50", "It isn't an amount."), ("10.005", "two decimal places"), ("9" * 12, "two decimal places"),
     ("-5.00", "It isn't an amount."), ("1e5", "It isn't an amount."), ("", "It isn't an amount.")],
)  # fmt: skip
def test_an_amount_that_isnt_one_is_refused_with_its_number(amount: str, why: str) -> None:
    found = read(camt([entry((amount, *ENTRIES[0][1:]))], kind="054"))
    assert [(one.row, one.place) for one in found.refused] == [(1, "Amt")]
    assert why in found.refused[0].reason


@needs_extras
def test_another_currency_than_the_accounts_and_a_false_day_are_refused() -> None:
    other, never = entry(ENTRIES[0], currency="EUR"), entry(("5.00", "CRDT", "2026-02-30", "X", "x"))
    found = read(camt([other, never], kind="054"))
    assert [(one.row, one.place) for one in found.refused] == [(1, "Amt"), (2, "BookgDt")]


@needs_extras
def test_an_instant_is_a_day_by_the_clinics_clock() -> None:
    late = entry(ENTRIES[0]).replace("<Dt>2026-03-02</Dt>", "<DtTm>2026-03-02T03:00:00+00:00</DtTm>")
    [account] = read(camt([late], kind="054")).accounts
    assert account.lines[0].on == date(2026, 3, 1)


@needs_extras
def test_a_reversed_credit_of_an_mt940_is_money_out() -> None:
    content = mt940(":61:260302RC10,00NTRFNONREF", ":86:BACK", closing="990,00")
    assert [str(line.amount) for line in read(content).accounts[0].lines] == ["-10.00"]


@needs_extras
def test_entities_are_refused_and_nothing_outside_of_the_file_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("HIDDEN", "utf-8")
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    outside = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{secret.as_uri()}">]>'
    for head in (bomb, outside):
        content = camt(head=head).replace(b"ACCOUNT FEE", b"&a;")
        assert "entities" in refused(content)
        # In another encoding the declaration isn't seen in the bytes.
        wide = content.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
        with pytest.raises(Unreadable):
            read(wide)
        from feeds.bank_camt import read_camt

        with pytest.raises(Unreadable, match="entities"):
            read_camt(wide, ZONE)


@needs_extras
def test_a_file_that_breaks_off_or_has_lost_lines_is_refused_with_its_place() -> None:
    assert refused(camt()[:-40]).startswith("Line ")
    assert "names no account" in refused(camt().replace(b"IBAN", b"XBAN"))
    assert "outside of its statements" in refused(camt().replace(b"</Acct>", b"<Ntry/></Acct>"))
    assert refused(mt940().replace(b":61:260302D", b":61:26D")).startswith("Line 8: field :61:")


@needs_extras
def test_a_field_that_cant_be_read_is_not_written_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    refused(mt940(":61:26D25,00NCHGSECRET"))
    assert "SECRET" not in caplog.text


@needs_extras
def test_a_deep_tree_and_a_tree_of_millions_are_refused() -> None:
    assert refused(camt().replace(b"<GrpHdr>", b"<a>" * 5_000 + b"<GrpHdr>")).startswith("Line ")
    assert "shorter period" in refused(camt().replace(b"<GrpHdr>", b"<a/>" * 2_000_001 + b"<GrpHdr>"))


@needs_extras
@needs_samples
def test_the_shared_files_are_read_or_held_by_their_balance() -> None:
    found = read((SHARED / "banana_camt054_ubs.xml").read_bytes())
    assert accounts(found) == [("6789", 4, Decimal("-261.75"))]
    content = (SHARED / "mt940_jejik_ing.sta").read_bytes()
    with pytest.raises(ControlRefused):  # lines were cut out of this sample
        read(content)
    assert accounts(read(content, lenient=True)) == [("4567", 7, Decimal("-45.59"))]


@needs_extras
def test_some_damaged_files_are_read_held_or_refused() -> None:
    assert {"read", "held", "unreadable"} <= set(walk(range(3 * len(DAMAGES)), extra_files()))


@needs_extras
@pytest.mark.soak
def test_two_thousand_damaged_files_are_read_held_or_refused() -> None:
    assert {"read", "refused", "held", "unreadable"} <= set(walk(range(3_000, 5_000), extra_files()))
