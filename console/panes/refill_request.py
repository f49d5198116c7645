"""What a refill request asks for: the medication, who asks and in which words, and since when it waits."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from console.kit.text import block, joined, shown
from console.panes.refill_words import NOTHING, asked_by, business_hours, controlled_words, since
from db.queries.refills import RefillDetail
from db.queries.tasks import TaskDetail
from rules.drugs import CLASSES


def request_head(one: RefillDetail, task: TaskDetail) -> Markup:
    """What is asked for, by whom, and in which words; another dose than before stands out."""
    drug = one.medication
    controlled = NOTHING
    if words := controlled_words(one):
        controlled = Markup(' <span class="ps-status ps-controlled">{}</span>').format(words)
    dose = NOTHING
    if one.asked_dose:
        dose = Markup("<p><strong>Asks for another dose:</strong> {}</p>").format(shown(one.asked_dose))
    note = Markup('<div class="ps-remark">{}</div>').format(block(one.note)) if one.note else NOTHING
    waits = NOTHING
    if one.turnaround is not None and not one.decision:
        waits = Markup(" · waits for {}").format(business_hours(one.turnaround))
    return Markup(
        '<div class="ps-report"><h3>{}{}</h3><p class="ps-quiet">{} · asked by {} {}{}</p>{}{}{}</div>'
    ).format(
        shown(one.headline), controlled, CLASSES.get(drug.drug_class, drug.drug_class),
        asked_by(one.source, one.requested_by, one.account), since(one.asked_at, task.now), waits, dose, note,
        joined(_merged(one, task)),
    )  # fmt: skip


def _merged(one: RefillDetail, task: TaskDetail) -> Iterator[Markup]:
    """Who asked for the same, whose requests were merged into this one."""
    for other in one.merged:
        note = Markup('<div class="ps-remark">{}</div>').format(block(other.note)) if other.note else NOTHING
        yield Markup('<p class="ps-quiet">Also asked by {} {}</p>{}').format(
            asked_by(other.source, other.requested_by), since(other.asked_at, task.now), note
        )
