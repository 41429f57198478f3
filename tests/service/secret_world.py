"""An open plan and a secret one side by side, and on both of them everything that people record.

All of it is made as the product makes it: the files are read and loaded, the changes go through
the API in the name of a secretary who may see secret documents.
"""

import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx2 as httpx
from graphql import GraphQLUnionType, get_named_type

from graph_schema.callers import LOCAL_READER, Role, Secrecy
from graph_schema.model import PlanRecord
from graph_schema.vietnamese import search_key
from loaders.write import load_plan
from service.api_keys import ApiKeys, Wanted, make_key
from service.app import create_app
from service.asking import StoreAsk
from service.gate import ServedGate
from service.reports.build import EVERYTHING, Span, period_report
from service.reports.kept import keep
from service.store import Store
from tests.queries.asking import schema
from tests.queries.secret import open_plans, secret_plan
from tests.queries.seed import CHAIR
from tests.records import Draft
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
_STORED = """
MATCH (n) WHERE NOT n:Migration AND NOT n:SourceFile AND NOT n:SourcePart AND NOT n:ApiKey
  AND NOT n:ChangeHead AND NOT n:EvidencePart
"""
_NODES = _STORED + "RETURN labels(n), properties(n)"
_KINDS = _STORED + "RETURN labels(n), n.id"
# What hangs on a plan: its parts, and what they lead to.
_PARTS = """
MATCH (d:Document {{id: $id}})-[:{way}]->(n) RETURN n.id ORDER BY n.id
"""
_FIRST_TIME = (
    "MATCH (:ReportDuty {id: $id})-[:HAS_OCCURRENCE]->(o) RETURN o.due_end ORDER BY o.due_end"
)
_UNIT = "MATCH (u:Unit {name: $name}) RETURN u.id ORDER BY u.id"
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

# Units that only a secret plan names turn out to be open ones, or give their place to one.
_MERGED: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("Trạm Khí tượng Viễn Vọng", "Trung tâm Phục vụ hành chính công", {}),
    ("Phòng Cơ yếu", "Phòng Kinh tế", {"on": "2026-08-01", "founded": True}),
)


@dataclass(frozen=True, slots=True)
class Known:
    """What stands in the store: which ids are secret, and what words nothing open says."""

    kinds: Mapping[str, Sequence[str]]
    """Labels of every node that is there."""
    hidden: frozenset[str]
    words: frozenset[str]

    @property
    def openly(self) -> frozenset[str]:
        """The ids of all that is not secret."""
        return frozenset(self.kinds) - self.hidden

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
    hidden, stray = set[str](), []
    for labels, values in await store.read(_NODES, {}):
        assert isinstance(values, dict)
        if values.get("secret"):
            hidden.add(str(values["id"]))
            continue
        texts = str(list(values.values()))
        if words & words_of(texts):
            stray.append((labels, values["id"], words & words_of(texts)))
    assert stray == []
    return Known(await kinds_of(store), frozenset(hidden), frozenset(words))


async def kinds_of(store: Store) -> dict[str, list[str]]:
    """The labels of every node, by its id."""
    found: list[list[Any]] = await store.read(_KINDS, {})
    return {str(identity): list(labels) for labels, identity in sorted(found, key=str)}


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


async def make_open(store: Store) -> Known:
    """Load what is open, and record of the plan whatever can be recorded."""
    await load_file(store, _LINE)
    for record in (*open_plans(), _said_by_nobody_else()):
        async with store.session() as session:
            await load_plan(session, record)
    await _make_plan(store, OPEN_TEXT, "kh-27.txt", _OPENLY)
    return await known(store)


def _said_by_nobody_else() -> PlanRecord:
    """Names openly who issues what a secret plan says the issuer of."""
    draft = Draft(number=15, date="2026-08-02", title="Dọn kênh").cite(
        "30/2020/NĐ-CP", issuer="Chính phủ", kind="Nghị định"
    )
    return draft.task("1", "Vớt bèo", lead=["Phòng Kinh tế"], overseers=[CHAIR]).record()


async def make_secret(store: Store) -> Known:
    """Load secret plans beside, record of one the same, and tell what is secret."""
    async with store.session() as session:
        await load_plan(session, secret_plan())
    await _make_plan(store, SECRET_TEXT, "kh-99.txt", _SECRETLY)
    async with asking_as(store, CLEARED) as client:
        for name, into, more in _MERGED:
            units = {"unit": await _unit(store, name), "into": await _unit(store, into), **more}
            who = {"author": "x", "reason": _SECRETLY.reason}
            await _make(client, "mergeUnits", "correction { id }", **units, **who)
    ask = StoreAsk(store, LOCAL_READER)
    report = await period_report(ask, EVERYTHING, Span(2026, date(2026, 12, 31)))
    await keep(store, report, _SECRETLY.note, "Thư ký Cẩn")
    return await known(store)


async def _make_plan(store: Store, text: str, name: str, told: Told) -> None:
    outcome = await load_text(store, text, name)
    async with asking_as(store, CLEARED) as client:
        await _record(client, store, outcome.document_id, told)


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


async def _unit(store: Store, name: str) -> str:
    return str((await store.read(_UNIT, {"name": name}))[0][0])


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
    due = str((await store.read(_FIRST_TIME, {"id": duty}))[0][0])
    await _make(client, "submitReport", duty=duty, due=due, note=told.note)
    who = {"author": "x", "reason": told.reason}
    wrong = {"kind": "SET_VALUE", "field": "text", "value": [told.note]}
    await _make(client, "correct", node=tasks[2], **wrong, **who)
    led = {"node": tasks[2], "role": "EXECUTE", "who": "Công an xã"}
    again = await _make(client, "assign", "correction { id }", **led, **who)
    assert isinstance(again, dict)
    await _make(client, "withdrawCorrection", correction=again["id"], **who)
    item = (await _parts(store, document, "HAS_REVIEW_ITEM"))[0]
    await _make(client, "correct", node=item, kind="CONFIRM", **who)
    office = {"unit": await _unit(store, told.unit), "title": "Trưởng phòng", "name": told.name}
    await _make(client, "appoint", **office, reason=told.reason)
    await _make(client, "endAppointment", **office, reason=told.reason)
