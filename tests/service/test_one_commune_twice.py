"""One commune, named with its province and without: told for review, and healed by merging."""

from collections.abc import Awaitable, Callable
from datetime import date

import pytest

from graph_schema.callers import LOCAL_READER
from graph_schema.corrections import CorrectionKind
from graph_schema.errors import BadSetting, NotCorrected
from loaders import read_plan
from loaders.write_many import load_plans
from service.asking import StoreAsk
from service.corrections import Said, Wanted, correct, merge, withdraw
from service.reports.build import Span, unit_report
from service.reports.pick import find_document, find_unit
from service.review_command import unit_named
from service.store import Store
from tests.service.correcting import load_text, rows

_PLAN = """ỦY BAN NHÂN DÂN
{place}
Số: {number}/KH-UBND
Thanh Lĩnh, ngày {day} tháng 3 năm 2026
KẾ HOẠCH
Giảm nghèo năm 2026
{basis}
I. NHIỆM VỤ
1. Rà soát hộ nghèo, hoàn thành trước ngày 30/6/2026. Giao Phòng Kinh tế chủ trì.
"""
_CITED = "Thực hiện Kế hoạch số 17/KH-UBND ngày 05/3/2026 của UBND xã Thanh Lĩnh về giảm nghèo;"
_PLACED = _PLAN.format(place="XÃ THANH LĨNH - TỈNH LÂM ĐỒNG", number=17, day="05", basis="")
_BARE = _PLAN.format(place="XÃ THANH LĨNH", number=23, day="20", basis=_CITED)
_SAID = Said("Trần Thị Soát", "Cùng một xã")
_UNIT = "Phòng Kinh tế"


async def _listed(store: Store) -> list[list[object]]:
    return await rows(
        store,
        "MATCH (d:Document)-[:HAS_REVIEW_ITEM]->(i:ReviewItem) "
        "WHERE i.field = 'PLACE_WITHOUT_PROVINCE' AND i.open = true "
        "RETURN d.symbol, i.quote, i.message, i.id",
    )


async def _load(store: Store, *texts: str) -> None:
    for number, text in enumerate(texts):
        await load_text(store, text, f"{number}.txt")


async def _together(store: Store, *texts: str) -> None:
    records = [read_plan(text.encode(), f"{at}.txt") for at, text in enumerate(texts)]
    async with store.session() as session:
        await load_plans(session, records)


async def _merge_all(store: Store) -> list[str]:
    """Merge each unit of the commune without a province into that with it, as the list tells."""
    found = await rows(
        store,
        "MATCH (u:Unit)-[:SITS_IN]->(p:Place {full_name: 'xã Thanh Lĩnh'}) "
        "OPTIONAL MATCH (p)-[:PART_OF]->(a) RETURN u.name, u.id, a.id ORDER BY u.name",
    )
    placed = {name: unit for name, unit, province in found if province}
    pairs = [(unit, placed[name]) for name, unit, province in found if not province]
    assert len(pairs) == 2  # the committee and its office
    done = [await merge(store, str(one), str(other), _SAID) for one, other in pairs]
    return [each.correction for each in done]


@pytest.mark.parametrize("texts", [(_PLACED, _BARE), (_BARE, _PLACED)])
@pytest.mark.parametrize("load", [_load, _together])
async def test_the_document_without_a_province_is_listed_whichever_comes_first(
    store: Store, load: Callable[..., Awaitable[None]], texts: tuple[str, str]
) -> None:
    await load(store, *texts)
    ((symbol, quote, message, _),) = await _listed(store)
    assert (symbol, quote) == ("23/KH-UBND", "ỦY BAN NHÂN DÂN")
    assert "văn bản khác nêu xã Thanh Lĩnh (tỉnh Lâm Đồng)" in str(message)
    assert "daumoi review merge-unit" in str(message)


async def test_a_store_with_one_commune_alone_lists_nothing(store: Store) -> None:
    await _load(store, _BARE, _BARE.replace("23/KH", "24/KH"))
    assert await _listed(store) == []


