"""A run of its own that can be killed: ``PORT DAY WHEN``."""

import asyncio
import os
import signal
import sys
from datetime import date

from graph_schema.callers import OPEN_READER
from graph_schema.merge_reminders import prepare
from service.asking import StoreAsk
from service.reminders import outbox
from service.reminders.gather import open_items
from service.reminders.mail import MailServer
from service.settings import load_settings
from service.store import open_store
from tests.service.reminders.mail_servers import SENDER


async def main(port: int, day: date, when: str) -> None:
    """Send the letters of a day; "before" ends it when all is prepared and nothing is sent."""
    async with open_store(load_settings(), join=True) as store:
        planned = await outbox.plan(store, await open_items(StoreAsk(store, OPEN_READER), day), day)
        if when == "before":
            kept = [outbox.outgoing(one) for one in planned]
            await store.write(lambda tx: prepare(tx, kept, day.isoformat(), "2026-09-25"))
            os.kill(os.getpid(), signal.SIGKILL)
        await outbox.send_all(store, planned, day, MailServer("127.0.0.1", port, "none", SENDER))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), date.fromisoformat(sys.argv[2]), sys.argv[3]))
