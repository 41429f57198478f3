"""The letter that urges a unit on (công văn đôn đốc), in the form of the decree, ready to sign."""

from collections.abc import Iterator, Sequence
from datetime import date

from docx.document import Document
from docx.shared import Pt
from docx.styles.style import ParagraphStyle

from service.reminders.message import days_told, due_words, late_words, span_words, when_words
from service.reminders.stages import Item, Kind, Party
from service.reports.docx import as_bytes, new_document
from service.reports.letter import Letterhead, write_end, write_letter_head, write_text
from service.reports.model import ReportTable
from service.reports.tables import BAND_CELL, CELL, HEAD_CELL, Band, Line, write_table
from service.reports.words import day_words, whole

SUBJECT = "đôn đốc thực hiện nhiệm vụ quá hạn, sắp đến hạn"
_HEADS = ("STT", "Nội dung nhiệm vụ, báo cáo", "Văn bản giao", "Hạn hoàn thành", "Tình trạng")
_WIDTHS = (0.9, 6.3, 4.2, 2.7, 2.2)
_CENTRED = frozenset({0, 3, 4})
_COUNTED = (
    "(Danh mục kể nhiệm vụ mà đơn vị chủ trì hoặc thực hiện và chế độ báo cáo của đơn vị; nhiệm vụ "
    "chỉ phối hợp không kể.)"
)


def letter_docx(unit: Party, items: Sequence[Item], day: date, head: Letterhead) -> bytes:
    """The letter with its list of what is overdue and what falls due; the same gives the same."""
    late, soon = split_items(items, day)
    document = new_document(f"V/v {SUBJECT}", ReportTable("letter", unit.words, "", None, day, ()))
    _enlarge(document)
    write_letter_head(document, head, SUBJECT, unit.words)
    for words in _said(unit, late, soon, day):
        write_text(document, words)
    if items:
        write_text(document, _COUNTED)
        write_table(document, _HEADS, _WIDTHS, list(_rows(late, soon, day)), centred=_CENTRED)
        document.add_paragraph().paragraph_format.line_spacing = Pt(8)
    write_text(document, _asked(bool(late)))
    write_end(document, head)
    return as_bytes(document)


def _enlarge(document: Document) -> None:
    """A letter's table is read on paper: larger than that of an appendix."""
    for name in (CELL, HEAD_CELL, BAND_CELL):
        style = document.styles[name]
        if isinstance(style, ParagraphStyle):
            style.font.size = Pt(11)


def split_items(items: Sequence[Item], day: date) -> tuple[list[Item], list[Item]]:
    """What is overdue on a day and what falls due after it, each by deadline."""
    ordered = sorted(items, key=lambda item: (item.deadline, item.origin, item.id))
    late = [item for item in ordered if item.deadline < day]
    return late, [item for item in ordered if item.deadline >= day]


def _said(unit: Party, late: Sequence[Item], soon: Sequence[Item], day: date) -> Iterator[str]:
    if not late and not soon:
        yield (
            f"Qua theo dõi, tính đến hết ngày {day_words(day)}, {unit.words} không có nhiệm vụ, "
            "báo cáo nào quá hạn hoặc đến hạn trong 30 ngày tới."
        )
        return
    yield (
        f"Qua theo dõi việc thực hiện nhiệm vụ được giao tại các văn bản, tính đến hết ngày "
        f"{day_words(day)}, {unit.words} còn {whole(len(late))} nhiệm vụ, báo cáo quá hạn chưa có "
        f"kết quả và {whole(len(soon))} nhiệm vụ, báo cáo đến hạn trong 30 ngày tới, cụ thể như "
        "sau:"
    )
    if words := late_words(late):
        yield f"{words} Mỗi việc định kỳ, mỗi chế độ báo cáo đứng một dòng."


def _asked(urgent: bool) -> str:
    if not urgent:
        return (
            "Đề nghị đơn vị chủ động thực hiện, bảo đảm đúng thời hạn và báo cáo kết quả theo "
            "quy định./."
        )
    return (
        "Đề nghị đơn vị khẩn trương hoàn thành các nhiệm vụ quá hạn, báo cáo kết quả, nêu rõ "
        "nguyên nhân chậm và thời gian hoàn thành; chủ động thực hiện các nhiệm vụ sắp đến hạn, "
        "bảo đảm đúng tiến độ. Trường hợp có khó khăn, vướng mắc, đề nghị kịp thời báo cáo để "
        "được xem xét, giải quyết./."
    )


def _rows(late: Sequence[Item], soon: Sequence[Item], day: date) -> Iterator[Line]:
    number = 0
    for head, items in (("I. Quá hạn", late), ("II. Đến hạn trong 30 ngày tới", soon)):
        if items:
            yield Band(f"{head} ({whole(len(items))})")
        for item in items:
            number += 1
            kind = "Báo cáo: " if item.kind is Kind.REPORT else ""
            words = f"{kind}{' '.join(item.words.split())}"
            yield [str(number), words, item.origin, *_due_and_when(item, day)]


def _due_and_when(item: Item, day: date) -> tuple[str, str]:
    own, late = days_told(item)
    due = [due_words(item.deadline)] if own else []
    when = [when_words(day, item.deadline)] if own else []
    if late:
        due.append(span_words(late))
        when.append(f"{whole(len(late))} lần quá hạn")
    return "; ".join(due), "; ".join(when)
