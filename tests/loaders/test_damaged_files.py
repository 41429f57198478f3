"""Files damaged at random: read or refused in words, never a stack trace."""

import contextlib
import io
import zipfile
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_schema.errors import UnreadableDocument
from loaders.source import extract
from tests.loaders.office_files import W, docx_of, item, paragraph, with_entry
from tests.loaders.pdf_files import Page, Rule, Words, pdf_of
from tests.loaders.test_docx_numbering import OUTLINE, instance
from tests.loaders.test_text import check_slices
from tests.loaders.test_xlsx import book, saved
from tests.quickest import quickest

VALUES = st.sampled_from([b"", b"-1", b"0", b"999999999999", b"x", "á".encode(), b"%1%9", b"1e5"])
Edits = list[tuple[float, int]]
EDITS = st.lists(st.tuples(st.floats(0, 0.9999), st.integers(0, 255)), min_size=1, max_size=20)


def word_file() -> bytes:
    row = f"<w:tr><w:tc>{item('ô', 1, 2)}</w:tc><w:tc>{paragraph('hai')}</w:tc></w:tr>"
    body = item("một", 1) + f"<w:tbl>{row * 2}</w:tbl>" + paragraph("cuối")
    lists = f'<w:numbering xmlns:w="{W}">{OUTLINE}{instance(1, 0)}</w:numbering>'
    return docx_of(body, numbering=lists)


def workbook() -> bytes:
    made, sheet = book()
    sheet.append(["STT", "Nhiệm vụ", 3, 0.5])
    sheet.merge_cells("A2:B3")
    return saved(made)


def pages_of_pdf() -> bytes:
    page = [Words(50, 700 - 16 * row, f"Nhiệm vụ {row}: Ủy ban nhân dân") for row in range(30)]
    return pdf_of([page] * 4)


def edited(content: bytes, edits: Edits) -> bytes:
    changed = bytearray(content)
    for place, byte in edits:
        changed[int(place * len(changed))] = byte
    return bytes(changed)


def read_or_refuse(content: bytes) -> None:
    with contextlib.suppress(UnreadableDocument):
        check_slices(extract(content, "tệp"))


@pytest.mark.parametrize("make", [word_file, workbook])
@given(edits=EDITS)
@settings(max_examples=80, deadline=None)
def test_a_package_with_changed_bytes_is_read_or_refused(
    make: Callable[[], bytes], edits: Edits
) -> None:
    read_or_refuse(edited(make(), edits))


@pytest.mark.parametrize(
    ("make", "part"),
    [
        (word_file, "word/document.xml"),
        (word_file, "word/numbering.xml"),
        (word_file, "word/_rels/document.xml.rels"),
        (workbook, "xl/worksheets/sheet1.xml"),
        (workbook, "xl/workbook.xml"),
        (workbook, "xl/styles.xml"),
    ],
)
@given(places=st.lists(st.tuples(st.floats(0, 0.9999), VALUES), min_size=1, max_size=6))
@settings(max_examples=40, deadline=None)
def test_a_part_with_senseless_values_is_read_or_refused(
    make: Callable[[], bytes], part: str, places: list[tuple[float, bytes]]
) -> None:
    content = make()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        pieces = archive.read(part).split(b'"')
    for place, value in places:
        pieces[int(place * (len(pieces) // 2)) * 2 + 1] = value
    read_or_refuse(with_entry(content, part, b'"'.join(pieces)))


@given(edits=EDITS)
@settings(max_examples=15, deadline=None)
def test_a_pdf_with_changed_bytes_is_read_or_refused(edits: Edits) -> None:
    page: Page = [
        Words(85, 700, "Ủy ban nhân dân"),
        Rule(80, 690, 300, 690),
        Words(85, 650, "phường"),
    ]
    read_or_refuse(edited(pdf_of([page]), edits))


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    read_or_refuse(content)


@pytest.mark.parametrize("make", [word_file, workbook, pages_of_pdf])
def test_a_file_cut_off_at_any_of_a_hundred_places_is_refused_in_words_and_at_once(
    make: Callable[[], bytes],
) -> None:
    content = make()
    for place in range(100):
        part = content[: len(content) * place // 100]
        assert quickest(partial(_refused, part), 2.0) <= 2.0


def _refused(content: bytes) -> None:
    with pytest.raises(UnreadableDocument, match=r"^tệp: \S.{20,}[.]$"):
        extract(content, "tệp")
