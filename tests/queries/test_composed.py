"""Fields put together from other questions: few at a time, within their time, errors in place."""

import asyncio
from collections.abc import Mapping

import pytest

from graph_schema.errors import DeadlineExceeded, StoreUnavailable
from queries import composed
from queries.composed import Compose, Record, Sources
from queries.execute import Reader
from service.limits import QuestionLimits
from tests.queries.asking import Spy, local_question, schema

_TEXT = '{ unitReport(unit: "unit_x") { name } }'


def _reader(compose: Compose) -> Reader:
    limits = QuestionLimits(schema())
    return Reader(schema(), Spy([]).read, limits, composed={"unitReport": compose})


async def _slow(sources: Sources, given: Mapping[str, object]) -> Record:
    await asyncio.sleep(30)
    return {"name": str(given["unit"])}


async def _broken(sources: Sources, given: Mapping[str, object]) -> Record:
    raise ZeroDivisionError


async def _away(sources: Sources, given: Mapping[str, object]) -> Record:
    raise StoreUnavailable("Kho tạm dừng.")


async def test_a_report_that_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composed, "_SECONDS", 0.05)
    with pytest.raises(DeadlineExceeded, match="hỏi hẹp hơn"):
        await _reader(_slow).answer(local_question(_TEXT, {}))


async def test_more_reports_than_are_made_at_once_wait_and_are_refused_in_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(composed, "_TURN_SECONDS", 0.05)
    reader = _reader(_slow)
    busy = [
        asyncio.create_task(reader.answer(local_question(_TEXT, {})))
        for _ in range(composed.AT_ONCE)
    ]
    await asyncio.sleep(0)
    with pytest.raises(StoreUnavailable, match="nhiều báo cáo"):
        await reader.answer(local_question(_TEXT, {}))
    for task in busy:
        task.cancel()
    await asyncio.gather(*busy, return_exceptions=True)


async def test_a_fault_stands_at_the_field_and_tells_nothing() -> None:
    answer = await _reader(_broken).answer(local_question(_TEXT, {}))
    assert answer.data == {"unitReport": None}
    assert [(error.message, error.path) for error in answer.errors] == [
        ("internal", ["unitReport"])
    ]


async def test_a_store_that_is_away_ends_the_question() -> None:
    with pytest.raises(StoreUnavailable, match="Kho tạm dừng"):
        await _reader(_away).answer(local_question(_TEXT, {}))
