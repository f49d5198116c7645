"""A result that isn't open to an account can't be reached by it: by no function, file, message, notice or id."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from psycopg import errors
from sqlalchemy import func, select, text, update

from db.actions.result_notices import seen_by
from db.engine import DatabaseRole, Organisation
from db.errors import NotFound
from db.models import (
    Attachment,
    DiagnosticReport,
    FollowUp,
    Lab,
    LabFile,
    LabMessage,
    Observation,
    ProxyGrant,
    ReportMessage,
    ResultHold,
    ResultRead,
    ResultRelease,
    UrgencyFlag,
)
from db.portal import PortalClient
from tests.conftest import Clinic
from tests.db.portal_reports import MONDAY, attach, comment, correct, hold, release, report
from tests.db.portal_visits import PDF, Visit, connect, grant_proxy, rows, write

CANARY = "canary-4711"


class House:
    """A patient, her daughter who is her proxy, a stranger, and one result of hers that is full of canaries."""

    def __init__(self, clinic: Clinic, rosa: Visit, ana: Visit, tom: Visit) -> None:
        self.clinic, self.rosa, self.ana, self.tom = clinic, rosa, ana, tom
        self.patient_id = rosa.patient.id
        grant_proxy(clinic, ana.account_id, self.patient_id)
        self.report_id = report(
            clinic, self.patient_id, release="", potassium=CANARY, display=CANARY, notes=CANARY, specimen=CANARY
        )
        comment(clinic, self.report_id, CANARY)
        self.file_id = attach(clinic, self.report_id, PDF + CANARY.encode(), f"{CANARY}.pdf")

    def release(self, audience: str = "everybody", account_id: int | None = None) -> int:
        return release(self.clinic, self.report_id, self.patient_id, audience, account_id)

    def hold(self, audience: str = "everybody", account_id: int | None = None, **values: Any) -> None:
        hold(self.clinic, self.report_id, self.patient_id, audience, account_id, **values)

    def change(self, model: type[Any], **values: Any) -> None:
        """Of every row of a table."""
        with self.clinic.db.transaction() as session:
            session.execute(update(model).values(**values))

    def belongs_to(self, patient_id: int | None) -> None:
        """The report and its values, as linking does it; the release as it was."""
        with self.clinic.db.transaction() as session:
            for model, key in ((DiagnosticReport, DiagnosticReport.id), (Observation, Observation.report_id)):
                session.execute(update(model).where(key == self.report_id).values(patient_id=patient_id))


@pytest.fixture
def house(clinic: Clinic, rosa: Visit, ana: Visit, tom: Visit) -> House:
    return House(clinic, rosa, ana, tom)


def sees(portal: PortalClient, viewer: Visit, house: House) -> bool:
    """Whether the account reaches the result, and a mail about it reaches the account: by all ways or by none."""
    for visit in (house.rosa, house.ana, house.tom):
        write(portal, visit)
    found = [line.report_id for line in portal.results(viewer.token)]
    threads = [thread.thread_id for thread in portal.threads(viewer.token)]
    heard = [portal.topics(), portal.people(viewer.token), portal.results(viewer.token), portal.threads(viewer.token)]
    heard += [portal.read(viewer.token, thread) for thread in threads]
    reached = []
    for attempt in (
        lambda: portal.result(viewer.token, house.report_id),
        lambda: portal.file(viewer.token, house.file_id),
        lambda: portal.mark_result_read(viewer.token, house.report_id),
    ):
        try:
            attempt()
            reached.append(True)
        except NotFound:
            reached.append(False)
    with house.clinic.db.transaction() as session:
        marked = session.scalar(select(func.count()).select_from(ResultRead).filter_by(account_id=viewer.account_id))
        told = (house.report_id, viewer.account_id) in seen_by(session, [house.report_id])
    ways = {*reached, house.report_id in found, CANARY in str(heard), marked == 1, told}
    assert len(ways) == 1, (reached, found, marked, told)
    return ways.pop()


Who = Callable[[House], Visit]


def rosa_herself(house: House) -> Visit:
    return house.rosa


def her_daughter(house: House) -> Visit:
    return house.ana


def a_stranger(house: House) -> Visit:
    return house.tom


@pytest.mark.parametrize("who", [rosa_herself, her_daughter])
@pytest.mark.parametrize("audience", ["everybody", "account"])
@pytest.mark.parametrize("status", ["final", "corrected"])
def test_a_released_result_reaches_those_whom_it_was_released_to(
    portal: PortalClient, house: House, who: Who, audience: str, status: str
) -> None:
    house.change(DiagnosticReport, status=status)
    house.release(audience, who(house).account_id if audience == "account" else None)
    assert sees(portal, who(house), house)
    assert not sees(portal, house.tom, house)


@pytest.mark.parametrize("who", [rosa_herself, her_daughter, a_stranger])
@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param(lambda _house: None, id="before its release"),
        pytest.param(lambda house: (house.release(), house.change(
            ResultRelease, withdrawn_at=func.now(), withdrawn_by="Alice")), id="after the release was withdrawn"),
        pytest.param(lambda house: (house.release(), house.hold()), id="while it is held"),
        pytest.param(lambda house: (house.release(), house.hold(days=-2)), id="while a hold that ran out stands"),
        pytest.param(lambda house: (house.release(), house.hold(ended=True), house.hold("patient"),
                                    house.hold("proxies")), id="while it is held from each"),
        *[
            pytest.param(lambda house, status=status: (house.release(), house.change(DiagnosticReport, status=status)),
                         id=f"while it is {status}")
            for status in ("registered", "preliminary", "cancelled", "entered-in-error")
        ],
        pytest.param(lambda house: (house.release(), house.belongs_to(None)), id="once it is nobody's"),
        pytest.param(lambda house: (house.release(), house.belongs_to(house.tom.patient.id)),
                     id="once it is another patient's, whose release it isn't"),
        pytest.param(lambda house: house.release("account", house.tom.account_id),
                     id="released to an account that may not act for her"),
    ],
)  # fmt: skip
def test_nobody_reaches_a_result(
    portal: PortalClient, house: House, hidden: Callable[[House], object], who: Who
) -> None:
    hidden(house)
    assert not sees(portal, who(house), house)


@pytest.mark.parametrize(
    "left_out",
    [
        pytest.param(lambda house: house.release("patient"), id="a release to the patient alone"),
        pytest.param(lambda house: house.release("account", house.rosa.account_id), id="a release to her account"),
        pytest.param(lambda house: (house.release(), house.hold("proxies")), id="a hold from proxies"),
        pytest.param(lambda house: (house.release(), house.hold("account", house.ana.account_id)),
                     id="a hold from the daughter"),
        pytest.param(lambda house: (house.release(), house.change(ProxyGrant, revoked_at=func.now())),
                     id="a revoked grant"),
        pytest.param(lambda house: (house.release(), house.change(
            ProxyGrant, ends_on=func.current_date() - 2)), id="a grant that ended"),
        pytest.param(lambda house: (house.release("patient"), house.change(ProxyGrant, relation="")),
                     id="a grant that doesn't say who she is"),
    ],
)  # fmt: skip
def test_a_proxy_who_is_left_out_does_not_reach_what_the_patient_sees(
    portal: PortalClient, house: House, left_out: Callable[[House], object]
) -> None:
    left_out(house)
    assert sees(portal, house.rosa, house)
    assert not sees(portal, house.ana, house)


@pytest.mark.parametrize(
    "left_out",
    [
        pytest.param(lambda house: house.release("proxies"), id="a release to proxies"),
        pytest.param(lambda house: (house.release(), house.hold("patient")), id="a hold from the patient"),
    ],
)
def test_a_patient_who_is_left_out_does_not_reach_what_the_proxy_sees(
    portal: PortalClient, house: House, left_out: Callable[[House], object]
) -> None:
    left_out(house)
    assert sees(portal, house.ana, house)
    assert not sees(portal, house.rosa, house)


def test_a_hold_that_somebody_ended_holds_no_longer(portal: PortalClient, house: House) -> None:
    house.release()
    house.hold(ended=True)
    assert sees(portal, house.rosa, house)


def test_a_patient_with_a_grant_for_herself_is_no_proxy(clinic: Clinic, portal: PortalClient, house: House) -> None:
    grant_proxy(clinic, house.rosa.account_id, house.patient_id)
    house.release("proxies")
    assert not sees(portal, house.rosa, house)


def test_values_filed_under_another_patient_than_their_report_are_not_shown(portal: PortalClient, house: House) -> None:
    house.release()
    house.change(Observation, patient_id=house.tom.patient.id)
    assert portal.result(house.rosa.token, house.report_id).observations == ()


def test_nothing_internal_comes_with_a_result(clinic: Clinic, portal: PortalClient, rosa: Visit) -> None:
    found = report(clinic, rosa.patient.id, potassium=CANARY)
    correct(clinic, found, "4.2")
    comment(clinic, found, CANARY, withdrawn=True)
    refused = attach(clinic, found, PDF + CANARY.encode())
    task = clinic.task(clinic.conversation(patient=rosa.patient))
    hold(clinic, found, rosa.patient.id, ended=True, rationale=CANARY)
    with clinic.db.transaction() as session:
        row = session.get_one(DiagnosticReport, found)
        row.headline = row.orderer = row.match_reason = row.matched_by = row.critical_told_to = CANARY
        row.placer_number = row.filler_number = row.reviewed_by = CANARY
        row.identity, row.orderer_id, row.severity = {"name": CANARY}, clinic.staff_id("dev"), 2
        row.critical_told_at, row.critical_read_back, row.reviewed_at = MONDAY, True, MONDAY
        session.get_one(Attachment, refused).refusal = CANARY
        lab, file = Lab(application=CANARY, facility=CANARY, name=CANARY), LabFile(
            name=CANARY, source="upload", content_hash=b"x", content=CANARY.encode(), received_by=CANARY
        )  # fmt: skip
        session.add_all([lab, file])
        session.flush()
        message = LabMessage(file_id=file.id, position=1, content_hash=b"x", raw=CANARY, state="filed")
        session.add(message)
        session.flush()
        row.lab_id = lab.id
        session.add(ReportMessage(report_id=found, message_id=message.id, change="filed", status=CANARY))
        session.add(UrgencyFlag(task_id=task.id, report_id=found, level="red", family="critical", phrase=CANARY))
        session.add(
            FollowUp(report_id=found, patient_id=rosa.patient.id, kind="call", detail=CANARY, decided_by=CANARY)
        )
        session.execute(update(ResultRelease).values(released_by=CANARY))
        session.execute(update(ResultHold).values(ended_by=CANARY))

    result = portal.result(rosa.token, found)
    seen = [portal.results(rosa.token), result, [(each.value, each.notes, each.flag) for each in result.observations],
            [said.body for said in result.comments], result.notes]  # fmt: skip
    with pytest.raises(NotFound):
        portal.file(rosa.token, refused)

    assert "4.2" in str(seen) and CANARY not in str(seen)


def test_with_the_portals_password_alone_there_are_no_results(
    clinic: Clinic, portal: PortalClient, house: House, intruder: psycopg.Connection[Any]
) -> None:
    house.release()
    for token in ("", str(house.rosa.account_id), "f" * 64):
        intruder.execute("SELECT set_config('portside.portal_token', %s, false)", (token,))
        assert rows(intruder, "SELECT * FROM portal_results()") == []
        for function in ("portal_result", "portal_mark_result_read", "portal_attachment"):
            for some_id in (house.report_id, house.file_id):
                with pytest.raises(errors.NoDataFound):
                    intruder.execute(f"SELECT {function}(%s)", (some_id,))
    for internal in ("portal_open_results()", "portal_report_ids()", "portal_corrections(1)",
                     "result_audience_covers('everybody', 1, 1, true)"):  # fmt: skip
        with pytest.raises(errors.InsufficientPrivilege, match="permission denied for function"):
            intruder.execute(f"SELECT {internal}")


def test_a_hold_bites_inside_an_open_transaction(
    portal: PortalClient, house: House, intruder: psycopg.Connection[Any]
) -> None:
    house.release()
    with intruder.transaction():
        intruder.execute("SELECT portal_enter(%s)", (house.rosa.token.value,))
        assert len(rows(intruder, "SELECT * FROM portal_results()")) == 1
        house.hold()
        assert rows(intruder, "SELECT * FROM portal_results()") == []
        with pytest.raises(errors.NoDataFound), intruder.transaction():
            intruder.execute("SELECT * FROM portal_result(%s)", (house.report_id,))


def test_row_security_alone_keeps_the_contracts_own_role_from_it(
    place: Organisation, clinic: Clinic, house: House, owner: psycopg.Connection[Any]
) -> None:
    """A mistake in a function of the contract would still meet the policies."""
    owner.execute("SELECT set_config('portside.portal_token', %s, false)", (house.rosa.token.value,))
    owner.execute(f'SET ROLE "{place.role(DatabaseRole.CONTRACT)}"')
    counts = ("diagnostic_report", "observation", "result_comment", "attachment")
    sql = "SELECT " + ", ".join(f"(SELECT count(id) FROM {table})" for table in counts)
    assert rows(owner, sql) == [(0, 0, 0, 0)]
    house.release()
    assert rows(owner, sql) == [(1, 1, 1, 1)]
    for account_id, report_id in ((house.tom.account_id, house.report_id), (house.rosa.account_id, 10**9)):
        with pytest.raises(errors.InsufficientPrivilege, match="row-level security"):
            owner.execute("INSERT INTO result_read (report_id, account_id) VALUES (%s, %s)", (report_id, account_id))
    with pytest.raises(errors.InsufficientPrivilege):
        owner.execute("SELECT rationale FROM result_hold")


def test_the_application_and_the_reports_still_read_every_value(
    place: Organisation, clinic: Clinic, house: House
) -> None:
    with clinic.db.transaction() as session:
        assert session.scalar(select(func.count()).select_from(Observation)) == 1
        assert session.scalar(text("SELECT count(*) FROM diagnostic_report")) == 1
    with connect(place, DatabaseRole.REPORTS) as reports:
        assert rows(reports, "SELECT count(*) FROM observation") == [(1,)]
