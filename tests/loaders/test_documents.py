"""Invented plans of many forms are read as a person read them, value by value."""

import json
from pathlib import Path

import pytest

from graph_schema.model import PlanRecord, Task, UnitMention
from loaders import read_plan

DOCUMENTS = Path(__file__).resolve().parents[1] / "documents"
EXPECTED = sorted(DOCUMENTS.glob("*.json"))


def _names(mentions: tuple[UnitMention, ...]) -> list[str]:
    return [mention.name for mention in mentions]


def _task(task: Task) -> dict[str, object]:
    whole: dict[str, object] = {
        "lead": _names(task.lead),
        "execute": _names(task.execute),
        "support": _names(task.support),
        "overseers": [
            [leader.name, leader.position] if leader.unit is None else [leader.unit]
            for leader in task.overseers
        ],
        "due": task.due.code if task.due else None,
        "recurs": task.recurs,
    }
    return {"ref": task.ref, **{key: value for key, value in whole.items() if value}}


def reading(record: PlanRecord) -> dict[str, object]:
    """What a person would write down of a plan, without offsets."""
    frame = record.document
    return {
        "document": [
            frame.kind,
            frame.number,
            frame.symbol,
            frame.date.code if frame.date else None,
            frame.issuer,
            frame.signer.name if frame.signer else None,
        ],
        "directives": [
            [one.symbol, one.date.code if one.date else None, str(one.stands)]
            for one in record.directives
        ],
        "tasks": [_task(task) for task in record.tasks],
        "targets": [
            [
                target.ref,
                target.metric,
                f"{target.op} {target.value} {target.value_max or ''}".strip(),
                target.unit,
                target.due.code if target.due else None,
                target.task_ref,
            ]
            for target in record.targets
        ],
        "reports": [
            [
                duty.by.name if duty.by else None,
                duty.to.name if duty.to else None,
                duty.recurs,
                duty.due.code if duty.due else None,
            ]
            for duty in record.reports
        ],
        "unread": [line.quote.text for line in record.unread],
    }


def _document(expected: Path) -> Path:
    return next(path for path in DOCUMENTS.glob(f"{expected.stem}.*") if path != expected)


@pytest.mark.parametrize("expected", EXPECTED, ids=[path.stem for path in EXPECTED])
def test_an_invented_plan_is_read_as_a_person_reads_it(expected: Path) -> None:
    document = _document(expected)
    record = read_plan(document.read_bytes(), document.name)
    assert reading(record) == json.loads(expected.read_text(encoding="utf-8"))


def test_every_invented_plan_has_its_reading() -> None:
    plans = {path.stem for path in DOCUMENTS.glob("*-*.*")}
    assert plans == {path.stem for path in EXPECTED}
