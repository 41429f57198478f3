"""Search finds with or without accents, over every kind of thing, best match first."""

from typing import Any

import pytest
from graphql import GraphQLUnionType

from queries.mapping import KINDS as KINDS_OF_NODES
from service.store import Store
from tests.queries.asking import Spy, answer_of, ask, schema
from tests.queries.seed import load, load_all
from tests.records import Draft

SEARCH = """query($text: String!, $first: Int, $after: String) {
  search(text: $text, first: $first, after: $after) {
    totalCount
    pageInfo { hasNextPage endCursor }
    nodes {
      __typename
      ... on Plan { title }
      ... on Directive { symbol }
      ... on Unit { name }
      ... on Person { name }
      ... on Position { fullTitle }
      ... on Place { fullName }
      ... on Task { text }
      ... on Target { metric }
      ... on ReportDuty { source { quote } }
      ... on Phase { text }
    }
  }
}"""
NAMES = ("title", "symbol", "name", "fullTitle", "fullName", "text", "metric", "source")
FOUND: tuple[tuple[str, list[str]], ...] = (
    ("lieu", ["Plan Dương liễu ven sông", "Task Trồng liễu ven sông"]),
    ("LIỄU ven", ["Plan Dương liễu ven sông", "Task Trồng liễu ven sông"]),
    ("05-NQ/TU", ["Directive 05-NQ/TU"]),
    ("trần thị bình", ["Person Trần Thị Bình", "Person Trần Thị Bình"]),
    ("hai lon", ["Target hộ dân hài lòng"]),
    ("on hai", []),
    ("cong an xa", ["Unit Công an xã Đồng Mới"]),
    ("không có gì như vậy", []),
)


def _name(node: dict[str, Any]) -> str:
    told = next(node[name] for name in NAMES if name in node)
    return told if isinstance(told, str) else told["quote"]


async def test_all_words_must_begin_a_word_and_accents_do_not_matter(store: Store) -> None:
    await load_all(store)
    for text, expected in FOUND:
        found = (await ask(store, SEARCH, text=text))["search"]
        names = [f"{node['__typename']} {_name(node)}" for node in found["nodes"]]
        assert sorted(names) == sorted(expected), text
        assert found["totalCount"] == len(expected), text


# Words asked for, then the first that is found, and the words that matched.
KINDS: tuple[tuple[str, str, list[str]], ...] = (
    (
        "Phó Chủ tịch UBND xã Đồng Mới",
        "Position Phó Chủ tịch Ủy ban nhân dân xã Đồng Mới",
        ["Phó", "Chủ", "tịch", "xã", "Đồng", "Mới", "ubnd"],
    ),
    (
        "pho chu tich uy ban nhan dan xa dong moi",
        "Position Phó Chủ tịch Ủy ban nhân dân xã Đồng Mới",
        ["Phó", "Chủ", "tịch", "Ủy", "ban", "nhân", "dân", "xã", "Đồng", "Mới"],
    ),
    ("phường bình hòa", "Place phường Bình Hòa", ["phường", "Bình", "Hòa"]),
    ("giai doan 1", "Phase Giai đoạn 1 (2026-Q3..2026-Q4)", ["Giai", "đoạn", "1"]),
)


async def test_offices_places_duties_and_phases_are_found_as_everything_else(
    store: Store,
) -> None:
    await load_all(store)
    parts = SEARCH.partition("nodes {")
    question = f"{parts[0]} edges {{ matched node {{ {parts[2]} }}"
    for text, expected, words in KINDS:
        edge = (await ask(store, question, text=text))["search"]["edges"][0]
        assert f"{edge['node']['__typename']} {_name(edge['node'])}" == expected, text
        assert edge["matched"] == words, text
    found = (await ask(store, SEARCH, text="các thôn ubnd"))["search"]["nodes"]
    assert "ReportDuty" in [node["__typename"] for node in found]


async def test_whatever_an_id_leads_to_but_what_people_record_is_found_by_its_words() -> None:
    (found,) = (one for one in schema().type_map.values() if one.name == "SearchResult")
    assert isinstance(found, GraphQLUnionType)
    recorded = {"Correction", "ReviewItem", "Progress", "Evidence", "Extension", "Step"}
    recorded |= {"Measurement", "Occurrence", "Change"}
    assert {one.name for one in found.types} == set(KINDS_OF_NODES) - recorded


