"""What people look at and correct, as types of the API: beside what was read, never instead."""

from enum import Enum
from typing import Annotated

import strawberry

from service.types_common import Connection, Date, Node, member, optional, says, told
from service.types_history import Change, history_field

# Of a module that imports this one; named by words, so that there is no circle.
_Plan = Annotated["Plan", strawberry.lazy("service.types")]  # type: ignore[name-defined]  # noqa: F821
_Unit = Annotated["Unit", strawberry.lazy("service.types")]  # type: ignore[name-defined]  # noqa: F821
_Source = Annotated["Source", strawberry.lazy("service.types_days")]  # type: ignore[name-defined]  # noqa: F821


@strawberry.enum(description=says("Vì sao cần soát lại", "why a person should look"))
class ReviewKind(Enum):
    """Why a place is on the review list."""

    LOW_CONFIDENCE = member("LOW_CONFIDENCE", "Đọc chưa chắc", "a value read unsurely")
    UNSETTLED_UNIT = member("UNSETTLED_UNIT", "Chưa rõ là đơn vị nào", "which unit is unclear")
    UNSETTLED_CITATION = member(
        "UNSETTLED_CITATION", "Chưa rõ là văn bản nào", "fits several documents"
    )
    UNREAD_LINE = member("UNREAD_LINE", "Dòng chưa đọc được", "a line that no rule took")
    ODDITY = member("ODDITY", "Điều lạ trong văn bản", "an oddity of the document")
    STRAY_CORRECTION = member(
        "STRAY_CORRECTION", "Phép sửa không còn chỗ", "a correction that lost its place"
    )


@strawberry.enum(description=says("Phần của văn bản", "a part of a document"))
class Part(Enum):
    """What of a document is looked at or corrected."""

    DOCUMENT = member("DOCUMENT", "Thể thức văn bản", "the document's frame")
    TASK = member("TASK", "Nhiệm vụ", "a task")
    TARGET = member("TARGET", "Chỉ tiêu", "a target")
    REPORT = member("REPORT", "Chế độ báo cáo", "a reporting duty")
    LINE = member("LINE", "Một dòng", "a line")


@strawberry.enum(description=says("Loại phép sửa", "what a correction does"))
class CorrectionKind(Enum):
    """What a correction does."""

    SET_VALUE = member("SET_VALUE", "Đặt lại một giá trị", "sets a value")
    SPLIT_TASK = member(
        "SPLIT_TASK", "Tách nhiệm vụ theo nguyên văn từng phần", "splits a task into slices"
    )
    DROP = member("DROP", "Bỏ: không phải nhiệm vụ, chỉ tiêu …", "it is none: left out")
    NAME_OWNER = member("NAME_OWNER", "Nêu ai chịu trách nhiệm", "names who answers for a target")
    CONFIRM = member("CONFIRM", "Xác nhận mục soát là đúng", "a review item is right as it is")
    MERGE_UNIT = member("MERGE_UNIT", "Gộp một đơn vị vào đơn vị khác", "one unit is another")
    SUCCEED_UNIT = member(
        "SUCCEED_UNIT", "Đơn vị khác thay từ một ngày", "another unit takes its place from a day"
    )


@strawberry.type(description=says("Một phép sửa của người soát", "a correction that a person made"))
class Correction(Node):
    """Who corrected what, when and why; what was read stands beside it."""

    kind: CorrectionKind = told("Loại", "what it does")
    history: Connection[Change] = history_field()
    part: Part | None = told("Phần được sửa", "what of the document")
    ref: str | None = told("Số thứ tự của mục", "outline number of its item")
    field: str | None = told("Trường được sửa", "which value")
    value: list[str] = told("Giá trị đã đặt", "the value set, as words")
    read_value: list[str] = told("Điều bản đọc nói ở đó", "what the reading says there")
    author: str = told("Người sửa", "who")
    reason: str = told("Lý do", "why")
    at: str = told("Lúc sửa (UTC)", "when, ISO 8601")
    on: Date | None = told(
        "Có hiệu lực từ ngày (phân công, sắp xếp đơn vị)", "the day from which it holds"
    )
    quote: str | None = told("Nguyên văn tại chỗ sửa", "the words at the place")
    start: int | None = told("Ký tự đầu", "first character")
    end: int | None = told("Ký tự ngay sau", "one past the last")
    file: str | None = told("SHA-256 của tệp gốc", "SHA-256 of the file it is keyed to")
    withdrawn_at: str | None = told("Lúc rút (UTC)", "when it was taken back")
    withdrawn_by: str | None = told("Người rút", "who took it back")
    withdrawn_reason: str | None = told("Lý do rút", "why")
    unit_name: str | None = told("Tên đơn vị được gộp", "name of the unit that is merged")
    into_name: str | None = told(
        "Tên đơn vị nhận lúc gộp", "name of the unit that it is, as it was then"
    )
    into: _Unit | None = told("Đơn vị nhận", "the unit that it is")
    plan: _Plan | None = told("Văn bản", "its document")
    corrects: list[Node] = told("Những gì đang mang phép sửa", "what it changed")


@strawberry.type(description=says("Một chỗ cần soát lại", "a place to look at"))
class ReviewItem(Node):
    """A place that a person should look at; closed once it is corrected or confirmed."""

    kind: ReviewKind = told("Vì sao", "why")
    part: Part | None = told("Ở phần nào", "in which part")
    ref: str | None = told("Số thứ tự của mục", "outline number of its item")
    field: str | None = told("Trường", "which value")
    message: str = told("Điều cần xem", "what to look at")
    open: bool = told("Chưa xử lý", "nobody has settled it")
    settled_by: Correction | None = told("Phép sửa đã xử lý", "the correction that settled it")
    about: Node | None = told("Thứ được nói tới", "the node that it is about")
    plan: _Plan | None = told("Văn bản", "its document")
    source: _Source | None = told("Nguồn", "provenance")
    history: Connection[Change] = history_field()


@strawberry.input(description=says("Lọc mục cần soát", "which review items"))
class ReviewFilter:
    """Which review items; every condition given must hold."""

    plan: strawberry.ID | None = optional("Mã của kế hoạch", "id of the plan")
    kind: list[ReviewKind] | None = optional("Vì sao", "why")
    open: bool | None = optional("Chưa xử lý hay đã xử lý", "settled or not")


@strawberry.input(description=says("Lọc phép sửa", "which corrections"))
class CorrectionFilter:
    """Which corrections; every condition given must hold."""

    plan: strawberry.ID | None = optional("Mã của kế hoạch", "id of the plan")
    kind: list[CorrectionKind] | None = optional("Loại", "what it does")
    author: str | None = optional("Người sửa, đúng như đã ghi", "who, as stored")
    withdrawn: bool | None = optional("Đã rút hay còn hiệu lực", "taken back, or standing")


@strawberry.enum(description=says("Thứ tự mục cần soát", "order of review items"))
class ReviewOrder(Enum):
    """Orders of review items."""

    PLAN = member("PLAN", "Theo kế hoạch, ban hành trước đứng trước", "by plan, earliest first")
    REF = member("REF", "Theo thứ tự trong văn bản", "as the document has it")


@strawberry.enum(description=says("Thứ tự phép sửa", "order of corrections"))
class CorrectionOrder(Enum):
    """Orders of corrections."""

    AT = member("AT", "Sửa trước đứng trước", "earliest first")
    AT_DESC = member("AT_DESC", "Mới sửa đứng trước", "latest first")
