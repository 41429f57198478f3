"""Lists that come back filled in: each row matched by its code, held against the store, told.

Nothing is decided here but what a row asks for; the change itself is the mutation of the API.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graph_schema.errors import BadSetting
from loaders.xlsx import UNCOMPUTED, Rows, read_rows
from service.reports.mark import Mark, digest_of, read_mark
from service.reports.words import COLUMNS
from service.reports.xlsx import MARK_HEAD

_FILLED = tuple(column.key for column in COLUMNS if column.filled)
_HEADS = {column.head: column.key for column in COLUMNS if column.filled or column.key == "id"}
_HEADS[MARK_HEAD] = "mark"
_PERCENT = re.compile(r"(\d{1,3})(?:[.,]0+)?\s*%?")
_SHOWN = 60


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
class Filled:
    """One row of a list that came back: where it stands, and the four cells."""

    where: str
    id: str
    result: str
    percent: str
    difficulty: str
    proposal: str
    mark: Mark | None

    @property
    def fields(self) -> tuple[str, str, str, str]:
        """The four cells, in the order of their columns."""
        return (self.result, self.percent, self.difficulty, self.proposal)

    @property
    def touched(self) -> bool:
        """Whether the unit changed any of the four cells."""
        return self.mark is None or self.mark.digest != digest_of(self.fields)


@dataclass(frozen=True, slots=True)
class Current:
    """What the store says of a task now."""

    text: str
    version: int
    result: str
    percent: int | None
    difficulty: str
    proposal: str

    @property
    def fields(self) -> tuple[str, str, str, str]:
        """The four values, as a list shows them."""
        percent = "" if self.percent is None else str(self.percent)
        return (self.result, percent, self.difficulty, self.proposal)


@dataclass(frozen=True, slots=True)
class Judged:
    """A row and what becomes of it, with the reason where it is refused."""

    row: Filled
    outcome: Outcome
    current: Current | None = None
    percent: int | None = None
    why: str = ""

    def lines(self) -> list[str]:
        """How it is told: the task, then each cell that differs."""
        name = self.current.text if self.current else self.row.id
        said = [f"{_WORDS[self.outcome]}  {self.row.where}  {_short(name)}"]
        if self.why:
            said.append(f"    {self.why}")
        if self.current and self.outcome in (Outcome.CHANGE, Outcome.CONFLICT):
            pairs = zip(_FILLED, self.current.fields, self.row.fields, strict=True)
            said += [
                f"    {_NAMES[key]}: {_short(before) or '(trống)'} → {_short(after) or '(trống)'}"
                for key, before, after in pairs
                if _flat(before) != _flat(after)
            ]
        return said


_NAMES = {column.key: column.head for column in COLUMNS}
_WORDS = {
    Outcome.CHANGE: "GHI      ",
    Outcome.SAME: "ĐÃ CÓ    ",
    Outcome.UNTOUCHED: "KHÔNG ĐIỀN",
    Outcome.CONFLICT: "XUNG ĐỘT ",
    Outcome.UNKNOWN: "MÃ LẠ    ",
    Outcome.TWICE: "TRÙNG    ",
    Outcome.WRONG: "SAI      ",
}


def read_list(content: bytes, name: str) -> list[Filled]:
    """The rows of every list in a workbook; one without any list is refused."""
    found: list[Filled] = []
    lists = 0
    for sheet in read_rows(content):
        head = next((row for row in sorted(sheet.cells) if _is_head(sheet.cells[row])), None)
        if head is None:
            continue
        lists += 1
        found += _rows(sheet, head, name)
    if not lists:
        raise BadSetting(
            f"{name}: không có bảng nhiệm vụ nào có cột “Mã” và các cột để điền; hãy dùng tệp xlsx "
            "do daumoi report xuất ra."
        )
    return found


def _is_head(cells: Mapping[int, str]) -> bool:
    named = {_HEADS[_flat(words)] for words in cells.values() if _flat(words) in _HEADS}
    return "id" in named and bool(named & set(_FILLED))


def _rows(sheet: Rows, head: int, name: str) -> Iterable[Filled]:
    at = {_HEADS[_flat(w)]: n for n, w in sheet.cells[head].items() if _flat(w) in _HEADS}
    for row in sorted(sheet.cells):
        cells = sheet.cells[row]
        identity = cells.get(at["id"], "").strip()
        if row <= head or not identity:
            continue
        values = {key: cells.get(at[key], "") if key in at else "" for key in _FILLED}
        percent = _percent(values["percent"])
        if percent is not None:  # "50%", "50,0": one figure, however it was typed
            values["percent"] = str(percent)
        mark = read_mark(cells.get(at["mark"], "")) if "mark" in at else None
        yield Filled(f"{name}, {sheet.name}, dòng {row}", identity, mark=mark, **values)


def judge(rows: Sequence[Filled], store: Mapping[str, Current]) -> list[Judged]:
    """What becomes of each row; two rows of one task that differ are both refused."""
    said: dict[str, set[tuple[str, ...]]] = {}
    for row in rows:
        if row.touched:
            said.setdefault(row.id, set()).add(tuple(map(_flat, row.fields)))
    seen: Counter[str] = Counter()
    judged = []
    for row in rows:
        twice = len(said.get(row.id, ())) > 1 and row.touched
        seen[row.id] += row.touched
        judged.append(_judge(row, store.get(row.id), twice=twice, again=seen[row.id] > 1))
    return judged


def _judge(row: Filled, current: Current | None, *, twice: bool, again: bool) -> Judged:
    if current is None:
        return Judged(row, Outcome.UNKNOWN, why=f"Kho không có nhiệm vụ mang mã {_short(row.id)}.")
    if not row.touched:
        return Judged(row, Outcome.UNTOUCHED, current)
    if twice:
        return Judged(row, Outcome.TWICE, current, why="Mã này có ở nhiều dòng, điền khác nhau.")
    if tuple(map(_flat, row.fields)) == tuple(map(_flat, current.fields)) or again:
        return Judged(row, Outcome.SAME, current)
    if row.mark is None:
        return Judged(row, Outcome.CONFLICT, current, why=_NO_MARK)
    if row.mark.version != current.version:
        return Judged(row, Outcome.CONFLICT, current, why=_MOVED)
    if not any(map(_flat, row.fields)):
        return Judged(row, Outcome.WRONG, current, why=_EMPTIED)
    if UNCOMPUTED in row.fields:
        return Judged(row, Outcome.WRONG, current, why=_FORMULA)
    percent = _percent(row.percent)
    if percent is None and row.percent.strip():
        why = f"Mức độ hoàn thành “{_short(row.percent)}” không phải một số nguyên từ 0 đến 100."
        return Judged(row, Outcome.WRONG, current, why=why)
    return Judged(row, Outcome.CHANGE, current, percent if percent is not None else _last(current))


_NO_MARK = (
    f"Cột ẩn “{MARK_HEAD}” bị xóa hoặc sửa, nên không biết dòng này điền trên số liệu nào: hãy "
    "xuất lại danh mục và điền lại."
)
_MOVED = "Nhiệm vụ đã thay đổi trong kho sau khi xuất danh mục: không ghi đè."
_FORMULA = "Một ô là công thức chưa tính: hãy mở bằng Excel, lưu lại rồi gửi lại."
_EMPTIED = "Mọi ô đã bị xóa trắng: báo cáo đã ghi không xóa được bằng tệp."


def _percent(words: str) -> int | None:
    match = _PERCENT.fullmatch(words.strip())
    return int(match[1]) if match and int(match[1]) <= 100 else None


def _last(current: Current) -> int:
    """A report without a figure leaves the figure as it was."""
    return current.percent or 0


def _flat(words: str) -> str:
    return " ".join(words.split())


def _short(words: str) -> str:
    flat = _flat(words)
    return flat if len(flat) <= _SHOWN else flat[:_SHOWN] + "…"


def total_line(judged: Sequence[Judged], written: int | None) -> str:
    """The last line: how many rows, and what became of them."""
    counts = Counter(one.outcome for one in judged)
    wrote = f"{counts[Outcome.CHANGE]} sẽ ghi" if written is None else f"{written} đã ghi"
    refused = sum(one.outcome.refused for one in judged)
    return (
        f"Tổng cộng: {len(judged)} dòng; {wrote}, {counts[Outcome.SAME]} đã có trong kho, "
        f"{counts[Outcome.UNTOUCHED]} không điền, {refused} không ghi được (xung đột "
        f"{counts[Outcome.CONFLICT]}, mã lạ {counts[Outcome.UNKNOWN]}, trùng "
        f"{counts[Outcome.TWICE]}, sai {counts[Outcome.WRONG]})."
    )
