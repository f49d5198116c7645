"""Random concurrent work on an inbox, held against a model that knows only the tasks' events."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings

from db.embedded import EmbeddedServer
from db.engine import Database, DatabaseRole, Organisation, engine_for
from db.portal import PortalClient
from tests.conftest import Clinic, copied
from tests.soak.histories import DEEDS, History, Step, programs
from tests.soak.story import check

STEPS = 200
# The first history that Hypothesis makes is the simplest one, all of a kind: it comes on top.
# What ran once runs otherwise the next time, so a failing history is printed whole and not made smaller.
AS_IT_RAN = settings(
    deadline=None,
    database=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


class Inbox:
    """Fresh inboxes, one a history."""

    def __init__(self, postgres: EmbeddedServer, template: Organisation) -> None:
        self.postgres, self.template = postgres, template
        self.done: set[str] = set()

    def live(self, program: list[Step]) -> None:
        """Run a program in a database of its own and hold the outcome against the model."""
        with copied(self.postgres, self.template) as place:
            database = Database(place, pool_size=12)
            engine = engine_for(place, DatabaseRole.PORTAL, pool_size=2)
            try:
                history = History(Clinic(database), PortalClient(engine))
                history.run(program)
                history.settle()
                note(f"done: {dict(history.done)}\nrefused: {dict(history.refused)}")
                check(history)
                self.done |= set(history.done)
            finally:
                engine.dispose()
                database.dispose()


@pytest.fixture(scope="module")
def inbox(postgres: EmbeddedServer, template: Organisation) -> Iterator[Inbox]:
    """Where the histories take place."""
    yield Inbox(postgres, template)


def test_a_short_random_history_loses_and_doubles_nothing(inbox: Inbox) -> None:
    @settings(AS_IT_RAN, max_examples=4)
    @given(programs(STEPS))
    def histories(program: list[Step]) -> None:
        inbox.live(program)

    histories()
    assert set(DEEDS) <= inbox.done, "every deed was done at least once"


@pytest.mark.soak
def test_ten_thousand_random_concurrent_actions_lose_and_double_nothing(inbox: Inbox) -> None:
    @settings(AS_IT_RAN, max_examples=10_000 // STEPS + 1)
    @given(programs(STEPS))
    def histories(program: list[Step]) -> None:
        inbox.live(program)

    histories()
