"""The draft of an annual report as a Word document, and as a page of Markdown."""

from collections.abc import Iterable, Iterator, Sequence

from docx.document import Document
from docx.enum.text import WD_BREAK

from graph_schema.own_files import OWN_COMMENT
from service.reports.docx import (
    appendix_line,
    as_bytes,
    new_document,
    write_figures,
    write_lists,
)
from service.reports.draft import Draft
from service.reports.draft_told import (
    FIGURE_HEADS,
    MISSING_HEADS,
    Look,
    Said,
    body,
    figure_lines,
)
from service.reports.letter import Letterhead, write_end, write_head, write_text
from service.reports.pdf import to_pdf
from service.reports.plain import plain_words
from service.reports.render import MEDIA_TYPES, Drawn, Form, file_stem
from service.reports.tables import Band, Line, write_table
from service.reports.words import as_of_words, rate_words, summary_rows, title_of, whole

FORMS = (Form.DOCX, Form.PDF, Form.MD)
_MISSING = "III. BÁO CÁO, SỐ LIỆU CÒN THIẾU"
_FIGURES = "IV. SỐ LIỆU TỔNG HỢP"
_NOTHING_MISSING = (
    "Không có nhiệm vụ, kỳ báo cáo nào thiếu báo cáo, không có chỉ tiêu nào thiếu số liệu."
)
_MISSING_WORDS = (
    "Một nhiệm vụ do nhiều đơn vị chủ trì được kể ở từng đơn vị; bản dự thảo không ước tính thay "
    "cho số liệu chưa có."
)
_CLOSING = (
    "Danh mục nhiệm vụ tại Phụ lục I, thông tin theo dõi tại Phụ lục II, chỉ tiêu tại Phụ lục III "
    "kèm theo./."
)
_MISSING_WIDTHS = (7.2, 2.8, 2.8, 3.0)
_FIGURE_WIDTHS = (1.0, 8.2, 2.8, 2.2, 2.8, 2.2, 3.4, 4.1)


def draw_draft(draft: Draft, form: Form, head: Letterhead) -> Drawn:
    """The file of a draft."""
    table = draft.table
    if form is Form.MD:
        content = ("\n".join((*_markdown(draft), "", OWN_COMMENT)) + "\n").encode(
            "utf-8", "replace"
        )
    else:
        content = _docx(draft, head)
        content = to_pdf(content, len(draft.table.rows)) if form is Form.PDF else content
    title = f"Dự thảo báo cáo {table.subject} {table.year}.{form}"
    return Drawn(content, MEDIA_TYPES[form], f"du-thao-{file_stem(table)}.{form}", title)


def _docx(draft: Draft, head: Letterhead) -> bytes:
    table = draft.table
    document = new_document(f"Dự thảo: {title_of(table)}", table)
    write_head(document, head, "Báo cáo", title_of(table), draft=True)
    for said in body(draft):
        _write(document, said)
    write_text(document, _MISSING, bold=True)
    if missing := _missing(draft):
        write_text(document, _MISSING_WORDS)
        write_table(document, MISSING_HEADS, _MISSING_WIDTHS, missing, centred=frozenset({1, 2, 3}))
        document.add_paragraph()
    else:
        write_text(document, _NOTHING_MISSING)
    write_text(document, _FIGURES, bold=True)
    write_figures(document, table)
    write_text(document, _CLOSING)
    write_end(document, head)
    write_lists(document, table)
    _write_targets(document, draft)
    return as_bytes(document)


def _write(document: Document, said: Said) -> None:
    strong = said.look is not Look.TEXT
    write_text(document, said.words, bold=strong, italic=said.look is Look.HEADING, lead=said.lead)


def _missing(draft: Draft) -> list[Sequence[str]]:
    return [
        (one.unit, whole(one.tasks), whole(one.figures), whole(one.times))
        for one in draft.missing()
    ]


def _write_targets(document: Document, draft: Draft) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    for words in ("PHỤ LỤC III", "CHỈ TIÊU VÀ SỐ LIỆU"):
        appendix_line(document, words, bold=True)
    appendix_line(document, f"({as_of_words(draft.table)})", italic=True)
    lines: list[Line] = []
    for plan, rows in figure_lines(draft):
        lines += [Band(plan), *rows]
    centred = frozenset({0, 3, 5})
    write_table(document, FIGURE_HEADS, _FIGURE_WIDTHS, lines, centred=centred)


_MARKS = {Look.PART: "## ", Look.PLAN: "### ", Look.HEADING: "#### ", Look.TEXT: ""}


def _markdown(draft: Draft) -> Iterator[str]:
    table = draft.table
    yield from (f"# (DỰ THẢO) {plain_words(title_of(table))}", "", as_of_words(table))
    for said in body(draft):
        lead = f"**{plain_words(said.lead).strip()}** " if said.lead else ""
        yield from ("", f"{_MARKS[said.look]}{lead}{plain_words(said.words)}")
    yield from ("", f"## {_MISSING}", "")
    missing = _missing(draft)
    yield from _table(MISSING_HEADS, missing) if missing else (_NOTHING_MISSING,)
    yield from ("", f"## {_FIGURES}", "")
    counted = summary_rows(table.summary, table.recurring)
    figures = ((words, _value(value)) for words, value, _ in counted)
    yield from _table(("Chỉ số", "Số liệu"), figures)
    for plan, rows in figure_lines(draft):
        yield from ("", f"### Chỉ tiêu: {plain_words(plan)}", "", *_table(FIGURE_HEADS, rows))


def _value(value: float | None) -> str:
    return rate_words(value) if value is None or isinstance(value, float) else whole(value)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield "|" + "---|" * len(heads)
    for row in rows:
        yield f"| {' | '.join(map(plain_words, row))} |"
