"""Loading: one document, one transaction; twice changes nothing, a new version replaces."""

import hashlib

import pytest

from graph_schema.errors import BadRecord
from graph_schema.model import PlanRecord
from loaders.write import load_plan
from service.store import Store
from tests.records import Draft

_NODES = "MATCH (n) WHERE NOT n:Migration RETURN n.id, labels(n), properties(n)"
_EDGES = "MATCH (a)-[x]->(b) RETURN a.id, type(x), b.id, properties(x)"


async def digest(store: Store) -> str:
    """A hash of every node and edge, whatever order the engine gives them in."""
    nodes = [
        (row[0], sorted(row[1]), sorted(dict(row[2]).items(), key=str))  # type: ignore[call-overload]
        for row in await store.read(_NODES, {})
    ]
    edges = [
        (*row[:3], sorted(dict(row[3]).items(), key=str))  # type: ignore[call-overload]
        for row in await store.read(_EDGES, {})
    ]
    lines = sorted(map(repr, nodes)) + sorted(map(repr, edges))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


async def load(store: Store, record: PlanRecord) -> tuple[str, str]:
    async with store.session() as session:
        outcome = await load_plan(session, record)
    return outcome.status, outcome.document_id


def first() -> Draft:
    return (
        Draft()
        .cite("05-NQ/TU", date="2026-01-14", issuer="Ban Chấp hành Đảng bộ thành phố Hải Phòng")
        .cite("04-ĐA/TU", kind="Đề án")
        .task(
            "II.1",
            "Rà soát tổ chức bộ máy",
            lead=["Phòng Văn hóa - Xã hội"],
            support=["Các phòng, ban liên quan"],
            overseers=[("Nguyễn Văn Thử", "Chủ tịch UBND xã", None)],
            due="2026-Q4",
        )
        .task(
            "II.2",
            "Tuyên truyền",
            execute=["Công an xã"],
            overseers=[(None, "Phó Chủ tịch UBND xã", None), (None, None, "Đảng ủy xã")],
        )
        .target("II.1", "hộ dân được tuyên truyền", 95, task="II.1", due="2026")
        .target("II.1", "hộ nghèo được hỗ trợ", 100, owners=["Trạm Y tế"], task="II.1")
        .target("II.9", "đường làng có đèn", 80)
        .report("Phòng VH-XH", "UBND xã", "hằng năm", "--11-25")
        .sign("Nguyễn Văn Thử", "Chủ tịch")
    )


def second() -> Draft:
    return (
        Draft()
        .cite("05-NQ/TU", date="2026-01-14", issuer="Ban Chấp hành Đảng bộ thành phố Hải Phòng")
        .task("II.1", "Rà soát tổ chức bộ máy, biên chế", lead=["Trạm Y tế"])
        .task("II.3", "Xây dựng nhà văn hóa", lead=["Phòng Kinh tế"])
        .sign("Nguyễn Văn Thử", "Chủ tịch")
    )


def sibling() -> Draft:
    return (
        Draft("Ủy ban nhân dân xã Đồng Mới", title="Chuyển đổi số")
        .cite("05-NQ/TU", issuer="Thành ủy")
        .task("I.1", "Số hóa hồ sơ", lead=["Phòng VHXH"])
    )


async def test_the_same_file_twice_changes_nothing(store: Store) -> None:
    assert (await load(store, first().record()))[0] == "new"
    before = await digest(store)
    assert (await load(store, first().record()))[0] == "unchanged"
    assert await digest(store) == before


async def test_a_new_version_replaces_what_the_old_one_said_and_leaves_nothing_of_it(
    store: Store,
) -> None:
    await load(store, second().record())
    alone = await digest_of_facts(store)
    async with store.session() as session:
        await load_plan(session, first().record("2"))
        outcome = await load_plan(session, second().record("3"))
    assert outcome.status == "changed"
    assert (outcome.added, outcome.removed, outcome.changed) == (("II.3",), ("II.2",), ("II.1",))
    assert await digest_of_facts(store) == alone


async def digest_of_facts(store: Store) -> set[tuple[object, ...]]:
    """Nodes and edges without the kept files and without the version of the reader."""
    rows = await store.read(
        "MATCH (a)-[x]->(b) WHERE NOT b:SourceFile AND NOT b:SourcePart RETURN a.id, type(x), b.id",
        {},
    )
    alone = await store.read(
        "MATCH (n) WHERE NOT n:Migration AND NOT n:SourceFile AND NOT n:SourcePart RETURN n.id", {}
    )
    return {tuple(row) for row in [*rows, *alone]}


