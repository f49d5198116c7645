"""The shared remittances to the ledger: each that balances is posted to the cent, whatever its claims look like."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from itertools import count

from db.actions.ledger_posting import Entry, Posting, post_all
from db.lab_messages import Unreadable
from db.models import Charge, Patient
from db.remittance_lines import Claim, RemittanceFile
from feeds.remittance import read_remittances
from tests.billing import ON, accounts, post, remittances
from tests.conftest import Clinic
from tests.feeds.remits import needs_samples, shared_files
from tests.results import as_worker


def bill(clinic: Clinic, patient: Patient, claims: Iterable[Claim]) -> None:
    """Charges that these claims are about, each owed by the insurer."""
    billed: dict[tuple[str, str, Decimal, date | None], Charge] = {}
    for claim in claims:
        for code, amount, on in _services(claim):
            if amount:
                billed[claim.control_number, code, amount, on] = Charge(
                    patient_id=patient.id, claim_number=claim.control_number, procedure=code, display="Visit",
                    amount=amount, service_on=on or ON,
                )  # fmt: skip
    with clinic.db.transaction() as session, as_worker(session):
        session.add_all(billed.values())
        session.flush()
        owed = [
            Entry("charge", "system", ON, (
                Posting("payer", one.amount, patient.id, charge_id=one.id),
                Posting("income", -one.amount, patient.id, charge_id=one.id),
            ))
            for one in billed.values()
        ]  # fmt: skip
        post_all(session, owed)


def _services(claim: Claim) -> list[tuple[str, Decimal, date | None]]:
    told = [(one.procedure, abs(one.charged), one.service_on or claim.service_from) for one in claim.services]
    return told or [("99213", abs(claim.charged), claim.service_from)]


def readable() -> list[tuple[bytes, RemittanceFile]]:
    """The shared files with what each says, as if none were a test (ISA-15) and each payment had its own trace."""
    found, numbers = [], count(480_001)
    for sample in shared_files():
        content = re.sub(rb"(ISA.{99})T", rb"\1P", sample, flags=re.DOTALL)
        content = re.sub(rb"(TRN\*1\*)[^*~\r\n]+", lambda trace: trace[1] + b"%d" % next(numbers), content)
        with suppress(Unreadable):  # one has no envelope
            found.append((content, read_remittances(content)))
    return found


@needs_samples
def test_every_shared_file_is_posted_to_the_charges_that_it_is_about(clinic: Clinic) -> None:
    files = readable()
    assert len(files) == 17
    whole = [one for _, file in files for one in file.remittances]
    bill(clinic, clinic.patient(), [claim for one in whole for claim in one.claims])
    for at, (content, file) in enumerate(files):
        if file.remittances:
            assert post(clinic, content, name=f"{at}.835").state == "posted"
    posted = [one for one in remittances(clinic) if one.state == "posted"]
    assert len(posted) == len(whole) - 3  # those don't balance
    # Each claim and what stands beside it: to the cent what the insurers say that they paid.
    assert accounts(clinic)["remit"] == sum(one.amount for one in posted)
