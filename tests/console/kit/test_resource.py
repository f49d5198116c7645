"""Declaring a settings page: what fits is taken, what doesn't is an error that says which."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from console.kit.form import Choice, Field, Flag, LongText, Reference, Text, problems
from console.kit.resource import IN_USE, Resource
from console.kit.resource_history import added, removed, text_diff
from db.actions.reply_templates import TEMPLATES
from db.records.reply_templates import REPLY_TEMPLATES

RIGHT: dict[str, Any] = {
    "actions": TEMPLATES,
    "title": "Reply templates",
    "icon": ":material/list:",
    "about": "Canned replies.",
    "columns": ("team_id",),
    "fields": (Text("name", "Name"), Reference("team_id", "Team", none="Everybody"), LongText("body", "Text")),
}


def test_every_resource_asks_whether_a_row_is_in_use() -> None:
    assert Resource(**RIGHT).fields[-1] is IN_USE


def test_a_page_needs_the_permission_to_see_the_record() -> None:
    assert Resource(**RIGHT).page("somewhere").needs is REPLY_TEMPLATES.view


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"fields": (Text("nickname", "Name"),)}, "no column 'nickname'"),
        ({"fields": (*RIGHT["fields"], Text("name", "Again"))}, r"two fields for \['name'\]"),
        ({"fields": (Text("name", "Name"),)}, r"no field for \['team_id'\]"),
        ({"fields": (LongText("body", "Text"),), "columns": ()}, r"no field for \['name'\]"),
        ({"fields": (*RIGHT["fields"], Flag("topic", "Topic"))}, "Flag is no field for column 'topic'"),
        ({"fields": (*RIGHT["fields"], Text("active", "Active"))}, "Text is no field for column 'active'"),
        ({"columns": ("colour",)}, "no column 'colour'"),
        ({"columns": ("version",)}, "no column 'version'"),
        ({"icon": "list"}, "Material"),
        ({"actions": replace(TEMPLATES, record=replace(REPLY_TEMPLATES, name="elsewhere"))}, "'elsewhere' is not of"),
    ],
)
def test_a_declaration_that_does_not_fit_says_what_does_not(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Resource(**(RIGHT | wrong))


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        (Text("a", "Name", required=True), "  ", "Name is needed."),
        (Text("a", "Name", required=True), "x", ""),
        (Text("a", "Name", longest=3), "abcd", "Name has at most 3 characters; this has 4."),
        (Text("a", "Name", longest=3), " abc ", ""),
        (Text("a", "Name", check=lambda value: "Not this one." if value == "x" else ""), "x", "Not this one."),
        (Choice("a", "Size", options={"s": "Small"}), "xl", "Size: choose one of the list."),
        (Choice("a", "Size", options={"s": "Small"}), "", "Size: choose one of the list."),
        (Choice("a", "Size", options={"s": "Small"}, none="Any"), "", ""),
        (Reference("a", "Team", required=True), None, "Team is needed."),
        (Flag("a", "In use", required=True), False, ""),
    ],
)
def test_a_field_says_what_is_wrong(field: Field, value: Any, sentence: str) -> None:
    assert problems((field,), {"a": value}) == ({"a": sentence} if sentence else {})


def test_values_are_read_in_words() -> None:
    teams = {"team": {4: "Billing"}}
    assert Reference("team", "Team", none="Everybody").words(None, teams) == "Everybody"
    assert Reference("team", "Team").words(4, teams) == "Billing"
    assert "which is gone" in Reference("team", "Team").words(5, teams)
    assert Choice("a", "Size", options={"s": "Small"}).words("old", {}) == "old"
    assert IN_USE.words(False, {}) == "not in use"


def test_a_difference_between_texts_is_shown_word_by_word_and_escaped() -> None:
    shown = str(text_diff("Take <b>two</b> daily, with food", "Take one daily, with food"))
    assert str(removed("<b>two</b> ")) + str(added("one ")) in shown
    assert "<b>" not in shown


def test_texts_with_little_in_common_are_shown_one_after_the_other() -> None:
    assert (
        str(text_diff("Call us today", "We wrote to you")) == f"{removed('Call us today')}\n{added('We wrote to you')}"
    )


def test_a_long_unchanged_stretch_is_shortened() -> None:
    shown = str(text_diff("word " * 900 + "old", "word " * 900 + "new"))
    assert len(shown) < 800
    assert " … " in shown
