"""The report that the project shares as an operation: valid, and answered with what it recorded."""

import pytest
from graphql import parse, validate

from service.store import Store
from tests.house import ROOT
from tests.queries.asking import schema
from tests.service.correcting import load_file, task_id
from tests.service.test_changes import changing

OPERATION = ROOT.parent / "shared" / "operations" / "progress.graphql"


async def test_the_shared_report_answers_the_state_the_reports_and_the_history(
    store: Store,
) -> None:
    if not OPERATION.is_file():
        pytest.skip("needs ../shared/operations")
    text = OPERATION.read_text("utf-8")
    assert validate(schema(), parse(text)) == []
    await load_file(store)
    task = await task_id(store, "III.1.b")
    given = {"task": task, "percent": 40, "on": "2026-09-01", "result": "Nửa việc"}
    async with changing(store) as client:
        for more in ({}, {"percent": 100, "on": "2026-10-02", "difficulty": "Mưa"}):
            asked = {"query": text, "variables": {**given, **more}}
            answer = (await client.post("/graphql", json=asked)).json()
            assert "errors" not in answer
        shown = answer["data"]["reportProgress"]["task"]
        assert (shown["id"], shown["status"]) == (task, "DONE_LATE")
        assert [(p["percent"], p["on"]) for p in shown["progress"]] == [
            (100, "2026-10-02"),
            (40, "2026-09-01"),
        ]
        assert [(h["field"], h["before"], h["after"]) for h in shown["history"]["nodes"]] == [
            ("progress", "40", "100"),
            ("progress", None, "40"),
        ]
        bad = {"query": text, "variables": {**given, "percent": 101}}
        refused = (await client.post("/graphql", json=bad)).json()["data"]["reportProgress"]
        assert (refused["code"], refused["field"]) == ("BAD_USER_INPUT", "percent")
