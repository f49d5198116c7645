"""Alarming words in what a patient wrote: which family, how urgent, and the words themselves.

The scan only raises: a message without findings may still be urgent. Denied, long past, somebody else's and merely
supposed symptoms are left out or count one level lower; doubt raises. It reads the body, not the subject: in a study
of portal messages the subject showed 15 % of the high-risk symptoms.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from rules.urgency_context import context_of
from rules.urgency_cues import CUES
from rules.urgency_families import FAMILIES, Family, Level
from rules.urgency_frame_cues import FRAMES
from rules.urgency_marks import DROPS, LOWERS, Context, Mark
from rules.urgency_matching import Rule, matches, parse
from rules.urgency_measures import more_values
from rules.urgency_numbers import values
from rules.urgency_qualifiers import QUALIFIERS
from rules.urgency_reading import Lexicon, Reading, Span, fold, words_of
from rules.urgency_rules import AMBER, RED
from rules.urgency_sayings import SAYINGS
from rules.urgency_signs_birth import BIRTH, INFANT
from rules.urgency_signs_body import BLOOD_SIGNS, BODY_SIGNS, EYE_SIGNS, HEAD_SIGNS, LIMB_SIGNS, SPINE_SIGNS
from rules.urgency_signs_finer import FINER, STANDING_CUES
from rules.urgency_signs_harm import ALLERGY_SIGNS, POISON_SIGNS
from rules.urgency_signs_joining import JOINING
from rules.urgency_signs_same_day import SAME_DAY
from rules.urgency_signs_wounds import CARE_SIGNS, WOUNDS
from rules.urgency_spanish import SPANISH
from rules.urgency_weighing import weigh
from rules.urgency_words import BODY, BREATH, FEELINGS, NEURO
from rules.urgency_words_accidents import ACCIDENTS
from rules.urgency_words_body import ALLERGY, CIRCULATION, EYES, INJURY, SKIN, SPINE, SUGAR
from rules.urgency_words_brain import ASTRAY, FITS, HEAD, STROKE
from rules.urgency_words_conditions import CONDITIONS
from rules.urgency_words_despair import DESPAIR
from rules.urgency_words_heart import AIR, FALLING, HEART
from rules.urgency_words_mind_and_birth import BLOOD, CHILD, MIND, POISON, PREGNANCY
from rules.urgency_words_threats import BELIEF, HARM, HOME

__all__ = ["FAMILIES", "Family", "Finding", "Level", "level", "ready", "scan"]

_OFTEN_MISSPELT = (
    "breathing",
    "breathe",
    "unconscious",
    "suicidal",
    "suicide",
    "diarrhea",
    "vomiting",
    "vomited",
    "bleeding",
    "seizure",
    "allergic",
    "swollen",
    "swelling",
    "swallow",
    "swallowed",
    "severe",
    "pregnant",
    "headache",
    "stomach",
    "numbness",
    "palpitations",
    "anaphylaxis",
    "overdose",
    "overdosed",
    "temperature",
    "convulsion",
    "fainted",
    "fainting",
    "shortness",
    "weakness",
    "slurred",
    "slurring",
    "ending",
    "goodbye",
    "choked",
    "pressure",
    "tightness",
    "throwing",
    "confused",
    "unresponsive",
    "collapsed",
    "dizziness",
    "lightheaded",
    "wheezing",
    "drooping",
    "sweating",
    "infected",
    "incision",
    "testicle",
    "excruciating",
    "unbearable",
    "sudden",
    "suddenly",
    "passed",
    "passing",
    "squeezing",
    "inhaler",
    "wanting",
    "tongue",
    "aching",
    "curtain",
    "right",
    "wouldnt",
    "notebook",
    "anything",
    "thirsty",
    "throat",
    "helping",
    "getting",
    "swallow",
    "hurting",
    "killing",
    "droopy",
    "choking",
    "newborn",
    "embarazada",
    "sangrando",
    "vomitando",
    "respirar",
    "fiebre",
    "desmaye",
)
VOCABULARY = (
    BODY,
    FEELINGS,
    BREATH,
    NEURO,
    MIND,
    POISON,
    BLOOD,
    PREGNANCY,
    CHILD,
    ALLERGY,
    CIRCULATION,
    SUGAR,
    EYES,
    SPINE,
    SKIN,
    INJURY,
    QUALIFIERS,
    SPANISH,
    BIRTH,
    INFANT,
    BODY_SIGNS,
    BLOOD_SIGNS,
    HEAD_SIGNS,
    EYE_SIGNS,
    LIMB_SIGNS,
    SPINE_SIGNS,
    ALLERGY_SIGNS,
    POISON_SIGNS,
    WOUNDS,
    CARE_SIGNS,
    JOINING,
    FINER,
    STANDING_CUES,
    SAME_DAY,
    HEART,
    AIR,
    FALLING,
    STROKE,
    HEAD,
    FITS,
    ASTRAY,
    DESPAIR,
    HARM,
    BELIEF,
    HOME,
    ACCIDENTS,
    CONDITIONS,
    SAYINGS,
    CUES,
    FRAMES,
)
# What passed may come back worse (a stroke that warns, a poison that waits): being over is no comfort here.
_NEVER_SETTLED = frozenset(
    {
        "stroke",
        "self-harm",
        "poisoning",
        "head-injury",
        "seizure",
        "violence",
        "pregnancy",
        "child",
        "infant-fever",
        "fainting",
        "oxygen",
        "vision",
    }
)
_MEASURED = frozenset({"blood-pressure", "oxygen", "diabetes", "metabolic"})  # feeling fine lowers no measured value
_STANDING = ("thinner", "immune_life")  # holds however long ago it began
_AGES = ("infant", "young_child", "elderly")  # a "no" before it denies something else
_RED_FAMILIES = frozenset(RED)
_PILLS = frozenset({"poisoning", "self-harm"})
_PAST_COUNTS = frozenset({"self-harm", "violence"})
# "he has a gun and says if I ever leave", "a note that says sorry": the threat is what is said with the "if"
_SAID_WITH_IF = frozenset({"arms", "touching", "hunted", "marks_found"})
_INFANT_YEARS = 0.25
_HEAVY, _HALF_HEAVY = 12.0, 8.0  # weights that are red and amber


@dataclass(frozen=True, slots=True)
class Finding:
    """One raised family. `phrase` is `body[start:end]`: the words that fired, as the patient wrote them."""

    level: Level
    family: str
    phrase: str
    start: int
    end: int


def ready() -> None:
    """Make now what `scan` would make at its first call: most of a second, which nobody should wait for in a click."""
    _lexicon()
    _rules()


@cache
def _lexicon() -> Lexicon:
    return Lexicon(VOCABULARY, _OFTEN_MISSPELT)


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(
        parse(family, level, line)
        for level, table in ((Level.RED, RED), (Level.AMBER, AMBER))
        for family, lines in table.items()
        for line in lines.split(";")
        if line.strip()
    )


def scan(
    body: str, *, age_years: float | None = None, sex: str = "", pregnant: bool | None = None
) -> tuple[Finding, ...]:
    """What in `body` alarms: reds first, then by place; each family once, at its highest level.

    `age_years`, `sex` and `pregnant` are those of the patient the message is about, where known. They only add:
    a fever counts as a newborn's at an age under three months, bleeding as in pregnancy with `pregnant`.
    """
    reading, context = read(body)
    found = _by_weight(_by_rules(body, reading, context, frozenset()), body, reading, context)
    recorded = set()
    if age_years is not None and age_years < _INFANT_YEARS:
        recorded.add("infant")
    if pregnant and sex.lower() not in ("male", "m"):
        recorded.add("pregnant")
    if recorded:
        for family, finding in _by_rules(body, reading, context, frozenset(recorded)).items():
            if family not in found or finding.level is Level.RED:
                found[family] = finding
    return tuple(
        sorted(found.values(), key=lambda finding: (finding.level is not Level.RED, finding.start, finding.family))
    )


def _by_rules(body: str, reading: Reading, context: Context, recorded: frozenset[str]) -> dict[str, Finding]:
    """What the rules raise, by family."""
    assumed = set(recorded)
    assumed |= {name for name in _STANDING if any(_stands(context, span) for span in reading.concepts.get(name, ()))}
    assumed |= {name for name in _AGES if any(_told(context, span) for span in reading.concepts.get(name, ()))}
    present = assumed | set(reading.concepts)
    best: dict[str, Finding] = {}
    for rule in _rules():
        if not rule.needs <= present:
            continue
        held = best.get(rule.family)
        if held is not None and (held.level is Level.RED or rule.level is Level.AMBER):
            continue
        match = _first(rule, reading, context, frozenset(assumed))
        if match is not None:
            spans, at = match
            if held is None or at is Level.RED:
                best[rule.family] = _finding(rule.family, at, spans, reading, body)
    return best


def _by_weight(found: dict[str, Finding], body: str, reading: Reading, context: Context) -> dict[str, Finding]:
    """The same with what the words weigh together, where no rule raised red. It only adds."""
    if any(finding.level is Level.RED for finding in found.values()):
        return found
    weighed = weigh(reading, context)
    if weighed is None:
        return found
    if weighed.weight >= _HEAVY:
        first = min(found.values(), key=lambda one: (one.family not in _RED_FAMILIES, one.start), default=None)
        if first and first.family in _RED_FAMILIES:
            return found | {first.family: replace(first, level=Level.RED)}
        return found | {weighed.family: _finding(weighed.family, Level.RED, [weighed.span], reading, body)}
    if weighed.weight >= _HALF_HEAVY and not found:
        return {weighed.family: _finding(weighed.family, Level.AMBER, [weighed.span], reading, body)}
    return found


def read(body: str) -> tuple[Reading, Context]:
    """The words and concepts of a message, and what stands around them."""
    reading = words_of(fold(body))
    _lexicon().read(reading)
    for concept, start, end in (*values(reading.text), *more_values(reading.text)):
        span = reading.span_of(start, end)
        if span:
            reading.add(concept, span)
    return reading, context_of(reading)


def level(findings: Iterable[Finding]) -> Level | None:
    """The highest level among some findings."""
    levels = {finding.level for finding in findings}
    return Level.RED if Level.RED in levels else Level.AMBER if levels else None


def _first(rule: Rule, reading: Reading, context: Context, assumed: frozenset[str]) -> tuple[list[Span], Level] | None:
    """The first match of a rule at the highest level its surroundings leave it."""
    lower: tuple[list[Span], Level] | None = None
    for spans, beside in matches(
        rule, reading.concepts, reading.breaks, assumed, denied=lambda places: _denied(context, places)
    ):
        del beside
        at = _left(rule, context.of(spans))
        if at is rule.level:
            return spans, at
        if at is not None and lower is None:
            lower = spans, at
    return lower


def _told(context: Context, span: Span) -> bool:
    return not context.of([span]) & (DROPS & ~Mark.DENIED)


def _stands(context: Context, span: Span) -> bool:
    return not context.of([span]) & (DROPS & ~(Mark.PAST | Mark.PURPOSE))


def _denied(context: Context, spans: list[Span]) -> bool:
    return bool(context.of(spans) & DROPS)


def _left(rule: Rule, mark: Mark) -> Level | None:
    """What a rule still raises under some marks."""
    if rule.family in _PILLS or rule.family in _MEASURED:
        mark &= ~Mark.PURPOSE  # the pills are the matter
    if rule.family in _PAST_COUNTS and mark & Mark.ABOUT:
        mark = mark & ~Mark.ABOUT | Mark.TOLD
    if rule.needs & _SAID_WITH_IF:
        mark &= ~Mark.SUPPOSED
    if mark & DROPS:
        only_past = not mark & DROPS & ~Mark.PAST
        return Level.AMBER if only_past and rule.family in _PAST_COUNTS else None
    lowered = mark & LOWERS
    if rule.family in _NEVER_SETTLED and (rule.level is Level.RED or rule.family == "self-harm"):
        lowered &= ~(Mark.RESOLVED | Mark.CHRONIC)
    if rule.family in _MEASURED:
        lowered &= ~Mark.RESOLVED
    if not lowered:
        return rule.level
    return Level.AMBER if rule.level is Level.RED else None


def _finding(family: str, at: Level, spans: list[Span], reading: Reading, body: str) -> Finding:
    start = reading.starts[min(first for first, _ in spans)]
    end = reading.ends[max(last for _, last in spans)]
    return Finding(at, family, body[start:end], start, end)
