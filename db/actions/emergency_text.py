"""What the patient is told at once when their message sounds like an emergency: the clinic's standing text."""

from __future__ import annotations

import logging
from datetime import timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from db.actions.access import recipient
from db.actions.replies import notice
from db.audit import audit, task_event
from db.config import config
from db.models import (
    Message,
    OutboxMessage,
    OutboxState,
    Patient,
    Site,
    Task,
    Thread,
)
from db.queries.clinic_settings import clinic_setting
from db.registry import acting

log = logging.getLogger(__name__)

SETTING = "emergency_text"
AT_MOST_EVERY = timedelta(hours=24)
LONGEST = 5_000

# 911 and 988 (Suicide & Crisis Lifeline, call or text) are the numbers of the United States.
DEFAULT = {
    "en": "This is an automatic message from {clinic}. This inbox is not watched around the clock, and what you wrote "
    "may need help right away.\n\n"
    "If this may be an emergency, call 911 now or go to the nearest emergency room. Do not wait for an answer here.\n"
    "If you are thinking about harming yourself, call or text 988 at any time, or call 911.\n"
    "To talk to us, call {clinic_phone}.\n"
    "We have marked your message so that it is read first.",
    "es": "Este es un mensaje automático de {clinic}. Este buzón no se vigila las 24 horas, y lo que escribió puede "
    "necesitar ayuda de inmediato.\n\n"
    "Si puede ser una emergencia, llame al 911 ahora o vaya a la sala de emergencias más cercana. No espere una "
    "respuesta aquí.\n"
    "Si piensa en hacerse daño, llame o envíe un mensaje de texto al 988 a cualquier hora, o llame al 911.\n"
    "Para hablar con nosotros, llame al {clinic_phone}.\n"
    "Hemos marcado su mensaje para que se lea primero.",
}


def answer_at_once(session: Session, task: Task) -> int | None:
    """Put the emergency text into the thread, with a notice, at most once in 24 hours; the message's id.

    None where there was one already, or nobody's account to write to. It is no response: it counts for no
    deadline. A deceased patient's family is sent no mail.
    """
    actor = acting(session)
    thread = session.get(Thread, task.focus_id) if task.focus_type == "thread" else None
    if thread is None or _written_already(session, thread):
        return None
    account = recipient(session, thread)
    if account is None:
        return None
    message = Message(
        thread_id=thread.id,
        direction="outbound",
        automatic=True,
        author=config().clinic_name,
        account_id=account.id,
        body=text_for(session, task, account.language),
        created_at=actor.now,
        sent_at=actor.now,
    )
    session.add(message)
    session.flush()
    deceased = session.scalar(select(Patient.deceased_at).where(Patient.id == thread.patient_id)) is not None
    if account.email and not deceased:
        session.add(
            OutboxMessage(
                state=OutboxState.READY,
                task_id=task.id,
                message_id=message.id,
                patient_id=thread.patient_id,
                account_id=account.id,
                recipient=account.email,
                subject=f"New message from {config().clinic_name}",
                body=notice(account.language),
                send_after=actor.now,
            )
        )
    task_event(session, task.id, "warned", message_id=message.id)
    audit(session, "message.automatic", patient_id=thread.patient_id, subject=("message", message.id), task_id=task.id)
    session.flush()
    return message.id


def text_for(session: Session, task: Task, language: str) -> str:
    """The clinic's text in the reader's language: its own setting, else the default, else English.

    A line with `{clinic_phone}` is left out where the site has no number.
    """
    chosen = clinic_setting(session, SETTING)
    spoken = language if language in DEFAULT or language in chosen else "en"
    text = chosen.get(spoken)
    if text is not None and not (isinstance(text, str) and 0 < len(text.strip()) <= LONGEST and "\0" not in text):
        log.error("The setting %s has no usable text for %s, so the default is sent", SETTING, spoken)
        text = None
    if text is None:
        text = DEFAULT.get(spoken, DEFAULT["en"])
    number = session.scalar(select(Site.phone).where(Site.id == task.site_id)) if task.site_id else ""
    lines = [line for line in str(text).split("\n") if number or "{clinic_phone}" not in line]
    return "\n".join(lines).replace("{clinic}", config().clinic_name).replace("{clinic_phone}", number or "").strip()


def _written_already(session: Session, thread: Thread) -> bool:
    now = acting(session).now
    recent = exists().where(Message.thread_id == thread.id, Message.automatic, Message.created_at > now - AT_MOST_EVERY)
    return bool(session.scalar(select(recent)))
