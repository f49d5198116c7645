"""Measured values in a message, as concepts: blood pressure, oxygen, temperature, glucose, pulse, ages, weeks.

Thresholds are those of adult and child telephone triage as commonly taught (180/120 a hypertensive crisis, glucose
under 54 mg/dL a serious low by the ADA, 38.0 C or 100.4 F a fever, in the first 3 months an emergency).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import Match

Found = tuple[str, int, int]

_COUNTS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "un": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6,
    "siete": 7, "ocho": 8, "nueve": 9, "diez": 10, "a": 1,
}  # fmt: skip
_COUNT = r"(\d{1,3}|" + "|".join(_COUNTS) + ")"
_GAP = r"[^\d.;!?\n]{0,28}?"
_NOT_A_VALUE = (
    r"(?!\d)(?![.,/:-]\d)(?!\s*(?:days?|weeks?|wks?|months?|years?|yrs?|mg|mcg|units?|tabs?|tablets?|strips?|lbs?|"
    r"pounds?|"
    r"times?|hours?|hrs?|min|mins|minutes?|am|pm|a\.m|p\.m|liters?|l\b|ml|dollars|st\b|th\b|dias|semanas|meses|"
    r"pills|x\b|"
    r"(?:more|other)\b))"
)

_BP = re.compile(
    r"(?<![\d/.])(\d{2,3})\s?(?:/|\\|over|sobre|con)\s?(\d{2,3})(?![\d/])(?!\s*(?:mg|mcg|elm|road|street|st\b))"
)
_PLACE = re.compile(r"(?:room|rm|suite|ste|apt|unit|box|#|building|bldg)\.?\s?$")
_SYSTOLIC = re.compile(
    r"\b(?:bp|blood pressure|b/p|systolic|top number|presion|my pressure|pressure)\b"
    + _GAP
    + r"(?<!\d)(\d{3})(?![\d/])(?!\s*(?:/|over|sobre))"
    + _NOT_A_VALUE
)
_OXYGEN = re.compile(
    r"\b(?:spo2|sp02|o2|oxygen|oxigeno|saturacion|sats|pulse ox|finger (?:thing|clip|monitor|reader)|pulseox|"
    r"oximeter|o2 sats?|satting|sat)\b" + _GAP + r"(?<!\d)(\d{2,3})(?:\s?%|\s?percent)?" + _NOT_A_VALUE
)
_OXYGEN_AFTER = re.compile(
    r"(?<!\d)(\d{2})\s?(?:%|percent)?\s?(?:on room air|on ra\b|"
    r"on (?:\d|two|three|four|five|six) (?:liters?|litros)\b|oxygen\b(?!\s*\d)|"
    r"o2\b(?!\s*\d)|de oxigeno|spo2\b(?!\s*\d))"
)
_TEMPERATURE = re.compile(
    r"\b(?:temps?|temperature|temperatura|fevers?|fiebre|calentura|thermometer|termometro|febrile|hot|caliente|"
    r"warm|grados|tmax|t-max)\b"
    r"[^\d;!?\n]{0,30}?(?<!\d)(\d{2,3}(?:[.,]\d{1,2})?)" + _NOT_A_VALUE
)
_TEMPERATURE_AFTER = re.compile(
    r"(?<![\d.,])(\d{2,3}(?:[.,]\d{1,2})?)\s?(?:degrees?|deg\b|\u00b0|o?f\b|c\b|fever|rectal|temp|temperature|de "
    r"fiebre|de calentura|grados|farenheit|fahrenheit|celsius)"
)
_BARE = re.compile(
    r"(?<![\d.,$#/])(10[0-6][.,]\d)(?![\d.,/])(?!\s*(?:lbs?|pounds|kg|kilos|mg|ml|mcg|%|miles|fm|usd|dollars|pts|"
    r"hours))"
)
_HAD = re.compile(
    r"\b(?:had|has|have|running|spiking|spiked|hit|at)\s(?:an?\s)?(10[1-5])(?=\s(?:for|since|all|today|last night|"
    r"now)\b)"
)
_GLUCOSE = re.compile(
    r"\b(?:sugars?|blood sugars?|glucose|bs|bg|meter|dexcom|libre|cgm|azucar|glucosa|fingerstick|finger stick|fsbs|"
    r"glucometer)\b" + _GAP + r"(?<![\d.,])(\d{2,4}(?:[.,]\d)?)(?:\s?(?:and|,|to|or)\s?(\d{2,3}))?" + _NOT_A_VALUE
)
_GLUCOSE_LOW = re.compile(
    r"\b(?:lows?|went low|going low|goes low|baja)(?: of| at| to|[^\d.;!?\n]{0,14})\s?(?<!\d)(\d{2})(?![\d/.%])"
    + _NOT_A_VALUE
)
_PULSE = re.compile(
    r"\b(?:heart ?rate|pulse|hr|bpm|heart ?beat|pulso|ritmo|heart is (?:going|beating|racing)(?: at)?)\b(?! ox)"
    + _GAP
    + r"(?<!\d)(\d{2,3})(?![\d/.%])"
    + _NOT_A_VALUE
)
_PULSE_AFTER = re.compile(r"(?<!\d)(\d{2,3})\s?(?:bpm|beats per|beats a minute|latidos)")
_PILLS = re.compile(
    r"\b(?:took|swallowed|ate|taken|tome|tomo|downed)\s(?:about |like |around |almost |maybe |over |at least |como )?"
    + _COUNT
    + r"\s(?:of |de )?(?:my |the |his |her |mis |las )?(?:extra strength )?(?:tylenol|pills?|tablets|capsules|"
    r"advil|ibuprofen|aspirins?|benadryl|xanax|"
    r"oxycodone|percocets?|norcos?|gummies|pastillas|ambien|aleve|nyquil|sleeping|trazodone|seroquel|klonopin|"
    r"ativan|gabapentin)"
)
_INSTEAD = re.compile(
    r"(?<![\d.])(\d{1,4}(?:\.\d{1,2})?)\s?(ml|mg|mcg|units|tabs|tablets|pills|cc)?\s(?:instead of|rather "
    r"than)\s(?:the )?"
    r"(?:(\d{1,4}(?:\.\d{1,2})?)\s?(?:ml|mg|mcg|units|tabs|tablets|pills|cc)|(\d{1,4}(?:\.\d{1,2})?))"
)
_SCORE = re.compile(r"(?<!\d)(?:8|9|10|15|20)\+?\s?(?:/|out of|of|de)\s?10(?!\d)")
_AGE = re.compile(
    r"\b"
    + _COUNT
    + r"\s?-?(days?|dias?|d|weeks?|wks?|wk|w|semanas?|months?|mos?|mo|meses|mes|m)[\s-]?(?:old|olds|o\b|de edad|de "
    r"nacid\w+|de vida)"
)
_AGE_ES = re.compile(
    r"\b(?:tiene|bebe de|nina de|nino de|hij[oa] de)\s"
    + _COUNT
    + r"\s(dias?|semanas?|mes|meses)\b(?! (?:de embarazo|embaraz))"
)
_AGE_IS = re.compile(
    r"\b(?:she|he|baby|son|daughter|child|shes|hes|lo)(?: is|'s)?\s(?:only |just |about |not even )?"
    + _COUNT
    + r"\s(days?|weeks?|wks?|months?)\b(?!\s(?:pregnant|along|late|post|out|after|ago|into|behind|overdue|from|clean))"
)
_WEEKS = re.compile(
    r"(?:^|(?<=[\s,.(]))(\d{1,2})(?:\s?(?:weeks?|wks?|wk|semanas)|w\d?d?)\b(?!\s*(?:old|ago|post|after|since|later|"
    r"out|from|supply|in a row|of|old|de edad|de vida|off|on|until|to go))"
)
_WEEKS_BEFORE = re.compile(
    r"(?:\bfor|\bin|past|last|every|next|been|after|since|over|within|took|takes|hace|desde|por)(?: the| about| a| "
    r"almost)?\s?$"
)


def values(text: str) -> Iterator[Found]:
    """(concept, start, end) for each value that means something to the rules. `text` is folded."""
    if not any(character.isdigit() for character in text):
        yield from _ages(text)
        return
    yield from _pressures(text)
    for pattern in (_OXYGEN, _OXYGEN_AFTER):
        for match in pattern.finditer(text):
            yield from _oxygen(match, text)
    for pattern in (_TEMPERATURE, _TEMPERATURE_AFTER, _BARE, _HAD):
        for match in pattern.finditer(text):
            yield from _temperature(match)
    yield from _glucoses(text)
    for pattern in (_PULSE, _PULSE_AFTER):
        for match in pattern.finditer(text):
            yield from _pulse(match)
    yield from _doses(text)
    for match in _SCORE.finditer(text):
        yield "severe", match.start(), match.end()
    yield from _ages(text)
    for match in _WEEKS.finditer(text):
        if 3 < int(match.group(1)) < 43 and not _WEEKS_BEFORE.search(text[max(0, match.start() - 16) : match.start()]):
            yield "gestation", match.start(), match.end()
            if int(match.group(1)) < 37:
                yield "gestation_early", match.start(), match.end()


def _pressures(text: str) -> Iterator[Found]:
    for match in _BP.finditer(text):
        if _PLACE.search(text[max(0, match.start() - 10) : match.start()]):
            continue
        upper, lower = int(match.group(1)), int(match.group(2))
        if 50 <= upper <= 300 and 20 <= lower <= 190 and upper > lower + 8:
            yield from _pressure(upper, lower, match)
    for match in _SYSTOLIC.finditer(text):
        if 100 <= int(match.group(1)) <= 290:
            yield from _pressure(int(match.group(1)), 75, match)


def _pressure(upper: int, lower: int, match: Match[str]) -> Iterator[Found]:
    start, end = match.span()
    if upper >= 200 or lower >= 120:
        yield "bp_crisis", start, end
    if upper >= 180 or lower >= 110:
        yield "bp_very_high", start, end
    if upper >= 160 or lower >= 100:
        yield "bp_high", start, end
    if upper >= 160 or lower >= 110:
        yield "bp_severe_pregnant", start, end
    if upper >= 140 or lower >= 90:
        yield "bp_raised", start, end
    if upper < 80:
        yield "bp_shock", start, end
    if upper < 95:
        yield "bp_low", start, end


def _oxygen(match: Match[str], text: str) -> Iterator[Found]:
    value = int(match.group(1))
    if (
        match.group().startswith("sat")
        and "%" not in match.group()
        and not match.group().startswith(("sats", "satu", "satt"))
    ):
        return  # a Saturday
    if 50 <= value < 90:
        yield "spo2_red", match.start(), match.end()
    if 90 <= value <= 92 and not text[match.end() :].lstrip().startswith("/"):
        yield "spo2_amber", match.start(), match.end()


def _temperature(match: Match[str]) -> Iterator[Found]:
    value = float(match.group(1).replace(",", "."))
    celsius = (value - 32) / 1.8 if 93 < value < 110 else value
    if not 34 <= celsius <= 43:
        return
    if celsius >= 37.95:
        yield "temp_fever", match.start(), match.end()
    if celsius >= 39.4:
        yield "temp_high", match.start(), match.end()
    if celsius >= 40.5:
        yield "temp_extreme", match.start(), match.end()
    if celsius < 35.05 and "." in match.group(1):
        yield "temp_low", match.start(), match.end()


def _glucoses(text: str) -> Iterator[Found]:
    for match in _GLUCOSE.finditer(text):
        for group in (1, 2):
            if match.group(group):
                yield from _glucose(float(match.group(group).replace(",", ".")), match, "mmol" in text)
    for match in _GLUCOSE_LOW.finditer(text):
        if 20 <= int(match.group(1)) < 70 and any(
            word in text for word in ("sugar", "juice", "glucose", "insulin", "diabet", "lows", "going low", "azucar")
        ):
            yield from _glucose(float(match.group(1)), match, mmol=False)


def _glucose(value: float, match: Match[str], mmol: bool) -> Iterator[Found]:
    if mmol and value < 40:
        value *= 18
    start, end = match.span()
    if 15 <= value < 54:
        yield "glucose_very_low", start, end
    if 15 <= value < 70:
        yield "glucose_low", start, end
    if 250 <= value <= 1500:
        yield "glucose_raised", start, end
    if 300 <= value <= 1500:
        yield "glucose_high", start, end
    if 450 <= value <= 1500:
        yield "glucose_very_high", start, end


def _pulse(match: Match[str]) -> Iterator[Found]:
    value = int(match.group(1))
    if 140 <= value <= 280:
        yield "pulse_very_fast", match.start(), match.end()
    if 110 <= value <= 280:
        yield "pulse_fast", match.start(), match.end()
    if 20 <= value < 45:
        yield "pulse_slow", match.start(), match.end()


def _doses(text: str) -> Iterator[Found]:
    for match in _PILLS.finditer(text):
        count = int(match.group(1)) if match.group(1).isdigit() else _COUNTS[match.group(1)]
        if count >= 6:
            yield "many_pills", match.start(), match.end()
    for match in _INSTEAD.finditer(text):
        given, meant = float(match.group(1)), float(match.group(3) or match.group(4))
        if match.group(2) or match.group(3):
            yield "dose_mixup_big" if given >= 2 * meant else "dose_mixup", match.start(), match.end()


def _ages(text: str) -> Iterator[Found]:
    for pattern in (_AGE, _AGE_ES, _AGE_IS):
        for match in pattern.finditer(text):
            count = int(match.group(1)) if match.group(1).isdigit() else _COUNTS[match.group(1)]
            days = count * {"d": 1, "w": 7, "s": 7, "m": 30}[match.group(2)[0]]
            if days < 90:
                yield "infant", match.start(), match.end()
