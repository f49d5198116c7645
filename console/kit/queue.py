"""`Queue(...)`: a queue's page as a declaration, checked when its module is imported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy.orm import Session

from db.actions.tasks import OUTCOMES
from db.credentials import Credential
from db.queries.tasks import VIEWS, TaskDetail
from db.roles import Permission, on_area


class Pane(Protocol):
    """What stands in a task's pane: what it reads (in the page's snapshot) and how it draws that."""

    def load(self, session: Session, viewer: Credential, task: TaskDetail) -> Any:
        """Read what the pane shows."""

    def render(self, task: TaskDetail, content: Any) -> None:
        """Draw it. No reading here, so that the connection is free while the page is drawn."""


@dataclass(frozen=True, slots=True)
class BulkDeed:
    """Something of a queue's own that is done with many of its tasks, for who holds `needs`.

    `draw(queue, order)` draws its dialog: what would be done with which of the order's tasks, and the button that
    confirms it by `queue_bulk.carry_out`. `offered`: whether this person can do it at all, beside the permission.
    """

    name: str
    label: str
    icon: str
    needs: Permission
    draw: Callable[[Queue, Any], None]
    offered: Callable[[], bool] = lambda: True


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue's page. `area` is the class of work that its permissions speak of (`inbox.view`).

    The page's address is the queue's slug. `priorities`: whether people change the priority of its tasks, and
    `retopics` their topic. `orderers`: whether its records have somebody who ordered them, to filter by.
    `bulk`: what can be done with many of its tasks, beside what every queue has. `outcomes`: how people close its
    tasks by hand; empty where a task ends by the queue's own deeds alone, and isn't opened again.
    """

    slug: str
    title: str
    icon: str
    area: str
    views: tuple[str, ...]
    pane: Pane
    outcomes: tuple[str, ...] = ()
    topics: dict[str, str] = field(default_factory=dict)
    priorities: bool = True
    retopics: bool = True
    orderers: bool = False
    bulk: tuple[BulkDeed, ...] = ()

    def __post_init__(self) -> None:
        unknown = [view for view in self.views if view not in VIEWS]
        if unknown or not self.views:
            raise ValueError(f"Queue {self.slug!r}: unknown view {unknown}; there are {sorted(VIEWS)}")
        for verb in ("view", "work"):
            try:
                on_area(self.area, verb)
            except ValueError:
                raise ValueError(f"Queue {self.slug!r}: no permission '{self.area}.{verb}' in db.roles") from None
        if any(outcome not in OUTCOMES for outcome in self.outcomes):
            raise ValueError(f"Queue {self.slug!r}: outcomes are of {sorted(OUTCOMES)}")
        if any(not deed.icon.startswith(":material/") or not callable(deed.draw) for deed in self.bulk):
            raise ValueError(f"Queue {self.slug!r}: a deed with many has a Material icon and draws its dialog")
        if not self.icon.startswith(":material/"):
            raise ValueError(f"Queue {self.slug!r}: the icon is a Material one, ':material/inbox:'")

    @property
    def needs(self) -> Permission:
        """Who may open the page."""
        return on_area(self.area, "view")

    @property
    def render(self) -> Callable[[], None]:
        """The page itself."""
        from console.kit.queue_page import page

        return lambda: page(self)
