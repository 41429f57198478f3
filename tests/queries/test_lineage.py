"""Directives up and down: each document once, by its shortest way, at any depth."""

from neo4j import AsyncManagedTransaction

from graph_schema.model import Relation
from loaders import read_plan
from queries.lineage import MAX_LINKS
from service.store import Store
from tests.queries.asking import ask
from tests.queries.seed import load, load_all
from tests.records import Draft

UP = """query($id: ID!, $deep: Boolean, $relation: [Relation!]) {
  document(id: $id) {
    directives(transitive: $deep, relation: $relation) {
      depth relation document { symbol } source { quote document { symbol } }
    }
  }
}"""
DOWN = """query($symbol: String!, $deep: Boolean) {
  documents(where: { symbol: $symbol }) { nodes {
    carriedOutBy(transitive: $deep) {
      depth relation document { symbol ... on Plan { tasks { totalCount } } }
    }
  } }
}"""


async def _up(store: Store, identity: str, **more: object) -> list[tuple[int, str, str]]:
    found = (await ask(store, UP, id=identity, **more))["document"]["directives"]
    for link in found:
        assert link["document"]["symbol"] in link["source"]["quote"]
    return [(link["depth"], link["relation"], link["document"]["symbol"]) for link in found]


async def _down(store: Store, symbol: str, deep: bool) -> list[tuple[int, str, str]]:
    found = (await ask(store, DOWN, symbol=symbol, deep=deep))["documents"]["nodes"][0][
        "carriedOutBy"
    ]
    return [(link["depth"], link["relation"], link["document"]["symbol"]) for link in found]


async def test_upward_goes_one_step_unless_asked_to_go_on(store: Store) -> None:
    outcomes = await load_all(store)
    direct = [(1, "IMPLEMENTS", "146/KH-UBND"), (1, "CITES", "57/2010/NĐ-CP")]
    assert await _up(store, outcomes[1].document_id) == direct
    assert await _up(store, outcomes[1].document_id, deep=True) == [
        *direct,
        (2, "IMPLEMENTS", "05-NQ/TU"),
    ]


async def test_each_step_rests_on_the_words_of_the_document_that_takes_it(store: Store) -> None:
    outcomes = await load_all(store)
    found = (await ask(store, UP, id=outcomes[1].document_id, deep=True))["document"]["directives"]
    says = {link["document"]["symbol"]: link["source"]["document"]["symbol"] for link in found}
    assert says == {
        "146/KH-UBND": "12/KH-UBND",
        "57/2010/NĐ-CP": "12/KH-UBND",
        "05-NQ/TU": "146/KH-UBND",
    }


async def test_downward_finds_plans_of_every_commune_at_any_depth(store: Store) -> None:
    await load_all(store)
    direct = [(1, "IMPLEMENTS", "7/KH-UBND"), (1, "IMPLEMENTS", "146/KH-UBND")]
    assert await _down(store, "05-NQ/TU", deep=False) == direct
    assert await _down(store, "05-nq/tu", deep=True) == [*direct, (2, "IMPLEMENTS", "12/KH-UBND")]


async def test_relations_can_be_chosen(store: Store) -> None:
    outcomes = await load_all(store)
    found = await _up(store, outcomes[1].document_id, deep=True, relation=["CITES"])
    assert found == [(1, "CITES", "57/2010/NĐ-CP")]
    assert await _up(store, outcomes[1].document_id, relation=["AMENDS", "REPLACES"]) == []


async def test_what_a_plan_amends_and_replaces_can_be_asked(store: Store) -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nXÃ ĐỒNG MỚI\nSố: 30/KH-UBND\nĐồng Mới, ngày 02 tháng 3 năm 2026\n"
        "KẾ HOẠCH\nSửa đổi, bổ sung Kế hoạch số 12/KH-UBND ngày 05/01/2026\n"
        "Căn cứ Nghị quyết số 05-NQ/TU ngày 14/01/2026 của Thành ủy;\nI. NHIỆM VỤ\n"
        "1. Phòng Kinh tế rà soát.\n2. Kế hoạch này thay thế Kế hoạch số 9/KH-UBND.\n"
    )
    (outcome,) = await load(store, read_plan(text.encode(), "kh-30.txt"))
    found = await _up(store, outcome.document_id, relation=["AMENDS", "REPLACES"])
    assert found == [(1, "AMENDS", "12/KH-UBND"), (1, "REPLACES", "9/KH-UBND")]


def _plan(number: int, *cites: tuple[str, Relation]) -> Draft:
    draft = Draft(number=number, date=f"2026-08-{number % 28 + 1:02d}", title=f"Kế hoạch {number}")
    for symbol, relation in cites:
        other = int(symbol.split("/")[0])
        day = f"2026-08-{other % 28 + 1:02d}"
        draft.cite(symbol, date=day, issuer="UBND xã Đồng Mới", kind="Kế hoạch", relation=relation)
    return draft


async def test_a_circle_of_documents_ends_and_names_each_once(store: Store) -> None:
    implements, cites = Relation.IMPLEMENTS, Relation.CITES
    outcomes = await load(
        store,
        _plan(1, ("2/KH-UBND", implements), ("3/KH-UBND", cites)).record(),
        _plan(2, ("3/KH-UBND", implements)).record(),
        _plan(3, ("1/KH-UBND", implements)).record(),
    )
    assert sorted(await _up(store, outcomes[0].document_id, deep=True)) == [
        (1, "CITES", "3/KH-UBND"),
        (1, "IMPLEMENTS", "2/KH-UBND"),
    ]
    assert sorted(await _up(store, outcomes[1].document_id, deep=True)) == [
        (1, "IMPLEMENTS", "3/KH-UBND"),
        (2, "IMPLEMENTS", "1/KH-UBND"),
    ]


