"""What a clinic sets about releasing results, and what US law thinks of it.

Sources of the defaults. Three days where the patient asked: the example in ONC's FAQ on a patient's requested
delay. Seven days without a second clinician, thirty with one, three for harm and seven for a state's rule or an
adolescent until somebody looks again: ours; no rule names a number. Nudge on day 3, tell staff on day 7: as
Klara and Pharmeon do; phone or letter on day 21: three in a hundred messages are unread by then (PubMed
26171082). The classes are the sensitive ones that state laws name (as California's Health and Safety Code
123148); none is held unless a clinic chooses it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from rules.loinc import is_loinc

# Examples to start from, not whole lists: a clinic completes them for its own laboratories.
CLASSES: Mapping[str, tuple[str, ...]] = {
    "hiv": ("7917-8", "56888-1", "75622-1", "20447-9", "30361-0", "29893-5", "49580-4"),
    "viral-hepatitis": ("5195-3", "5196-1", "16128-1", "11259-9", "13955-0", "24113-3"),
    "drugs-of-abuse": ("3426-4", "3397-7", "3879-4", "19270-8", "3390-2", "19295-5", "19659-2", "3349-8"),
    "pathology": ("11529-5", "22637-3", "60567-5", "10524-7", "47527-7", "33717-0"),
    "genetic": ("21636-6", "51969-4", "81247-9"),
    "sexually-transmitted": ("21613-5", "24111-7", "43304-5", "43305-2", "20507-0", "31201-7", "5061-7"),
    "pregnancy": ("2106-3", "2118-8", "19080-1", "21198-7"),
}
MOST_CODES = 2_000


class ReleaseProblem(ValueError):
    """What can't be used in these settings: the field and a sentence."""

    def __init__(self, field_name: str, sentence: str) -> None:
        super().__init__(f"{field_name}: {sentence}" if field_name else sentence)
        self.field = field_name
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class ReleaseRules:
    """All numbers are days on the calendar. Raises `ReleaseProblem` for what can't be.

    `classes` are lists of LOINC codes by name; `held_classes` those that the clinic's state wants held.
    `blanket_delay_days` waits with every result: see `warnings`.
    """

    patient_request_days: int = 3
    harm_days: int = 3
    state_rule_days: int = 7
    adolescent_days: int = 7
    longest_days_alone: int = 7
    longest_days_together: int = 30
    nudge_days: int = 3
    tell_staff_days: int = 7
    letter_days: int = 21
    blanket_delay_days: int = 0
    classes: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: CLASSES)
    held_classes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in _DAYS:
            least = 0 if name == "blanket_delay_days" else 1
            if not least <= getattr(self, name) <= 90:
                raise ReleaseProblem(name, f"This is a whole number of days, from {least} to 90.")
        for name in ("patient_request_days", "harm_days", "state_rule_days", "adolescent_days"):
            if getattr(self, name) > self.longest_days_alone:
                raise ReleaseProblem(name, "A hold begins no longer than one clinician alone may hold a result.")
        if self.longest_days_alone > self.longest_days_together:
            raise ReleaseProblem("longest_days_together", "Two clinicians may hold a result at least as long as one.")
        if not self.nudge_days < self.tell_staff_days < self.letter_days:
            raise ReleaseProblem("tell_staff_days", "The patient is nudged first, then staff are told, then a letter.")
        for name in self.held_classes:
            if name not in self.classes:
                raise ReleaseProblem("held_classes", f"There is no class {name!r}.")


_DAYS = tuple(each.name for each in fields(ReleaseRules) if each.name.endswith(("_days", "_alone", "_together")))
STANDARD = ReleaseRules()


def warnings(rules: ReleaseRules) -> tuple[str, ...]:
    """What the person who sets these should know, as sentences; none for settings that hold nothing back by rule."""
    found = []
    if days := rules.blanket_delay_days:
        found.append(
            f"Every result would wait {days} {'day' if days == 1 else 'days'}, whatever it says and whoever waits for "
            "it. Under US law a delay for everybody is likely information blocking (21st Century Cures Act, 45 CFR "
            "part 171; ONC's FAQ IB.FAQ22.1.2021MAR): the result is the patient's once it is final. Hold single "
            "results instead, each with its reason."
        )
    if rules.held_classes:
        found.append(
            "A rule of your state justifies holding a result only as long as that rule needs (85 FR 25813). Have "
            f"somebody who knows your state's law confirm: {', '.join(rules.held_classes)}."
        )
    return tuple(found)


def rules_to_json(rules: ReleaseRules) -> dict[str, Any]:
    """These settings as JSON."""
    return {
        **{name: getattr(rules, name) for name in _DAYS},
        "classes": {name: list(codes) for name, codes in rules.classes.items()},
        "held_classes": list(rules.held_classes),
    }


def rules_from_json(value: Any) -> ReleaseRules:
    """The settings as a clinic wrote them; what isn't named keeps its default. Raises `ReleaseProblem`."""
    if not isinstance(value, Mapping):
        raise ReleaseProblem("", f"There are {', '.join(each.name for each in fields(ReleaseRules))}.")
    given: dict[str, Any] = {}
    for name, each in value.items():
        if name in _DAYS:
            if isinstance(each, bool) or not isinstance(each, int):
                raise ReleaseProblem(name, "This is a whole number of days.")
            given[name] = each
        elif name == "classes":
            given[name] = _classes(each)
        elif name == "held_classes":
            given[name] = _texts(each, name)
        else:
            raise ReleaseProblem(str(name), "Nothing is known of this.")
    return ReleaseRules(**given)


def _classes(value: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, Mapping):
        raise ReleaseProblem("classes", "Classes are lists of LOINC codes, each with its name.")
    found = {}
    for name, codes in value.items():
        place = f"classes.{name}"
        if not isinstance(name, str) or not 0 < len(name) <= 40 or not name.isprintable():
            raise ReleaseProblem("classes", "The name of a class has 1 to 40 characters.")
        found[name] = _texts(codes, place)
        if wrong := [code for code in found[name] if not is_loinc(code)]:
            raise ReleaseProblem(place, f"{wrong[0][:20]!r} is no LOINC code.")
    return found


def _texts(value: Any, place: str) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or len(value) > MOST_CODES:
        raise ReleaseProblem(place, f"This is a list of at most {MOST_CODES:,}.")
    if not all(isinstance(each, str) for each in value):
        raise ReleaseProblem(place, "Each is a text.")
    return tuple(value)
