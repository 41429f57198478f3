"""Where a document first names a thing: units, people, offices, places and documents themselves."""

from dataclasses import replace
from typing import Any

import pytest

from graph_schema.callers import Caller, Role, Secrecy
from graph_schema.corrections import CorrectionKind
from graph_schema.model import FieldQuote, PlanRecord
from loaders.known_names import Names
from queries.execute import Question
from service.assigning import assign
from service.corrections import Wanted, correct
from service.store import Store
from tests.queries.asking import ask, reader_of
from tests.queries.secret import ONLY_SECRET, secret_plan
from tests.queries.seed import city_plan, first_plan, load, load_all, second_plan
from tests.records import Draft
from tests.service.correcting import PLAN, SAID, load_file, task_id

_WORDS = "source { quote start end rule confidence document { id symbol } }"
_ALL = """{
  units(first: 500) { nodes { name %s } } people(first: 500) { nodes { name %s } }
  positions(first: 500) { nodes { fullTitle %s } } places(first: 500) { nodes { fullName %s } }
  documents(first: 500) { nodes { symbol known %s } } }""" % ((_WORDS,) * 5)


def _earlier_plan() -> PlanRecord:
    """Issued before the others, loaded after them."""
    return (
        Draft(number=3, date="2025-12-01", title="Sạch làng tốt ruộng")
        .task("1", "Dọn rác", lead=["Công an xã", "Phòng Kinh tế"])
        .record()
    )


def _named(data: Any, kind: str, name: str, value: str) -> Any:  # noqa: ANN401 - JSON
    (found,) = (node for node in data[kind]["nodes"] if node[name] == value)
    return found["source"]


async def test_a_unit_answers_the_words_of_the_earliest_document_whichever_was_loaded_first(
    store: Store,
) -> None:
    await load(store, first_plan(), _earlier_plan())
    data = await ask(store, _ALL)
    text = _earlier_plan().source.text
    for name, quote in (
        ("Công an xã Đồng Mới", "Công an xã"),
        ("Ủy ban nhân dân xã Đồng Mới", "UBND xã Đồng Mới"),
    ):
        source = _named(data, "units", "name", name)
        assert source["document"]["symbol"] == "3/KH-UBND", name
        assert text[source["start"] : source["end"]] == source["quote"]
        assert source["quote"] == quote


async def test_every_node_that_a_document_names_answers_where(store: Store) -> None:
    await load_all(store)
    texts = {
        f"{plan.document.number}/KH-UBND": plan.source.text
        for plan in (city_plan(), first_plan(), second_plan())
    }
    data = await ask(store, _ALL)
    for kind, page in data.items():
        assert page["nodes"]
        for node in page["nodes"]:
            if kind == "places" and node["fullName"] == "Việt Nam":
                continue
            source = node["source"]
            assert source is not None, node
            text = texts[source["document"]["symbol"]]
            assert text[source["start"] : source["end"]] == source["quote"], node


@pytest.mark.parametrize(
    ("kind", "name", "value", "quote"),
    [
        ("people", "name", "Lê Văn An", "Lê Văn An"),
        ("people", "name", "Trần Thị Bình", "Trần Thị Bình Phó Chủ tịch UBND xã"),
        ("positions", "fullTitle", "Chủ tịch Ủy ban nhân dân xã Đồng Mới", "Lê Văn An"),
        ("places", "fullName", "xã Đồng Mới", "UBND xã Đồng Mới"),
        ("documents", "symbol", "12/KH-UBND", "Ánh sáng đường quê"),
        ("documents", "symbol", "57/2010/NĐ-CP", "Nghị định số 57/2010/NĐ-CP 2010-05-25 "),
    ],
)
async def test_a_node_answers_the_words_that_name_it(
    store: Store, kind: str, name: str, value: str, quote: str
) -> None:
    await load(store, first_plan())
    assert _named(await ask(store, _ALL), kind, name, value)["quote"] == quote


async def test_a_document_that_is_only_cited_answers_its_first_citation_until_it_is_read(
    store: Store,
) -> None:
    await load(store, first_plan())
    cited = _named(await ask(store, _ALL), "documents", "symbol", "146/KH-UBND")
    assert cited["document"]["symbol"] == "12/KH-UBND"
    await load(store, city_plan())
    read = _named(await ask(store, _ALL), "documents", "symbol", "146/KH-UBND")
    assert (read["quote"], read["start"]) == ("Phong trào thi đua của thành phố", 25)
    assert read["document"]["symbol"] == "146/KH-UBND"


@pytest.mark.parametrize("left", [("symbol",), ()])
async def test_a_document_without_a_printed_title_answers_its_number_or_nothing(
    store: Store, left: tuple[str, ...]
) -> None:
    record = first_plan()
    quotes = tuple(FieldQuote(name, record.document.quotes[1].quote) for name in left)
    await load(store, replace(record, document=replace(record.document, quotes=quotes)))
    (found,) = (n for n in (await ask(store, _ALL))["documents"]["nodes"] if n["known"])
    assert (found["source"] is not None) == bool(left)


async def test_what_a_person_entered_has_no_words_and_says_who_set_it_and_when(
    store: Store,
) -> None:
    await load_file(store)
    task = await task_id(store, "III.1.b")
    who = ("Đỗ Minh Quân, Phó Chủ tịch UBND xã",)
    said = replace(SAID, names=Names(new=True))
    await correct(store, Wanted(task, CorrectionKind.SET_VALUE, "overseers", who), said)
    await assign(store, task, "SUPPORT", "Trạm Thủy văn xã", replace(said, on="2026-07-15"))
    told = f"{_WORDS} correction {{ author at }}"
    text = f"query($id: ID!) {{ task(id: $id) {{ source {{ quote }} overseers {{ {told} person {{"
    text += f" name {_WORDS} }} }} assignments {{ role {told} unit {{ name {_WORDS} }} }} }} }}"
    found = (await ask(store, text, id=task))["task"]
    assert found["source"]["quote"]
    (overseer,) = found["overseers"]
    assert overseer["person"] == {"name": "Đỗ Minh Quân", "source": None}
    (support,) = (one for one in found["assignments"] if one["correction"])
    assert support["unit"] == {"name": "Trạm Thủy văn", "source": None}
    for one in (overseer, support):
        assert one["source"] is None
        assert one["correction"]["author"] == SAID.author
        assert one["correction"]["at"]
    printed = [one["source"]["quote"] for one in found["assignments"] if one is not support]
    assert printed
    assert all(quote in PLAN.read_text("utf-8") for quote in printed)


async def test_the_words_of_a_secret_document_are_told_to_those_alone_who_may_see_it(
    store: Store,
) -> None:
    hidden = secret_plan()
    frame = hidden.document
    assert frame.date is not None
    early = replace(frame, date=type(frame.date).parse("2025-01-01"))
    await load(store, first_plan(), replace(hidden, document=early))
    asked = reader_of(store)
    open_caller = Caller("Nguyễn Văn Đọc", Role.READER)
    seen = {}
    for level in (Secrecy.OPEN, Secrecy.SECRET):
        caller = replace(open_caller, clearance=level)
        data = (await asked.answer(Question(_ALL, {}, None, caller))).data
        seen[level] = _named(data, "units", "name", "Công an xã Đồng Mới")["document"]
        assert (ONLY_SECRET in str(data)) == (level is Secrecy.SECRET)
    assert [one["symbol"] for one in seen.values()] == ["12/KH-UBND", "99/KH-UBND"]
