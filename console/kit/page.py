"""`Page(...)`: a page as a declaration. Whoever may not see it isn't shown that it exists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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
