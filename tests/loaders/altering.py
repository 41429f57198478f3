"""Documents altered as scanners, converters and typists alter them, and what must hold of each."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace

from graph_schema.model import PlanRecord, Quote
from loaders.clauses import is_liability
from loaders.healing import heal
from loaders.kinds import Kind
from loaders.labels import read_labels
from loaders.lines import Extract, Line
from loaders.no_task import NO_TASK
from loaders.outline import Node, build_outline
from loaders.parts import sort_parts
from loaders.passages import modern_tones
from loaders.record_json import to_json
from loaders.report_only import is_report_only
from loaders.roles import TASK_ROLES, Role
from loaders.sections import assign_roles

_MARKED = "\u0300\u0301\u0309\u0303\u0323"


def _moved_tones() -> dict[str, str]:
    pairs = {}
    for first, second in ("oa", "oe", "uy"):
        for mark in _MARKED:
            for a in (first, first.upper()):
                for b in (second, second.upper()):
                    new = unicodedata.normalize("NFC", a + mark) + b
                    pairs[new] = a + unicodedata.normalize("NFC", b + mark)
    return pairs


_MOVED = _moved_tones()
_NEW = re.compile(r"(?<![qQ])(?:" + "|".join(_MOVED) + r")(?!\w)")


def other_tones(text: str) -> str:
    """The other placement of every tone mark that has two: "hòa" as "hoà", "uỷ" as "ủy"."""
    moved = _NEW.sub(lambda found: _MOVED[found[0]], text)
    return moved if moved != text else modern_tones(text)


def decomposed(text: str) -> str:
    """Letters and their marks apart, as some converters and macOS write them."""
    return unicodedata.normalize("NFD", text)


def wide_spaces(text: str) -> str:
    """Every space as a no-break one and a space, as justified text and HTML have them."""
    return text.replace(" ", "\u00a0 ")


def letter_spaced(text: str) -> str:
    """ "K Ế  H O Ạ C H": letters apart, as scans read spread titles."""
    return " ".join(text)


def rebuilt(extract: Extract, lines: Iterable[Line]) -> Extract:
    """The extract that has these lines, in this order, for its text."""
    out: list[Line] = []
    start = 0
    for line in lines:
        if line.text.strip():
            out.append(replace(line, start=start, end=start + len(line.text)))
            start += len(line.text) + 1
    return Extract(extract.media_type, "\n".join(line.text for line in out), tuple(out))


def rewritten(extract: Extract, change: Callable[[str], str]) -> Extract:
    """The same document with each line's text changed."""
    return rebuilt(extract, (replace(line, text=change(line.text)) for line in extract.lines))


def quotes_of(value: object) -> Iterator[Quote]:
    """Every quote that a record holds."""
    if isinstance(value, Quote):
        yield value
    elif is_dataclass(value):
        for item in fields(value):
            yield from quotes_of(getattr(value, item.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from quotes_of(part)


def facts_of(record: PlanRecord) -> object:
    """What a record says, without places in the file; letters and spaces in one form."""
    said = to_json(record)
    del said["source"]
    return _folded(said)


def _folded(value: object) -> object:
    if isinstance(value, dict):
        return {key: _folded(item) for key, item in value.items() if key not in _PLACES}
    if isinstance(value, list):
        return [_folded(item) for item in value]
    if isinstance(value, str):
        return modern_tones(unicodedata.normalize("NFC", " ".join(value.split())))
    return value


_PLACES = frozenset({"start", "end", "page"})


def check_record(record: PlanRecord, extract: Extract) -> None:
    """What holds of every record, whatever the document: it is faithful and it is whole."""
    source = record.source.text
    for quote in quotes_of(record):
        assert 0 <= quote.start <= quote.end <= len(source)
        assert source[quote.start : quote.end] == quote.text
        assert quote.rule
        assert 0 < quote.confidence <= 1
    refs = [task.ref for task in record.tasks]
    assert len(refs) == len(set(refs))
    assert all(target.task_ref in refs for target in record.targets if target.task_ref)
    named = [(d.symbol, d.date.code[:4] if d.date else "") for d in record.directives]
    assert len(named) == len(set(named))
    printed = to_json(record)
    assert json.loads(json.dumps(printed, ensure_ascii=False)) == printed
    silent = silent_lines(record, extract)
    assert silent == [], silent[:3]


def silent_lines(record: PlanRecord, extract: Extract) -> list[str]:
    """Lines of task parts that are in no fact, in no list of what is unread, and no mere frame."""
    spans = sorted((quote.start, quote.end) for quote in quotes_of(record) if quote.text)
    texts = "\n".join(" ".join(task.text.split()) for task in record.tasks)

    def is_told(node: Node) -> bool:
        words = node.head.quote("line")
        if any(start < words.end and end > words.start for start, end in spans):
            return True
        return " ".join(node.head.shown.split()) in texts

    lines = list(task_lines(extract))
    silent = [
        node.text
        for node in lines
        if node.kind is not Kind.TABLE_CELL and not _frames(node) and not is_told(node)
    ]
    return silent + _silent_rows([node for node in lines if node.kind is Kind.TABLE_CELL], is_told)


def _silent_rows(cells: Iterable[Node], is_told: Callable[[Node], bool]) -> list[str]:
    """Rows under the header of a table, of more than a title, of which no cell is told."""
    tables: dict[int, dict[int, list[Node]]] = {}
    for node in cells:
        cell = node.line.passage.cell if node.line else None
        if cell is not None and len(node.text) > 3:
            tables.setdefault(cell.table, {}).setdefault(cell.row, []).append(node)
    silent: list[str] = []
    for rows in tables.values():
        told = {row for row, nodes in rows.items() if any(map(is_told, nodes))}
        first = min(told, default=min(rows))
        silent.extend(
            " | ".join(node.text for node in nodes)
            for row, nodes in rows.items()
            if row not in told and row > first and (len(nodes) > 1 or not told)
        )
    return silent


def task_lines(extract: Extract) -> Iterator[Node]:
    """Every line that stands in a part of the document where work is given."""
    parts = sort_parts(heal(extract))
    carries = sum(part.kind == "main" for part in parts.texts) > 1
    for part in parts.texts:
        if part.kind == "form":
            continue
        root = build_outline(part.body)
        assign_roles(root, articles=Role.PURPOSE if carries else Role.METHOD)
        yield from (node for node in root.walk() if node.role in TASK_ROLES and node.text)


def _frames(node: Node) -> bool:
    """A line around the work: a title, the name of an attribute, a closing, an introduction."""
    if node.children or read_labels(node.head) or NO_TASK.first(node.text):
        return True
    announced = _introduces(node) or _value_below(node)
    return announced or is_liability(node.head) or is_report_only(node.head)


def _introduces(node: Node) -> bool:
    last = node.parent is None or node.parent.children[-1] is node
    return not last and (node.kind is Kind.INTRO or node.text.endswith(":"))


def _value_below(node: Node) -> bool:
    """One of several values under "Thời gian thực hiện:"; the first of them is the fact."""
    return node.parent is not None and bool(node.parent.labels)
