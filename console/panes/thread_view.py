"""The conversation as markup: one element for all of it, every value escaped."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

from markupsafe import Markup

from console.kit.text import block, joined, shown
from console.kit.times import absolute, ago
from db.queries.threads import FileLine, MessageLine, NoteLine, ThreadDetail


def conversation(thread: ThreadDetail, now: datetime) -> Markup:
    """Messages and notes in the order in which they came; notes look unmistakably different."""
    lines: list[tuple[datetime, Markup]] = [(m.at, _message(m, now)) for m in thread.messages]
    lines += [(n.at, _note(n, now)) for n in thread.notes]
    lines.sort(key=lambda line: line[0])
    subject = Markup('<h2 class="ps-subject">{}</h2>').format(shown(thread.subject)) if thread.subject else Markup("")
    earlier = Markup('<p class="ps-quiet">Earlier messages aren\'t shown.</p>') if thread.earlier else Markup("")
    return Markup('{}<div class="ps-thread" role="log" aria-label="Conversation" tabindex="0">{}{}</div>').format(
        subject, earlier, joined(line for _, line in lines)
    )


def _message(message: MessageLine, now: datetime) -> Markup:
    relation = Markup(" ({})").format(message.relation) if message.relation else Markup("")
    return Markup(
        '<article class="ps-message ps-{}"><header>{}{} <span class="ps-quiet" title="{}">{}</span>{}</header>{}{}'
        "</article>"
    ).format(
        "in" if message.inbound else "out",
        shown(message.author),
        relation,
        absolute(message.at),
        ago(message.at, now),
        _state(message),
        block(message.body),
        _files(message.files),
    )


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


def _files(files: tuple[FileLine, ...]) -> Markup:
    if not files:
        return Markup("")
    links = joined(
        Markup(
            '<li><a href="/files/{}" target="_blank" rel="noopener">{}</a> <span class="ps-quiet">{}</span></li>'
        ).format(quote(str(file.id)), shown(file.name), file.media_type.split("/")[1].upper())
        for file in files
    )
    return Markup('<ul class="ps-files" aria-label="Attachments">{}</ul>').format(links)


def _note(note: NoteLine, now: datetime) -> Markup:
    return Markup(
        '<article class="ps-message ps-note"><header>Internal note · {} <span class="ps-quiet" title="{}">{}</span>'
        "</header>{}</article>"
    ).format(shown(note.author), absolute(note.at), ago(note.at, now), block(note.body))
