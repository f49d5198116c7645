"""What is done with access that stands: ending it, renewing it, changing what it opens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from console.kit.acting import forget, perform, say
from console.kit.times import day
from console.panes.proxy_register_views import count_anew
from console.panes.proxy_words import ANY_DAY, scope_words
from console.session import me
from db.actions.proxy_grants import change_scopes, renew, revoke
from db.queries.proxy_register import GrantDetail
from db.roles import Permission
from rules.proxy_ages import birthday, latest_end, scopes_on
from rules.proxy_scopes import SCOPES

PLACE = "register:deeds"
SEEN = "register:seen"  # which access was drawn last, as which version
LONGEST_WHY = 500


def draw_deeds(found: GrantDetail) -> None:
    """As far as the person may, for access that isn't over. A box begins anew once the access has changed."""
    line = found.line
    if not line.stands:
        return
    with st.container(horizontal=True, gap="small", key="ps-register-deeds"):
        if me().may(Permission.PROXY_REVOKE):
            with st.popover("Revoke", icon=":material/block:", key=_key(found, "revoke")):
                _revoke(found)
        if me().may(Permission.PROXY_DECIDE):
            latest = _latest(found)
            if line.ends_on is not None and not found.two and (latest is None or latest > line.ends_on):
                with st.popover("Renew", icon=":material/autorenew:", key=_key(found, "renew")):
                    _renew(found)
            with st.popover("Change what it opens", icon=":material/tune:", key=_key(found, "scopes")):
                _change(found)


def tell_of_change(found: GrantDetail) -> None:
    """Say that somebody else changed the access since it was drawn here: boxes that were open begin anew.

    What was said of another access is let go.
    """
    seen, now = st.session_state.get(SEEN), (found.line.id, found.line.version)
    if seen is None or seen[0] != now[0]:
        forget(PLACE)
    elif seen != now:
        say(PLACE, "info", "This access was changed in the meantime, here is how it stands. Nothing of yours was.")
    st.session_state[SEEN] = now


def _key(found: GrantDetail, name: str) -> str:
    return f"{name}:{found.line.id}:{found.line.version}"


def _done(function: Callable[..., Any], found: GrantDetail, sentence: str, **arguments: Any) -> None:
    done = perform(PLACE, function, grant_id=found.line.id, seen_version=found.line.version, **arguments)
    if done is not None:
        st.session_state[SEEN] = (done.id, done.version)
        count_anew()
        say(PLACE, "success", sentence)


def _revoke(found: GrantDetail) -> None:
    why = _key(found, "why")
    st.markdown("The access ends now, and the proxy is signed out of the portal. Both sides are told by mail.")
    st.text_input("Why", key=why, max_chars=LONGEST_WHY, placeholder="Kept with the access; the patient may ask")
    st.button("End this access", key=_key(found, "do-revoke"), type="primary", on_click=_end, args=(found, why))


def _end(found: GrantDetail, why: str) -> None:
    reason = str(st.session_state.get(why) or "")
    _done(revoke, found, "The access has ended, and the proxy is signed out. Both sides are told.", reason=reason)


def _latest(found: GrantDetail) -> Any:
    line = found.line
    return latest_end(line.basis, line.birth_date, line.today, None, found.ages)


def _renew(found: GrantDetail) -> None:
    latest, key = _latest(found), _key(found, "until")
    words = f"Until, at the latest {day(latest)}" if latest else "Until (empty: without an end)"
    ends_on = st.date_input(words, value=latest or _a_year_more(found), key=key, format="MM/DD/YYYY", **ANY_DAY)
    late = latest is not None and ends_on is not None and ends_on > latest
    if late:
        st.caption("On this ground it can't last that long. Choose an earlier day.")
    st.button(
        "Renew it", key=_key(found, "do-renew"), type="primary", disabled=late, on_click=_longer, args=(found, key)
    )


def _a_year_more(found: GrantDetail) -> date | None:
    """What an end that somebody chose is moved to, unless they say otherwise: never to no end unasked."""
    return birthday(found.line.ends_on, 1) if found.line.ends_on is not None else None


def _longer(found: GrantDetail, key: str) -> None:
    _done(renew, found, "Renewed. Both sides are told.", ends_on=st.session_state.get(key))


def _change(found: GrantDetail) -> None:
    line = found.line
    opens = scopes_on(line.basis, found.offered, line.birth_date, line.today, found.ages)
    keys = {}
    for scope in found.offered:
        keys[scope] = _key(found, f"scope-{scope}")
        later = "" if scope in opens else " (closed at this age)"
        wider = found.two and scope not in line.scopes
        st.checkbox(f"{SCOPES[scope]}{later}", value=scope in line.scopes, key=keys[scope], disabled=wider)
    others = [scope for scope in SCOPES if scope not in found.offered]
    if others:
        st.caption(f"Not asked for, so it takes a new request: {scope_words(others).lower()}.")
    st.button("Change it", key=_key(found, "do-scopes"), type="primary", on_click=_set, args=(found, keys))


def _set(found: GrantDetail, keys: dict[str, str]) -> None:
    chosen = tuple(scope for scope, key in keys.items() if st.session_state.get(key))
    _done(change_scopes, found, "Changed. Both sides are told.", scopes=chosen)
