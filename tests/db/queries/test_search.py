"""Full-text search: what it finds, for whom, and that no text that anybody types breaks it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from sqlalchemy import text, update

from db.actions import notes
from db.credentials import SessionToken
from db.errors import Forbidden, Invalid, NotFound
from db.models import Message, Thread
from db.queries import search_sources
from db.queries.search import NOT_FURTHER, NOT_YOURS, ONLY_WITHOUT, RANKED_AMONG, TOO_COMMON, Found, search, snippet
from tests.conftest import Clinic


def find(clinic: Clinic, words: str, viewer: SessionToken | None = None, order: str = "relevance") -> Found:
    """What somebody (Alice) finds in the inbox."""
    with clinic.db.reading() as session:
        return search(session, viewer=viewer or clinic.alice, area="inbox", text=words, order=order)


def found(clinic: Clinic, words: str) -> list[int]:
    """The tasks that Alice finds."""
    return [hit.task_id for hit in find(clinic, words).hits]


def test_words_are_found_in_any_form_of_english_and_any_case(clinic: Clinic) -> None:
    task_id = clinic.conversation("My KNEES were hurting since Monday.")
    for words in ("knee", "hurts", "Monday knees", '"knees were hurting"'):
        assert found(clinic, words) == [task_id], words
    assert found(clinic, "elbow") == []


def test_letters_with_accents_are_found_without_and_with(clinic: Clinic) -> None:
    task_id = clinic.conversation("Me duele el estómago desde mañana.")
    for words in ("estomago", "estómago", "MAÑANA", "manana"):
        assert found(clinic, words) == [task_id], words
    assert "estómago" in find(clinic, "estomago").hits[0].snippet


def test_a_minus_leaves_out_and_quotes_hold_together(clinic: Clinic) -> None:
    left, right = clinic.conversation("The left knee hurts."), clinic.conversation("Left arm, right knee.")
    assert found(clinic, '"left knee"') == [left]
    assert found(clinic, "knee -arm") == [left]
    assert found(clinic, "arm or hurts") in ([left, right], [right, left])


def test_a_conversation_is_one_hit_and_leads_to_its_task(clinic: Clinic) -> None:
    task_id = clinic.conversation("My knee.")
    clinic.patient_writes(task_id, "It is still the knee.")
    hits = find(clinic, "knee").hits
    assert [(hit.task_id, hit.queue, hit.where, hit.open) for hit in hits] == [(task_id, "inbox", "message", True)]
    assert (hits[0].patient, hits[0].topic) == ("Rosa Diaz", "health")


def test_subjects_and_notes_are_found_too_and_said_to_be(clinic: Clinic) -> None:
    by_note, by_subject = clinic.conversation("Hello."), clinic.conversation("Hello.")
    with clinic.db.transaction() as session:
        notes.add_note(session, by=clinic.alice, token=uuid4(), task_id=by_note, body="Sounds like shingles.")
        thread_id = clinic.task(by_subject).focus_id
        session.execute(update(Thread).where(Thread.id == thread_id).values(subject="Shingles again?"))
    hits = find(clinic, "shingles").hits
    assert {(hit.task_id, hit.where) for hit in hits} == {(by_note, "note"), (by_subject, "subject")}


def test_a_withdrawn_reply_is_not_found(clinic: Clinic) -> None:
    task_id = clinic.conversation("Hello.")
    with clinic.db.transaction() as session:
        session.add(
            Message(
                thread_id=clinic.task(task_id).focus_id,
                direction="outbound",
                staff_id=clinic.staff_id("alice"),
                author="Alice Moreno",
                body="Take ibuprofen.",
                withdrawn_at=text("now()"),
                withdrawn_by="Alice Moreno",
            )
        )
    assert found(clinic, "ibuprofen") == []


def test_by_date_the_newest_come_first(clinic: Clinic) -> None:
    made = [clinic.conversation(f"Knee number {number}") for number in range(3)]
    assert [hit.task_id for hit in find(clinic, "knee", order="newest").hits] == made[::-1]


def test_by_relevance_the_better_match_comes_first(clinic: Clinic) -> None:
    better = clinic.conversation("Knee pain, knee pain, knee pain.")
    clinic.conversation("I wonder about many things, among them a bill, an appointment, and lately also a knee.")
    assert found(clinic, "knee")[0] == better


def test_who_reads_no_messages_finds_none_and_is_told(clinic: Clinic) -> None:
    clinic.conversation("My knee hurts.")
    assert find(clinic, "knee", clinic.erin) == Found((), note=NOT_YOURS)
    for somebody in (clinic.ben, clinic.farid):
        with pytest.raises(Forbidden):
            find(clinic, "knee", somebody)


def test_an_unknown_area_or_order_is_refused(clinic: Clinic) -> None:
    with pytest.raises(NotFound), clinic.db.reading() as session:
        search(session, viewer=clinic.alice, area="kitchen", text="knee")
    with pytest.raises(Invalid):
        find(clinic, "knee", order="random")


def test_words_that_say_nothing_get_a_kind_note(clinic: Clinic) -> None:
    clinic.conversation("My knee hurts.")
    assert find(clinic, "") == find(clinic, "  \t ") == Found(())
    assert find(clinic, "the and of") == Found((), note=TOO_COMMON)
    assert find(clinic, "-knee") == Found((), note=ONLY_WITHOUT)


HOSTILE = (
    '"', "'", '""', "knee'", 'knee"', '"knee', "%", "_", "\\", "a\\'b", "knee\0pain", ":*", "a & | ! b", "<->", "(((",
    "knee " * 39, "a" * 200, "-", "--", "-- -knee", "'; DROP TABLE message; --", "or", "or or or", "<b>", "\x02\x03",
    "\ud800knee", "\u202eknee", "\N{SLIGHTLY SMILING FACE}",
)  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_that_can_be_typed_breaks_it(clinic: Clinic, words: str) -> None:
    clinic.conversation("My knee hurts.")
    for order in ("relevance", "newest"):
        assert isinstance(find(clinic, words, order=order), Found)


def test_a_text_that_is_far_too_long_is_refused_by_name(clinic: Clinic) -> None:
    with pytest.raises(Invalid) as refused:
        find(clinic, "knee " * 100)
    assert refused.value.field == "text"


def test_a_search_that_takes_too_long_says_so_and_the_page_goes_on(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy import func, select

    from db.queries import search as module

    slow = select(func.set_config("statement_timeout", "1", True), func.pg_sleep(0))
    monkeypatch.setattr(module, "_LIMITS", slow)
    monkeypatch.setattr(module, "_found", lambda session, *_: session.execute(select(func.pg_sleep(1))))
    with clinic.db.reading() as session:
        with pytest.raises(Invalid) as refused:
            search(session, viewer=clinic.alice, area="inbox", text="knee")
        assert session.execute(text("SHOW statement_timeout")).scalar() == "15s"
    assert "Narrow your search" in str(refused.value)


def test_common_seldom_and_phrase_each_take_their_own_way_to_the_same_answer(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [clinic.conversation(f"My left knee {'and gout' if number < 2 else ''}") for number in range(8)]
    for enough, window, most, loose in ((2, 5, 9, 9), (100, 5, 9, 9), (100, 5, 1, 9), (100, 5, 9, 0)):
        monkeypatch.setattr(search_sources, "ENOUGH", enough)
        monkeypatch.setattr(search_sources, "WINDOW", window)
        monkeypatch.setattr(search_sources, "MOST", most)
        monkeypatch.setattr(search_sources, "LOOSE", loose)
        for cached in (search_sources._walked, search_sources._indexed, search_sources._loose):
            cached.cache_clear()
        hits = {words: found(clinic, words) for words in ("knee", '"left knee"', "gout")}
        assert set(hits["gout"]) == set(made[:2])
        for words in ("knee", '"left knee"'):
            assert set(hits[words]) <= set(made)
            assert made[-1] in hits[words]
            if (enough, most) != (2, 9):
                assert set(hits[words]) == set(made)
    assert find(clinic, '"left knee"').note == NOT_FURTHER
    for cached in (search_sources._walked, search_sources._indexed, search_sources._loose):
        cached.cache_clear()


def test_more_than_fifty_say_that_there_are_more(clinic: Clinic) -> None:
    patient = clinic.patient()
    for _ in range(62):
        clinic.conversation("My knee hurts.", patient=patient)
    hits = find(clinic, "knee")
    assert (len(hits.hits), hits.more, hits.note) == (50, True, RANKED_AMONG)


def test_the_applications_role_searches_by_the_index_in_spite_of_row_security(clinic: Clinic) -> None:
    clinic.conversation("My knee hurts.")
    with clinic.db.transaction() as session:
        session.execute(text("SET LOCAL enable_seqscan = off"))
        plan = session.execute(
            text("EXPLAIN SELECT id FROM message WHERE words @@ websearch_to_tsquery('english', 'knee')")
        ).scalars()
        assert "ix_message_words" in "\n".join(plan)


def test_a_snippet_is_a_line_around_the_hit() -> None:
    long = "a " * 200 + "knee " + "b " * 200
    shown = snippet(long, long.replace("knee", "\x02knee\x03"))
    assert shown.startswith("… a") and shown.endswith("b …")
    assert "knee" in shown and len(shown) < 170
    assert snippet("one\n\n  two", "one\n\n  two") == "one two"
