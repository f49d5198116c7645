"""What a record may be one with: each candidate with its reason, the evidence and what is left over, to be ticked."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st
from markupsafe import Markup

from console.kit.text import draw, joined, plain, shown
from console.kit.times import day
from console.panes.match_deeds import Desk, box, match, not_this, tick, ticked
from console.panes.match_sums import ZERO, join
from console.panes.match_words import kind_words
from console.panes.money import dollars
from console.panes.payment_words import NOTHING, figure
from console.session import me
from db.queries.match_shapes import Candidate, Candidates, OpenLine
from db.roles import Permission

KEYS = 9  # candidates that a single key reaches
MOST = 12  # candidates on screen; the likeliest are on top
NAMES = {"same": "the name agrees", "part": "the name agrees in part", "different": "the names differ"}


def may_match() -> bool:
    """Whether the person says what is the same money."""
    return me().may(Permission.PAYMENT_MATCH)


def draw_candidates(desk: Desk, found: Candidates) -> None:
    """The candidates, the likeliest first; who may not match reads them."""
    if found.double:
        draw(Markup('<div class="ps-exception"><p>{}</p></div>').format(shown(found.double)))
    if not found.found:
        st.caption("Nothing here is like it. Look for the amount below, or say what it is.")
    for number, one in enumerate(found.found[:MOST], 1):
        _candidate(desk, found.record, one, number)


def _candidate(desk: Desk, asked: OpenLine, one: Candidate, number: int) -> None:
    name = f"ps-match-{number}"
    with st.container(key=name):
        draw_row(desk, one.others, number)
        draw(_why(one))
        if may_match():
            _buttons(desk, asked, one, number)


def draw_row(desk: Desk, others: tuple[OpenLine, ...], number: int | None = None) -> None:
    """A line to tick: what it is, whose, and how much; its key before it."""
    words = "; ".join(plain(_named(one)) for one in others)
    total = plain(dollars(sum((one.amount for one in others), ZERO)))
    before = f":gray-badge[{number}] " if desk.by_key and number is not None and number <= KEYS else ""
    label = f"{before}**{total}** {words}"
    if not may_match():
        st.markdown(label)
        return
    key = box(desk, others)
    st.session_state.setdefault(key, tuple(one.key for one in others) in ticked(desk))
    st.checkbox(label, key=key, on_change=tick, args=(desk, others))


def _named(one: OpenLine) -> str:
    # A slip is named as what it is: that is said once.
    return ", ".join(part for part in dict.fromkeys((kind_words(one), one.name or one.source, day(one.on))) if part)


def _why(one: Candidate) -> Markup:
    """The reason in a sentence, then the evidence that it doesn't name, and what is left over."""
    evidence: list[Markup | str] = [shown(each.numbers) for each in one.others[:3] if each.numbers]
    if one.reference:
        evidence += ["same day" if one.days == 0 else f"{one.days} {'day' if one.days == 1 else 'days'} apart"]
        evidence += [NAMES[one.names]] if one.names in NAMES else []
    certain = Markup(' <span class="ps-quiet">It is matched by itself shortly.</span>') if one.certain else NOTHING
    return Markup('<p class="ps-why">{}{}<br>{}</p>').format(
        shown(one.why), certain, joined([left_words(one.left_over), *evidence], " · ")
    )


def left_words(amount: Decimal) -> Markup:
    """`nothing left over`, `$5.00 left over`, or `$5.00 short`: the one is less than the others."""
    if amount == ZERO:
        return Markup('<span class="ps-fine">✓ nothing left over</span>')
    return Markup('<span class="ps-differs">{} {}</span>').format(
        figure(abs(amount)), "left over" if amount > ZERO else "short"
    )


def _buttons(desk: Desk, asked: OpenLine, one: Candidate, number: int) -> None:
    whole = join(asked, one.others)
    with st.container(horizontal=True, gap="small", key=f"ps-match-deeds-{number}"):
        if whole is not None and whole.left_over == ZERO:
            st.button(
                "Match", key=desk.field(f"do:{number}"), icon=":material/link:", on_click=match,
                args=(desk, whole, "", "", one.why), type="primary" if number == 1 else "secondary",
            )  # fmt: skip
        st.button(
            "Not this", key=desk.field(f"not:{number}"), icon=":material/link_off:", type="tertiary",
            on_click=not_this, args=(desk, one.left, one.rights), help="It isn't suggested for this again.",
        )  # fmt: skip
