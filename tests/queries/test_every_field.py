"""Every field of every type answers, on both engines alike, by one statement a question."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from graphql import (
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_leaf_type,
)

from graph_schema.corrections import Anchor, Correction, CorrectionKind, Part
from graph_schema.model import PlanRecord, UnreadLine
from loaders.correcting import correct_document
from queries.filters import TABLES
from queries.mapping import COMPOSED_TYPES, KINDS, TYPES, check_mapping
from service.store import Store
from tests.queries.asking import Spy, answer_of, ask, schema
from tests.queries.recorded import record_some
from tests.queries.seed import city_plan, load, load_all

_ARGUMENTS = {
    "Task.roles": '(unit: "unit_x")',
    "Task.known": '(by: "2026-12-31")',
    "Query.search": '(text: "đường")',
    "Query.statistics": "(by: UNIT)",
}


def _select(kind: GraphQLNamedType, depth: int) -> str:
    """Every field of a type, and of what it leads to, as deep as told."""
    if isinstance(kind, GraphQLUnionType):
        each = (f"... on {t.name} {{ id }}" for t in schema().get_possible_types(kind))
        return "{ __typename " + " ".join(each) + " }"
    assert isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType))
    parts = ["__typename"]
    for name, definition in kind.fields.items():
        inner = get_named_type(definition.type)
        page = "(first: 3)" if "first" in definition.args else ""
        arguments = _ARGUMENTS.get(f"{kind.name}.{name}", page)
        if is_leaf_type(inner):
            parts.append(name + arguments)
        elif depth > 0:
            parts.append(f"{name}{arguments} {_select(inner, depth - 1)}")
    return "{ " + " ".join(parts) + " }"


def _fields_of(kind: GraphQLObjectType) -> Iterator[str]:
    """All scalars at once, then one selection a field: each within the limits of a question."""
    scalars = []
    for name, definition in kind.fields.items():
        inner = get_named_type(definition.type)
        page = "(first: 3)" if "first" in definition.args else ""
        arguments = _ARGUMENTS.get(f"{kind.name}.{name}", page)
        if is_leaf_type(inner):
            scalars.append(name + arguments)
        else:
            deep = 2 if inner.name.endswith("Connection") else 1
            yield f"{name}{arguments} {_select(inner, deep)}"
    yield " ".join(scalars)


def _ids(data: object) -> Iterator[tuple[str, str]]:
    if isinstance(data, Mapping):
        if "id" in data and "__typename" in data:
            yield str(data["__typename"]), str(data["id"])
        for value in data.values():
            yield from _ids(value)
    if isinstance(data, list):
        for item in data:
            yield from _ids(item)


_SEEN_FROM = """{
  plans { nodes { __typename id signer { person { __typename id offices { position { __typename id
    unit { __typename id place { __typename id } } } } } }
    reportDuties { __typename id occurrences { __typename id } }
    phases { __typename id }
    tasks { nodes { __typename id } }
    targets { nodes { __typename id measurements { __typename id } } }
    reviewItems { nodes { __typename id settledBy { __typename id } } }
    directives(transitive: true) { document { __typename id } } } }
}"""

_RECORDED = """{ tasks(first: 20) { nodes { progress { __typename id evidence { __typename id } }
  extensions { __typename id } steps { __typename id }
  history(first: 5) { nodes { __typename id } } } } }"""


def _with_a_line_unread(record: PlanRecord) -> PlanRecord:
    line = replace(record.tasks[0].quote, rule="none")
    return replace(record, unread=(UnreadLine(line, "không rõ"),))


async def _confirm_what_is_unread(store: Store, record: PlanRecord, document: str) -> None:
    found = await store.read("MATCH (i:ReviewItem) RETURN i.id", {})
    line = record.unread[0].quote
    place = Anchor(Part.LINE, record.source.sha256, line.start, line.end, line.text, "")
    who = ("Người Soát", "Đã xem", "2026-06-01T00:00:00+00:00", str(found[0][0]))
    said = Correction("corr_1", CorrectionKind.CONFIRM, place, None, (), *who)
    await store.write(lambda tx: correct_document(tx, record, document, said, None))


async def _one_of_each(store: Store) -> dict[str, str]:
    await load_all(store)
    record = _with_a_line_unread(city_plan())
    record = replace(record, source=replace(record.source, reader="newer"))
    outcome = (await load(store, record))[0]
    await _confirm_what_is_unread(store, record, outcome.document_id)
    await record_some(store)
    found = dict([*_ids(await ask(store, _SEEN_FROM)), *_ids(await ask(store, _RECORDED))])
    assert set(found) == set(KINDS)
    return found


async def test_every_field_of_every_kind_of_node_answers(store: Store) -> None:
    one = await _one_of_each(store)
    for name in KINDS:
        kind = schema().type_map[name]
        assert isinstance(kind, GraphQLObjectType)
        for field in _fields_of(kind):
            question = (
                f"query($id: ID!) {{ node(id: $id) {{ __typename ... on {name} {{ {field} }} }} }}"
            )
            node = (await ask(store, question, id=one[name]))["node"]
            assert node["__typename"] == name, field


async def test_every_question_at_the_root_answers(store: Store) -> None:
    one = await _one_of_each(store)
    query = schema().query_type
    assert query is not None
    for name, definition in query.fields.items():
        inner = get_named_type(definition.type)
        if name.startswith("periodSnapshot"):
            continue  # kept by people alone: tests/service/reports/test_kept.py
        if inner.name in COMPOSED_TYPES:
            question = f"query($id: ID!) {{ {name}(unit: $id) {_select(inner, 3)} }}"
            assert (await ask(store, question, id=one["Unit"]))[name]["unitId"] == one["Unit"]
            assert (await ask(store, question, id="nobody"))[name] is None
        elif "id" in definition.args:
            wanted = "Plan" if name in ("node", "document") else inner.name
            question = f"query($id: ID!) {{ {name}(id: $id) {_select(inner, 1)} }}"
            assert (await ask(store, question, id=one[wanted]))[name]["id"] == one[wanted]
            assert (await ask(store, question, id="nobody"))[name] is None
        else:
            arguments = _ARGUMENTS.get(f"Query.{name}", "(first: 2)")
            if name == "nodes":
                question = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"
                ids = [one["Unit"], "nobody", one["Task"]]
                assert (await ask(store, question, ids=ids))["nodes"] == [
                    {"id": ids[0]},
                    None,
                    {"id": ids[2]},
                ]
                continue
            if name == "chain":
                ends = {"from": one["Directive"], "to": one["Unit"]}
                question = """query($from: ID!, $to: ID!) { chain(from: $from, to: $to) {
                  cut ways { length relations nodes { __typename id } }
                } }"""
                found = (await ask(store, question, **ends))["chain"]
                assert all(way["nodes"][0]["id"] == ends["from"] for way in found["ways"])
                assert not found["cut"]
                continue
            if not inner.name.endswith("Connection"):
                found = (await ask(store, f"{{ {name}{arguments} {_select(inner, 2)} }}"))[name]
                assert found["groups"][0]["of"]["id"]
                continue
            page = (await ask(store, f"{{ {name}{arguments} {_select(inner, 2)} }}"))[name]
            assert [n["id"] for n in page["nodes"]] == [e["node"]["id"] for e in page["edges"]]
            assert page["totalCount"] >= len(page["nodes"]) > 0


async def test_an_id_of_another_kind_is_not_that_kind(store: Store) -> None:
    one = await _one_of_each(store)
    question = "query($id: ID!) { plan(id: $id) { id } task(id: $id) { id } unit(id: $id) { id } }"
    answers = await ask(store, question, id=one["Directive"])
    assert answers == {"plan": None, "task": None, "unit": None}


@pytest.mark.parametrize(
    "text", ["{ plans { totalCount nodes { id tasks { nodes { leads { name } } } } } }"]
)
async def test_a_root_field_is_one_statement_whatever_it_selects(text: str) -> None:
    spy = Spy([[[[], 0]]])
    answer = await answer_of(spy, text)
    assert answer.errors == ()
    assert len(spy.asked) == 1


def test_the_mapping_answers_every_field_of_the_schema_and_no_other() -> None:
    assert check_mapping(schema()) == ()


@pytest.mark.parametrize("field", ["due", "leads", "targets"])
def test_a_field_without_a_mapping_is_named_at_the_start(
    monkeypatch: pytest.MonkeyPatch, field: str
) -> None:
    fewer = {name: shape for name, shape in TYPES["Task"].items() if name != field}
    monkeypatch.setitem(TYPES, "Task", fewer)
    assert check_mapping(schema()) == (f"Task.{field} has no mapping",)


def test_a_type_that_no_label_tells_is_named_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(KINDS, "Phase")
    told = (f"{kind}: which node is a Phase is not told" for kind in ("SearchResult", "Node"))
    assert sorted(check_mapping(schema())) == sorted(told)


def test_an_order_without_a_mapping_is_named_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    table = TABLES["UnitFilter"]
    monkeypatch.setitem(TABLES, "UnitFilter", replace(table, orders={}))
    faults = tuple(f"NameOrder.{name} has no mapping" for name in ("NAME", "NAME_DESC"))
    assert check_mapping(schema()) == faults


def test_a_filter_without_a_mapping_is_named_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    table = TABLES["PersonFilter"]
    fewer = {name: build for name, build in table.filters.items() if name != "position"}
    monkeypatch.setitem(TABLES, "PersonFilter", replace(table, filters=fewer))
    assert check_mapping(schema()) == ("PersonFilter.position has no mapping",)
