"""Panels as settings: written to JSON and read back, each error naming the field that is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, TypeVar, get_args

from rules.lab_panel_shapes import AgeRange, Component, Panel, Sex
from rules.loinc import is_loinc
from rules.result_values import Kind

T = TypeVar("T")

MOST_COMPONENTS = 60
MOST_RANGES = 40
MOST_CHOICES = 30
OLDEST_DAYS = 55_000
LONGEST = 80

_PANEL = ("slug", "name", "loinc", "components")
_COMPONENT = ("loinc", "display", "unit", "kind", "choices", "ranges")
_LIMITS = ("low", "high", "critical_low", "critical_high")
_RANGE = ("sex", "from_days", "to_days", *_LIMITS, "normal", "high_included")


class PanelProblem(ValueError):
    """What can't be used in a panel: the field ("components[2].ranges[0].low") and a sentence."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(f"{field}: {sentence}" if field else sentence)
        self.field = field
        self.sentence = sentence


def panel_to_json(panel: Panel) -> dict[str, Any]:
    """A panel as JSON; numbers are texts, so that 5.40 stays 5.40."""
    return {
        "slug": panel.slug,
        "name": panel.name,
        "loinc": panel.loinc,
        "components": [
            {
                "loinc": each.loinc,
                "display": each.display,
                "unit": each.unit,
                "kind": each.kind,
                "choices": list(each.choices),
                "ranges": [_range_to_json(span) for span in each.ranges],
            }
            for each in panel.components
        ],
    }


def panel_from_json(value: Any) -> Panel:
    """A panel as somebody set it; raises `PanelProblem`. What isn't named keeps its default."""
    given = _fields(value, "", _PANEL)
    slug = _text(given, "", "slug")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug) or len(slug) > 40:
        raise PanelProblem("slug", "A short name has small letters, digits and hyphens, 40 at most.")
    components = _each(given, "", "components", MOST_COMPONENTS, _component)
    if not components:
        raise PanelProblem("components", "A panel has at least one test.")
    for name, of in (("display", [each.display.casefold() for each in components]), ("loinc", _codes(components))):
        for position, found in enumerate(of):
            if found and found in of[:position]:
                raise PanelProblem(f"components[{position}].{name}", "This test is in the panel already.")
    return Panel(slug, _named(given, "", "name"), _loinc(given, ""), components)


def _codes(components: tuple[Component, ...]) -> list[str]:
    return [each.loinc for each in components]


def _range_to_json(span: AgeRange) -> dict[str, Any]:
    numbers = {name: getattr(span, name) for name in _LIMITS}
    return {
        "sex": span.sex,
        "from_days": span.from_days,
        "to_days": span.to_days,
        **{name: None if number is None else str(number) for name, number in numbers.items()},
        "normal": list(span.normal),
        "high_included": span.high_included,
    }


def _component(value: Any, at: str) -> Component:
    given = _fields(value, at, _COMPONENT)
    kind: Kind = given.get("kind", "number")
    if kind not in get_args(Kind):
        raise PanelProblem(_join(at, "kind"), f"A test is one of: {', '.join(get_args(Kind))}.")
    choices = _words(given, at, "choices")
    if kind == "coded" and not choices:
        raise PanelProblem(_join(at, "choices"), "A coded test has choices.")
    ranges = _each(given, at, "ranges", MOST_RANGES, _range)
    for position, span in enumerate(ranges):
        place = f"{_join(at, 'ranges')}[{position}]"
        strange = [word for word in span.normal if choices and word not in choices]
        if strange:
            raise PanelProblem(f"{place}.normal", f"{strange[0]!r} is none of the choices.")
        if any(_overlap(span, other) for other in ranges[:position]):
            raise PanelProblem(place, "Another range is for the same sex and age.")
    unit = _text(given, at, "unit")
    if re.search(r"\s", unit) or len(unit) > 40:
        raise PanelProblem(_join(at, "unit"), "A unit (UCUM) has no spaces and 40 characters at most.")
    return Component(_loinc(given, at), _named(given, at, "display"), unit, kind, choices, ranges)


