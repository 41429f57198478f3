"""The published plans, where they are: every format is read whole, every line is its slice."""

from pathlib import Path

import pytest

from graph_schema.errors import UnreadableDocument
from loaders.source import extract
from tests.loaders.test_text import check_slices

PLANS = Path(__file__).resolve().parents[3] / "shared" / "plans"
FILES = sorted(path for path in PLANS.rglob("*") if path.is_file() and path.suffix != ".pdf")

pytestmark = pytest.mark.skipif(not PLANS.is_dir(), reason="../shared/plans is not here")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_published_plan_is_read(path: Path) -> None:
    found = extract(path.read_bytes(), path.name)
    check_slices(found)
    assert len(found.lines) > 40
    upper = " ".join(line.text.upper() for line in found.lines[:30])
    assert any(kind in upper for kind in ("KẾ HOẠCH", "QUYẾT", "CHỈ THỊ", "V/V"))


def test_a_wrecked_text_layer_is_refused_with_the_reason_and_the_remedy() -> None:
    content = (PLANS / "more" / "garbled-text-layer.pdf").read_bytes()
    with pytest.raises(UnreadableDocument, match=r"Lớp chữ của tệp bị hỏng.*OCR"):
        extract(content, "báo cáo.pdf")


@pytest.mark.parametrize(
    ("name", "cell", "text"),
    [
        ("sct-laocai-kh-de-an-08-2026.docx", (0, 0, 0), "UBND TỈNH LÀO CAI"),
        ("sct-laocai-kh-de-an-08-2026.docx", (1, 0, 1), "Trịnh Văn Thành"),
        ("ubnd-laocai-kh-chi-thi-11-khoang-san-2026.docx", (2, 2, 2), "Các Sở, ban, ngành"),
        ("mttq-luongminh-kh-bau-cu-2025.htm", (0, 0, 1), "Độc lập - Tự do - Hạnh phúc"),
        ("bcdqg1237-kh-252-2013.md", (0, 1, 0), "Số: 252/KH-BCĐQG1237"),
    ],
)
def test_cells_of_published_plans_stand_where_they_are_printed(
    name: str, cell: tuple[int, int, int], text: str
) -> None:
    path = PLANS / "more" / name
    lines = extract(path.read_bytes(), name).lines
    there = [
        line.text
        for line in lines
        if line.cell and (line.cell.table, line.cell.row, line.cell.column) == cell
    ]
    assert any(text in line for line in there)
