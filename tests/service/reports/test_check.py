"""The monthly check and the statistics of the command line."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from service.reports.findings import Kind, of_target, of_task, two_leads, two_values
from tests.service.command import SAMPLES, daumoi, serving

_DAY = date(2026, 11, 20)
_PLAN = {
    "id": "doc_1",
    "kind": "Kế hoạch",
    "symbol": "1/KH-UBND",
    "title": "về cây xanh",
    "issued": {"start": "2026-03-01", "end": "2026-03-01", "text": "ngày 01/3/2026"},
    "issuer": {"id": "unit_1"},
}
_OFFICE = {"name": "Phòng Kinh tế", "collective": False}
_ALL_OFFICES = {"name": "Các phòng", "collective": True}


def _does(role: str, unit: Mapping[str, Any] | None, person: str | None = None) -> dict[str, Any]:
    return {"role": role, "unit": unit, "person": person and {"name": person}}


_WHOLE: Mapping[str, Any] = {
    "id": "task_1",
    "ref": "1",
    "text": "Trồng cây",
    "recurs": None,
    "routine": False,
    "deadline": {"end": "2026-06-30"},
    "due": {"start": "2026-06-30", "end": "2026-06-30"},
    "leads": [_OFFICE],
    "assignments": [_does("LEAD", _OFFICE)],
    "targets": [{"id": "target_1"}],
    "parent": None,
    "source": {"quote": "Trồng cây"},
    "plan": _PLAN,
}
_NO_DUE = {"due": None, "deadline": None}
# What is otherwise in a task, and what is found.
_TASKS: list[tuple[dict[str, Any], list[Kind]]] = [
    ({}, []),
    ({"assignments": []}, [Kind.TASK_WITHOUT_LEAD]),
    ({"assignments": [_does("SUPPORT", _OFFICE)]}, [Kind.TASK_WITHOUT_LEAD]),
    ({"assignments": [_does("EXECUTE", _OFFICE)]}, []),
    ({"assignments": [_does("EXECUTE", None, "Trần Văn B")]}, []),
    ({"assignments": [_does("LEAD", _ALL_OFFICES)]}, [Kind.TASK_LED_BY_CATCH_ALL]),
    ({"assignments": [_does("EXECUTE", _ALL_OFFICES)]}, [Kind.TASK_LED_BY_CATCH_ALL]),
    ({"assignments": [_does("EXECUTE", _ALL_OFFICES), _does("EXECUTE", _OFFICE)]}, []),
    ({"assignments": [_does("EXECUTE", _ALL_OFFICES), _does("LEAD", _OFFICE)]}, []),
    (_NO_DUE, [Kind.TASK_WITHOUT_DEADLINE]),
    ({**_NO_DUE, "recurs": "hằng quý"}, []),
    ({**_NO_DUE, "routine": True}, []),
    ({"targets": []}, [Kind.TASK_WITHOUT_TARGET]),
    ({"parent": {"ref": "I", "deadline": {"end": "2026-06-30"}}}, []),
    ({"parent": {"ref": "I", "deadline": None}}, []),
    ({"parent": {"ref": "I", "deadline": {"end": "2026-06-29"}}}, [Kind.CHILD_DUE_AFTER_PARENT]),
    ({"due": {"start": "2026-02-28", "end": "2026-02-28"}}, [Kind.IMPOSSIBLE_DATE]),
    ({"due": {"start": "2026-07-01", "end": "2026-06-30"}}, [Kind.IMPOSSIBLE_DATE]),
    ({"plan": {**_PLAN, "issued": {"start": "2027-01-01", "end": "2027-01-01", "text": ""}},
      "due": None, "deadline": {"end": "2027-06-30"}}, [Kind.IMPOSSIBLE_DATE]),
]  # fmt: skip


@pytest.mark.parametrize(("otherwise", "kinds"), _TASKS)
def test_what_a_task_lacks_is_found_with_its_words(
    otherwise: dict[str, Any], kinds: list[Kind]
) -> None:
    found = list(of_task({**_WHOLE, **otherwise}, _DAY))
    assert [one.kind for one in found] == kinds
    for one in found:
        assert one.quote == "Trồng cây"
        assert one.document.startswith("Kế hoạch 1/KH-UBND")


def test_the_same_words_led_by_two_units_are_one_finding() -> None:
    other = {**_WHOLE, "id": "task_2", "text": "trồng  CÂY"}
    assert list(two_leads([_WHOLE, other])) == []
    led = {**other, "leads": [{"name": "Trạm Y tế", "collective": False}]}
    (found,) = two_leads([_WHOLE, led])
    assert found.node == "task_1+task_2"
    assert "Phòng Kinh tế; Trạm Y tế" in found.said


_TARGET: Mapping[str, Any] = {
    "id": "target_1",
    "ref": "1",
    "metric": "Tỷ lệ hộ nghèo",
    "op": "<=",
    "value": 5.0,
    "valueMax": None,
    "unitOfMeasure": "%",
    "ownership": "DIRECT",
    "due": {"code": "2026", "start": "2026-01-01", "end": "2026-12-31"},
    "latest": {"id": "m"},
    "source": {"quote": "dưới 5%"},
    "plan": _PLAN,
}


def test_targets_are_held_against_each_other_by_metric_and_period() -> None:
    assert list(of_target(_TARGET)) == []
    bare = {**_TARGET, "ownership": "NONE", "latest": None}
    assert [one.kind for one in of_target(bare)] == [
        Kind.TARGET_WITHOUT_OWNER,
        Kind.TARGET_WITHOUT_DATA,
    ]
    other = {**_TARGET, "id": "target_2", "value": 4.0}
    assert len(list(two_values([_TARGET, other]))) == 1
    assert list(two_values([_TARGET, {**_TARGET, "id": "target_2"}])) == []
    assert list(two_values([_TARGET, {**other, "due": {"code": "2027"}}])) == []
    assert list(two_values([_TARGET, {**other, "unitOfMeasure": "hộ"}])) == []


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two plans of one commune in a data folder that a service has open: commands go to it."""
    made = tmp_path_factory.mktemp("check")
    plans = (SAMPLES / "kh-27-dong-may.txt", SAMPLES / "kh-du-thao-dong-may.txt")
    with serving(made, *plans):
        yield made


