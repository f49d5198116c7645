"""The guide names every key as the page knows it."""

from __future__ import annotations

from pathlib import Path

from console.kit.shortcuts import SHORTCUTS

GUIDE = Path(__file__).parents[2] / "docs" / "inbox.md"


def test_the_guide_lists_the_keys_that_there_are() -> None:
    table = [line for line in GUIDE.read_text("utf-8").split("## Keys")[1].splitlines() if line.startswith("| `")]
    assert table == [f"| `{one.key}` | {one.does} |" for one in SHORTCUTS]
