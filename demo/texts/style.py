"""What hands and phones do to a text: slips, missing marks, capitals, abbreviations. Seeded by the caller."""

from __future__ import annotations

import re
from random import Random

_NEIGHBOURS = {
    "a": "sq", "b": "vn", "c": "xv", "d": "sf", "e": "wr", "f": "dg", "g": "fh", "h": "gj", "i": "uo", "j": "hk",
    "k": "jl", "l": "ko", "m": "n", "n": "bm", "o": "ip", "p": "o", "q": "w", "r": "et", "s": "ad", "t": "ry",
    "u": "yi", "v": "cb", "w": "qe", "x": "zc", "y": "tu", "z": "x",
}  # fmt: skip
_MISSPELT = {
    "prescription": ("perscription", "prescripton", "presciption", "script"),
    "appointment": ("appointmnet", "apointment"),
    "medication": ("medecation", "meds"), "medicine": ("medecine", "medicin"), "pharmacy": ("pharmacey", "pharamcy"),
    "definitely": ("definately",), "tomorrow": ("tommorow", "tomorow"), "receive": ("recieve",), "until": ("untill",),
    "schedule": ("schedual",), "referral": ("referal", "refferal"), "insurance": ("insurence",),
    "doctor": ("docter", "dr"), "their": ("there",), "because": ("becuase", "becouse"), "breath": ("breathe",),
    "lose": ("loose",), "weird": ("wierd",), "separate": ("seperate",), "which": ("wich",), "really": ("realy",),
    "stomach": ("stomache",), "diarrhea": ("diarhea",), "results": ("reuslts",), "question": ("quesiton",),
    "thank": ("thnak",), "the": ("teh", "hte"), "lisinopril": ("lisinipril", "lisinoprol"),
    "metformin": ("metforman", "metformen"), "atorvastatin": ("atorvastin", "atorvistatin"),
    "amlodipine": ("amlodapine", "amlopidine"), "levothyroxine": ("levothyroxin", "levothroxine"),
    "omeprazole": ("omeprezole", "omeprazol"), "sertraline": ("sertralene", "setraline"),
    "gabapentin": ("gabapenton", "gabapentine"), "losartan": ("losarten",), "albuterol": ("albuteral", "abuterol"),
    "hydrochlorothiazide": ("hctz", "hydroclorothiazide"), "montelukast": ("montelucast",),
}  # fmt: skip
_AUTOCORRECT = {
    "refill": "refile", "well": "we'll", "its": "it's", "were": "we're", "dose": "does", "pills": "pulls",
    "quite": "quiet",
    "metformin": "met forming", "lisinopril": "listen april", "appt": "apt", "your": "you're", "sent": "scent",
    "labs": "lambs", "meds": "mess", "rash": "trash", "nurse": "purse", "on": "in", "of": "if", "for": "foe",
    "gabapentin": "gave a pen tin", "sertraline": "certain line", "losartan": "lost Artan",
}  # fmt: skip
_TEXTING = {
    "you": "u", "are": "r", "please": "pls", "because": "bc", "thanks": "thx", "tomorrow": "tmrw", "your": "ur",
    "appointment": "appt", "prescription": "rx", "before": "b4", "people": "ppl", "about": "abt", "with": "w",
    "going to": "gonna", "want to": "wanna", "I don't know": "idk", "to be honest": "tbh", "right now": "rn",
    "really": "rly", "though": "tho", "okay": "k", "probably": "prob", "something": "smth", "and": "n",
}  # fmt: skip
_TEXTEO = {
    "que": "q", "porque": "xq", "por": "x", "también": "tmb", "por favor": "porfa", "está": "ta", "para": "pa",
    "gracias": "grax", "Qué": "Q", "mensaje": "msj", "bien": "bn",
}  # fmt: skip
_PLAIN = str.maketrans("áéíóúüÁÉÍÓÚ", "aeiouuAEIOU")
_WORD = re.compile(r"[A-Za-zÀ-ÿ']+")


