"""One question, made ready once for its shape: what is a parameter, what is kept, what is told."""

import asyncio
from collections.abc import Mapping
from typing import Any

import pytest

from graph_schema.callers import LOCAL_READER
from graph_schema.errors import BadQuestion, DeadlineExceeded, StoreUnavailable
from queries.execute import HEAVY_AT_ONCE, Reader
from service.limits import QuestionLimits
from service.store import Store
from tests.queries.asking import Spy, answer_of, ask, local_question, reader_of, schema
from tests.queries.seed import load_all
from tests.quickest import quickest_answer

PAYLOADS = (
    "' OR 1=1 //",
    '" }) DETACH DELETE n //',
    "`]-() MATCH (n) DETACH DELETE n //",
    "\\u0060",
    "') RETURN 1 UNION MATCH (n) RETURN n //",
    "$p0",
    "{n}",
    "{{n.id}}",
    "@",
    "(@)",
    "{roles}",
    "/* */ -- ;",
    "x" * 450,
    "\ud7ff\uffff",
)
EVERY_STRING = """query($s: String, $id: ID!, $search: String!) {
  tasks(where: { overseer: { name: $s, position: $s, unit: $s }, unit: { name: $s, place: $s },
    issuer: $s, text: $s, plan: $id }) { totalCount }
  targets(where: { issuer: $s, text: $s, owner: { name: $s, id: $id } }) { totalCount }
  documents(where: { symbol: $s, kind: $s, issuer: $s, text: $s }) { totalCount }
  units(where: { name: $s, place: $s, kind: [$s] }) { totalCount }
  people(where: { name: $s, position: $s }) { totalCount }
  search(text: $search) { totalCount }
  node(id: $id) { id ... on Task { roles(unit: $id) } }
}""".replace("kind: [$s]", 'kind: ["POLICE"]')


async def test_nothing_that_a_user_writes_reaches_the_text_of_a_statement() -> None:
    texts = set()
    for payload in ("plain", *PAYLOADS):
        spy = Spy([[[[], 0]]])
        words = f"{payload} a"
        await reader_of(spy).answer(
            local_question(EVERY_STRING, {"s": words, "id": payload, "search": words})
        )
        assert len(spy.asked) == 7, payload
        texts.add(tuple(sorted(cypher for cypher, _ in spy.asked)))
    assert len(texts) == 1


async def test_hostile_words_find_nothing_and_change_nothing(store: Store) -> None:
    await load_all(store)
    before = await store.read("MATCH (n) RETURN count(n)", {})
    for payload in PAYLOADS:
        words = f"{payload} a"
        answer = await answer_of(store, EVERY_STRING, s=words, id=payload, search=words)
        assert answer.errors == (), payload
        assert answer.data is not None
        assert answer.data["tasks"] == {"totalCount": 0}, payload
    assert await store.read("MATCH (n) RETURN count(n)", {}) == before


async def test_one_reader_serves_other_values_and_other_shapes(store: Store) -> None:
    await load_all(store)
    reader = reader_of(store)
    text = """query($name: String, $roles: [Role!], $order: [TaskOrder!], $first: Int = 50) {
      tasks(where: { unit: { name: $name }, role: $roles }, orderBy: $order, first: $first) {
        totalCount nodes { ref }
      }
    }"""
    table: tuple[tuple[dict[str, object], int], ...] = (
        ({"name": "Phòng Kinh tế"}, 2),
        ({"name": "Công an xã"}, 1),
        ({"name": "Công an xã", "roles": ["LEAD"]}, 0),
        ({"name": None}, 5),
        ({}, 5),
        ({"name": ""}, 5),
        ({"roles": ["EXECUTE"]}, 1),
        ({"roles": []}, 5),
        ({"name": "Phòng Kinh tế", "order": ["DUE"], "first": 1}, 2),
        ({"name": "Sở Nội vụ", "order": [], "first": None}, 1),
    )
    for _ in range(2):
        for variables, count in table:
            answer = await reader.answer(local_question(text, variables))
            assert answer.errors == ()
            assert answer.data is not None
            assert answer.data["tasks"]["totalCount"] == count, variables  # type: ignore[index]


async def test_a_filter_given_whole_as_a_variable_means_the_same_as_one_written_out(
    store: Store,
) -> None:
    await load_all(store)
    whole = "query($w: TaskFilter) { tasks(where: $w) { nodes { id } } }"
    parts = "query($n: String) { tasks(where: { overseer: { name: $n } }) { nodes { id } } }"
    literal = '{ tasks(where: { overseer: { name: "Bình" } }) { nodes { id } } }'
    found = [
        await ask(store, whole, w={"overseer": {"name": "Bình"}}),
        await ask(store, parts, n="Bình"),
        await ask(store, literal),
    ]
    assert found[0] == found[1] == found[2]
    assert len(found[0]["tasks"]["nodes"]) == 2


