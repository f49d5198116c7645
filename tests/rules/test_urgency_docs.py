"""docs/urgency.md tells the families as they are."""

from __future__ import annotations

from pathlib import Path

from rules.urgency import FAMILIES
from rules.urgency_rules import AMBER, RED

PAGE = Path(__file__).parents[2] / "docs" / "urgency.md"
BEGIN, END = "<!-- families -->\n", "<!-- /families -->"


def families_table() -> str:
    """The table of families in Markdown."""
    rows = [
        f"| {family.slug} | {family.title} | {_levels(slug)} | {family.advice} | {family.call} |"
        for slug, family in FAMILIES.items()
    ]
    return "\n".join(["| family | meaning | raises | what to do | whom to call |", "|---|---|---|---|---|", *rows, ""])


def _levels(slug: str) -> str:
    return ", ".join(name for name, rules in (("red", RED), ("amber", AMBER)) if slug in rules)


def test_the_page_lists_the_families_as_they_are() -> None:
    page = PAGE.read_text("utf-8")
    written = page[page.index(BEGIN) + len(BEGIN) : page.index(END)]
    assert written == families_table(), f"put this between the marks:\n{families_table()}"


def test_a_family_says_red_exactly_where_it_can_be_red() -> None:
    for slug, family in FAMILIES.items():
        assert (family.level == "red") == (slug in RED), slug
