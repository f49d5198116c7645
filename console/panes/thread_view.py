"""The conversation as markup: one element for all of it, every value escaped."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from unicodedata import normalize

from markupsafe import Markup

from console.kit.text import block, joined, shown
from console.kit.times import absolute, ago
from console.panes.thread_files import files_list
from db.actions.calls import OUTCOME_TITLES
from db.queries.task_pane import CallLine, FlagLine
from db.queries.threads import MessageLine, NoteLine, ThreadDetail

_MARK, _UNMARK = "\ue000", "\ue001"
_NO_MARKS = dict.fromkeys((ord(_MARK), ord(_UNMARK)))


def conversation(
    thread: ThreadDetail,
    now: datetime,
    *,
    calls: Iterable[CallLine] = (),
    flags: Iterable[FlagLine] = (),
    new_after: int | None = None,
) -> Markup:
    """Messages, notes and calls in the order in which they came; each kind looks unmistakably different.

    `flags`: their phrases are marked in their messages. `new_after`: later messages are marked as new.
    """
    phrases: dict[int, list[str]] = {}
    for flag in flags:
        if flag.phrase:
            phrases.setdefault(flag.message_id, []).append(flag.phrase)
    lines: list[tuple[datetime, Markup]] = [
        (m.at, _message(m, now, phrases.get(m.id, []), new=new_after is not None and m.id > new_after))
        for m in thread.messages
    ]
    lines += [(n.at, _note(n, now)) for n in thread.notes]
    lines += [(c.at, _call(c, now)) for c in calls]
    lines.sort(key=lambda line: line[0])
    subject = Markup('<h2 class="ps-subject">{}</h2>').format(shown(thread.subject)) if thread.subject else Markup("")
    earlier = Markup('<p class="ps-quiet">Earlier messages aren\'t shown.</p>') if thread.earlier else Markup("")
    # The inner box lets the outer one start scrolled to its end, where the newest stands.
    return Markup(
        '{}<div class="ps-thread" role="log" aria-label="Conversation" tabindex="0">'
        '<div class="ps-lines">{}{}</div></div>'
    ).format(subject, earlier, joined(line for _, line in lines))


def _message(message: MessageLine, now: datetime, phrases: list[str], *, new: bool) -> Markup:
    relation = Markup(" ({})").format(message.relation) if message.relation else Markup("")
    if message.automatic:
        return _automatic(message, now)
    author = shown(message.author) + relation
    return Markup(
        '<article class="ps-message ps-{}"><header>{}{} <span class="ps-quiet" title="{}">{}</span>{}</header>{}{}'
        "</article>"
    ).format(
        "in" if message.inbound else "out",
        Markup('<span class="ps-new">New</span> ') if new else Markup(""),
        author,
        absolute(message.at),
        ago(message.at, now),
        _state(message),
        _body(message.body, phrases),
        files_list(message.files),
    )


def _automatic(message: MessageLine, now: datetime) -> Markup:
    """Folded: always the same words, which would push what the patient wrote out of sight."""
    return Markup(
        '<article class="ps-message ps-auto"><details><summary>Sent automatically <span class="ps-quiet" title="{}">{}'
        "</span>{}</summary>{}</details></article>"
    ).format(absolute(message.at), ago(message.at, now), _state(message), block(message.body))


def _body(body: str, phrases: list[str]) -> Markup:
    """The text, with the phrases that raised a flag marked where they stand, whatever their case and accents."""
    text = body.translate(_NO_MARKS)
    for phrase in phrases:
        at = _folded(text).find(_folded(phrase.strip()))
        if at >= 0 and phrase.strip():
            end = at + len(phrase.strip())
            text = f"{text[:at]}{_MARK}{text[at:end]}{_UNMARK}{text[end:]}"
    # Escaped as a whole; only then do the two signs, which no text holds any more, become markup.
    return block(text).replace(_MARK, Markup("<mark>")).replace(_UNMARK, Markup("</mark>"))


def _folded(text: str) -> str:
    """Lower case without accents, each letter in its place."""
    return "".join(normalize("NFD", letter)[0].lower()[:1] for letter in text)


def _state(message: MessageLine) -> Markup:
    if message.inbound:
        return Markup("")
    if message.delivery:
        return Markup(' <span class="ps-overdue">{}</span>').format(message.delivery)
    if message.sent_at is None:
        return Markup(' <span class="ps-pending">not sent yet</span>')
    if message.read_at is not None:
        return Markup(' <span class="ps-quiet" title="{}">read by the patient</span>').format(absolute(message.read_at))
    return Markup("")


def _note(note: NoteLine, now: datetime) -> Markup:
    return Markup(
        '<article class="ps-message ps-note"><header>Internal note · {} <span class="ps-quiet" title="{}">{}</span>'
        "</header>{}</article>"
    ).format(shown(note.author), absolute(note.at), ago(note.at, now), block(note.body))


def _call(call: CallLine, now: datetime) -> Markup:
    return Markup(
        '<article class="ps-message ps-call"><header>Phone call · {} <span class="ps-quiet" title="{}">{}</span>'
        "</header><p>{}</p>{}</article>"
    ).format(
        shown(call.who),
        absolute(call.at),
        ago(call.at, now),
        OUTCOME_TITLES.get(call.outcome, call.outcome),
        block(call.detail) if call.detail else Markup(""),
    )