def slip(rng: Random, word: str) -> str:
    """One keyboard slip: a neighbour, a swap, a letter lost or doubled."""
    if len(word) < 4 or not word.isascii():
        return word
    at = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        near = rng.choice(_NEIGHBOURS.get(word[at].lower(), word[at]))
        return word[:at] + near + word[at + 1 :]
    if kind == 1:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 2:
        return word[:at] + word[at + 1 :]
    return word[:at] + word[at] + word[at:]


def typos(rng: Random, text: str, rate: float) -> str:
    """Misspelt words, keyboard slips and a rare autocorrection; about `rate` of the words are hit."""

    def spoil(match: re.Match[str]) -> str:
        word = match[0]
        if rng.random() > rate * (4 if word.lower() in _MISSPELT else 1):
            return word
        if choices := _MISSPELT.get(word.lower()):
            wrong = rng.choice(choices)
            return wrong.capitalize() if word[0].isupper() else wrong
        if word.lower() in _AUTOCORRECT and rng.random() < 0.35:
            return _AUTOCORRECT[word.lower()]
        return slip(rng, word)

    return _WORD.sub(spoil, text)


def autocorrected(rng: Random, text: str) -> str:
    """One word that the phone knew better."""
    hits = [match for match in _WORD.finditer(text) if match[0].lower() in _AUTOCORRECT]
    if not hits:
        return text
    hit = rng.choice(hits)
    return text[: hit.start()] + _AUTOCORRECT[hit[0].lower()] + text[hit.end() :]


def texting(rng: Random, text: str, share: float, *, spanish: bool = False) -> str:
    """Abbreviations of text messages, each taken with probability `share`."""
    for long, short in (_TEXTEO if spanish else _TEXTING).items():
        if rng.random() < share:
            text = re.sub(rf"\b{long}\b", short, text)
    return text


def lowered(text: str) -> str:
    """No capitals, as thumbs write."""
    return text.lower()


def shouted(text: str) -> str:
    """Caps lock; a phone's signature keeps its case."""
    return text.upper()


def unpunctuated(rng: Random, text: str) -> str:
    """Sentences that run on, without apostrophes as often as not."""
    text = re.sub(r"(?<=\w)(?<![DdMm][rs])[.;](?= \w)", lambda _: rng.choice(("", "", ",", " and", "...")), text)
    if rng.random() < 0.6:
        text = re.sub(r"(?<=\w)'(?=\w)", "", text)
    if rng.random() < 0.5:
        text = re.sub(r"(?<=\w),", "", text)
    return text.rstrip(".?!") if rng.random() < 0.8 else text


def emphatic(rng: Random, text: str) -> str:
    """Marks in bunches."""
    text = re.sub(r"\?(?=\s|$)", lambda _: rng.choice(("?", "??", "???", "?!")), text)
    return re.sub(r"!(?=\s|$)", lambda _: rng.choice(("!", "!!", "!!!")), text)


def dotted(rng: Random, text: str) -> str:
    """Three dots between thoughts."""
    return re.sub(r"(?<=\w)(?<![DdMm][rs])[.,](?= )", lambda match: "..." if rng.random() < 0.7 else match[0], text)


def unaccented(rng: Random, text: str) -> str:
    """Spanish from a keyboard without accents; the ñ sometimes survives."""
    text = text.translate(_PLAIN).replace("¿", "").replace("¡", "")
    return text.replace("ñ", "n") if rng.random() < 0.5 else text


def spaced(rng: Random, text: str) -> str:
    """Spaces where none belong, or none where they do."""
    return re.sub(r"([,.]) (?=\w)", lambda m: rng.choice((m[0], f" {m[1]} ", m[1], m[0], m[0])), text)


def capitalised(text: str) -> str:
    """Sentences start with a capital, for those who care."""
    return re.sub(r"(^|[.!?]\s+|\n+)([a-záéíóúñ])", lambda match: match[1] + match[2].upper(), text)


def unpunctuated_plain(text: str) -> str:
    """Without the last mark and the commas, in any language."""
    return re.sub(r"(?<=\w),", "", text).rstrip(".")
