"""An open plan and a secret one side by side, and on both of them everything that people record.

All of it is made as the product makes it: the files are read and loaded, the changes go through
the API in the name of a secretary who may see secret documents.
"""

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx2 as httpx
from graphql import GraphQLUnionType, get_named_type

from graph_schema.callers import Role, Secrecy
from graph_schema.vietnamese import search_key
from service.api_keys import ApiKeys, Wanted, make_key
from service.app import create_app
from service.gate import ServedGate
from service.store import Store
from tests.queries.asking import schema
from tests.service.answering import client_of
from tests.service.command import SAMPLES
from tests.service.correcting import PLAN, load_file, load_text

OPEN_TEXT = PLAN.read_text("utf-8").replace("2. Phòng Văn hóa - Xã hội", "2. Không rõ ai", 1)
_CHANGED = (
    ("Số: 27/KH-UBND", "MẬT\nSố: 99/KH-UBND"),
    ("ngày 25 tháng 3", "ngày 25 tháng 4"),
    ("thành phố xanh, sạch, số", "khu hầm quân nhu"),
    ("05-CT/TU", "77-CT/QK"),
    ("Thành lập tổ", "Đào giếng ngầm ở tổ"),
    ("09 điểm tập kết rác", "13 điểm gác"),
    ("Phòng Văn hóa - Xã hội", "Phòng Cơ yếu"),
    ("Trung tâm Phục vụ hành chính công", "Trạm Khí tượng Viễn Vọng"),
    ("Nguyễn Thu Hà, Phó Chủ tịch", "Quách Ẩn Danh, Phó Chủ tịch"),
    ("phân loại rác tại nguồn", "giao chìa khóa"),
    ("nước sạch đến 03", "hầm ngầm đến 03"),
)
SECRET_TEXT = OPEN_TEXT
for _said, _instead in _CHANGED:
    SECRET_TEXT = SECRET_TEXT.replace(_said, _instead)

_LINE = SAMPLES / "kh-88-lam-hai.txt"
CLEARED = Wanted("Thư ký Cẩn", Role.SECRETARIAT, clearance=Secrecy.MOST_SECRET)
SECRETARY = Wanted("Thư ký Thường", Role.SECRETARIAT)
READER = Wanted("Người đọc Thường", Role.READER)
# Everything that is stored, but what only the program itself reads.
_NODES = """
MATCH (n) WHERE NOT n:Migration AND NOT n:SourceFile AND NOT n:SourcePart AND NOT n:ApiKey
  AND NOT n:ChangeHead AND NOT n:EvidencePart
RETURN labels(n), properties(n)
"""
# What hangs on a plan: its parts, and what they lead to.
_PARTS = """
MATCH (d:Document {{id: $id}})-[:{way}]->(n) RETURN n.id ORDER BY n.id
"""
_UNIT = "MATCH (u:Unit {name: $name}) RETURN u.id"
SIGNED_WITH = "s" * 40
_WORD = re.compile(r"[^\W\d_]\w{2,}")


def words_of(text: str) -> set[str]:
    """Words of three letters or more, folded."""
    return set(_WORD.findall(search_key(text)))


@dataclass(frozen=True, slots=True)
class Told:
    """What is put into every free field of the changes of one plan."""

    reason: str
    note: str
    name: str
    file: str
    unit: str
    """Where somebody is appointed."""


_OPENLY = Told("Chờ vật tư", "Đã họp dân", "Lý Thị Một", "Biên bản", "Phòng Kinh tế")
_SECRETLY = Told(
    "Trinh sát chậm", "Mìn chôn quanh cầu", "Quách Tuyết Oanh", "Sơ đồ hào lũy", "Phòng Cơ yếu"
)
_PLANS = ((OPEN_TEXT, "kh-27.txt", _OPENLY), (SECRET_TEXT, "kh-99.txt", _SECRETLY))


@dataclass(frozen=True, slots=True)
class Known:
    """What stands in the store: which ids are secret, and what words nothing open says."""

    kinds: Mapping[str, Sequence[str]]
    """Labels of every node that is there."""
    hidden: frozenset[str]
    words: frozenset[str]

    def told(self, answer: str) -> set[str]:
        """What of the secret an answer tells."""
        ids = {identity for identity in self.hidden if identity in answer}
        return ids | (self.words & words_of(answer))


