"""Letters over encrypted connections to a real mail server, whose certificate is looked at."""

import asyncio
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from graph_schema.errors import BadSetting
from service.engine_process import free_ports
from service.reminders.mail import MailServer, Outcome, connect, hand_over
from service.reminders.message import Letter, message_of
from tests.service.reminders.mail_servers import SENDER, Post

HERE, SECONDS = "127.0.0.1", 10.0
TO = "kinhte@suoida.test"
LETTER = message_of(
    Letter("Nhắc việc", "Còn 5 ngày.", "<p>Còn 5 ngày.</p>"),
    SENDER,
    (TO,),
    "reminder_a",
    datetime(2026, 9, 25, tzinfo=UTC),
)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of this machine, made here, with its key in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.suoida.test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HERE))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    file.write_bytes(
        made.public_bytes(pem)
        + key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return file


class _Secure(Post):
    """Notes whether a letter came over an encrypted connection."""

    encrypted = False

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        transport = cast(asyncio.Transport, server.transport)
        self.encrypted = transport.get_extra_info("sslcontext") is not None
        return await super().handle_DATA(server, session, envelope)


def _login(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: object
) -> AuthResult:
    right = given == LoginPassword(b"daumoi", b"mat-khau")
    return AuthResult(success=right, handled=right)


@contextmanager
def _server(post: Post, security: str, certificate: Path | None) -> Iterator[MailServer]:
    port, context = free_ports().bolt, None
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
    controller = _Controller(
        post,
        hostname=HERE,
        port=port,
        ssl_context=context if security == "tls" else None,
        tls_context=context if security == "starttls" else None,
        require_starttls=security == "starttls" and context is not None,
        authenticator=_login,
        auth_require_tls=security == "starttls",
    )
    controller.start()
    try:
        yield MailServer(HERE, port, security, SENDER)
    finally:
        controller.stop()


class _Controller(Controller):
    """Asks whether it is up as somebody who takes any certificate: its own is made here."""

    def _trigger_server(self) -> None:
        if self.ssl_context is None:
            super()._trigger_server()  # type: ignore[no-untyped-call]
            return
        anybody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE
        with (
            socket.create_connection((self.hostname, self.port), SECONDS) as plain,
            anybody.wrap_socket(plain) as secure,
        ):
            assert secure.recv(1024)


def _trust(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_letter_goes_out_encrypted_to_a_server_that_is_trusted(
    security: str, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _trust(certificate, monkeypatch)
    post = _Secure()
    with _server(post, security, certificate) as server:
        smtp = connect(server)
        handed = hand_over(smtp, SENDER, (TO,), LETTER)
        smtp.close()
    assert handed.outcome is Outcome.TAKEN
    assert [recipients for recipients, _ in post.taken] == [(TO,)]
    assert post.encrypted


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(
    security: str, certificate: Path
) -> None:
    post = _Secure()
    with (
        _server(post, security, certificate) as server,
        pytest.raises(BadSetting, match="SSLCertVerificationError"),
    ):
        connect(server)
    assert post.taken == []


def test_a_server_that_cannot_encrypt_gets_nothing_in_the_clear() -> None:
    post = _Secure()
    with (
        _server(post, "starttls", None) as server,
        pytest.raises(BadSetting, match="SMTPNotSupportedError"),
    ):
        connect(server)
    assert post.taken == []


@pytest.mark.parametrize(("password", "let_in"), [("mat-khau", True), ("sai", False)])
def test_the_password_is_shown_after_the_connection_is_encrypted(
    password: str, let_in: bool, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _trust(certificate, monkeypatch)
    with _server(_Secure(), "starttls", certificate) as server:
        named = MailServer(HERE, server.port, "starttls", SENDER, "daumoi", password)
        if let_in:
            connect(named).close()
            return
        with pytest.raises(BadSetting, match="SMTPAuthenticationError 535") as refused:
            connect(named)
    assert password not in refused.value.sentence.replace("DAUMOI_SMTP_*", "")
