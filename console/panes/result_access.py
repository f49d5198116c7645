"""Who sees a report in the portal, since when and who opened it; what it is held from, why and until when."""

from __future__ import annotations

from datetime import datetime

from markupsafe import Markup, escape

from console.kit.text import joined, shown
from console.kit.times import absolute, ago
from console.panes.result_cells import NOTHING
from db.queries.result_lines import AccountLine, HoldLine, ReadLine, ReleaseLine
from db.queries.results import ReportDetail

AUDIENCES = {"everybody": "the patient and proxies", "patient": "the patient", "proxies": "the proxies"}
REASONS = {
    "patient-request": "the patient asked for it",
    "harm": "risk of harm",
    "state-rule": "state rule",
    "adolescent": "adolescent confidentiality",
}
UNRELEASED = {
    "registered": "Not yet: there is no result so far",
    "preliminary": "Not yet: it is preliminary",
    "cancelled": "No: the laboratory cancelled it",
    "entered-in-error": "No: it was entered in error",
}


def released(report: ReportDetail, now: datetime) -> Markup:
    """To whom it is open, or why to nobody."""
    if report.patient_id is None:
        return Markup("Not yet: it isn't known whose it is")
    if not report.released:
        held = "Held" if any(hold.audience == "everybody" for hold in report.held) else "Not released yet"
        return Markup('<span class="ps-pending">{}</span>').format(UNRELEASED.get(report.status, held))
    nobody = NOTHING if report.accounts else Markup(' <span class="ps-pending">nobody has an account</span>')
    return joined((_release(one, report, now) for one in report.released), Markup("<br>")) + nobody


def _release(one: ReleaseLine, report: ReportDetail, now: datetime) -> Markup:
    to = audience(one.audience, one.account_id, one.account, report.accounts)
    but = joined(
        (audience(hold.audience, hold.account_id, hold.account, report.accounts) for hold in report.held), ", "
    )
    kept = Markup("; held from {}").format(but) if but else NOTHING
    return Markup("Released to {} {} by {}{}").format(to, since(one.released_at, now), shown(one.released_by), kept)


def opened(report: ReportDetail, now: datetime) -> Markup:
    """Who of them opened it."""
    readers: dict[int, ReadLine] = {one.account_id: one for line in report.released for one in line.readers}
    if not readers:
        return Markup('<span class="ps-pending">by nobody yet</span>')
    return joined(
        (
            Markup("by {} {}").format(_reader(one, report.accounts), since(one.first_at, now))
            for one in readers.values()
        ),
        ", ",
    )


def _reader(one: ReadLine, accounts: tuple[AccountLine, ...]) -> Markup:
    relation = next((account.relation for account in accounts if account.id == one.account_id), "")
    return Markup("{} ({})").format(shown(one.name), shown(relation)) if relation else shown(one.name)


def audience(kind: str, account_id: int | None, name: str, accounts: tuple[AccountLine, ...]) -> Markup:
    """To whom, or from whom: `the patient and proxies`, `Ana Diaz (daughter)`."""
    if kind == "everybody" and not any(not one.own for one in accounts):
        return escape(AUDIENCES["patient"])
    if kind != "account":
        return escape(AUDIENCES[kind])
    relation = next((one.relation for one in accounts if one.id == account_id), "")
    return Markup("{} ({})").format(shown(name), shown(relation)) if relation else shown(name)


def hold_box(hold: HoldLine, report: ReportDetail, now: datetime) -> Markup:
    """A hold in force: from whom, until when, who decided it and why."""
    over = hold.expires_at <= now
    second = Markup(" and {}").format(shown(hold.second)) if hold.second else NOTHING
    return Markup(
        '<div class="ps-hold" role="note"><p><strong>Held from {}</strong> {} {}</p>'
        '<p>{}{}: {} <span class="ps-quiet">since {}</span></p></div>'
    ).format(
        audience(hold.audience, hold.account_id, hold.account, report.accounts),
        Markup('<span class="ps-overdue">ran out</span>') if over else "until",
        absolute(hold.expires_at),
        shown(hold.decided_by),
        second,
        Markup("{}. “{}”").format(REASONS.get(hold.reason, hold.reason).capitalize(), shown(hold.rationale)),
        absolute(hold.starts_at),
    )


def earlier(report: ReportDetail, now: datetime) -> Markup:
    """What ended: folded, since it changes nothing any more."""
    lines = [
        Markup("Released to {} until {} withdrew it {}: {}").format(
            audience(one.audience, one.account_id, one.account, report.accounts),
            shown(one.withdrawn_by or ""), since(one.withdrawn_at, now), shown(one.withdrawn_reason),
        )
        for one in report.releases
        if one.withdrawn_at is not None
    ]  # fmt: skip
    lines += [
        Markup("Held from {} ({}), ended by {} {}").format(
            audience(one.audience, one.account_id, one.account, report.accounts),
            REASONS.get(one.reason, one.reason), shown(one.ended_by or ""), since(one.ended_at, now),
        )
        for one in report.holds
        if one.ended_at is not None
    ]  # fmt: skip
    if not lines:
        return NOTHING
    return Markup(
        '<details class="ps-earlier"><summary>Earlier releases and holds</summary><ul>{}</ul></details>'
    ).format(joined(Markup("<li>{}</li>").format(line) for line in lines))


def since(at: datetime | None, now: datetime) -> Markup:
    """How long ago, the moment itself on hover."""
    return Markup('<span title="{}">{}</span>').format(absolute(at), ago(at, now)) if at is not None else NOTHING
