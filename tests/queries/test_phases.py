"""Phases of a plan in the graph: asked from the plan and from the task, gone with their words."""

from service.store import Store
from tests.queries.asking import ask
from tests.queries.seed import load
from tests.records import Draft

PHASES = """query($id: ID!) { plan(id: $id) {
  phases { ref name period { code start end } tasks { ref } source { quote } }
  tasks { nodes { ref phase { name } } }
} }"""


def _plan(*, phased: bool) -> Draft:
    draft = Draft(number=12, date="2026-05-20", title="Ánh sáng đường quê")
    if phased:
        draft.phase("III.2", "Giai đoạn 2", "2027..2028").phase("III.1", "Giai đoạn 1", "2026")
    return (
        draft.task("III.1.1", "Thắp sáng đường thôn", phase="III.1" if phased else None)
        .task("III.1.2", "Trồng hàng cây xanh", phase="III.1" if phased else None)
        .task("IV.1", "Tuyên truyền trên đài")
    )


async def test_a_plan_tells_its_phases_and_a_task_the_one_it_stands_in(store: Store) -> None:
    (outcome,) = await load(store, _plan(phased=True).record())
    plan = (await ask(store, PHASES, id=outcome.document_id))["plan"]
    told = [
        (p["name"], p["period"]["code"], [task["ref"] for task in p["tasks"]])
        for p in plan["phases"]
    ]
    assert told == [
        ("Giai đoạn 2", "2027..2028", []),
        ("Giai đoạn 1", "2026", ["III.1.1", "III.1.2"]),
    ]
    assert plan["phases"][1]["source"]["quote"] == "Giai đoạn 1 (2026)"
    assert [(t["ref"], t["phase"] and t["phase"]["name"]) for t in plan["tasks"]["nodes"]] == [
        ("III.1.1", "Giai đoạn 1"),
        ("III.1.2", "Giai đoạn 1"),
        ("IV.1", None),
    ]


async def test_phases_that_a_new_reading_leaves_out_are_gone(store: Store) -> None:
    (outcome,) = await load(store, _plan(phased=True).record())
    (again,) = await load(store, _plan(phased=False).record(reader="2"))
    assert again.document_id == outcome.document_id
    plan = (await ask(store, PHASES, id=outcome.document_id))["plan"]
    assert plan["phases"] == []
    assert all(task["phase"] is None for task in plan["tasks"]["nodes"])
    left = await ask(store, '{ search(text: "giai đoạn", first: 5) { totalCount } }')
    assert left["search"]["totalCount"] == 0
