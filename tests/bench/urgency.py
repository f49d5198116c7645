"""What the scan for alarming words finds and what it raises for nothing, with 95 % Wilson intervals.

On messages of the demo's own mix, every risk template of the demo, the shared vignettes where PORTSIDE_TEST_VIGNETTES
names their folder, and the labelled lists of tests/rules/messages. Nothing random: the same tables each time.
"""

from __future__ import annotations

import json
import math
import os
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from demo.texts import Person, conversation
from rules import urgency
from tests.bench.machine import spread, table

MESSAGES = 20_000
NAMES = ("development", "held_out", "later", "blind", "second_author", "third_author")
LISTS = Path(__file__).parents[1] / "rules" / "messages"
VIGNETTES = Path(os.environ.get("PORTSIDE_TEST_VIGNETTES", "vignettes"))
RED_RECALL, RED_FALSE, AMBER_FALSE = 0.97, 0.02, 0.15

_TIERS = {"critical": "red", "urgent": "amber", "routine": "none"}
_RISKS = {"emergency": "red", "same_day": "amber", "none": "none"}
_CHARTS = (
    (("lisinopril 10 mg tablet", "atorvastatin 20 mg tablet"), ("Hypertension", "Hyperlipidemia")),
    (("metformin 500 mg tablet", "insulin glargine 100 units/mL"), ("Type 2 diabetes",)),
    (("sertraline 50 mg tablet", "omeprazole 20 mg capsule"), ("Depression", "GERD")),
    (("albuterol 90 mcg inhaler", "montelukast 10 mg tablet"), ("Asthma",)),
    (("warfarin 5 mg tablet", "metoprolol succinate 50 mg tablet"), ("Atrial fibrillation",)),
    ((), ()),
)


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message, how urgent it truly is (red, amber, none), and its family where the label says so."""

    truth: str
    family: str
    body: str


def run(messages: int = MESSAGES) -> bool:
    """Print every table. False where an aim is missed on the demo's mix."""
    mix = list(demo_mix(messages))
    good = _report(f"The demo's mix: {len(mix):,} patient messages, seed 20260101", mix, aims=True)
    _report("Every risk of the demo, drawn until 3,000 emergencies and 3,000 same-day", list(demo_risks(3_000)))
    if VIGNETTES.is_dir():
        _report(
            f"Shared vignettes in {VIGNETTES.name}/ (complaint and history as the message)", list(vignettes(VIGNETTES))
        )
    else:
        print("\n## Shared vignettes\n\nSkipped: PORTSIDE_TEST_VIGNETTES names no folder of *.jsonl here.")
    for name in NAMES:
        _report(f"Labelled list {name}.txt", list(listed(LISTS / f"{name}.txt")), families=True)
    _report(
        "All lists",
        [one for name in NAMES for one in listed(LISTS / f"{name}.txt")],
        families=True,
    )
    _timing([one.body for one in mix[:3_000]])
    return good


def listed(path: Path) -> Iterator[Labelled]:
    """The messages of a list: `level family | text` on each line."""
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            label, _, body = line.partition(" | ")
            truth, family = label.split()
            yield Labelled(truth, family, body)


def vignettes(folder: Path) -> Iterator[Labelled]:
    """Complaint and history of every vignette."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            case = json.loads(line)
            body = f"{case['input']['chief_complaint']}. {case['input']['history']}"
            yield Labelled(_TIERS[case["labels"]["gold_risk_tier"]], "-", body)


def demo_mix(count: int, seed: int = 20260101) -> Iterator[Labelled]:
    """Patients' messages as the demo draws them, 3.5 % of threads with a high-risk symptom."""
    rng = Random(seed)
    made = 0
    while made < count:
        for one in _of_conversation(rng, None):
            if made < count:
                yield one
                made += 1


def demo_risks(count: int, seed: int = 7) -> Iterator[Labelled]:
    """So many emergencies and same-day messages: enough that every template comes up many times."""
    rng = Random(seed)
    for risk in ("emergency", "same_day"):
        for _ in range(count):
            yield from _of_conversation(rng, risk)


def _of_conversation(rng: Random, risk: str | None) -> Iterator[Labelled]:
    talk = conversation(rng, _person(rng), risk=risk)  # type: ignore[arg-type]
    bodies = [turn.body for turn in talk.turns if turn.author == "patient"]
    if talk.risk == "none":
        yield from (Labelled("none", "-", body) for body in bodies)
    else:  # what is said after the alarm ("ambulance is here") is neither one nor the other
        yield Labelled(_RISKS[talk.risk], "-", bodies[1 if "late" in talk.style.split("+") else 0])


def _person(rng: Random) -> Person:
    spanish, parent = rng.random() < 0.125, rng.random() < 0.125
    given, family = rng.choice(
        (("Maria", "Hernandez"), ("Jose", "Ramirez")) if spanish else (("Rosa", "Diaz"), ("Tom", "Berg"))
    )
    medications, problems = ((), ()) if parent else rng.choice(_CHARTS)
    return Person(
        given,
        family,
        rng.randint(24, 48) if parent else rng.randint(15, 94),
        rng.choice(("female", "male")),
        "es" if spanish else "en",
        medications,
        problems,
        child=rng.choice(("Mateo", "Lily")) if parent else None,
        child_age=rng.choice((0, 0, *range(18))) if parent else None,
    )


