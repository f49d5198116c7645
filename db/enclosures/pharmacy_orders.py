"""An order to a pharmacy leaves as a PDF with a mail."""

from __future__ import annotations

from sqlalchemy.orm import Session

from db.actions.order_making import FOCUS, file_name, order_follows, pdf_of, printed
from db.enclosures import EnclosedFile, declare
from db.models import OutboxMessage


def _file(session: Session, mail: OutboxMessage) -> EnclosedFile | None:
    content = pdf_of(session, mail.order_id)
    if mail.order_id is None or content is None:
        return None
    return EnclosedFile(file_name(mail.order_id), "application/pdf", content)


declare(FOCUS, there=printed, file=_file, follow=order_follows)
