"""What can be changed through the API, and what each change answers: its result, or a refusal."""

from enum import Enum
from typing import Annotated

import strawberry

from service.types import Plan, Unit
from service.types_common import Date, argument, asked, member, optional, says, told
from service.types_intake import IntakeMutation
from service.types_offices import OfficeMutation
from service.types_refusal import Refused
from service.types_review import Correction, CorrectionKind
from service.types_webhooks import WebhookMutation
from service.types_work import WorkMutation

_UNKNOWN = (
    "Tên đơn vị hoặc người chưa có trong kho; vẫn ghi tên mới",
    "a name that nobody bears yet: make it; otherwise it is refused",
)
_AUTHOR = ("Người sửa", "who makes the change")
_REASON = ("Lý do", "why")
_KEY = ("Khóa chống gửi trùng: gửi lại cùng khóa chỉ sửa một lần", "sent twice, it is made once")
_SEEN = (
    "version của văn bản lúc xem; đã đổi thì CONFLICT",
    "version seen; if it changed: CONFLICT",
)


@strawberry.input(description=says("Một phép sửa", "a correction to be made"))
class CorrectInput:
    """What to correct, how, by whom and why."""

    node: strawberry.ID = strawberry.field(
        description=says(
            "Mã nhiệm vụ, chỉ tiêu, chế độ báo cáo, văn bản, hoặc mục cần soát",
            "id of a task, target, duty, plan or review item",
        )
    )
    kind: CorrectionKind = strawberry.field(description=says("Loại phép sửa", "what it does"))
    field: str | None = optional(
        "Trường được đặt lại. Nhiệm vụ: text, due, recurs, routine, lead, execute, support, "
        "overseers. Chỉ tiêu: metric, op, value, valueMax, unitOfMeasure, due, recurs, owners. "
        "Báo cáo: by, to, via, recurs, due. Văn bản: kind, number, symbol, date, issuer, title, "
        "secrecy",
        "the field that is set",
    )
    value: list[str] | None = optional(
        "Giá trị mới; danh sách rỗng là không có. Tách: nguyên văn từng phần. Nêu chủ: một đơn vị "
        "hoặc một người (“Nguyễn Văn A, Phó Chủ tịch UBND xã”)",
        "the new value; an empty list is none",
    )
    unknown: bool | None = optional(*_UNKNOWN)
    author: str = strawberry.field(description=says(*_AUTHOR))
    reason: str = strawberry.field(description=says(*_REASON))
    expected_version: str | None = optional(*_SEEN)
    idempotency_key: str | None = optional(*_KEY)


@strawberry.enum(description=says("Vai trò được phân công", "a role that is given"))
class AssignedRole(Enum):
    """What somebody is to a task or target."""

    LEAD = member("LEAD", "Chủ trì nhiệm vụ", "leads a task")
    EXECUTE = member("EXECUTE", "Thực hiện nhiệm vụ", "executes a task")
    SUPPORT = member("SUPPORT", "Phối hợp", "supports a task")
    OVERSEE = member("OVERSEE", "Chỉ đạo, phụ trách nhiệm vụ", "oversees a task")
    OWN = member("OWN", "Chịu trách nhiệm về chỉ tiêu", "answers for a target")


@strawberry.input(description=says("Phân công, thôi phân công", "to give or take a role"))
class AssignInput:
    """Who gets or loses which role, by whom and why."""

    node: strawberry.ID = strawberry.field(
        description=says("Mã nhiệm vụ hoặc chỉ tiêu", "id of a task or target")
    )
    role: AssignedRole = strawberry.field(description=says("Vai trò", "the role"))
    who: str = strawberry.field(
        description=says(
            "Đơn vị, hoặc người: “Nguyễn Văn A, Phó Chủ tịch UBND xã”", "a unit, or a leader"
        )
    )
    on: Date | None = optional(
        "Từ ngày, không sau hôm nay; mặc định hôm nay", "from which day; by default today"
    )
    unknown: bool | None = optional(*_UNKNOWN)
    author: str = strawberry.field(description=says(*_AUTHOR))
    reason: str = strawberry.field(description=says(*_REASON))
    expected_version: str | None = optional(*_SEEN)
    idempotency_key: str | None = optional(*_KEY)


