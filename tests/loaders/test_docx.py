import io

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Cm

from graph_schema.errors import DocumentTooLarge, UnreadableDocument
from loaders.lines import Cell, Line
from loaders.source import extract
from tests.loaders.office_files import NAMESPACES, docx_of, paragraph, styles, with_entry
from tests.loaders.test_text import check_slices


def read(content: bytes) -> tuple[Line, ...]:
    found = extract(content, "kế hoạch.docx")
    check_slices(found)
    return found.lines


def texts(content: bytes) -> list[str]:
    return [line.text for line in read(content)]


def saved(document: object) -> bytes:
    stream = io.BytesIO()
    document.save(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_paragraphs_and_tables_come_in_body_order() -> None:
    document = Document()
    document.add_heading("I. MỤC ĐÍCH", level=2)
    document.add_paragraph("Trước bảng")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "trái", "phải"
    document.add_paragraph("Sau bảng")
    lines = read(saved(document))
    assert [line.text for line in lines] == [
        "I. MỤC ĐÍCH", "Trước bảng", "trái", "phải", "Sau bảng",
    ]  # fmt: skip
    assert [line.heading for line in lines] == [2, None, None, None, None]
    assert extract(saved(document), "x").text.count("trái\tphải") == 1


def test_a_header_set_in_a_table_of_two_columns_is_read_column_by_column() -> None:
    document = Document()
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    left.text, right.text = "UBND TỈNH\nSỞ CÔNG THƯƠNG", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    right.add_paragraph("Độc lập - Tự do - Hạnh phúc")
    assert [(line.text, line.cell and line.cell.column) for line in read(saved(document))] == [
        ("UBND TỈNH", 0),
        ("SỞ CÔNG THƯƠNG", 0),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 1),
        ("Độc lập - Tự do - Hạnh phúc", 1),
    ]


def test_a_merged_cell_stands_once_with_the_rows_and_columns_it_covers() -> None:
    document = Document()
    table = document.add_table(rows=3, cols=3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "hai cột"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "hai hàng"
    assert [(line.text, line.cell) for line in read(saved(document))] == [
        ("00", Cell(0, 0, 0)),
        ("hai cột", Cell(0, 0, 1, columns=2)),
        ("hai hàng", Cell(0, 1, 0, rows=2)),
        ("11", Cell(0, 1, 1)),
        ("12", Cell(0, 1, 2)),
        ("21", Cell(0, 2, 1)),
        ("22", Cell(0, 2, 2)),
    ]


def test_a_table_inside_a_cell_is_a_table_of_its_own() -> None:
    document = Document()
    outer = document.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "ngoài"
    outer.cell(0, 1).add_table(rows=1, cols=1).cell(0, 0).text = "trong"
    document.add_table(rows=1, cols=1).cell(0, 0).text = "sau"
    assert [(line.text, line.cell and line.cell.table) for line in read(saved(document))] == [
        ("ngoài", 0),
        ("trong", 1),
        ("sau", 2),
    ]


def test_a_row_that_word_repeats_on_each_page_is_a_head() -> None:
    row = "<w:tr><w:trPr>{}</w:trPr><w:tc>{}</w:tc></w:tr>"
    table = row.format("<w:tblHeader/>", paragraph("STT")) + row.format("", paragraph("1"))
    lines = read(docx_of(f"<w:tbl>{table}</w:tbl>"))
    assert [line.cell and line.cell.header for line in lines] == [True, False]


def test_rows_and_cells_wrapped_in_content_controls_are_read() -> None:
    cell = f"<w:sdt><w:sdtContent><w:tc>{paragraph('ô')}</w:tc></w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent><w:tr>{cell}</w:tr></w:sdtContent></w:sdt>"
    block = f"<w:sdt><w:sdtContent>{paragraph('khối')}</w:sdtContent></w:sdt>"
    assert texts(docx_of(f"<w:tbl>{row}</w:tbl>{block}")) == ["ô", "khối"]


@pytest.mark.parametrize(
    ("inner", "printed"),
    [
        (run("giữ ") + f"<w:ins>{run('thêm')}</w:ins>", ["giữ thêm"]),
        (run("giữ") + "<w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>", ["giữ"]),
        (f"<w:moveFrom>{run('cũ')}</w:moveFrom><w:moveTo>{run('mới')}</w:moveTo>", ["mới"]),
        (run("a") + run("ẩn", "<w:vanish/>") + run("b"), ["ab"]),
        ("<w:r><w:t>một</w:t><w:br/><w:t>hai</w:t><w:cr/><w:t>ba</w:t></w:r>",
         ["một", "hai", "ba"]),
        ("<w:r><w:t>1.</w:t><w:tab/><w:t>Tên</w:t></w:r>", ["1.\tTên"]),
        ("<w:r><w:t>a</w:t><w:noBreakHyphen/><w:t>b</w:t><w:softHyphen/></w:r>", ["a-b"]),
        (f"<w:hyperlink>{run('liên kết')}</w:hyperlink>", ["liên kết"]),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + run(" xong"), ["✓ xong"]),
        ("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>", ["a+b"]),
        (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText>'
            f"</w:r>{run('bí mật')}"
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("7")}'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run(" trang"),
            ["7 trang"],
        ),
    ],
    ids=[
        "insertion", "deletion", "move", "hidden", "soft break", "tab", "hyphens", "link", "symbol",
        "formula", "field",
    ],
)  # fmt: skip
def test_a_paragraph_prints_what_word_prints_with_changes_accepted(
    inner: str, printed: list[str]
) -> None:
    assert texts(docx_of(f"<w:p>{inner}</w:p>")) == printed


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    first = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('đầu ')}</w:p>"
    assert texts(docx_of(first + paragraph("cuối") + paragraph("sau"))) == ["đầu cuối", "sau"]


