"""Parts: the frame in front, the body, what comes after the closing mark, and the appendices.

A Decision may carry the plan behind its own signature: then there are two heads and two bodies, and
one identity.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from loaders.kinds import HEADINGS, Kind, KindLine, kind_of
from loaders.passages import Passage
from loaders.rules import Stand

_CLOSED = re.compile(r"\./\.?[”\"’)]?$")
_LIST_FOLLOWS = re.compile(r"(?:như sau|sau đây|sau|cụ thể)(?: này)? ?:?$|:$", re.IGNORECASE)
_FORM_TITLE = re.compile(
    r"^(?:\(?(?:biểu )?mẫu\b|biểu (?!(?:chi tiết |tổng hợp )?(?:phân công|giao|nhiệm vụ|danh mục|"
    r"tiến độ|chỉ tiêu|kế hoạch|phân kỳ|công việc))|đề cương|danh sách|bảng kê|biên bản|phiếu|"
    r"báo cáo (?:tiến độ|kết quả|tình hình)|kết quả thực hiện đề án)",
    re.IGNORECASE,
)
_COLUMN_HEAD = re.compile(
    r"(?:(?:S?TT|Số TT|Số thứ tự)\.?|(?:tên |các |đầu )?(?:nhiệm vụ|nội dung|công việc|đầu việc|"
    r"việc|hạng mục|hoạt động)(?:,? (?:và )?(?:công việc|nhiệm vụ|thực hiện|triển khai|cụ thể|"
    r"giải pháp)){0,2})$",
    re.IGNORECASE,
)
_OPENS_BODY = HEADINGS - {Kind.PAREN}


@dataclass(slots=True)
class Part:
    """One text of the document: the main one, an attached one, an appendix, a form."""

    kind: str
    """"main", "appendix" or "form"."""
    head: list[KindLine] = field(default_factory=list)
    body: list[KindLine] = field(default_factory=list)
    tail: list[KindLine] = field(default_factory=list)

    @property
    def title(self) -> str | None:
        """Of an appendix, its name and title, without what it goes with; else None."""
        if self.kind != "appendix":
            return None
        name, *titles = [" ".join(line.passage.shown.split()) for line in self.head]
        said = " ".join(words for words in titles if not _BELONGS_TO.match(words))
        return f"{name.rstrip(' .:')}: {said}" if said else name


@dataclass(slots=True)
class Parts:
    """The texts of a document in order."""

    texts: list[Part]
    footnotes: list[KindLine]
    alone_appendix: bool
    """The file holds nothing but an appendix: it has the identity of its parent."""

    def lines(self) -> list[KindLine]:
        """Every line of every text but the forms, in order."""
        return [
            line
            for part in self.texts
            if part.kind != "form"
            for line in (*part.head, *part.body, *part.tail)
        ] + self.footnotes


class _Sorter:
    """The state that tells where the next line stands."""

    def __init__(self) -> None:
        self.parts = Parts([Part("main")], [], False)
        self.stand = Stand.HEAD
        self.signed = False
        self.heads = 0

    @property
    def part(self) -> Part:
        return self.parts.texts[-1]

    def take(self, passage: Passage) -> None:
        line = kind_of(passage, self.stand)
        if line.kind is Kind.FOOTNOTE:
            self.parts.footnotes.append(line)
            return
        if line.kind in (Kind.APPENDIX, Kind.FORM, Kind.NATIONAL_NAME) and self._opens_part(line):
            return
        if self.part.kind == "form":
            self.part.body.append(line)
        elif self.stand is Stand.HEAD:
            self._take_head(line)
        elif self.stand is Stand.BODY:
            self._take_body(line)
        else:
            self._take_tail(line)

    def _opens_part(self, line: KindLine) -> bool:
        if self.stand is Stand.HEAD and self.part.kind == "main":
            if line.kind is Kind.APPENDIX and not self.part.head:
                self.parts.alone_appendix = True
                self.part.head.append(line)
                return True
            return False
        if line.kind is Kind.NATIONAL_NAME:
            if self.part.kind != "appendix":
                return False
            self.part.kind = "form"
            return True
        self.parts.texts.append(Part("form" if line.kind is Kind.FORM else "appendix"))
        self.stand = Stand.BODY
        self.part.head.append(line)
        return True

    def _take_head(self, line: KindLine) -> None:
        opens = line.kind in _OPENS_BODY and line.passage.cell is None
        alone = self.parts.alone_appendix and line.passage.cell is not None
        if opens or alone or _opens_table(line):
            self.stand = Stand.BODY
            self.part.body.append(kind_of(line.passage, Stand.BODY))
            return
        if line.kind in (Kind.RECIPIENTS, Kind.SIGNATURE):
            self.stand = Stand.TAIL
            self.part.tail.append(line)
            return
        if self._tabled(line):
            self.stand = Stand.BODY
            self._take_body(kind_of(line.passage, Stand.BODY))
            return
        self.part.head.append(line)
        prose = line.kind is Kind.PROSE and line.passage.cell is None
        if prose and _LIST_FOLLOWS.search(line.passage.text) and len(line.passage.text) > 80:
            self.heads += 1

    def _tabled(self, line: KindLine) -> bool:
        """A table of its own after the title: the plan is nothing but that table."""
        cell, head = line.passage.cell, self.part.head
        if cell is None or not any(above.kind is Kind.KIND_LINE for above in head):
            return False
        return all(a.passage.cell is None or a.passage.cell.table != cell.table for a in head)

    def _take_body(self, line: KindLine) -> None:
        appendix = self.part.kind == "appendix"
        titles = appendix and not self.part.body and len(self.part.head) < 6
        if titles and line.passage.cell is None and _is_title_of(line, self.part.head):
            self.part.head.append(line)
            if _FORM_TITLE.match(line.passage.text):
                self.part.kind = "form"
            return
        if not appendix and self._ends_body(line):
            self.stand = Stand.TAIL
            self.part.tail.append(kind_of(line.passage, Stand.TAIL))
            return
        self.part.body.append(line)
        if _CLOSED.search(line.passage.text) and not appendix:
            self.stand, self.signed = Stand.TAIL, False

    def _ends_body(self, line: KindLine) -> bool:
        if line.kind in (Kind.RECIPIENTS, Kind.SIGNATURE):
            return True
        if line.passage.cell is None:
            return False
        return kind_of(line.passage, Stand.TABLE).rule in ("recipients", "signature") or (
            line.passage.text.startswith("Nơi nhận")
        )

    def _take_tail(self, line: KindLine) -> None:
        if line.kind is Kind.KIND_LINE and self.signed:
            self.parts.texts.append(Part("main"))
            self.stand = Stand.HEAD
            self.part.head.append(line)
            return
        if line.kind in (Kind.RECIPIENTS, Kind.SIGNATURE) or line.passage.cell is not None:
            self.signed = True
        elif line.kind in HEADINGS and not self.signed:
            self.stand = Stand.BODY
            self._take_body(kind_of(line.passage, Stand.BODY))
            return
        self.part.tail.append(line)


_BELONGS_TO = re.compile(r"kèm theo|ban hành|đính kèm|^\(.*\)$", re.IGNORECASE)


def _is_title_of(line: KindLine, head: list[KindLine]) -> bool:
    """The title of an appendix, over several lines; a sentence below it is work already."""
    text = line.passage.text
    if line.kind is Kind.RULE or (line.kind is Kind.PROSE and _BELONGS_TO.search(text)):
        return True
    if line.kind is not Kind.PROSE or text.endswith((".", ";", ":")):
        return False
    titled = any(above.kind is Kind.PROSE for above in head)
    return text.isupper() or not titled or line.passage.line.bold or line.passage.line.centred


def _opens_table(line: KindLine) -> bool:
    """The head of a table of tasks: no frame has a column of running numbers, or one of work."""
    return line.passage.cell is not None and _COLUMN_HEAD.match(line.passage.text) is not None


def sort_parts(passages: Iterable[Passage]) -> Parts:
    """Where every line stands, in one pass."""
    sorter = _Sorter()
    for passage in passages:
        sorter.take(passage)
    _open_lone_table(sorter.parts.texts[0])
    return sorter.parts


_FRAMED = frozenset({Kind.NATIONAL_NAME, Kind.NUMBER_LINE, Kind.PLACE_DATE, Kind.KIND_LINE})


def _open_lone_table(part: Part) -> None:
    """A file that is nothing but a table whose head tells nothing: its rows are no frame."""
    if part.body or part.tail:
        return
    cells = [line.passage.cell for line in part.head]
    frame_columns = 2 if any(line.kind in _FRAMED for line in part.head) else 1
    rows: dict[int, set[int]] = {}
    for cell in cells:
        if cell is not None and cell.column >= frame_columns:
            rows.setdefault(cell.table, set()).add(cell.row)
    lone = {table for table, filled in rows.items() if len(filled) > 1}
    for place, cell in enumerate(cells):
        if cell is not None and cell.table in lone:
            part.body = [kind_of(line.passage, Stand.BODY) for line in part.head[place:]]
            del part.head[place:]
            return