async def test_a_variable_inside_a_list_or_an_object_is_one_too(store: Store) -> None:
    await load_all(store)
    text = """query($role: Role!, $name: String) {
      tasks(where: { role: [$role, SUPPORT], unit: { name: $name } }) { totalCount }
    }"""
    reader = reader_of(store)
    table = (("LEAD", "Phòng Kinh tế", 2), ("EXECUTE", "Phòng Kinh tế", 0), ("EXECUTE", None, 2))
    for role, name, count in table:
        answer = await reader.answer(local_question(text, {"role": role, "name": name}))
        assert answer.data == {"tasks": {"totalCount": count}}, (role, name)


async def test_a_question_asked_again_is_not_compiled_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    limits = QuestionLimits(schema())
    compiled: list[None] = []
    check = limits.check_cost

    def counted(*asked: Any) -> int:  # noqa: ANN401 - passed on as they are
        compiled.append(None)
        return check(*asked)

    monkeypatch.setattr(limits, "check_cost", counted)
    reader = Reader(schema(), Spy([[[[], 0]]]).read, limits)
    for name in ("An", "Bình", "Cường"):
        text = "query($n: String) { people(where: { name: $n }) { totalCount } }"
        await reader.answer(local_question(text, {"n": name}))
    assert len(compiled) == 1
    await reader.answer(local_question(text, {"n": None}))
    assert len(compiled) == 2


async def test_what_is_kept_is_bounded() -> None:
    reader = Reader(schema(), Spy([[[[], 0]]]).read, QuestionLimits(schema()), kept=10)
    for number in range(50):
        text = f"query Q{number}($n: Int) {{ people(first: $n) {{ totalCount }} }}"
        await reader.answer(local_question(text, {"n": number}))
    assert len(reader._compiled) == len(reader._prepared) == 10


@pytest.mark.parametrize(
    ("text", "operation", "variables", "code"),
    [
        ("{", None, {}, None),
        ("{ nothing }", None, {}, None),
        ("query A { __typename } query B { __typename }", None, {}, "BAD_USER_INPUT"),
        ("query A { __typename }", "B", {}, "BAD_USER_INPUT"),
        ("query($n: Int!) { tasks(first: $n) { totalCount } }", None, {}, "BAD_USER_INPUT"),
        ("query($n: Int!) { tasks(first: $n) { totalCount } }", None, {"n": "x"}, "BAD_USER_INPUT"),
        (
            "query($d: Date) { tasks(where: {dueTo: $d}) { totalCount } }",
            None,
            {"d": "2026-02-30"},
            "BAD_USER_INPUT",
        ),
        *(
            (f'{{ tasks(where: {{dueTo: "{day}"}}) {{ totalCount }} }}', None, {}, "BAD_USER_INPUT")
            for day in ("20/5/2026", "2026-02-31", "٢٠٢٦-٠٥-٢٠")
        ),
        ("fragment F on Task { id }", None, {}, None),
        ("mutation { x }", None, {}, None),
    ],
)
async def test_a_question_that_cannot_be_run_is_refused_before_any_read(
    text: str, operation: str | None, variables: Mapping[str, object], code: str | None
) -> None:
    spy = Spy()
    answer = await reader_of(spy).answer(local_question(text, variables, operation))
    assert (answer.data, answer.refused, len(answer.errors)) == (None, True, 1)
    assert (answer.errors[0].extensions or {}).get("code") == code
    assert spy.asked == []


OVER_CAPS: tuple[tuple[str, dict[str, object], str], ...] = (
    ("query($s: String!) { search(text: $s) { totalCount } }", {"s": "x" * 1_000_000}, "$s"),
    ("query($s: String!) { search(text: $s) { totalCount } }", {"s": "x" * 501}, "$s"),
    (f'{{ search(text: "{"x" * 501}") {{ totalCount }} }}', {}, "text"),
    (
        "query($w: TaskFilter) { tasks(where: $w) { totalCount } }",
        {"w": {"overseer": {"name": "x" * 501}}},
        "$w.overseer.name",
    ),
    (
        "query($w: UnitFilter) { units(where: $w) { totalCount } }",
        {"w": {"kind": ["POLICE"] * 101}},
        "$w.kind",
    ),
    (
        "query($r: [Role!]) { tasks(where: {role: $r}) { totalCount } }",
        {"r": ["LEAD"] * 200_000},
        "$r",
    ),
    (
        "query($a: String) { tasks(after: $a) { totalCount } }",
        {"a": "x" * 10_001},
        "after",
    ),
)


@pytest.mark.parametrize(("text", "variables", "name"), OVER_CAPS)
async def test_an_argument_over_its_cap_is_refused_at_once_by_name(
    text: str, variables: dict[str, object], name: str
) -> None:
    spy = Spy()
    reader = reader_of(spy)
    await reader.answer(local_question(text, {}))
    spy.asked.clear()
    seconds = await quickest_answer(
        lambda before: reader.answer(local_question(text + " " * before, variables)), 0.1
    )
    assert seconds <= 0.1
    answer = await reader.answer(local_question(text, variables))
    assert (answer.refused, len(answer.errors), spy.asked) == (True, 1, [])
    assert (answer.errors[0].extensions or {})["code"] == "BAD_USER_INPUT"
    assert f"“{name}”" in answer.errors[0].message
    assert len(answer.errors[0].message) < 200


