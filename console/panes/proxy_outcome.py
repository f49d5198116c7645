"""What an approval makes of access: what it takes the place of, what ends, what age will do; what is still missing."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from console.kit.text import joined
from console.kit.times import day
from console.panes.proxy_words import NOTHING, scope_words, until
from db.queries.proxy_detail import ProxyDetail
from rules.proxy_ages import next_change
from rules.proxy_rules import Missing
from rules.proxy_scopes import CHECKS, SCOPES


def outcome(one: ProxyDetail, basis: str, scopes: tuple[str, ...], ends_on: date | None) -> Markup:
    """Above the button, so that nobody's access ends unseen."""
    ends, found = ends_on or one.latest(basis), NOTHING
    if one.standing:
        open_now = [line.opens or line.scopes for line in one.standing]
        had = "; ".join(
            f"{scope_words(opens).lower()}, {until(line.ends_on)}"
            for line, opens in zip(one.standing, open_now, strict=True)
        )
        lost = [scope for scope in SCOPES if scope not in scopes and any(scope in opens for opens in open_now)]
        gone = Markup(" <strong>Ends: {}.</strong>").format(scope_words(lost).lower()) if lost else NOTHING
        found = Markup('<p class="ps-state">Replaces: {}.{}</p>').format(had, gone)
    if one.patient is None or not scopes:
        return found
    change = next_change(basis, scopes, one.patient.birth_date, ends, one.today, one.ages)
    if change is not None and change.to:
        found += Markup('<p class="ps-state ps-quiet">From {} on only: {}. Both sides are told ahead.</p>').format(
            day(change.on), scope_words(change.to).lower()
        )
    return found


def too_late(one: ProxyDetail, basis: str, ends_on: date | None) -> tuple[Missing, ...]:
    """That the day chosen is later than the ground allows."""
    latest = one.latest(basis)
    if latest is None or ends_on is None or ends_on <= latest:
        return ()
    return (Missing("ends_on", f"On this ground the access ends on {day(latest)} at the latest. Choose that or less."),)


def not_asked(one: ProxyDetail) -> Markup:
    """What takes a new request."""
    others = [scope for scope in SCOPES if scope not in one.offered]
    words = Markup('<p class="ps-state ps-quiet">Not asked for: {}.</p>')
    return words.format(scope_words(others).lower()) if others else NOTHING


def still_missing(one: ProxyDetail, missing: list[Missing]) -> Markup:
    """What stands in the way, if anything; the checks that nobody made yet in one line, since they stand above."""
    if not missing:
        return NOTHING
    open_ones = [each.kind for each in missing if each.kind in CHECKS and _unknown(one, each.kind)]
    sentences = [each.sentence for each in dict.fromkeys(missing) if each.kind not in open_ones]
    if open_ones:
        words = ", ".join(f"{CHECKS[kind][0].lower()}{CHECKS[kind][1:]}" for kind in open_ones)
        sentences.insert(0, f"Not checked yet: {words}.")
    lines = joined(Markup("<li>{}</li>").format(sentence) for sentence in sentences)
    return Markup('<div class="ps-missing"><p>Before it can be approved</p><ul>{}</ul></div>').format(lines)


def _unknown(one: ProxyDetail, kind: str) -> bool:
    return kind not in one.checks or one.checks[kind].verdict == "unknown"