async def test_a_document_that_a_newer_reader_reads_is_read_anew(store: Store) -> None:
    await load(store, first().record("1"))
    assert (await load(store, first().record("2")))[0] == "changed"
    assert (await load(store, first().record("2")))[0] == "unchanged"


async def test_two_plans_of_one_commune_share_their_units_and_their_directive(
    store: Store,
) -> None:
    await load(store, first().record())
    await load(store, sibling().record())
    units = await store.read(
        "MATCH (u:Unit {name_key: $key}) RETURN u.name, u.aliases",
        {"key": "phòng văn hóa - xã hội"},
    )
    assert units == [["Phòng Văn hóa - Xã hội", ["Phòng VH-XH", "Phòng VHXH"]]]
    directives = await store.read(
        "MATCH (d:Document {symbol_key: $key})<-[:IMPLEMENTS]-(p:Document) "
        "RETURN d.id, d.known, d.issued_start, count(p)",
        {"key": "5-NQ/TU"},
    )
    assert [row[1:] for row in directives] == [[False, "2026-01-14", 2]]


@pytest.mark.parametrize("cited_first", [True, False])
async def test_a_cited_document_and_the_document_itself_are_one_node(
    store: Store, cited_first: bool
) -> None:
    parent = Draft(
        "UBND thành phố Hải Phòng",
        place="thành phố Hải Phòng",
        province=None,
        number=146,
        date="2026-04-22",
        title="Phong trào thi đua",
    ).task("I.1", "Ban hành hướng dẫn", lead=["Sở Nội vụ"])
    child = Draft().cite(
        "146/KH-UBND", date="2026-04-22", issuer="Ủy ban nhân dân thành phố", kind="Kế hoạch"
    )
    for draft in (child, parent) if cited_first else (parent, child):
        await load(store, draft.record())
    rows = await store.read(
        "MATCH (d:Document {symbol_key: $key}) RETURN d.known, d.title, labels(d)",
        {"key": "146/KH-UBND"},
    )
    assert [(row[0], row[1], sorted(row[2])) for row in rows] == [  # type: ignore[call-overload]
        (True, "Phong trào thi đua", ["Directive", "Document", "Plan"])
    ]
    edges = await store.read(
        "MATCH (p:Document)-[:IMPLEMENTS]->(d:Document {symbol_key: $key})-[:HAS_TASK]->(t:Task) "
        "RETURN t.text",
        {"key": "146/KH-UBND"},
    )
    assert edges == [["Ban hành hướng dẫn"]]


async def test_ownership_says_who_answers_for_a_target(store: Store) -> None:
    await load(store, first().record())
    rows = await store.read("MATCH (g:Target) RETURN g.metric, g.ownership ORDER BY g.order", {})
    assert [row[1] for row in rows] == ["VIA_TASK", "DIRECT", "NONE"]


async def test_a_leader_is_reached_through_the_office(store: Store) -> None:
    await load(store, first().record())
    rows = await store.read(
        "MATCH (p:Person {search: $name})-[:HOLDS]->(o:Position)-[:IN]->(u:Unit) "
        "RETURN DISTINCT p.name, o.full_title, u.name",
        {"name": "nguyen van thu"},
    )
    unit = "Ủy ban nhân dân xã Đồng Mới"
    assert rows == [["Nguyễn Văn Thử", f"Chủ tịch {unit}", unit]]


async def test_the_bytes_of_the_file_are_kept(store: Store) -> None:
    record = first().record()
    await load(store, record)
    rows = await store.read(
        "MATCH (f:SourceFile {id: $id})-[:HAS_PART]->(p:SourcePart) "
        "RETURN p.content, f.text ORDER BY p.order",
        {"id": record.source.sha256},
    )
    assert b"".join(bytes(row[0]) for row in rows) == record.source.content  # type: ignore[call-overload]
    assert rows[0][1] == record.source.text


async def test_a_quote_that_is_not_its_slice_never_reaches_the_graph(store: Store) -> None:
    good = first().record()
    spoilt = PlanRecord(
        good.source,
        good.document,
        (),
        good.tasks,
        good.targets[:0],
        (),
        (),
        (),
    )
    shifted = Draft(title="Khác hẳn một chút").record()
    broken = PlanRecord(shifted.source, spoilt.document, (), spoilt.tasks, (), (), (), ())
    with pytest.raises(BadRecord, match="không khớp nguyên văn"):
        await load(store, broken)
    assert await store.read("MATCH (d:Document) RETURN d.id", {}) == []
