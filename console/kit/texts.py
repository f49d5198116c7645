"""Small pieces of markup that pages share."""

from __future__ import annotations

from markupsafe import Markup


def heading(text: str) -> Markup:
    """The page's one first-level heading, for those who don't see the navigation."""
    return Markup('<h1 class="ps-hidden">{}</h1>').format(text)
