"""Pharmacies: where orders of refills go."""

from __future__ import annotations

from console.kit.form import LongText, Text
from console.kit.resource import Resource
from db.actions.pharmacies import ACTIONS, LONGEST

PHARMACIES = Resource(
    actions=ACTIONS,
    title="Pharmacies",
    icon=":material/local_pharmacy:",
    about="Where orders of refills go: by mail where a pharmacy takes mail, else printed or faxed.",
    columns=("phone", "email"),
    fields=(
        Text("name", "Name", required=True, longest=LONGEST),
        Text("ncpdp", "NCPDP number", help="Seven digits: the pharmacy's number in the US register."),
        Text("phone", "Telephone", longest=LONGEST),
        Text("fax", "Fax", longest=LONGEST),
        Text("email", "E-mail", longest=LONGEST, help="Empty for a pharmacy that takes no orders by mail."),
        LongText("address", "Address", longest=LONGEST, height=100),
    ),
)
PAGE = PHARMACIES.page("pharmacies")
