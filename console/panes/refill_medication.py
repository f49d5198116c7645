"""The medication that is asked for: what is taken, what was given out, and earlier requests for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from markupsafe import Markup

from console.kit.text import joined, shown
from console.kit.times import day
from console.panes.refill_words import DECISIONS, NOTHING, day_of, supply
from db.queries.refill_lines import DispenseLine, PharmacyLine
from db.queries.refills import RefillDetail
from rules.words import count

FEW = 3


def medication_facts(one: RefillDetail, today: date) -> Markup:
    """The medication as the chart has it. What the chart doesn't say is said to be missing."""
    facts = joined(Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(*fact) for fact in _facts(one, today))
    return Markup('<dl class="ps-stands" aria-label="Medication">{}</dl>').format(facts)


def _facts(one: RefillDetail, today: date) -> Iterator[tuple[str, Markup]]:
    drug = one.medication
    if drug.stopped_on is not None:
        yield "Discontinued", Markup('<strong class="ps-pending">{}</strong>').format(day(drug.stopped_on))
    changed = NOTHING
    if drug.dose_changed_on is not None:
        changed = Markup(' <span class="ps-quiet">since {}</span>').format(day(drug.dose_changed_on))
    yield "Dose", (_known(drug.dose) + changed)
    yield "Directions", _known(drug.directions)
    if drug.reason:
        yield "For", shown(drug.reason)
    given = f"{drug.quantity.normalize():f} {drug.quantity_unit}".strip() if drug.quantity is not None else ""
    per = f"for {count(drug.days_supply, 'day')}" if drug.days_supply else ""
    as_needed = ", as needed" if drug.as_needed else ""
    yield "Supply", _known(f"{given} {per}".strip() + as_needed if given or per else as_needed.removeprefix(", "))
    yield "Supply ends", _ends(one, today)
    yield "Refills left", _known("" if drug.refills_left is None else str(drug.refills_left))
    yield "Prescriber", _known(drug.prescriber)
    yield "Pharmacy", pharmacy_words(one.pharmacy)


def _ends(one: RefillDetail, today: date) -> Markup:
    if one.supply_ends is None:
        return _known("")
    share = NOTHING
    if one.covered is not None:
        share = Markup(' <span class="ps-quiet">{} % of the last 180 days covered</span>').format(
            int(one.covered * 100)
        )
    css = "ps-overdue" if one.supply_ends <= today else ""
    word = "ended " if one.supply_ends <= today else ""
    return Markup('<span class="{}">{}{}</span>').format(css, word, day(one.supply_ends)) + share


def pharmacy_words(pharmacy: PharmacyLine | None) -> Markup:
    """Where an order would go, and how it reaches them."""
    if pharmacy is None:
        return Markup('<span class="ps-pending">none known: the order is printed</span>')
    reached = (pharmacy.phone, f"fax {pharmacy.fax}" if pharmacy.fax else "", "takes mail" if pharmacy.email else "")
    said = joined((shown(part) for part in reached if part), " · ")
    return Markup('{} <span class="ps-quiet">{}</span>').format(shown(pharmacy.name), said)


def _known(value: str) -> Markup:
    return shown(value) if value else Markup('<span class="ps-quiet">not in the chart</span>')


def dispensed(one: RefillDetail) -> Markup:
    """What pharmacies gave out, the newest first; of many the rest folded."""
    if not one.dispenses:
        return Markup('<p class="ps-quiet">No dispense is known.</p>')
    first, rest = one.dispenses[:FEW], one.dispenses[FEW:]
    more = NOTHING
    if rest:
        words = f"{count(len(rest), 'earlier dispense')}{', and more before' if one.more_dispenses else ''}"
        more = Markup('<details class="ps-earlier"><summary>{}</summary>{}</details>').format(words, _dispenses(rest))
    return Markup('<h4 class="ps-part">Dispensed</h4>{}{}').format(_dispenses(first), more)


def _dispenses(lines: tuple[DispenseLine, ...]) -> Markup:
    return Markup('<ul class="ps-lines-of">{}</ul>').format(
        joined(
            Markup('<li>{} · {}{} <span class="ps-quiet">{}</span></li>').format(
                day(line.on), count(line.days, "day"), f" ({line.quantity})" if line.quantity else "",
                shown(line.pharmacy),
            )
            for line in lines
        )
    )  # fmt: skip


def earlier_requests(one: RefillDetail) -> Markup:
    """What came of earlier requests for it, folded."""
    if not one.earlier:
        return NOTHING
    lines = joined(
        Markup('<li>{}: {} <span class="ps-quiet">by {} {}</span></li>').format(
            day_of(line.asked_at), DECISIONS.get(line.decision, line.decision), shown(line.decided_by),
            supply(line.days, line.refills),
        )
        for line in one.earlier
    )  # fmt: skip
    return Markup(
        '<details class="ps-earlier"><summary>{} for it</summary><ul class="ps-lines-of">{}</ul></details>'
    ).format(count(len(one.earlier), "earlier request"), lines)
