"""Units of measurement as people read them."""

from __future__ import annotations

import re

_ANNOTATION = re.compile(r"\{([^}]*)\}")
_PLAIN = {
    "mm[Hg]": "mmHg",
    "[degF]": "°F",
    "[in_i]": "in",
    "[lb_av]": "lb",
    "[IU]": "IU",
    "[HPF]": "HPF",
    "[LPF]": "LPF",
    "m2": "m²",
    "Cel": "°C",
}
_NONE = ("1", "[pH]")
_POWER = re.compile(r"10[*^](\d+)")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def readable_unit(ucum: str) -> str:
    """A UCUM unit for the eye: `10*3/uL` as `10³/µL`, `mL/min/{1.73_m2}` as `mL/min/1.73 m²`.

    A unit that is only an annotation, such as `{INR}`, is dropped, and so are `1` and `[pH]`: the test's name says it.
    """
    if ucum in _NONE or _ANNOTATION.fullmatch(ucum):
        return ""
    text = _ANNOTATION.sub(lambda found: found[1].replace("_", " "), ucum)
    text = _POWER.sub(lambda found: "10" + found[1].translate(_SUPERSCRIPT), text)
    for code, read in _PLAIN.items():
        text = text.replace(code, read)
    return re.sub(r"(?<![A-Za-z])u(?=[A-Z])", "µ", text)
