"""Handing over a notice: what left, what surely did not, and what nobody can say."""

from __future__ import annotations

import socket
import ssl
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from console import mail
from console.mail import Post, compose, hand_over, post_of
from console.outcomes import Delivered, Refused, Unclear
from db.actions.outbox import Handover
from db.config import Config, ConfigError
from tests.mail_server import DROP, MailServer

AT = datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
NOTICE = Handover(
    id=7,
    attempt=1,
    carrier="smtp",
    created_at=AT,
    taken_at=AT + timedelta(seconds=15),
    recipient="rosa@example.invalid",
    subject="New message from Clínica Harbor",
    body="You have a new message from Clínica Harbor. Sign in to the portal to read it.",
)
FILE = replace(NOTICE, carrier="file")


@pytest.fixture
def post(tmp_path: Path) -> Post:
    """An installation without TLS, as for a mail server on the same machine."""
    return Post(
        host="127.0.0.1",
        port=1,
        user="",
        password="",
        starttls=False,
        sender="Clínica Harbor <no-reply@clinic.invalid>",
        folder=tmp_path / "outbox",
        key=b"k" * 32,
        organisation="portside",
    )


def test_an_accepted_notice_is_delivered_to_exactly_its_recipient(post: Post) -> None:
    with MailServer() as server:
        assert hand_over(replace(post, port=server.port), NOTICE) == Delivered()
    assert server.envelopes == ["mail FROM:<no-reply@clinic.invalid>", "rcpt TO:<rosa@example.invalid>"]
    read = message_from_bytes(server.texts[0].removesuffix(b".\r\n"), policy=policy.default)
    assert (read["To"], read["From"]) == ("rosa@example.invalid", "Clínica Harbor <no-reply@clinic.invalid>")
    assert (read["Subject"], read["Auto-Submitted"]) == (NOTICE.subject, "auto-generated")
    assert read["Date"].datetime == NOTICE.taken_at
    assert read.get_content().strip() == NOTICE.body
    assert read["Message-ID"].startswith("<7.")


def test_every_attempt_carries_the_same_message_id_and_another_database_another(post: Post) -> None:
    first, again = compose(post, NOTICE)["Message-ID"], compose(post, replace(NOTICE, attempt=2))["Message-ID"]
    elsewhere = compose(post, replace(NOTICE, created_at=AT - timedelta(days=1)))["Message-ID"]
    assert first == again
    assert first != elsewhere


@pytest.mark.parametrize(
    ("answers", "permanent"),
    [
        ({"greeting": "554 no"}, False),  # about us, not about the notice
        ({"greeting": DROP}, False),
        ({"MAIL": "451 later"}, False),
        ({"MAIL": DROP}, False),
        ({"RCPT": "450 later"}, False),
        ({"RCPT": "550 <rosa@example.invalid> unknown"}, True),
        ({"RCPT": DROP}, False),
        ({"DATA": "452 full"}, False),
        ({"text": "451 later"}, False),
        ({"text": "554 spam"}, True),
    ],
)
def test_a_refusal_is_certain_and_quotes_no_address(post: Post, answers: dict[str, str], permanent: bool) -> None:
    with MailServer(answers) as server:
        outcome = hand_over(replace(post, port=server.port), NOTICE)
    assert isinstance(outcome, Refused)
    assert outcome.permanent is permanent
    assert "rosa" not in outcome.reason
    assert not server.accepted


@pytest.mark.parametrize("answers", [{"DATA": DROP}, {"text": DROP}, {"text": "hello"}])
def test_a_line_that_breaks_after_data_leaves_the_outcome_unclear(post: Post, answers: dict[str, str]) -> None:
    with MailServer(answers) as server:
        assert isinstance(hand_over(replace(post, port=server.port), NOTICE), Unclear)


def test_a_server_that_falls_silent_is_not_waited_for(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "TIMEOUT", 0.2)
    with MailServer(seconds_per_mail=2.0) as server:
        assert isinstance(hand_over(replace(post, port=server.port), NOTICE), Unclear)