def _range(value: Any, at: str) -> AgeRange:
    given = _fields(value, at, _RANGE)
    sex: Sex = given.get("sex", "")
    if sex not in get_args(Sex):
        raise PanelProblem(_join(at, "sex"), "The sex is female, male, or empty for both.")
    from_days = _days(given.get("from_days", 0), _join(at, "from_days"))
    to = given.get("to_days")
    to_days = None if to is None else _days(to, _join(at, "to_days"))
    if to_days is not None and to_days <= from_days:
        raise PanelProblem(_join(at, "to_days"), "A range ends after it begins.")
    numbers = {name: _number(given.get(name), _join(at, name)) for name in _LIMITS}
    low, high = numbers["low"], numbers["high"]
    for lower, upper, name in (
        (low, high, "high"),
        (numbers["critical_low"], low, "critical_low"),
        (high, numbers["critical_high"], "critical_high"),
        (numbers["critical_low"], numbers["critical_high"], "critical_high"),
    ):
        if lower is not None and upper is not None and lower > upper:
            raise PanelProblem(
                _join(at, name), "The limits run from critically low over low and high to critically high."
            )
    included = given.get("high_included", True)
    if not isinstance(included, bool):
        raise PanelProblem(_join(at, "high_included"), "This is true or false.")
    return AgeRange(sex, from_days, to_days, **numbers, normal=_words(given, at, "normal"), high_included=included)


def _overlap(one: AgeRange, other: AgeRange) -> bool:
    ends = [each.to_days if each.to_days is not None else OLDEST_DAYS + 1 for each in (one, other)]
    same_age = one.from_days < ends[1] and other.from_days < ends[0]
    return same_age and (not one.sex or not other.sex or one.sex == other.sex)


def _join(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name


def _fields(value: Any, at: str, names: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise PanelProblem(at, f"This has the fields {', '.join(names)}.")
    for name in value:
        if name not in names:
            raise PanelProblem(_join(at, str(name)), f"Nothing is known of this; there are {', '.join(names)}.")
    return value


def _each(given: Mapping[str, Any], at: str, name: str, most: int, read: Callable[[Any, str], T]) -> tuple[T, ...]:
    place = _join(at, name)
    listed = _list(given.get(name, ()), place, most)
    return tuple(read(each, f"{place}[{position}]") for position, each in enumerate(listed))


def _list(value: Any, at: str, most: int) -> Sequence[Any]:
    if not isinstance(value, list | tuple) or len(value) > most:
        raise PanelProblem(at, f"This is a list of at most {most}.")
    return value


def _text(given: Mapping[str, Any], at: str, name: str) -> str:
    value = given.get(name, "")
    if not isinstance(value, str) or not value.isprintable():
        raise PanelProblem(_join(at, name), "This is a line of text.")
    return value.strip()


def _named(given: Mapping[str, Any], at: str, name: str) -> str:
    value = _text(given, at, name)
    if not 0 < len(value) <= LONGEST:
        raise PanelProblem(_join(at, name), f"A name has 1 to {LONGEST} characters.")
    return value


def _loinc(given: Mapping[str, Any], at: str) -> str:
    code = _text(given, at, "loinc")
    if code and not is_loinc(code):
        raise PanelProblem(_join(at, "loinc"), f"{code[:20]!r} is no LOINC code: its last digit checks the others.")
    return code


def _words(given: Mapping[str, Any], at: str, name: str) -> tuple[str, ...]:
    place = _join(at, name)
    words = []
    for position, word in enumerate(_list(given.get(name, ()), place, MOST_CHOICES)):
        if not isinstance(word, str) or not word.isprintable() or not 0 < len(word.strip()) <= LONGEST:
            raise PanelProblem(f"{place}[{position}]", f"A choice has 1 to {LONGEST} characters.")
        words.append(word.strip())
    if len({word.casefold() for word in words}) < len(words):
        raise PanelProblem(place, "Each choice stands once.")
    return tuple(words)


def _days(value: Any, at: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= OLDEST_DAYS:
        raise PanelProblem(at, f"An age is a whole number of days, from 0 to {OLDEST_DAYS:,}.")
    return value


def _number(value: Any, at: str) -> Decimal | None:
    if value is None or value == "":
        return None
    written = str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]{1,12})?", written):
        raise PanelProblem(at, "A limit is a number written as text, as in 5.4.")
    return Decimal(written)