@strawberry.input(
    description=says(
        "Gộp hai đơn vị là một, hoặc đơn vị này thay đơn vị kia",
        "one unit is another, or takes its place",
    )
)
class MergeUnitsInput:
    """Which unit is which."""

    unit: strawberry.ID = strawberry.field(
        description=says("Mã đơn vị được gộp", "id of the unit that is merged")
    )
    into: strawberry.ID = strawberry.field(
        description=says("Mã đơn vị nhận", "id of the unit that it is")
    )
    on: Date | None = optional(
        "Ngày sắp xếp lại: hai đơn vị khác nhau, từ ngày này đơn vị nhận thay đơn vị kia; không "
        "nêu: hai tên của cùng một đơn vị",
        "day of a reorganisation: two units, of which one takes the other's place; without it, "
        "two names of one unit",
    )
    founded: bool | None = optional(
        "Đơn vị nhận lập mới từ ngày on", "the unit that receives begins on that day"
    )
    author: str = strawberry.field(description=says(*_AUTHOR))
    reason: str = strawberry.field(description=says(*_REASON))
    idempotency_key: str | None = optional(*_KEY)


@strawberry.input(description=says("Rút một phép sửa", "to take a correction back"))
class WithdrawInput:
    """Which correction, by whom and why."""

    correction: strawberry.ID = strawberry.field(
        description=says("Mã phép sửa", "id of the correction")
    )
    author: str = strawberry.field(description=says(*_AUTHOR))
    reason: str = strawberry.field(description=says(*_REASON))
    expected_version: str | None = optional(*_SEEN)
    idempotency_key: str | None = optional(*_KEY)


@strawberry.type(description=says("Đã sửa", "corrected"))
class Corrected:
    """A correction that is stored and applied."""

    id: strawberry.ID = told("Mã phép sửa", "id of the correction")
    correction: Correction | None = told(
        "Phép sửa; trống khi đã ghi mà chưa đọc lại được", "null: stored, but not read again"
    )
    plan: Plan | None = told("Văn bản sau khi sửa", "the document as it is now")
    repeated: bool = told("Đã có từ trước", "it was there before")
    note: str | None = told("Điều cần biết thêm", "what else to know of it")


@strawberry.type(description=says("Đã gộp", "merged"))
class UnitsMerged:
    """A merge that is stored and applied."""

    id: strawberry.ID = told("Mã phép sửa", "id of the correction")
    correction: Correction | None = told(
        "Phép sửa; trống khi đã ghi mà chưa đọc lại được", "null: stored, but not read again"
    )
    unit: Unit | None = told("Đơn vị nhận", "the unit that both are now")
    repeated: bool = told("Đã có từ trước", "it was there before")
    note: str | None = told("Điều cần biết thêm", "what else to know of it")


@strawberry.type(description=says("Đã rút", "withdrawn"))
class Withdrawn:
    """A correction that was taken back."""

    id: strawberry.ID = told("Mã phép sửa", "id of the correction")
    correction: Correction | None = told(
        "Phép sửa đã rút; trống khi đã ghi mà chưa đọc lại được", "null: stored, but not read again"
    )
    plan: Plan | None = told("Văn bản sau khi rút", "the document as it is now")
    repeated: bool = told("Đã rút từ trước", "it was withdrawn before")
    note: str | None = told("Điều cần biết thêm", "what else to know of it")


CorrectResult = Annotated[
    Corrected | Refused,
    strawberry.union("CorrectResult", description=says("Kết quả sửa", "what correcting comes to")),
]
MergeUnitsResult = Annotated[
    UnitsMerged | Refused,
    strawberry.union("MergeUnitsResult", description=says("Kết quả gộp", "what merging comes to")),
]
WithdrawResult = Annotated[
    Withdrawn | Refused,
    strawberry.union(
        "WithdrawResult", description=says("Kết quả rút", "what withdrawing comes to")
    ),
]


@strawberry.type(description=says("Các thay đổi; cần mã ghi", "changes; a write token is needed"))
class Mutation(WorkMutation, OfficeMutation, IntakeMutation, WebhookMutation):
    """The changes; service/changes.py makes them."""

    correct: CorrectResult = asked(
        argument("input", CorrectInput, "Phép sửa", "the correction"),
        vietnamese="Sửa điều đã đọc",
        english="correct what was read",
    )
    assign: CorrectResult = asked(
        argument("input", AssignInput, "Phân công", "the role"),
        vietnamese="Phân công thêm một đơn vị hoặc người",
        english="give somebody a role",
    )
    unassign: CorrectResult = asked(
        argument("input", AssignInput, "Phân công", "the role"),
        vietnamese="Thôi phân công một đơn vị hoặc người",
        english="take a role from somebody",
    )
    merge_units: MergeUnitsResult = asked(
        argument("input", MergeUnitsInput, "Hai đơn vị", "the two units"),
        vietnamese="Gộp một đơn vị vào đơn vị khác",
        english="say that one unit is another",
    )
    withdraw_correction: WithdrawResult = asked(
        argument("input", WithdrawInput, "Phép sửa", "the correction"),
        vietnamese="Rút một phép sửa; vẫn còn ghi lại",
        english="take a correction back; it stays on record",
    )
