"""Who asks to act for whom, as what; what they say, which papers came, whether the patient consented."""

from __future__ import annotations

from markupsafe import Markup

from console.kit.patient_banner import phone_link
from console.kit.text import block, joined, shown
from console.kit.times import day
from console.panes.proxy_checks import evidence_line
from console.panes.proxy_words import ACCOUNTS, NOTHING, basis_words, relation, scope_words, since, until
from console.panes.thread_files import files_list
from db.queries.proxy_detail import ProxyDetail
from db.queries.tasks import TaskDetail
from rules.proxy_scopes import CONSENT as NOTED_AS

DECIDED = {
    "approved": "Approved",
    "limited": "Approved in part",
    "denied": "Denied",
    "withdrawn": "Taken back",
}
CONSENT = {
    "none": "No consent of the patient yet",
    "portal": "The patient consented in the portal",
    "paper": "The patient consented on paper",
}


def request_head(one: ProxyDetail, task: TaskDetail) -> Markup:
    """The sentence that a request is, and what was said with it."""
    who, as_what = shown(one.proxy.name), relation(one.relation).lower()
    whom = shown(one.patient.name) if one.patient else shown(f"{one.said.given} {one.said.family}")
    if one.by_patient:
        asks = Markup("{} asks that {} may act for them, as: {}").format(whom, who, as_what)
    else:
        asks = Markup("{} asks to act for {}, as: {}").format(who, whom, as_what)
    by = Markup("asked {}").format(since(one.asked_at, task.now))
    if one.asked_by not in (one.proxy.name, one.patient.name if one.patient else ""):
        by = Markup("taken down by {} {}").format(shown(one.asked_by), since(one.asked_at, task.now))
    said = NOTHING
    if one.patient and one.said.family:
        born = f", born {day(one.said.birth_date)}" if one.said.birth_date else ""
        said = Markup('<p class="ps-quiet">The patient was named as: {}{}</p>').format(
            shown(f"{one.said.given} {one.said.family}"), born
        )
    note = Markup('<div class="ps-asks-note">{}</div>').format(block(one.note)) if one.note else NOTHING
    return Markup(
        '<div class="ps-asks"><h3 class="ps-subject">{}</h3><p class="ps-quiet">{}</p><p>Asks for: {}</p>{}{}</div>'
    ).format(asks, by, scope_words(one.scopes), said, note)


def warning_boxes(one: ProxyDetail) -> Markup:
    """What can't be, and what to look at first; nothing once it is decided."""
    if one.decision:
        return NOTHING
    boxes = [
        Markup(
            '<div class="ps-warn ps-warn-stop" role="note"><strong>This can\'t be approved.</strong> {}</div>'
        ).format(each.sentence)
        for each in one.impossible
    ]
    named = Markup(" Shared with: {}.").format(shown(", ".join(one.shares_email))) if one.shares_email else NOTHING
    boxes += [
        Markup('<div class="ps-warn" role="note"><strong>Look at this first.</strong> {}{}</div>').format(
            sentence, named if "e-mail" in sentence else NOTHING
        )
        for sentence in one.warnings
    ]
    if one.patient is not None and one.patient.deceased:
        boxes.append(Markup('<div class="ps-warn ps-warn-stop" role="note">This patient has died.</div>'))
    return joined(boxes)


def consent_line(one: ProxyDetail, task: TaskDetail) -> Markup:
    """Whether the patient agrees."""
    if one.consent == "none" and one.minor:
        return Markup('<p class="ps-state">No consent of the patient is noted; for a minor none is needed.</p>')
    sign, without = ("✕", "Without it, papers or two approvals are needed.") if one.consent == "none" else ("✓", "")
    when = since(one.consent_at, task.now) if one.consent_at else NOTHING
    line = Markup('<p class="ps-state"><span aria-hidden="true">{}</span> {} {}<span class="ps-quiet">{}</span></p>{}')
    noted = one.checks.get(NOTED_AS)
    shows = evidence_line(noted, task) if noted else NOTHING
    return line.format(sign, CONSENT[one.consent], when, "" if one.decision else without, shows)


def papers_list(one: ProxyDetail, task: TaskDetail) -> Markup:
    """The papers that came, and which were asked for."""
    asked = NOTHING
    if one.papers_asked_at is not None:
        asked = Markup('<p class="ps-quiet">Papers were asked for {}{}</p>').format(
            since(one.papers_asked_at, task.now),
            Markup(": {}").format(shown(one.papers_text)) if one.papers_text else ".",
        )
    if not one.papers:
        return Markup('<p class="ps-quiet">No papers yet.</p>') + asked
    return Markup('<div class="ps-attached">{}</div>').format(files_list(one.papers, "/files/papers")) + asked


def decided(one: ProxyDetail, task: TaskDetail) -> Markup:
    """How it was decided, by whom; nothing while it is open."""
    if not one.decision or one.decided_at is None:
        return NOTHING
    first = Markup(", after a first approval by {}").format(shown(one.first.by)) if one.first else NOTHING
    reason = Markup("<p>{}</p>").format(shown(one.reason)) if one.reason else NOTHING
    kind = "ps-decided" if one.decision in ("approved", "limited") else ""
    return Markup('<div class="ps-proposal {}" role="note"><p><strong>{}</strong> by {} {}{}</p>{}</div>').format(
        kind, DECIDED[one.decision], shown(one.decided_by), since(one.decided_at, task.now), first, reason
    )


def first_box(one: ProxyDetail, task: TaskDetail) -> Markup:
    """The first of two approvals, and who must be the second; nothing without one."""
    if one.first is None or one.decision:
        return NOTHING
    first = one.first
    ends = until(first.ends_on or one.latest(first.basis))
    who = "You approved it first" if first.mine else Markup("{} approved it first").format(shown(first.by))
    then = "A colleague must approve the same." if first.mine else "It takes a second approval, by you or a colleague."
    return Markup(
        '<div class="ps-proposal" role="note"><p><strong>{}</strong> {}: {}, {}</p><p>{}. {}</p></div>'
    ).format(
        who, since(first.at, task.now), basis_words(first.basis).lower(), ends,
        scope_words(first.scopes), then,
    )  # fmt: skip


def proxy_card(one: ProxyDetail, task: TaskDetail) -> Markup:
    """How whoever asks is reached, and whether they have an account."""
    side = one.proxy
    lines = [
        shown(side.email),
        phone_link(side.phone) if side.phone else "",
        f"born {day(side.birth_date)}" if side.birth_date else "",
    ]
    if side.account_id is None:
        account = Markup("No portal account is known: approving sends an invitation to this address.")
    else:
        seen = (
            Markup(", last signed in {}").format(since(side.last_sign_in_at, task.now))
            if side.last_sign_in_at
            else NOTHING
        )
        own = Markup(". They are a patient here too") if side.patient_id is not None else NOTHING
        account = Markup("Portal account: {}{}{}.").format(ACCOUNTS.get(side.state, side.state), seen, own)
    return Markup(
        '<div class="ps-context"><h3>Who asks</h3><p><strong>{}</strong><br>{}</p><p class="ps-quiet">{}</p></div>'
    ).format(shown(side.name), joined((line for line in lines if line), Markup("<br>")), account)
