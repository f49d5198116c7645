"""Results to watch: held, not read, not followed up."""

from __future__ import annotations

from console.kit.page import Page
from console.panes import result_watch
from db.roles import Permission

PAGE = Page(
    title="Results to watch",
    icon=":material/visibility:",
    url_path="results-to-watch",
    needs=Permission.RESULTS_READ,
    render=result_watch.draw_page,
)
