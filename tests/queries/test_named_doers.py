"""A person named to do the work is a person in the graph with an office; a class is no body."""

from loaders import read_plan
from service.store import Store
from tests.queries.asking import ask
from tests.queries.seed import load

TEXT = """ỦY BAN NHÂN DÂN
XÃ ĐỒNG MỚI
Số: 30/KH-UBND
Đồng Mới, ngày 02 tháng 3 năm 2026
KẾ HOẠCH
Về trồng cây
I. NHIỆM VỤ
1. Giao đồng chí Trần Thị Bình, Phó Chủ tịch UBND xã thực hiện việc trồng cây.
2. UBND các xã, phường phối hợp tuyên truyền.
3. Nhân dân tham gia trồng cây.
"""
DOERS = """query($id: ID!) { plan(id: $id) { tasks { nodes { ref
  assignments { role asWritten person { name offices { position { fullTitle } } } unit { name } }
} } } }"""


async def test_a_person_named_to_do_the_work_is_a_person_with_an_office(store: Store) -> None:
    (outcome,) = await load(store, read_plan(TEXT.encode(), "kh-30.txt"))
    first = (await ask(store, DOERS, id=outcome.document_id))["plan"]["tasks"]["nodes"][0]
    (doer,) = first["assignments"]
    assert doer["unit"] is None
    assert doer["role"] == "EXECUTE"
    assert "Trần Thị Bình" in doer["asWritten"]
    assert doer["person"]["name"] == "Trần Thị Bình"
    assert [held["position"]["fullTitle"] for held in doer["person"]["offices"]] == [
        "Phó Chủ tịch Ủy ban nhân dân xã Đồng Mới"
    ]


async def test_a_class_of_bodies_is_settled_as_one_and_not_sent_to_review(store: Store) -> None:
    await load(store, read_plan(TEXT.encode(), "kh-30.txt"))
    text = "{ units(first: 20) { nodes { name collective settled } } }"
    units = {u["name"]: u for u in (await ask(store, text))["units"]["nodes"]}
    many = units["Ủy ban nhân dân các xã, phường"]
    assert (many["collective"], many["settled"]) == (True, True)
