"""The patient beside a task: the banner above everything, and the clinical context."""

from __future__ import annotations

from datetime import datetime

import streamlit as st
from markupsafe import Markup

from console.kit.text import draw, joined, shown
from console.kit.times import absolute, age
from db.queries.patients import Fact, PatientContext, PatientHeader

LANGUAGES = {"en": "English", "es": "Spanish"}


def patient_banner(patient: PatientHeader, now: datetime) -> Markup:
    """Who it is about, so that nobody answers the wrong person: name, age, sex, record number, language."""
    facts = [
        Markup("{} {}").format(age(patient.birth_date, now), patient.sex),
        Markup("born {:%d %b %Y}").format(patient.birth_date),
        Markup("MRN {}").format(shown(patient.mrn)),
    ]
    if patient.language != "en" or patient.interpreter:
        language = LANGUAGES.get(patient.language, patient.language)
        facts.append(Markup("<strong>{}{}</strong>").format(language, ", interpreter" if patient.interpreter else ""))
    if patient.phone:
        facts.append(Markup("{}").format(shown(patient.phone)))
    warnings = []
    if patient.deceased_at is not None:
        warnings.append(Markup('<p class="ps-danger" title="{}">Deceased</p>').format(absolute(patient.deceased_at)))
    if patient.restrictions:
        warnings.append(Markup('<p class="ps-danger">{}</p>').format(shown(patient.restrictions)))
    return Markup('<div class="ps-banner"><h2>{}</h2><p>{}</p>{}</div>').format(
        shown(patient.name), joined(facts, " · "), joined(warnings)
    )


def draw_context(context: PatientContext) -> None:
    """Allergies first: what a reply may never forget. Then problems, medications, results, visits."""
    if not context.clinical:
        st.caption("Your role sees no clinical facts.")
        return
    sections = (
        ("Allergies", context.allergies, "None recorded"),
        ("Problems", context.problems, "None recorded"),
        ("Medications", context.medications, "None active"),
        ("Recent results", context.results, "None recorded"),
        ("Visits", context.visits, "None recorded"),
        ("Proxies", context.proxies, ""),
        ("Other open tasks", context.other_tasks, ""),
    )
    draw(
        Markup(
            '<div class="ps-context" role="complementary" aria-label="About the patient" tabindex="0">{}</div>'
        ).format(joined(_section(title, facts, none) for title, facts, none in sections if facts or none))
    )


def _section(title: str, facts: tuple[Fact, ...], none: str) -> Markup:
    if not facts:
        return Markup('<h3>{}</h3><p class="ps-quiet">{}</p>').format(title, none)
    return Markup("<h3>{}</h3><ul>{}</ul>").format(title, joined(_fact(fact) for fact in facts))


def _fact(fact: Fact) -> Markup:
    detail = Markup(' <span class="ps-detail">{}</span>').format(shown(fact.detail)) if fact.detail else Markup("")
    on = Markup(' <span class="ps-quiet">{:%b %Y}</span>').format(fact.on) if fact.on else Markup("")
    return Markup("<li>{}{}{}</li>").format(shown(fact.what), detail, on)