def test_a_finding_keeps_its_first_day_and_a_waived_one_is_counted_no_more(folder: Path) -> None:
    asked = ("check", "--book", folder / "so.json", "--format", "json")
    first = json.loads(daumoi(*asked, "--as-of", "2026-10-01", folder=folder).out)
    one = first["findings"][0]
    assert (first["before"], one["firstSeen"], one["waived"]) == (None, "2026-10-01", None)
    assert one["quote"] in (SAMPLES / "kh-27-dong-may.txt").read_text("utf-8") or one["document"]
    refused = daumoi(*asked, "--waive", one["code"], folder=folder)
    assert refused.code == 2
    why = ("--reason", "đã kiểm tra, không phải lỗi", "--by", "Bà Tư")
    strange = daumoi(*asked, "--waive", "kt_none", *why, folder=folder)
    assert (strange.code, "kt_none" in strange.err) == (2, True)
    said = daumoi(*asked, "--waive", one["code"], *why, "--as-of", "2026-11-01", folder=folder)
    second = json.loads(said.out)
    same = next(other for other in second["findings"] if other["code"] == one["code"])
    assert (same["firstSeen"], same["waived"]["by"]) == ("2026-10-01", "Bà Tư")
    kind = one["kind"]
    assert second["kinds"][kind]["count"] == first["kinds"][kind]["count"] - 1
    assert second["before"] == "2026-10-01"


@pytest.mark.parametrize("by", ["unit", "leader", "plan", "directive", "place"])
def test_statistics_are_told_in_classes_and_by_name(folder: Path, by: str) -> None:
    asked = ("stats", "--by", by, "--as-of", "2026-12-31", "--format", "json")
    said = daumoi(*asked, folder=folder)
    assert said.code == 0, said.err
    found = json.loads(said.out)
    total = found["total"]
    stale = sum(count for name, count in total.items() if name.startswith(("openN", "openR")))
    assert stale == total["open"] > 0
    loads = [group.get("load") for group in found["groups"]]
    if by == "unit":
        order = ["LIGHT", "USUAL", "HEAVY", "VERY_HEAVY"]
        assert [order.index(load) for load in loads] == sorted(map(order.index, loads))
        held = {band["load"]: band["groups"] for band in found["loads"]}
        assert all(loads.count(name) == count for name, count in held.items())
    else:
        assert set(loads) <= {None}
