"""Fits the weights of rules/urgency_weights.py to the labelled lists, and writes the module anew.

`python -m tests.rules.fit_urgency` uses every list but third_author.txt, triage_sixth.txt and voices_second.txt,
which stay unseen. With names of lists
behind it, those are left out too, and the module is printed instead of written. A penalised logistic regression
by plain gradient steps: nothing random, the same weights each time.
"""

from __future__ import annotations

import sys
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import exp, sqrt
from pathlib import Path

from rules import urgency
from rules.urgency_weighing import FEW, windows
from tests.bench.urgency import LISTS, Labelled, demo_mix, listed
from tests.rules import test_urgency, test_urgency_plain_words

TARGET = Path(urgency.__file__).with_name("urgency_weights.py")
UNSEEN = ("third_author", "triage_sixth", "voices_second", "pairs")
PENALTY = 0.1
ROUNDS = 110
SCALE = 10  # weights are written as whole tenths
SEEN_OFTEN = 2  # messages a feature stands in before it is weighed
SAME_DAY = 3.0  # what needs somebody today is no emergency, and there are few such messages
LIGHT = 2  # tenths below which a weight is left out


@dataclass(frozen=True, slots=True)
class Example:
    """One stretch of a message, as its features."""

    red: bool
    counts: float  # as so many examples
    families: tuple[str, ...]
    features: frozenset[str]


def messages(left_out: Iterable[str]) -> Iterator[Labelled]:
    """All labelled messages that may be used, those of the demo's mix among them."""
    for path in sorted(LISTS.glob("*.txt")):
        if path.stem not in UNSEEN and path.stem not in left_out:
            yield from listed(path)
    for line in (LISTS / "pairs.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            _, harmless, earnest = line.split(" | ")
            yield Labelled("none", "-", harmless)
            yield Labelled("red", "-", earnest)
    yield from (Labelled("amber", family, body) for family, body in test_urgency.AMBER)
    yield from (Labelled("none", "-", body) for _, body in test_urgency.QUIET)
    yield from (Labelled("none", "-", body) for body in test_urgency_plain_words.CALM)
    seen = set()
    for one in demo_mix(2_500):
        if one.truth == "none" and one.body not in seen:
            seen.add(one.body)
            yield one


def examples(some: Iterable[Labelled], weights: dict[str, float] | None = None) -> list[Example]:
    """The stretches to learn from: of an emergency only the heaviest, of what is harmless all."""
    found = []
    for one in some:
        reading, context = urgency.read(one.body)
        stretches = [frozenset(features) for features in windows(reading, context)]
        if one.truth == "red":
            raised = urgency._by_rules(one.body, reading, context, frozenset()).values()
            families = tuple(finding.family for finding in raised if finding.level is urgency.Level.RED) or (
                (one.family,) if one.family in urgency.FAMILIES else ()
            )
            if weights:
                stretches = [max(stretches, key=lambda features: _sum(features, weights))]
            found.append(Example(True, 1.0, families, stretches[0]))
        else:
            counts = SAME_DAY if one.truth == "amber" else 1.0
            found += [Example(False, counts, (), features) for features in stretches]
    return found


def _sum(features: frozenset[str], weights: dict[str, float]) -> float:
    known = [weights[name] for name in features if name in weights]
    return sum(known) / sqrt(max(len(known), FEW))


def fit(some: list[Example], penalty: float = PENALTY) -> tuple[dict[str, float], float]:
    """Weights and base of a penalised logistic regression."""
    often = Counter(name for one in some for name in one.features)
    weights = {name: 0.0 for name in sorted(often) if often[name] >= SEEN_OFTEN}
    rows = [([name for name in sorted(one.features) if name in weights], float(one.red), one.counts) for one in some]
    squares = dict.fromkeys(weights, 1e-8)
    base, base_square = 0.0, 1e-8
    for _ in range(ROUNDS):
        slopes = {name: penalty * weight for name, weight in weights.items()}
        base_slope = 0.0
        for names, truth, counts in rows:
            share = 1 / sqrt(max(len(names), FEW))
            total = base + share * sum([weights[name] for name in names])
            error = counts * (1 / (1 + exp(-max(-30.0, min(30.0, total)))) - truth)
            base_slope += error
            error *= share
            for name in names:
                slopes[name] += error
        for name, slope in slopes.items():
            squares[name] += slope * slope
            weights[name] -= slope / sqrt(squares[name])
        base_square += base_slope**2
        base -= base_slope / sqrt(base_square)
    return weights, base


def fitted(left_out: Iterable[str] = ()) -> tuple[dict[str, float], float, dict[str, str]]:
    """Weights, base and the family of each feature that alarms."""
    some = list(messages(left_out))
    first = examples(some)
    weights, _ = fit(first)
    second = examples(some, weights)
    weights, base = fit(second)
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for one in second:
        for name in one.features:
            for family in one.families:
                votes[name][family] += 1
    sizes = Counter(family for one in second for family in one.families)
    families = {
        name: max(votes[name], key=lambda family: (votes[name][family] / sqrt(sizes[family]), family))
        if votes[name]
        else ""
        for name in weights
    }
    return weights, base, families


def module(weights: dict[str, float], base: float, families: dict[str, str]) -> str:
    """The text of rules/urgency_weights.py."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name, weight in sorted(weights.items()):
        tenths = round(weight * SCALE)
        if abs(tenths) >= LIGHT:
            groups[families[name] if tenths > 0 else ""].append(f"{name} {tenths}")
    lines = [
        '"""What each word weighs, in tenths, by the family it speaks for. Data only, written by',
        "tests/rules/fit_urgency.py: edit the lists it reads, not this.",
        '"""',
        "",
        "from __future__ import annotations",
        "",
        f"BASE = {base * SCALE:.1f}",
        "WEIGHTS = {",
    ]
    for family, entries in sorted(groups.items()):
        lines.append(f'    "{family}": (')
        wrapped = textwrap.wrap(" ".join(entries), 108, break_long_words=False, break_on_hyphens=False)
        lines += [f'        "{line} "' for line in wrapped]
        lines.append("    ),")
    return "\n".join([*lines, "}", ""])


if __name__ == "__main__":
    names = sys.argv[1:]
    text = module(*fitted(names))
    if names:
        sys.stdout.write(text)
    else:
        TARGET.write_text(text, "utf-8")
