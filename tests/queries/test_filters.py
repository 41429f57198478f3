"""What each filter and order means, asked of the graph on both engines."""

import pytest

from graph_schema.vietnamese import sort_key
from service.store import Store
from tests.queries.asking import answer_of, ask
from tests.queries.seed import load, load_all
from tests.records import Draft
from tests.service.test_changes import change, changing
from tests.service.test_work import _EXTEND

TASKS = """query($where: TaskFilter, $order: [TaskOrder!]) {
  tasks(where: $where, orderBy: $order) { totalCount nodes { plan { number } ref } }
}"""

# Plans in their order: 146 (April), 12 (20 May), 7 (June). None: no filter at all.
TASK_FILTERS: tuple[tuple[dict[str, object], list[str] | None], ...] = (
    ({}, ["146 I.1", "12 II.1", "12 II.2", "12 II.3", "7 1"]),
    ({"overseer": {"name": "Trần Thị Bình"}}, ["12 II.1", "7 1"]),
    ({"overseer": {"name": "tran thi binh"}}, ["12 II.1", "7 1"]),
    ({"overseer": {"name": "TRẦN THỊ BÌNH", "position": "Chủ tịch"}}, ["7 1"]),
    ({"overseer": {"name": "Trần Thị"}}, ["12 II.1", "7 1"]),
    ({"overseer": {"name": "Trần Thị Bìn"}}, []),
    ({"overseer": {"position": "Phó Chủ tịch"}}, ["12 II.1", "12 II.2"]),
    ({"overseer": {"position": "pho chu tich thuong truc"}}, ["12 II.2"]),
    ({"overseer": {"position": "Phó Chủ tịch UBND xã Đồng Mới"}}, ["12 II.1"]),
    ({"overseer": {"position": "Phó Chủ tịch Ủy ban nhân dân xã"}}, ["12 II.1"]),
    ({"overseer": {"position": "Chủ tịch"}}, ["7 1"]),
    ({"overseer": {"unit": "Đảng ủy xã"}}, ["12 II.1"]),
    ({"overseer": {"name": None, "position": None}}, None),
    ({"overseer": {"name": "  "}}, None),
    ({"unit": {"name": "phòng kinh tế"}}, ["12 II.1", "7 1"]),
    ({"unit": {"name": "phong kinh te", "place": "binh hoa"}}, ["7 1"]),
    ({"unit": {"name": "Ủy ban nhân dân"}}, []),
    ({"unit": {"name": "kinh te"}}, []),
    ({"unit": {"name": "phong kin"}}, []),
    ({"unit": {"place": "xã Đồng Mới"}, "role": ["LEAD"]}, ["12 II.1"]),
    ({"unit": {"name": "Đoàn Thanh niên"}, "role": ["LEAD", "SUPPORT"]}, []),
    ({"unit": {"name": "Đoàn Thanh niên"}, "role": ["EXECUTE"]}, ["12 II.2"]),
    ({"unit": {"name": None, "place": None}}, None),
    ({"role": ["EXECUTE"]}, ["12 II.2"]),
    ({"role": ["OVERSEE"]}, ["12 II.1", "12 II.2", "7 1"]),
    ({"issuer": "UBND xã Đồng Mới"}, ["12 II.1", "12 II.2", "12 II.3"]),
    ({"issuer": "Ủy ban nhân dân thành phố Hải Phòng"}, ["146 I.1"]),
    ({"text": "lieu ven song"}, ["7 1"]),
    ({"text": "song lieu"}, ["7 1"]),
    ({"text": "ieu"}, []),
    ({"dueFrom": "2026-12-01"}, ["12 II.1", "7 1"]),
    ({"dueTo": "2026-06-30"}, ["146 I.1", "12 II.3"]),
    ({"hasDue": False}, ["12 II.2"]),
    ({"hasLead": False}, ["12 II.2", "12 II.3"]),
    ({"hasDoer": False}, ["12 II.3"]),
    ({"routine": True}, []),
    (
        {"issuer": "xã Đồng Mới", "overseer": {"position": "Phó Chủ tịch"}, "hasDue": True},
        ["12 II.1"],
    ),
)


async def _tasks(store: Store, where: object, order: object = None) -> list[str]:
    found = (await ask(store, TASKS, where=where, order=order))["tasks"]
    names = [f"{node['plan']['number']} {node['ref']}" for node in found["nodes"]]
    assert found["totalCount"] == len(names)
    return names


