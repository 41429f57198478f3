"""Page furniture: page numbers and running heads, which belong to the paper and not the text."""

import re
from collections import Counter

from loaders.pdf_columns import Row, set_rows
from loaders.pdf_page import Page

_PAGE_NUMBER = re.compile(
    r"(?:[-–—]\s*)?(?:trang\s*)?\d{1,4}(?:\s*[/|]\s*\d{1,4})?(?:\s*[-–—])?", re.IGNORECASE
)
_MARGIN = 0.12
_DIGITS = re.compile(r"\d+")
_REPEATS = 3


def clear_furniture(pages: list[Page]) -> float:
    """Take page numbers and repeated heads off; return the size of the body's letters."""
    edges = [_outer_rows(page) for page in pages]
    folded = Counter(_fold(row) for rows in edges for row in rows)
    enough = max(_REPEATS, len(pages) * 0.6)
    for page, rows in zip(pages, edges, strict=True):
        gone = {
            id(word)
            for row in rows
            if _PAGE_NUMBER.fullmatch(row.text.strip()) or folded[_fold(row)] >= enough
            for word in row.words
        }
        if gone:
            page.words = [word for word in page.words if id(word) not in gone]
    sizes = Counter(round(word.size, 1) for page in pages for word in page.words)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _outer_rows(page: Page) -> list[Row]:
    """The first row in the upper margin and the last in the lower one."""
    low, high = page.height * _MARGIN, page.height * (1 - _MARGIN)
    upper = set_rows([word for word in page.words if word.base < low])
    lower = set_rows([word for word in page.words if word.base > high])
    return upper[:1] + lower[-1:]


def _fold(row: Row) -> str:
    return _DIGITS.sub("0", row.text)
