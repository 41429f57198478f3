"""Answering from an open store: the same in a service of one process and in every worker."""

import socket
from collections.abc import Callable
from dataclasses import dataclass

from service.app import create_app
from service.feed import Feed
from service.gates import gate_of
from service.offer import Offer
from service.serving import serve_app
from service.settings import Settings
from service.store import Store
from service.webhook_sender import sending


@dataclass(frozen=True, slots=True)
class Secrets:
    """What every process of a service shares, and nobody else knows."""

    token: str
    """The write token; empty where there is none."""
    signing: str


async def answer_on(
    taken: socket.socket,
    store: Store,
    settings: Settings,
    offer: Offer,
    shared: Secrets,
    announce: Callable[[], None],
) -> None:
    """Answer on the socket, and tell receivers of changes, until the task is cancelled."""
    gate, feed = gate_of(settings, store, shared.token), Feed(store.read)
    app = create_app(
        store, offer=offer, host=settings.host, gate=gate, secret=shared.signing, feed=feed
    )
    async with sending(store):
        await serve_app(app, taken, announce, feed.stop)
