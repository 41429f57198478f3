"""Reports that are due stand in the graph, one by one, and outlive every re-reading."""

from graph_schema.corrections import CorrectionKind
from service.corrections import Wanted, correct
from service.store import Store
from tests.service.correcting import SAID, load_text, rows
from tests.service.test_changes import change, changing
from tests.service.test_work import _SUBMIT

PLAN = """ỦY BAN NHÂN DÂN
XÃ SUỐI ĐÁ

Số: 22/KH-UBND

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Suối Đá, ngày 06 tháng 7 năm 2026

KẾ HOẠCH
Giữ sạch nguồn nước năm 2026

I. TỔ CHỨC THỰC HIỆN
1. Phòng Kinh tế rà soát giếng khoan, xong trước ngày 30/9/2026.
2. Hội Nông dân xã báo cáo UBND xã trước ngày 25 hằng tháng.

Nơi nhận:
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Trần Văn Ba
"""
_STAND = """
MATCH (:Document)-[:HAS_REPORT_DUTY]->(:ReportDuty)-[:HAS_OCCURRENCE]->(o:Occurrence)
RETURN o.due_end, o.submitted_on ORDER BY o.due_end
"""
_MONTHS = [f"2026-{month:02d}-25" for month in range(7, 13)]


async def _stand(store: Store) -> list[list[object]]:
    return await rows(store, _STAND)


async def _duty(store: Store) -> str:
    ((duty,),) = await rows(store, "MATCH (r:ReportDuty) RETURN r.id")
    return str(duty)


async def test_a_monthly_report_is_due_once_a_month_to_the_end_of_the_plan(store: Store) -> None:
    await load_text(store, PLAN)
    assert await _stand(store) == [[day, None] for day in _MONTHS]


async def test_a_submitted_report_is_marked_and_stays_so_when_the_plan_is_read_again(
    store: Store,
) -> None:
    await load_text(store, PLAN)
    duty = await _duty(store)
    before = await rows(store, "MATCH (o:Occurrence) RETURN o.id, o.due_end ORDER BY o.due_end")
    async with changing(store) as client:
        unsaid = await change(client, _SUBMIT, duty=duty, on="2026-08-20")
        assert (unsaid["code"], unsaid["field"]) == ("BAD_USER_INPUT", "due")
        assert "2026-08-25" in unsaid["message"]
        done = await change(client, _SUBMIT, duty=duty, due="2026-08-25", on="2026-08-20")
        assert done["__typename"] == "ReportSubmitted"
        extra = await change(client, _SUBMIT, duty=duty, due="2026-08-31", on="2026-09-02")
        assert extra["__typename"] == "ReportSubmitted"
    expected: list[list[object]] = [
        [day, "2026-08-20" if "-08-" in day else None] for day in _MONTHS
    ]
    expected.insert(2, ["2026-08-31", "2026-09-02"])
    assert await _stand(store) == expected
    await load_text(store, PLAN + "\n", "kh-lan-nua.txt")
    assert await _stand(store) == expected
    after = await rows(store, "MATCH (o:Occurrence) RETURN o.id, o.due_end ORDER BY o.due_end")
    assert [row for row in after if row in before] == before


async def test_a_new_version_drops_what_is_no_longer_due_but_never_what_was_submitted(
    store: Store,
) -> None:
    await load_text(store, PLAN)
    duty = await _duty(store)
    async with changing(store) as client:
        await change(client, _SUBMIT, duty=duty, due="2026-07-25", on="2026-07-24")
    quarterly = PLAN.replace("trước ngày 25 hằng tháng", "hằng quý")
    await load_text(store, quarterly, "kh-quy.txt")
    assert await _stand(store) == [
        ["2026-07-25", "2026-07-24"],
        ["2026-09-30", None],
        ["2026-12-31", None],
    ]
    without = PLAN.replace("2. Hội Nông dân xã báo cáo UBND xã trước ngày 25 hằng tháng.\n", "")
    await load_text(store, without, "kh-khong.txt")
    assert await _stand(store) == [["2026-07-25", "2026-07-24"]]
    assert await rows(store, "MATCH (o:Occurrence) RETURN count(o)") == [[1]]


async def test_what_was_submitted_goes_along_when_the_document_turns_out_to_be_another(
    store: Store,
) -> None:
    await load_text(store, PLAN)
    duty = await _duty(store)
    async with changing(store) as client:
        await change(client, _SUBMIT, duty=duty, due="2026-07-25", on="2026-07-24")
    ((plan,),) = await rows(store, "MATCH (d:Plan) RETURN d.id")
    wanted = Wanted(str(plan), CorrectionKind.SET_VALUE, "number", ("28",))
    await correct(store, wanted, SAID)
    assert await _duty(store) != duty
    assert await _stand(store) == [["2026-07-25", "2026-07-24"], *([d, None] for d in _MONTHS[1:])]
    assert await rows(store, "MATCH (o:Occurrence) RETURN count(o)") == [[len(_MONTHS)]]
