"""The lists of the register: what each is called and holds, how much stands on it, and which one is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from db.queries.paging import Count
from db.queries.proxy_register import AGED, ALL, IN_FORCE, REVOKED, SOON, UNUSED

VIEW, STARTS, COUNTS = "register:view", "register:starts", "register:counts"
VIEWS = {
    IN_FORCE: "In force",
    SOON: "Changes soon",
    UNUSED: "Never used",
    AGED: "Aged out",
    REVOKED: "Revoked",
    ALL: "All",
}
ABOUT = {
    IN_FORCE: "Access that isn't over, the newest first.",
    SOON: "Ends or narrows by itself within 90 days, the first on top. Both sides are told ahead.",
    UNUSED: "In force for a month or more, and never used.",
    AGED: "Access to minors who have come of age: it opens nothing any more.",
    REVOKED: "Ended by staff, the patient or the proxy, the latest first.",
    ALL: "All there ever was, the newest first.",
}
EMPTY = {
    IN_FORCE: "Nobody has access to somebody else's record.",
    SOON: "Nothing changes by itself within 90 days.",
    UNUSED: "All access was used, or is too new to ask.",
    AGED: "No access has aged out.",
    REVOKED: "No access was revoked.",
    ALL: "There was never any access.",
}


def draw_views(view: str, badges: Mapping[str, Count]) -> None:
    """A button for each list with how much is on it."""
    for name, title in VIEWS.items():
        st.button(
            f"{title} {badges[name]}", key=f"register:view:{name}", on_click=_choose, args=(name,),
            type="primary" if name == view else "secondary",
        )  # fmt: skip


def _choose(view: str) -> None:
    st.session_state[VIEW] = view
    from_the_start()


def from_the_start() -> None:
    """The list begins with its first page again; in a callback."""
    st.session_state.pop(STARTS, None)


def counted(what: object, count: Callable[[], Mapping[str, Count]]) -> Mapping[str, Count]:
    """How much is on each list, as counted when this was first looked at: opening one access after the other costs
    no count of them all.
    """
    kept: tuple[object, Mapping[str, Count]] | None = st.session_state.get(COUNTS)
    if kept is None or kept[0] != what:
        kept = st.session_state[COUNTS] = (what, count())
    return kept[1]


def count_anew() -> None:
    """The next drawing counts the lists: something was done, or the page was opened."""
    st.session_state.pop(COUNTS, None)
