"""What patients and pharmacies are told about a refill, and why one is denied. No drug is named: a mail may be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Denial:
    """A reason to deny a refill: what staff choose, and the text to the patient to begin from, by language."""

    words: str
    text: Mapping[str, str]


DENIALS: Mapping[str, Denial] = {
    "refills-left": Denial(
        "The pharmacy has refills left",
        {
            "en": "Your pharmacy still has refills of this prescription. Please ask them for the next one.",
            "es": "Su farmacia todavía tiene surtidos de esta receta. Pídales el siguiente.",
        },
    ),
    "too-early": Denial(
        "Too early",
        {
            "en": "It is too early for this refill: you should still have some. Please ask again a few days before "
            "you run out, or tell us if you have none left.",
            "es": "Es demasiado pronto para surtir esta receta: todavía debería tener. Pídala de nuevo unos días antes "
            "de que se le acabe, o díganos si ya no tiene.",
        },
    ),
    "visit": Denial(
        "A visit is needed first",
        {
            "en": "We need to see you before we can refill this. Please book a visit in the portal or call us.",
            "es": "Necesitamos verle antes de surtir esta receta. Haga una cita en el portal o llámenos.",
        },
    ),
    "labs": Denial(
        "A test is needed first",
        {
            "en": "You need a test before we can refill this. Please call us to arrange it.",
            "es": "Necesita un análisis antes de que podamos surtir esta receta. Llámenos para organizarlo.",
        },
    ),
    "stopped": Denial(
        "Not taken any more",
        {
            "en": "According to your record you no longer take this. If that isn't right, please write to us.",
            "es": "Según su expediente usted ya no toma esto. Si no es así, escríbanos.",
        },
    ),
    "elsewhere": Denial(
        "Prescribed by another clinic",
        {
            "en": "Another clinic prescribes this. Please ask them for the refill.",
            "es": "Otra clínica receta esto. Pídales el surtido a ellos.",
        },
    ),
    "other": Denial("Another reason", {"en": "", "es": ""}),
}

# What a mail says, by language; {clinic} is filled in. Nothing of what was asked for or decided.
ANSWERED: Mapping[str, tuple[str, str]] = {
    "en": (
        "Your refill request was answered",
        "{clinic} answered your refill request. Sign in to the patient portal to read it.",
    ),
    "es": (
        "Su solicitud fue respondida",
        "{clinic} respondió a su solicitud de surtido. Inicie sesión en el portal para leerla.",
    ),
}

# What a to-do says: the front desk reads it, so nothing of the drug or the disease.
TIES: Mapping[str, str] = {
    "visit": "Book a visit with the patient: a short supply was given until then.",
    "labs": "See that the patient comes for a test: a short supply was given until then.",
}
NEW_PRESCRIPTION = "A patient needs a new prescription. The refill request that this comes from says of what."
# What the pharmacy reads on the order.
BRIDGE_NOTE: Mapping[str, str] = {"visit": "Short supply until a visit.", "labs": "Short supply until a test."}


def spoken(language: str) -> str:
    """The language to write in: the person's own if there are words in it, else English."""
    return language if language in LANGUAGES else "en"