def _report(title: str, messages: list[Labelled], *, families: bool = False, aims: bool = False) -> bool:
    raised = [(one, urgency.scan(one.body)) for one in messages]
    levels = [(one.truth, urgency.level(found)) for one, found in raised]
    red, amber = urgency.Level.RED, urgency.Level.AMBER

    def share(truth: str, *wanted: urgency.Level) -> tuple[int, int]:
        of = [level for label, level in levels if label == truth]
        return sum(level in wanted for level in of), len(of)

    emergencies, false_reds, false_ambers = share("red", red), share("none", red), share("none", amber)
    print(f"\n## {title}\n")
    rows = [
        ("emergencies raised red (recall)", emergencies, f"at least {RED_RECALL:.0%}"),
        ("emergencies raised at all", share("red", red, amber), ""),
        ("same-day raised at all", share("amber", red, amber), ""),
        ("same-day raised red", share("amber", red), ""),
        ("non-urgent raised red", false_reds, f"at most {RED_FALSE:.0%}"),
        ("non-urgent raised amber", false_ambers, f"at most {AMBER_FALSE:.0%}"),
    ]
    print(
        table(
            ("measure", "of", "share", "95 % interval", "aim"),
            [(name, f"{a}/{n}", _share(a, n), interval(a, n), aim) for name, (a, n), aim in rows if n],
        )
    )
    print()
    print(table(("family", "red", "amber", "red of non-urgent", "amber of non-urgent"), _by_family(raised)))
    if families:
        print()
        print(
            table(
                ("labelled family", "level", "raised", "share", "95 % interval", "by its own name"),
                _recall_by_family(raised),
            )
        )
    if not aims:
        return True
    return (
        _ratio(*emergencies) >= RED_RECALL and _ratio(*false_reds) <= RED_FALSE and _ratio(*false_ambers) <= AMBER_FALSE
    )


def _by_family(raised: Iterable[tuple[Labelled, tuple[urgency.Finding, ...]]]) -> list[tuple[object, ...]]:
    counts: dict[str, list[int]] = {slug: [0, 0, 0, 0] for slug in urgency.FAMILIES}
    harmless = 0
    for one, found in raised:
        harmless += one.truth == "none"
        for finding in found:
            at = 0 if finding.level is urgency.Level.RED else 1
            counts[finding.family][at] += 1
            counts[finding.family][at + 2] += one.truth == "none"
    return [
        (
            slug,
            red,
            amber,
            *(f"{count} ({interval(count, harmless)})" if count else "0" for count in (false_red, false_amber)),
        )
        for slug, (red, amber, false_red, false_amber) in counts.items()
        if red or amber
    ]


def _recall_by_family(raised: Iterable[tuple[Labelled, tuple[urgency.Finding, ...]]]) -> list[tuple[object, ...]]:
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for one, found in raised:
        if one.truth == "none":
            continue
        level = urgency.level(found)
        row = counts[one.family, one.truth]
        row[0] += 1
        row[1] += level is urgency.Level.RED or (one.truth == "amber" and level is not None)
        row[2] += any(finding.family == one.family for finding in found)
    return [
        (family, truth, f"{hit}/{n}", _share(hit, n), interval(hit, n), f"{own}/{n}")
        for (family, truth), (n, hit, own) in sorted(counts.items())
    ]


def interval(successes: int, of: int) -> str:
    """The 95 % Wilson score interval of a share, in per cent."""
    if not of:
        return "-"
    z, share = 1.959964, successes / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z / (1 + z * z / of) * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return f"{max(0.0, middle - half):.1%} to {min(1.0, middle + half):.1%}"


def _share(successes: int, of: int) -> str:
    return f"{_ratio(successes, of):.1%}"


def _ratio(successes: int, of: int) -> float:
    return successes / of if of else 0.0


def _timing(bodies: list[str]) -> None:
    rows: list[tuple[object, ...]] = []
    texts = (
        ("a message of the mix", bodies),
        ("2,000 characters", [(" ".join(bodies[at : at + 20]))[:2_000] for at in range(0, 400, 4)]),
        ("20,000 characters", [" ".join(bodies[:200])[:20_000]] * 5),
        (
            "20,000 hostile characters",
            ["no chest pain can't breathe, " * 690, "sugar " * 3_300, "1" * 20_000, "my mom had if I " * 1_250],
        ),
    )
    for name, some in texts:
        seconds = []
        for body in some:
            begun = time.perf_counter()
            urgency.scan(body)
            seconds.append(time.perf_counter() - begun)
        found = spread(seconds)
        rows.append((name, found.count, found.p50, found.p95, found.worst))
    print("\n## Time of one scan, milliseconds\n")
    print(table(("text", "scans", "median", "95th percentile", "longest"), rows))
