"""What a report says in sentences: the figures of its rows, and what they point to."""

from collections import Counter
from dataclasses import dataclass

from graph_schema.classes import Status
from service.reports.compare import comparison_words
from service.reports.model import ReportRow, ReportTable, Summary
from service.reports.words import (
    day_words,
    overdue_words,
    rate_words,
    recurring_words,
    title_of,
    whole,
)

_NAMED = 10
_WORDS = 160


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a report; a heading stands in bold."""

    words: str
    heading: bool = False


def told(report: ReportTable) -> list[Paragraph]:
    """The body: the general figures, what is overdue, what stands in the way, what is asked for."""
    summary, rows = report.summary, report.rows
    said = [Paragraph("I. TÌNH HÌNH CHUNG", heading=True), Paragraph(_general(report))]
    if not summary.assigned:
        return said
    said.append(Paragraph(done_words(summary)))
    said.append(Paragraph(open_words(summary)))
    if report.recurring.tasks:
        said.append(Paragraph(recurring_words(report.recurring)))
    said += [Paragraph(note) for note in report.notes]
    if report.comparison is not None:
        said += [Paragraph(words) for words in comparison_words(report.comparison, summary)]
    said.append(Paragraph("II. NHIỆM VỤ QUÁ HẠN", heading=True))
    said += [Paragraph(words) for words in _overdue(report)]
    said.append(Paragraph("III. KHÓ KHĂN, VƯỚNG MẮC; ĐỀ XUẤT, KIẾN NGHỊ", heading=True))
    said += [Paragraph(words) for words in _asked(rows)]
    said.append(Paragraph("IV. SỐ LIỆU TỔNG HỢP", heading=True))
    return said


def _general(report: ReportTable) -> str:
    if not report.rows:
        return (
            f"Tính đến hết ngày {day_words(report.as_of)}, không có nhiệm vụ nào thuộc phạm vi "
            f"báo cáo: {title_of(report)[0].lower()}{title_of(report)[1:]}."
        )
    routine = Counter(row.routine for row in report.rows)[True]
    aside = f", trong đó có {whole(routine)} nhiệm vụ thường xuyên" if routine else ""
    return (
        f"Tính đến hết ngày {day_words(report.as_of)}, tổng số nhiệm vụ là "
        f"{whole(len(report.rows))}, giao tại {whole(len(report.parts))} văn bản{aside}."
    )


def done_words(summary: Summary) -> str:
    """How many are done, and how."""
    return (
        f"Đã hoàn thành {whole(summary.done)} nhiệm vụ: {whole(summary.done_on_time)} đúng hạn, "
        f"{whole(summary.done_late)} quá hạn, {whole(summary.done_without_deadline)} không có "
        f"thời hạn. Tỷ lệ hoàn thành trên số nhiệm vụ đã hoàn thành và đang quá hạn: "
        f"{rate_words(summary.completion_rate)}."
    )


def open_words(summary: Summary) -> str:
    """How many go on, and how many were cancelled."""
    cancelled = (
        f" Có {whole(summary.cancelled)} nhiệm vụ đã rút hoặc hủy." if summary.cancelled else ""
    )
    return (
        f"Đang thực hiện {whole(summary.open)} nhiệm vụ: {whole(summary.open_in_term)} trong hạn, "
        f"{whole(summary.open_overdue)} quá hạn, {whole(summary.open_without_deadline)} không có "
        f"thời hạn. Số đang quá hạn chiếm {rate_words(summary.overdue_rate)} tổng số nhiệm vụ và "
        f"{rate_words(summary.overdue_rate_of_dated)} số nhiệm vụ có thời hạn đã hoàn thành hoặc "
        f"đã quá hạn.{cancelled}"
    )


def _overdue(report: ReportTable) -> list[str]:
    late = [row for row in report.rows if row.status is Status.OPEN_OVERDUE]
    late.sort(key=lambda row: (row.due or report.as_of, row.id))
    again = _overdue_again(report)
    if not late:
        return (
            ["Không có nhiệm vụ nào quá hạn theo thời hạn của chính nó.", *again]
            if again
            else ["Không có nhiệm vụ nào quá hạn."]
        )
    said = [
        f"- {short(row.text)} ({row.origin}): hạn {day_words(row.due)}, quá "
        f"{whole((report.as_of - row.due).days) if row.due else '–'} ngày."
        for row in late[:_NAMED]
    ]
    if len(late) > _NAMED:
        said.append(f"Còn {whole(len(late) - _NAMED)} nhiệm vụ quá hạn khác, xem Phụ lục I.")
    return [*said, *again]


def _overdue_again(report: ReportTable) -> list[str]:
    """Recurring tasks of which times are overdue, those with most first."""
    found = [(row, row.times.overdue) for row in report.rows if row.times and row.times.overdue]
    if not found:
        return []
    found.sort(key=lambda one: (-len(one[1]), one[1][0].due, one[0].id))
    said = ["Việc định kỳ có lần quá hạn:"]
    said += [f"- {short(row.text)} ({row.origin}): {overdue_words(late)}." for row, late in found]
    if len(found) > _NAMED:
        rest = f"Còn {whole(len(found) - _NAMED)} việc định kỳ khác, xem Phụ lục I."
        return [*said[: _NAMED + 1], rest]
    return said


def _asked(rows: tuple[ReportRow, ...]) -> list[str]:
    said = []
    for row in rows:
        parts = [
            f"{name}: {' '.join(words.split()).rstrip('.')}"
            for name, words in (("khó khăn", row.difficulty), ("đề xuất", row.proposal))
            if words.strip()
        ]
        if parts:
            said.append(f"- {short(row.text)}: {'; '.join(parts)}.")
    if not said:
        return ["Chưa có đơn vị nào nêu khó khăn, vướng mắc hay đề xuất, kiến nghị."]
    if len(said) > _NAMED:
        rest = f"Còn {whole(len(said) - _NAMED)} nhiệm vụ khác có nêu, xem Phụ lục I."
        return [*said[:_NAMED], rest]
    return said


def short(words: str) -> str:
    """The beginning of a long text, cut at a word."""
    flat = " ".join(words.split()).rstrip(".;,")
    return flat if len(flat) <= _WORDS else flat[:_WORDS].rsplit(" ", 1)[0] + "…"
