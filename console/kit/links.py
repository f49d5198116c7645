"""Links to another page of the app, which don't load it anew. An address holds ids, never names or words."""

from __future__ import annotations

import streamlit as st

from console.kit.going import go
from console.kit.queue_address import OPEN


def link_to(label: str, url_path: str, icon: str = "", **address: str) -> None:
    """A link to the page at `url_path`."""
    # Streamlit knows its pages by their address alone; whether the person may open it is asked there.
    page = st.Page(_never_drawn, title=url_path, url_path=url_path)
    st.page_link(page, label=label, icon=icon or None, query_params=address)


def lead_to(label: str, queue: str, task_id: int, icon: str, *, where: str = "") -> None:
    """To another task, also of the queue that is on screen, whose view and filters stay as they are.

    A button: the page on screen takes its address for its own, and would not follow a link to itself. `where` on
    the page it stands tells it from another one to the same task.
    """
    st.button(
        label, icon=icon, key=f"lead:{where}{queue}:{task_id}", type="tertiary", on_click=_lead, args=(queue, task_id)
    )


def _lead(queue: str, task_id: int) -> None:
    here = st.query_params.to_dict() if st.session_state.get(OPEN) == queue else {}
    go(queue, **here | {"task": str(task_id)})


def _never_drawn() -> None: ...
