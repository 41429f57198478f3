"""The operations that the project shares, each asked of five real plans: what is in the answers."""

from typing import Any

import pytest
from graphql import parse, validate

from graph_schema.dated import Facts, Report, kept
from loaders import read_plan
from service.store import Store
from tests.house import ROOT
from tests.queries.asking import ask, schema
from tests.queries.seed import load

SHARED = ROOT.parent / "shared"
OPERATIONS = SHARED / "operations"
LATE = "2031-06-01"
"""After the last deadline of the plans."""
_PLAN = "{ plans(orderBy: [ISSUED]) { nodes { id title symbol issuer { name } } } }"
_EVERY_TASK = """query($first: Int, $after: String) { tasks(first: $first, after: $after) {
  totalCount pageInfo { hasNextPage endCursor } nodes { id due { end } }
} }"""
_BUSY = """{ statistics(by: UNIT, asOf: "2031-06-01", first: 500) {
  groups { of { id ... on Unit { name place { name } } } summary { assigned openOverdue } }
} }"""
_READS = (
    "chain",
    "directive",
    "overdue",
    "overseer",
    "ownerless",
    "plans",
    "search",
    "unit_report",
    "units",
)


def _operation(name: str) -> str:
    return (OPERATIONS / f"{name}.graphql").read_text(encoding="utf-8")


@pytest.fixture
async def plans(store: Store) -> Store:
    """A store with the five plans, read and loaded as the product does."""
    paths = sorted((SHARED / "plans").glob("00?.txt"))
    if len(paths) != 5 or not OPERATIONS.is_dir():
        pytest.skip("needs ../shared/plans and ../shared/operations")
    await load(store, *(read_plan(path.read_bytes(), path.name) for path in paths))
    return store


@pytest.mark.parametrize("name", _READS)
def test_every_shared_question_is_valid(name: str) -> None:
    if not OPERATIONS.is_dir():
        pytest.skip("needs ../shared/operations")
    assert validate(schema(), parse(_operation(name))) == []


async def _pages(store: Store, text: str, /, **variables: object) -> list[Any]:
    """Every node of the one list that an operation reads, page by page."""
    nodes: list[Any] = []
    after = None
    while True:
        page = next(iter((await ask(store, text, **variables, first=40, after=after)).values()))
        nodes += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            assert page["totalCount"] == len(nodes)
            return nodes


async def test_what_is_overdue_comes_most_overdue_first_and_grows_with_the_days(
    plans: Store,
) -> None:
    text = _operation("overdue")
    known = await _pages(plans, _EVERY_TASK)
    seen = 0
    for day in ("2025-01-01", "2026-07-01", "2027-01-01", LATE):
        found = await _pages(plans, text, asOf=day)
        ends = [node["due"]["end"] for node in found]
        assert ends == sorted(ends)
        assert all(end < day for end in ends)
        assert {node["status"] for node in found} <= {"OPEN_OVERDUE"}
        days = [node["daysOverdue"] for node in found]
        assert days == sorted(days, reverse=True)
        late = {n["id"] for n in known if n["due"] and (n["due"]["end"] or "9999") < day}
        assert {node["id"] for node in found} == (late if found else set())
        assert len(found) >= seen
        seen = len(found)
    assert seen > 10


async def _late_unit(store: Store) -> Any:  # noqa: ANN401 - JSON
    """The group of a unit that has something overdue; of those the one with most tasks."""
    groups = (await ask(store, _BUSY))["statistics"]["groups"]
    return next(g for g in groups if g["summary"]["openOverdue"] and g["of"]["place"])


async def test_what_is_overdue_is_narrowed_to_a_unit_and_its_place(plans: Store) -> None:
    text = _operation("overdue")
    busy = await _late_unit(plans)
    unit = busy["of"]
    found = await _pages(plans, text, asOf=LATE, unit=unit["name"], place=unit["place"]["name"])
    assert len(found) == busy["summary"]["openOverdue"] > 0


async def test_the_report_of_a_unit_adds_up(plans: Store) -> None:
    unit = (await _late_unit(plans))["of"]
    for year, day in ((2025, "2025-12-31"), (2026, "2026-12-31"), (2031, LATE)):
        report = (
            await ask(plans, _operation("unit_report"), unit=unit["id"], year=year, asOf=day)
        )["unit"]
        summary, tasks = report["summary"], report["tasks"]
        assert report["name"] == unit["name"]
        assert summary["assigned"] == tasks["totalCount"] == len(tasks["nodes"])
        classes = [node["status"] for node in tasks["nodes"]]
        assert summary["openOverdue"] == classes.count("OPEN_OVERDUE")
        assert summary["openInTerm"] == classes.count("OPEN_IN_TERM")
        assert summary["openWithoutDeadline"] == classes.count("OPEN_WITHOUT_DEADLINE")
        assert all(node["roles"] and node["plan"]["title"] for node in tasks["nodes"])
        if summary["assigned"]:
            rate = 100 * summary["openOverdue"] / summary["assigned"]
            assert summary["overdueRateOfAll"] == rate
    assert summary["openOverdue"] > 0