async def test_every_task_filter_keeps_what_it_says(store: Store) -> None:
    await load_all(store)
    everything = await _tasks(store, None)
    for where, expected in TASK_FILTERS:
        found = await _tasks(store, where)
        assert found == (everything if expected is None else expected), where


async def test_a_plan_is_found_by_its_id_and_nothing_by_another(store: Store) -> None:
    outcomes = await load_all(store)
    assert await _tasks(store, {"plan": outcomes[2].document_id}) == ["7 1"]
    assert await _tasks(store, {"plan": "doc_of_nobody"}) == []


async def test_tasks_without_a_deadline_come_last_in_order_of_deadlines(store: Store) -> None:
    await load_all(store)
    found = await _tasks(store, None, ["DUE", "PLAN", "REF"])
    assert found == ["146 I.1", "12 II.3", "12 II.1", "7 1", "12 II.2"]
    last_first = await _tasks(store, {"hasDue": True}, ["DUE_DESC", "PLAN", "REF"])
    assert last_first == ["12 II.1", "7 1", "146 I.1", "12 II.3"]


async def test_a_deadline_that_people_gave_is_one_too(store: Store) -> None:
    await load_all(store)
    ((task,),) = await store.read("MATCH (t:Task {ref: 'II.2'}) RETURN t.id", {})
    async with changing(store) as client:
        given = {"task": task, "on": "2026-09-03", "end": "2027-03-31", "reason": "Họp giao ban"}
        done = await change(client, _EXTEND, **given)
        assert done["__typename"] == "DeadlineExtended", done
    assert await _tasks(store, {"hasDue": False}) == []
    assert "12 II.2" in await _tasks(store, {"hasDue": True, "dueFrom": "2027-03-31"})


TARGETS = """query($where: TargetFilter) {
  targets(where: $where) { totalCount nodes { ref ownership } }
}"""
TARGET_FILTERS: tuple[tuple[dict[str, object], list[str]], ...] = (
    ({}, ["II.1", "II.3", "I.2"]),
    ({"ownership": ["NONE"]}, ["II.3"]),
    ({"ownership": ["DIRECT", "VIA_TASK"]}, ["II.1", "I.2"]),
    ({"ownership": None, "issuer": None}, ["II.1", "II.3", "I.2"]),
    ({"ownership": ["NONE"], "issuer": "Bình Hòa"}, []),
    ({"ownership": ["NONE"], "issuer": "đồng mới"}, ["II.3"]),
    ({"ownership": ["NONE"], "text": "hài lòng"}, []),
    ({"ownership": ["NONE"], "text": "nghe"}, ["II.3"]),
    ({"owner": {"name": "Văn phòng HĐND và UBND"}}, ["I.2"]),
    ({"text": "ho dan"}, ["II.3", "I.2"]),
    ({"dueTo": "2026-12-31"}, ["II.1"]),
)


async def test_every_target_filter_keeps_what_it_says(store: Store) -> None:
    await load_all(store)
    for where, expected in TARGET_FILTERS:
        found = (await ask(store, TARGETS, where=where))["targets"]
        assert [node["ref"] for node in found["nodes"]] == expected, where
        assert found["totalCount"] == len(expected), where


DOCUMENTS = """query($where: DocumentFilter, $order: [DocumentOrder!]) {
  documents(where: $where, orderBy: $order) { totalCount nodes { symbol } }
}"""
DOCUMENT_FILTERS: tuple[tuple[dict[str, object], list[str]], ...] = (
    ({"symbol": "05-NQ/TU"}, ["05-NQ/TU"]),
    ({"symbol": " 5 - nq/tu "}, ["05-NQ/TU"]),
    ({"kind": "Kế hoạch"}, ["7/KH-UBND", "12/KH-UBND", "146/KH-UBND"]),
    ({"kind": "nghị  quyết"}, ["05-NQ/TU"]),
    ({"kind": "ke hoach"}, ["7/KH-UBND", "12/KH-UBND", "146/KH-UBND"]),
    ({"kind": "NGHỊ QUYẾT"}, ["05-NQ/TU"]),
    ({"kind": "nghi dinh"}, ["57/2010/NĐ-CP"]),
    ({"kind": "ke"}, []),
    ({"kind": "--"}, []),
    ({"known": False}, ["05-NQ/TU", "57/2010/NĐ-CP"]),
    ({"issuer": "Thành ủy"}, ["05-NQ/TU"]),
    ({"text": "ao duong"}, []),
    ({"text": "thi đua"}, ["146/KH-UBND"]),
    ({"issuedFrom": "2026-05-01"}, ["7/KH-UBND", "12/KH-UBND"]),
    ({"issuedTo": "2026-04-30"}, ["146/KH-UBND", "05-NQ/TU", "57/2010/NĐ-CP"]),
)


