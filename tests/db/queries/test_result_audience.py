"""Three wordings of one rule (the portal's, the console's, and the one written out here) agree in every combination."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

from sqlalchemy import exists, func, insert, select, update

from db.models import DiagnosticReport, PortalAccount, ProxyGrant, ResultHold, ResultRelease
from db.models.results import REPORT_STATUSES
from db.portal import PortalClient
from db.queries.result_audience import visible_to
from rules.result_release import covers
from tests.conftest import Clinic
from tests.db.portal_reports import MONDAY
from tests.db.portal_visits import Visit, grant_proxy, sign_in

# (audience, whom alone, whether it stands): releases that were withdrawn and holds that were ended don't.
Grant = tuple[str, str, bool]
RELEASES: tuple[tuple[Grant, ...], ...] = (
    (),
    (("everybody", "", True),),
    (("patient", "", True),),
    (("proxies", "", True),),
    (("account", "daughter", True),),
    (("account", "stranger", True),),
    (("everybody", "", False),),
    (("patient", "", True), ("account", "daughter", True)),
    (("everybody", "", False), ("proxies", "", True)),
)
HOLDS: tuple[tuple[Grant, ...], ...] = (
    (),
    (("everybody", "", True),),
    (("patient", "", True),),
    (("proxies", "", True),),
    (("account", "daughter", True),),
    (("account", "patient", True),),
    (("everybody", "", False),),
    (("everybody", "", False), ("proxies", "", True)),
)
BELONGS = ("patient", "stranger", "nameless", "nobody")  # releases and holds were made while it was the patient's


@dataclass(frozen=True)
class Case:
    """One combination; `ran_out`: its holds have expired, which changes nothing."""

    belongs: str
    status: str
    releases: tuple[Grant, ...]
    holds: tuple[Grant, ...]
    ran_out: bool


def takes_in(grants: tuple[Grant, ...], who: str, *, own: bool) -> bool:
    """Whether one of them stands and takes the account in."""
    return any(
        stands and {"everybody": True, "patient": own, "proxies": not own, "account": only == who}[audience]
        for audience, only, stands in grants
    )


def expected(case: Case, who: str) -> bool:
    """The rule, said plainly."""
    if who not in ("patient", "daughter", "nameless", "self-proxy") or case.belongs != "patient":
        return False
    own = who in ("patient", "self-proxy")
    return (
        case.status in ("final", "corrected")
        and takes_in(case.releases, who, own=own)
        and not takes_in(case.holds, who, own=own)
    )


def test_the_rules_mean_the_same_by_an_audience() -> None:
    for audience, only, own in product(("everybody", "patient", "proxies", "account"), ("daughter", ""), (True, False)):
        meant = covers(audience, 7 if only else 8, account_id=7, own=own)
        assert meant == takes_in(((audience, only, True),), "daughter", own=own)


def _accounts(clinic: Clinic, portal: PortalClient) -> dict[str, Visit]:
    found = {who: sign_in(clinic, portal, clinic.patient(who.title(), "Diaz"))
             for who in ("patient", "daughter", "nameless", "ended", "future", "revoked", "stranger")}  # fmt: skip
    patient_id = found["patient"].patient.id
    for who, since, until in (("daughter", -10, None), ("nameless", -10, None), ("ended", -10, -2),
                              ("future", 2, None), ("revoked", -10, None)):  # fmt: skip
        grant_proxy(clinic, found[who].account_id, patient_id, since=since, until=until)
    with clinic.db.transaction() as session:
        for who, values in (("nameless", {"relation": ""}), ("revoked", {"revoked_at": func.now()})):
            changed = update(ProxyGrant).where(ProxyGrant.account_id == found[who].account_id)
            session.execute(changed.values(**values))
    # A proxy with no record here, as most are.
    with clinic.db.transaction() as session:
        session.execute(update(PortalAccount).where(PortalAccount.login == found["daughter"].login)
                        .values(patient_id=None))  # fmt: skip
    return found


def _write(clinic: Clinic, accounts: dict[str, Visit], cases: dict[int, Case]) -> None:
    of: dict[str, int | None] = {who: visit.patient.id for who, visit in accounts.items()} | {"nobody": None}
    releases, holds, dev = [], [], clinic.staff_id("dev")
    for report_id, case in cases.items():
        common = {"report_id": report_id, "patient_id": of["patient"]}
        for audience, only, stands in case.releases:
            releases.append(common | {
                "audience": audience, "account_id": accounts[only].account_id if only else None, "released_by": "Alice",
                "withdrawn_at": None if stands else MONDAY, "withdrawn_by": None if stands else "Alice",
            })  # fmt: skip
        for audience, only, stands in case.holds:
            holds.append(common | {
                "audience": audience, "account_id": accounts[only].account_id if only else None, "reason": "harm",
                "rationale": "Danger", "decided_by_id": dev, "starts_at": MONDAY,
                "expires_at": MONDAY.replace(year=2026 if case.ran_out else 2999, month=3, day=9),
                "ended_at": None if stands else MONDAY, "ended_by": None if stands else "Dev",
            })  # fmt: skip
    with clinic.db.transaction() as session:
        session.execute(
            insert(DiagnosticReport),
            [{"id": report_id, "patient_id": of[case.belongs], "status": case.status, "display": "Panel",
              "reported_at": MONDAY} for report_id, case in cases.items()],
        )  # fmt: skip
        for model, made in ((ResultRelease, releases), (ResultHold, holds)):
            if made:
                session.execute(insert(model), made)


def test_the_portal_and_the_console_agree_on_who_sees_what_in_every_combination(
    clinic: Clinic, portal: PortalClient
) -> None:
    accounts = _accounts(clinic, portal)
    made = product(BELONGS, REPORT_STATUSES, RELEASES, HOLDS, (False, True))
    cases = {place: Case(*values) for place, values in enumerate(made, start=1)}
    _write(clinic, accounts, cases)

    open_to: dict[str, set[int]] = {}
    for who, visit in accounts.items():
        wanted = {report_id for report_id, case in cases.items() if expected(case, who)}
        # All were released in the same moment, so one page holds them all.
        shown = {line.report_id for line in portal.results(visit.token)}
        with clinic.db.transaction() as session:
            read = set(session.scalars(select(DiagnosticReport.id).where(visible_to(visit.account_id))))
        for name, found in (("portal", shown), ("console", read)):
            assert found == wanted, (who, name, [cases[report_id] for report_id in sorted(found ^ wanted)[:3]])
        open_to[who] = wanted
    assert {who for who, found in open_to.items() if found} == {"patient", "daughter", "nameless"}
    assert open_to["patient"] != open_to["daughter"] != open_to["nameless"]


def test_the_condition_holds_inside_other_conditions_too(clinic: Clinic, portal: PortalClient) -> None:
    accounts = _accounts(clinic, portal)
    cases = {1: Case("patient", "final", (("proxies", "", True),), (), False),
             2: Case("nameless", "final", (), (), False)}  # fmt: skip
    _write(clinic, accounts, cases)
    for who, visit in accounts.items():
        seen = exists().where(PortalAccount.id == visit.account_id, visible_to(PortalAccount.id))
        with clinic.db.transaction() as session:
            found = session.scalars(select(DiagnosticReport.id).where(seen)).all()
        assert found == [report_id for report_id, case in cases.items() if expected(case, who)], who


def test_a_patient_whom_a_grant_names_as_her_own_proxy_stays_the_patient(clinic: Clinic, portal: PortalClient) -> None:
    visit = sign_in(clinic, portal, clinic.patient())
    grant_proxy(clinic, visit.account_id, visit.patient.id)
    cases = {place: Case("patient", "final", releases, (), False) for place, releases in enumerate(RELEASES, start=1)}
    _write(clinic, {"patient": visit, "stranger": visit, "daughter": sign_in(clinic, portal, clinic.patient("Ana"))},
           cases)  # fmt: skip
    # "stranger" is this same account here: released to it alone is released to her.
    wanted = {report_id for report_id, case in cases.items() if takes_in(case.releases, "stranger", own=True)}
    with clinic.db.transaction() as session:
        assert set(session.scalars(select(DiagnosticReport.id).where(visible_to(visit.account_id)))) == wanted
    assert {line.report_id for line in portal.results(visit.token)} == wanted


def test_the_condition_takes_a_column_so_one_statement_lists_who_sees_a_report(
    clinic: Clinic, portal: PortalClient
) -> None:
    accounts = _accounts(clinic, portal)
    _write(clinic, accounts, {1: Case("patient", "final", (("proxies", "", True),), (), False)})
    with clinic.db.transaction() as session:
        found = session.scalars(
            select(PortalAccount.id)
            .join(DiagnosticReport, DiagnosticReport.id == 1)
            .where(visible_to(PortalAccount.id), PortalAccount.state == "active")
        ).all()
    assert set(found) == {accounts["daughter"].account_id, accounts["nameless"].account_id}
