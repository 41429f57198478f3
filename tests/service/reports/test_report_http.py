"""Reports over HTTP: a file with a safe name, or a reason."""

import csv
import io
from typing import Any
from urllib.parse import unquote

import docx
import pytest
from openpyxl import load_workbook

from loaders import load_plan, read_plan
from service.reports.xlsx import LIST
from service.store import Store
from tests.service.answering import asking, data_of
from tests.service.command import SAMPLES

_TRIES = 4
"""A busy machine's first plan of a question takes longer than the service waits: 503, ask again."""


async def loaded_unit(store: Store) -> str:
    """The id of a unit of a loaded plan."""
    path = SAMPLES / "kh-27-dong-may.txt"
    record = read_plan(path.read_bytes(), path.name)
    await store.load(lambda session: load_plan(session, record))
    async with asking(store) as client:
        found = await data_of(client, '{ units(where: {name: "Phòng Kinh tế"}) { nodes { id } } }')
    return str(found["units"]["nodes"][0]["id"])


async def test_a_report_is_a_file_with_a_plain_name_and_a_vietnamese_one(store: Store) -> None:
    identity = await loaded_unit(store)
    async with asking(store) as client:
        answer = await client.get(f"/reports/unit/{identity}?year=2026&asOf=2026-12-31")
        figures = await data_of(
            client,
            'query($id: ID!) { unit(id: $id) { summary(year: 2026, asOf: "2026-12-31") '
            "{ assigned openOverdue overdueRateOfDated } } }",
            id=identity,
        )
        told = (await client.get(f"/reports/unit/{identity}?asOf=2026-12-31&format=json")).json()
    assert answer.status_code == 200
    named = answer.headers["content-disposition"]
    assert 'filename="bao-cao-phong-kinh-te-2026-12-31.xlsx"' in named
    assert "Báo cáo Phòng Kinh tế 2026-12-31.xlsx" in unquote(named)
    assert LIST in load_workbook(io.BytesIO(answer.content)).sheetnames
    assert figures["unit"]["summary"].items() <= told["summary"].items()


async def test_a_leader_is_reported_on_by_id(store: Store) -> None:
    await loaded_unit(store)
    async with asking(store) as client:
        people = (await data_of(client, "{ people { nodes { id name } } }"))["people"]["nodes"]
        told = [
            (await client.get(f"/reports/leader/{one['id']}?format=json")).json() for one in people
        ]
    assert people
    assert [one["subject"]["name"] for one in told] == [person["name"] for person in people]


async def test_periods_statistics_and_the_check_tell_of_the_same_tasks(store: Store) -> None:
    identity = await loaded_unit(store)
    async with asking(store) as client:

        async def told(address: str) -> Any:  # noqa: ANN401 - JSON
            for _ in range(_TRIES):
                answer = await client.get(f"/reports/{address}")
                if answer.status_code != 503:
                    break
            assert answer.status_code == 200, answer.text
            return answer.json()

        every = await told("period?asOf=2026-12-31&format=json")
        own = await told(f"period/{identity}?asOf=2026-12-31&format=json")
        unit = await told(f"unit/{identity}?asOf=2026-12-31&format=json")
        stats = await told("stats/plan?year=2026&asOf=2026-12-31")
        check = await told("check?asOf=2026-12-31")
        loads = (await client.get("/reports/stats/unit?format=csv")).text
        places = (await client.get("/reports/stats/place?format=csv")).text
    assert own["summary"] == unit["summary"]
    assert every["summary"]["assigned"] > own["summary"]["assigned"] > 0
    assert stats["total"]["assigned"] == every["summary"]["assigned"]
    assert (
        sum(group["summary"]["assigned"] for group in stats["groups"])
        == (stats["total"]["assigned"])
    )
    assert {one["kind"] for one in check["findings"]} <= set(check["kinds"])
    assert check["findings"]
    head, *groups = csv.reader(io.StringIO(loads.removeprefix("\ufeff")))
    assert (head[:3], head[-1]) == (["Nhóm", "Địa bàn", "Mức tải"], "Mã")
    (own_group,) = (group for group in groups if group[-1] == identity)
    assert own_group[:2] == ["Phòng Kinh tế", "xã Đồng Mây, thành phố Lam Hải"]
    assert groups[-1][0] == "Toàn bộ"
    assert groups[-1][-1] == ""
    assert "Nhóm,Thuộc," in places


async def test_the_draft_of_an_issuer_is_a_word_document(store: Store) -> None:
    await loaded_unit(store)
    async with asking(store) as client:
        plans = await data_of(client, "{ plans { nodes { issuer { id name } } } }")
        issuer = plans["plans"]["nodes"][0]["issuer"]
        answer = await client.get(f"/reports/draft/{issuer['id']}?year=2026&asOf=2026-12-31")
    assert "du-thao-bao-cao-" in answer.headers["content-disposition"]
    words = "\n".join(one.text for one in docx.Document(io.BytesIO(answer.content)).paragraphs)
    assert "Kết quả thực hiện các kế hoạch của" in words


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/reports/unit/unit_none", 404, "Không có đơn vị nào mang mã"),
        ("/reports/leader/person_none", 404, "Không có lãnh đạo nào mang mã"),
        ("/reports/plan/doc_none", 404, "Không có văn bản nào mang mã"),
        ("/reports/directive/doc_none", 404, "Không có văn bản nào mang mã"),
        ("/reports/unit/x?format=exe", 400, "các dạng: xlsx"),
        ("/reports/unit/x?asOf=hôm nay", 400, "không phải một ngày"),
        ("/reports/unit/x?year=26", 400, "không phải một năm"),
        ("/reports/unit/x?nam=2026", 400, "lạ hoặc nêu hai lần"),
        ("/reports/unit/x?role=LEADS", 400, "các vai trò: lead, execute, support, oversee"),
        ("/reports/plan/x?role=lead", 400, "lạ hoặc nêu hai lần"),
        ("/reports/khac/x", 404, "các loại: unit"),
        ("/reports/khac", 404, "các loại: period, check"),
        ("/reports/draft/unit_none", 404, "Không có đơn vị nào mang mã"),
        ("/reports/draft/x?format=xlsx", 400, "các dạng: docx"),
        ("/reports/stats/tinh", 400, "có: unit, leader"),
        ("/reports/check?year=2026", 400, "có: asOf, format"),
    ],
)
async def test_what_cannot_be_reported_is_told_as_json(
    store: Store, address: str, status: int, sentence: str
) -> None:
    async with asking(store) as client:
        answer = await client.get(address)
    assert answer.status_code == status
    assert sentence in answer.json()["errors"][0]["message"]
