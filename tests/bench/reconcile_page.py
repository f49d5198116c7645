"""One clerk on the page that reconciles: lines of every kind opened and matched, lists changed, the page rerun."""

from __future__ import annotations

from tests.bench import gestures
from tests.bench.clicks import Note, QueuePage
from tests.bench.loading import PAYMENTS
from tests.bench.websocket import Tab

OPEN, MATCH, VIEW, MORE, WHOLE = "open a line", "match, and the next", "switch lists", "show more", "whole page, rerun"
KINDS = ("Bank", "Payouts", "Remittances", "Card lines")
LINES, RERUNS = 6, 4  # of each kind, and of the whole page, a round


async def visit(tab: Tab, note: Note) -> None:
    """A round: the page as it is opened, every kind's list, and the lines at both ends of each."""
    for _ in range(RERUNS):
        await note(WHOLE, tab.open())
    if gestures.can_show_more(tab):
        await note(MORE, gestures.show_more(tab))
    for kind in KINDS:
        await note(VIEW, gestures.switch_view(tab, kind))
        lines = [row["id"] for row in gestures.rows(tab)]
        for line in dict.fromkeys((*lines[: LINES // 2], *lines[-LINES // 2 :])):
            await note(OPEN, gestures.open_task(tab, line))
        if gestures.can_press(tab, "Match"):
            await note(MATCH, gestures.press(tab, "Match"))


PAGE = QueuePage("Reconciling", "reconcile", PAYMENTS, (OPEN, MATCH, VIEW, MORE, WHOLE), visit=visit)
