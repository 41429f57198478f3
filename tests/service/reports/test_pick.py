"""Whom a report is about: found by the name that people type, or told apart."""

from datetime import date

import pytest
from neo4j import AsyncManagedTransaction

from graph_schema.callers import LOCAL_READER
from graph_schema.errors import BadSetting
from graph_schema.vietnamese import search_key
from service.asking import StoreAsk
from service.reports.build import Span, unit_report
from service.reports.pick import find_unit
from service.store import Store
from tests.service.correcting import load_file

_UNITS = (
    ("unit_1", "Ủy ban nhân dân tỉnh Lam Sơn", ""),
    ("unit_2", "Văn phòng Ủy ban nhân dân tỉnh Lam Sơn", ""),
    ("unit_3", "Phòng Văn hóa - Xã hội", "place_1"),
    ("unit_4", "Phòng Văn hóa - Xã hội", "place_2"),
    ("unit_5", "Trạm Y tế", "place_3"),
)
# Units of one name in places of one name, one of them without a province.
_MAKE = """
CREATE (:Place {id: 'place_p', name: 'Lam Sơn', full_name: 'tỉnh Lam Sơn', search: 'lam son'})
"""
_PLACE = "CREATE (:Place {id: $id, name: 'Suối Đá', full_name: 'xã Suối Đá', search: 'suoi da'})"
_ABOVE = "MATCH (p:Place {id: 'place_1'}), (a:Place {id: 'place_p'}) CREATE (p)-[:PART_OF]->(a)"
_UNIT = "CREATE (:Unit {id: $id, name: $name, search: $search})"
_SITS = "MATCH (u:Unit {id: $id}), (p:Place {id: $place}) CREATE (u)-[:SITS_IN]->(p)"


async def _make(tx: AsyncManagedTransaction) -> None:
    await tx.run(_MAKE)
    for place in ("place_1", "place_2", "place_3"):
        await tx.run(_PLACE, id=place)
    await tx.run(_ABOVE)
    for identity, name, place in _UNITS:
        await tx.run(_UNIT, id=identity, name=name, search=search_key(name))
        await tx.run(_SITS, id=identity, place=place)


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("UBND tỉnh Lam Sơn", "unit_1"),
        ("ubnd tinh lam son", "unit_1"),
        ("Ủy ban nhân dân tỉnh Lam Sơn", "unit_1"),
        ("Văn phòng UBND tỉnh Lam Sơn", "unit_2"),
        ("Trạm Y tế", "unit_5"),
    ],
)
async def test_a_unit_of_exactly_this_name_wins_over_one_that_holds_it(
    store: Store, name: str, identity: str
) -> None:
    await store.write(_make)
    assert (await find_unit(StoreAsk(store, LOCAL_READER), name, None)).id == identity


async def test_units_of_one_name_and_place_are_told_apart_by_province_and_id(
    store: Store,
) -> None:
    await store.write(_make)
    ask = StoreAsk(store, LOCAL_READER)
    for name in ("Phòng Văn hóa - Xã hội", "Phòng VH-XH"):
        with pytest.raises(BadSetting) as refused:
            await find_unit(ask, name, "Suối Đá")
        said = refused.value.sentence
        assert "hãy nêu mã: " in said
        assert "--place" not in said
        assert "Xã hội, xã Suối Đá, tỉnh Lam Sơn (unit_3)" in said
        assert "Xã hội, xã Suối Đá, chưa rõ tỉnh (unit_4)" in said


async def test_a_report_of_some_roles_holds_those_tasks_alone_and_says_so(store: Store) -> None:
    await load_file(store)
    ask = StoreAsk(store, LOCAL_READER)
    unit = await find_unit(ask, "Phòng Kinh tế", None)
    every, led, helped = [
        await unit_report(ask, unit, Span(2026, date(2026, 12, 31), roles=roles))
        for roles in ((), ("LEAD",), ("SUPPORT",))
    ]
    assert {row.id for row in led.rows} == {row.id for row in every.rows if "LEAD" in row.roles}
    assert led.rows
    assert all("SUPPORT" in row.roles for row in helped.rows)
    assert len(helped.rows) < len(every.rows)
    assert every.notes[0].startswith("Báo cáo kể nhiệm vụ mà đơn vị chủ trì, thực hiện hoặc phối")
    assert led.notes == ("Báo cáo chỉ kể nhiệm vụ mà đơn vị chủ trì; không kể chế độ báo cáo.",)