def test_nobody_listening_is_a_certain_refusal(post: Post) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        outcome = hand_over(replace(post, port=free.getsockname()[1]), NOTICE)
    assert outcome == Refused("The mail server can't be used now (Connection refused).")


def test_without_starttls_nothing_is_sent_in_the_clear(post: Post) -> None:
    with MailServer() as server:
        assert isinstance(hand_over(replace(post, port=server.port, starttls=True), NOTICE), Refused)
    assert not server.envelopes


def self_signed(folder: Path) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2100, 1, 1, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
    pem = folder / "server.pem"
    plain = serialization.NoEncryption()
    pem.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pem)
    return context


def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(post: Post, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(Sink(), hostname="127.0.0.1", port=port, tls_context=self_signed(tmp_path))
    controller.start()
    try:
        outcome = hand_over(replace(post, port=port, starttls=True), NOTICE)
    finally:
        controller.stop()
    assert isinstance(outcome, Refused)
    assert "certificate is not trusted" in outcome.reason


@pytest.mark.parametrize(
    "recipient",
    [
        "",
        "nobody",
        "inés@example.invalid",
        "rosa@example.invalid\r\nBcc: eve@example.invalid",
        "rosa@example.invalid, eve@example.invalid",
        "Rosa <rosa@example.invalid>",
        "rosa@example.invalid\x00",
        "rosa@example.invalid> SIZE=1\nRCPT TO:<eve@example.invalid",
    ],
)
@pytest.mark.parametrize("carrier", ["smtp", "file"])
def test_what_is_not_exactly_one_address_is_refused_for_good(post: Post, recipient: str, carrier: str) -> None:
    hostile = replace(NOTICE, recipient=recipient, carrier=carrier)  # type: ignore[arg-type]
    with MailServer() as server:
        outcome = hand_over(replace(post, port=server.port), hostile)
    assert outcome == Refused("The address or the text can't be used in a mail.", permanent=True)
    assert not server.envelopes
    assert not list(post.folder.glob("*"))


@pytest.mark.parametrize("sender", ["", "nobody", "a@b@c"])
def test_a_sender_that_is_no_address_is_refused_at_start(sender: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="PORTSIDE_MAIL_FROM"):
        post_of(Config(mail_from=sender, data=tmp_path))


def test_a_subject_cannot_add_a_header(post: Post) -> None:
    message = compose(post, replace(NOTICE, subject="Hello\r\nBcc: eve@example.invalid"))
    assert message["Bcc"] is None
    assert message["Subject"] == "Hello Bcc: eve@example.invalid"


def test_a_domain_beyond_ascii_is_written_as_mail_servers_know_it(post: Post) -> None:
    with MailServer() as server:
        assert (
            hand_over(replace(post, port=server.port), replace(NOTICE, recipient="ines@clínica.invalid")) == Delivered()
        )
    assert server.envelopes[1] == "rcpt TO:<ines@xn--clnica-4va.invalid>"


def test_a_file_is_private_and_a_second_handover_writes_the_same_one(post: Post) -> None:
    assert hand_over(post, FILE) == Delivered()
    assert hand_over(post, replace(FILE, attempt=2)) == Delivered()
    [file] = post.folder.iterdir()
    assert file.name.startswith("0000000007-")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(post.folder.stat().st_mode) == 0o700
    assert message_from_bytes(file.read_bytes(), policy=policy.default)["To"] == "rosa@example.invalid"


def test_a_file_that_a_crash_left_half_written_is_replaced(post: Post) -> None:
    hand_over(post, FILE)
    [file] = post.folder.iterdir()
    file.rename(file.with_suffix(".part"))
    assert hand_over(post, FILE) == Delivered()
    assert list(post.folder.iterdir()) == [file]


def test_a_folder_that_cannot_be_made_is_a_certain_refusal(post: Post, tmp_path: Path) -> None:
    (tmp_path / "occupied").write_text("")
    outcome = hand_over(replace(post, folder=tmp_path / "occupied"), FILE)
    assert isinstance(outcome, Refused)
    assert not outcome.permanent
