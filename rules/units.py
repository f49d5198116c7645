"""Units of measurement as people read them."""

from __future__ import annotations

import re

_ANNOTATION = re.compile(r"\{([^}]*)\}")
_POWER = re.compile(r"10[*^](\d+)")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def readable_unit(ucum: str) -> str:
    """A UCUM unit for the eye: `10*3/uL` as `10³/µL`, `mL/min/{1.73_m2}` as `mL/min/1.73 m²`.

    A unit that is only an annotation, such as `{INR}`, is dropped: the test's name says it.
    """
    if _ANNOTATION.fullmatch(ucum):
        return ""
    text = _ANNOTATION.sub(lambda found: found[1].replace("_", " "), ucum)
    text = _POWER.sub(lambda found: "10" + found[1].translate(_SUPERSCRIPT), text)
    return (
        re.sub(r"(?<![A-Za-z])u(?=[A-Z])", "µ", text.replace("m2", "m²")).replace("[degF]", "°F").replace("Cel", "°C")
    )