async def test_two_units_of_one_name_are_told_with_how_to_merge_them(store: Store) -> None:
    await _load(store, _PLACED, _BARE)
    ask = StoreAsk(store, LOCAL_READER)
    with pytest.raises(BadSetting) as refused:
        await find_unit(ask, _UNIT, "Thanh Lĩnh")
    said = refused.value.sentence
    assert "Phòng Kinh tế, xã Thanh Lĩnh, tỉnh Lâm Đồng (unit_" in said
    assert "Phòng Kinh tế, xã Thanh Lĩnh, chưa rõ tỉnh (unit_" in said
    _, _, told = said.partition("daumoi review merge-unit ")
    one, other = told.rstrip(".").split()
    assert f"chưa rõ tỉnh ({one})" in said
    assert f"Lâm Đồng ({other})" in said
    with pytest.raises(NotCorrected, match=r"chưa rõ tỉnh .*gộp: daumoi review merge-unit unit_"):
        await unit_named(ask, _UNIT)


@pytest.mark.parametrize("texts", [(_PLACED, _BARE), (_BARE, _PLACED)])
async def test_merging_the_units_heals_names_statistics_and_citations(
    store: Store, texts: tuple[str, str]
) -> None:
    await _load(store, *texts)
    ask = StoreAsk(store, LOCAL_READER)
    with pytest.raises(BadSetting, match="Có 2 văn bản mang số “17/KH-UBND”"):
        await find_document(ask, "17/KH-UBND")
    merges = await _merge_all(store)
    assert await _listed(store) == []
    unit = await find_unit(ask, _UNIT, "Thanh Lĩnh")
    report = await unit_report(ask, unit, Span(2026, date(2026, 4, 1)))
    assert ["23/KH" in part.plan for part in report.parts] == [False, True]
    answer = await ask("{ statistics(by: PLACE) { groups { label summary { assigned } } } }", {})
    groups = [(one["label"], one["summary"]["assigned"]) for one in answer["statistics"]["groups"]]
    assert groups == [("Thanh Lĩnh", 2)]
    plan = await find_document(ask, "17/KH-UBND")
    citing = await rows(store, "MATCH (a)-[:IMPLEMENTS]->(b) RETURN a.symbol, b.id, b.known")
    assert citing == [["23/KH-UBND", plan.id, True]]
    # What is loaded later meets it as well.
    await load_text(store, _BARE.replace("23/KH", "24/KH"), "later.txt")
    assert (await find_document(ask, "17/KH-UBND")).id == plan.id
    for one in merges:
        await withdraw(store, one, _SAID)
    with pytest.raises(BadSetting, match="Có 2 văn bản mang số “17/KH-UBND”"):
        await find_document(ask, "17/KH-UBND")
    assert {row[0] for row in await _listed(store)} == {"23/KH-UBND", "24/KH-UBND"}


async def test_two_communes_of_one_name_are_found_right_once(store: Store) -> None:
    await _load(store, _PLACED, _BARE)
    ((_, _, _, item),) = await _listed(store)
    await correct(store, Wanted(str(item), CorrectionKind.CONFIRM), _SAID)
    assert await _listed(store) == []
    await load_text(store, _PLACED.replace("17/KH", "18/KH"), "again.txt")
    await load_text(store, _BARE + "\n", "23-new.txt")
    assert await _listed(store) == []


async def test_an_official_commune_is_told_of_until_who_issued_the_plan_is_merged(
    store: Store,
) -> None:
    """The reader itself knows of it: several communes in force bear the name."""
    placed, bare = (text.replace("LĨNH", "THÀNH").replace("THANH THÀNH", "TÂN THÀNH")
                    for text in (_PLACED, _BARE))  # fmt: skip
    await _load(store, placed, bare)
    ((symbol, _, message, _),) = await _listed(store)
    assert symbol == "23/KH-UBND"
    assert "nơi cùng tên" in str(message)
    ids = await rows(
        store,
        "MATCH (u:Unit {name: 'Ủy ban nhân dân xã Tân Thành'})-[:SITS_IN]->(p) "
        "RETURN u.id ORDER BY p.code IS NULL DESC",
    )
    await merge(store, str(ids[0][0]), str(ids[1][0]), _SAID)
    assert await _listed(store) == []
