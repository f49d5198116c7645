"""The benchmark of matching money at toy size: its year is what it says, and its tables say what came of it."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.bench import reconciling
from tests.bench.reconciling_rows import DAMAGES, year


def test_a_year_has_every_damage_and_is_the_same_for_the_same_seed() -> None:
    one, again, other = year(2_000, 800, 7), year(2_000, 800, 7), year(2_000, 800, 8)
    assert one == again != other
    portal = Counter(case.damage for case in one.stages[0].cases)
    assert set(portal) == {"", *DAMAGES}
    assert 0.02 < 1 - portal[""] / portal.total() < 0.05
    for stage in one.stages:
        keys = [side.key for side in (*stage.lefts, *stage.rights)]
        assert len(keys) == len(set(keys))
        assert {key for case in stage.cases for key in (*case.lefts, *case.rights)} <= set(keys)
    assert len(one.claims.truth) >= 800


def test_the_tables_name_what_was_matched_wrongly_and_what_a_join_makes_of_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert reconciling.run(2_000, 800, 7, timed=False)
    said = capsys.readouterr().out
    for head in ("processor lines to portal payments", "matched wrongly", "By damage", "joined on amount and date"):
        assert head in said
    assert "| matched wrongly                               | 0/" in said


def test_too_few_matches_fail_the_benchmark(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(reconciling, "FOUND", 1.01)
    assert not reconciling.run(200, 80, 7, timed=False)
    assert "at least 101%" in capsys.readouterr().out
