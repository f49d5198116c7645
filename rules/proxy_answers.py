"""What both sides are told of proxy access, which papers are asked for, and why a request is denied.

A mail may be read by others: it names no patient, no proxy and nothing of the record. What it is about is read in the
portal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rules.refill_answers import spoken

# Why a request is denied, as staff choose it. The person asking is told that it was, not why: a reason can say
# whether the clinic knows such a patient.
DENIALS: Mapping[str, str] = {
    "identity": "Not sure who is asking",
    "no-patient": "No such patient here",
    "not-related": "The relation isn't proved",
    "no-authority": "No consent, and no authority by law",
    "safeguarding": "Safeguarding",
    "patient-refused": "The patient doesn't want it",
    "papers-missing": "The papers didn't come",
    "other": "Another reason",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that can be asked for: its name, and what the person asking reads, by language."""

    words: str
    text: Mapping[str, str]


PAPERS: Mapping[str, Paper] = {
    "identity": Paper(
        "Identity document",
        {"en": "a copy of your identity document", "es": "una copia de su documento de identidad"},
    ),
    "birth-certificate": Paper(
        "Birth certificate", {"en": "the birth certificate", "es": "el certificado de nacimiento"}
    ),
    "court-order": Paper("Court order", {"en": "the court's order", "es": "la orden del tribunal"}),
    "power-of-attorney": Paper("Power of attorney", {"en": "the power of attorney", "es": "el poder notarial"}),
    "consent": Paper(
        "Signed consent",
        {
            "en": "the consent, signed by the person you want to act for",
            "es": "el consentimiento, firmado por la persona a quien quiere representar",
        },
    ),
}
ASKED_FOR = {"en": "Please send us: {papers}.", "es": "Envíenos: {papers}."}

