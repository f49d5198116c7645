"""The server's routes and what stands before them, against the whole ASGI app."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select, update

from db.actions.documents import finish, request_thread_pdf
from db.actions.sign_in import begin_sign_in, finish_sign_in
from db.config import config
from db.credentials import WORKER_IDENTITY, SessionToken
from db.engine import Database, use
from db.models import Attachment, AuditEvent, Heartbeat, Message, StaffSession, Thread
from db.queries.staff_sessions import is_live
from tests.conftest import Clinic
from tests.console.web import Chunks, Web
from tests.proxies import aged, asked

OURS = {"X-Portside": "1", "Origin": "https://portside.test", "Sec-Fetch-Site": "same-origin"}
SESSION, BROWSER = "__Host-portside_session", "__Host-portside_browser"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 16


@pytest.fixture(autouse=True)
def secret(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A secret of the tests' own, so that none is written."""
    monkeypatch.setenv("PORTSIDE_SECRET", "only for tests, only for tests, 32")
    config.cache_clear()
    yield
    config.cache_clear()


@pytest.fixture
def web(db: Database) -> Iterator[Web]:
    """The app on this test's database."""
    with use(db):
        yield Web()


def ticket(db: Database, browser: str) -> str:
    with db.transaction() as session:
        attempt = begin_sign_in(session, username="alice", source="192.0.2.7")
    with db.transaction() as session:
        given = finish_sign_in(session, attempt=attempt, verified=True, browser=browser)
    assert given
    return given


def holding(token: SessionToken) -> dict[str, str]:
    return {"Cookie": f"{SESSION}={token.value}"}


def attachment(db: Database, clinic: Clinic, name: str = "rash.png", media_type: str = "image/png") -> int:
    patient = clinic.patient()
    with db.transaction() as session:
        thread = Thread(patient_id=patient.id)
        session.add(thread)
        session.flush()
        message = Message(
            thread_id=thread.id, direction="inbound", author="Rosa Diaz", body="See the picture.", sent_at=func.now()
        )
        session.add(message)
        session.flush()
        file = Attachment(message_id=message.id, name=name, media_type=media_type, content=PNG)
        session.add(file)
        session.flush()
        return file.id


