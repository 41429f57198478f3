"""Of two editors the second is told what stands and what they sent; nothing is overwritten."""

from typing import Any

import httpx2 as httpx

from graph_schema.corrections import REVISIONS
from queries.entered import VERSION
from service.store import Store
from tests.service.correcting import load_file, rows, task_id
from tests.service.test_changes import change, changing

_TASK = "III.1.b"
_REFUSED = "... on Refused { code message field expected current currentValue givenValue }"
_CORRECT, _ASSIGN, _UNASSIGN = (
    f"mutation($input: {kind}!) {{ {name}(input: $input) {{ __typename "
    f"... on Corrected {{ id }} {_REFUSED} }} }}"
    for kind, name in (
        ("CorrectInput", "correct"),
        ("AssignInput", "assign"),
        ("AssignInput", "unassign"),
    )
)
_WITHDRAW = "mutation($input: WithdrawInput!) { withdrawCorrection(input: $input) { __typename } }"
_EXTEND, _REPORT = (
    f"mutation($input: {kind}!) {{ {name}(input: $input) {{ __typename {_REFUSED} }} }}"
    for kind, name in (
        ("ExtendDeadlineInput", "extendDeadline"),
        ("ReportProgressInput", "reportProgress"),
    )
)
_SIGNED = {"author": "Bà Tư", "reason": "Họp giao ban"}
_CONFLICT = ("CONFLICT", "expectedVersion")


async def _versions(client: httpx.AsyncClient, task: str) -> tuple[int, str]:
    """The version of a task, and that of its plan."""
    text = "query($id: ID!) { task(id: $id) { version plan { version } } }"
    sent = {"query": text, "variables": {"id": task}}
    found = (await client.post("/graphql", json=sent)).json()["data"]["task"]
    return found["version"], found["plan"]["version"]


def _told(refused: dict[str, Any]) -> tuple[Any, ...]:
    names = ("code", "field", "expected", "currentValue", "givenValue")
    told = tuple(refused.get(name) for name in names)
    for value in told[3:]:
        assert str(value) in refused["message"], refused["message"]
    return told


async def test_a_correction_an_assignment_and_their_withdrawal_raise_the_version_of_the_task(
    store: Store,
) -> None:
    await load_file(store)
    task = await task_id(store, _TASK)
    due = {"node": task, "kind": "SET_VALUE", "field": "due", "value": ["20/12/2026"], **_SIGNED}
    support = {"node": task, "role": "SUPPORT", "who": "Trạm Y tế xã", "unknown": True, **_SIGNED}
    extend = {"task": task, "end": "2027-01-31", "reason": "Mưa lũ"}
    async with changing(store) as client:
        corrected = await change(client, _CORRECT, **due)
        assert (await _versions(client, task))[0] == 1
        late = await change(client, _EXTEND, **extend, expectedVersion="0")
        assert _told(late) == (*_CONFLICT, "0", "2026-12-20", "2027-01-31")
        assert late["current"] == "1"
        await change(client, _ASSIGN, **support)
        await change(client, _UNASSIGN, **support)
        assert (await _versions(client, task))[0] == 3
        done = await change(client, _EXTEND, **extend, expectedVersion="3")
        assert done["__typename"] == "DeadlineExtended"
        assert (await _versions(client, task))[0] == 4
        await change(client, _WITHDRAW, correction=corrected["id"], **_SIGNED)
        assert (await _versions(client, task))[0] == 5
        reported = {"task": task, "percent": 40, "expectedVersion": "5"}
        assert (await change(client, _REPORT, **reported))["__typename"] == "ProgressReported"
        again = await change(client, _REPORT, **{**reported, "percent": 60})
        assert _told(again) == (*_CONFLICT, "5", "40", "60")
    other = await rows(
        store, "MATCH (t:Task) WHERE t.id <> $id AND t.version > 0 RETURN count(t)", id=task
    )
    assert other == [[0]]


async def test_of_two_who_correct_one_value_the_second_is_told_both(store: Store) -> None:
    await load_file(store)
    task = await task_id(store, _TASK)
    target = str((await rows(store, "MATCH (g:Target) RETURN g.id ORDER BY g.order"))[0][0])
    due = {"node": task, "kind": "SET_VALUE", "field": "due", **_SIGNED}
    async with changing(store) as client:
        seen = {"expectedVersion": (await _versions(client, task))[1]}
        await change(client, _CORRECT, **due, value=["20/12/2026"], **seen)
        second = await change(client, _CORRECT, **due, value=["25/12/2026"], **seen)
        assert _told(second) == (*_CONFLICT, *seen.values(), "2026-12-20", "25/12/2026")
        assert second["current"] == (await _versions(client, task))[1]
        lead = {"node": task, "role": "LEAD", "who": "Công an xã", **_SIGNED}
        stale = await change(client, _ASSIGN, **lead, **seen)
        assert _told(stale) == (*_CONFLICT, *seen.values(), "Phòng Kinh tế", "Công an xã")
        gone = await change(client, _UNASSIGN, **{**lead, "who": "Phòng Kinh tế"}, **seen)
        assert _told(gone) == (*_CONFLICT, *seen.values(), "Phòng Kinh tế", "Phòng Kinh tế")
        owner = {"node": target, "kind": "NAME_OWNER", "value": ["Công an xã"], **_SIGNED}
        told = await change(client, _CORRECT, **owner, **seen)
        assert (told["code"], told["givenValue"]) == ("CONFLICT", "Công an xã")
        dropped = await change(client, _CORRECT, node=task, kind="DROP", **_SIGNED, **seen)
        assert (dropped["code"], dropped["givenValue"]) == ("CONFLICT", None)


def test_the_version_that_is_told_counts_the_changes_that_the_check_counts() -> None:
    assert f"IN {list(map(str, REVISIONS))}" in VERSION
