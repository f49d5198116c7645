"""What is proposed for a refill request, and why: every criterion with its fact, its date, and whether it is met."""

from __future__ import annotations

from markupsafe import Markup

from console.kit.text import joined, shown
from console.panes.criteria import VERDICTS
from console.panes.refill_words import NOTHING, supply
from db.queries.refill_facts import Judged
from rules.refill_protocol import CRITERIA, Proposal
from rules.words import count

TIES = {"visit": "until a visit", "labs": "until labs"}


def proposal_box(judged: Judged) -> Markup:
    """What to do, in one line, and why."""
    proposal = judged.evaluation.proposal
    version = NOTHING
    if judged.active:
        version = Markup(' <span class="ps-quiet">protocol version {}</span>').format(judged.protocol_version)
    return Markup(
        '<div class="ps-proposal ps-proposal-{}" role="note"><p><strong>{}</strong>{}</p><p>{}</p></div>'
    ).format(proposal.kind, proposed(proposal, active=judged.active), version, shown(_why(judged)))


def proposed(proposal: Proposal, *, active: bool) -> str:
    """`Protocol: approve 90 days + 3 refills`."""
    if proposal.kind == "new-prescription":
        return "New prescription needed"
    whose = "Protocol" if active else "No protocol"
    return f"{whose}: {_what(proposal)}"


def _what(proposal: Proposal) -> str:
    match proposal.kind:
        case "approve":
            return f"approve {supply(proposal.days, proposal.refills)}"
        case "bridge":
            return f"bridge supply of {count(proposal.days or 0, 'day')} {TIES.get(proposal.tie, '')}".rstrip()
        case "visit":
            return "a visit is needed first"
        case "labs":
            return "labs are needed first"
    return "to the prescriber"


def _why(judged: Judged) -> str:
    """Why; where several things stand in the way, that there are more."""
    proposal = judged.evaluation.proposal
    why = proposal.why.removeprefix(f"{CRITERIA['class']}: ")
    more = sum(one.verdict != "met" for one in judged.evaluation.criteria) - 1
    if proposal.kind != "prescriber" or more < 1:
        return why
    return f"{why} {'One more criterion is' if more == 1 else f'{more} more criteria are'} open."


def open_criteria(judged: Judged) -> Markup:
    """What a protocol asks that isn't met, or isn't known, for whoever approves all the same; nothing without any."""
    found = [one for one in judged.evaluation.criteria if one.verdict != "met"]
    if not found:
        return NOTHING
    lines = joined(
        Markup('<li><span aria-hidden="true">{}</span> {}: {}</li>').format(
            VERDICTS[one.verdict][0], shown(one.words), shown(one.fact)
        )
        for one in found
    )
    return Markup('<ul class="ps-lines-of ps-still-open" aria-label="Not met, or unknown">{}</ul>').format(lines)
