"""Text of patients and staff on screen: always text, whatever it holds.

`markupsafe` escapes every value that goes into a template, so a message can't become markup. Each
piece of text stands in an isolated direction of its own, so that right-to-left marks in it can't
turn round what stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import streamlit as st
from markupsafe import Markup, escape

# What Markdown and Streamlit's own directives start with; at a line's start also bullets and numbers.
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#+&$~|^]|:(?=[A-Za-z+-])|(?<=www)\.|(?m:^[-=])|(?m:(?<=^\d)[.)]|(?<=^\d\d)[.)]))")
# Overrides make a text read otherwise than it is written; isolation keeps the rest in place.
_SPOOFING = dict.fromkeys((0x202D, 0x202E), "\N{REPLACEMENT CHARACTER}")


def shown(value: str) -> Markup:
    """One piece of somebody's text, escaped and isolated."""
    return Markup('<bdi dir="auto">{}</bdi>').format(value.translate(_SPOOFING))


def plain(value: str) -> str:
    """Text for a place where Streamlit reads Markdown (a button's label, an alert), so that it reads as typed."""
    return _MARKDOWN.sub(r"\\\1", value.translate(_SPOOFING))


def option(value: str) -> str:
    """Text for an option of a select box, which Streamlit shows as it is: only what hides its order is taken out."""
    return value.translate(_SPOOFING)


def block(value: str) -> Markup:
    """A text of several lines, escaped, line breaks kept by the style sheet."""
    return Markup('<div class="ps-body" dir="auto">{}</div>').format(value.translate(_SPOOFING))


def joined(parts: Iterable[Markup | str], between: str = "") -> Markup:
    """Pieces in a row; plain strings are escaped."""
    return escape(between).join(parts)


def draw(markup: Markup) -> None:
    """Put escaped markup on the page; only `Markup` is taken, so no plain text slips through unescaped."""
    if not isinstance(markup, Markup):
        raise TypeError("Only markup built from escaped values is drawn.")
    st.html(str(markup))
