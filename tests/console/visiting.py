"""Opening a page of the app as somebody, without a browser."""

from __future__ import annotations

import json
from functools import cache
from uuid import uuid4

from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from console.server import SCRIPT
from db.credentials import SessionToken

# For each app that is opened Streamlit looks for components in all packages anew, longer than most pages take to draw.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def visit(token: SessionToken, page: str = "", **address: str) -> AppTest:
    """The app at the address `page` (its url_path; "" is the role's first one), signed in with `token`."""
    app = AppTest.from_file(SCRIPT, default_timeout=120)
    app.session_state["portside_token"] = token.value
    for name, value in address.items():
        app.query_params[name] = value
    if page:
        app._page_hash = calc_hash(page)  # what Streamlit calls a page that isn't a file
    return app.run()


def press(app: AppTest, key: str) -> None:
    """Press a button; then draw the whole page, since the test sees only the fragment that a click reruns."""
    app.button(key=key).click().run()
    app.run()


def press_within(app: AppTest, name: str) -> None:
    """Press a button that stands in markup, as its component tells of it; then draw the whole page."""
    (heard,) = [each for each in app.get("bidi_component") if "unseen_presses" in str(each.key)]
    states = app._tree.get_widget_states()
    event = {"event": "press", "value": {"name": name, "seq": uuid4().hex}}
    states.widgets.add(id=f"$$STREAMLIT_INTERNAL_KEY_{heard.proto.id}__events", json_trigger_value=json.dumps([event]))
    app._run(states)
    app.run()


def pick(app: AppTest, key: str, choice: str) -> None:
    """Choose in a menu; then draw the whole page, as after `press`."""
    app.menu_button(key=key).click(choice).run()
    app.run()


def texts(app: AppTest) -> str:
    """Everything that stands on the page as markup or text."""
    return " ".join([*(str(e.proto) for e in app.get("html")), *(m.value for m in app.markdown)])
