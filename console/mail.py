"""Handing a notice to the mail server, or to a file, and saying truthfully how that went.

Three answers exist: `Delivered`; `Refused`, where it is certain that nothing left; and `Unclear`,
where the line broke after the text was on its way. Only a refusal may be tried again by itself.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from pathlib import Path

from console import webhook
from console.outcomes import Delivered, Outcome, Refused, Unclear
from db.actions.outbox import Handover
from db.config import Config, ConfigError

TIMEOUT = 20.0  # seconds, for each step of the conversation
IMPLICIT_TLS_PORT = 465
# The server's verdict on this notice; other refusals (sign-in, greeting) concern the server's set-up.
PERMANENT = range(500, 600)


@dataclass(frozen=True, slots=True)
class Post:
    """How this installation sends notices: the mail server, if there is one, and the folder for files."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    starttls: bool
    sender: str
    folder: Path
    key: bytes = field(repr=False)
    organisation: str
    webhooks: bool = True

    @property
    def smtp(self) -> bool:
        """Whether a mail server is configured."""
        return bool(self.host)


def post_of(settings: Config) -> Post:
    """The settings that concern mail. Raises `ConfigError` for a sender that is no address."""
    try:
        Address(addr_spec=parseaddr(settings.mail_from)[1])
    except (ValueError, IndexError):  # IndexError: the standard library's answer to an empty one
        raise ConfigError("PORTSIDE_MAIL_FROM: not an address such as no-reply@clinic.example") from None
    password = settings.smtp_password
    return Post(
        host=settings.smtp_host,
        port=settings.smtp_port,
        user=settings.smtp_user,
        password=password.get_secret_value() if password else "",
        starttls=settings.smtp_starttls,
        sender=settings.mail_from,
        folder=settings.root / "outbox",
        key=settings.secret_key,
        organisation=settings.schema_name,
        webhooks=settings.webhooks,
    )


def hand_over(post: Post, notice: Handover) -> Outcome:
    """Hand one notice over by the carrier that was chosen when it was taken."""
    if notice.channel == "webhook":
        if notice.carrier == "webhook":
            return webhook.call(notice, mark(post, notice))
        return _to_file(post, notice, webhook.payload(notice), ".json")
    try:
        message = compose(post, notice)
    except (ValueError, MessageError):
        return Refused("The address or the text can't be used in a mail.", permanent=True)
    return _by_smtp(post, message) if notice.carrier == "smtp" else _to_file(post, notice, bytes(message), ".eml")


def compose(post: Post, notice: Handover) -> EmailMessage:
    """The mail. Raises `ValueError` for an address that is not exactly one address."""
    name, address = parseaddr(post.sender)
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(name, addr_spec=address)
    message["To"] = _recipient(notice.recipient)
    message["Subject"] = " ".join(notice.subject.split())
    # The same id on every attempt, so that mail systems can drop a second copy.
    message["Message-ID"] = f"<{notice.id}.{mark(post, notice)}@{address.rpartition('@')[2]}>"
    message["Date"] = format_datetime(notice.taken_at)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(notice.body, cte="quoted-printable")
    for file in notice.files:
        kind, _, subtype = file.media_type.partition("/")
        message.add_attachment(file.content, maintype=kind, subtype=subtype, filename=file.name)
    return message


def _recipient(address: str) -> Address:
    """Exactly one address, without a name; letters beyond ASCII only in its domain."""
    name, _, domain = address.rpartition("@")
    if not name or not domain or not address.isprintable():
        raise ValueError("not an address")
    return Address(addr_spec=f"{name}@{domain.encode('idna').decode()}")


def mark(post: Post, notice: Handover) -> str:
    """Tells this notice from one with the same number in another organisation or an earlier database."""
    name = f"{post.organisation} {notice.id} {notice.created_at.isoformat()}"
    return hmac.new(post.key, name.encode(), hashlib.sha256).hexdigest()[:24]


def _to_file(post: Post, notice: Handover, content: bytes, suffix: str) -> Outcome:
    """Write `<outbox>/<id>-<mark>.eml` (`.json` for a webhook).

    A second hand-over writes the same file, so nothing is doubled.
    """
    target = post.folder / f"{notice.id:010d}-{mark(post, notice)}{suffix}"
    partial = target.with_suffix(".part")
    try:
        post.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        post.folder.chmod(0o700)
        partial.unlink(missing_ok=True)
        with os.fdopen(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)
        _sync_folder(post.folder)
    except OSError as error:
        return Refused(f"The file couldn't be written: {os.strerror(error.errno or 0)}.")
    return Delivered()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _by_smtp(post: Post, message: EmailMessage) -> Outcome:
    """One conversation with the mail server. Until DATA is said, every failure is a certain refusal."""
    try:
        server = _connect(post)
    except (OSError, smtplib.SMTPException) as error:
        return Refused(f"The mail server can't be used now ({_cause(error)}).")
    try:
        try:
            refused = _envelope(server, message)
        except (OSError, smtplib.SMTPException) as error:
            return Refused(f"The mail server broke off before taking the notice ({_cause(error)}).")
        if refused is not None:
            return refused
        return _text(server, message)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            server.quit()


def _connect(post: Post) -> smtplib.SMTP:
    """Connect, with TLS unless the settings say otherwise, and sign in."""
    context = ssl.create_default_context()
    server: smtplib.SMTP
    if post.port == IMPLICIT_TLS_PORT:
        server = smtplib.SMTP_SSL(post.host, post.port, timeout=TIMEOUT, context=context)
    else:
        server = smtplib.SMTP(post.host, post.port, timeout=TIMEOUT)
    try:
        server.ehlo_or_helo_if_needed()
        if post.starttls and post.port != IMPLICIT_TLS_PORT:
            server.starttls(context=context)
            server.ehlo()
        if post.user:
            server.login(post.user, post.password)
    except BaseException:
        server.close()
        raise
    return server


def _envelope(server: smtplib.SMTP, message: EmailMessage) -> Refused | None:
    for command, header in ((server.mail, "From"), (server.rcpt, "To")):
        addresses: tuple[Address, ...] = message[header].addresses
        code, _answer = command(addresses[0].addr_spec)
        if not 200 <= code < 300:
            return _verdict(code)
    return None


def _text(server: smtplib.SMTP, message: EmailMessage) -> Outcome:
    try:
        code, _answer = server.data(message.as_bytes())
    except smtplib.SMTPDataError as error:  # DATA itself was refused: the text was never sent
        return _verdict(error.smtp_code)
    except (OSError, smtplib.SMTPException) as error:
        return Unclear(f"The line to the mail server broke while the notice was on its way ({_cause(error)}).")
    if 200 <= code < 300:
        return Delivered()
    if 400 <= code < 600:
        return _verdict(code)
    return Unclear("The mail server's answer to the notice couldn't be understood.")


def _verdict(code: int) -> Refused:
    # Not the server's words: they quote the address.
    return Refused(f"The mail server refused the notice (code {code}).", permanent=code in PERMANENT)


def _cause(error: Exception) -> str:
    """What went wrong, without the server's words."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"code {error.smtp_code}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted: {error.verify_message}"
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return type(error).__name__
