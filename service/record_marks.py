"""What of a document's words each fact rests on: the facts in an officer's order, with their marks.

Every quote that a record holds becomes a mark, one of a field that has no words here as well: what
was read is never hidden from the one who checks it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass

from graph_schema.model import PlanRecord, Quote
from service.record_view import Entry, frame_values, record_entries


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact: its class on the page, the tag before its words, its names."""

    name: str
    tag: str
    vietnamese: str
    english: str


KINDS = (
    Kind("frame", "TT", "Thể thức", "frame"),
    Kind("directive", "VB", "Văn bản chỉ đạo", "directive"),
    Kind("task", "NV", "Nhiệm vụ", "task"),
    Kind("lead", "CT", "Chủ trì", "leads"),
    Kind("execute", "TH", "Thực hiện", "executes"),
    Kind("support", "PH", "Phối hợp", "supports"),
    Kind("oversee", "LĐ", "Lãnh đạo phụ trách", "oversees"),
    Kind("due", "HẠN", "Thời hạn", "due"),
    Kind("recurs", "KỲ", "Định kỳ", "recurs"),
    Kind("result", "SP", "Sản phẩm", "deliverable"),
    Kind("target", "CTI", "Chỉ tiêu", "target"),
    Kind("owner", "CTN", "Chịu trách nhiệm", "owner of a target"),
    Kind("report", "BC", "Chế độ báo cáo", "report"),
    Kind("party", "BÊN", "Bên báo cáo", "who reports, to whom"),
    Kind("other", "KHÁC", "Giá trị khác", "other"),
    Kind("unread", "CHƯA ĐỌC", "Dòng chưa đọc được", "unread line"),
    Kind("note", "XEM LẠI", "Điều cần xem lại", "oddity"),
)
_BY_NAME = {kind.name: kind for kind in KINDS}
_FIELDS = {
    "lead": ("lead", "Chủ trì"),
    "execute": ("execute", "Thực hiện"),
    "support": ("support", "Phối hợp"),
    "overseers": ("oversee", "Lãnh đạo phụ trách"),
    "due_quote": ("due", "Thời hạn"),
    "recurs_quote": ("recurs", "Định kỳ"),
    "deliverable": ("result", "Sản phẩm"),
    "owners": ("owner", "Chịu trách nhiệm"),
    "by": ("party", "Người báo cáo"),
    "to": ("party", "Báo cáo cho"),
    "via": ("party", "Qua"),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of the document that say one value of a fact."""

    kind: Kind
    label: str
    value: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Item:
    """One fact: what it says, the words it was read from first, those of its values after."""

    kind: Kind
    ref: str
    text: str
    details: tuple[tuple[str, str], ...]
    own: Mark | None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """All facts of one kind."""

    kind: Kind
    items: tuple[Item, ...]


def record_groups(record: PlanRecord) -> tuple[Group, ...]:
    """Every fact of a record with its marks, in the order in which an officer looks at it."""
    frame = _BY_NAME["frame"]
    groups = [Group(frame, tuple(_frame_items(record, frame)))]
    for name, entries in record_entries(record):
        kind = _BY_NAME[name]
        groups.append(Group(kind, tuple(_item(kind, fact, entry) for fact, entry in entries)))
    return tuple(groups)


def _frame_items(record: PlanRecord, kind: Kind) -> Iterator[Item]:
    """Each field with its words; a value that follows from others has none of its own."""
    quotes = {found.field: found.quote for found in record.document.quotes}
    for name, label, value in frame_values(record.document):
        quote = quotes.pop(name, None)
        yield Item(kind, label, value, (), _mark(kind, label, value, quote))
    for name, quote in quotes.items():
        yield Item(kind, name, quote.text, (), _mark(kind, name, quote.text, quote))


def _mark(kind: Kind, label: str, value: str, quote: Quote | None) -> Mark | None:
    return None if quote is None else Mark(kind, label, value, quote)


def _item(kind: Kind, fact: object, entry: Entry) -> Item:
    quote = getattr(fact, "quote", None)
    marks = tuple(_marks_of(fact, dict(entry.details)))
    said = {mark.label for mark in marks}
    details = tuple((name, words) for name, words in entry.details if words and name not in said)
    own = _mark(kind, kind.vietnamese, entry.ref, quote)
    return Item(kind, entry.ref, entry.text, details, own, marks)


def _marks_of(fact: object, values: dict[str, str]) -> Iterator[Mark]:
    for name, held in _held(fact):
        if name == "quote":
            continue
        kind, label = _FIELDS.get(name, ("other", name))
        for one in held if isinstance(held, tuple) else (held,):
            for quote in _quotes(one):
                words = _said(one) or values.get(label) or quote.text
                yield Mark(_BY_NAME[kind], label, words, quote)


def _held(fact: object) -> Iterable[tuple[str, object]]:
    if not is_dataclass(fact):
        return
    for field in fields(fact):
        yield field.name, getattr(fact, field.name)


def _quotes(value: object) -> Iterator[Quote]:
    """Every quote in a value, however deep."""
    if isinstance(value, Quote):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _quotes(one)
    else:
        for _, held in _held(value):
            yield from _quotes(held)


def _said(value: object) -> str:
    """A unit or a person as it is named; a bare quote says nothing beside its words."""
    if isinstance(value, Quote):
        return ""
    parts = (getattr(value, name, None) for name in ("name", "position", "unit"))
    return ", ".join(part for part in parts if isinstance(part, str))
