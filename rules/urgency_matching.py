"""Where the rules of `rules.urgency_rules` hold in a message."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rules.urgency_families import Level
from rules.urgency_reading import SENTENCE, Span

_IN_A_ROW = 3  # words between the parts of `a b`
_NEAR = 8  # words between the parts of `a ~ b`
_UNLESS = 9
_ELSEWHERE = 80  # words between a match and what `&` asks for
_MOST = 300  # matches of one rule that are looked at

Denied = Callable[[list[Span]], bool]
Chain = tuple[str, ...]  # concepts in a row
Group = tuple[Chain, ...]  # chains near each other


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the tables."""

    family: str
    level: Level
    groups: tuple[Group, ...]
    unless: frozenset[str]
    needs: frozenset[str]


def parse(family: str, level: Level, line: str) -> Rule:
    """A line such as `chest ~ pain & sweat ! cough`."""
    wanted, _, unless = line.partition("!")
    groups = tuple(tuple(tuple(chain.split()) for chain in group.split("~")) for group in wanted.split("&"))
    needs = frozenset(concept for group in groups for chain in group for concept in chain)
    return Rule(family, level, groups, frozenset(unless.split()), needs)


def matches(
    rule: Rule, concepts: Mapping[str, list[Span]], breaks: Sequence[int], assumed: frozenset[str], *, denied: Denied
) -> Iterator[tuple[list[Span], list[Span]]]:
    """The spans of each match of the rule's first group, with those of the others.

    A concept that is `assumed` holds without words. What stands elsewhere must not be denied there.
    """
    first, *others = [group for group in rule.groups if not (len(group) == 1 and group[0][0] in assumed)] or [()]
    if not first:
        return
    for spans in _group(first, concepts, breaks):
        if rule.unless and _excepted(rule.unless, spans, concepts, breaks, denied):
            continue
        beside: list[Span] = []
        for group in others:
            other = next((o for o in _group(group, concepts, breaks) if _reachable(o, spans) and not denied(o)), None)
            if other is None:
                break
            beside += other
        else:
            yield spans, beside


def _reachable(one: list[Span], other: list[Span]) -> bool:
    return abs(one[0][0] - other[0][0]) <= _ELSEWHERE


def _group(group: Group, concepts: Mapping[str, list[Span]], breaks: Sequence[int]) -> Iterator[list[Span]]:
    chains = [list(_chain(chain, concepts, breaks)) for chain in group]
    if not all(chains):
        return
    anchor = min(range(len(chains)), key=lambda index: len(chains[index]))
    others = [(chain, [span[0] for span in chain]) for index, chain in enumerate(chains) if index != anchor]
    for count, span in enumerate(chains[anchor]):
        if count >= _MOST:
            return
        together = [span]
        for chain, starts in others:
            near = _nearest(chain, starts, together, breaks)
            if near is None:
                break
            together.append(near)
        else:
            yield sorted(together)


def _chain(chain: Chain, concepts: Mapping[str, list[Span]], breaks: Sequence[int]) -> Iterator[Span]:
    for first, last in concepts.get(chain[0], ()):
        end: int | None = last
        for concept in chain[1:]:
            end = (
                next(
                    (
                        b
                        for a, b in concepts.get(concept, ())
                        if end < a <= end + 1 + _IN_A_ROW and _one_sentence(end, a, breaks)
                    ),
                    None,
                )
                if end is not None
                else None
            )
        if end is not None:
            yield first, end


def _nearest(chain: list[Span], starts: list[int], together: list[Span], breaks: Sequence[int]) -> Span | None:
    """The closest span of a chain that overlaps none of `together` and stands in the same sentence."""
    low = min(first for first, _ in together)
    high = max(last for _, last in together)
    best: tuple[int, Span] | None = None
    place = bisect_left(starts, low - _NEAR - 6)
    while place < len(chain) and chain[place][0] <= high + 1 + _NEAR:
        first, last = chain[place]
        place += 1
        if any(first <= b and a <= last for a, b in together):
            continue
        gap = min(abs(first - b) if first > b else abs(a - last) for a, b in together)
        if (
            gap <= _NEAR + 1
            and (best is None or gap < best[0])
            and _one_sentence(min(last, high), max(first, low), breaks)
        ):
            best = gap, (first, last)
    return best[1] if best else None


def _one_sentence(left: int, right: int, breaks: Sequence[int]) -> bool:
    if left > right:
        left, right = right, left
    return all(breaks[place] < SENTENCE for place in range(left + 1, right + 1))


def _excepted(
    unless: frozenset[str],
    spans: list[Span],
    concepts: Mapping[str, list[Span]],
    breaks: Sequence[int],
    denied: Denied,
) -> bool:
    """Whether an exception stands near. A denied one ("not a pulled muscle") excepts nothing."""
    low, high = spans[0][0], max(last for _, last in spans)
    for concept in unless:
        for first, last in concepts.get(concept, ()):
            if (
                last >= low - _UNLESS
                and first <= high + _UNLESS
                and _one_sentence(min(last, high), max(first, low), breaks)
                and not denied([(first, last)])
            ):
                return True
    return False
