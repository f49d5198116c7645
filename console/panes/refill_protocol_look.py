"""A refill protocol in plain words: whether it is in force, who approved it, and everything that it asks."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from console.kit.text import joined, shown
from console.kit.times import day
from console.panes.refill_words import NOTHING, day_of, supply
from db.queries.refill_protocols import ProtocolLine, ProtocolVersion
from rules.drugs import CLASSES
from rules.refill_protocol import Lab, Protocol
from rules.refill_protocol_settings import DEFAULTS, ProtocolProblem, from_json
from rules.words import count

SOURCES = {default.drug_class: default.source for default in DEFAULTS}
CHANGES = {"create": "wrote it", "update": "changed it", "restore": "restored an earlier version"}
FOUND = "As it was before its first change here"


def state(line: ProtocolLine) -> str:
    """In force, or why not, in two words."""
    if line.problem:
        return "can't be read"
    if line.active:
        return "in force"
    return "approved, off" if line.approved_by else "not approved"


def protocol_head(line: ProtocolLine) -> Markup:
    """Its title and class, whether anything goes by it, and in whose name."""
    approved = NOTHING
    if line.approved_by and line.approved_on is not None:
        approved = Markup(" Approved by {} on {}.").format(shown(line.approved_by), day(line.approved_on))
    css = "approve" if line.active else "prescriber"
    words = {
        "in force": "In force: refills of this class go by it.",
        "approved, off": "Switched off: nothing goes by it.",
        "not approved": "Not approved as it stands: nothing goes by it.",
        "can't be read": f"It can't be read, so nothing goes by it: {line.problem}",
    }[state(line)]
    return Markup(
        '<div class="ps-report"><h3>{}</h3><p class="ps-quiet">{} · version {} · changed by {} on {}</p></div>'
        '<div class="ps-proposal ps-proposal-{}" role="note"><p><strong>{}</strong>{}</p></div>'
    ).format(
        shown(line.title), CLASSES.get(line.drug_class, line.drug_class), line.version, shown(line.changed_by),
        day_of(line.changed_at), css, words, approved,
    )  # fmt: skip


def rule_facts(rule: Protocol, *, source: bool = True) -> Markup:
    """What it asks and what it gives; what it doesn't ask isn't there."""
    facts = joined(Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(*fact) for fact in _facts(rule))
    said = NOTHING
    if source and rule.drug_class in SOURCES:
        said = Markup('<p class="ps-quiet">The standard protocol of this class is from: {}</p>').format(
            SOURCES[rule.drug_class]
        )
    return Markup('<dl class="ps-stands" aria-label="What it asks">{}</dl>{}').format(facts, said)


def _facts(rule: Protocol) -> Iterator[tuple[str, str | Markup]]:
    yield "Gives", supply(rule.days, rule.refills)
    if rule.bridge:
        yield "Bridge supplies", f"{', then '.join(str(step) for step in rule.bridge)} days, each until a visit or labs"
    if rule.visit_within_months is not None:
        yield "Visit", f"within {count(rule.visit_within_months, 'month')}"
    if rule.labs:
        yield "Labs", joined((_lab(lab) for lab in rule.labs), Markup("<br>"))
    yield "Not too early", f"at most {count(rule.early_days, 'day')} before the supply ends"
    if rule.min_covered is not None:
        yield "Taken regularly", f"supply for at least {int(rule.min_covered * 100)} % of the last 180 days"
    if rule.min_age is not None or rule.max_age is not None:
        low = f"from {rule.min_age}" if rule.min_age is not None else ""
        high = f"to {rule.max_age}" if rule.max_age is not None else ""
        yield "Age", f"{low} {high} years".strip()
    if rule.pregnancy == "not":
        yield "Pregnancy", "not while pregnant"
    if rule.not_within_months_of_start is not None:
        yield "Taken long enough", f"started at least {count(rule.not_within_months_of_start, 'month')} ago"
    yield "Always", "still taken, dose unchanged, no duplicate, no refills left at the pharmacy"


def _lab(lab: Lab) -> Markup:
    low, high = lab.low, lab.high
    within = (
        f"{low} to {high}" if low is not None and high is not None else f"at least {low}" if low is not None else ""
    )
    within = within or (f"at most {high}" if high is not None else "")
    ranged = f", {within} {lab.unit}".rstrip() if within else ""
    return Markup('{} within {}{} <span class="ps-quiet">{}</span>').format(
        shown(lab.words), count(lab.within_months, "month"), shown(ranged) if ranged else NOTHING, ", ".join(lab.loincs)
    )


def version_entry(version: ProtocolVersion) -> Markup:
    """How it stood: who changed it and when, whether it was approved, and folded what it asked."""
    who = NOTHING
    if version.actor:
        who = Markup("{} {}").format(shown(version.actor), CHANGES.get(version.change, version.change))
    approved = NOTHING
    if version.approved_by:
        approved = Markup(", approved by {}{}").format(
            shown(version.approved_by), ", in force" if version.active else ""
        )
    return Markup(
        '<p>{} <span class="ps-quiet">{} · version {}{}</span></p><details class="ps-earlier"><summary>What it asked'
        "</summary>{}</details>"
    ).format(who or FOUND, day_of(version.at), version.version, approved, _asked(version))


def _asked(version: ProtocolVersion) -> Markup:
    try:
        return rule_facts(from_json(version.rule), source=False)
    except ProtocolProblem as problem:
        return Markup("<p>It can't be read: {}</p>").format(shown(str(problem)))