async def test_every_document_filter_keeps_what_it_says(store: Store) -> None:
    await load_all(store)
    for where, expected in DOCUMENT_FILTERS:
        found = (await ask(store, DOCUMENTS, where=where))["documents"]
        assert [node["symbol"] for node in found["nodes"]] == expected, where


async def test_plans_are_ordered_by_title_as_the_vietnamese_dictionary_does(store: Store) -> None:
    await load_all(store)
    plans = (await ask(store, "{ plans(orderBy: [TITLE]) { nodes { title } } }"))["plans"]
    assert [node["title"] for node in plans["nodes"]] == [
        "Ánh sáng đường quê",
        "Dương liễu ven sông",
        "Phong trào thi đua của thành phố",
    ]


async def test_long_titles_are_ordered_by_what_tells_them_apart(store: Store) -> None:
    long = "Triển khai thực hiện Chương trình mục tiêu quốc gia xây dựng nông thôn mới tại"
    for number, where in enumerate(("xã Ân Thi", "xã An Thi", "xã Ấn Thi"), start=1):
        await load(store, Draft(number=number, title=f"{long} {where}").record())
    for order, expected in (("TITLE", [2, 1, 3]), ("TITLE_DESC", [3, 1, 2])):
        text = f"{{ plans(orderBy: [{order}]) {{ nodes {{ number }} }} }}"
        found = (await ask(store, text))["plans"]["nodes"]
        assert [node["number"] for node in found] == expected, order


ALPHABETICAL = (
    ("places", "FULL_NAME", "fullName"),
    ("positions", "FULL_NAME", "fullTitle"),
    ("units", "NAME", "name"),
    ("people", "NAME", "name"),
)


async def _names(store: Store, field: str, order: str, name: str, rest: str = "") -> list[str]:
    text = f"query($after: String) {{ {field}(orderBy: [{order}]{rest}, after: $after) {{ "
    text += f"nodes {{ {name} }} pageInfo {{ hasNextPage endCursor }} }} }}"
    names: list[str] = []
    after = None
    while True:
        page = (await ask(store, text, after=after))[field]
        names += [node[name] for node in page["nodes"]]
        if not page["pageInfo"]["hasNextPage"]:
            return names
        after = page["pageInfo"]["endCursor"]


async def test_units_people_offices_and_places_stand_by_the_vietnamese_alphabet(
    store: Store,
) -> None:
    for number, (place, body, leader) in enumerate(
        (
            ("xã Đa Phúc", "Ủy ban nhân dân", "Đỗ Văn An"),
            ("xã Dương Hòa", "Ủy ban Mặt trận", "Đoàn Văn An"),
            ("xã Ân Thi", "Văn phòng", "Phạm Thị Ánh"),
        ),
        start=1,
    ):
        draft = Draft(f"{body} {place}", place=place, province="thành phố Đà Nẵng", number=number)
        await load(store, draft.sign(leader, f"Chủ tịch {body} {place}").record())
    for field, order, name in ALPHABETICAL:
        up = await _names(store, field, order, name)
        assert up == sorted(up, key=sort_key), field
        assert len(up) >= 3, field
        assert await _names(store, field, f"{order}_DESC", name) == up[::-1]
        assert await _names(store, field, order, name, ", first: 1") == up
    places = await _names(store, "places", "FULL_NAME", "fullName")
    assert places == ["thành phố Đà Nẵng", "xã Ân Thi", "xã Dương Hòa", "xã Đa Phúc"]


async def test_kinds_of_places_are_found_with_and_without_accents(store: Store) -> None:
    await load_all(store)
    question = "query($where: PlaceFilter) { places(where: $where) { totalCount } }"
    for kinds, expected in (
        *((kind, 1) for kind in ("xã", "xa", "XÃ", "Thành phố", "thanh pho", "phuong")),
        ("x", 0),
        (["xa", "thanh pho"], 2),
    ):
        found = (await ask(store, question, where={"kind": kinds}))["places"]["totalCount"]
        assert found == expected, kinds


