"""An order to a pharmacy in words: what was ordered, for whom, where it goes, and how it stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from markupsafe import Markup

from console.kit.text import joined, shown
from console.panes.refill_words import NOTHING, since, supply
from db.models import OrderState
from db.queries.refill_lines import OrderLine

STATES = {
    OrderState.WAITING: "Waits to leave by mail",
    OrderState.TO_PRINT: "To be printed or faxed",
    OrderState.SENT: "Sent",
    OrderState.ACKNOWLEDGED: "Confirmed by the pharmacy",
    OrderState.FAILED: "Did not leave: phone the pharmacy, or fax it",
    OrderState.CANCELLED: "Taken back",
}
HOW = {"mail": "by mail", "print": "printed and handed over", "fax": "by fax", "phone": "by telephone"}
OPEN = (OrderState.WAITING, OrderState.TO_PRINT, OrderState.FAILED)
UNKNOWN = "It isn't known whether the mail arrived: ask the pharmacy whether they have it."


def mail_unknown(order: OrderLine) -> bool:
    """Whether the order still waits, and nobody can say if its mail arrived."""
    return order.mail == "unknown" and order.state in OPEN


def order_facts(order: OrderLine, now: datetime) -> Markup:
    """What was ordered, where, and how it stands."""
    facts = joined(Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(*fact) for fact in _facts(order, now))
    return Markup('<dl class="ps-stands" aria-label="Order to the pharmacy">{}</dl>').format(facts)


def _facts(order: OrderLine, now: datetime) -> Iterator[tuple[str, Markup]]:
    reached = (order.pharmacy_phone, f"fax {order.pharmacy_fax}" if order.pharmacy_fax else "")
    reach = joined((shown(part) for part in reached if part), " · ")
    to = shown(order.pharmacy) if order.pharmacy else Markup("whichever the patient takes it to")
    quantity = f" ({order.quantity})" if order.quantity else ""
    yield "Order", Markup("{}{} for {}").format(supply(order.days, order.refills), quantity, shown(order.medication))
    yield (
        "By",
        Markup('{} {} <span class="ps-quiet">· prescriber {}</span>').format(
            shown(order.ordered_by), since(order.ordered_at, now), shown(order.prescriber)
        ),
    )
    yield "To", Markup('{} <span class="ps-quiet">{}</span>').format(to, reach)
    yield "State", _state(order, now)


def _state(order: OrderLine, now: datetime) -> Markup:
    css = "ps-pending" if order.state in OPEN else ""
    words = Markup('<strong class="{}">{}</strong>').format(
        css, UNKNOWN if mail_unknown(order) else STATES[order.state]
    )
    how = f" {HOW.get(order.sent_how, order.sent_how)}" if order.sent_how else ""
    sent = NOTHING
    if order.sent_at is not None:
        said = "" if order.state == OrderState.SENT else ", sent"
        who = Markup(" by {}").format(shown(order.sent_by)) if order.sent_how != "mail" else NOTHING
        sent = Markup("{}{}{} {}").format(said, how, who, since(order.sent_at, now))
    if order.acknowledged_at is not None:
        words += Markup(", noted by {} {}").format(shown(order.acknowledged_by), since(order.acknowledged_at, now))
    return words + sent
