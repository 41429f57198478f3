"""``daumoi check``: the monthly check, with first-seen dates, trends and waivers."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from graph_schema.dated import today
from graph_schema.errors import BadSetting
from graph_schema.json_text import pretty
from service import command_line as line
from service.asking import Ask, with_reader
from service.console import write_answer
from service.options import takes_settings
from service.reports.check_book import Book, Waiver, read_book, write_book
from service.reports.command import Wanted
from service.reports.findings import KIND_WORDS, Finding, Kind, find_all
from service.reports.listed import Cell, ListForm, listed
from service.reports.wanted_line import AsOf
from service.settings import Settings
from service.unseen import in_ascii

_HEADS = ("Mã", "Loại", "Điều thấy", "Văn bản", "Trích", "Thấy từ")
_SUMMARY_HEADS = ("Loại", "Số", "Tăng, giảm", "Đã xem xét")

FormOption = Annotated[ListForm, typer.Option("--format", help="Dạng. Form of the list.")]
BookFile = Annotated[
    Path | None,
    typer.Option(
        "--book",
        metavar="TỆP",
        parser=line.path_of,
        help="Sổ kiểm tra: thấy từ bao giờ, tăng giảm, đã xem xét. First seen, trend, waivers.",
    ),
]
Waived = Annotated[
    list[str] | None,
    typer.Option("--waive", metavar="MÃ", help="Đã kiểm tra, không phải lỗi. Waive a finding."),
]
Reason = Annotated[
    str | None, typer.Option("--reason", metavar="LÝ_DO", help="Vì sao. Why it is waived.")
]
WaivedBy = Annotated[
    str | None, typer.Option("--by", metavar="AI", help="Ai xem xét. Who waives it.")
]


@takes_settings()
def check(
    settings: Settings,
    as_of: AsOf = None,
    form: FormOption = ListForm.TABLE,
    book: BookFile = None,
    waive: Waived = None,
    reason: Reason = None,
    by: WaivedBy = None,
) -> None:
    """Kiểm tra hằng tháng: thiếu chủ, thiếu hạn, thiếu số liệu, mâu thuẫn, ngày không thể có.

    The monthly check; every finding with its document and words.
    """
    day = Wanted(as_of=as_of).day
    before = read_book(book) if book else Book()
    if waive:
        if book is None or not (reason or "").strip() or not (by or "").strip():
            raise BadSetting("--waive cần --book TỆP, --reason “lý do” và --by “ai xem xét”.")
        before = before.waive(waive, Waiver(str(reason), str(by), today().isoformat()))

    async def read(ask: Ask) -> list[Finding]:
        return await find_all(ask, day)

    found = with_reader(settings, read)
    after = before.after(found, day)
    write_answer(check_file(form, found, before, after))
    if book is not None:
        write_book(after, book)


def check_file(form: ListForm, found: Sequence[Finding], before: Book, after: Book) -> bytes:
    """The findings beside the book of before, in the form that is asked for."""
    if form is ListForm.JSON:
        return in_ascii(pretty(_json(found, before, after)))
    kept = [one for one in found if one.code not in after.waived]
    rows: list[list[Cell]] = [
        [one.code, KIND_WORDS[one.kind], one.said, one.document, one.quote,
         after.first_seen[one.code]]
        for one in kept
    ]  # fmt: skip
    if form is ListForm.CSV:
        return listed(form, _HEADS, rows)
    summary = listed(form, _SUMMARY_HEADS, _summary(found, before)) + b"\n"
    return summary + listed(form, _HEADS, rows) if rows else summary


def _summary(found: Sequence[Finding], before: Book) -> list[list[Cell]]:
    now = Counter(one.kind for one in found if one.code not in before.waived)
    waived = Counter(one.kind for one in found if one.code in before.waived)
    return [
        [KIND_WORDS[kind], now[kind], _signed(before.trend(kind, now[kind])), waived[kind]]
        for kind in Kind
    ]


def _signed(change: int | None) -> str | None:
    return None if change is None else f"{change:+d}"


def _json(found: Sequence[Finding], before: Book, after: Book) -> dict[str, object]:
    now = Counter(one.kind for one in found if one.code not in before.waived)
    return {
        "asOf": after.as_of,
        "before": before.as_of or None,
        "kinds": {
            kind.value: {"count": now[kind], "trend": before.trend(kind, now[kind])}
            for kind in Kind
        },
        "findings": [_finding(one, after) for one in found],
    }


def _finding(one: Finding, book: Book) -> dict[str, object]:
    waiver = book.waived.get(one.code)
    told = waiver and {"reason": waiver.reason, "by": waiver.by, "on": waiver.on}
    return {
        "code": one.code,
        "kind": one.kind.value,
        "said": one.said,
        "nodes": one.node.split("+"),
        "document": one.document,
        "quote": one.quote,
        "firstSeen": book.first_seen[one.code],
        "waived": told,
    }
