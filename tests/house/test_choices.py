"""What Streamlit reads as Markdown is escaped, and what it doesn't is not: else readers see backslashes."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house.test_house_rules import here, modules

TEXT_ONLY = {"selectbox", "multiselect"}  # their options are shown as they are; those of a radio are Markdown


@pytest.mark.parametrize("path", modules("console"), ids=here)
def test_options_of_a_select_box_are_not_escaped(path: Path) -> None:
    escaped = [
        f"line {inside.lineno}"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") in TEXT_ONLY
        for word in node.keywords
        if word.arg == "format_func"
        for inside in ast.walk(word.value)
        if isinstance(inside, ast.Name) and inside.id == "plain"
    ]
    assert not escaped, f"{path}: an option is no Markdown; use console.kit.text.option at {', '.join(escaped)}"
