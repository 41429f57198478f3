"""Handing letters to a mail server (SMTP): what it took, what it refused, what nobody can know."""

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum
from ipaddress import ip_address

from graph_schema.errors import BadSetting
from service.reminders.message import check_address, masked
from service.settings import Settings

SECONDS = 60.0
_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_TAKEN = 250
_ACCEPTED = (250, 251)


class Outcome(StrEnum):
    """What became of a letter."""

    TAKEN = "TAKEN"
    REFUSED = "REFUSED"
    UNKNOWN = "UNKNOWN"
    """The connection was lost while the server had the letter."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of a letter, and what there is to say of it; no whole address stands in it."""

    outcome: Outcome
    note: str | None = None
    lost: bool = False
    """Whether the connection is of no more use."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed to, and as whom."""

    host: str
    port: int
    security: str
    sender: str
    user: str | None = None
    password: str | None = None


def mail_server(settings: Settings) -> MailServer:
    """The mail server that the settings name; a sentence when something is missing."""
    if settings.smtp_host is None or settings.smtp_from is None:
        raise BadSetting(
            "Chưa đặt máy chủ thư: hãy đặt DAUMOI_SMTP_HOST và DAUMOI_SMTP_FROM, hoặc chỉ xem "
            "trước bằng daumoi remind --dry-run."
        )
    password = settings.mail_password
    if settings.smtp_user and password is None:
        raise BadSetting("DAUMOI_SMTP_USER cần DAUMOI_SMTP_PASSWORD_FILE (tệp chứa mật khẩu).")
    if settings.smtp_user and settings.smtp_security == "none" and not _here(settings.smtp_host):
        raise BadSetting(
            "DAUMOI_SMTP_SECURITY = 'none' để lộ mật khẩu trên mạng: hãy ghi starttls hoặc tls."
        )
    port = settings.smtp_port or _PORTS[settings.smtp_security]
    sender = check_address(settings.smtp_from)
    user = settings.smtp_user
    return MailServer(settings.smtp_host, port, settings.smtp_security, sender, user, password)


def connect(server: MailServer) -> smtplib.SMTP:
    """A connection to the mail server; whatever is wrong with it is one sentence."""
    try:
        return _connect(server)
    except (OSError, smtplib.SMTPException) as error:
        raise BadSetting(
            f"Không dùng được máy chủ thư {server.host}:{server.port} ({_why(error)}): hãy xem lại "
            "các biến DAUMOI_SMTP_*. Thư chưa gửi sẽ được gửi ở lượt chạy sau."
        ) from error


def hand_over(
    smtp: smtplib.SMTP, sender: str, recipients: Sequence[str], message: EmailMessage
) -> Handed:
    """One letter to its recipients; only a 250 after the whole letter means that it was taken."""
    content = message.as_bytes()
    try:
        code, _ = smtp.mail(sender)
        if code != _TAKEN:
            smtp.rset()
            return Handed(Outcome.REFUSED, f"người gửi bị từ chối ({code})")
        refused = [one for one in recipients if smtp.rcpt(one)[0] not in _ACCEPTED]
        if len(refused) == len(recipients):
            smtp.rset()
            return Handed(Outcome.REFUSED, _refused(refused))
    except (OSError, smtplib.SMTPException) as error:
        return Handed(Outcome.REFUSED, f"mất kết nối trước khi gửi ({_why(error)})", True)
    try:
        code, _ = smtp.data(content)
    except smtplib.SMTPDataError as error:
        smtp.rset()
        return Handed(Outcome.REFUSED, f"máy chủ thư không nhận ({error.smtp_code})")
    except (OSError, smtplib.SMTPException) as error:
        return Handed(Outcome.UNKNOWN, f"mất kết nối trong khi gửi ({_why(error)})", True)
    if code != _TAKEN:
        return Handed(Outcome.REFUSED, f"máy chủ thư không nhận ({code})")
    return Handed(Outcome.TAKEN, _refused(refused) if refused else None)


def _connect(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=SECONDS, context=context
        )
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=SECONDS)
    try:
        smtp.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            smtp.starttls(context=context)
            smtp.ehlo()
        if server.user is not None and server.password is not None:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _refused(addresses: Sequence[str]) -> str:
    return f"địa chỉ bị từ chối: {', '.join(map(masked, addresses))}"


def _why(error: Exception) -> str:
    """What went wrong, without the server's own words: they may repeat an address."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{type(error).__name__} {error.smtp_code}"
    return type(error).__name__


def _here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
