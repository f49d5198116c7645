"""`Page(...)`: a page as a declaration. Whoever may not see it isn't shown that it exists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from console.kit.text import draw
from db.roles import Permission


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its title and icon in the navigation, its address, who may open it, and what draws it.

    `listed`: whether the navigation names it; an unlisted page is reached by a link.
    """

    title: str
    icon: str
    url_path: str
    needs: Permission
    render: Callable[[], None]
    listed: bool = True

    def draw(self) -> None:
        """Draw the page under its first-level heading, which is for those who don't see the navigation."""
        draw(Markup('<h1 class="ps-hidden">{}</h1>').format(self.title))
        self.render()