async def test_of_two_ways_of_one_length_the_one_that_implements_is_told(store: Store) -> None:
    implements, cites = Relation.IMPLEMENTS, Relation.CITES
    outcomes = await load(
        store,
        _plan(1, ("2/KH-UBND", implements), ("3/KH-UBND", implements)).record(),
        _plan(2, ("4/KH-UBND", cites)).record(),
        _plan(3, ("4/KH-UBND", implements)).record(),
    )
    assert (2, "IMPLEMENTS", "4/KH-UBND") in await _up(store, outcomes[0].document_id, deep=True)


async def test_a_line_lists_at_most_five_hundred_documents(store: Store) -> None:
    await store_plans(store, 520, cited=520)
    found = (await ask(store, UP, id="doc_chain_519"))["document"]["directives"]
    assert len(found) == MAX_LINKS


async def store_plans(store: Store, count: int, cited: int = 5) -> None:
    """Plans in a row, each citing those just before it; of a long row only the last one cites."""

    async def work(transaction: AsyncManagedTransaction) -> None:
        await transaction.run(
            "UNWIND range(0, $count - 1) AS i CREATE (:Document:Plan {id: 'doc_chain_' + "
            "toString(i), symbol: toString(i) + '/KH-UBND', issued_key: '2026', search: ''})",
            count=count,
        )
        pairs = [
            {"a": f"doc_chain_{i}", "b": f"doc_chain_{j}"}
            for i in range(count if cited < count else 0)
            for j in range(max(0, i - cited), i)
        ] or [{"a": f"doc_chain_{count - 1}", "b": f"doc_chain_{j}"} for j in range(count - 1)]
        await transaction.run(
            "UNWIND $pairs AS p MATCH (a:Document {id: p.a}) MATCH (b:Document {id: p.b}) "
            "CREATE (a)-[:CITES {start: 0}]->(b)",
            pairs=pairs,
        )

    async with store.session() as session:
        await session.execute_write(work)


_WAYS = """query($from: ID!, $to: ID!) { chain(from: $from, to: $to) { ways { relations
  nodes { ... on Document { symbol } ... on Task { ref } ... on Person { name }
    ... on Position { fullTitle } } } } }"""


async def test_a_chain_reaches_an_office_over_whom_the_same_document_says_holds_it(
    store: Store,
) -> None:
    await load_all(store)
    documents = (await ask(store, "{ documents { nodes { id symbol } } }"))["documents"]["nodes"]
    ids = {one["symbol"]: one["id"] for one in documents}
    offices = (await ask(store, "{ positions { nodes { id fullTitle } } }"))["positions"]["nodes"]
    (deputy,) = (
        one["id"]
        for one in offices
        if one["fullTitle"] == "Phó Chủ tịch Ủy ban nhân dân xã Đồng Mới"
    )
    found = await ask(store, _WAYS, **{"from": ids["12/KH-UBND"], "to": deputy})
    (way,) = found["chain"]["ways"]
    assert way["relations"] == ["HAS_TASK", "OVERSEES", "HOLDS"]
    assert [next(iter(node.values())) for node in way["nodes"]] == [
        "12/KH-UBND",
        "II.1",
        "Trần Thị Bình",
        "Phó Chủ tịch Ủy ban nhân dân xã Đồng Mới",
    ]
    # Another document, by whose word somebody of that name holds another office.
    for other in ("7/KH-UBND", "doc_nothing"):
        given = {"from": ids.get(other, other), "to": deputy}
        assert (await ask(store, _WAYS, **given))["chain"]["ways"] == [], other


async def test_a_chain_goes_from_a_resolution_down_to_the_unit_that_does_the_work(
    store: Store,
) -> None:
    await load_all(store)
    known = await ask(
        store,
        """{ documents(where: { symbol: "05-NQ/TU" }) { nodes { id } }
          units(where: { name: "Phòng Kinh tế", place: "xã Đồng Mới" }) { nodes { id } } }""",
    )
    start, end = known["documents"]["nodes"][0]["id"], known["units"]["nodes"][0]["id"]
    text = """query($from: ID!, $to: ID!, $first: Int) {
      chain(from: $from, to: $to, first: $first) {
        cut ways { length relations nodes { id ... on Document { symbol } ... on Task { ref } } }
      }
    }"""
    found = (await ask(store, text, **{"from": start, "to": end}))["chain"]
    way = found["ways"][0]
    assert [node.get("symbol") or node.get("ref") for node in way["nodes"]] == [
        "05-NQ/TU",
        "146/KH-UBND",
        "12/KH-UBND",
        "II.1",
        None,
    ]
    assert way["relations"] == ["IMPLEMENTS", "IMPLEMENTS", "HAS_TASK", "LEADS"]
    assert (way["length"], found["cut"], len(found["ways"])) == (4, False, 1)
    none = (await ask(store, text, **{"from": start, "to": end, "first": 0}))["chain"]
    assert (none["ways"], none["cut"]) == ([], True)
    assert (await ask(store, text, **{"from": end, "to": start}))["chain"]["ways"] == []
