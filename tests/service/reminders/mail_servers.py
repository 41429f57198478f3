"""A real mail server on this machine, that can be told to misbehave."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from service.engine_process import free_ports
from service.reminders.mail import MailServer

SENDER = "daumoi@suoida.test"


@dataclass
class Post:
    """What came in, and how the server answers."""

    taken: list[tuple[tuple[str, ...], EmailMessage]] = field(default_factory=list)
    refused: frozenset[str] = frozenset()
    data_code: int = 250
    on_data: Callable[[], None] | None = None
    drop: bool = False
    """Takes the letter and goes away without an answer."""

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Some addresses are not known here."""
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep the letter, or do what a broken server does."""
        if self.on_data is not None:
            self.on_data()
        if self.data_code != 250:
            return f"{self.data_code} try later"
        content = cast(bytes, envelope.content)
        message = message_from_bytes(content, policy=default)
        assert isinstance(message, EmailMessage)
        self.taken.append((tuple(envelope.rcpt_tos), message))
        if self.drop:
            cast(asyncio.Transport, server.transport).abort()
        return "250 taken"


@contextmanager
def mail_server(post: Post) -> Iterator[MailServer]:
    """The server on a free port of this machine."""
    port = free_ports().bolt
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield MailServer("127.0.0.1", port, "none", SENDER)
    finally:
        controller.stop()
