"""The draft of an annual report: every plan of an issuer, what was reported, what is missing."""

import io
from datetime import date
from pathlib import Path

import docx
import pytest

from graph_schema.callers import LOCAL_READER
from loaders import load_plan, read_plan
from service.asking import StoreAsk
from service.reports.build import Span
from service.reports.draft import NOBODY, Draft, draft_report
from service.reports.draft_drawn import draw_draft
from service.reports.draft_told import asked_words, number_words
from service.reports.figures import Figure, Measured, Reached
from service.reports.letter import Letterhead
from service.reports.pick import unit_by_id
from service.reports.render import Form
from service.store import Store
from tests.service.answering import data_of
from tests.service.command import SAMPLES, daumoi
from tests.service.correcting import rows
from tests.service.test_changes import change, changing

_DAY = date(2026, 11, 20)
_SPAN = Span(2026, _DAY)
_REPORT = """mutation($input: ReportProgressInput!) { reportProgress(input: $input) {
  __typename ... on Refused { message } } }"""
_MEASURE = """mutation($input: RecordMeasurementInput!) { recordMeasurement(input: $input) {
  __typename ... on Refused { message } } }"""


async def _issuer(store: Store) -> str:
    """The issuer of two loaded plans of one commune."""
    for name in ("kh-41-ben-sao.md", "kh-63-ben-sao.docx"):
        path = SAMPLES / name
        record = read_plan(path.read_bytes(), path.name)
        await store.load(lambda session, record=record: load_plan(session, record))  # type: ignore[misc]
    found = await rows(store, "MATCH (:Plan)-[:ISSUED_BY]->(u:Unit) RETURN DISTINCT u.id")
    assert len(found) == 1
    return str(found[0][0])


async def _draft(store: Store, issuer: str) -> Draft:
    ask = StoreAsk(store, LOCAL_READER)
    return await draft_report(ask, await unit_by_id(ask, issuer), _SPAN)


async def test_a_draft_tells_what_was_reported_and_what_is_missing_from_whom(
    store: Store,
) -> None:
    issuer = await _issuer(store)
    async with changing(store) as client:
        found = await data_of(
            client,
            "{ tasks(where: {hasLead: true}, first: 1, orderBy: [PLAN, REF]) { nodes { id text } }"
            " targets(first: 1, orderBy: [PLAN, REF]) { nodes { id value } } }",
        )
        task, target = found["tasks"]["nodes"][0], found["targets"]["nodes"][0]
        said = {"result": "Đã trồng 120 cây", "by": "Bà Tư", "percent": 40}
        reported = await change(client, _REPORT, task=task["id"], on="2026-10-05", **said)
        later = await change(client, _REPORT, task=task["id"], on="2026-11-21", percent=90)
        measured = await change(
            client, _MEASURE, target=target["id"], value=target["value"], on="2026-10-06"
        )
    kinds = [one["__typename"] for one in (reported, later, measured)]
    assert "Refused" not in kinds, (reported, later, measured)
    draft = await _draft(store, issuer)
    assert len(draft.table.parts) == 2
    page = draw_draft(draft, Form.MD, Letterhead("A")).content.decode()
    assert "(ngày 05/10/2026, Bà Tư báo cáo) Đã trồng 120 cây. Mức độ hoàn thành 40%." in page
    assert "90%" not in page.split("## III.")[0]
    silent = sum(1 for row in draft.table.rows if row.updated is None)
    assert silent == len(draft.table.rows) - 1
    assert f"{silent} nhiệm vụ chưa có báo cáo nào" in page
    assert page.count("**Còn thiếu:**") == silent
    assert draft.reached()[Reached.NO_FIGURE] == len(draft.figures) - 1
    missing = {one.unit: (one.tasks, one.figures) for one in draft.missing()}
    without_lead = [row for row in draft.table.rows if not row.leads and row.updated is None]
    assert missing.get(NOBODY, (0, 0))[0] == len(without_lead)


