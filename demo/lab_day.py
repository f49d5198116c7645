"""What the laboratory sent this morning: an HL7 v2 file about patients of the demo, which the worker then reads.

Most of it is ordinary. Some is not: critical and corrected values, a culture with its susceptibilities, codes that
nobody mapped yet, a document, a cancelled test, and results whose patient can't be told for certain.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.actions.lab_files import Received, receive
from db.credentials import WORKER_IDENTITY
from db.models import Patient, Setting
from demo import catalog
from demo.files import pdf
from demo.results import LAB

AUTHORITY = "PORTSIDE"
PATIENTS = 64
ORDERER = "1710999999^Patel^Dev^^^^MD"


@dataclass(frozen=True, slots=True)
class Line:
    """An OBX: its code as `code^name^system`, type, value, unit, range, flag and status."""

    code: str
    kind: str
    value: str
    unit: str = ""
    limits: str = ""
    flag: str = ""
    status: str = "F"
    sub_id: str = ""
    note: str = ""


CRITICAL: tuple[tuple[str, tuple[Line, ...]], ...] = (
    ("51990-0^Basic metabolic panel^LN", (
        Line("2823-3^Potassium^LN", "NM", "6.9", "mmol/L", "3.5-5.1", "HH", note="Not hemolyzed. Repeated: 6.8."),
        Line("2951-2^Sodium^LN", "NM", "138", "mmol/L", "135-145", "N"),
        Line("2160-0^Creatinine^LN", "NM", "3.4", "mg/dL", "0.6-1.3", "H"),
    )),
    ("6301-6^INR^LN", (Line("6301-6^INR^LN", "NM", "6.4", "{INR}", "0.9-1.2", "HH"),)),
    ("58410-2^Complete blood count^LN", (
        Line("718-7^Hemoglobin^LN", "NM", "6.2", "g/dL", "12.0-16.5", "LL"),
        Line("6690-2^White cell count^LN", "NM", "7.1", "10*3/uL", "4.0-11.0", "N"),
        Line("777-3^Platelets^LN", "NM", "612", "10*3/uL", "150-400", "H"),
    )),
)  # fmt: skip
TSH = "3016-3^TSH^LN"
TSH_FIRST = Line(TSH, "NM", "14.2", "m[IU]/L", "0.4-4.5", "H")
TSH_CORRECTED = Line(TSH, "NM", "1.42", "m[IU]/L", "0.4-4.5", "N", "C", note="Corrected: the point was misplaced.")
UNUSUAL: tuple[tuple[str, str, tuple[Line, ...]], ...] = (
    ("630-4^Urine culture^LN", "F", (
        Line("630-4^Organism^LN", "CWE", "112283007^Escherichia coli^SCT", sub_id="1", flag="A",
             note="More than 100,000 CFU/mL."),
        Line("18864-9^Ampicillin^LN", "ST", "R", sub_id="1", flag="A"),
        Line("18906-8^Ciprofloxacin^LN", "ST", "S", sub_id="1"),
        Line("18932-4^Nitrofurantoin^LN", "ST", "S", sub_id="1"),
    )),
    ("600-7^Blood culture^LN", "P", (Line("600-7^Blood culture^LN", "TX", "No growth after 24 hours.", status="P"),)),
    ("GLUF^Glucose, fasting^L", "F", (Line("GLUF^Glucose, fasting^L", "NM", "104", "mg/dL", "70-99", "H"),)),
    ("FERR^Ferritin^L", "F", (Line("FERR^Ferritin^L", "SN", "<^5", "ng/mL", "15-200", "L"),)),
    ("5048-4^ANA titer^LN", "F", (Line("5048-4^ANA titer^LN", "SN", "^1^:^320", "{titer}", "<1:80", "A"),)),
    ("50210-4^Cystatin C^LN", "X", (
        Line("50210-4^Cystatin C^LN", "ST", "Canceled", status="X", note="Specimen hemolyzed. Please draw again."),
    )),
    ("24331-1^Lipid panel^LN", "F", (
        Line("2571-8^Triglycerides^LN", "NM", "918", "mg/dL", "<=149", "H"),
        Line("13457-7^LDL cholesterol, calculated^LN", "ST", "UNABLE TO CALCULATE",
             note="Triglycerides are above 400 mg/dL."),
    )),
)  # fmt: skip


class Morning:
    """Makes the messages of one day, the same for the same seed and patients."""

    def __init__(self, rng: Random, now: datetime) -> None:
        self.rng, self.now, self.number = rng, now, 0

    def message(
        self, who: str, test: str, lines: Iterable[Line], *, status: str = "F", ago: float = 3.0, filler: str = ""
    ) -> str:
        """One ORU^R01. `who` is the PID's fields from PID-3 on; `ago` the hours since it was reported."""
        self.number += 1
        reported = self.now - timedelta(hours=ago)
        filler = filler or f"D{self.now:%y%m%d}{self.number:04d}"
        at, drawn = f"{reported:%Y%m%d%H%M%S}+0000", f"{reported - timedelta(hours=9):%Y%m%d%H%M%S}+0000"
        segments = [
            f"MSH|^~\\&|{LAB[0]}|{LAB[1]}|PORTAL|PORTSIDE|{at}||ORU^R01|{filler}{self.number}|P|2.5.1",
            f"PID|1||{who}",
            f"OBR|1||{filler}|{test}|||{drawn}|||||||||{ORDERER}||||||{at}|||{status}",
        ]
        for place, line in enumerate(lines, 1):
            segments.append(
                f"OBX|{place}|{line.kind}|{line.code}|{line.sub_id}|{line.value}|{line.unit}|{line.limits}|{line.flag}"
                f"|||{line.status}|||{drawn}"
            )
            if line.note:
                segments.append(f"NTE|1|L|{line.note}")
        return "\r".join(segments) + "\r"

    def panel(self, who: str, panel: str, shift: float = 0.0) -> str:
        """A panel of ordinary values, all moved by so many deviations."""
        return self.message(who, f"{'^'.join(catalog.PANELS[panel])}^LN", self._values(panel, shift))

    def _values(self, panel: str, shift: float) -> Iterator[Line]:
        for test in catalog.TESTS[panel]:
            value = max(0.1, self.rng.gauss(test.mean + shift * test.deviation, test.deviation * 0.6))
            over, under = test.high is not None and value > test.high, test.low is not None and value < test.low
            limits = f"{test.low or 0}-{test.high}" if test.high is not None else f">={test.low}"
            yield Line(f"{test.code}^{test.display}^LN", "NM", f"{value:.{test.digits}f}", test.unit, limits,
                       "H" if over else "L" if under else "N")  # fmt: skip