def test_a_deleted_row_is_gone() -> None:
    row = "<w:tr><w:trPr>{}</w:trPr><w:tc>{}</w:tc></w:tr>"
    rows = row.format("<w:del/>", paragraph("bỏ")) + row.format("", paragraph("giữ"))
    assert texts(docx_of(f"<w:tbl>{rows}</w:tbl>")) == ["giữ"]


def test_a_text_box_stands_once_although_word_keeps_it_in_two_forms() -> None:
    box = f"<w:txbxContent>{paragraph('DỰ THẢO')}</w:txbxContent>"
    drawing = (
        "<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    body = f"<w:p><w:r>{drawing}</w:r>{run('Đoạn')}</w:p>"
    assert texts(docx_of(body)) == ["Đoạn", "DỰ THẢO"]
    legacy = f"<w:p><w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r></w:p>"
    assert texts(docx_of(legacy)) == ["DỰ THẢO"]


def test_notes_come_last_once_and_their_marks_leave_the_sentence_alone() -> None:
    body = (
        f"<w:p>{run('đá vôi')}<w:r><w:footnoteReference w:id='2'/></w:r>{run(' và cát')}</w:p>"
        + paragraph("Đoạn sau")
    )
    notes = (
        f"<w:footnotes {NAMESPACES}><w:footnote w:id='-1' w:type='separator'>{paragraph('---')}"
        f"</w:footnote><w:footnote w:id='2'>{paragraph(' Ghi chú')}</w:footnote></w:footnotes>"
    )
    lines = read(docx_of(body, footnotes=notes))
    assert [(line.text, line.footnote) for line in lines] == [
        ("đá vôi và cát", False),
        ("Đoạn sau", False),
        ("Ghi chú", True),
    ]


def test_looks_are_inherited_along_the_chain_of_styles() -> None:
    sheet = styles(
        "<w:docDefaults><w:rPrDefault><w:rPr><w:i/></w:rPr></w:rPrDefault></w:docDefaults>"
        "<w:style w:type='paragraph' w:styleId='a'><w:name w:val='heading 3'/>"
        "<w:pPr><w:jc w:val='center'/></w:pPr><w:rPr><w:b/></w:rPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='b'><w:basedOn w:val='a'/>"
        "<w:rPr><w:i w:val='0'/></w:rPr></w:style>"
        "<w:style w:type='character' w:styleId='c'><w:rPr><w:b w:val='false'/></w:rPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='x'><w:basedOn w:val='y'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='y'><w:basedOn w:val='x'/></w:style>"
    )
    plain = run("c", "<w:rStyle w:val='c'/>")
    body = (
        paragraph("a", "<w:pStyle w:val='a'/>")
        + paragraph("b", "<w:pStyle w:val='b'/>")
        + f"<w:p><w:pPr><w:pStyle w:val='b'/></w:pPr>{plain}</w:p>"
        + paragraph("vòng", "<w:pStyle w:val='x'/>")
    )
    looks = [
        (line.text, line.bold, line.italic, line.centred, line.heading)
        for line in read(docx_of(body, styles=sheet))
    ]
    assert looks == [
        ("a", True, True, True, 3),
        ("b", True, False, True, 3),
        ("c", False, False, True, 3),
        ("vòng", False, True, False, None),
    ]


def test_a_line_is_bold_only_when_all_its_words_are() -> None:
    document = Document()
    document.add_paragraph().add_run("toàn bộ").bold = True
    mixed = document.add_paragraph()
    mixed.add_run("một phần").bold = True
    mixed.add_run(" thường")
    centred = document.add_paragraph("giữa")
    centred.alignment = WD_ALIGN_PARAGRAPH.CENTER
    document.add_paragraph("lùi").paragraph_format.left_indent = Cm(1.27)
    lines = read(saved(document))
    assert [(line.bold, line.centred, line.indent) for line in lines] == [
        (True, False, 0),
        (False, False, 0),
        (False, True, 0),
        (False, False, 1),
    ]


def test_pages_are_counted_by_breaks_and_by_words_own_rendering() -> None:
    document = Document()
    document.add_paragraph("một").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("hai")
    assert [line.page for line in read(saved(document))] == [1, 2]
    rendered = "<w:lastRenderedPageBreak/>"
    body = (
        paragraph("một")
        + f"<w:p><w:r>{rendered}<w:t>hai</w:t></w:r></w:p>"
        + "<w:p><w:r><w:br w:type='page'/></w:r></w:p>"
        + f"<w:p><w:r>{rendered}<w:t>ba</w:t></w:r></w:p>"
        + paragraph("hết phần", "<w:sectPr/>")
        + paragraph("bốn")
    )
    assert [line.page for line in read(docx_of(body))] == [1, 2, 3, 3, 4]


def test_a_row_over_two_pages_counts_its_break_once() -> None:
    cell = "<w:tc><w:p><w:r><w:t>a</w:t><w:lastRenderedPageBreak/><w:t>b</w:t></w:r></w:p></w:tc>"
    body = f"<w:tbl><w:tr>{cell * 3}</w:tr></w:tbl>" + paragraph("sau")
    assert read(docx_of(body))[-1].page == 2


def test_a_file_without_any_break_knows_no_pages() -> None:
    assert read(docx_of(paragraph("a")))[0].page is None


def test_strict_open_xml_reads_like_the_transitional_one() -> None:
    transitional = docx_of(paragraph("Kế hoạch"))
    strict = f"<w:document {NAMESPACES}><w:body>{paragraph('Kế hoạch')}</w:body></w:document>"
    strict = strict.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    assert texts(with_entry(transitional, "word/document.xml", strict.encode())) == ["Kế hoạch"]


@pytest.mark.parametrize(
    ("content", "kind", "reason"),
    [
        (docx_of(""), UnreadableDocument, "không có chữ"),
        (docx_of("<w:p>")[:-40], UnreadableDocument, "cắt cụt"),
        (docx_of("<w:p>"), UnreadableDocument, "word/document.xml"),
        (docx_of("<w:altChunk/>" + paragraph("a")), UnreadableDocument, "nhúng"),
        (docx_of("<w:sdt><w:sdtContent>" * 40 + "</w:sdtContent></w:sdt>" * 40), DocumentTooLarge,
         "độ sâu"),
        (docx_of("<w:p>" + "<w:ins>" * 40 + "</w:ins>" * 40 + "</w:p>"), DocumentTooLarge,
         "độ sâu"),
    ],
    ids=["empty", "cut", "broken", "altChunk", "deep blocks", "deep runs"],
)  # fmt: skip
def test_a_word_file_that_cannot_be_read_whole_is_refused(
    content: bytes, kind: type[UnreadableDocument], reason: str
) -> None:
    with pytest.raises(kind, match=reason):
        extract(content, "kế hoạch.docx")
