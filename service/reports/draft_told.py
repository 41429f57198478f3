"""What the draft of an annual report says, plan by plan and task by task."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from graph_schema.classes import Status
from service.reports.draft import Draft, Duty, lacks_report
from service.reports.figures import Figure, Reached
from service.reports.model import PlanPart, ReportRow, Summary
from service.reports.times import Time, Times
from service.reports.told import done_words, open_words
from service.reports.words import (
    STATUS_WORDS,
    day_words,
    overdue_words,
    rate_words,
    recurring_words,
    times_words,
    whole,
)

REACHED_WORDS = {
    Reached.REACHED: "đạt",
    Reached.MISSED: "không đạt",
    Reached.OPEN: "chưa đạt, chưa đến hạn",
    Reached.ABOVE: "cao hơn mức đề ra",
    Reached.BELOW: "thấp hơn mức đề ra",
    Reached.UNKNOWN: "không so được, văn bản không nêu số",
    Reached.NO_FIGURE: "chưa có số liệu",
}
_OP_WORDS = {">=": "từ ", "<=": "không quá ", "=": ""}
FIGURE_HEADS = ("STT", "Chỉ tiêu", "Đề ra", "Hạn", "Số liệu", "Ngày đo", "Đánh giá", "Đơn vị")
MISSING_HEADS = (
    "Đơn vị",
    "Nhiệm vụ chưa có báo cáo",
    "Chỉ tiêu chưa có số liệu",
    "Lần định kỳ quá hạn chưa báo cáo",
)


class Look(Enum):
    """How a paragraph is set."""

    PART = auto()
    PLAN = auto()
    HEADING = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Said:
    """One paragraph: its words, in front of them words in bold."""

    words: str
    look: Look = Look.TEXT
    lead: str = ""


def body(draft: Draft) -> Iterator[Said]:
    """The body up to the tables of figures."""
    yield Said("I. TÌNH HÌNH CHUNG", Look.PART)
    yield from map(Said, _general(draft))
    yield Said("II. KẾT QUẢ THỰC HIỆN TỪNG KẾ HOẠCH", Look.PART)
    for number, part in enumerate(draft.table.parts, 1):
        yield Said(f"{number}. {part.plan}", Look.PLAN)
        yield Said(_in_short(part.summary))
        for heading, rows in part.headings:
            if heading:
                yield Said(heading, Look.HEADING)
            for row in rows:
                yield from _task(draft, row)
        if figures := draft.figures_of_plan(part.plan_id):
            yield Said("Chỉ tiêu chung của kế hoạch", Look.HEADING)
            yield from (_figure(draft, figure) for figure in figures)
        if duties := [duty for duty in draft.duties if duty.plan_id == part.plan_id]:
            yield Said("Chế độ báo cáo", Look.HEADING)
            for duty in duties:
                yield from _duty(duty, draft.table.year)


def _general(draft: Draft) -> Iterator[str]:
    table, summary = draft.table, draft.table.summary
    as_of = f"Tính đến hết ngày {day_words(table.as_of)}"
    if not table.rows:
        yield f"{as_of}, kho chưa có nhiệm vụ nào thuộc các kế hoạch của {table.subject} trong năm."
        return
    yield (
        f"{as_of}, {whole(len(table.parts))} kế hoạch có nhiệm vụ tính trong năm, tổng số "
        f"{whole(summary.assigned)} nhiệm vụ."
    )
    yield done_words(summary)
    yield open_words(summary)
    if table.recurring.tasks:
        yield recurring_words(table.recurring)
    silent = sum(map(lacks_report, table.rows))
    wanted = len(table.rows) - summary.cancelled
    yield (
        f"Trong {whole(wanted)} nhiệm vụ phải báo cáo, {whole(wanted - silent)} nhiệm vụ đã có báo "
        f"cáo, {whole(silent)} nhiệm vụ chưa có báo cáo nào "
        f"({rate_words(silent / wanted if wanted else None)})."
    )
    if draft.figures:
        counted = draft.reached()
        told = "; ".join(
            f"{whole(counted[one])} {words}" for one, words in REACHED_WORDS.items() if counted[one]
        )
        yield f"Các kế hoạch đề ra {whole(len(draft.figures))} chỉ tiêu: {told}."


def _in_short(summary: Summary) -> str:
    cancelled = f", {whole(summary.cancelled)} đã rút hoặc hủy" if summary.cancelled else ""
    return (
        f"Tổng số {whole(summary.assigned)} nhiệm vụ: {whole(summary.done)} đã hoàn thành, "
        f"{whole(summary.open)} đang thực hiện (trong đó {whole(summary.open_overdue)} quá hạn)"
        f"{cancelled}. Tỷ lệ hoàn thành {rate_words(summary.completion_rate)}."
    )


def _task(draft: Draft, row: ReportRow) -> Iterator[Said]:
    mark = f"{row.ref}. " if row.ref and row.ref[0].isalnum() else "- "
    yield Said(" ".join(row.text.split()), lead=mark)
    yield Said(_who(row))
    if row.updated is not None:
        yield Said(_reported(row), lead="Kết quả: ")
    if row.times is not None and (words := _times(row.times, draft.table.year)):
        yield Said(words)
    for figure in draft.figures_of_task.get(row.id, ()):
        yield _figure(draft, figure)
    if row.times is not None and row.times.overdue:
        yield _late(row.times, row.leads)
    elif lacks_report(row):
        yield Said(f"chưa có báo cáo của {units(row.leads)}.", lead="Còn thiếu: ")


def _duty(duty: Duty, year: int | None) -> Iterator[Said]:
    yield Said(f"{duty.words or 'Báo cáo'} ({units(duty.who)})", lead="- ")
    if words := _times(duty.times, year):
        yield Said(words)
    if duty.times.overdue:
        yield _late(duty.times, duty.who, "Chưa nộp: ")


def _times(times: Times, year: int | None) -> str:
    """Each time that has come in the year, with its report; before it, how many were missed."""
    told = [f"{times_words(times)}."] if times.often else []
    shown = [one for one in times.every if year is None or one.due.year == year]
    shown = [one for one in shown if one.status is not Status.OPEN_IN_TERM]
    if shown:
        told.append(f"Từng lần: {'; '.join(map(_time, shown))}.")
    before = sum(one.due.year < year for one in times.overdue) if year else 0
    if before:
        told.append(f"Trước năm {year}: {whole(before)} lần chưa có báo cáo.")
    if not told and times.following is not None:
        told.append(f"Hạn {day_words(times.following)}, chưa đến hạn.")
    given = [one for one in times.every if one.submitted is not None]
    if not told and given:
        told.append(f"Lần gần nhất: {_time(given[-1])}.")
    return " ".join(told)


def _time(one: Time) -> str:
    if one.submitted is None:
        return f"hạn {day_words(one.due)}: chưa có báo cáo"
    by = f", {one.by}" if one.by else ""
    return f"hạn {day_words(one.due)}: đã báo cáo ngày {day_words(one.submitted)}{by}"


def _late(times: Times, who: Sequence[str], lead: str = "Còn thiếu: ") -> Said:
    words = f"{overdue_words(times.overdue)}, chưa có báo cáo của {units(who)}."
    return Said(words, lead=lead)


def units(names: Sequence[str]) -> str:
    """Who has to bring what is missing."""
    return ", ".join(names) or "đơn vị thực hiện (văn bản không nêu đơn vị)"


def _who(row: ReportRow) -> str:
    supports = f"; phối hợp: {', '.join(row.supports)}" if row.supports else ""
    due = day_words(row.due) or row.due_words or "văn bản không nêu"
    return (
        f"Chủ trì: {', '.join(row.leads) or 'văn bản không nêu'}{supports}. Thời hạn: {due}. "
        f"Trạng thái: {STATUS_WORDS[row.status].lower()}."
    )


def _reported(row: ReportRow) -> str:
    by = f", {row.reporter} báo cáo" if row.reporter else ""
    said = _sentence(row.result) or "không ghi kết quả bằng lời."
    percent = "" if row.percent is None else f" Mức độ hoàn thành {row.percent}%."
    difficulty = f" Khó khăn, vướng mắc: {_sentence(row.difficulty)}" if row.difficulty else ""
    proposal = f" Đề xuất, kiến nghị: {_sentence(row.proposal)}" if row.proposal else ""
    return f"(ngày {day_words(row.updated)}{by}) {said}{percent}{difficulty}{proposal}"


def _sentence(words: str) -> str:
    flat = " ".join(words.split())
    return flat if not flat or flat.endswith((".", "!", "?", "…")) else f"{flat}."


def _figure(draft: Draft, figure: Figure) -> Said:
    asked = f"{figure.metric or figure.quote}: đề ra {asked_words(figure)}"
    due = f" (hạn {_due(figure)})" if _due(figure) else ""
    if figure.latest is None:
        missing = f"; chưa có số liệu của {units(draft.answerable(figure))}."
        return Said(f"{asked}{due}{missing}", lead="Chỉ tiêu: ")
    by = f", {figure.latest.by} báo cáo" if figure.latest.by else ""
    period = f", kỳ {figure.latest.period}" if figure.latest.period else ""
    verdict = REACHED_WORDS[figure.reached(draft.table.as_of)]
    return Said(
        f"{asked}{due}; số liệu {with_unit(figure.latest.value, figure.unit)} (ngày "
        f"{day_words(figure.latest.on)}{period}{by}): {verdict}.",
        lead="Chỉ tiêu: ",
    )


def asked_words(figure: Figure) -> str:
    """What a plan asks for: "từ 80%", "20–30 hộ"."""
    if figure.value is None:
        return "không nêu số"
    high = "" if figure.value_max is None else f"–{number_words(figure.value_max)}"
    low = number_words(figure.value)
    unit = _after(figure.unit)
    return f"{_OP_WORDS.get(figure.op, '')}{low}{high}{unit}"


def with_unit(value: float, unit: str) -> str:
    """A measured value as it is written."""
    return f"{number_words(value)}{_after(unit)}"


def _after(unit: str) -> str:
    return unit if unit.startswith("%") or not unit else f" {unit}"


def number_words(value: float) -> str:
    """A number with points between thousands and a decimal comma."""
    exact = f"{value:,.10f}".rstrip("0").rstrip(".")
    return exact.replace(",", "\0").replace(".", ",").replace("\0", ".")


def _due(figure: Figure) -> str:
    return day_words(figure.due) or figure.due_words


def figure_lines(draft: Draft) -> Iterator[tuple[str, list[list[str]]]]:
    """The table of targets: under each plan its rows."""
    number = 0
    for part in draft.table.parts:
        lines: list[list[str]] = []
        for figure in _of(draft, part):
            number += 1
            lines.append(_line(draft, figure, number, draft.table.as_of))
        if lines:
            yield part.plan, lines


def _of(draft: Draft, part: PlanPart) -> Iterator[Figure]:
    return (figure for figure in draft.figures if figure.plan_id == part.plan_id)


def _line(draft: Draft, figure: Figure, number: int, as_of: date) -> list[str]:
    last = figure.latest
    return [
        str(number),
        figure.metric or figure.quote,
        asked_words(figure),
        _due(figure),
        "" if last is None else with_unit(last.value, figure.unit),
        "" if last is None else day_words(last.on),
        REACHED_WORDS[figure.reached(as_of)],
        ", ".join(draft.answerable(figure)),
    ]
