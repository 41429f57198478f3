"""Documents that are sent to the service: read in a process of their own, and loaded.

What comes of one is what ``daumoi load`` makes of the same file.
"""

import asyncio
import base64
import binascii
import hashlib
import tempfile
from contextlib import aclosing
from dataclasses import dataclass
from pathlib import Path

from graph_schema.callers import Caller
from graph_schema.errors import BadRecord, NotCorrected
from graph_schema.model import PlanRecord
from loaders.version import READER
from loaders.write import LoadOutcome, Sender, find_load, load_plan, too_secret
from queries.caps import MAX_TEXT
from queries.change import Payload
from queries.hidden import find_hidden
from queries.sight import Sight
from queries.standing import read_standing
from service.documents import Refused
from service.file_kinds import safe_name
from service.readers import read_documents, usable_cores
from service.store import Store
from service.work import NOBODY, Input, key_of, text_of

_NAME_BYTES = 200
"""What file systems take of a name, with room to spare."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A document that was sent and stands in the store."""

    document: str
    outcome: str
    """ "new", "changed" or "unchanged"."""
    title: str | None
    unread: int
    repeated: bool


class Intake:
    """Takes documents into one store; no more are read at once than there are cores."""

    def __init__(self, store: Store, *, ocr: bool = False) -> None:
        """With ``ocr``, scans are read too."""
        self._store, self._ocr = store, ocr
        self._room = asyncio.Semaphore(usable_cores())

    async def take(self, name: str, content: bytes, sender: Sender) -> Taken:
        """Load a file; one that cannot be read is ``NotCorrected`` with the reader's words."""
        digest = (await asyncio.to_thread(hashlib.sha256, content)).hexdigest()
        done = await self._store.load(
            lambda session: session.execute_read(find_load, digest, READER, sender)
        )
        if done is None:
            async with self._room:
                record = await self._read(_short(safe_name(name)), content)
            done = await self._load(record, sender)
        if await find_hidden(self._store.read, [done.document_id], Sight(sender.clearance)):
            raise too_secret()
        stands = await read_standing(self._store.read, done.document_id)
        return Taken(done.document_id, done.status, stands.title, stands.unread, done.repeated)

    async def _read(self, name: str, content: bytes) -> PlanRecord:
        with tempfile.TemporaryDirectory(prefix="daumoi-") as folder:
            path = Path(folder, name)
            await asyncio.to_thread(path.write_bytes, content)
            async with aclosing(read_documents([path], ocr=self._ocr)) as readings:
                (reading,) = [reading async for _, reading in readings]
        if isinstance(reading, Refused):
            raise NotCorrected(f"{name}: {reading.reason}", "contentBase64", code=reading.code)
        return reading

    async def _load(self, record: PlanRecord, sender: Sender) -> LoadOutcome:
        try:
            return await self._store.load(lambda session: load_plan(session, record, sender))
        except BadRecord as error:
            raise NotCorrected(error.sentence, "contentBase64", code=error.code) from error


def _short(name: str) -> str:
    """The end of a name, with its ending, as long as a file system takes it."""
    return name.encode()[-_NAME_BYTES:].decode("utf-8", "ignore").lstrip(" .") or "tep"


def sender_of(caller: Caller, key: str | None = None) -> Sender:
    """Who has a document loaded, as the records say it."""
    return Sender(caller.signs_as(NOBODY), key, caller.clearance)


async def load_document(intake: Intake, given: Input, caller: Caller) -> Payload:
    """The mutation: a small document inside the question."""
    name = text_of(given, "name", MAX_TEXT)
    if name is None:
        raise NotCorrected("Hãy nêu tên tệp. (Say the name of the file.)", "name")
    sender = sender_of(caller, key_of(given))
    taken = await intake.take(name, _decoded(str(given["contentBase64"])), sender)
    values: dict[str, object] = {
        "document": taken.document,
        "outcome": taken.outcome.upper(),
        "title": taken.title,
        "unreadCount": taken.unread,
        "repeated": taken.repeated,
    }
    return Payload("DocumentRead", values, {"plan": taken.document})


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):  # a letter beyond ASCII is a ValueError
        raise NotCorrected(
            "contentBase64 không phải base64 đúng chuẩn: hãy mã hóa lại tệp. (Not base64.)",
            "contentBase64",
        ) from None
