"""Who a task is about: the same line above every task, so that nobody answers the wrong person."""

from __future__ import annotations

from datetime import datetime

from markupsafe import Markup

from console.kit.text import joined, shown
from console.kit.times import absolute, age_text
from db.queries.patients import PatientHeader

LANGUAGES = {"en": "English", "es": "Spanish"}


def patient_banner(patient: PatientHeader, now: datetime) -> Markup:
    """Who it is about, so that nobody answers the wrong person: name, age, sex, record number, language."""
    facts = [
        Markup("{} {}").format(age_text(patient.birth_date, now), patient.sex),
        Markup("born {:%d %b %Y}").format(patient.birth_date),
        Markup("MRN {}").format(shown(patient.mrn)),
    ]
    if patient.language != "en" or patient.interpreter:
        language = LANGUAGES.get(patient.language, patient.language)
        facts.append(Markup("<strong>{}{}</strong>").format(language, ", interpreter" if patient.interpreter else ""))
    if patient.phone:
        facts.append(phone_link(patient.phone))
    deceased = (
        Markup(' <span class="ps-deceased" title="{}">Deceased</span>').format(absolute(patient.deceased_at))
        if patient.deceased_at is not None
        else Markup("")
    )
    warning = (
        Markup('<p class="ps-danger">{}</p>').format(shown(patient.restrictions))
        if patient.restrictions
        else Markup("")
    )
    return Markup('<div class="ps-banner"><h2>{}{}</h2><p>{}</p>{}</div>').format(
        shown(patient.name), deceased, joined(facts, " · "), warning
    )


def phone_link(phone: str) -> Markup:
    """A telephone number that a telephone on the desk can dial."""
    digits = "".join(sign for sign in phone if sign.isdigit() or sign == "+")
    return Markup('<a class="ps-phone" href="tel:{}">{}</a>').format(digits, shown(phone))
