"""The list of patients to write to: from record numbers to people, each with what happens to them."""

from __future__ import annotations

import re
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from console.kit.acting import credential, reading
from console.kit.text import joined, shown
from db.errors import Refused
from db.queries.outreach import Recipient, preview
from db.queries.record_numbers import by_record_numbers


@dataclass(frozen=True, slots=True)
class Addressed:
    """Who was named: those found, in the order of the list, and the numbers that nobody has."""

    recipients: tuple[Recipient, ...]
    unknown: tuple[str, ...]

    @property
    def ids(self) -> tuple[int, ...]:
        """Everybody found."""
        return tuple(one.patient_id for one in self.recipients)

    @property
    def reached(self) -> int:
        """How many will be written to."""
        return sum(not one.reason for one in self.recipients)


def addressed_by(typed: str) -> Addressed | None:
    """Whom the typed record numbers name; None where there is nobody, which is said."""
    numbers = tuple(dict.fromkeys(re.findall(r"[^\s,;]+", typed)))
    if not numbers:
        st.caption("Name the patients by their record numbers; then you see one by one who will be written to.")
        return None
    try:
        with reading() as session:
            found = by_record_numbers(session, viewer=credential(), mrns=numbers)
            ids = tuple(dict.fromkeys(found[number] for number in numbers if number in found))
            recipients = preview(session, viewer=credential(), patient_ids=ids) if ids else ()
    except Refused as refusal:
        st.warning(str(refusal), icon=":material/warning:")
        return None
    return Addressed(recipients, tuple(number for number in numbers if number not in found))


def preview_table(addressed: Addressed) -> Markup:
    """One by one: who it is, and what happens."""
    rows = [
        Markup("<tr><td>{}</td><td>{}</td><td>{}</td></tr>").format(
            shown(one.name), shown(one.mrn), shown(one.reason) if one.reason else "will be written to"
        )
        for one in addressed.recipients
    ]
    rows += [
        Markup("<tr><td></td><td>{}</td><td>excluded: nobody has this record number</td></tr>").format(shown(number))
        for number in addressed.unknown
    ]
    return Markup(
        '<div class="ps-preview" tabindex="0" role="region" aria-label="Who will be written to"><table><caption>{} of '
        "{} will be written to</caption><thead><tr><th>Patient</th><th>Record number</th><th>What happens</th></tr>"
        "</thead><tbody>{}</tbody></table></div>"
    ).format(addressed.reached, len(rows), joined(rows))
