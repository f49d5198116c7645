"""What is checked before somebody may act for a patient: each point with its finding, what showed it and who looked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st
from markupsafe import Markup

from console.kit.doing import Deed, begin, finish
from console.kit.pressing import press_button
from console.kit.queue_deeds import field, typed
from console.kit.text import joined, shown
from console.panes.proxy_words import NOTHING, VERDICTS, since
from db.actions.proxy_checks import LONGEST, check
from db.queries.proxy_detail import CheckLine, ProxyDetail
from db.queries.tasks import TaskDetail
from rules.proxy_scopes import CHECKS, NOTED

CHECK = "proxy-check"
ANSWERS = {"met": "Met: it is so", "unmet": "Not met: it isn't so", "unknown": "Not known"}
# What counts as evidence, so that nobody has to guess what to write.
HINTS = {
    "proxy-identity": "Which document was shown, such as a passport; where it was seen.",
    "patient-identity": "Which document, or the name, birth date and address that agree with the record.",
    "relation": "Birth certificate, court order, the patient's own word.",
    "authority": "The patient's consent, a power of attorney, a court order: signed when.",
    "safeguarding": "Who was asked whether access could harm the patient, and what they said. No details of the case.",
    "others-asked": "Who else has responsibility, such as the other parent, and what they said.",
    "own-email": "How it is known that nobody else reads the patient's mail.",
}


def check_deeds(one: ProxyDetail) -> tuple[Deed, ...]:
    """Noting a check, for who works on it."""
    if "check" not in one.may:
        return ()
    return (Deed(CHECK, "Note a check", ":material/fact_check:", "", _draw, listed=False),)


def checks_list(task: TaskDetail, one: ProxyDetail, basis: str) -> Markup:
    """Every point in its order, with the button to note it; those that the ground doesn't need are said to be so."""
    needed = one.needed(basis) if basis else tuple(CHECKS)
    done = sum(kind in one.checks and one.checks[kind].verdict == "met" for kind in needed)
    rows = joined(_row(kind, one, task, needed=kind in needed) for kind in CHECKS)
    return Markup(
        '<h4 class="ps-part">Checks <span class="ps-quiet">{} of {} met</span></h4><ul class="ps-checks">{}</ul>{}'
    ).format(done, len(needed), rows, _earlier(one, task) if one.earlier_checks else NOTHING)


def check_presses(task: TaskDetail, one: ProxyDetail) -> dict[str, Callable[[], object]]:
    """What the buttons of `checks_list` do."""
    return {_name(task, kind): partial(_open, task, kind) for kind in CHECKS} if "check" in one.may else {}


def _name(task: TaskDetail, kind: str) -> str:
    return f"check:{task.id}:{kind}"


def _row(kind: str, one: ProxyDetail, task: TaskDetail, *, needed: bool) -> Markup:
    words, line, button = CHECKS[kind], one.checks.get(kind), NOTHING
    verdict = line.verdict if line else "unknown"
    sign, word = VERDICTS[verdict]
    if not needed and line is None:
        verdict, sign, word = "spare", "·", "not needed on this ground"
    if "check" in one.may:
        label, hint = "Change" if line else "Note", f"{words}: note what you found"
        button = press_button(_name(task, kind), label, about=words, hint=hint, kind="quiet")
    return Markup(
        '<li><div class="ps-check ps-asked-{}"><p><span class="ps-verdict"><span aria-hidden="true">{}</span></span> '
        '<strong>{}</strong> <span class="ps-verdict">{}</span></p>{}</div>{}</li>'
    ).format(verdict, sign, words, word, evidence_line(line, task) if line else NOTHING, button)


def evidence_line(line: CheckLine, task: TaskDetail) -> Markup:
    """What showed a finding, who noted it and when."""
    return Markup('<p class="ps-evidence">{} <span class="ps-quiet">{}, {}</span></p>').format(
        shown(line.evidence), shown(line.by), since(line.at, task.now)
    )


def _earlier(one: ProxyDetail, task: TaskDetail) -> Markup:
    lines = joined(
        Markup("<li>{}: {} {}</li>").format(NOTED[line.kind], VERDICTS[line.verdict][1], evidence_line(line, task))
        for line in one.earlier_checks
    )
    return Markup(
        '<details class="ps-earlier"><summary>Earlier findings</summary><ul class="ps-lines-of">{}</ul></details>'
    ).format(lines)


def _open(task: TaskDetail, kind: str) -> None:
    st.session_state[field(task, CHECK, "kind")] = kind
    begin(task.id, CHECK)


def _draw(task: TaskDetail, content: Any) -> None:
    one: ProxyDetail = content.detail
    kind = st.session_state.get(field(task, CHECK, "kind"), next(iter(CHECKS)))
    line = one.checks.get(kind)
    verdict, evidence = field(task, CHECK, f"verdict-{kind}"), field(task, CHECK, f"evidence-{kind}")
    st.markdown(f"**{CHECKS[kind]}**")
    with st.form(field(task, CHECK, f"form-{kind}"), border=False):
        at = list(ANSWERS).index(line.verdict) if line else None
        st.radio("What did you find?", list(ANSWERS), index=at, format_func=ANSWERS.__getitem__, key=verdict)
        st.text_area("What shows it", key=evidence, height=100, max_chars=LONGEST, placeholder=HINTS[kind])
        st.form_submit_button("Note it", type="primary", on_click=_check, args=(task, kind, verdict, evidence))


def _check(task: TaskDetail, kind: str, verdict: str, evidence: str) -> None:
    finish(
        task,
        check,
        f"Noted: {CHECKS[kind][0].lower()}{CHECKS[kind][1:]}.",
        task_id=task.id,
        seen_version=task.version,
        kind=kind,
        verdict=str(st.session_state.get(verdict) or ""),
        evidence=typed(evidence),
    )
