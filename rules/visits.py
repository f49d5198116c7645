"""Which encounters are visits: somebody of the clinic saw the patient (HL7 v3 ActEncounterCode, as charts write it)."""

from __future__ import annotations

# Who prescribes reviews a medication at these, as the feeds name them; not in an emergency department or a hospital.
VISITS = ("ambulatory", "outpatient", "wellness", "virtual", "home")
