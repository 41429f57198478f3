"""Reports over HTTP: a file with a safe name, or a reason."""

import io
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from loaders import load_plan, read_plan
from service.reports.xlsx import LIST
from service.store import Store
from tests.service.answering import asking, data_of
from tests.service.command import SAMPLES


async def _unit(store: Store) -> str:
    """The id of a unit of a loaded plan."""
    path = SAMPLES / "kh-27-dong-may.txt"
    record = read_plan(path.read_bytes(), path.name)
    await store.load(lambda session: load_plan(session, record))
    async with asking(store) as client:
        found = await data_of(client, '{ units(where: {name: "Phòng Kinh tế"}) { nodes { id } } }')
    return str(found["units"]["nodes"][0]["id"])


async def test_a_report_is_a_file_with_a_plain_name_and_a_vietnamese_one(store: Store) -> None:
    identity = await _unit(store)
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
    await _unit(store)
    async with asking(store) as client:
        people = (await data_of(client, "{ people { nodes { id name } } }"))["people"]["nodes"]
        told = [
            (await client.get(f"/reports/leader/{one['id']}?format=json")).json() for one in people
        ]
    assert people
    assert [one["subject"]["name"] for one in told] == [person["name"] for person in people]


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/reports/unit/unit_none", 400, "Không có đơn vị nào mang mã"),
        ("/reports/leader/person_none", 400, "Không có lãnh đạo nào mang mã"),
        ("/reports/unit/x?format=exe", 400, "các dạng: xlsx"),
        ("/reports/unit/x?asOf=hôm nay", 400, "không phải một ngày"),
        ("/reports/unit/x?year=26", 400, "không phải một năm"),
        ("/reports/unit/x?nam=2026", 400, "lạ hoặc nêu hai lần"),
        ("/reports/khac/x", 404, "các loại: unit"),
    ],
)
async def test_what_cannot_be_reported_is_told_as_json(
    store: Store, address: str, status: int, sentence: str
) -> None:
    async with asking(store) as client:
        answer = await client.get(address)
    assert answer.status_code == status
    assert sentence in answer.json()["errors"][0]["message"]
