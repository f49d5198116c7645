"""Which column of a CSV is what: said once by a person, with ten rows as they would be read."""

from __future__ import annotations

import csv
import io
from zoneinfo import available_timezones

import streamlit as st

from console.billing_reading import bank_table, processor_table
from console.kit.acting import perform
from console.kit.text import draw, plain
from console.panes.payment_files_tables import table
from console.panes.payment_words import ENTRIES
from db.actions.column_profiles import confirm
from db.bank_lines import RowRefused
from db.config import config
from db.lab_messages import Unreadable
from db.queries.billing_files import FileDetail
from feeds.bank_csv import read_bank_csv
from feeds.processors import read_processor
from rules.column_guesses import guess, guess_kind
from rules.column_profiles import BANK_FIELDS, KINDS, NEEDED, ORDERS, PROCESSOR_FIELDS, ColumnProfile

NONE = "–"
KIND_WORDS = {"processor": "A card processor's", "bank": "A bank's"}
ORDER_WORDS = {"YMD": "Year, month, day", "DMY": "Day, month, year", "MDY": "Month, day, year"}
DECIMAL_WORDS = {".": "Point: 1,234.56", ",": "Comma: 1.234,56"}


def draw_columns(found: FileDetail, place: str) -> None:
    """The form, its ten rows, and the button that confirms it."""
    with st.container(key="ps-columns", border=True):
        st.caption("Said once: every later file with the same columns is read like this.")
        profile = _asked(found)
        unreadable = profile.problems()
        problems = _missing(profile) | unreadable
        for why in problems.values():
            st.caption(f":material/error: {plain(why)}")
        if not unreadable:
            _preview(found, profile)
        st.button(
            "Read it like this", key=f"confirm:{found.file.id}", type="primary", disabled=bool(problems),
            on_click=_confirm, args=(found, profile, place),
        )  # fmt: skip


def _confirm(found: FileDetail, profile: ColumnProfile, place: str) -> None:
    perform(place, confirm, file_id=found.file.id, version=found.version, rule=profile.to_json())
    st.session_state.pop(f"columns:asked:{found.file.id}", None)


def _missing(profile: ColumnProfile) -> dict[str, str]:
    """What a file could be read without, but nobody would know whose it is."""
    return {} if profile.source else {"source": "Say which bank or processor the file is from."}


def _asked(found: FileDetail) -> ColumnProfile:
    """The profile as the form has it; it begins with the one that is kept, or with a guess."""
    key = f"columns:{found.file.id}"
    kept = found.profile or {}
    kind = st.segmented_control(
        "Whose file", list(KIND_WORDS), default=kept.get("kind") or found.file.kind, required=True,
        format_func=KIND_WORDS.__getitem__, key=f"{key}:kind",
    )  # fmt: skip
    guessed = guess(kind, found.header, found.sample)
    same = kept.get("kind") == kind
    columns = dict(kept["columns"]) if same else dict(guessed.columns)
    left, middle, right = st.columns(3)
    source = left.text_input("Bank or processor (needed)", kept.get("source", ""), key=f"{key}:source", max_chars=40)
    name = middle.text_input("Name of this profile", kept.get("name", ""), key=f"{key}:name", max_chars=80)
    account = ""
    if kind == "bank":
        account = right.text_input(
            "Last digits of the account", kept.get("account", ""), key=f"{key}:account", max_chars=34
        )
    decimal = left.selectbox(
        "Decimal sign", list(DECIMAL_WORDS), format_func=DECIMAL_WORDS.__getitem__, key=f"{key}:{kind}:decimal",
        index=list(DECIMAL_WORDS).index(kept["decimal"] if same else guessed.decimal),
    )  # fmt: skip
    order = middle.selectbox(
        "Order of a date", ORDERS, format_func=ORDER_WORDS.__getitem__, key=f"{key}:{kind}:order",
        index=ORDERS.index(kept["date_order"] if same else guessed.date_order),
    )  # fmt: skip
    zones, named_utc = sorted(available_timezones()), "utc" in columns.get("at", "").casefold()
    own = kept.get("zone") or ("UTC" if named_utc else config().time_zone)
    zone = right.selectbox("Time zone of its times", zones, key=f"{key}:zone", index=zones.index(own))
    chosen = _columns(found, kind, columns, key)
    negative = kind == "processor" and st.checkbox(
        "Fees are written as money out (with a minus)", kept.get("fee_negative", False), key=f"{key}:fee"
    )
    kinds = _kinds(found, chosen.get("kind", ""), dict(kept.get("kinds", {})), key) if kind == "processor" else {}
    return ColumnProfile(
        kind, name.strip() or source.strip(), source.strip().lower() if kind == "processor" else source.strip(),
        found.header, chosen, decimal, order, zone, kinds, negative, account.strip(),
    )  # fmt: skip


def _columns(found: FileDetail, kind: str, columns: dict[str, str], key: str) -> dict[str, str]:
    fields = PROCESSOR_FIELDS if kind == "processor" else BANK_FIELDS
    choices = [NONE, *(name for name in found.header if name)]
    places = st.columns(3)
    chosen: dict[str, str] = {}
    for number, (name, label) in enumerate(fields.items()):
        now = columns.get(name, NONE)
        needed = " (needed)" if name in NEEDED[kind] else ""
        column = places[number % 3].selectbox(
            f"{label}{needed}", choices, index=choices.index(now) if now in choices else 0, key=f"{key}:{kind}:{name}"
        )
        if column != NONE:
            chosen[name] = column
    return chosen


def _kinds(found: FileDetail, column: str, kept: dict[str, str], key: str) -> dict[str, str]:
    """What each word in the column of kinds means."""
    said = found.words.get(column, ())
    if not said:
        return {}
    places = st.columns(3)
    return {
        word: places[number % 3].selectbox(
            f"Kind of row: {plain(word)}", KINDS, format_func=ENTRIES.__getitem__, key=f"{key}:word:{word}",
            index=KINDS.index(kept.get(word) or guess_kind(word)),
        )
        for number, word in enumerate(said)
    }  # fmt: skip


def _preview(found: FileDetail, profile: ColumnProfile) -> None:
    """The ten rows that are kept with the file, as this profile reads them."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows([found.header, *found.sample])
    content = written.getvalue().encode()
    refused: tuple[RowRefused, ...]
    try:
        if profile.kind == "bank":
            bank = read_bank_csv(content, profile)
            shown, refused = bank_table(bank), bank.refused
        else:
            export = read_processor(content, profile)
            shown, refused = processor_table(export), export.refused
    except Unreadable as problem:
        st.caption(plain(str(problem)))
        return
    draw(table("As it would be read", shown["columns"], shown["rows"]))
    for one in refused:
        st.caption(plain(f"Row {one.row}, {one.place}: {one.reason}"))
