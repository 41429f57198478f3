"""How reading time and memory grow with length: ``python -m tests.linear [PAGES …]``, by hand.

The same invented plan is written as text, Word, HTML and PDF, then read in a process of its own.
A time per page that grows from row to row is a fault of the reader.
"""

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

from loaders import read_plan
from tests.loaders.office_files import docx_of, paragraph
from tests.loaders.pdf_files import Page, Rule, Words, pdf_of

PAGES = (10, 40, 100, 300, 1000)
ROWS, ROW_LETTERS = 42, 72
HEAD = (
    "ỦY BAN NHÂN DÂN XÃ ĐỒNG MỚI",
    "Số: 15/KH-UBND",
    "Đồng Mới, ngày 05 tháng 3 năm 2026",
    "KẾ HOẠCH",
    "Phát triển kinh tế - xã hội xã Đồng Mới giai đoạn 2026 - 2030",
    "Căn cứ Nghị quyết số 09-NQ/TU ngày 12/01/2026 của Ban Thường vụ Thành ủy.",
)
TABLE = ("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn")


def plan(pages: int) -> Iterator[str | tuple[str, ...]]:
    """Paragraphs and table rows of a plan of so many pages, each page with facts of every kind."""
    yield from HEAD
    for page in range(1, pages + 1):
        yield f"{page}. NHIỆM VỤ VÀ GIẢI PHÁP CỦA LĨNH VỰC THỨ {page}"
        yield f"{page}.1. Mục tiêu"
        yield f"- Đến năm 2030, tỷ lệ hộ thôn {page} dùng nước sạch đạt {page % 90 + 9}% trở lên."
        yield f"{page}.2. Nhiệm vụ"
        yield from (_item(page, number) for number in range(6))
        yield f"- Văn phòng báo cáo Ủy ban nhân dân xã kết quả mục {page} trước ngày 25 hằng tháng."
        if page % 5 == 0:
            yield TABLE
            for row in range(1, 7):
                yield (
                    str(row),
                    f"Sửa đường số {page}.{row}",
                    "Phòng Kinh tế",
                    "Công an xã",
                    "Quý IV/2026",
                )


def _item(page: int, number: int) -> str:
    if number % 2:
        return (
            f"- Nâng cao chất lượng dịch vụ số {page}.{number}, quan tâm đời sống của Nhân dân các "
            "thôn, gắn với phong trào thi đua của xã."
        )
    return (
        f"- Phòng Kinh tế chủ trì, phối hợp với Công an xã, các thôn rà soát tuyến {page}."
        f"{number}, theo Công văn số {page}{number}/UBND-VP ngày 05/01/2026 của Ủy ban nhân dân "
        "thành phố; hoàn thành trước ngày 30/9/2026."
    )


def _text(pages: int) -> bytes:
    lines = ("\t".join(part) if isinstance(part, tuple) else part for part in plan(pages))
    return "\n".join(lines).encode()


def _tables(
    pages: int,
    row: Callable[[tuple[str, ...]], str],
    single: Callable[[str], str],
    table: Callable[[str], str],
) -> str:
    body, rows = [], ""
    for part in (*plan(pages), ""):
        if isinstance(part, tuple):
            rows += row(part)
            continue
        if rows:
            body.append(table(rows))
            rows = ""
        body.append(single(part))
    return "".join(body)


def _html(pages: int) -> bytes:
    body = _tables(
        pages,
        lambda cells: "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>",
        lambda words: f"<p>{escape(words)}</p>\n",
        lambda rows: f"<table>{rows}</table>\n",
    )
    return (
        f"<!doctype html><html><head><meta charset=utf-8></head><body>{body}</body></html>".encode()
    )


def _docx(pages: int) -> bytes:
    body = _tables(
        pages,
        lambda cells: (
            "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in cells) + "</w:tr>"
        ),
        paragraph,
        lambda rows: f"<w:tbl>{rows}</w:tbl>",
    )
    return docx_of(body)


def _pdf(pages: int) -> bytes:
    sheets: list[Page] = []
    rows: list[list[Words | Rule]] = []
    for part in plan(pages):
        rows += _ruled(part) if isinstance(part, tuple) else _wrapped(part)
    for start in range(0, len(rows), ROWS):
        sheet: list[Words | Rule] = []
        for index, row in enumerate(rows[start : start + ROWS]):
            y = 780 - 17 * index
            for mark in row:
                if isinstance(mark, Words):
                    sheet.append(Words(mark.x, y, mark.text))
                else:
                    sheet.append(Rule(mark.x0, y + mark.y0, mark.x1, y + mark.y1))
        sheets.append(sheet)
    return pdf_of(sheets)


def _wrapped(words: str) -> Iterator[list[Words | Rule]]:
    row = ""
    for word in words.split():
        if len(row) + len(word) >= ROW_LETTERS:
            yield [Words(85, 0, row)]
            row = ""
        row = f"{row} {word}".strip()
    yield [Words(85, 0, row)]


def _ruled(cells: tuple[str, ...]) -> Iterator[list[Words | Rule]]:
    borders = (80, 110, 260, 360, 440, 540)
    level = [Rule(80, y, 540, y) for y in (-4, 13)]
    upright = [Rule(x, -4, x, 13) for x in borders]
    yield [
        *level,
        *upright,
        *(Words(x + 3, 0, cell[:24]) for x, cell in zip(borders, cells, strict=False)),
    ]


FORMATS = {"txt": _text, "docx": _docx, "html": _html, "pdf": _pdf}


def measure(path: Path) -> None:
    """Read one file in this process and print seconds, megabytes and what was found."""
    content = path.read_bytes()
    read_plan(FORMATS["txt"](1), "warm.txt")
    before = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    begun = time.process_time()
    record = read_plan(content, path.name)
    seconds = time.process_time() - begun
    seconds += sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) - before
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"{seconds:.3f} {max(own, child) / 1024:.0f} {len(record.tasks)}")


def main(sizes: tuple[int, ...]) -> None:
    """One row for each format and length."""
    print(f"{'':6}{'trang':>6}{'giây':>9}{'ms/trang':>10}{'MB':>6}{'việc':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for name, write in FORMATS.items():
            for pages in sizes:
                path = Path(folder, f"plan.{name}")
                path.write_bytes(write(pages))
                command = [sys.executable, "-m", "tests.linear", "--measure", str(path)]
                done = subprocess.run(command, capture_output=True, text=True, check=False)
                if done.returncode:
                    print(f"{name:6}{pages:6} {done.stderr.splitlines()[-1]}")
                    continue
                seconds, megabytes, tasks = done.stdout.split()
                each = float(seconds) / pages * 1000
                print(
                    f"{name:6}{pages:6}{seconds:>9}{each:10.2f}{megabytes:>6}{tasks:>8}", flush=True
                )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(Path(sys.argv[2]))
    else:
        main(tuple(map(int, sys.argv[1:])) or PAGES)