# What mails say by what happened, side and language: a subject and a text. {clinic}, {login}, {papers} and {day} are
# filled in.
LETTERS: Mapping[str, Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "granted": {
        "patient": {
            "en": (
                "Somebody may now act for you",
                "{clinic} gave somebody access to your patient portal. Sign in to see who it is and what they may do, "
                "or to end it. If you didn't expect this, call us.",
            ),
            "es": (
                "Ahora alguien puede actuar por usted",
                "{clinic} dio a alguien acceso a su portal. Inicie sesión para ver quién es y qué puede hacer, o para "
                "terminarlo. Si no lo esperaba, llámenos.",
            ),
        },
        "proxy": {
            "en": (
                "Your request for access was answered",
                "{clinic} answered your request to act for somebody. Sign in to the patient portal to see the answer.",
            ),
            "es": (
                "Su solicitud de acceso fue respondida",
                "{clinic} respondió a su solicitud de actuar por otra persona. Inicie sesión en el portal para ver la "
                "respuesta.",
            ),
        },
    },
    "invited": {
        "proxy": {
            "en": (
                "An invitation to the patient portal",
                "You may act for somebody in the patient portal of {clinic}. Your user name is {login}. Keep it to "
                "yourself: this account is yours alone. If you don't know why you get this, call us.",
            ),
            "es": (
                "Una invitación al portal de pacientes",
                "Usted puede actuar por otra persona en el portal de {clinic}. Su nombre de usuario es {login}. No lo "
                "comparta: esta cuenta es solo suya. Si no sabe por qué recibe esto, llámenos.",
            ),
        },
    },
    "changed": {
        "patient": {
            "en": (
                "Somebody's access changed",
                "What somebody may do for you in the patient portal of {clinic} has changed. Sign in to see it.",
            ),
            "es": (
                "El acceso de alguien cambió",
                "Lo que alguien puede hacer por usted en el portal de {clinic} ha cambiado. Inicie sesión para verlo.",
            ),
        },
        "proxy": {
            "en": (
                "Your access changed",
                "What you may do for somebody in the patient portal of {clinic} has changed. Sign in to see it.",
            ),
            "es": (
                "Su acceso cambió",
                "Lo que usted puede hacer por otra persona en el portal de {clinic} ha cambiado. Inicie sesión para "
                "verlo.",
            ),
        },
    },
    "renewed": {
        "patient": {
            "en": (
                "Somebody's access was renewed",
                "{clinic} renewed somebody's access to your patient portal. Sign in to see until when, or to end it.",
            ),
            "es": (
                "El acceso de alguien fue renovado",
                "{clinic} renovó el acceso de alguien a su portal. Inicie sesión para ver hasta cuándo, o para "
                "terminarlo.",
            ),
        },
        "proxy": {
            "en": (
                "Your access was renewed",
                "{clinic} renewed your access to act for somebody. Sign in to the patient portal to see until when.",
            ),
            "es": (
                "Su acceso fue renovado",
                "{clinic} renovó su acceso para actuar por otra persona. Inicie sesión en el portal para ver hasta "
                "cuándo.",
            ),
        },
    },
    "soon": {
        "patient": {
            "en": (
                "Somebody's access will change",
                "On {day}, what somebody may do for you in the patient portal of {clinic} changes or ends. Sign in to "
                "see who has access. Call us with any question.",
            ),
            "es": (
                "El acceso de alguien cambiará",
                "El {day} cambia o termina lo que alguien puede hacer por usted en el portal de {clinic}. Inicie "
                "sesión para ver quién tiene acceso. Llámenos si tiene preguntas.",
            ),
        },
        "proxy": {
            "en": (
                "Your access will change",
                "On {day}, what you may do for somebody in the patient portal of {clinic} changes or ends. If it "
                "should go on, ask us in time.",
            ),
            "es": (
                "Su acceso cambiará",
                "El {day} cambia o termina lo que usted puede hacer por otra persona en el portal de {clinic}. Si "
                "debe continuar, pídalo a tiempo.",
            ),
        },
    },
    "ended": {
        "patient": {
            "en": (
                "Somebody's access has ended",
                "Somebody who could act for you in the patient portal of {clinic} can't any more. Sign in to see who "
                "has access.",
            ),
            "es": (
                "El acceso de alguien terminó",
                "Alguien que podía actuar por usted en el portal de {clinic} ya no puede. Inicie sesión para ver quién "
                "tiene acceso.",
            ),
        },
        "proxy": {
            "en": (
                "Your access has ended",
                "Your access to act for somebody in the patient portal of {clinic} has ended. Call us with any "
                "question.",
            ),
            "es": (
                "Su acceso terminó",
                "Su acceso para actuar por otra persona en el portal de {clinic} ha terminado. Llámenos si tiene "
                "preguntas.",
            ),
        },
    },
    "denied": {
        "asking": {
            "en": (
                "Your request for access was answered",
                "{clinic} couldn't approve your request for access. Call us with any question.",
            ),
            "es": (
                "Su solicitud de acceso fue respondida",
                "{clinic} no pudo aprobar su solicitud de acceso. Llámenos si tiene preguntas.",
            ),
        },
    },
    "papers": {
        "asking": {
            "en": (
                "We need papers for your request",
                "{clinic} needs papers before it can answer your request for access. {papers} Send them in the patient "
                "portal, bring them, or call us.",
            ),
            "es": (
                "Necesitamos documentos para su solicitud",
                "{clinic} necesita documentos antes de responder a su solicitud de acceso. {papers} Envíelos en el "
                "portal, tráigalos o llámenos.",
            ),
        },
    },
}


def letter(kind: str, side: str, language: str, **filled: str) -> tuple[str, str]:
    """Subject and text of a mail to a side ('patient', 'proxy', 'asking'), in a language or else in English."""
    subject, text = LETTERS[kind][side][spoken(language)]
    return subject, text.format(**filled)


def papers_wanted(papers: tuple[str, ...], language: str) -> str:
    """A sentence that names the papers; empty for none."""
    chosen = spoken(language)
    named = ", ".join(PAPERS[paper].text[chosen] for paper in papers)
    return ASKED_FOR[chosen].format(papers=named) if named else ""
