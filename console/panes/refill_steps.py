"""What was done about a refill request: what was prepared, every step with the facts it was taken on, the notes."""

from __future__ import annotations

from datetime import datetime

from markupsafe import Markup

from console.kit.text import block, joined, shown
from console.panes.criteria import kept_criteria
from console.panes.refill_words import DECISIONS, NOTHING, STEPS, business_hours, since, supply
from db.queries.refill_lines import StepLine
from db.queries.refills import RefillDetail
from db.queries.threads import NoteLine

TITLE = "Steps and notes"


def decided(one: RefillDetail, now: datetime) -> Markup:
    """How it was decided; nothing while it is open."""
    if not one.decision or one.decided_at is None:
        return NOTHING
    given = supply(one.days, one.refills)
    took = NOTHING
    if one.turnaround is not None:
        took = Markup(' <span class="ps-quiet">· took {}</span>').format(business_hours(one.turnaround))
    return Markup(
        '<div class="ps-proposal ps-decided ps-decided-{}" role="note"><p><strong>{}{}</strong> by {} {}{}</p></div>'
    ).format(
        one.decision, DECISIONS.get(one.decision, one.decision), f": {given}" if given else "", shown(one.decided_by),
        since(one.decided_at, now), took,
    )  # fmt: skip


def prepared(one: RefillDetail, now: datetime) -> Markup:
    """What a colleague proposes to the prescriber, while nobody decided."""
    found = one.prepared
    if found is None or one.decision:
        return NOTHING
    note = block(found.note) if found.note else NOTHING
    return Markup('<div class="ps-hold" role="note"><p><strong>Prepared: {}</strong> by {} {}</p>{}</div>').format(
        supply(found.days, found.refills), shown(found.by), since(found.at, now), note
    )


def steps(one: RefillDetail, now: datetime) -> Markup:
    """Every step, the oldest first; nothing before the first."""
    if not one.decisions and not one.internal_notes:
        return NOTHING
    lines = [(step.at, _step(step, now)) for step in one.decisions]
    lines += [(note.at, _note(note, now)) for note in one.internal_notes]
    lines.sort(key=lambda line: line[0])
    return Markup('<h4 class="ps-part">{}</h4><div class="ps-words" role="log" aria-label="{}">{}</div>').format(
        TITLE, TITLE, joined(line for _, line in lines)
    )


def _step(step: StepLine, now: datetime) -> Markup:
    given = supply(step.days, step.refills)
    how = []
    if step.by_protocol:
        how.append(f"by the protocol {step.protocol}, version {step.protocol_version}")
    if step.reauthenticated:
        how.append("password given again")
    facts = NOTHING
    if step.criteria:
        facts = Markup('<details class="ps-earlier"><summary>The facts it was decided on</summary>{}</details>').format(
            kept_criteria(step.criteria, f"Facts when {step.by} {STEPS.get(step.step, step.step)}")
        )
    kind = "ps-in"
    if step.reason:  # of a decision it is for the patient, else for colleagues
        kind = "ps-out" if step.step in DECISIONS else "ps-note"
    return Markup(
        '<article class="ps-message {}"><header>{} {}{} {}</header>{}{}{}</article>'
    ).format(
        kind, shown(step.by), STEPS.get(step.step, step.step),
        Markup(": {}").format(given) if given else NOTHING, since(step.at, now),
        Markup('<p class="ps-quiet">{}</p>').format(shown(", ".join(how))) if how else NOTHING,
        block(step.reason) if step.reason else NOTHING, facts,
    )  # fmt: skip


def _note(note: NoteLine, now: datetime) -> Markup:
    return Markup('<article class="ps-message ps-note"><header>Internal note · {} {}</header>{}</article>').format(
        shown(note.author), since(note.at, now), block(note.body)
    )
