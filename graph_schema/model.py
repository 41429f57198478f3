"""What one document says, as frozen records: the seam between the reader and the graph.

A record holds no guess: what the source does not say is ``None`` or an empty tuple, and every
value rests on a :class:`Quote`, a verbatim slice of the text that was read.
"""

from dataclasses import dataclass
from enum import StrEnum

from graph_schema.periods import Period


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim words: ``source.text[start:end] == text``, and the rule that chose them."""

    text: str
    start: int
    end: int
    rule: str
    confidence: float = 1.0
    page: int | None = None
    inherited_from: str | None = None
    """The ref of the heading or row that said it, when the item itself does not."""


class Relation(StrEnum):
    """How a document stands to one that it names."""

    IMPLEMENTS = "implements"
    CITES = "cites"
    AMENDS = "amends"
    REPLACES = "replaces"


@dataclass(frozen=True, slots=True)
class Source:
    """The text that was read, and the SHA-256 of the bytes it was read from."""

    sha256: str
    media_type: str
    file_name: str
    text: str
    content: bytes
    reader: str
    """Version of the reader: the same bytes are read anew by a later one."""
    recognised: bool = False
    """Whether the words were made out of pictures (OCR)."""


@dataclass(frozen=True, slots=True)
class FieldQuote:
    """Where one field of the document's frame (thể thức) was read."""

    field: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Signer:
    """Người ký: name without rank, own title, and for whom (``TM.``, ``KT.`` …)."""

    name: str
    position: str | None
    acting: str | None


@dataclass(frozen=True, slots=True)
class Frame:
    """Thể thức of the document: its identity."""

    kind: str | None
    """Tên loại in sentence case: "Kế hoạch", "Chương trình hành động"."""
    number: int | None
    symbol: str | None
    """Ký hiệu without the number: "KH-UBND"."""
    date: Period | None
    issuer: str | None
    place: str | None
    """The place that issues, as a name with its kind: "phường Kiến An"; its own words, or from
    the issuer's name."""
    province: str | None
    """The province above it when the document says so: "thành phố Hải Phòng"."""
    title: str | None
    signer: Signer | None
    secrecy: str | None
    recipients: tuple[str, ...]
    quotes: tuple[FieldQuote, ...]


@dataclass(frozen=True, slots=True)
class DirectiveMention:
    """Another document named with a number or a symbol."""

    kind: str | None
    symbol: str
    """Number and symbol as one: "05-NQ/TU", "146/KH-UBND", "57/2010/NĐ-CP"."""
    date: Period | None
    issuer: str | None
    title: str | None
    relation: Relation
    """``IMPLEMENTS`` or ``CITES``, by where it is named."""
    quote: Quote
    changes: Relation | None = None
    """``AMENDS`` or ``REPLACES`` where this document says that it does so; stands over
    ``relation`` in the graph."""

    @property
    def stands(self) -> Relation:
        """How this document stands to it: what it does to it, else how it names it."""
        return self.changes or self.relation


@dataclass(frozen=True, slots=True)
class UnitMention:
    """A unit as the document writes it (healed), with its words."""

    name: str
    collective: bool
    """A catch-all such as "các phòng, ban liên quan"."""
    quote: Quote
    person: str | None = None
    """Họ tên, when the doer is a person by name: "Giao đồng chí X, Phó Chủ tịch … thực hiện"."""
    position: str | None = None
    """That person's office as printed."""


@dataclass(frozen=True, slots=True)
class OverseerMention:
    """Lãnh đạo phụ trách: a person and an office, an office alone, or a body."""

    name: str | None
    position: str | None
    unit: str | None
    quote: Quote


@dataclass(frozen=True, slots=True)
class Phase:
    """Giai đoạn, bước, đợt: a part of the plan's time under which work stands."""

    ref: str
    name: str
    """"Giai đoạn 1", "Bước 2", "Năm 2026"."""
    text: str
    """Its whole heading, healed."""
    quote: Quote
    period: Period | None
    period_quote: Quote | None


@dataclass(frozen=True, slots=True)
class Former:
    """Those who had a role before people assigned it anew."""

    field: str
    """lead, execute, support, overseers; owners of a target."""
    units: tuple[UnitMention, ...]
    leaders: tuple[OverseerMention, ...]
    until: str
    """ISO day from which others have it."""


@dataclass(frozen=True, slots=True)
class Task:
    """Nhiệm vụ, at the finest level that has an assignment of its own."""

    ref: str
    """Outline numbers joined by dots: "II.1.3"; a repeated one carries "#2"."""
    text: str
    """Its whole words, healed (page breaks, broken words)."""
    heading: str | None
    quote: Quote
    lead: tuple[UnitMention, ...]
    execute: tuple[UnitMention, ...]
    support: tuple[UnitMention, ...]
    overseers: tuple[OverseerMention, ...]
    due: Period | None
    due_quote: Quote | None
    recurs: str | None
    """"hằng tuần", "hằng tháng", "hằng quý", "6 tháng", "hằng năm", "thường xuyên" …"""
    recurs_quote: Quote | None
    routine: bool
    """Nhiệm vụ thường xuyên: left out of "nhiệm vụ giao" (QĐ 23/2018/QĐ-TTg)."""
    parent_ref: str | None
    deliverable: Quote | None
    """Kết quả, sản phẩm."""
    phase_ref: str | None = None
    """The phase under which it stands."""
    former: tuple[Former, ...] = ()
    """Who had its roles before, in the order of days."""


@dataclass(frozen=True, slots=True)
class Target:
    """Chỉ tiêu: one number and one metric."""

    ref: str
    quote: Quote
    metric: str
    op: str
    """``=``, ``>=`` or ``<=``."""
    value: float | None
    value_max: float | None
    unit: str | None
    """Unit of measure as printed: "%", "hộ", "triệu đồng/người/năm"."""
    due: Period | None
    due_quote: Quote | None
    recurs: str | None
    owners: tuple[UnitMention, ...]
    task_ref: str | None
    answerable: tuple[OverseerMention, ...] = ()
    """Persons and offices that answer for it, beside the units."""
    dropped: bool = False
    """A person found that it is none; it keeps its place, so that others keep their ids."""
    former: tuple[Former, ...] = ()
    """Who owned it before, in the order of days."""


@dataclass(frozen=True, slots=True)
class ReportDuty:
    """Chế độ báo cáo: who reports to whom, how often, by when."""

    by: UnitMention | None
    to: UnitMention | None
    via: UnitMention | None
    recurs: str | None
    due: Period | None
    quote: Quote
    dropped: bool = False
    """As with a target."""


@dataclass(frozen=True, slots=True)
class UnreadLine:
    """A line of a task part that no rule took: counted, never dropped in silence."""

    quote: Quote
    reason: str


@dataclass(frozen=True, slots=True)
class Note:
    """An oddity of the source worth a person's eye: a repeated number, an impossible date."""

    code: str
    message: str
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """Everything one document says."""

    source: Source
    document: Frame
    directives: tuple[DirectiveMention, ...]
    tasks: tuple[Task, ...]
    targets: tuple[Target, ...]
    reports: tuple[ReportDuty, ...]
    unread: tuple[UnreadLine, ...]
    notes: tuple[Note, ...]
    phases: tuple[Phase, ...] = ()
