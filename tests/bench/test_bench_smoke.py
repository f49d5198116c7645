"""The benchmarks at toy size, so that they still run when somebody needs them. Nothing is timed here."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import (
    browser,
    clicks,
    inbox,
    low_code,
    payments_import,
    payments_page,
    protocol,
    proxies_page,
    reconcile_page,
    refills_page,
    results_import,
    results_page,
    sessions,
)
from tests.bench.lists import Lists
from tests.bench.machine import spread, table
from tests.browsers import chromium_path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The benchmarks' own embedded server lives here."""
    return tmp_path_factory.mktemp("bench")


@pytest.mark.soak
def test_one_person_on_the_inbox_is_measured_by_click(folder: Path) -> None:
    said: list[str] = []
    lists = Lists(filters={"none": {}}, views=("unassigned", "mentions", "done"))
    inbox.run([200], rounds=0, lists=lists, tell=said.append, folder=folder)
    report = said[-1]
    for click in clicks.CLICKS:
        assert f"| {click}" in report
    assert "ix_task_unassigned" in report or "task" in report
    assert "Target" in report


@pytest.mark.soak
def test_one_person_on_the_results_is_measured_by_click(folder: Path) -> None:
    said: list[str] = []
    lists = Lists(page="results", filters={"ordered by": {"orderer": "3"}}, views=("mine", "done"))
    results_page.run([300], rounds=0, lists=lists, tell=said.append, folder=folder)
    report = said[-1]
    for click in results_page.PAGE.clicks:
        assert f"| {click}" in report
    assert "diagnostic_report" in report
    assert "Target" in report


@pytest.mark.soak
def test_one_person_on_the_refills_is_measured_by_click(folder: Path) -> None:
    said: list[str] = []
    lists = Lists(page="refills", filters={"class": {"topic": "approve"}}, views=("mine", "done"))
    refills_page.run([300], rounds=0, lists=lists, tell=said.append, folder=folder)
    report = said[-1]
    for click in refills_page.PAGE.clicks:
        assert f"| {click}" in report
    assert "refill_request" in report
    assert "Target" in report


@pytest.mark.soak
def test_one_person_on_the_requests_for_access_is_measured_by_click(folder: Path) -> None:
    said: list[str] = []
    lists = Lists(page="proxies", filters={"whose": {"topic": "adult"}}, views=("mine", "done"))
    proxies_page.run([300], rounds=0, lists=lists, tell=said.append, folder=folder)
    report = said[-1]
    for click in proxies_page.PAGE.clicks:
        assert f"| {click}" in report
    assert "proxy_request" in report
    assert "Target" in report


@pytest.mark.soak
def test_one_clerk_on_the_payments_and_on_reconciling_is_measured_by_click(folder: Path) -> None:
    said: list[str] = []
    lists = Lists(page="payments", filters={"kind": {"topic": "denial"}}, views=("mine", "done"))
    payments_page.run([400], rounds=0, lists=lists, tell=said.append, folder=folder)
    report = "\n".join(said)
    for click in payments_page.PAGE.clicks:
        assert f"| {click}" in report
    assert "payment_exception" in report
    assert "bank_transaction" in report
    for click in reconcile_page.PAGE.clicks:
        assert f"| {click}" in report


@pytest.mark.soak
def test_a_remittances_whole_path_is_measured_with_its_memory(folder: Path) -> None:
    said: list[str] = []
    payments_import.run(0.05, tell=said.append, folder=folder)
    report = said[-1]
    for what in (*payments_import.STEPS, "ledger entries", "Target, seconds", "Target, memory"):
        assert what in report
    assert "added by a second file: nothing (met)" in report


@pytest.mark.soak
def test_a_files_whole_path_is_measured_beside_other_parsers(folder: Path) -> None:
    said: list[str] = []
    results_import.run(0.02, tell=said.append, folder=folder, seconds=0.2)
    report = said[-1]
    for what in (*results_import.NAMES, "hl7apy alone", "hl7 alone", "reader alone", "Target"):
        assert what in report
    assert "added by a second import: nothing (met)" in report


@pytest.mark.soak
def test_several_people_at_once_see_no_error(folder: Path) -> None:
    said: list[str] = []
    good = sessions.run(3, seconds=3, threads=200, think=0.6, tell=said.append, folder=folder)
    assert good, said[-1]
    assert "errors: 0" in said[-1]
    assert "open a task" in said[-1]


@pytest.mark.soak
@pytest.mark.skipif(chromium_path() is None, reason="no Chromium here")
def test_a_whole_job_in_a_browser_is_measured_beside_the_peer(folder: Path) -> None:
    said: list[str] = []
    browser.run(200, jobs=2, tell=said.append, folder=folder)
    report = said[-1]
    for stretch in browser.STRETCHES:
        assert f"| {stretch}" in report
    assert "Aim" in report


@pytest.mark.soak
def test_many_refills_are_judged_beside_their_rows_alone(folder: Path) -> None:
    said: list[str] = []
    protocol.run(60, rounds=1, sample=3, tell=said.append, folder=folder)
    report = said[-1]
    for what in ("judged in one go", "the rows alone", "one at a time", "Approve", "Target, statements"):
        assert what in report


def test_what_is_written_for_a_queue_is_counted_beside_the_peer(tmp_path: Path) -> None:
    said: list[str] = []
    low_code.run(tell=said.append)
    report = said[-1]
    for what in ("page", "pane", "all of the noun", "touched outside", "Django's admin", "console/pages/registry.py"):
        assert what in report
    long = tmp_path / "long.py"
    long.write_text('"""Words."""\n\nX = (1, 2,)  # fmt: skip\n# a remark\nY = [\n    3,\n]\n', encoding="utf-8")
    # Held back by a remark it would be two lines; as the formatter writes it, it is four.
    assert low_code.size([str(long)]) == low_code.Size(files=1, lines=10, code=7)


def test_percentiles_are_by_nearest_rank() -> None:
    found = spread([n / 1000 for n in range(1, 101)])
    assert (found.p50, found.p95, found.p99, found.worst) == (50, 95, 99, 100)
    assert spread([0.2]).p95 == 200


def test_a_table_lines_up_and_puts_numbers_right() -> None:
    assert table(("what", "ms"), [("a", 1.5), ("bcd", 1000.0)]).splitlines() == [
        "| what |      ms |",
        "|------|--------:|",
        "| a    |     1.5 |",
        "| bcd  | 1,000.0 |",
    ]
