"""The page of requests for access as each role meets it: what was found out, what can be given, what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import event, func, select
from streamlit.testing.v1 import AppTest

from console.pages.proxies import PROXIES
from console.panes.proxy_answering import ADD, ASK, BACK, CONSENT, DENY
from db.actions import proxy_checks
from db.engine import use
from rules.proxy_scopes import CHECKS
from tests.conftest import Clinic
from tests.console.panes.opened import submit
from tests.console.visiting import pick, press, press_within, texts, visit
from tests.proxies import EVERYTHING, aged, approve, asked, checked, given, grants, ready, request, seen, today

HOSTILE = "<img src=x onerror=alert(1)>"
MOST_STATEMENTS = 20
MOST_ELEMENTS = 90


@pytest.fixture(autouse=True)
def _this_database(clinic: Clinic) -> Iterator[None]:
    with use(clinic.db):
        yield


def opened(clinic: Clinic, task_id: int, name: str = "erin", view: str = "unassigned") -> AppTest:
    """The page with the request open."""
    app = visit(clinic.sign_in(name), "proxies", task=str(task_id), view=view)
    assert not app.exception
    return app


def labels(app: AppTest) -> list[str]:
    """The buttons that stand on the page."""
    return [button.label for button in app.button]


def test_it_says_who_asks_for_whom_as_what_and_what_is_still_missing(clinic: Clinic) -> None:
    leo = aged(clinic, 60)
    app = opened(clinic, asked(clinic, leo, note="She had a stroke").task_id)
    page = texts(app).replace("&#39;", "'").replace("\\'", "'")
    for words in ("Marta Diaz", "asks to act for", "Leo Diaz", "grown-up child", "She had a stroke", *CHECKS.values()):
        assert words in page, words
    assert "Before it can be approved" in page
    assert "Not checked yet: who the proxy is, who the patient is, consent, or authority by law, safeguarding" in page
    assert next(button for button in app.button if button.label == "Approve").disabled


def test_a_check_is_noted_with_its_evidence_and_never_without(clinic: Clinic) -> None:
    made = asked(clinic, aged(clinic, 60))
    app = opened(clinic, made.task_id)
    press_within(app, f"check:{made.task_id}:safeguarding")
    app.radio(key=f"proxy-check:{made.task_id}:verdict-safeguarding").set_value("met")
    submit(app, "Note it")
    assert "Say what shows it" in app.warning[0].value
    app.text_area(key=f"proxy-check:{made.task_id}:evidence-safeguarding").set_value("Asked her doctor")
    submit(app, "Note it")
    assert not app.exception
    page = texts(app)
    assert "Asked her doctor" in page
    assert "Erin Walsh" in page
    assert "safeguarding asked" not in page


def test_a_press_of_what_was_not_offered_does_nothing(clinic: Clinic) -> None:
    """The name of a button in markup comes from the browser."""
    made = asked(clinic, aged(clinic, 60))
    app = opened(clinic, made.task_id)
    press_within(app, f"check:{made.task_id + 1}:safeguarding")
    assert not app.exception
    assert not app.radio


def test_all_that_was_asked_for_is_given_with_one_button(clinic: Clinic) -> None:
    made = ready(clinic)
    app = opened(clinic, made.task_id)
    press(app, f"approve:{made.task_id}")
    assert not app.exception
    assert app.success[0].value.startswith("Approved")
    (grant,) = grants(clinic, clinic.task(made.task_id).patient_id or 0)
    assert tuple(grant.scopes) == EVERYTHING
    assert "ps-decided" in texts(app)
    assert not any(label.startswith(("Approve", "Deny", "Reopen")) for label in labels(app))


def test_what_is_not_ticked_is_not_given_and_the_button_says_how_much(clinic: Clinic) -> None:
    made = ready(clinic)
    app = opened(clinic, made.task_id)
    app.checkbox(key=f"proxy-choice:{made.task_id}:consent:results").uncheck().run()
    assert "Approve limited: 3 of 4" in labels(app)
    press(app, f"approve:{made.task_id}")
    assert request(clinic, made.request_id).decision == "limited"
    (grant,) = grants(clinic, clinic.task(made.task_id).patient_id or 0)
    assert tuple(grant.scopes) == ("view", "messages", "refills")


def test_of_a_teenager_what_the_age_closes_cant_be_ticked(clinic: Clinic) -> None:
    made = ready(clinic, aged(clinic, 14), "parental", relation="parent", consent="none")
    app = opened(clinic, made.task_id)
    closed = {box.label: box.disabled for box in app.checkbox}
    assert closed["See test results (not at 14)"]
    assert not closed["Write and read messages"]
    assert "Approve limited: 1 of 4" in labels(app)
    assert app.date_input[0].label.startswith("Until, at the latest")


def test_the_second_approval_names_the_first_and_is_somebody_elses(clinic: Clinic) -> None:
    made = ready(clinic, aged(clinic, 80), "four-eyes", consent="none")
    app = opened(clinic, made.task_id)
    app.selectbox(key=f"proxy-choice:{made.task_id}:basis").set_value("four-eyes").run()
    assert "Approve, as the first of two" in labels(app)
    press(app, f"approve:{made.task_id}")
    assert "A colleague must approve the same" in texts(app)
    assert grants(clinic, clinic.task(made.task_id).patient_id or 0) == []
    app = opened(clinic, made.task_id, "alice")
    assert "Second approval, after Erin Walsh" in labels(app)
    press(app, f"second:{made.task_id}")
    assert not app.exception
    assert "after a first approval by" in texts(app)
    assert len(grants(clinic, clinic.task(made.task_id).patient_id or 0)) == 1


def test_who_may_be_meant_stands_side_by_side_and_one_is_chosen(clinic: Clinic) -> None:
    rosa = clinic.patient("Rosa", "Diaz")
    made = asked(clinic, None, said_given="Rosa", said_family="Dias", said_birth_date=rosa.birth_date, consent="none")
    app = opened(clinic, made.task_id)
    assert "Who is the patient?" in texts(app)
    assert "What to give" not in texts(app)
    press_within(app, f"match:{made.task_id}:{rosa.id}")
    assert not app.exception
    assert clinic.task(made.task_id).patient_id == rosa.id
    assert "The patient was named as" in texts(app)


def test_denying_asks_why_and_says_that_the_reason_stays_here(clinic: Clinic) -> None:
    made = asked(clinic, aged(clinic, 60))
    app = opened(clinic, made.task_id)
    press(app, f"deny-proxy:{made.task_id}")
    submit(app, "Deny the access")
    assert app.warning[0].value == "Choose why it is denied."
    app.selectbox(key=f"deny-proxy:{made.task_id}:reason").set_value("not-related")
    submit(app, "Deny the access")
    assert request(clinic, made.request_id).decision == "denied"
    assert "The relation isn't proved" in texts(app).replace("&#39;", "'").replace("\\'", "'")


def test_asking_for_papers_puts_it_off(clinic: Clinic) -> None:
    made = asked(clinic, aged(clinic, 60))
    app = opened(clinic, made.task_id)
    press(app, f"ask-papers:{made.task_id}")
    app.checkbox(key=f"ask-papers:{made.task_id}:papers:power-of-attorney").check()
    submit(app, "Ask for them")
    assert not app.exception
    assert clinic.task(made.task_id).status == "on-hold"


def test_papers_are_linked_to_the_route_that_looks_at_the_role(clinic: Clinic) -> None:
    made = asked(clinic, aged(clinic, 60), files=(("order.png", b"\x89PNG\r\n\x1a\n" + b"0" * 32),))
    assert "/files/papers/" in texts(opened(clinic, made.task_id))


def test_access_on_both_sides_stands_beside_the_request(clinic: Clinic) -> None:
    rosa, tom = aged(clinic, 60), aged(clinic, 70, family="Berg")
    theirs = given(clinic, rosa)
    given(clinic, tom, account_id=theirs.account_id, proxy_name="", proxy_email="")
    other = asked(clinic, rosa, account_id=theirs.account_id, proxy_name="", proxy_email="")
    page = texts(opened(clinic, other.task_id))
    assert page.index("Who acts for the patient") < page.index("For whom they act elsewhere") < page.index("Berg")
    assert "never used" in page


def test_what_the_proxy_has_already_stays_unless_it_is_unticked_and_the_pane_says_what_ends(clinic: Clinic) -> None:
    rosa = aged(clinic, 60)
    theirs = given(clinic, rosa, scopes=("view", "messages"))
    made = ready(clinic, rosa, account_id=theirs.account_id, scopes=("billing",))
    app = opened(clinic, made.task_id)
    assert "Replaces: see visits and the record" in texts(app) and "Ends:" not in texts(app)
    app.checkbox(key=f"proxy-choice:{made.task_id}:consent:messages").uncheck().run()
    assert "Ends: write and read messages" in texts(app)
    press(app, f"approve:{made.task_id}")
    assert not app.exception
    assert grants(clinic, rosa.id)[-1].scopes == ["view", "billing"]
    assert request(clinic, made.request_id).decision == "approved"


def test_papers_that_came_while_the_page_was_open_stop_the_approval(clinic: Clinic) -> None:
    made = ready(clinic)
    app = opened(clinic, made.task_id)
    with clinic.db.transaction() as session:
        session.execute(select(func.proxy_papers_received(made.request_id, "Proxy", 1)))
    app.button(key=f"approve:{made.task_id}").click().run()
    assert "Papers came while you worked" in app.warning[0].value
    assert grants(clinic, clinic.task(made.task_id).patient_id or 0) == []
    press(app, f"approve:{made.task_id}")
    assert len(grants(clinic, clinic.task(made.task_id).patient_id or 0)) == 1


def test_what_shows_the_consent_stands_under_it_and_what_was_noted_before_among_the_findings(clinic: Clinic) -> None:
    made = asked(clinic, aged(clinic, 60), consent="none")
    for given_now, evidence in ((True, "Form of 3 May"), (False, "He phoned")):
        with clinic.db.transaction() as session:
            proxy_checks.note_consent(
                session, by=clinic.erin, given=given_now, evidence=evidence, **seen(clinic, made.task_id)
            )
    page = texts(opened(clinic, made.task_id))
    assert page.index("Earlier findings") < page.index("Form of 3 May") < page.index("Consent and papers")
    assert page.index("No consent of the patient yet") < page.index("He phoned")


def test_no_dialog_is_named_as_the_buttons_that_lead_back_to_a_list() -> None:
    """Those are hidden beside the list, by the beginning of their keys."""
    deeds = [ADD, ASK, BACK, CONSENT, DENY]
    assert [name for name in deeds if name.startswith("back")] == []


def test_an_end_in_the_past_or_later_than_the_ground_allows_is_said_and_gives_nothing(clinic: Clinic) -> None:
    made = ready(clinic, aged(clinic, 14), "parental", relation="parent", consent="none")
    app = opened(clinic, made.task_id)
    key, latest = f"proxy-choice:{made.task_id}:parental:end", app.date_input[0].value
    assert isinstance(latest, date)
    for day, words in (
        (today(clinic), "would be over before it begins"),
        (latest + timedelta(days=1), "at the latest. Choose that or less"),
    ):
        app.date_input(key=key).set_value(day).run()
        app.run()
        assert words in texts(app), day
        assert app.button(key=f"approve:{made.task_id}").disabled
    app.date_input(key=key).set_value(latest).run()
    app.run()
    assert not app.button(key=f"approve:{made.task_id}").disabled


def test_whoever_approved_first_can_change_it_and_the_button_says_so(clinic: Clinic) -> None:
    made = ready(clinic, aged(clinic, 80), "four-eyes", consent="none")
    approve(clinic, clinic.erin, made.task_id, basis="four-eyes")
    app = opened(clinic, made.task_id)
    assert "Change your approval, the first of two" in labels(app)


def test_taken_back_is_in_the_menu_and_ends_it(clinic: Clinic) -> None:
    made = asked(clinic, aged(clinic, 60))
    app = opened(clinic, made.task_id)
    pick(app, f"more:{made.task_id}", BACK)
    app.text_input(key=f"{BACK}:{made.task_id}:why").set_value("She phoned: not needed any more")
    submit(app, "It was taken back")
    assert request(clinic, made.request_id).decision == "withdrawn"
    assert not PROXIES.outcomes


def test_what_people_say_is_never_markup(clinic: Clinic) -> None:
    made = asked(clinic, None, said_given=HOSTILE, said_family="**bold**", proxy_name=HOSTILE, note=HOSTILE)
    page = texts(opened(clinic, made.task_id))
    assert "&lt;img src=x" in page
    assert "<img" not in page


def test_a_colleague_who_decided_meanwhile_is_named(clinic: Clinic) -> None:
    made = ready(clinic)
    app = opened(clinic, made.task_id)
    approve(clinic, clinic.alice, made.task_id)
    app.button(key=f"approve:{made.task_id}").click().run()
    assert "Alice" in app.warning[0].value
    assert len(grants(clinic, clinic.task(made.task_id).patient_id or 0)) == 1


@pytest.mark.parametrize("name", ["ben", "farid"])
def test_the_others_are_not_shown_that_it_exists(clinic: Clinic, name: str) -> None:
    app = opened(clinic, asked(clinic, aged(clinic, 60)).task_id, name)
    assert "Marta Diaz" not in texts(app)


def test_the_page_keeps_to_its_statements_and_elements(clinic: Clinic) -> None:
    made = asked(clinic, aged(clinic, 60))
    checked(clinic, made.task_id)
    app = opened(clinic, made.task_id)
    statements: list[str] = []
    event.listen(clinic.db.engine, "before_cursor_execute", lambda *a: statements.append(a[2]))
    app.run()
    assert 5 < len(statements) <= MOST_STATEMENTS, "\n".join(statements)
    assert len(list(app.main)) <= MOST_ELEMENTS