async def test_the_letter_is_marked_as_a_draft_and_holds_each_task_once(store: Store) -> None:
    draft = await _draft(store, await _issuer(store))
    head = Letterhead("Ủy ban nhân dân phường Bến Sao")
    letter = docx.Document(io.BytesIO(draw_draft(draft, Form.DOCX, head).content))
    assert "(DỰ THẢO)" in letter.tables[0].rows[0].cells[0].text
    told = [paragraph.text for paragraph in letter.paragraphs]
    for part in draft.table.parts:
        assert sum(part.plan in words for words in told) == 1
    texts = [" ".join(row.text.split()) for row in draft.table.rows]
    for text in set(texts):
        assert sum(words.endswith(text) for words in told) >= texts.count(text)
    appendices = [words for words in told if words.startswith("PHỤ LỤC")]
    assert appendices == ["PHỤ LỤC I", "PHỤ LỤC II", "PHỤ LỤC III"]
    numbers = [row.cells[0].text for row in letter.tables[-1].rows]
    assert [text for text in numbers if text.isdecimal()] == [
        str(number) for number in range(1, len(draft.figures) + 1)
    ]


_LATER, _EARLIER = date(2026, 12, 31), date(2026, 6, 30)
# (operator, asked, to, measured, deadline) to what is said of it.
_VERDICTS: list[tuple[tuple[str, float | None, float | None, float | None, date | None], str]] = [
    ((">=", 80, None, 80, None), "REACHED"),
    ((">=", 80, None, 79.9, _LATER), "OPEN"),
    ((">=", 80, None, 79.9, None), "OPEN"),
    ((">=", 80, None, 79.9, _EARLIER), "MISSED"),
    (("<=", 5, None, 5, None), "REACHED"),
    (("<=", 5, None, 6, _EARLIER), "MISSED"),
    (("=", 40, None, 40, None), "REACHED"),
    (("=", 40, None, 41, _EARLIER), "ABOVE"),
    (("=", 40, None, 39, _EARLIER), "BELOW"),
    (("=", 20, 30, 25, None), "REACHED"),
    (("=", 20, 30, 31, _EARLIER), "MISSED"),
    (("=", None, None, 31, None), "UNKNOWN"),
    ((">=", 80, None, None, _EARLIER), "NO_FIGURE"),
]


@pytest.mark.parametrize(("given", "verdict"), _VERDICTS)
def test_a_target_is_told_reached_only_where_the_words_allow_it(
    given: tuple[str, float | None, float | None, float | None, date | None], verdict: str
) -> None:
    op, low, high, found, due = given
    latest = None if found is None else Measured(found, date(2026, 10, 1))
    figure = Figure("t", "p", op=op, value=low, value_max=high, due=due, latest=latest)
    assert figure.reached(_DAY) == verdict


@pytest.mark.parametrize(
    ("value", "words"),
    [(80.0, "80"), (1234567.0, "1.234.567"), (21.1, "21,1"), (0.05, "0,05"), (100.0, "100")],
)
def test_numbers_are_written_as_offices_write_them(value: float, words: str) -> None:
    assert number_words(value) == words


def test_what_is_asked_is_said_with_its_operator_and_unit() -> None:
    figure = Figure("t", "p", op=">=", value=1500.0, unit="hộ")
    assert asked_words(figure) == "từ 1.500 hộ"
    assert asked_words(Figure("t", "p", value=20.0, value_max=30.0, unit="%")) == "20–30%"
    assert asked_words(Figure("t", "p")) == "không nêu số"


def test_the_command_writes_a_word_file_and_refuses_other_forms(tmp_path: Path) -> None:
    assert daumoi("load", SAMPLES / "kh-27-dong-may.txt", folder=tmp_path).code == 0
    asked = ("report", "draft", "--issuer", "UBND xã Đồng Mây", "--year", "2026")
    said = daumoi(*asked, "--output", tmp_path / "nam.docx", folder=tmp_path)
    assert said.code == 0, said.err
    letter = docx.Document(str(tmp_path / "nam.docx"))
    title = letter.paragraphs[1].text
    assert title.endswith("năm 2026")
    assert title.count("Đồng Mây") == 1
    refused = daumoi(*asked, "--format", "xlsx", folder=tmp_path)
    assert refused.code == 2
    assert "docx, pdf, md" in refused.err
