"""Files in the optional formats: CAMT and MT940 with most of what is found in real ones."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec

import pytest

needs_extras = pytest.mark.skipif(
    find_spec("lxml") is None or find_spec("mt940") is None,
    reason="the optional readers aren't installed: pip install -r requirements-bank.txt",
)
# Amount, side, day, the bank's reference, what was told.
Entry = tuple[str, str, str, str, str]
ENTRIES: tuple[Entry, ...] = (
    ("1080.50", "CRDT", "2026-03-02", "BK-1", "HCCLAIMPMT TRN*1*EFT-77*151234567"),
    ("25.00", "DBIT", "2026-03-02", "BK-2", "ACCOUNT FEE"),
    ("312.40", "CRDT", "2026-03-03", "", "STRIPE TRANSFER po_1"),
)
CLOSING = "2367.90"


def entry(one: Entry, more: str = "", status: str = "BOOK", currency: str = "USD") -> str:
    """An entry of a statement."""
    amount, side, day, reference, told = one
    role = "Dbtr" if side == "CRDT" else "Cdtr"
    return (
        f'<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd><Sts>{status}</Sts>'
        f"<BookgDt><Dt>{day}</Dt></BookgDt><AcctSvcrRef>{reference}</AcctSvcrRef>"
        f"<NtryDtls><TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><RltdPties><{role}><Nm>North Health</Nm>"
        f"</{role}></RltdPties><RmtInf><Ustrd>{told}</Ustrd></RmtInf></TxDtls>{more}</NtryDtls></Ntry>"
    )


def balance(code: str, amount: str) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>"
        f'<Amt Ccy="USD">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>'
    )


def camt(
    entries: Sequence[str] | None = None, *, closing: str = CLOSING, opening: str = "1000.00", kind: str = "053",
    version: str = "02", head: str = "",
) -> bytes:  # fmt: skip
    """A statement (053) with its balances, or a notice (054) without."""
    outer, inner = ("BkToCstmrStmt", "Stmt") if kind == "053" else ("BkToCstmrDbtCdtNtfctn", "Ntfctn")
    balances = balance("OPBD", opening) + balance("CLBD", closing) if kind == "053" else ""
    body = "\n".join(entries if entries is not None else [entry(one) for one in ENTRIES])
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{head}'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.{kind}.001.{version}"><{outer}>'
        f"<GrpHdr><MsgId>M1</MsgId></GrpHdr>\n<{inner}><Id>S1</Id><Acct><Id><IBAN>DE02120300000000202051</IBAN></Id>"
        f"<Ccy>USD</Ccy><Svcr><FinInstnId><BIC>BYLADEM1001</BIC></FinInstnId></Svcr></Acct>\n{balances}\n{body}\n"
        f"</{inner}></{outer}></Document>\n"
    ).encode()


def mt940(*lines: str, closing: str = "2367,90", mark: str = "C") -> bytes:
    """A statement of one account; without `lines` the same money as `ENTRIES`."""
    told = lines or (
        ":61:2603020302C1080,50NTRFNONREF//BK-1",
        ":86:HCCLAIMPMT TRN*1*EFT-77*151234567",
        ":61:260302D25,00NCHGNONREF//BK-2",
        ":86:ACCOUNT FEE",
        ":61:2603030303C312,40NTRFNONREF",
        ":86:STRIPE TRANSFER po_1",
    )
    head = ("{1:F01BYLADEM1AXXX0000000000}{4:", ":20:STARTUMSE", ":25:12030000/0000202051", ":28C:00001/001")
    foot = (f":62F:{mark}260303USD{closing}", "-}", "")
    return "\r\n".join((*head, ":60F:C260301USD1000,00", *told, *foot)).encode()


def extra_files() -> list[bytes]:
    """Files to be damaged."""
    batch = entry(ENTRIES[0], more="<TxDtls><Refs><EndToEndId>E2</EndToEndId></Refs></TxDtls>")
    return [
        camt(),
        camt([batch, entry(ENTRIES[1], status="PDNG")], kind="054", version="08"),
        mt940(),
        mt940() + mt940().replace(b"STARTUMSE", b"SECOND"),
    ]
