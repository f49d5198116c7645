"""What a proxy may be given, on what ground, and what is checked first. The words staff and patients see."""

from __future__ import annotations

from dataclasses import dataclass

SCOPES = {
    "view": "See visits and the record's outline",
    "results": "See test results",
    "notes": "Read visit notes",
    "messages": "Write and read messages",
    "appointments": "Book and change visits",
    "refills": "Ask for refills",
    "billing": "See and pay bills",
    "documents": "See and send documents",
}
# What stays open to a parent of a teenager, as most US portals have it: "messages, scheduling, bills; no clinical"
# (Fairview, CHOC, CentraState). A clinic may set other ones.
LIMITED = ("messages", "appointments", "billing")


@dataclass(frozen=True, slots=True)
class Basis:
    """A ground for acting for somebody.

    `by_age`: what it opens shrinks and ends with the patient's age. `of_adults`: for adults alone. `yearly`: it ends
    after a year and is renewed by hand.
    """

    words: str
    by_age: bool = False
    of_adults: bool = False
    yearly: bool = False


# Sources: bands and yearly renewal as at Fairview, CHOC and CentraState; a teenager's full access is looked at again
# each year (CentraState). Four eyes: ours, for an adult who can't consent while papers are on their way.
BASES = {
    "parental": Basis("Parent of a minor", by_age=True),
    "custodial": Basis("Guardian, foster or shared custody of a minor", by_age=True, yearly=True),
    "minor-full": Basis("Full access to a teenager, agreed with them and a clinician", yearly=True),
    "consent": Basis("Consent of both adults", of_adults=True),
    "legal": Basis("Legal papers: power of attorney or guardianship", of_adults=True),
    "four-eyes": Basis("Approved by two of the staff, without consent", of_adults=True, yearly=True),
}
RELATIONS = {
    "parent": "Parent",
    "step-parent": "Step-parent",
    "guardian": "Guardian",
    "foster": "Foster parent",
    "shared-custody": "Parent with shared custody",
    "spouse": "Spouse or partner",
    "child": "Grown-up child",
    "sibling": "Brother or sister",
    "caregiver": "Caregiver",
    "power-of-attorney": "Holder of a power of attorney",
    "other": "Other",
}
CHECKS = {
    "proxy-identity": "Who the proxy is",
    "patient-identity": "Who the patient is",
    "relation": "How they are related",
    "authority": "Consent, or authority by law",
    "safeguarding": "Safeguarding asked",
    "others-asked": "Others who share responsibility",
    "own-email": "The patient's e-mail is the patient's own",
}
CONSENT = "consent"
NOTED = {**CHECKS, CONSENT: "The patient's consent"}  # what is kept with its evidence; consent is a rule of its own
