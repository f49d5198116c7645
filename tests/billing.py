"""Files of money as tests write them, charges they are about, and the way of a file from the door to the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from console.billing_files import read_waiting
from db.actions import billing_files
from db.credentials import COMMAND_LINE_IDENTITY
from db.models import BillingFile, Charge, LedgerEntry, LedgerLine, Patient, PaymentException, RemitClaim, Remittance
from tests.conftest import Clinic
from tests.feeds.remits import bpr, interchange, transaction
from tests.labs import never

ON = date(2026, 3, 2)

OFX = """OFXHEADER:100
DATA:OFXSGML
VERSION:102
SECURITY:NONE
ENCODING:USASCII
CHARSET:1252
COMPRESSION:NONE
OLDFILEUID:NONE
NEWFILEUID:NONE

<OFX><BANKMSGSRSV1><STMTTRNRS><TRNUID>1<STATUS><CODE>0<SEVERITY>INFO</STATUS><STMTRS><CURDEF>{currency}
<BANKACCTFROM><BANKID>021000021<ACCTID>000123456789<ACCTTYPE>CHECKING</BANKACCTFROM>
<BANKTRANLIST><DTSTART>20260301<DTEND>20260331
{lines}
</BANKTRANLIST><LEDGERBAL><BALAMT>1.00<DTASOF>20260331</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>
"""
STRIPE_HEADER = "id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Transfer"
STRIPE = {
    "kind": "processor",
    "name": "Stripe balance",
    "source": "stripe",
    "header": STRIPE_HEADER.split(","),
    "columns": {
        "key": "id", "at": "Created (UTC)", "kind": "Type", "gross": "Amount", "fee": "Fee", "net": "Net",
        "currency": "Currency", "charge": "Source", "payout": "Transfer",
    },
    "kinds": {"charge": "charge", "refund": "refund", "payout": "payout"},
}  # fmt: skip


def ofx(*lines: tuple[str, str, str, str], currency: str = "USD") -> bytes:
    """A bank's file: each line is FITID, day, amount and payee."""
    written = (
        f"<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>{day}<TRNAMT>{amount}<FITID>{key}<NAME>{payee}</STMTTRN>"
        for key, day, amount, payee in lines
    )
    return OFX.format(lines="\n".join(written), currency=currency).encode()


def bai2(*amounts: int, total: int | None = None) -> bytes:
    """A bank's file in BAI2 of credits in cents; `total` is for a false one."""
    details = [f"16,165,{amount},Z,REF{number},,ACH CREDIT {number}/" for number, amount in enumerate(amounts, 1)]
    control = sum(amounts) if total is None else total
    lines = ["01,BANK,CLINIC,260302,0930,1,80,1,2/", "02,CLINIC,BANK,1,260302,0930,USD,2/", "03,55501234,USD,,,,/"]
    lines += [*details, f"49,{control},{len(details) + 2}/"]
    lines += [f"98,{control},1,{len(details) + 4}/", f"99,{control},1,{len(details) + 6}/"]
    return "\n".join(lines).encode()


def stripe(*rows: str) -> bytes:
    """A processor's export under the header of `STRIPE`."""
    return "\n".join((STRIPE_HEADER, *rows, "")).encode()


def paid(
    amount: str, *segments: str, trace: str = "EFT-77", payer: str = "NORTH HEALTH", control: str = "1"
) -> list[str]:
    """One payment of an insurer with its claims."""
    return transaction(
        bpr(amount), f"TRN*1*{trace}*1512345678", f"N1*PR*{payer}*XV*77777", "N1*PE*PORTSIDE CLINIC*XX*1234567893",
        "LX*1", *segments, control=control.zfill(4),
    )  # fmt: skip


def remit(*payments: list[str]) -> bytes:
    """A file of remittances."""
    return interchange(*payments)


def charge(
    clinic: Clinic, patient: Patient, claim: str, amount: str, *, code: str = "99213", line: str = "", on: date = ON
) -> Charge:
    """A charge that an insurer owes, posted."""
    money = Decimal(amount)
    with clinic.db.transaction() as session:
        made = Charge(
            patient_id=patient.id, claim_number=claim, line_number=line, procedure=code, display="Visit", amount=money,
            service_on=on,
        )  # fmt: skip
        entry = LedgerEntry(kind="charge", source="system", on_day=on, actor="Import")
        session.add_all([made, entry])
        session.flush()
        about = {"entry_id": entry.id, "patient_id": patient.id, "charge_id": made.id}
        session.add_all(
            [LedgerLine(account="payer", amount=money, **about), LedgerLine(account="income", amount=-money, **about)]
        )
    return made


def receive(clinic: Clinic, content: bytes, *, name: str = "day.835", kind: str = "") -> int:
    """Hand in a file; its id."""
    with clinic.db.transaction() as session:
        return billing_files.receive(
            session, by=COMMAND_LINE_IDENTITY, name=name, content=content, source="command", kind=kind
        ).file_id


def read(clinic: Clinic, content: bytes, *, name: str = "day.835", kind: str = "") -> BillingFile:
    """Hand in a file, and let the worker read it for its preview."""
    file_id = receive(clinic, content, name=name, kind=kind)
    read_waiting(clinic.db, never)
    return billing_file(clinic, file_id)


def post(clinic: Clinic, content: bytes, *, name: str = "day.835") -> BillingFile:
    """Hand in a file, have the billing clerk say to post it, and let the worker do it."""
    return post_read(clinic, read(clinic, content, name=name))


def post_read(clinic: Clinic, file: BillingFile) -> BillingFile:
    """Have the clerk say to post a file whose preview stands, and let the worker do it."""
    with clinic.db.transaction() as session:
        billing_files.post(session, by=clinic.ben, file_id=file.id, version=file.version)
    read_waiting(clinic.db, never)
    return billing_file(clinic, file.id)


def billing_file(clinic: Clinic, file_id: int) -> BillingFile:
    """A file as it stands."""
    with clinic.db.transaction() as session:
        return session.get_one(BillingFile, file_id)


def accounts(clinic: Clinic, patient: Patient | None = None) -> dict[str, Decimal]:
    """What stands on each account of the ledger, or a patient's part of it; accounts at nothing are left out."""
    found = select(LedgerLine.account, func.sum(LedgerLine.amount)).group_by(LedgerLine.account)
    if patient is not None:
        found = found.where(LedgerLine.patient_id == patient.id)
    with clinic.db.transaction() as session:
        return {account: amount for account, amount in session.execute(found) if amount}


def exceptions(clinic: Clinic) -> list[tuple[str, Decimal]]:
    """What waits for a clerk: kind and amount, in order."""
    with clinic.db.transaction() as session:
        rows = session.execute(
            select(PaymentException.kind, PaymentException.amount)
            .where(PaymentException.resolved_at.is_(None))
            .order_by(PaymentException.id)
        )
        return [(kind, amount) for kind, amount in rows]


def remittances(clinic: Clinic) -> list[Remittance]:
    """All payments of insurers, in order."""
    with clinic.db.transaction() as session:
        return list(session.scalars(select(Remittance).order_by(Remittance.id)))


def claims(clinic: Clinic) -> Sequence[RemitClaim]:
    """All remitted claims, in order."""
    with clinic.db.transaction() as session:
        return session.scalars(select(RemitClaim).order_by(RemitClaim.id)).all()


def entry_kinds(clinic: Clinic) -> Counter[str]:
    """How many entries of each kind stand in the ledger."""
    with clinic.db.transaction() as session:
        return Counter(session.scalars(select(LedgerEntry.kind)))
