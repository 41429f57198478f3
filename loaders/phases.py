"""Phases of a plan (giai đoạn, bước, đợt; lộ trình): headings under which work goes on in time."""

import re
from collections.abc import Mapping

from graph_schema.model import Phase
from graph_schema.periods import Period
from loaders.dates import Moment, find_moments, merge, read_time_value
from loaders.kinds import BULLETS, HEADINGS, Kind
from loaders.labels import Attribute
from loaders.outline import Node
from loaders.passages import Words
from loaders.roles import TASK_ROLES
from loaders.rules import BY_FORM, Rule, Table, words
from loaders.sections import own_labels

_ORDINAL = r"(?:thứ )?(?:\d{1,2}|[IVX]{1,4}|một|hai|ba|bốn|tư|năm|nhất|cuối|đầu)"
_SPAN = r"(?:từ |năm |từ năm )?20\d\d(?: ?(?:[-–]|đến(?: hết)?(?: năm)?) ?20\d\d)?"
_AFTER = r"(?= ?(?:[:.,;(–-]|$))"

PHASES: Table[str] = Table(
    "phases",
    (
        Rule(
            "phase-by-number",
            words(rf"^(?P<name>(?:giai đoạn|bước|đợt) {_ORDINAL}){_AFTER}"),
            "phase",
            (
                "Giai đoạn 1 (từ tháng 01/2026 đến tháng 6/2026)",
                "Bước 1: Chuẩn bị",
                "Đợt I: từ ngày 01/3/2026",
                "GIAI ĐOẠN II - Nhân rộng",
            ),
            ("Giai đoạn 2026 - 2030 là giai đoạn tăng tốc", "Bước đầu đạt kết quả"),
        ),
        Rule(
            "phase-by-years",
            words(rf"^(?P<name>giai đoạn {_SPAN})(?= ?(?:[:.(]|$))"),
            "phase",
            ("Giai đoạn 2026-2028: Xây dựng mô hình điểm", "Giai đoạn 2029 - 2030"),
            ("Giai đoạn 2026 - 2030, tỷ lệ đạt 95%", "Trong giai đoạn 2026-2030:"),
        ),
    ),
)
# A part that is nothing but a line of time: its items are phases where each opens with a time.
STAGED: Table[str] = Table(
    "staged-parts",
    (
        Rule(
            "road-map",
            words(
                r"^(?:về )?(?:(?:lộ trình|tiến độ|phân kỳ|kế hoạch tiến độ)(?:,? (?:và )?"
                r"(?:lộ trình|tiến độ|thời gian|thực hiện|triển khai|đầu tư))*|(?:các|những) "
                r"(?:bước|giai đoạn)(?: (?:thực hiện|triển khai|tiến hành|tổ chức))*"
                r"|thời gian(?:,? (?:và )?(?:lộ trình|tiến độ))"
                r"(?: (?:thực hiện|triển khai))?)(?= ?(?:[:.]|$))".replace(")*", "){0,3}")
            ),
            "staged",
            (
                "LỘ TRÌNH THỰC HIỆN",
                "Các bước thực hiện",
                "Tiến độ thực hiện:",
                "Thời gian và lộ trình thực hiện",
            ),
            ("Lộ trình tuyến xe buýt được điều chỉnh", "Các bước đi phù hợp"),
        ),
    ),
)
_OPENS_WITH_TIME = re.compile(
    r"^(?:(?:trong|từ|đến|vào) )?(?:năm|quý|tháng|ngày|giai đoạn|đợt) (?=[\dIVX])", re.IGNORECASE
)
_ENDS_TIME = re.compile(r"^[ )]{0,2}(?::|$|[-–] )")
_LONGEST_TITLE = 160


def read_phases(root: Node) -> dict[int, Phase]:
    """Every phase of a text, by its node."""
    found: dict[int, Phase] = {}
    for node in root.walk():
        if node.line is None or node.role not in TASK_ROLES or node.kind is Kind.TABLE_CELL:
            continue
        if (phase := _phase(node)) is not None:
            found[id(node)] = phase
    return found


def phase_of(node: Node, phases: Mapping[int, Phase]) -> str | None:
    """The ref of the nearest phase that a piece of work stands in."""
    for above in (node, *node.ancestors()):
        if id(above) in phases:
            return phases[id(above)].ref
    return None


def phase_time(head: Words) -> Moment | None:
    """The time that the heading of a phase prints, in brackets or not."""
    if PHASES.first(head.text) is None:
        return None
    return _moment(head.text[:_LONGEST_TITLE])


def _phase(node: Node) -> Phase | None:
    if node.kind not in HEADINGS | BULLETS | {Kind.INTRO, Kind.PROSE}:
        return None
    head = node.head
    named = PHASES.first(head.text)
    if named is not None and (node.children or ":" in head.text or node.kind in HEADINGS):
        end, rule, sure = named.match.end("name"), named.rule.name, named.confidence
    elif staged := _staged_time(node):
        end, rule, sure = staged, "phase-by-time", BY_FORM
    else:
        return None
    name = head.cut(0, end).strip(" :.,;-–")
    moment = _moment(head.text[:_LONGEST_TITLE])
    words_ = head.cut(moment.start, moment.end) if moment else None
    period = moment.period if moment else None
    if moment is None:
        period, words_ = _time_below(node)
    return Phase(
        ref=node.ref,
        name=name.shown,
        text=head.shown.strip(" :"),
        quote=head.quote(rule, sure),
        period=period,
        period_quote=words_.quote("phase-time") if words_ and period else None,
    )


def _staged_time(node: Node) -> int | None:
    """Where the time ends with which an item of a road map opens."""
    parent = node.parent
    if parent is None or parent.line is None or not STAGED.first(parent.text):
        return None
    if _OPENS_WITH_TIME.match(node.text) is None:
        return None
    moment = _moment(node.text[:_LONGEST_TITLE])
    if moment is None or moment.start > 12 or not _ENDS_TIME.match(node.text[moment.end :]):
        return None
    return moment.end


def _moment(text: str) -> Moment | None:
    """The first time before a colon, of which two with "đến" between them are one."""
    title, colon, rest = text.partition(":")
    for piece in (title, rest if colon and not find_moments(title) else ""):
        limit = 0 if piece is title else len(title) + 1
        merged = merge([m for m in find_moments(piece) if not m.yearly], piece, lists=True)
        if merged and (piece is title or re.match(r" ?(?:từ|trong|đến) ", piece, re.IGNORECASE)):
            first = merged[0]
            return Moment(first.start + limit, first.end + limit, first.code, first.rule)
    return None


def _time_below(node: Node) -> tuple[Period | None, Words | None]:
    """The time line under a phase."""
    for child in node.children:
        labels = own_labels(child)
        if labels and labels[0].attribute is Attribute.DUE and labels[0].value:
            found = read_time_value(labels[0].value.text)
            if found.moment is not None:
                return found.moment.period, labels[0].value
    return None, None
