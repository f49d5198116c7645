"""Reconciling: the bank's lines and the payouts that nothing was found for, each beside what it may be."""

from __future__ import annotations

from console.kit.page import Page
from console.panes import reconcile
from db.roles import Permission

PAGE = Page(
    title="Reconcile",
    icon=":material/compare_arrows:",
    url_path="reconcile",
    needs=Permission.PAYMENTS_READ,
    render=reconcile.draw_page,
)
