"""Every page, in the order of the navigation. A new page is one line here."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.navigation.page import Page as StreamlitPage

from console.kit.navigation import every_address, permitted_pages
from console.kit.page import Page
from console.pages import (
    account,
    inbox,
    lab_files,
    message,
    money,
    outbox,
    patients,
    pharmacies,
    pharmacy_orders,
    post_result,
    proxies,
    proxy_asking,
    proxy_register,
    refill_asking,
    refill_protocols,
    refills,
    reply_templates,
    result_follow_up,
    results,
    todo,
    unmatched,
)
from db.credentials import Actor

# What people do all day comes first: what doesn't fit stands under "more".
WORK = (results.PAGE, refills.PAGE, proxies.PAGE, *money.WORK, patients.PAGE)
BESIDE = (todo.PAGE, unmatched.PAGE)
LISTS = (proxy_register.PAGE, result_follow_up.PAGE, post_result.PAGE, pharmacy_orders.PAGE, *money.LISTS)
ASKING = (*money.ASKING, refill_asking.PAGE, proxy_asking.PAGE)
SETTINGS = (outbox.PAGE, lab_files.PAGE, refill_protocols.PAGE, pharmacies.PAGE, reply_templates.PAGE)
UNLISTED = (message.PAGE, account.PAGE)
PAGES: tuple[Page, ...] = (inbox.PAGE, *WORK, *BESIDE, *LISTS, *ASKING, *SETTINGS, *UNLISTED)


def pages_for(actor: Actor) -> list[StreamlitPage]:
    """The pages that this person's role may open; the first listed one is where they start."""
    return permitted_pages(PAGES, actor)


def addresses(render: Callable[[], None]) -> list[StreamlitPage]:
    """Every address, drawn by `render`: so that whoever signs in stays at the address they came for."""
    return every_address(PAGES, render)
