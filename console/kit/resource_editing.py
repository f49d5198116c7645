"""What a person has typed into one row's form, kept apart for each record and row.

It stays while they look at another row or at the history, and until it is saved or discarded. Widget keys
contain record, row and a revision, so that no text follows to another row or survives its replacement.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

import streamlit as st

from console.kit.form import Field
from db.queries.records import RecordRow
from db.records import RecordConflict


class Editing:
    """The form of one row, or of a new one (`row_id` is None)."""

    def __init__(self, record: str, row_id: int | None) -> None:
        self.row_id = row_id
        self.name = f"{record}:{'new' if row_id is None else row_id}"
        self._state: dict[str, Any] = st.session_state.setdefault(f"editing:{self.name}", {"revision": 1})

    @property
    def place(self) -> str:
        """Where sentences about the row are said."""
        return f"record:{self.name}"

    @property
    def loaded(self) -> bool:
        """Whether there is a form to save: false until it was drawn, and again once it was saved."""
        return "started" in self._state

    @property
    def revision(self) -> int:
        """Raised whenever Python replaces what is in the form."""
        return int(self._state["revision"])

    @property
    def version(self) -> int:
        """The row's version that the person started from."""
        return int(self._state["version"])

    @property
    def typed(self) -> dict[str, Any]:
        """The form's values as they reached Python."""
        return dict(self._state["typed"])

    @property
    def changed(self) -> bool:
        """Whether something was typed that isn't saved."""
        return self.loaded and self._state["typed"] != self._state["started"]

    @property
    def wrong(self) -> dict[str, str]:
        """What was found wrong at the last try, by column."""
        return cast("dict[str, str]", self._state.get("wrong", {}))

    @wrong.setter
    def wrong(self, sentences: Mapping[str, str]) -> None:
        self._state["wrong"] = dict(sentences)

    @property
    def conflict(self) -> RecordConflict | None:
        """What somebody changed meanwhile, until it is decided."""
        return cast("RecordConflict | None", self._state.get("conflict"))

    @conflict.setter
    def conflict(self, conflict: RecordConflict) -> None:
        self._state |= {"conflict": conflict, "revision": self.revision + 1}

    def key(self, column: str) -> str:
        """The widget key of a column."""
        return f"{self.name}:{self.revision}:{column}"

    def start(self, row: RecordRow | None, fields: Sequence[Field]) -> None:
        """Take the row as the database has it, unless something unsaved was typed; None is a new row."""
        if row is None:
            version, values = 0, {one.column: one.blank() for one in fields}
        else:
            version, values = row.version, {one.column: row.values[one.column] for one in fields}
        if self.loaded and (self.changed or self.version == version or self.conflict is not None):
            return
        self._replace(version, values, values)

    def collect(self, fields: Sequence[Field]) -> None:
        """Take what the widgets hold."""
        if not self.loaded or self.conflict is not None:
            return
        for one in fields:
            if (key := self.key(one.column)) in st.session_state:
                self._state["typed"][one.column] = one.read(st.session_state[key])

    def decide(self, taken: Mapping[str, Any]) -> None:
        """The conflict is decided: keep what was typed but for `taken`, against the newer version."""
        conflict = self.conflict
        if conflict is not None:
            started = {column: conflict.row[column] for column in self._state["typed"]}
            # What only the other person changed and nobody was asked about is the same on both sides.
            self._replace(conflict.version, started, self.typed | dict(taken))

    def forget(self) -> None:
        """Let go of what was typed; the row is taken anew when it is next drawn."""
        revision = self.revision + 1
        self._state.clear()
        self._state["revision"] = revision

    def _replace(self, version: int, started: Mapping[str, Any], typed: Mapping[str, Any]) -> None:
        revision = self.revision + 1
        self._state.clear()
        self._state |= {"revision": revision, "version": version, "started": dict(started), "typed": dict(typed)}
