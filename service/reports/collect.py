"""Rows that came back filled in: each held against the store by its code, and told.

Nothing is decided here but what a row asks for; the change itself is the mutation of the API.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from loaders.xlsx import UNCOMPUTED
from service.reports.collect_read import FILLED, Filled, day_in, flat, percent_in
from service.reports.mark import Fields, day_cell
from service.reports.words import day_words
from service.reports.xlsx import MARK_HEAD

_SHOWN = 60
_FULL = 100


class Outcome(StrEnum):
    """What becomes of a row."""

    CHANGE = "CHANGE"
    SAME = "SAME"
    UNTOUCHED = "UNTOUCHED"
    CONFLICT = "CONFLICT"
    UNKNOWN = "UNKNOWN"
    TWICE = "TWICE"
    WRONG = "WRONG"

    @property
    def refused(self) -> bool:
        """Whether somebody has to look at the row."""
        return self in (Outcome.CONFLICT, Outcome.UNKNOWN, Outcome.TWICE, Outcome.WRONG)


@dataclass(frozen=True, slots=True)
class Current:
    """What the store says of a task as of the day of the report."""

    text: str
    version: int
    result: str
    percent: int | None
    difficulty: str
    proposal: str
    finished: date | None = None
    reported: date | None = None
    """The day of its last report."""
    undone: date | None = None
    """The day of the last report by which it was not done."""

    @property
    def fields(self) -> Fields:
        """Its values, as a list shows them."""
        percent = "" if self.percent is None else str(self.percent)
        return (self.result, percent, self.difficulty, self.proposal, day_cell(self.finished))


@dataclass(frozen=True, slots=True)
class Judged:
    """A row and what becomes of it, with the reason where it is refused."""

    row: Filled
    outcome: Outcome
    current: Current | None = None
    percent: int | None = None
    on: date | None = None
    """The day that its report is of."""
    why: str = ""

    @property
    def noticed(self) -> bool:
        """Whether somebody has to look at the row, or at cells of it that are not taken."""
        return self.outcome.refused or bool(self.row.dropped)

    def lines(self) -> list[str]:
        """How it is told: the task, each cell that differs, each that is not taken."""
        name = self.current.text if self.current else self.row.id
        said = [f"{_WORDS[self.outcome]}  {self.row.where}  {_short(name)}"]
        if self.why:
            said.append(f"    {self.why}")
        if self.current and self.outcome in (Outcome.CHANGE, Outcome.CONFLICT):
            said += self._differences(self.current)
        said += [
            f"    Ô “{head}” đã đổi nhưng không được nhận: {_short(words) or '(trống)'}"
            for head, words in self.row.dropped
        ]
        return said

    def _differences(self, current: Current) -> Iterator[str]:
        pairs = zip(FILLED, current.fields, meant(self.row, current), strict=True)
        for column, before, after in pairs:
            if flat(before) != flat(after):
                now = _short(after) or "(trống)"
                yield f"    {column.head}: {_short(before) or '(trống)'} → {now}"
        if self.outcome is not Outcome.CHANGE:
            return
        if not flat(self.row.percent):
            kept = "không ghi số nào, trạng thái không đổi"
            if current.percent is not None:
                kept = f"giữ {current.percent} đã báo trước"
            yield f"    Mức độ hoàn thành (%): để trống, {kept}"
        if self.percent == _FULL and not (flat(self.row.finished) or current.finished):
            yield (
                f"    Ngày hoàn thành: để trống, lấy ngày báo cáo {day_words(self.on)} (nêu ngày "
                "khác bằng cột này, hoặc --on cho cả tệp)"
            )


_WORDS = {
    Outcome.CHANGE: "GHI      ",
    Outcome.SAME: "ĐÃ CÓ    ",
    Outcome.UNTOUCHED: "KHÔNG ĐIỀN",
    Outcome.CONFLICT: "XUNG ĐỘT ",
    Outcome.UNKNOWN: "MÃ LẠ    ",
    Outcome.TWICE: "TRÙNG    ",
    Outcome.WRONG: "SAI      ",
}


def meant(row: Filled, current: Current) -> Fields:
    """What a row says: a percent or a day left blank is not said, so it stays as it was."""
    known = current.fields
    percent, finished = row.percent, row.finished
    return (
        row.result,
        percent if flat(percent) else known[1],
        row.difficulty,
        row.proposal,
        finished if flat(finished) else known[4],
    )


def judge(rows: Sequence[Filled], store: Mapping[str, Current], day: date) -> list[Judged]:
    """What becomes of each row on a day; two rows of one task that differ are both refused."""
    said: dict[str, set[tuple[str, ...]]] = {}
    for row in rows:
        if row.touched:
            said.setdefault(row.id, set()).add(_flats(row.fields))
    seen: Counter[str] = Counter()
    judged = []
    for row in rows:
        twice = len(said.get(row.id, ())) > 1 and row.touched
        seen[row.id] += row.touched
        again = seen[row.id] > 1
        judged.append(_judge(row, store.get(row.id), day, twice=twice, again=again))
    return judged


def _judge(row: Filled, current: Current | None, day: date, *, twice: bool, again: bool) -> Judged:
    if current is None:
        return Judged(row, Outcome.UNKNOWN, why=f"Kho không có nhiệm vụ mang mã {_short(row.id)}.")
    if not row.touched:
        return Judged(row, Outcome.UNTOUCHED, current)
    if twice:
        return Judged(row, Outcome.TWICE, current, why="Mã này có ở nhiều dòng, điền khác nhau.")
    if _flats(meant(row, current)) == _flats(current.fields) or again:
        return Judged(row, Outcome.SAME, current)
    if row.mark is None:
        return Judged(row, Outcome.CONFLICT, current, why=_NO_MARK)
    if row.mark.version != current.version:
        return Judged(row, Outcome.CONFLICT, current, why=_MOVED)
    if not any(_flats(row.fields)):
        return Judged(row, Outcome.WRONG, current, why=_EMPTIED)
    if UNCOMPUTED in row.fields:
        return Judged(row, Outcome.WRONG, current, why=_FORMULA)
    percent = percent_in(meant(row, current)[1])
    if why := _wrong_percent(row, percent) or _wrong_day(row, current, percent, day):
        return Judged(row, Outcome.WRONG, current, why=why)
    return Judged(row, Outcome.CHANGE, current, percent, _new_day(row, current) or day)


_NO_MARK = (
    f"Cột ẩn “{MARK_HEAD}” bị xóa hoặc sửa, nên không biết dòng này điền trên số liệu nào: hãy "
    "xuất lại danh mục và điền lại."
)
_MOVED = "Nhiệm vụ đã thay đổi trong kho sau khi xuất danh mục: không ghi đè."
_FORMULA = "Một ô là công thức chưa tính: hãy mở bằng Excel, lưu lại rồi gửi lại."
_EMPTIED = "Mọi ô đã bị xóa trắng: báo cáo đã ghi không xóa được bằng tệp."


def _wrong_percent(row: Filled, percent: int | None) -> str:
    if percent is not None or not flat(row.percent):
        return ""
    return f"Mức độ hoàn thành “{_short(row.percent)}” không phải một số nguyên từ 0 đến 100."


def _new_day(row: Filled, current: Current) -> date | None:
    """The day of completion that a row says, where the store does not have it."""
    told = day_in(row.finished)
    return None if told == current.finished else told


def _wrong_day(row: Filled, current: Current, percent: int | None, day: date) -> str:
    """What is wrong with a day of completion: a report of that day has to count from it on."""
    told = _new_day(row, current)
    if told is None:
        bad = flat(row.finished) and day_in(row.finished) is None
        return f"Ngày hoàn thành “{_short(row.finished)}” không phải ngày/tháng/năm." if bad else ""
    words = f"Ngày hoàn thành {day_words(told)}"
    if told > day:
        return f"{words} sau ngày báo cáo {day_words(day)}."
    if percent != _FULL:
        return f"{words} nhưng Mức độ hoàn thành không phải 100: hãy ghi cho khớp."
    if current.finished is not None and told > current.finished:
        return f"{words} sau ngày {day_words(current.finished)} đã ghi trong kho: không dời được."
    new_words = _flats(meant(row, current)[:4]) != _flats(current.fields[:4])
    last = current.reported if new_words else current.undone
    if last is not None and told < last:
        return (
            f"{words} đứng trước báo cáo ngày {day_words(last)} đã có trong kho, báo cáo ấy vẫn "
            "được coi là mới hơn: hãy trả lại báo cáo ấy, hoặc ghi ngày không trước nó."
        )
    return ""


def _flats(fields: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(flat, fields))


def _short(words: str) -> str:
    text = flat(words)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def total_line(judged: Sequence[Judged], written: int | None) -> str:
    """The last line: how many rows, and what became of them."""
    counts = Counter(one.outcome for one in judged)
    wrote = f"{counts[Outcome.CHANGE]} sẽ ghi" if written is None else f"{written} đã ghi"
    refused = sum(one.outcome.refused for one in judged)
    dropped = sum(len(one.row.dropped) for one in judged)
    return (
        f"Tổng cộng: {len(judged)} dòng; {wrote}, {counts[Outcome.SAME]} đã có trong kho, "
        f"{counts[Outcome.UNTOUCHED]} không điền, {refused} không ghi được (xung đột "
        f"{counts[Outcome.CONFLICT]}, mã lạ {counts[Outcome.UNKNOWN]}, trùng "
        f"{counts[Outcome.TWICE]}, sai {counts[Outcome.WRONG]})."
    ) + (f" {dropped} ô không để điền đã đổi, không được nhận." if dropped else "")