async def test_a_sentence_repeats_only_the_beginning_of_what_was_asked() -> None:
    answer = await reader_of(Spy()).answer(
        local_question("query($s: String!) { search(text: $s) { totalCount } }", {"s": "!" * 500})
    )
    assert "không có chữ nào để tìm" in answer.errors[0].message
    assert answer.errors[0].message.count("!") < 80


async def test_lists_of_any_length_have_one_shape_and_choices_have_their_own() -> None:
    reader = reader_of(Spy([[[[], 0]]]))
    text = """query($k: [String!], $r: [Role!]) {
      units(where: { kind: $k }) { totalCount } tasks(where: { role: $r }) { totalCount }
    }"""
    for size in range(1, 100):
        await reader.answer(local_question(text, {"k": ["POLICE"] * size}))
    assert len(reader._compiled) == 1
    for roles in (["LEAD"], ["SUPPORT"], ["LEAD", "SUPPORT"]):
        await reader.answer(local_question(text, {"r": roles}))
    assert len(reader._compiled) == 4


@pytest.mark.parametrize("away", [True, False])
async def test_when_one_read_decides_the_answer_the_others_are_ended(away: bool) -> None:
    ended = asyncio.Event()

    async def read(cypher: str, _: Mapping[str, object]) -> list[list[object]]:
        if ":Unit" in cypher:
            await asyncio.sleep(0.01)
            raise StoreUnavailable("away") if away else RuntimeError("a fault")
        try:
            await asyncio.sleep(30)
        finally:
            ended.set()
        return []

    reader = Reader(schema(), read, QuestionLimits(schema()))
    question = local_question("{ units { totalCount } plans { totalCount } }", {})
    if away:
        with pytest.raises(StoreUnavailable):
            await reader.answer(question)
    else:
        answer = await reader.answer(question)
        assert (answer.data, [error.path for error in answer.errors]) == (None, [["units"]])
    assert ended.is_set()


async def test_a_fault_in_one_nullable_answer_leaves_the_others() -> None:
    async def read(cypher: str, _: Mapping[str, object]) -> list[list[object]]:
        if "Task" in cypher:
            raise RuntimeError("secret of the engine")
        return []

    text = '{ task(id: "a") { id } unit(id: "b") { id } }'
    answer = await Reader(schema(), read, QuestionLimits(schema())).answer(local_question(text, {}))
    assert answer.data == {"task": None, "unit": None}
    assert [error.path for error in answer.errors] == [["task"]]
    assert "secret" not in answer.errors[0].message


async def test_a_question_of_our_own_raises_what_is_wrong_with_it_or_what_failed_under_it() -> None:
    async def read(_: str, __: Mapping[str, object]) -> list[list[object]]:
        raise ZeroDivisionError

    reader = Reader(schema(), read, QuestionLimits(schema()))
    with pytest.raises(ZeroDivisionError):
        await reader.ask(LOCAL_READER, '{ unit(id: "b") { id } }', {})
    with pytest.raises(BadQuestion, match="nosuch"):
        await reader.ask(LOCAL_READER, "{ nosuch }", {})


async def test_a_value_that_the_schema_promises_is_never_a_silent_null() -> None:
    spy = Spy([[[None]]])
    answer = await reader_of(spy).answer(local_question('{ unit(id: "b") { name } }', {}))
    assert answer.data == {"unit": None}
    assert len(answer.errors) == 1


@pytest.mark.parametrize("slow", [True, False])
async def test_a_store_that_is_silent_or_away_ends_the_whole_question(slow: bool) -> None:
    async def read(_: str, __: Mapping[str, object]) -> list[list[object]]:
        if slow:
            await asyncio.sleep(30)
        raise StoreUnavailable("away")

    reader = Reader(schema(), read, QuestionLimits(schema()), deadline=0.05)
    with pytest.raises(DeadlineExceeded if slow else StoreUnavailable):
        await reader.answer(local_question("{ plans { totalCount } }", {}))


async def test_heavy_questions_run_few_at_a_time_and_light_ones_go_on() -> None:
    running, most, open_gate = 0, 0, asyncio.Event()

    async def read(cypher: str, _: Mapping[str, object]) -> list[list[object]]:
        nonlocal running, most
        if ":Plan" not in cypher:
            return [[[[], 0]]]
        running += 1
        most = max(most, running)
        await open_gate.wait()
        running -= 1
        return [[[[], 0]]]

    reader = Reader(schema(), read, QuestionLimits(schema()))
    heavy = "{ plans(first: 500) { nodes { tasks(first: 100) { nodes { id } } } } }"
    asked = [reader.answer(local_question(heavy, {})) for _ in range(HEAVY_AT_ONCE + 1)]
    all_heavy = asyncio.gather(*asked, return_exceptions=True)
    await asyncio.sleep(0.05)
    light = await reader.answer(local_question("{ units { totalCount } }", {}))
    assert light.errors == ()
    await asyncio.sleep(1.2)
    open_gate.set()
    refused = [found for found in await all_heavy if isinstance(found, StoreUnavailable)]
    assert (most, len(refused)) == (HEAVY_AT_ONCE, 1)