async def known(store: Store) -> Known:
    """Read the whole store without any regard to secrecy, and tell the secret from the open.

    A word is secret by who said it, not by how it is kept: an open node that holds one is a leak.
    """
    openly = words_of(OPEN_TEXT + _LINE.read_text("utf-8") + " ".join(_words(_OPENLY)))
    words = words_of(SECRET_TEXT + " ".join(_words(_SECRETLY))) - openly
    kinds: dict[str, list[str]] = {}
    hidden, stray = set[str](), []
    for labels, values in await store.read(_NODES, {}):
        assert isinstance(values, dict)
        assert isinstance(labels, list)
        kinds[str(values["id"])] = labels
        if values.get("secret"):
            hidden.add(str(values["id"]))
            continue
        texts = str(list(values.values()))
        if words & words_of(texts):
            stray.append((labels, values["id"], words & words_of(texts)))
    assert stray == []
    return Known(kinds, frozenset(hidden), frozenset(words))


def _words(told: Told) -> tuple[str, ...]:
    return told.reason, told.note, told.name, told.file


@asynccontextmanager
async def asking_as(store: Store, wanted: Wanted) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a service for many, who shows a key of their own."""
    _, shown = await make_key(store, wanted)
    app = create_app(store, gate=ServedGate(ApiKeys(store), None), secret=SIGNED_WITH)
    async with client_of(app) as client:
        client.headers["authorization"] = f"Bearer {shown}"
        yield client


async def make_world(store: Store) -> Known:
    """Load both plans, record of both whatever can be recorded, and tell what is secret."""
    await load_file(store, _LINE)
    async with asking_as(store, CLEARED) as client:
        for text, name, told in _PLANS:
            outcome = await load_text(store, text, name)
            await _record(client, store, outcome.document_id, told)
    return await known(store)


def mutation(field: str, shown: str = "id") -> str:
    """The text of a change that takes its input as ``$i``."""
    root = schema().mutation_type
    assert root is not None
    definition = root.fields[field]
    union = get_named_type(definition.type)
    assert isinstance(union, GraphQLUnionType)
    kind = next(one.name for one in union.types if one.name != "Refused")
    return (
        f"mutation($i: {definition.args['input'].type}) {{ {field}(input: $i) {{ __typename "
        "... on Refused { code message field expected current } "
        f"... on {kind} {{ {shown} }} }} }}"
    )


async def _make(
    client: httpx.AsyncClient, field: str, shown: str = "id", /, **given: object
) -> object:
    """Make one change, which must be made; what it answers."""
    asked = {"query": mutation(field, shown), "variables": {"i": given}}
    body = (await client.post("/graphql", json=asked)).json()
    result = body["data"][field]
    assert result["__typename"] != "Refused", (field, result)
    return result[shown.split()[0]]


async def _parts(store: Store, document: str, way: str) -> list[str]:
    found = await store.read(_PARTS.format(way=way), {"id": document})
    return [str(row[0]) for row in found]


async def _record(client: httpx.AsyncClient, store: Store, document: str, told: Told) -> None:
    """Everything that people record of a plan, with these words in every free field."""
    tasks = await _parts(store, document, "HAS_TASK")
    target = (await _parts(store, document, "HAS_TARGET"))[0]
    duty = (await _parts(store, document, "HAS_REPORT_DUTY"))[0]
    sent = await client.post(f"/evidence?name={told.file}.txt", content=told.note.encode())
    said = {"result": told.note, "difficulty": told.reason, "proposal": told.note}
    report = {"task": tasks[0], "percent": 30, **said, "evidence": [sent.json()["id"]]}
    progress = await _make(client, "reportProgress", **report)
    await _make(client, "approve", progress=progress, reason=told.reason)
    progress = await _make(client, "reportProgress", task=tasks[0], percent=70, **said)
    await _make(client, "return", progress=progress, reason=told.reason)
    day = {"end": "2027-03-31", "approver": told.name}
    await _make(client, "extendDeadline", task=tasks[0], reason=told.reason, **day)
    await _make(client, "cancelTask", task=tasks[1], reason=told.reason)
    await _make(client, "reopenTask", task=tasks[1], reason=told.reason)
    await _make(client, "recordMeasurement", target=target, value=12.5, note=told.note)
    await _make(client, "submitReport", duty=duty, due="2026-06-25", note=told.note)
    who = {"author": "x", "reason": told.reason}
    wrong = {"kind": "SET_VALUE", "field": "text", "value": [told.note]}
    await _make(client, "correct", node=tasks[2], **wrong, **who)
    led = {"node": tasks[2], "role": "EXECUTE", "who": "Công an xã"}
    again = await _make(client, "assign", "correction { id }", **led, **who)
    assert isinstance(again, dict)
    await _make(client, "withdrawCorrection", correction=again["id"], **who)
    item = (await _parts(store, document, "HAS_REVIEW_ITEM"))[0]
    await _make(client, "correct", node=item, kind="CONFIRM", **who)
    unit = await store.read(_UNIT, {"name": told.unit})
    office = {"unit": unit[0][0], "title": "Trưởng phòng", "name": told.name}
    await _make(client, "appoint", **office, reason=told.reason)
    await _make(client, "endAppointment", **office, reason=told.reason)