async def test_a_report_of_a_task_shows_in_the_unit_report(plans: Store) -> None:
    unit = (await _late_unit(plans))["of"]["id"]
    text = _operation("unit_report")
    values = {"unit": unit, "year": 2031, "asOf": LATE}
    before = (await ask(plans, text, **values))["unit"]
    late = next(n for n in before["tasks"]["nodes"] if n["status"] == "OPEN_OVERDUE")
    rows = await plans.read(
        "MATCH (u:Unit {id: $unit})-[:LEADS|EXECUTES|SUPPORTS]->(t:Task) "
        "WHERE t.ref = $ref AND t.text = $text RETURN DISTINCT t.id, t.due_end",
        {"unit": unit, "ref": late["ref"], "text": late["text"]},
    )
    report = Report("progress_1", "2031-05-01", "2031-05-01T00:00:00.000000Z", 100)
    state = kept(str(rows[0][1]), Facts((report,))).properties()
    statement = (
        "MATCH (t:Task {id: $id}) SET t += $p CREATE (t)-[:HAS_PROGRESS]->(:Progress {id: 'p', "
        "percent: 100, result: 'Xong', on: '2031-05-01', by: 'Văn phòng', at: '2031-05-01T00'})"
    )
    given = {"id": rows[0][0], "p": state}

    async def work(tx: Any) -> None:  # noqa: ANN401 - the driver's own
        await (await tx.run(statement, given)).consume()

    await plans.write(work)
    after = (await ask(plans, text, **values))["unit"]
    assert after["summary"]["openOverdue"] == before["summary"]["openOverdue"] - 1
    assert after["summary"]["doneLate"] == 1
    done = next(n for n in after["tasks"]["nodes"] if n["status"] == "DONE_LATE")
    shown = {"percent": 100, "result": "Xong", "on": "2031-05-01"}
    assert {name: done["progress"][0][name] for name in shown} == shown


async def test_the_chain_of_a_plan_goes_up_to_directives_and_down_to_targets(
    plans: Store,
) -> None:
    known = (await ask(plans, _PLAN))["plans"]["nodes"]
    for plan in known:
        found = (await ask(plans, _operation("chain"), plan=plan["id"]))["plan"]
        assert found["title"] == plan["title"]
        assert found["directives"]
        assert all(link["source"]["quote"] for link in found["directives"])
        assert found["tasks"]["totalCount"] == len(found["tasks"]["nodes"]) > 20
        assert any(task["leads"] or task["executors"] for task in found["tasks"]["nodes"])


async def test_a_resolution_leads_down_to_the_plans_that_carry_it_out(plans: Store) -> None:
    found = (await ask(plans, _operation("directive"), symbol="05-NQ/TU"))["documents"]
    links = found["nodes"][0]["carriedOutBy"]
    assert found["totalCount"] == 1
    assert len({link["document"]["issuer"]["name"] for link in links}) > 1
    assert all(link["document"]["tasks"]["totalCount"] > 20 for link in links)


async def test_a_leader_is_found_by_name_without_accents_and_by_office(plans: Store) -> None:
    text = _operation("overseer")
    by_name = await _pages(plans, text, person="duong thi hang nga")
    both = await _pages(plans, text, person="Dương Thị Hằng Nga", position="Phó Chủ tịch")
    assert len(by_name) == 8
    assert by_name == both


async def test_targets_without_an_owner_are_told_with_their_words(plans: Store) -> None:
    found = await _pages(plans, _operation("ownerless"))
    assert found
    assert {target["ownership"] for target in found} == {"NONE"}
    assert all(target["source"]["quote"] for target in found)


async def test_plans_come_newest_first_with_their_counts(plans: Store) -> None:
    found = await _pages(plans, _operation("plans"))
    days = [plan["issued"]["end"] for plan in found if plan["issued"]]
    assert days == sorted(days, reverse=True)
    assert len(found) == 5
    assert all(plan["tasks"]["totalCount"] > 20 for plan in found)


async def test_a_search_without_accents_finds_what_one_with_accents_finds(plans: Store) -> None:
    text = _operation("search")
    with_accents = (await ask(plans, text, text="chuyển đổi số"))["search"]
    without = (await ask(plans, text, text="chuyen doi so"))["search"]
    assert with_accents == without
    assert with_accents["totalCount"] > 0


async def test_a_unit_is_found_by_name_and_place(plans: Store) -> None:
    text = _operation("units")
    found = (await ask(plans, text, name="phong van hoa", place="Kiến An"))["units"]
    assert found["totalCount"] == 1
    assert found["nodes"][0]["leads"]["totalCount"] > 0
