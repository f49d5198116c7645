"""More measured values in a message, as concepts: temperatures by place, laboratory values, hours, ages, pills.

Thresholds: potassium from 6.0 or under 2.6 mmol/L, sodium under 120, hemoglobin under 7 g/dL, platelets under 20 and an
INR from 9 are values laboratories telephone at once; an INR from 5 is dealt with the same day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rules.urgency_numbers import Found

_WORTH = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
          "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5,
          "seis": 6, "siete": 7, "ocho": 8, "diez": 10, "veinte": 20}  # fmt: skip
_COUNT = r"(\d{1,3}|" + "|".join(_WORTH) + ")"

_TEMP_PLACE = re.compile(
    r"(?<![\d.,$/])(\d{2,3}(?:[.,]\d{1,2})?)\s?(?:f\b|c\b|degrees |\u00b0)?\s?"
    r"(?:under (?:the|his|her|my|one) arm|underarm|axillary|armpit|rectally|rectal|in (?:the|his|"
    r"her) (?:bottom|butt|rectum)|"
    r"by (?:rectum|ear|mouth|forehead)|forehead|orally|on the thermometer|bajo el brazo|en la axila|en el termometro)"
)
_TEMP_SAID = re.compile(
    r"\b(?:running|run|runs|spiked|spiking|spikes|reading|reads|says|shot up to|up to|jumped to|"
    r"climbed to|hit|was|is|has|at|"
    r"tiene|tengo|traigo|trae|marca|con|subio a|de|a)\s(?:a |an |like |about |around |over |almost |como )?"
    r"(10[0-6](?:[.,]\d{1,2})?|(?:38|39|40|41)[.,]\d)\b(?![.,/]\d)(?!\s*(?:%|/|lbs?|pounds|kg|kilos|mg|"
    r"ml|mcg|miles|bpm|beats|"
    r"over|sobre|days?|dias?|weeks?|years?|anos|yrs?|old|dollars|pesos|minutes|hours|horas|semanas|"
    r"meses|people|systolic|"
    r"mmol|units|unidades|cm|percent|calories|times|st\b|grams|inches))"
)
_TEMP_BARE = re.compile(
    r"(?<![\d.,$/])(?:10[0-5]|38|39|40)[.,]\d\b(?![.,/]\d)(?!\s*(?:%|/|lbs?|kg|mg|ml|miles|cm|units))"
)
_TEMP_SHORT = re.compile(
    r"(?:^|[,;.] |\bold |\band )(10[1-5])(?=$| ?[,.;!?]| (?:and|since|tonight|now|today|this|fever)\b)"
)
_WATCH = re.compile(
    r"\b(?:watch|fitbit|garmin|kardia) (?:says|said|shows|showed|reads|read|keeps saying)(?: it's| its| i'm| im)?"
    r"(?: at| around| about)? (1[4-9]\d|2[0-4]\d)\b(?![.,/:]\d)(?! ?(?:%|steps|cal|min|miles|hours|pounds|lbs|over))"
)
_NOT_HEAT = re.compile(
    r"(?:bmi|weight|weighs?|peso|pesa|sugars?|glucose|azucar|glucosa|bg|dexcom|libre|meter|pulse|heart|"
    r"hr|bp|pressure|presion|"
    r"cholesterol|ldl|hdl|a1c|hematocrit|platelets|sodium|fasting|pulso|spo2|oxygen|highway|route|room|"
    r"suite|number|channel|"
    r"grandmother|grandfather|aged?|kilos|size|waist|bus|iud|mcv|tall|ferritin|creatinine)\b[^.;\n]{0,24}$"
)
_LAB = {
    name: re.compile(
        r"\b(?:" + words + r")\b[^\d.;!?\n]{0,24}?(?<![\d.])(\d{1,3}(?:[.,]\d)?)(?![\d/%])(?![.,]\d)"
        r"(?!\s*(?:mg|meq|tab|to \d|a \d))"
    )
    for name, words in {
        "potassium": "potassium|potasio|k level|k plus",
        "sodium": "sodium|sodio",
        "hemoglobin": "hemoglobin|hgb|hemoglobina|hb",
        "inr": "inr|pt inr|protime",
        "anc": "anc|neutrophils?|neutrofilos|absolute neutrophil count",
        "platelets": "platelets?|plaquetas|platelet count",
    }.items()
}
_HOURS = re.compile(r"(?<![\d.:/-])" + _COUNT + r"\s?-?(?:\+|plus)?\s?(?:hours?|hrs?|hr|horas?|h)\b")
_OLD = re.compile(
    r"(?:\b(?:is|hes|shes|he's|she's|im|i'm|i am|age|aged|tiene|mom|mother|dad|father|grandma|grandpa|"
    r"mama|papa|abuela|abuelo),?\s"
    r"|\()(7\d|8\d|9\d|10\d)\b(?![./%]|\s?(?:lbs?|pounds|kg|mg|over|percent|%|bpm|today|this|right|on|and|to))|"
    r"(?<!\d)(7\d|8\d|9\d|10[0-4])\s?-?(?:yo\b|y/o|yrs?\b|years?\b|year-old|anos|f\b|m\b)"
)
_YOUNG = re.compile(
    r"(?<!\d)" + _COUNT + r"\s?-?(?:months?|mos?|mo|meses|m)[\s-]?(?:old|o\b|de edad)|\b(?:1|one|un|2|two) (?:yr|year|"
    r"ano)s?[\s-]?(?:old|o\b)?|\b[12]\s?(?:yo|y/o)\b"
)
_INFANT = re.compile(
    r"\b(?:twins?|baby|they|both|son|daughter|girl|boy|bebe|newborn|grandson|granddaughter|nephew|"
    r"niece)(?: are| is|'s|,| \()?\s?"
    r"(?:only |just |about |now |barely )?"
    + _COUNT
    + r"\s?(days?|weeks?|wks?|dias|semanas)\b(?!\s(?:pregnant|along|late|"
    r"post|out|after|ago|into|behind|overdue|from|of|early|prem))"
    r"|(?<!\d)"
    + _COUNT
    + r"[\s-](days?|weeks?|wks?|wk|week|day|dias|semanas)[\s-](?:baby|newborn|infant|son|daughter|girl|boy|"
    r"twins?|grandson|granddaughter|preemie)"
    r"|\bborn\s(?:about |just |only )?" + _COUNT + r"\s(days?|weeks?|wks?) ago"
)
_SWALLOWED = re.compile(
    r"\b(?:took|taken|take|swallowed|ate|popped|downed|had|gave (?:him|her)|tome|tomo|comio|"
    r"been taking)\s(?:[a-z']+\s){0,3}?"
    + _COUNT
    + r"(?:\s?(?:or|to|-|o)\s?\d{1,3})?\s(?:of\s)?(?:[a-z0-9']+\s){0,4}?(?:(acetaminophen|tylenols?|"
    r"paracetamol|aspirins?|advils?|"
    r"ibuprofens?|aleves?|benadryls?|pills?|tablets?|tabs|capsules?|pastillas|gummies|edibles|"
    r"excedrins?|gabapentins?|"
    r"trazodones?|seroquels?|melatonins?)|(oxys?|oxycodones?|percocets?|percs?|norcos?|vicodins?|xanax|"
    r"xans|klonopins?|"
    r"ativans?|valiums?|ambiens?|methadones?|morphines?|hydrocodones?|tramadols?|metoprolols?|"
    r"glipizides?|glyburides?|"
    r"digoxins?|clonidines?|diltiazems?|amlodipines?|warfarins?|eliquis|xareltos?|adderalls?))\b"
)
_PER_DAY = re.compile(
    r"\b(?:a day|per day|daily|each day|every day|twice|times a|al dia|diari\w+|prescribed|as directed|a week|mg)\b"
)


_COOL = re.compile(
    r"\b(?:temps?|temperature|temperatura|thermometer|"
    r"reading)\b[^\d;!?\n]{0,24}?(?<![\d.])(9[3-6][.,]\d|35[.,]\d)(?!\d)"
)
_SUGAR_AFTER = re.compile(
    r"(?<![\d.,/])(\d{2,3}) (?:(?:de|of) (?:azucar|glucosa|sugar)|"
    r"on (?:my|the|his|her) (?:meter|dexcom|libre|cgm|glucometer|sensor))\b"
)
_AGE_WORDS = re.compile(r"\b(?:days?|weeks?|wks?|dias|semanas)\b")
_DIGIT = re.compile(r"\d")


def more_values(text: str) -> Iterator[Found]:
    """(concept, start, end) for each further value that means something to the rules. `text` is folded."""
    if _AGE_WORDS.search(text):
        yield from _infants(text)
    if not _DIGIT.search(text):
        yield from _counted(text)
        return
    yield from _temperatures(text)
    for match in _TEMP_BARE.finditer(text):
        if not _NOT_HEAT.search(text[max(0, match.start() - 40) : match.start()]):
            yield "temp_bare", match.start(), match.end()
    for match in _TEMP_SHORT.finditer(text):
        if not _NOT_HEAT.search(text[max(0, match.start() - 40) : match.start()]):
            yield "temp_short", match.start(1), match.end(1)
    for match in _WATCH.finditer(text):
        yield "pulse_very_fast", match.start(1), match.end(1)
    for match in _SUGAR_AFTER.finditer(text):
        value = int(match.group(1))
        if 15 <= value < 54:
            yield "glucose_very_low", match.start(), match.end()
        if 15 <= value < 70:
            yield "glucose_low", match.start(), match.end()
        if value >= 450:
            yield "glucose_very_high", match.start(), match.end()
        if value >= 300:
            yield "glucose_high", match.start(), match.end()
    yield from _cool(text)
    yield from _labs(text)
    yield from _counted(text)
    for match in _OLD.finditer(text):
        yield "elderly", match.start(), match.end()


def _worth(written: str) -> int:
    return int(written) if written.isdigit() else _WORTH[written]


def _temperatures(text: str) -> Iterator[Found]:
    for pattern in (_TEMP_PLACE, _TEMP_SAID):
        for match in pattern.finditer(text):
            if pattern is _TEMP_SAID and _NOT_HEAT.search(text[max(0, match.start() - 40) : match.start()]):
                continue
            value = float(match.group(1).replace(",", "."))
            celsius = (value - 32) / 1.8 if 93 < value < 110 else value
            if 37.95 <= celsius <= 43:
                yield ("temp_fever" if pattern is _TEMP_PLACE else "temp_said"), match.start(), match.end()
            if pattern is _TEMP_PLACE and 34 <= celsius < 35.8:
                yield "temp_low", match.start(), match.end()


def _cool(text: str) -> Iterator[Found]:
    for match in _COOL.finditer(text):
        value = float(match.group(1).replace(",", "."))
        if ((value - 32) / 1.8 if value > 50 else value) < 36.05:
            yield "temp_cool", match.start(), match.end()


def _labs(text: str) -> Iterator[Found]:
    for name, pattern in _LAB.items():
        for match in pattern.finditer(text):
            value = float(match.group(1).replace(",", "."))
            if _critical(name, value):
                yield "lab_critical", match.start(), match.end()
            elif name == "inr" and 5 <= value < 9:
                yield "inr_high", match.start(), match.end()
            elif name == "anc" and (value < 1 or 10 <= value < 600):
                yield "chemo", match.start(), match.end()


def _critical(name: str, value: float) -> bool:
    if name == "potassium":
        return 6.0 <= value < 10 or 1 < value < 2.6
    if name == "sodium":
        return 95 < value < 120 or 160 <= value < 190
    if name == "hemoglobin":
        return 2 < value < 7
    if name == "platelets":
        return 0 < value < 20
    return name == "inr" and 9 <= value < 30


def _counted(text: str) -> Iterator[Found]:
    for match in _HOURS.finditer(text):
        if 8 <= _worth(match.group(1)) <= 72:
            yield "many_hours", match.start(), match.end()
    for match in _YOUNG.finditer(text):
        if match.group(1) is None or _worth(match.group(1)) <= 24:
            yield "young_child", match.start(), match.end()
    for match in _SWALLOWED.finditer(text):
        count = _worth(match.group(1))
        if _PER_DAY.search(text[match.start() : match.end() + 24]):
            continue
        if count >= (8 if match.group(2) else 3) and count < 200:
            yield "many_pills", match.start(), match.end()


def _infants(text: str) -> Iterator[Found]:
    for match in _INFANT.finditer(text):
        found = [group for group in match.groups() if group]
        count, unit = _worth(found[0]), found[1]
        if count * (1 if unit[0] == "d" else 7) < 90:
            yield "infant", match.start(), match.end()
