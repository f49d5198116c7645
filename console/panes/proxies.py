"""A request for access: who asks for whom, what was checked, what can be given, and the access there is already."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup
from sqlalchemy.orm import Session

from console.kit.doing import Deed
from console.kit.links import link_to
from console.kit.pressing import hear_presses
from console.kit.text import draw, joined
from console.panes.calls import call_deeds
from console.panes.history import draw_history
from console.panes.proxy_answering import answer_deeds
from console.panes.proxy_candidates import candidates_list
from console.panes.proxy_checks import check_deeds, check_presses, checks_list
from console.panes.proxy_choosing import chosen_basis, draw_choice
from console.panes.proxy_head import (
    consent_line,
    decided,
    first_box,
    papers_list,
    proxy_card,
    request_head,
    warning_boxes,
)
from console.panes.proxy_patient import account_button, finding_deeds, finding_presses
from console.panes.proxy_words import grant_facts
from console.session import me
from db.credentials import Credential
from db.queries import proxies, task_pane
from db.queries.proxy_detail import ProxyDetail
from db.queries.proxy_lines import GrantLine
from db.queries.task_pane import Together
from db.queries.tasks import TaskDetail
from db.roles import Permission

SHEETS = ("labs.css", "refills.css", "proxies.css")


@dataclass(frozen=True, slots=True)
class Content:
    """What the pane shows."""

    detail: ProxyDetail
    together: Together


def load(session: Session, viewer: Credential, task: TaskDetail) -> Content:
    """Read the request as it stands now."""
    detail = proxies.detail(session, viewer=viewer, task_id=task.id)
    return Content(detail, task_pane.together(session, viewer=viewer, task_id=task.id))


def deeds(task: TaskDetail, content: Content) -> tuple[Deed, ...]:
    """What the person may do about it, beside what every task has."""
    one = content.detail
    calls = call_deeds(task) if task.is_open and one.may else ()
    return (*answer_deeds(one), *check_deeds(one), *finding_deeds(one), *calls)


def render(task: TaskDetail, content: Content) -> None:
    """Draw the request beside the access that both sides have already."""
    one = content.detail
    left, right = st.columns([5, 3], gap="medium")
    with left:
        draw(_request(task, one))
        draw_choice(task, one)
        draw_history(task)
    with right:
        draw(_beside(task, one))
        if one.patient is not None and me().may(Permission.PATIENT_VIEW):
            link_to("Patient's page", "patients", ":material/person:", patient=str(one.patient.id))
        link_to("All access", "access", ":material/key:")
    hear_presses(f"proxy:{task.id}", check_presses(task, one) | finding_presses(task, one))


def _request(task: TaskDetail, one: ProxyDetail) -> Markup:
    """In one piece, what there is to press in it too: a click draws it all anew."""
    papers = Markup('<h4 class="ps-part">Consent and papers</h4>') + consent_line(one, task) + papers_list(one, task)
    return joined(
        (
            request_head(one, task),
            decided(one, task),
            warning_boxes(one),
            candidates_list(task, one),
            checks_list(task, one, chosen_basis(task, one)),
            papers,
            first_box(one, task),
        )
    )


def _beside(task: TaskDetail, one: ProxyDetail) -> Markup:
    return joined(
        (
            proxy_card(one, task),
            account_button(task, one),
            _access("Who acts for the patient", "Nobody yet.", one.of_patient, task),
            _access("For whom they act elsewhere", "For nobody.", one.of_proxy, task, of_proxy=True),
        )
    )


def _access(title: str, none: str, lines: Iterable[GrantLine], task: TaskDetail, *, of_proxy: bool = False) -> Markup:
    facts = joined(grant_facts(line, task.now, of_proxy=of_proxy) for line in lines)
    body = Markup('<ul class="ps-lines-of">{}</ul>').format(facts) if facts else Markup("<p>{}</p>").format(none)
    return Markup('<div class="ps-context"><h3>{}</h3>{}</div>').format(title, body)
