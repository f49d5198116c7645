"""Text of people on screen is text, wherever it stands."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markupsafe import Markup

from console.kit.text import block, draw, joined, plain, shown

HOSTILE = '<script>alert(1)</script> & "quotes" \'n <img src=x onerror=alert(1)>'


@given(st.text())
def test_no_text_becomes_markup(value: str) -> None:
    for made in (shown(value), block(value), joined([value])):
        inside = str(made).replace('<bdi dir="auto">', "").replace("</bdi>", "")
        inside = inside.replace('<div class="ps-body" dir="auto">', "").replace("</div>", "")
        assert "<" not in inside
        assert ">" not in inside


def test_direction_overrides_are_shown_as_what_they_are() -> None:
    assert "\u202e" not in shown("abc\u202egpj.exe")
    assert "\u202e" not in plain("abc\u202egpj.exe")


@given(st.text(alphabet="ab19*_[]()<>#+-=.!:$~|^&;`\\w/", min_size=1, max_size=12))
@example("1. Refill")
@example("- **bold** [x](http://evil) &lt; www.evil.example")
def test_a_label_reads_as_it_was_typed(value: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(plain(value))
    assert [t.type for t in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert "".join(child.content for child in tokens[1].children or []) == value


def test_only_markup_is_drawn() -> None:
    with pytest.raises(TypeError):
        draw(HOSTILE)  # type: ignore[arg-type]  # the mistake that is refused
    assert isinstance(shown(HOSTILE), Markup)
