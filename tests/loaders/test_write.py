"""Loading: one document, one transaction; twice changes nothing, a new version replaces."""

import dataclasses
import hashlib

import pytest

from graph_schema.errors import BadRecord
from graph_schema.model import PlanRecord
from loaders import read_plan
from loaders.write import load_plan
from service.store import Store
from tests.engines import make_empty
from tests.records import Draft

_NODES = """
MATCH (n) WHERE NOT n:Migration AND NOT n:Change AND NOT n:ChangeHead
RETURN n.id, labels(n), properties(n)
"""
_EDGES = "MATCH (a)-[x]->(b) WHERE NOT a:Change RETURN a.id, type(x), b.id, properties(x)"


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
    await make_empty(store)
    async with store.session() as session:
        await load_plan(session, first().record())
        outcome = await load_plan(session, second().record())
    assert outcome.status == "changed"
    assert (outcome.added, outcome.removed, outcome.changed) == (("II.3",), ("II.2",), ("II.1",))
    assert await digest_of_facts(store) == alone


async def digest_of_facts(store: Store) -> set[tuple[object, ...]]:
    """Nodes and edges without the kept files and without the version of the reader."""
    rows = await store.read(
        "MATCH (a)-[x]->(b) WHERE NOT b:SourceFile AND NOT b:SourcePart AND NOT a:Change "
        "RETURN a.id, type(x), b.id",
        {},
    )
    alone = await store.read(
        "MATCH (n) WHERE NOT n:Migration AND NOT n:SourceFile AND NOT n:SourcePart "
        "AND NOT n:Change AND NOT n:ChangeHead RETURN n.id",
        {},
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


def numbered(number: int, date: str | None, issuer: str, ref: str = "I.1") -> Draft:
    draft = Draft(issuer, number=number, date=date, title=f"Kế hoạch của {issuer}")
    return draft.task(ref, f"Việc của {issuer} {date}", lead=["Phòng Kinh tế"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (numbered(27, "2025-03-01", "UBND xã Đồng Mới"), numbered(27, None, "UBND xã Đồng Mới")),
        (
            numbered(1, "2026-05-20", "Ban Chỉ đạo chuyển đổi số xã Đồng Mới"),
            numbered(1, "2026-05-20", "Ban Chỉ đạo nông thôn mới xã Đồng Mới"),
        ),
    ],
)
async def test_a_plan_never_takes_the_place_of_another_plan(
    store: Store, one: Draft, other: Draft
) -> None:
    await load(store, one.record())
    assert (await load(store, other.record()))[0] == "new"
    assert len(await store.read("MATCH (t:Task) RETURN t.id", {})) == 2


async def test_a_file_that_is_read_better_leaves_no_ghost_of_its_first_reading(
    store: Store,
) -> None:
    record = first().record("1")
    await load(store, record)
    better = dataclasses.replace(
        record,
        source=dataclasses.replace(record.source, reader="2"),
        document=dataclasses.replace(record.document, number=5),
    )
    await load(store, better)
    plans = await store.read("MATCH (p:Plan) RETURN p.symbol, p.task_count", {})
    assert plans == [["5/KH-UBND", 2]]
    assert len(await store.read("MATCH (t:Task) RETURN t.id", {})) == 2


async def test_a_document_that_is_read_has_its_own_issuer_alone(store: Store) -> None:
    child = Draft().cite("146/KH-UBND", date="2026-04-22", issuer="Văn phòng UBND thành phố")
    parent = numbered(146, "2026-04-22", "UBND thành phố Hải Phòng")
    await load(store, child.record())
    await load(store, parent.record())
    await load(store, child.record("2"))
    issuers = await store.read(
        "MATCH (d:Document {symbol_key: $key})-[:ISSUED_BY]->(u:Unit) RETURN u.name",
        {"key": "146/KH-UBND"},
    )
    assert issuers == [["Ủy ban nhân dân thành phố Hải Phòng"]]


async def test_what_citations_say_of_a_document_is_joined(store: Store) -> None:
    bare = Draft(title="Một").cite("05-NQ/TU", date="2026")
    full = Draft(title="Hai").cite("05-NQ/TU", date="2026-01-14")
    titled = dataclasses.replace(
        full.record(),
        directives=tuple(
            dataclasses.replace(mention, title="Phát triển kinh tế biển")
            for mention in full.record().directives
        ),
    )
    await load(store, bare.record())
    await load(store, titled)
    rows = await store.read(
        "MATCH (d:Document {symbol_key: $key}) "
        "RETURN d.title, d.issued_start, d.issued_key, d.search CONTAINS $words, d.title_key <> ''",
        {"key": "5-NQ/TU", "words": "kinh te bien"},
    )
    assert rows == [["Phát triển kinh tế biển", "2026-01-14", "2026-01-14", True, True]]


async def test_a_citation_writes_nothing_on_a_document_that_was_read(store: Store) -> None:
    await load(store, numbered(146, None, "UBND thành phố Hải Phòng").record())
    citing = Draft().cite("146/KH-UBND", date="2026-04-22", issuer="UBND thành phố Hải Phòng")
    await load(store, citing.record())
    rows = await store.read(
        "MATCH (d:Document {symbol_key: $key}) WHERE d.known = true RETURN d.issued_start",
        {"key": "146/KH-UBND"},
    )
    assert rows == [[None]]


async def test_a_bare_citation_far_away_is_another_document(store: Store) -> None:
    await load(store, Draft().cite("12-KH/ĐU", kind="Kế hoạch").record())
    away = Draft("UBND xã Đồng Xa", place="xã Đồng Xa", province="tỉnh Lào Cai")
    await load(store, away.cite("12-KH/ĐU", kind="Kế hoạch").record())
    rows = await store.read(
        "MATCH (d:Document {symbol_key: $key}) RETURN d.id", {"key": "12-KH/ĐU"}
    )
    assert len(rows) == 2


async def test_people_of_a_document_without_an_issuer_are_kept(store: Store) -> None:
    record = (
        Draft()
        .task("I.1", "Việc", overseers=[("Lê Văn Thử", "Chủ tịch", None)])
        .sign("Lê Văn Thử", "Chủ tịch")
        .record()
    )
    await load(
        store,
        dataclasses.replace(record, document=dataclasses.replace(record.document, issuer=None)),
    )
    rows = await store.read("MATCH (p:Person)-[:OVERSEES]->(t:Task) RETURN p.name, t.ref", {})
    assert rows == [["Lê Văn Thử", "I.1"]]
    assert await store.read("MATCH (d:Document)-[:ISSUED_BY]->(u) RETURN u.name", {}) == []


async def test_refs_that_differ_in_case_are_two_tasks(store: Store) -> None:
    await load(store, Draft().task("A.1", "Việc lớn").task("a.1", "Việc nhỏ").record())
    rows = await store.read("MATCH (t:Task) RETURN t.text ORDER BY t.order", {})
    assert rows == [["Việc lớn"], ["Việc nhỏ"]]


async def test_nothing_of_a_former_reading_stays_behind_alone(store: Store) -> None:
    record = (
        Draft()
        .cite("7/KH-SYT", issuer="Sở Xây dựng", kind="Kế hoạch")
        .task("I.1", "Việc", overseers=[(None, "Giám đốc Sở Y tế", None)])
        .record("1")
    )
    await load(store, record)
    bare = dataclasses.replace(
        record,
        source=dataclasses.replace(record.source, reader="2"),
        directives=(),
        tasks=(dataclasses.replace(record.tasks[0], overseers=()),),
    )
    await load(store, bare)
    rows = await store.read("MATCH (u:Unit) RETURN u.name", {})
    assert rows == [["Ủy ban nhân dân xã Đồng Mới"]]


async def test_a_shifted_quote_of_an_owner_is_refused(store: Store) -> None:
    record = Draft().target("I.1", "hộ dân", 95, owners=["Trạm Y tế"]).record()
    owner = record.targets[0].owners[0]
    shifted = dataclasses.replace(owner, quote=dataclasses.replace(owner.quote, start=0, end=3))
    broken = dataclasses.replace(
        record, targets=(dataclasses.replace(record.targets[0], owners=(shifted,)),)
    )
    with pytest.raises(BadRecord, match="không khớp nguyên văn"):
        await load(store, broken)


async def test_a_plan_that_names_no_place_and_is_saved_again_stays_one_plan(store: Store) -> None:
    words = (
        "PHÒNG KINH TẾ\nSố: 4/KH-PKT\n\nKẾ HOẠCH\nDọn chợ\n\nI. NHIỆM VỤ\n1. Quét chợ mỗi tuần.\n"
    )
    for text in (words, words.replace("\n\n", "\n\n\n")):
        await load(store, read_plan(text.encode(), "kh.txt"))
    documents = await store.read("MATCH (d:Document) WHERE d.known = true RETURN d.symbol", {})
    assert documents == [["4/KH-PKT"]]
    assert await store.read("MATCH (t:Task) RETURN count(t)", {}) == [[1]]
