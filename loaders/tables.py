"""Assignment tables of appendices: columns by the words of their header row."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from loaders.kinds import KindLine
from loaders.labels import LABELS, Attribute
from loaders.passages import Words
from loaders.table_cells import Grid, read_grid, share_cells
from loaders.table_columns import Column, settle_doers

_NUMBERING = re.compile(r"^(?:s?tt|số tt|stt\.?|số thứ tự|tt\.?)$", re.IGNORECASE)
_WORK = re.compile(
    r"nhiệm vụ|công việc|nội dung|hoạt động|giải pháp|tên đề án|hạng mục|đề án|chương trình|"
    r"mô hình|sản phẩm công việc",
    re.IGNORECASE,
)
_METRIC = re.compile(r"chỉ tiêu|chỉ số|mục tiêu", re.IGNORECASE)
_VALUE = re.compile(r"(?:giá trị|mức|kế hoạch|mục tiêu|năm 20\d\d|20\d\d|đến năm)", re.IGNORECASE)
_MEASURE_UNIT = re.compile(r"^(?:đơn vị tính|đvt|đơn vị đo|đơn vị)$", re.IGNORECASE)
_TIME_HEADER = re.compile(
    r"^(?:(?:hoàn thành|xong)(?: trước| trong)?|thời hạn|tiến độ|hạn)$", re.IGNORECASE
)
_NOTE = re.compile(r"^(?:ghi chú|căn cứ|lý do)", re.IGNORECASE)
_PERSON = re.compile(
    r"^(?:họ,? (?:và )?tên|(?:các )?thành viên|đồng chí|tên đồng chí)", re.IGNORECASE
)
_OFFICE = re.compile(r"^(?:chức vụ|chức danh)", re.IGNORECASE)
_INDEX_ROW = re.compile(r"^\(?\d{1,2}\)?$|^\([a-z]\)$|^[A-Z]$")
_ROW_NUMBER = re.compile(
    r"^(?:\d{1,3}|[IVX]{1,5}|[a-zđ]|\d{1,2}\.\d{1,2}(?:\.\d{1,2})?|[A-H])[.)]?$"
)


@dataclass(slots=True)
class Row:
    """One row: its number, its cells by column."""

    number: str
    cells: dict[int, list[Words]] = field(default_factory=dict)
    printed: bool = False
    """Whether the number is the table's own."""

    def within(self, group: "Row | None") -> str:
        """Its number behind that of the group it stands in, where the table prints one."""
        if group is None or not group.printed or self.number.startswith(f"{group.number}."):
            return self.number
        return f"{group.number}.{self.number}"

    def texts(self, column: int) -> list[Words]:
        """The paragraphs of a cell."""
        return self.cells.get(column, [])


@dataclass(slots=True)
class ReadTable:
    """A table whose header row is understood."""

    columns: dict[int, Column]
    rows: list[Row]
    headers: list[Words]
    """Every cell of the rows that told the columns."""

    @property
    def begins_anew(self) -> bool:
        """Whether its numbers say which row is meant only within a group."""
        numbers = [row.number for row in self.rows if row.printed]
        return len(set(numbers)) < len(numbers)

    def of(self, name: str) -> list[int]:
        """The columns of one meaning, left to right."""
        return [index for index, column in sorted(self.columns.items()) if column.name == name]


def read_tables(lines: Iterable[KindLine]) -> Iterator[ReadTable]:
    """Every table of a text whose header tells what its columns are."""
    current: list[KindLine] = []
    number: int | None = None
    for line in [*lines, None]:
        cell = line.passage.cell if line is not None else None
        if number is not None and (cell is None or cell.table != number):
            if table := _read_table(current):
                yield table
            current = []
        number = cell.table if cell is not None else None
        if line is not None and cell is not None:
            current.append(line)


def _read_table(lines: list[KindLine]) -> ReadTable | None:
    grid, tall = read_grid(lines)
    order = sorted(grid)
    for position, index in enumerate(order[:4]):
        columns = {column: _column(cells) for column, cells in grid[index].items()}
        settle_doers(columns, [grid[row] for row in order[position + 1 :]])
        names = {column.name for column in columns.values()}
        told = names & {"work", "metric"} and (
            names & {"lead", "execute", "due", "value"} or len(columns) >= 3
        )
        if told or (len(columns) >= 3 and names & {"lead", "execute"}):
            first = position + 1
            headers = [words for cells in grid[index].values() for words in cells]
            under = any(row == index and span > 1 for (row, _), span in tall.items())
            heads = [_texts(grid[index])]
            below = grid[order[first]] if first < len(order) else {}
            if below and (second := _second_header(below, heads[0], under)):
                heads.append(_texts(below))
                columns.update(second)
                headers += [column.header for column in second.values()]
                first += 1
            _settle(columns)
            settle_doers(columns, [grid[row] for row in order[first:]])
            share_cells(grid, tall, _indexes(columns, {"work"}), _indexes(columns, _SHARED))
            order = sorted(row for row in grid if row >= order[first]) if first < len(order) else []
            if not any(column.name in ("work", "metric") for column in columns.values()):
                return None
            kept = [index for index in order if index in grid and _texts(grid[index]) not in heads]
            return ReadTable(columns, list(_rows(grid, kept, columns)), headers)
    return None