def identity(patient: Patient, *, mrn: str | None = None, authority: str = AUTHORITY, given: str = "") -> str:
    """A patient as the laboratory knows them, from PID-3 to PID-8."""
    number = f"{patient.mrn if mrn is None else mrn}^^^{authority}^MR"
    sex = {"female": "F", "male": "M"}.get(patient.sex, "U")
    return f"{number}||{patient.family}^{given or patient.given}||{patient.birth_date:%Y%m%d}|{sex}"


def messages(rng: Random, now: datetime, patients: Sequence[Patient]) -> list[str]:
    """The day's messages about these, at least 40 patients."""
    day, who = Morning(rng, now), iter(patients)

    def next_one() -> str:
        return identity(next(who))

    sent = [day.panel(next_one(), rng.choice(("bmp", "lipids", "cbc", "tsh", "a1c", "vitd"))) for _ in range(16)]
    sent += [day.panel(next_one(), rng.choice(("bmp", "lipids", "a1c", "cbc")), shift=2.4) for _ in range(9)]
    for name, lines in CRITICAL:
        sent.append(day.message(next_one(), name, lines, ago=rng.uniform(0.1, 0.6)))
    for name, status, lines in UNUSUAL:
        sent.append(day.message(next_one(), name, lines, status=status))
    corrected = next_one()
    sent.append(day.message(corrected, "3016-3^TSH^LN", [TSH_FIRST], ago=20, filler="D-CORRECTED"))
    sent.append(day.message(corrected, "3016-3^TSH^LN", [TSH_CORRECTED], status="C", ago=1, filler="D-CORRECTED"))
    document = base64.b64encode(pdf(["Radiology report", "Chest, two views: no acute finding."])).decode()
    sent.append(day.message(next_one(), "36643-5^Chest X-ray, two views^LN", [
        Line("36643-5^Chest X-ray, two views^LN", "TX", "No acute finding. See the document."),
        Line("PDF^Report^L", "ED", f"^application^pdf^Base64^{document}"),
    ]))  # fmt: skip
    return [*sent, *_whose(day, who)]


def _whose(day: Morning, who: Iterator[Patient]) -> Iterator[str]:
    """Results whose patient a person has to tell: no number, a wrong digit, another authority's, a short name."""
    nobody, twin, elsewhere, short = (next(who) for _ in range(4))
    yield day.panel(identity(nobody, mrn=""), "cbc")
    digit = twin.mrn[:-1] + str((int(twin.mrn[-1]) + 1) % 10) if twin.mrn[-1:].isdigit() else f"{twin.mrn}1"
    yield day.panel(identity(twin, mrn=digit), "bmp")
    yield day.panel(identity(elsewhere, authority="ST-ELSEWHERE"), "lipids", shift=2.4)
    yield day.panel(identity(short, given=short.given[:1]), "tsh")


def send_lab_day(session: Session, now: datetime, *, seed: int = 1) -> Received:
    """Put this morning's file where the worker finds it, and say under which name our record numbers are sent."""
    session.add(Setting(key="lab", value={"authorities": [AUTHORITY]}))
    session.flush()
    rng = Random(seed)
    living = select(Patient).where(Patient.deceased_at.is_(None), Patient.birth_date < func.current_date() - 18 * 365)
    patients = session.scalars(living.order_by(Patient.id)).all()
    text = "".join(messages(rng, now, rng.sample(patients, min(PATIENTS, len(patients)))))
    return receive(
        session, by=WORKER_IDENTITY, name="northlab-this-morning.hl7", content=text.encode(), source="folder"
    )
