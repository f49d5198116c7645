"""The red-flag families: what each is called, what staff do, whom to call.

Dispositions follow ordinary nurse telephone triage: red is 911 or an emergency department now, amber the same day.
The clinic's clinicians sign off the wording for their setting.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class Level(StrEnum):
    """How soon somebody must act: red now, amber the same day."""

    RED = "red"
    AMBER = "amber"


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of danger. `level` is the highest it can raise; a finding has its own."""

    slug: str
    title: str
    level: Level
    advice: str
    call: str


_911 = "911"
_CLINIC = "The clinic's nurse, today"
_POISON = "Poison Control 1-800-222-1222"
_NOT_DRIVE = "They must not drive themselves."

_ALL = (
    Family(
        "chest-pain",
        "Chest pain or heart attack signs",
        Level.RED,
        f"Call the patient now and have them call 911. {_NOT_DRIVE} Ask when it started.",
        _911,
    ),
    Family(
        "breathing",
        "Trouble breathing",
        Level.RED,
        "Call now. If they cannot finish a sentence, lips are blue or the inhaler fails, 911.",
        _911,
    ),
    Family(
        "oxygen",
        "Low oxygen reading",
        Level.RED,
        "Call now and have it measured again. Below 90 %, or below their agreed target, 911.",
        _911,
    ),
    Family(
        "stroke",
        "Stroke signs",
        Level.RED,
        "Call 911 for them even if the signs have passed. Write down when they were last well.",
        _911,
    ),
    Family(
        "self-harm",
        "Suicide or self-harm",
        Level.RED,
        "Call now and stay on the line. Ask about a plan and means. 911 if they are about to act.",
        "988, or 911",
    ),
    Family(
        "violence",
        "Violence, abuse or harm to others",
        Level.RED,
        "Call now on a number that is safe for them. Ask whether they are safe this minute.",
        "911; National Domestic Violence Hotline 1-800-799-7233",
    ),
    Family(
        "mental-health",
        "Mental health crisis",
        Level.RED,
        "Call today, now if they hear commands, are confused or in withdrawal from alcohol.",
        "988, or 911",
    ),
    Family(
        "allergy",
        "Allergic reaction",
        Level.RED,
        "With swelling of mouth or throat, trouble breathing or vomiting: epinephrine and 911. Hives alone: today.",
        _911,
    ),
    Family(
        "pregnancy",
        "Danger signs in pregnancy or after birth",
        Level.RED,
        f"Heavy bleeding, fewer movements, severe headache or broken waters: labor and delivery now. {_NOT_DRIVE}",
        "Labor and delivery, or 911",
    ),
    Family(
        "fainting",
        "Fainting",
        Level.RED,
        "Call now. 911 with chest pain, racing heart, injury, pregnancy or if it happened without warning.",
        _911,
    ),
    Family(
        "abdominal-pain",
        "Abdominal pain",
        Level.RED,
        "Severe, rigid, low on the right or with fever or fainting: emergency department, nothing to eat.",
        _911,
    ),
    Family(
        "infant-fever",
        "Fever in the first three months",
        Level.RED,
        "Emergency department now, no fever medicine first.",
        "Emergency department, or 911",
    ),
    Family(
        "child",
        "A very ill child",
        Level.RED,
        "Limp, blue, hard to wake, pauses in breathing or no wet diaper: 911 or emergency department now.",
        _911,
    ),
    Family("meningitis", "Meningitis signs", Level.RED, "Call now and send them to the emergency department.", _911),
    Family(
        "sepsis",
        "Signs of sepsis",
        Level.RED,
        "Call now. Fever on chemotherapy, or with shaking chills, confusion or fainting: emergency department.",
        _911,
    ),
    Family(
        "fever",
        "Fever",
        Level.RED,
        "Same day. Above 105 F (40.5 C), or with a very ill look, emergency department.",
        _CLINIC,
    ),
    Family(
        "headache",
        "Headache",
        Level.RED,
        "Sudden and worst ever, or with confusion or weakness: 911. Otherwise the same day.",
        _911,
    ),
    Family(
        "seizure",
        "Seizure",
        Level.RED,
        "911 for a first seizure, one over five minutes, two in a row, or not waking up.",
        _911,
    ),
    Family(
        "confusion", "New confusion or hard to wake", Level.RED, "Call the person who wrote, have them call 911.", _911
    ),
    Family(
        "poisoning",
        "Overdose, poisoning or a wrong dose",
        Level.RED,
        "Call now, keep the container. 911 if drowsy, breathing badly or it was meant. Poison Control otherwise.",
        f"{_POISON}; 911",
    ),
    Family(
        "bleeding",
        "Bleeding",
        Level.RED,
        "Vomited blood, black stools or bleeding that won't stop: 911. Small amounts: the same day.",
        _911,
    ),
    Family(
        "head-injury",
        "Head injury",
        Level.RED,
        "On a blood thinner, or with vomiting, confusion or fainting: emergency department now.",
        _911,
    ),
    Family(
        "vision",
        "Vision loss or eye injury",
        Level.RED,
        "Sudden loss: emergency eye care now. Chemical: rinse 15 minutes first, then go.",
        "Eye clinic, or 911",
    ),
    Family(
        "testicle",
        "Testicular pain",
        Level.RED,
        "Sudden pain can be torsion, with six hours to save it: emergency department now.",
        "Emergency department",
    ),
    Family(
        "clot",
        "Blood clot in leg or lung",
        Level.RED,
        "Swollen leg: ultrasound the same day. With breathlessness or chest pain: 911.",
        _911,
    ),
    Family(
        "limb",
        "Cold or numb limb",
        Level.RED,
        "Cold, white or blue with pain: emergency department now. Tingling alone: the same day.",
        _911,
    ),
    Family(
        "spine",
        "Back pain with nerve signs",
        Level.RED,
        "Numb groin, lost bladder or bowel control, weak legs: emergency department now.",
        "Emergency department",
    ),
    Family(
        "diabetes",
        "Dangerous blood sugar",
        Level.RED,
        "Low: sugar now, measure in 15 minutes, 911 if drowsy. High with vomiting or ketones: emergency department.",
        _911,
    ),
    Family(
        "blood-pressure",
        "Dangerous blood pressure",
        Level.RED,
        "Call now. Very high or low with symptoms: 911. Without: measure again, seen the same day.",
        _911,
    ),
    Family(
        "palpitations",
        "Palpitations",
        Level.RED,
        "Same day for an EKG. With fainting, chest pain or a pulse over 140: 911.",
        _911,
    ),
    Family(
        "choking",
        "Choking or a swallowed object",
        Level.RED,
        "Cannot swallow saliva, or swallowed a battery or magnet: 911 now.",
        _911,
    ),
    Family(
        "injury",
        "Injury",
        Level.RED,
        "Deep, deformed, burned over a large area or from a crash: emergency department. Otherwise the same day.",
        _911,
    ),
    Family("dizziness", "Dizziness", Level.AMBER, "Call today. Sit or lie down, do not drive.", _CLINIC),
    Family(
        "vomiting",
        "Vomiting",
        Level.AMBER,
        "Call today. Ask about blood, urine, and which medicines stayed down.",
        _CLINIC,
    ),
    Family(
        "dehydration",
        "Dehydration",
        Level.RED,
        "Call today. Very young or old without urine, or too weak to stand: emergency department.",
        _911,
    ),
    Family(
        "wound",
        "Trouble after surgery",
        Level.RED,
        "Infection: seen today by the surgeon or the clinic. Open to the inside, rigid belly, swollen neck: 911.",
        _911,
    ),
    Family(
        "metabolic",
        "Missed dialysis, adrenal crisis or a critical lab value",
        Level.RED,
        "Emergency department now; vomiting with adrenal insufficiency needs its emergency injection.",
        _911,
    ),
    Family(
        "infection",
        "Infection that spreads or needs treatment",
        Level.AMBER,
        "Seen today. With fever, shaking or confusion: emergency department.",
        _CLINIC,
    ),
    Family(
        "urinary",
        "Cannot pass urine",
        Level.AMBER,
        "Seen today. In pain or none for 8 hours: emergency department.",
        _CLINIC,
    ),
)

FAMILIES: Mapping[str, Family] = MappingProxyType({family.slug: family for family in _ALL})