def test_a_page_names_the_browser_in_a_cookie_that_no_script_and_no_other_site_gets(web: Web) -> None:
    first = web.get("/")
    cookie = first.headers["set-cookie"]
    assert cookie.startswith(f"{BROWSER}=")
    assert {"HttpOnly", "Secure", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert "max-age" not in cookie.lower()
    assert "expires" not in cookie.lower()
    assert "set-cookie" not in web.get("/", headers={"Cookie": f"{BROWSER}=known"}).headers


def test_a_browser_that_kept_the_page_and_lost_its_cookies_gets_a_new_one(web: Web) -> None:
    asks = {"Accept": "text/html,*/*", "If-None-Match": web.get("/").headers["etag"]}
    again = web.get("/", headers=asks)
    assert again.status_code == 304
    assert again.headers["set-cookie"].startswith(f"{BROWSER}=")
    assert "set-cookie" not in web.get("/", headers=asks | {"Cookie": f"{BROWSER}=known"}).headers


def test_every_answer_carries_the_security_headers(web: Web) -> None:
    for path in ("/", "/healthz", "/files/1", "/media/x", "/nowhere/at/all.js", "/_stcore/health"):
        headers = web.get(path).headers
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["x-frame-options"] == "DENY", path
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path
        assert headers["referrer-policy"] == "same-origin", path


def test_a_ticket_becomes_the_sessions_cookie_once(web: Web, db: Database, clinic: Clinic) -> None:
    mine = {"Cookie": f"{BROWSER}=mine", **OURS}
    given = ticket(db, "mine")
    opened = web.post("/session/open", json={"ticket": given}, headers=mine)
    assert opened.status_code == 204
    cookie = opened.headers["set-cookie"]
    assert cookie.startswith(f"{SESSION}=")
    assert {"HttpOnly", "Secure", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert "max-age" not in cookie.lower()
    assert opened.headers["cache-control"] == "no-store"
    assert web.post("/session/open", json={"ticket": given}, headers=mine).status_code == 403


def test_another_browser_gets_no_cookie_for_the_ticket(web: Web, db: Database, clinic: Clinic) -> None:
    answer = web.post(
        "/session/open", json={"ticket": ticket(db, "mine")}, headers={"Cookie": f"{BROWSER}=another", **OURS}
    )
    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)


@pytest.mark.parametrize("wrong", [
    {"X-Portside": ""}, {"Origin": "https://elsewhere.test"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
])  # fmt: skip
@pytest.mark.parametrize("path", ["/session/open", "/session/close", "/session/stay", "/session/check"])
def test_what_another_site_makes_a_browser_send_is_refused(
    web: Web, clinic: Clinic, path: str, wrong: dict[str, str]
) -> None:
    token = clinic.alice
    assert web.post(path, json={}, headers=holding(token) | OURS | wrong).status_code == 403
    with clinic.db.reading() as session:
        assert is_live(session, token)


def test_a_get_does_nothing_to_tickets_and_sessions(web: Web, db: Database, clinic: Clinic) -> None:
    given, token = ticket(db, "mine"), clinic.alice
    for path in ("/session/open", "/session/close", "/session/stay", "/session/check"):
        answer = web.get(path, params={"ticket": given}, headers=holding(token) | OURS)
        assert answer.headers["content-type"].startswith("text/html"), path
        assert f"{SESSION}=" not in answer.headers.get("set-cookie", ""), path
    with db.reading() as session:
        assert is_live(session, token)
    again = web.post("/session/open", json={"ticket": given}, headers={"Cookie": f"{BROWSER}=mine", **OURS})
    assert again.status_code == 204


@pytest.mark.parametrize("body", [b"", b"[]", b'{"ticket": 1}', b"\xff", b'{"ticket": "' + b"x" * 70_000 + b'"}'])
def test_a_broken_ticket_is_refused(web: Web, body: bytes) -> None:
    answer = web.post("/session/open", content=body, headers={"Cookie": f"{BROWSER}=mine", **OURS})
    assert answer.status_code in (400, 413)


def test_closing_ends_the_session_named_and_drops_its_cookie(web: Web, db: Database, clinic: Clinic) -> None:
    token = clinic.alice
    with db.reading() as session:
        session_id = session.scalar(select(StaffSession.id).where(StaffSession.token_hash == token.digest))
    other = web.post("/session/close", json={"session": 0}, headers=holding(token) | OURS)
    assert "set-cookie" not in other.headers
    closed = web.post("/session/close", json={"session": session_id}, headers=holding(token) | OURS)
    assert 'portside_session=""' in closed.headers["set-cookie"]
    with db.reading() as session:
        assert not is_live(session, token)


def test_activity_extends_a_live_session_and_no_other(web: Web, db: Database, clinic: Clinic) -> None:
    token = clinic.alice
    with db.transaction() as session:
        session.execute(update(StaffSession).values(last_active_at=func.now() - timedelta(minutes=5)))
    assert web.post("/session/stay", headers=holding(token) | OURS).status_code == 204
    with db.reading() as session:
        assert session.scalar(select(func.now() - StaffSession.last_active_at)).total_seconds() < 60  # type: ignore[union-attr]
    assert web.post("/session/stay", headers=holding(SessionToken("none")) | OURS).status_code == 401
    assert web.post("/session/stay", headers=OURS).status_code == 401


def test_a_file_is_shown_to_who_may_read_it_and_each_opening_is_audited(web: Web, db: Database, clinic: Clinic) -> None:
    number, token = attachment(db, clinic, 'a "rash"\r\nSet-Cookie: x.png'), clinic.alice
    for _ in range(2):
        answer = web.get(f"/files/{number}", headers=holding(token))
    assert (answer.status_code, answer.content) == (200, PNG)
    assert answer.headers["content-type"] == "image/png"
    assert answer.headers["content-disposition"].startswith("inline; filename*=UTF-8''a%20_rash_")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"
    assert "set-cookie" not in answer.headers
    with db.reading() as session:
        events = session.execute(select(AuditEvent).where(AuditEvent.kind == "file.opened")).scalars().all()
    assert [(event.actor, event.subject_id) for event in events] == [("Alice Moreno", number)] * 2
    assert all(event.patient_id for event in events)


def test_what_a_browser_cannot_show_is_saved_instead(web: Web, db: Database, clinic: Clinic) -> None:
    answer = web.get(f"/files/{attachment(db, clinic, 'a.heic', 'image/heic')}", headers=holding(clinic.alice))
    assert answer.headers["content-disposition"].startswith("attachment;")


def change(db: Database, number: int, **values: object) -> None:
    with db.transaction() as session:
        session.execute(update(Attachment).where(Attachment.id == number).values(**values))


def test_a_refused_file_says_why_and_nothing_of_it_leaves(web: Web, db: Database, clinic: Clinic) -> None:
    number = attachment(db, clinic)
    change(db, number, checked_at=func.now(), refusal="A virus was found (Eicar). It can't be opened.")
    for address in (f"/files/{number}", f"/files/{number}?as=preview"):
        answer = web.get(address, headers=holding(clinic.alice))
        assert answer.status_code == 409
        assert "A virus was found (Eicar)" in answer.text
        assert PNG not in answer.content


def test_a_file_that_waits_for_the_virus_scanner_says_so(
    web: Web, db: Database, clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = attachment(db, clinic)
    monkeypatch.setenv("PORTSIDE_CLAMAV", "127.0.0.1:3310")
    config.cache_clear()
    answer = web.get(f"/files/{number}", headers=holding(clinic.alice))
    assert (answer.status_code, "being checked" in answer.text) == (409, True)
    change(db, number, checked_at=func.now())
    assert web.get(f"/files/{number}", headers=holding(clinic.alice)).status_code == 200


def test_what_a_browser_cannot_show_has_a_preview_that_it_can(web: Web, db: Database, clinic: Clinic) -> None:
    number = attachment(db, clinic, "IMG 1.HEIC", "image/heic")
    change(db, number, preview=b"\xff\xd8\xffpreview", preview_type="image/jpeg")
    shown = web.get(f"/files/{number}?as=preview", headers=holding(clinic.alice))
    assert (shown.content, shown.headers["content-type"]) == (b"\xff\xd8\xffpreview", "image/jpeg")
    assert shown.headers["content-disposition"] == "inline; filename*=UTF-8''IMG%201.HEIC.jpg"
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in shown.headers["content-security-policy"]
    assert web.get(f"/files/{number}", headers=holding(clinic.alice)).content == PNG


def document(db: Database, clinic: Clinic, token: SessionToken, *, ready: bool = True) -> int:
    task_id = clinic.conversation()
    with db.transaction() as session:
        asked = request_thread_pdf(session, by=token, token=uuid4(), task_id=task_id)
    if ready:
        with db.transaction() as session:
            finish(session, by=WORKER_IDENTITY, document_id=asked.document_id, content=b"%PDF-1.7 made")
    return asked.document_id


def test_a_document_is_opened_by_who_asked_for_it_and_audited(web: Web, db: Database, clinic: Clinic) -> None:
    alice = clinic.alice
    number = document(db, clinic, alice)
    answer = web.get(f"/documents/{number}", headers=holding(alice))
    assert (answer.status_code, answer.content) == (200, b"%PDF-1.7 made")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("inline; filename*=UTF-8''conversation-")
    assert (answer.headers["cache-control"], answer.headers["x-content-type-options"]) == ("no-store", "nosniff")
    with db.reading() as session:
        event = session.scalars(select(AuditEvent).where(AuditEvent.kind == "document.opened")).one()
    assert (event.actor, event.subject_id) == ("Alice Moreno", number)


def test_a_document_is_nobody_elses(web: Web, db: Database, clinic: Clinic) -> None:
    number = document(db, clinic, clinic.alice)
    assert web.get(f"/documents/{number}").status_code == 401
    assert web.get(f"/documents/{number}", headers=holding(SessionToken("made-up"))).status_code == 401
    for who, status in (("dev", 404), ("carla", 404), ("ben", 404), ("erin", 404), ("farid", 403)):
        assert web.get(f"/documents/{number}", headers=holding(clinic.sign_in(who))).status_code == status, who
    assert web.get("/documents/987654", headers=holding(clinic.alice)).status_code == 404


def test_a_document_that_is_being_made_says_so(web: Web, db: Database, clinic: Clinic) -> None:
    alice = clinic.alice
    answer = web.get(f"/documents/{document(db, clinic, alice, ready=False)}", headers=holding(alice))
    assert (answer.status_code, "being made" in answer.text) == (409, True)


def test_a_file_needs_a_live_session_of_a_role_that_reads_files(web: Web, db: Database, clinic: Clinic) -> None:
    number = attachment(db, clinic)
    assert web.get(f"/files/{number}").status_code == 401
    assert web.get(f"/files/{number}", headers=holding(SessionToken("made-up"))).status_code == 401
    for who in ("ben", "erin", "farid"):
        assert web.get(f"/files/{number}", headers=holding(clinic.sign_in(who))).status_code == 403, who
    assert web.get("/files/987654", headers=holding(clinic.alice)).status_code == 404
    expired = clinic.alice
    with db.transaction() as session:
        session.execute(update(StaffSession).values(last_active_at=func.now() - timedelta(minutes=16)))
    assert web.get(f"/files/{number}", headers=holding(expired)).status_code == 401


@pytest.mark.parametrize("path", [
    "/media/abc.png", "https://portside.test//media/abc.png", "/_stcore/upload_file/a/b", "/%6dedia/abc.png",
])  # fmt: skip
def test_streamlits_file_routes_need_a_live_session(web: Web, clinic: Clinic, path: str) -> None:
    for method in ("GET", "PUT", "DELETE"):
        assert web.request(method, path).status_code in (400, 401)
        assert web.request(method, path, headers=holding(SessionToken("made-up"))).status_code in (400, 401)
    assert web.get("/media/abc.png", headers=holding(clinic.alice)).status_code == 404


def test_an_upload_of_more_than_eleven_megabytes_is_refused_before_it_is_read(web: Web, clinic: Clinic) -> None:
    token = clinic.alice
    stated = web.request(
        "PUT", "/_stcore/upload_file/a/b", headers=holding(token) | {"Content-Length": str(12 * 1024 * 1024)}
    )
    assert stated.status_code == 413


def test_a_body_in_chunks_is_cut_off_where_it_gets_too_large(web: Web, clinic: Clinic) -> None:
    body = Chunks()
    assert web.post("/session/open", content=body, headers=OURS).status_code == 413
    assert body.sent < 20


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/auth/login", "/oauth2callback"])
def test_doors_of_streamlit_that_nobody_uses_are_closed(web: Web, path: str) -> None:
    assert web.get(path).status_code == 404


def test_health_is_well_when_the_worker_spoke_lately(web: Web, db: Database, clinic: Clinic) -> None:
    never = web.get("/healthz")
    assert (never.status_code, never.json()["worker"]) == (503, "never started")
    with db.transaction() as session:
        session.add(Heartbeat(process="worker", at=func.now()))
    well = web.get("/healthz")
    assert (well.status_code, well.json()) == (200, {"app": "ok", "database": "ok", "worker": "ok"})
    with db.transaction() as session:
        session.execute(update(Heartbeat).values(at=func.now() - timedelta(seconds=45)))
    silent = web.get("/healthz")
    assert (silent.status_code, silent.json()["worker"]) == (503, "silent for 45 s")


def test_health_names_a_database_that_is_away(db: Database, clinic: Clinic) -> None:
    away = Database(replace(db.place, admin_url=db.place.admin_url.set(database="not_there")))
    with use(away):
        answer = Web().get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "unreachable"
    assert db.place.schema not in answer.text


def test_papers_with_a_request_for_access_open_for_who_decides_it(web: Web, db: Database, clinic: Clinic) -> None:
    asked(clinic, aged(clinic, 60), files=(("order.png", PNG),))
    with db.reading() as session:
        number = session.scalars(select(Attachment.id)).one()
    for who, status in (("erin", 200), ("alice", 200), ("ben", 403), ("farid", 403)):
        assert web.get(f"/files/papers/{number}", headers=holding(clinic.sign_in(who))).status_code == status, who
    assert web.get(f"/files/papers/{number}").status_code == 401
    assert web.get(f"/files/{number}", headers=holding(clinic.alice)).status_code == 404
    assert web.get(f"/files/papers/{attachment(db, clinic)}", headers=holding(clinic.alice)).status_code == 404


@pytest.mark.parametrize("address", ["/documents/987654", "/files/987654", "/files/papers/987654", "/orders/987654"])
def test_a_refusal_is_kept_by_no_browser(web: Web, clinic: Clinic, address: str) -> None:
    answers = [
        web.get(address),
        web.get(address, headers=holding(SessionToken("made-up"))),
        web.get(address, headers=holding(clinic.alice)),
        web.get(address, headers=holding(clinic.farid)),
    ]
    assert [answer.status_code for answer in answers] == [401, 401, 404, 403]
    assert {answer.headers["cache-control"] for answer in answers} == {"no-store"}
    assert {answer.headers["x-content-type-options"] for answer in answers} == {"nosniff"}
