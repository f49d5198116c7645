"""What a medication is: its ingredients, its class, and its schedule under the Controlled Substances Act."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rules.drug_classes import BY_CLASS, BY_FORM
from rules.drug_lists import BY_SCHEDULE, COMBINED_SCHEDULES
from rules.drug_names import CLASS_OF, ingredients_of

SCHEDULE_UNKNOWN = "Schedule unknown: treated as controlled"
SCHEDULES = ("", "II", "III", "IV", "V")  # of what can be prescribed; nothing of schedule I can
# Never refilled by protocol (an access centre's policy, moam.info, pediatric prescription refill guidelines; and
# the sheet of a family practice of 2015, docsbay.net): "controlled" is every drug of a schedule.
NEVER = frozenset({"controlled", "antibiotic", "antifungal", "anticoagulant"})
CLASSES: dict[str, str] = {
    "": "Class unknown",
    "controlled": "Controlled substances",
    **{slug: words for slug, (words, _) in BY_CLASS.items()},
    **BY_FORM,
}
# Different ones of these are often taken together: only the same ingredient twice is a duplicate.
SEVERAL = frozenset({"insulin", "anticonvulsant", "diabetes-supplies", "supplement", "eye-drops", "topical", "nitrate",
                     "other", "other-lipid-lowering", "antiplatelet", "laxative", "analgesic", "oncology", "bowel",
                     "antiretroviral", "immunosuppressant", "antiparkinson", "cough-cold", "other-hormone",
                     "other-respiratory", "other-antidepressant", "blood", "other-neurology", "antacid",
                     "other-diabetes"})  # fmt: skip
# One of these beside another is a duplicate as well: two that raise serotonin, two that block the renin system.
_AS_ONE = {"snri": "ssri", "arb": "ace-inhibitor", "arni": "ace-inhibitor", "renin-inhibitor": "ace-inhibitor"}
LOCAL = frozenset({"nasal-spray", "ear-drops", "eye-drops", "topical", "vaginal-estrogen"})

_SCHEDULE_OF = {name: schedule for schedule, names in BY_SCHEDULE.items() for name in names.split(", ")}
_GROUPS: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"ace-inhibitor", "arb", "renin-inhibitor", "beta-blocker", "calcium-channel-blocker", "thiazide",
                "potassium-sparing", "aldosterone-antagonist", "central-antihypertensive"}),
     "antihypertensive-combination"),
    (frozenset({"metformin", "sulfonylurea", "sglt2-inhibitor", "dpp4-inhibitor", "thiazolidinedione"}),
     "diabetes-combination"),
    (frozenset({"short-acting-beta-agonist", "long-acting-beta-agonist", "inhaled-anticholinergic", "inhaled-steroid"}),
     "inhaler-combination"),
    (frozenset({"estrogen", "progestogen", "contraceptive"}), "hormone-therapy"),
)  # fmt: skip
_IN_THE_NOSE = frozenset(
    {"corticosteroid", "inhaled-steroid", "antihistamine", "inhaled-anticholinergic", "cough-cold"}
)
_EYE = re.compile(r"\b(?:ophthalmic|eye)\b")
_EAR = re.compile(r"\botic\b")
_NOSE = re.compile(r"\bnasal\b")
_SKIN = re.compile(r"\b(?:topical|cream|ointment|lotion|shampoo|gel|medicated pad)\b")
_THROUGH_SKIN = re.compile(r"\b(?:transdermal|patch)\b")
_VAGINAL = re.compile(r"\bvaginal\b")
_FIVEFOLD = re.compile(r"\b500 ?(?:unt|units?)/ml\b|\bu ?-?500\b")
_SWALLOWED = re.compile(r"\b(?:tablet|capsule)s?\b")


@dataclass(frozen=True, slots=True)
class Drug:
    """A medication's ingredients (lower case, without salts, by alphabet), class (of `CLASSES`) and schedule.

    The class is '' where an ingredient isn't known.
    """

    ingredients: tuple[str, ...]
    drug_class: str = ""
    schedule: str = ""

    @property
    def ingredient(self) -> str:
        """The ingredients as one text, by which the same drugs are found: "acetaminophen / hydrocodone"."""
        return " / ".join(self.ingredients)

    @property
    def schedule_unknown(self) -> bool:
        """Whether nobody knows if it is controlled: no schedule is given, and not every ingredient is on the list."""
        return not self.schedule and not self.drug_class

    @property
    def controlled(self) -> bool:
        """Whether it is of a schedule, or may be of one for all that is known."""
        return self.schedule != "" or self.schedule_unknown

    @property
    def never_by_protocol(self) -> bool:
        """Whether no protocol may ever refill it: it counts as controlled, or is of one of the classes in `NEVER`."""
        return self.controlled or self.drug_class in NEVER


@lru_cache(maxsize=8192)
def drug_of(display: str, schedule: str = "") -> Drug:
    """What a medication of this name is. `schedule` is the chart's; the stricter of the two counts."""
    ingredients = ingredients_of(display)
    return Drug(ingredients, _class(ingredients, display.casefold()), _strictest(_schedules(ingredients) | {schedule}))


