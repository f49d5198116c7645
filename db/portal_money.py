"""The portal's side of money: what is owed, statements, and recording what was paid."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import Numeric, bindparam, text

from db.portal_connection import PortalConnection, require_sendable
from db.portal_shapes import (
    PortalBalance,
    PortalPayment,
    PortalStatement,
    PortalStatementHead,
    PortalToken,
    statement_of,
)


class PortalMoney(PortalConnection):
    """The part of the contract that is about money. Amounts are `Decimal`, in dollars."""

    def balance(self, token: PortalToken, patient_id: int) -> PortalBalance:
        """What the patient owes now, and what they have paid beyond it."""
        with self._as(token) as connection:
            row = connection.execute(text("SELECT * FROM portal_balance(:id)"), {"id": patient_id}).mappings().one()
            return PortalBalance(**row)

    def statements(self, token: PortalToken, patient_id: int) -> list[PortalStatementHead]:
        """The patient's statements, newest first, at most 100."""
        with self._as(token) as connection:
            rows = connection.execute(text("SELECT * FROM portal_statements(:id)"), {"id": patient_id})
            return [PortalStatementHead(**row) for row in rows.mappings()]

    def statement(self, token: PortalToken, statement_id: int) -> PortalStatement:
        """One statement as it was printed."""
        with self._as(token) as connection:
            row = connection.execute(text("SELECT * FROM portal_statement(:id)"), {"id": statement_id}).mappings().one()
            return statement_of(**row)

    def record_payment(
        self,
        token: PortalToken,
        *,
        patient_id: int,
        amount: Decimal,
        processor: str,
        charge_ref: str,
        intent_ref: str = "",
        tail: str = "",
        paid_at: datetime | None = None,
    ) -> PortalPayment:
        """Record what the processor has charged, by its own id of the charge; now, unless told when it was paid.

        A second call for the same charge returns the first one's payment, so call again until it is answered. Raises
        `Invalid` for an amount that is none, `Conflict` for a charge that was recorded for something else.
        """
        texts = {"processor": processor, "charge_ref": charge_ref, "intent_ref": intent_ref, "tail": tail}
        require_sendable(*texts.items())
        statement = text(
            "SELECT * FROM portal_record_payment(:patient_id, :amount, :processor, :charge_ref, :intent_ref, :tail, "
            "CAST(:paid_at AS timestamptz))"
        ).bindparams(bindparam("amount", type_=Numeric))
        with self._as(token) as connection:
            row = connection.execute(
                statement, {**texts, "patient_id": patient_id, "amount": amount, "paid_at": paid_at}
            ).one()
            return PortalPayment(row.payment_id, row.receipt)
