"""Pages of what somebody does, by deadline: the same tasks in the same order as the whole list."""

from collections.abc import Mapping
from typing import Any

from service.store import Store
from tests.queries.asking import ask
from tests.queries.recorded import record_some
from tests.queries.seed import load, load_all
from tests.records import Draft

_UNITS = ["Phòng Kinh tế", "Công an xã", "Trạm Y tế xã"]
_OVERSEERS = (
    ("Trần Thị Bình", "Phó Chủ tịch UBND xã", None),
    ("Lê Văn An", "Chủ tịch UBND xã", None),
)
_ROLES = {"LEAD": "LEADS", "EXECUTE": "EXECUTES", "SUPPORT": "SUPPORTS", "OVERSEE": "OVERSEES"}
_WHO = """MATCH (who)-[r]->(t:Task) WHERE type(r) = $rel AND (who:Unit OR who:Person)
WITH who, labels(who)[0] AS kind, count(t) AS n RETURN kind, who.id ORDER BY n DESC, who.id LIMIT 2
"""
_HAS = """MATCH (who {id: $id})-[r]->(t:Task) WHERE type(r) = $rel
WITH DISTINCT t RETURN t.id, t.due_key ORDER BY t.due_key, t.id
"""
_PAGE = """pageInfo { endCursor hasNextPage } totalCount nodes { id }"""
_BELOW = {
    "Unit": f"""query($id: ID!, $where: TaskFilter!, $first: Int!, $after: String) {{
      of: unit(id: $id) {{
        tasks(where: $where, orderBy: [DUE], first: $first, after: $after) {{ {_PAGE} }} }} }}""",
    "Person": f"""query($id: ID!, $where: TaskFilter!, $first: Int!, $after: String) {{
      of: person(id: $id) {{
        tasks(where: $where, orderBy: [DUE], first: $first, after: $after) {{ {_PAGE} }} }} }}""",
}
_AT_ROOT = f"""query($where: TaskFilter!, $first: Int!, $after: String) {{
  tasks(where: $where, orderBy: [DUE], first: $first, after: $after) {{ {_PAGE} }} }}"""
_Given = Mapping[str, object]
_WINDOWS: tuple[Mapping[str, str], ...] = (
    {},
    {"dueTo": "2026-06-30"},
    {"dueTo": "9999-12-31"},
    {"dueFrom": "2026-03-31"},
    {"dueFrom": "2026-03-31", "dueTo": "2026-09-30"},
    {"dueFrom": "2026-03-31", "dueTo": "9999-12-31"},
)


def _much_work() -> Draft:
    draft = Draft(number=88, date="2026-07-02", title="Nhiều người nhiều việc")
    for number in range(24):
        day = f"2026-{number % 11 + 1:02d}" if number % 4 else None
        if number == 5:
            day = "9999-12-30"  # the last day that can be a deadline
        draft.task(
            f"I.{number + 1}",
            f"Việc thứ {number + 1}",
            lead=_UNITS[: number % 3],
            execute=_UNITS[2:] if number % 5 == 0 else (),
            support=_UNITS[number % 3 :],
            overseers=_OVERSEERS[: number % 3],
            due=day,
        )
    return draft


def _within(window: Mapping[str, str], due: str) -> bool:
    if window and due == "9999-12-31":
        return False  # what has no deadline is due in no time
    return window.get("dueFrom", "") <= due <= window.get("dueTo", "9999-12-31")


async def _page(
    store: Store, text: str, size: int, after: str | None, given: _Given
) -> dict[str, Any]:
    answer: Any = await ask(store, text, first=size, after=after, **given)
    page: dict[str, Any] = answer["tasks"] if "tasks" in answer else answer["of"]["tasks"]
    return page


async def _paged(
    store: Store, text: str, size: int, given: _Given, begin: str | None = None
) -> list[str]:
    seen: list[str] = []
    after = begin
    while True:
        page = await _page(store, text, size, after, given)
        seen += [node["id"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            assert begin or page["totalCount"] == len(seen)
            return seen
        assert len(page["nodes"]) == size


async def test_pages_of_one_role_hold_each_task_once_by_deadline(store: Store) -> None:
    await load_all(store)
    await load(store, _much_work().record())
    await record_some(store)
    for role, rel in _ROLES.items():
        busiest = await store.read(_WHO, {"rel": rel})
        assert busiest
        for kind, who in busiest:
            has = await store.read(_HAS, {"id": who, "rel": rel})
            for window in _WINDOWS:
                whole = [task for task, due in has if _within(window, str(due))]
                given = {"id": who, "where": {"role": [role], **window}}
                assert await _paged(store, _BELOW[str(kind)], 4, given) == whole, (kind, window)
                anchored = {"where": {**window, **_anchor(str(kind), str(who), role)}}
                assert await _paged(store, _AT_ROOT, 5, anchored) == whole, (kind, window)


async def test_behind_a_cursor_of_the_whole_list_a_window_still_holds(store: Store) -> None:
    await load(store, _much_work().record())
    for role, rel in _ROLES.items():
        for kind, who in await store.read(_WHO, {"rel": rel}):
            has = await store.read(_HAS, {"id": who, "rel": rel})
            anchor = _anchor(str(kind), str(who), role)
            lists: tuple[tuple[str, _Given, _Given], ...] = (
                (_BELOW[str(kind)], {"id": who}, {"role": [role]}),
                (_AT_ROOT, {}, anchor),
            )
            for text, given, where in lists:
                whole = await _page(store, text, 2, None, {**given, "where": where})
                cursor = whole["pageInfo"]["endCursor"]
                for window in _WINDOWS:
                    behind = [task for task, due in has[2:] if _within(window, str(due))]
                    asked = {**given, "where": {**where, **window}}
                    assert await _paged(store, text, 4, asked, cursor) == behind, (kind, window)


def _anchor(kind: str, who: str, role: str) -> dict[str, object]:
    if kind == "Person":
        return {"overseer": {"person": who}}
    return {"unit": {"id": who}, "role": [role]}