@lru_cache(maxsize=16_384)
def same_treatment(one: Drug, other: Drug) -> bool | None:
    """Whether two medications double a treatment: an ingredient in common, or two of a class that is taken once.

    A drug for the nose, eye, ear or skin doubles none that is swallowed. None where one of them isn't known.
    """
    if (one.drug_class in LOCAL) != (other.drug_class in LOCAL):
        return False
    if set(one.ingredients) & set(other.ingredients):
        return True
    if not one.drug_class or not other.drug_class:
        return None
    return bool((_treatments(one) & _treatments(other)) - SEVERAL)


def _treatments(drug: Drug) -> set[str]:
    return {_AS_ONE.get(slug, slug) for slug in _classes(drug.ingredients)}


def _classes(ingredients: tuple[str, ...]) -> set[str]:
    return {CLASS_OF.get(name, "") for name in ingredients}


def _class(ingredients: tuple[str, ...], text: str) -> str:
    classes = _classes(ingredients)
    for first in sorted(classes & NEVER):
        return first
    for name in ingredients:
        if name in _SCHEDULE_OF:
            return CLASS_OF[name]
    if not classes or "" in classes:
        return ""
    if local := _local(classes, text):
        return local
    if classes == {"inhaled-steroid"} and _SWALLOWED.search(text):
        return "corticosteroid"
    if classes == {"insulin"} and _FIVEFOLD.search(text):
        return "insulin-u500"
    if len(classes) == 1:
        return classes.pop()
    if classes == {"arni", "arb"}:
        return "arni"
    return next((slug for group, slug in _GROUPS if classes <= group), "combination")


def _local(classes: set[str], text: str) -> str:
    """The class of a form that works where it is put; '' for what is swallowed, inhaled or injected."""
    if _EYE.search(text):
        return "eye-drops"
    if _EAR.search(text):
        return "ear-drops"
    if _NOSE.search(text) and classes <= _IN_THE_NOSE:
        return "nasal-spray"
    if _VAGINAL.search(text):
        return "vaginal-estrogen" if classes == {"estrogen"} else ""
    if _SKIN.search(text) and not _THROUGH_SKIN.search(text):
        return "topical"
    return ""


def _schedules(ingredients: tuple[str, ...]) -> set[str]:
    found = set()
    for name in ingredients:
        schedule = _SCHEDULE_OF.get(name, "")
        for narcotic, beside, combined in COMBINED_SCHEDULES:
            if name == narcotic and set(beside.split(", ")) & set(ingredients):
                schedule = combined
                break
        found.add(schedule)
    return found


def _strictest(schedules: set[str]) -> str:
    return next((schedule for schedule in ("II", "III", "IV", "V") if schedule in schedules), "")