def _texts(cells: dict[int, list[Words]]) -> dict[int, str]:
    """A row as its words: one that says what the head says is the head printed again."""
    return {column: " ".join(words.text for words in held) for column, held in cells.items()}


_UNDER = frozenset({"lead", "execute", "support", "oversee", "due", "result", "value", "unit"})


_SHARED = _UNDER - {"value", "unit"} | {"person", "office"}


def _indexes(columns: dict[int, Column], names: Iterable[str]) -> frozenset[int]:
    return frozenset(index for index, column in columns.items() if column.name in names)


def _second_header(
    cells: dict[int, list[Words]], above: dict[int, str], under: bool
) -> dict[int, Column] | None:
    """ "Phân công" over "Chủ trì" and "Phối hợp": the lower row tells the columns."""
    texts = _texts(cells)
    columns = {
        index: _column(words)
        for index, words in cells.items()
        if texts[index] != above.get(index)  # a merged head that was written out in both rows
    }
    known = [
        column
        for index, column in columns.items()
        if column.name in _UNDER and not re.search(r"[.;:,]", cells[index][0].text)
    ]
    enough = len(known) == len(columns) or (under and known)
    return columns if enough and len(columns) >= 2 else None


# What was reached, and no target: "Kết quả năm 2025", "Ước thực hiện 2025", "Hiện trạng".
_BASE = re.compile(
    r"^(?:kết quả(?: đạt được)?(?: năm| đến| đầu|$)|ước (?:thực hiện|đạt)|thực hiện (?:năm|đến|"
    r"20\d\d)|đã đạt|hiện trạng|hiện nay|đầu kỳ|TH 20\d\d)",
    re.IGNORECASE,
)
_GOAL_OF_YEAR = re.compile(
    r"^(?:mục tiêu|chỉ tiêu|kế hoạch|phấn đấu)(?: phấn đấu)?,? (?:đến |cuối )?(?:năm |giai đoạn )?"
    r"20\d\d",
    re.IGNORECASE,
)


def _column(cells: list[Words]) -> Column:
    header = cells[0]
    text = re.sub(r" ?\(.{0,80}\)$", "", " ".join(cell.text for cell in cells)).strip(" .:*")
    if _NUMBERING.match(text):
        return Column(None, "number", header)
    if _MEASURE_UNIT.match(text):
        return Column(None, "unit", header)
    found = LABELS.first(f"{text}:") if _TIME_HEADER.match(text) else LABELS.first(text)
    if found and found.yields in (
        Attribute.LEAD,
        Attribute.EXECUTE,
        Attribute.SUPPORT,
        Attribute.OVERSEE,
        Attribute.DUE,
        Attribute.RESULT,
        Attribute.ASSIGNMENT,
    ):
        return Column(found.yields, str(found.yields), header)
    if _NOTE.match(text):
        return Column(None, "note", header)
    if _PERSON.match(text):
        return Column(None, "person", header)
    if _OFFICE.match(text):
        return Column(None, "office", header)
    if _BASE.search(text):
        return Column(None, "note", header)
    if _GOAL_OF_YEAR.search(text):
        return Column(None, "value", header)
    if _METRIC.search(text) and not _WORK.search(text):
        return Column(None, "metric", header)
    if _WORK.search(text):
        return Column(None, "work", header)
    if _VALUE.search(text):
        return Column(None, "value", header)
    return Column(None, "other", header)


def _settle(columns: dict[int, Column]) -> None:
    """A column of aims beside one of work tells what the work is for."""
    names = [column.name for column in columns.values()]
    if not {"work", "metric"} & set(names):
        _take_first_as_work(columns)
    if "value" not in names and "unit" not in names:
        for column in columns.values():
            if column.name == "metric":
                column.name = "work"


def _take_first_as_work(columns: dict[int, Column]) -> None:
    """Where no header says "nhiệm vụ": what stands left of those who do it is the work."""
    roles = [index for index, column in columns.items() if column.name in ("lead", "execute")]
    for index, column in sorted(columns.items()):
        if column.name == "other" and roles and index < min(roles):
            column.name = "work"
            return


def _rows(grid: Grid, order: list[int], columns: dict[int, Column]) -> Iterator[Row]:
    numbering = [index for index, column in columns.items() if column.name == "number"]
    ordinal = 0
    for index in order:
        cells = grid[index]
        texts = [words.text for column in sorted(cells) for words in cells[column]]
        if texts and all(_INDEX_ROW.match(text) for text in texts):
            continue
        printed = ""
        for column in numbering:
            printed = " ".join(words.text for words in cells.get(column, []))
        ordinal += 1
        numbered = _ROW_NUMBER.match(printed.strip()) is not None
        yield Row(printed.strip(" .)") if numbered else str(ordinal), cells, numbered)