async def test_a_whole_name_stands_before_words_that_only_occur(store: Store) -> None:
    await load_all(store)
    found = (await ask(store, SEARCH, text="phòng kinh tế"))["search"]["nodes"]
    assert [node["__typename"] for node in found[:2]] == ["Unit", "Unit"]
    names = [_name(n) for n in (await ask(store, SEARCH, text="đường"))["search"]["nodes"]]
    assert names == [
        "Dương liễu ven sông",
        "đường thôn có đèn",
        "Ánh sáng đường quê",
        "Thắp sáng đường thôn",
    ]


async def test_words_at_the_end_of_a_name_are_words_in_a_row_like_any_others(store: Store) -> None:
    plan = Draft("UBND phường Bình Hòa", place="phường Bình Hòa", title="Mùa gặt")
    plan.task("I.1", "Khu Bình Hòa sạch đẹp", lead=["UBND phường"])
    await load(store, plan.record())
    assert await store.read("MATCH (u:Unit) RETURN u.search", {}) == [
        ["uy ban nhan dan phuong binh hoa|ubnd phuong binh hoa|ubnd phuong"]
    ]
    found = (await ask(store, SEARCH, text="bình hòa"))["search"]["nodes"]
    kinds = [node["__typename"] for node in found]
    assert kinds.index("Unit") < kinds.index("Task")


# Words asked for, then what is found with the words that matched, best first.
MATCHED: tuple[tuple[str, list[tuple[str, list[str]]]], ...] = (
    ("05-NQ/TU", [("Directive", ["05-NQ/TU"])]),
    ("nq 05", [("Directive", ["05-NQ/TU"])]),
    ("05-nq/t", [("Directive", ["05-NQ/TU", "thanh"])]),
    ("lieu song", [("Plan", ["liễu", "sông"]), ("Task", ["liễu", "sông"])]),
    (
        "DƯỜNG",
        [("Plan", ["Dương"]), ("Target", ["đường"]), ("Plan", ["đường"]), ("Task", ["đường"])],
    ),
    ("tran thi b", [("Person", ["Trần", "Thị", "Bình"])] * 2),
    ("kh thanh uy", []),
    ("nq thanh uy", [("Directive", ["05-NQ/TU", "thanh", "uy"])]),
)


async def test_a_search_tells_the_words_that_matched_as_they_are_written(store: Store) -> None:
    await load_all(store)
    question = "query($text: String!) { search(text: $text) { edges { matched node { __typename"
    for text, expected in MATCHED:
        found = (await ask(store, question + " } } } }", text=text))["search"]["edges"]
        assert [(edge["node"]["__typename"], edge["matched"]) for edge in found] == expected, text


async def test_of_equal_matches_the_one_with_fewer_words_around_stands_first(store: Store) -> None:
    plan = Draft("UBND phường Bình Hòa", place="phường Bình Hòa", title="Mùa gặt")
    texts = ["Mở lớp học số cho người dân ở các tổ", "Lớp học số", "Mở lớp học số cho người dân"]
    for number, text in enumerate(texts):
        plan.task(f"I.{number}", text, lead=["UBND phường"])
    plan.task("I.3", f"Lớp học số {'và việc khác ' * 40}", lead=["UBND phường"])
    plan.task("I.4", "Số hóa các lớp học", lead=["UBND phường"])
    await load(store, plan.record())
    found = (await ask(store, SEARCH, text="lop hoc so"))["search"]["nodes"]
    names = [" ".join(_name(node).split()[:8]) for node in found]
    assert names == [
        "Lớp học số",
        "Lớp học số và việc khác và việc",
        "Mở lớp học số cho người dân",
        "Mở lớp học số cho người dân ở",
        "Số hóa các lớp học",
    ]


async def test_pages_of_a_search_hold_everything_once(store: Store) -> None:
    await load_all(store)
    whole = (await ask(store, SEARCH, text="dong"))["search"]
    seen, after = [], None
    while True:
        page = (await ask(store, SEARCH, text="dong", first=2, after=after))["search"]
        seen += page["nodes"]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break
    assert seen == whole["nodes"]
    assert len(seen) == whole["totalCount"] > 2


@pytest.mark.parametrize("text", ["", "   ", "...", "–/–"])
async def test_a_search_for_nothing_is_a_bad_question(text: str) -> None:
    spy = Spy()
    answer = await answer_of(spy, SEARCH, text=text)
    assert answer.data is None
    assert "không có chữ nào để tìm" in answer.errors[0].message
    assert spy.asked == []
