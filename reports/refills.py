"""Refills in numbers: how long they wait for a decision, and how often a protocol would decide them.

Made of `db.queries.refill_metrics.decided`, of any period. The reports' own role in the database reads no refill
requests, since they hold patients' words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from math import nan

import pandas as pd

from db.queries.refill_metrics import DecidedRefill
from reports.metrics import Metric
from rules.drugs import CLASSES

HOUR = timedelta(hours=1)
DECIDED = "refill requests decided in the period: approved, bridged, denied, or a new prescription asked for instead"
TURNAROUND = (
    "Time from when a refill was first asked for to its decision, while the clinic was open: by the opening hours of "
    "the team at the site, as for deadlines. Waiting for the patient's answer counts; requests that were merged count "
    "once, from the first of them; those taken back don't."
)
# By the column of the frames below that holds it.
METRICS: Mapping[str, Metric] = {
    "requests": Metric("Refills decided", "How many refill requests the clinic decided.", "requests", DECIDED),
    "median_hours": Metric(
        "Refill turnaround, median",
        f"{TURNAROUND} Half were decided within it.",
        "business hours",
        "the middle one of the turnarounds",
        DECIDED,
    ),
    "p90_hours": Metric(
        "Refill turnaround, 90th percentile",
        f"{TURNAROUND} At least nine in ten were decided within it.",
        "business hours",
        "the least turnaround that nine in ten don't exceed",
        DECIDED,
    ),
    "passed": Metric(
        "Protocol pass rate",
        "How often everything was met that a protocol in force asked when the request was decided, whoever decided it. "
        "Where no protocol was in force nothing passed.",
        "share",
        "of these, those whose protocol passed entirely",
        DECIDED,
    ),
    "by_protocol": Metric(
        "Decided by protocol",
        "How often somebody with protocol authority decided, on the protocol alone, without a prescriber.",
        "share",
        "of these, those decided by protocol: approved or bridged",
        DECIDED,
    ),
}
_KINDS = {"task_id": "int64", "drug_class": "str", "hours": "float64", "passed": "bool", "by_protocol": "bool"}


def requests(decided: Sequence[DecidedRefill]) -> pd.DataFrame:
    """One row a request, as decided; `hours` are business hours."""
    rows = [(one.task_id, one.drug_class, one.turnaround / HOUR, one.passed, one.by_protocol) for one in decided]
    return pd.DataFrame(rows, columns=list(_KINDS)).astype(_KINDS)


def turnaround(decided: Sequence[DecidedRefill]) -> pd.DataFrame:
    """One row: `requests`, `median_hours`, `p90_hours`. Hours are missing (NaN) where nothing was decided."""
    hours = requests(decided)["hours"]
    return pd.DataFrame(
        {"requests": [len(hours)], "median_hours": [hours.median()], "p90_hours": [_nine_in_ten(hours)]}
    )


def _nine_in_ten(values: pd.Series[float]) -> float:
    """The least value that at least nine in ten don't exceed: one that there was, never one between two."""
    ordered = values.sort_values(ignore_index=True)
    return float(ordered[(9 * len(ordered) + 9) // 10 - 1]) if len(ordered) else nan


def by_class(decided: Sequence[DecidedRefill]) -> pd.DataFrame:
    """One row a class, the most requests first: `drug_class`, `words`, `requests`, `passed`, `by_protocol`."""
    grouped = requests(decided).groupby("drug_class", sort=True)
    found = grouped.agg(requests=("task_id", "size"), passed=("passed", "mean"), by_protocol=("by_protocol", "mean"))
    found = found.sort_values("requests", ascending=False, kind="stable").reset_index()
    found.insert(1, "words", [CLASSES.get(slug, slug) for slug in found["drug_class"]])
    return found