async def test_units_are_found_folded_by_name_alias_and_place(store: Store) -> None:
    await load_all(store)
    question = """query($where: UnitFilter) {
      units(where: $where) {
        nodes { name place { name } leads: tasks(where: { role: [LEAD] }) { totalCount } }
      }
    }"""
    table: tuple[tuple[dict[str, object], list[tuple[str, int]]], ...] = (
        ({"name": "phong kinh te"}, [("Đồng Mới", 1), ("Bình Hòa", 1)]),
        ({"name": "Phòng Kinh tế", "place": "phường Bình Hòa"}, [("Bình Hòa", 1)]),
        ({"name": "Phòng Kinh tế", "place": "Hòa Bình"}, []),
        ({"name": "UBND phường"}, [("Bình Hòa", 0)]),
        ({"name": "kinh tế", "place": "Bình Hòa"}, [("Bình Hòa", 1)]),
        ({"name": "công an", "kind": ["POLICE"]}, [("Đồng Mới", 0)]),
        ({"collective": True, "place": "Đồng Mới"}, [("Đồng Mới", 0), ("Đồng Mới", 0)]),
    )
    for where, expected in table:
        found = (await ask(store, question, where=where))["units"]["nodes"]
        shown = [(unit["place"]["name"], unit["leads"]["totalCount"]) for unit in found]
        assert sorted(shown) == sorted(expected), where


async def test_a_person_has_the_tasks_that_he_oversees_unless_a_role_is_chosen(
    store: Store,
) -> None:
    await load_all(store)
    question = """{ people(where: { name: "Trần Thị Bình" }) { nodes {
      tasks { totalCount nodes { ref } }
      overseen: tasks(where: { role: [OVERSEE] }) { totalCount }
      led: tasks(where: { role: [LEAD] }) { totalCount }
    } } }"""
    people = (await ask(store, question))["people"]["nodes"]
    assert sorted(task["ref"] for person in people for task in person["tasks"]["nodes"]) == [
        "1",
        "II.1",
    ]
    for person in people:
        count = person["tasks"]["totalCount"]
        assert (person["overseen"]["totalCount"], person["led"]["totalCount"]) == (count, 0)


async def test_people_are_found_by_name_and_office(store: Store) -> None:
    await load_all(store)
    question = """query($where: PersonFilter) {
      people(where: $where) { nodes { name offices { position { fullTitle } } } }
    }"""
    found = (await ask(store, question, where={"position": "Chủ tịch"}))["people"]["nodes"]
    assert sorted(person["name"] for person in found) == [
        "Hoàng Văn Chủ",
        "Lê Văn An",
        "Trần Thị Bình",
    ]
    found = (await ask(store, question, where={"name": "binh", "position": "Phó"}))["people"][
        "nodes"
    ]
    assert [person["name"] for person in found] == ["Trần Thị Bình"]
    assert found[0]["offices"][0]["position"]["fullTitle"].startswith("Phó Chủ tịch Ủy ban")


@pytest.mark.parametrize(
    "where",
    [
        '{overseer: {name: "..."}}',
        '{overseer: {position: "!"}}',
        '{unit: {name: "-"}}',
        '{issuer: "?"}',
        '{text: "…"}',
    ],
)
async def test_a_name_without_letters_is_a_bad_question_and_not_everything(
    store: Store, where: str
) -> None:
    answer = await answer_of(store, f"{{ tasks(where: {where}) {{ totalCount }} }}")
    assert answer.data is None
    assert "không có chữ nào để tìm" in answer.errors[0].message


DUTIES = """query($where: ReportDutyFilter) {
  reportDuties(where: $where) { totalCount nodes { plan { number issuer { id } } } }
}"""


async def test_duties_are_found_by_who_issued_their_plan(store: Store) -> None:
    await load_all(store)
    other = Draft("UBND phường Hồng An", place="phường Hồng An", number=50)
    await load(store, other.report("Các tổ", "UBND phường", "hằng năm", "--11-25").record())
    every = (await ask(store, DUTIES))["reportDuties"]["nodes"]
    assert {node["plan"]["number"] for node in every} == {12, 50}
    (issuer,) = {n["plan"]["issuer"]["id"] for n in every if n["plan"]["number"] == 12}
    for where in ({"issuer": "Đồng Mới"}, {"issuerId": issuer}):
        found = (await ask(store, DUTIES, where=where))["reportDuties"]
        assert found["nodes"] == [node for node in every if node["plan"]["number"] == 12]
        assert found["totalCount"] == len(found["nodes"])
    nobody = (await ask(store, DUTIES, where={"issuer": "Bình Hòa"}))["reportDuties"]
    assert nobody == {"totalCount": 0, "nodes": []}
