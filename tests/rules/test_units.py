"""Units as people read them."""

from __future__ import annotations

import pytest

from rules.units import readable_unit


@pytest.mark.parametrize(
    ("ucum", "read"),
    [
        ("mg/dL", "mg/dL"),
        ("10*3/uL", "10³/µL"),
        ("mL/min/{1.73_m2}", "mL/min/1.73 m²"),
        ("{INR}", ""),
        ("uIU/mL", "µIU/mL"),
        ("%", "%"),
        ("", ""),
        ("Cel", "°C"),
        ("mm[Hg]", "mmHg"),
        ("[lb_av]", "lb"),
        ("u[IU]/mL", "µIU/mL"),
        ("1", ""),
        ("[pH]", ""),
        ("/[HPF]", "/HPF"),
    ],
)
def test_a_unit_reads_as_people_write_it(ucum: str, read: str) -> None:
    assert readable_unit(ucum) == read
