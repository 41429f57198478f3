"""A row that takes nothing in any document, and whose wording nobody documents, has to leave."""

from collections.abc import Iterator

import pytest

from loaders.healing import heal
from loaders.parts import sort_parts
from loaders.plan import read_extract
from loaders.rules import Found, Stand, Table
from loaders.source import extract
from tests.loaders.documents import INVENTED, PLANS, REAL
from tests.loaders.rule_tables import TABLES

# Rows that no document at hand needs, and who says that documents are so written.
DOCUMENTED = {
    "moments:day-span-one-month": "days of one event as one span, as programmes of events print it",
    "moments:half-year": "reports and plans by half-years, as the interval '6 tháng' is",
    "moments:month-of-year": "form.md 7: '6/2025' alone in a cell",
    "moments:quarter-list": "form.md 7: lists of quarters, as 'Tháng 11, 12/2013' of months",
    "lines:kind-line-alone": "Word's style may make capitals of 'Kế hoạch' in the file",
    "lines:big-part": "form.md 2: phần (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6đ)",
    "lines:chapter": "form.md 2: chương, in Roman numbers (the same)",
    "lines:section": "form.md 2: mục, in Arabic numbers (the same)",
    "lines:ordinal": "form.md 2: 'Thứ nhất,' as a mark of items",
    "owners:by-whom-at-the-end": "the same as a bracket, after a comma or a dash",
    "owners:bracket": "gold/README.md: an item may itself make a unit answer for its target",
    "owners:labelled-bracket": "the same",
    "owners:answers-for-this-target": "the same",
    "changes-after:void-by-this": "house.md, vocabulary: bãi bỏ, hết hiệu lực (REPEALS)",
    "changes-before:this-amends": "house.md, vocabulary: thay thế (REPLACES), sửa đổi",
    "changes-opening:opens-with-amending": "the same, as titles of amending plans begin",
    "changes-opening:opens-with-replacing": "the same",
    "labels:direction-label": "gold/README.md: 'chỉ đạo' alone names an overseer",
}


def _seen(paths_read: "list[str]", monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The rows that the reader was given an answer by, over all documents."""
    first, every = Table.first, Table.every
    seen: set[str] = set()

    def spied_first(
        self: Table[object], text: str, where: Stand | None = None
    ) -> Found[object] | None:
        found = first(self, text, where)
        if found is not None and self.name != "lines":
            seen.add(f"{self.name}:{found.rule.name}")
        return found

    def spied_every(
        self: Table[object], text: str, start: int = 0, end: int | None = None
    ) -> Iterator[Found[object]]:
        for found in every(self, text, start, end):
            seen.add(f"{self.name}:{found.rule.name}")
            yield found

    monkeypatch.setattr(Table, "first", spied_first)
    monkeypatch.setattr(Table, "every", spied_every)
    for path in [*INVENTED, *REAL]:
        if path.suffix == ".pdf":
            continue
        found = extract(path.read_bytes(), path.name)
        parts = sort_parts(heal(found))
        seen.update(
            f"lines:{line.rule}"
            for part in parts.texts
            for line in (*part.head, *part.body, *part.tail, *parts.footnotes)
        )
        read_extract(found, b"", path.name)
        paths_read.append(path.name)
    return seen


@pytest.mark.skipif(not PLANS.is_dir(), reason="../shared/plans is not here")
def test_every_row_takes_something_in_a_document_or_its_wording_is_documented(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read: list[str] = []
    seen = _seen(read, monkeypatch)
    rows = {f"{table.name}:{row.name}" for table in TABLES for row in table.rows}
    assert len(read) > 20
    # "page-number" lines are gone before the parts are sorted.
    dead = rows - seen - {"lines:page-number"}
    unexplained = dead - DOCUMENTED.keys()
    assert unexplained == set(), "put a document into tests/documents, or say who documents it"
    assert DOCUMENTED.keys() - rows == set(), "no row has this name any more"
