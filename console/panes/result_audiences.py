"""To whom a deed about a result applies: everybody, the patient, the proxies, or one of them by name."""

from __future__ import annotations

from typing import Any

import streamlit as st

from console.kit.queue_deeds import field
from console.kit.text import option
from db.queries.results import ReportDetail
from db.queries.tasks import TaskDetail

ONE = "account:"  # and the account's id


def audience_field(task: TaskDetail, deed: str, report: ReportDetail, label: str, *, first: str = "everybody") -> str:
    """The field; returns its key. Proxies are offered where there are any."""
    choices = audiences(report)
    key = field(task, deed, "audience")
    at = list(choices).index(first) if first in choices else 0
    st.selectbox(label, list(choices), index=at, format_func=lambda name: option(choices[name]), key=key)
    return key


def audiences(report: ReportDetail) -> dict[str, str]:
    """What can be chosen, in words."""
    proxies = [one for one in report.accounts if not one.own]
    if not proxies:
        return {"everybody": "The patient, and every proxy to come", "patient": "The patient alone"}
    found = {"everybody": "The patient and every proxy", "patient": "The patient alone", "proxies": "Every proxy"}
    return found | {f"{ONE}{one.id}": f"{one.name} ({one.relation}) alone" for one in proxies}


def chosen_audience(key: str) -> dict[str, Any]:
    """As actions take it; in a callback."""
    chosen = str(st.session_state.get(key) or "everybody")
    if chosen.startswith(ONE):
        return {"audience": "account", "account_id": int(chosen.removeprefix(ONE))}
    return {"audience": chosen, "account_id": None}
