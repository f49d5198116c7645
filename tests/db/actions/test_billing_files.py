"""Files of money on their way in: kept once, read for a preview, posted by a word, refused with the reason."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from console import billing_reading
from console.billing_files import read_waiting
from db.actions import billing_files, column_profiles
from db.actions.deposit_posting import post_bank
from db.bank_lines import BankFile
from db.credentials import COMMAND_LINE_IDENTITY, WORKER_IDENTITY
from db.errors import Conflict, Forbidden, Invalid
from db.models import AuditEvent, BankTransaction, BillingFile, BillingRefusal, ColumnProfile, ProcessorLine
from db.queries.billing_files import file as one_file
from db.queries.billing_files import files
from tests.billing import (
    STRIPE,
    bai2,
    billing_file,
    ofx,
    paid,
    post,
    post_read,
    read,
    receive,
    remit,
    stripe,
)
from tests.conftest import Clinic
from tests.feeds.remits import clp
from tests.labs import never

ROW = "txn_1,charge,ch_1,100.00,3.20,96.80,usd,2026-03-01 10:00,po_1"
NOTHING = remit(paid("0", clp("A-1", "150", "0"), "CAS*OA*1*150"))


def confirm(clinic: Clinic, file: BillingFile, **said: Any) -> int:
    """Say which column of a CSV is what."""
    with clinic.db.transaction() as session:
        return column_profiles.confirm(
            session, by=clinic.ben, file_id=file.id, version=file.version, rule=STRIPE | said
        )


def jobs(clinic: Clinic, task: str = "read_billing_files") -> int:
    waiting = text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = :task")
    with clinic.db.transaction() as session:
        return int(session.scalar(waiting, {"task": task}) or 0)


def test_a_received_file_waits_for_the_worker(clinic: Clinic) -> None:
    file = billing_file(clinic, receive(clinic, NOTHING, name="a/b\\x.835"))
    assert (file.name, file.state, file.kind, file.received_by) == ("x.835", "waiting", "remittance", "Command line")
    assert jobs(clinic) == 1


def test_an_upload_is_kept_once_for_one_submit_and_needs_the_permission(clinic: Clinic) -> None:
    token = uuid4()

    def upload(by: Any) -> billing_files.Received:
        with clinic.db.transaction() as session:
            return billing_files.upload(session, by=by, token=token, name="a.835", content=NOTHING)

    assert upload(clinic.ben) == upload(clinic.ben)
    with pytest.raises(Forbidden):
        upload(clinic.erin)


@pytest.mark.parametrize("content", [b"", b" \r\n"])
def test_an_empty_file_is_refused_and_not_kept(clinic: Clinic, content: bytes) -> None:
    with pytest.raises(Invalid, match="empty"):
        receive(clinic, content)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (NOTHING, "remittance"),
        (b"\xef\xbb\xbfISA*00*", "remittance"),
        (ofx(("F1", "20260302", "10.00", "X")), "bank"),
        (bai2(100), "bank"),
        (stripe(ROW), "processor"),
    ],
)
def test_what_a_file_is_is_seen_from_how_it_begins(content: bytes, kind: str) -> None:
    assert billing_files.kind_of(content) == kind


def test_the_same_bytes_again_add_nothing_and_a_refused_file_is_read_again(clinic: Clinic) -> None:
    first = read(clinic, b"ISA*00*nonsense")
    assert (first.state, bool(first.reason)) == ("refused", True)
    assert read(clinic, NOTHING).state == "preview"
    again = receive(clinic, b"ISA*00*nonsense")
    assert again == first.id
    assert billing_file(clinic, again).state == "waiting"


def test_a_preview_shows_facts_and_rows_and_posts_nothing(clinic: Clinic) -> None:
    file = read(clinic, ofx(*((f"F{n}", "20260302", f"{n}.50", "NORTH HEALTH") for n in range(1, 13))), name="b.ofx")
    with clinic.db.transaction() as session:
        found = one_file(session, viewer=clinic.ben, file_id=file.id)
        assert session.scalars(select(BankTransaction.id)).all() == []
    assert (found.file.state, found.file.format, found.file.rows) == ("preview", "ofx", 12)
    assert dict(found.facts)["Money in"] == "84.00"
    assert len(found.table) == 10
    assert found.table[0][:3] == ("2026-03-02", "1.50", "NORTH HEALTH")


def test_posting_waits_for_the_worker_and_is_done_once(clinic: Clinic) -> None:
    file = read(clinic, ofx(("F1", "20260302", "10.00", "X")), name="b.ofx")
    done = post_read(clinic, file)
    assert jobs(clinic, "find_matches") == 1
    assert (done.state, done.posted_by, done.rows_new, done.rows_known) == ("posted", "Ben Okafor", 1, 0)
    with pytest.raises(Conflict), clinic.db.transaction() as session:
        billing_files.post(session, by=clinic.ben, file_id=file.id, version=file.version)
    with pytest.raises(Invalid, match="ready"), clinic.db.transaction() as session:
        billing_files.post(session, by=clinic.ben, file_id=file.id, version=done.version)


def test_what_nobody_said_to_post_is_not_posted(clinic: Clinic) -> None:
    file = read(clinic, ofx(("F1", "20260302", "10.00", "X")), name="b.ofx")
    with pytest.raises(Conflict, match="Nobody said"), clinic.db.transaction() as session:
        post_bank(session, by=WORKER_IDENTITY, file_id=file.id, found=BankFile("ofx", ()))


def test_a_bank_file_whose_totals_differ_is_held_until_a_clerk_has_seen_by_how_much(clinic: Clinic) -> None:
    file = read(clinic, bai2(10000, 2550, total=99999), name="b.bai2")
    assert file.state == "held"
    assert file.differences
    assert (file.differences[0]["expected"], file.differences[0]["found"]) == ("125.50", "999.99")
    with pytest.raises(Invalid, match="ready"), clinic.db.transaction() as session:
        billing_files.post(session, by=clinic.ben, file_id=file.id, version=file.version)
    with clinic.db.transaction() as session:
        billing_files.set_lenient(session, by=clinic.ben, file_id=file.id, version=file.version)
    read_waiting(clinic.db, never)
    seen = billing_file(clinic, file.id)
    assert (seen.state, seen.lenient, bool(seen.differences)) == ("preview", True, True)
    assert post_read(clinic, seen).rows_new == 2


def test_a_csv_waits_for_its_columns_and_is_then_read_by_them_as_every_later_one(clinic: Clinic) -> None:
    first, second = stripe(ROW), stripe(ROW.replace("txn_1", "txn_2"))
    file, other = read(clinic, first, name="a.csv"), read(clinic, second, name="b.csv")
    assert (file.state, file.summary["sample"][0][0]) == ("profile", "txn_1")
    profile_id = confirm(clinic, file)
    read_waiting(clinic.db, never)
    for each in (file, other):
        seen = billing_file(clinic, each.id)
        assert (seen.state, seen.profile_id, seen.summary["rows"][0][2]) == ("preview", profile_id, "100.00")
    assert read(clinic, stripe(ROW.replace("txn_1", "txn_3")), name="c.csv").state == "preview"


def test_a_profile_that_cannot_be_read_by_is_refused_with_the_field(clinic: Clinic) -> None:
    file = read(clinic, stripe(ROW), name="a.csv")
    wrong: list[tuple[str, dict[str, Any]]] = [
        ("zone", {"zone": "Mars/North"}),
        ("gross", {"columns": {"at": "Created (UTC)"}}),
        ("fee", {"columns": {**STRIPE["columns"], "fee": "Nowhere"}}),  # type: ignore[dict-item]
        ("source", {"source": " "}),
        ("header", {"header": ["id", "Amount"]}),
        ("rule", {"nonsense": 1}),
    ]
    for place, said in wrong:
        with pytest.raises(Invalid) as refused:
            confirm(clinic, file, **said)
        assert refused.value.field == place
    with clinic.db.transaction() as session:
        assert session.scalars(select(ColumnProfile.id)).all() == []


def test_columns_set_wrongly_are_set_anew_before_the_file_is_posted(clinic: Clinic) -> None:
    file = read(clinic, stripe(ROW.replace("3.20", "-3.20")), name="a.csv")
    confirm(clinic, file)
    read_waiting(clinic.db, never)
    wrong = billing_file(clinic, file.id)
    with clinic.db.transaction() as session:
        [row] = session.scalars(select(BillingRefusal)).all()
    assert (wrong.rows, row.position, row.place) == (0, 1, "Net")
    confirm(clinic, wrong, fee_negative=True)
    read_waiting(clinic.db, never)
    right = billing_file(clinic, file.id)
    assert (right.rows, right.summary["rows"][0][3]) == (1, "3.20")
    with clinic.db.transaction() as session:
        assert session.scalars(select(BillingRefusal)).all() == []
        assert session.scalars(select(ColumnProfile.version)).all() == [2]


def test_what_was_seen_by_other_columns_is_read_and_seen_anew_before_it_is_posted(clinic: Clinic) -> None:
    rows = [ROW.replace("2026-03-01", "03/02/2026").replace("txn_1", key) for key in ("txn_1", "txn_2", "txn_3")]
    seen, said, last = (read(clinic, stripe(row), name=f"{row[:5]}.csv") for row in rows)
    confirm(clinic, seen, date_order="MDY")
    read_waiting(clinic.db, never)
    seen, said, last = (billing_file(clinic, one.id) for one in (seen, said, last))
    with clinic.db.transaction() as session:
        billing_files.post(session, by=clinic.ben, file_id=said.id, version=said.version)
    confirm(clinic, last, date_order="DMY")
    with pytest.raises(Conflict, match="look again"), clinic.db.transaction() as session:
        billing_files.post(session, by=clinic.ben, file_id=seen.id, version=seen.version)
    read_waiting(clinic.db, never)
    for one in (seen, said):
        again = billing_file(clinic, one.id)
        assert (again.state, again.posted_by, again.version) == ("preview", None, one.version + (1 + (one is said)))
        assert again.summary["rows"][0][0].startswith("2026-02-03")
    with clinic.db.transaction() as session:
        assert session.scalars(select(ProcessorLine.id)).all() == []


def test_a_file_that_was_read_by_columns_set_anew_meanwhile_is_read_once_more(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read(clinic, stripe(ROW.replace("2026-03-01", "03/02/2026")), name="a.csv")
    confirm(clinic, first, date_order="MDY")
    read_waiting(clinic.db, never)
    file_id = receive(clinic, stripe(ROW.replace("2026-03-01", "03/02/2026").replace("txn_1", "txn_2")), name="b.csv")

    def while_another_sets_columns(*given: Any, **more: Any) -> Any:
        """The clerk's deed between the reader's look at the profile and what it keeps."""
        monkeypatch.undo()
        confirm(clinic, billing_file(clinic, first.id), date_order="DMY")
        return billing_reading.read(*given, **more)

    monkeypatch.setattr("console.billing_files.read", while_another_sets_columns)
    read_waiting(clinic.db, never)
    assert billing_file(clinic, file_id).state == "reading"
    read_waiting(clinic.db, never)
    assert billing_file(clinic, file_id).summary["rows"][0][0].startswith("2026-02-03")


def test_rows_in_another_currency_are_refused_by_their_number(clinic: Clinic) -> None:
    file = read(clinic, stripe(ROW, ROW.replace("usd", "eur").replace("txn_1", "txn_2")), name="a.csv")
    confirm(clinic, file)
    read_waiting(clinic.db, never)
    with clinic.db.transaction() as session:
        found = one_file(session, viewer=clinic.ben, file_id=file.id)
    assert [(one.position, one.place) for one in found.refusals] == [(2, "Currency EUR")]
    done = post_read(clinic, billing_file(clinic, file.id))
    assert done.rows_new == 1
    with clinic.db.transaction() as session:
        assert session.scalars(select(ProcessorLine.currency)).all() == ["USD"]


def test_a_file_is_set_aside_and_may_come_again(clinic: Clinic) -> None:
    file = read(clinic, NOTHING)
    with clinic.db.transaction() as session:
        billing_files.set_aside(session, by=clinic.ben, file_id=file.id, version=file.version)
    aside = billing_file(clinic, file.id)
    assert (aside.state, aside.reason) == ("refused", "Ben Okafor set it aside.")
    assert read(clinic, NOTHING).state == "preview"


def test_a_file_that_was_set_aside_and_comes_again_is_posted_by_a_persons_word_only(clinic: Clinic) -> None:
    file = read(clinic, NOTHING)
    with clinic.db.transaction() as session:
        billing_files.set_aside(session, by=clinic.ben, file_id=file.id, version=file.version)
    again = read(clinic, NOTHING)
    with clinic.db.transaction() as session:
        assert not billing_files.post_whole(session, by=COMMAND_LINE_IDENTITY, file_id=file.id)
    assert post_read(clinic, again).state == "posted"


def test_the_command_line_posts_only_what_has_nothing_wrong(clinic: Clinic) -> None:
    def whole(file: BillingFile) -> bool:
        with clinic.db.transaction() as session:
            return billing_files.post_whole(session, by=COMMAND_LINE_IDENTITY, file_id=file.id)

    assert whole(read(clinic, NOTHING))
    assert not whole(read(clinic, remit(paid("1", clp("A-1", "150", "0"), "CAS*OA*1*150", trace="EFT-9"))))
    odd = ofx(("F1", "20260302", "10.00", "X"), ("F2", "20260302", "ten", "X"))
    assert not whole(read(clinic, odd, name="b.ofx"))


def test_a_reader_that_died_leaves_the_file_to_the_next_one(clinic: Clinic) -> None:
    file_id = receive(clinic, NOTHING)
    with clinic.db.transaction() as session:
        assert billing_files.next_waiting(session, by=WORKER_IDENTITY) is not None
    assert billing_file(clinic, file_id).state == "reading"
    with clinic.db.transaction() as session:
        waiting = billing_files.next_waiting(session, by=WORKER_IDENTITY)
        assert waiting is not None
        assert replace(waiting, content=b"").id == file_id
        assert waiting.content == NOTHING


def test_while_one_reader_is_at_work_another_takes_nothing(clinic: Clinic) -> None:
    receive(clinic, NOTHING)
    with clinic.db.transaction() as one, clinic.db.transaction() as other:
        assert billing_files.next_waiting(one, by=WORKER_IDENTITY) is not None
        assert billing_files.next_waiting(other, by=WORKER_IDENTITY) is None


def test_the_list_says_how_far_each_file_is(clinic: Clinic) -> None:
    post(clinic, NOTHING)
    read(clinic, b"ISA*no", name="bad.835")
    with clinic.db.transaction() as session:
        page = files(session, viewer=clinic.ben)
        assert [(one.name, one.state) for one in page.files] == [("bad.835", "refused"), ("day.835", "posted")]
        assert [one.name for one in files(session, viewer=clinic.ben, state="posted").files] == ["day.835"]


def test_what_happened_to_a_file_is_written_down(clinic: Clinic) -> None:
    file = post(clinic, NOTHING)
    with clinic.db.transaction() as session:
        kinds = session.scalars(
            select(AuditEvent.kind).where(AuditEvent.subject_type == "billing_file", AuditEvent.subject_id == file.id)
        ).all()
    assert kinds == ["billing-file.received", "billing-file.to-post", "billing-file.posted"]
