"""What can be asked for: the filters and orders of every list."""

from enum import Enum

import strawberry

from service.types_common import Date, Ownership, Role, member, optional, says


@strawberry.input(description=says("Tìm lãnh đạo chỉ đạo", "which leader oversees"))
class OverseerFilter:
    """Which leader: by name, by office, or both."""

    name: str | None = optional("Họ tên, có hoặc không dấu", "name; accents and case fold")
    position: str | None = optional(
        "Phần đầu của chức vụ: “Phó Chủ tịch”, “Phó Chủ tịch UBND phường …”",
        "beginning of the office's title; a fuller title narrows",
    )
    person: strawberry.ID | None = optional("Mã của người", "id of the person")
    unit: str | None = optional(
        "Tên tập thể chỉ đạo: “Đảng ủy phường”", "name of a body that directs"
    )


@strawberry.input(description=says("Tìm đơn vị", "which unit"))
class UnitReference:
    """Which unit: by id, or by name and place."""

    id: strawberry.ID | None = optional("Mã của đơn vị", "id of the unit")
    name: str | None = optional(
        "Tên hoặc phần đầu của tên, có hoặc không dấu",
        "name or its beginning; accents and case fold",
    )
    place: str | None = optional(
        "Tên địa bàn, kèm cấp hoặc không", "its place, with or without its kind"
    )


@strawberry.input(description=says("Lọc nhiệm vụ", "which tasks"))
class TaskFilter:
    """Which tasks; every condition given must hold."""

    plan: strawberry.ID | None = optional("Mã của kế hoạch", "id of the plan")
    overseer: OverseerFilter | None = optional("Lãnh đạo chỉ đạo", "who oversees")
    unit: UnitReference | None = optional("Đơn vị có vai trò", "a unit that has a role")
    role: list[Role] | None = optional("Vai trò của đơn vị", "the role it has")
    issuer: str | None = optional("Cơ quan ban hành kế hoạch", "who issued the plan")
    text: str | None = optional("Các từ có trong nội dung", "words of the task")
    due_from: Date | None = optional("Hạn từ ngày", "due on or after")
    due_to: Date | None = optional("Hạn đến ngày", "due on or before")
    has_due: bool | None = optional("Có thời hạn hay không", "has a deadline or not")
    has_lead: bool | None = optional("Có đơn vị chủ trì hay không", "has a lead or not")
    has_doer: bool | None = optional("Có chủ trì hoặc thực hiện", "somebody leads or executes")
    routine: bool | None = optional("Nhiệm vụ thường xuyên", "routine or not")


@strawberry.input(description=says("Lọc chỉ tiêu", "which targets"))
class TargetFilter:
    """Which targets; every condition given must hold."""

    plan: strawberry.ID | None = optional("Mã của kế hoạch", "id of the plan")
    issuer: str | None = optional("Cơ quan ban hành kế hoạch", "who issued the plan")
    ownership: list[Ownership] | None = optional("Có chủ hay chưa", "owned or not")
    owner: UnitReference | None = optional("Đơn vị chịu trách nhiệm", "a unit that owns it")
    text: str | None = optional("Các từ có trong tên chỉ tiêu", "words of the metric")
    due_from: Date | None = optional("Hạn từ ngày", "due on or after")
    due_to: Date | None = optional("Hạn đến ngày", "due on or before")


@strawberry.input(description=says("Lọc văn bản", "which documents"))
class DocumentFilter:
    """Which documents; every condition given must hold."""

    symbol: str | None = optional("Số, ký hiệu: “05-NQ/TU”", "number and symbol")
    kind: str | None = optional("Tên loại: “Nghị quyết”", "kind of document")
    issuer: str | None = optional("Cơ quan ban hành", "who issued it")
    known: bool | None = optional("Đã đọc hay mới được viện dẫn", "read, or only cited")
    text: str | None = optional("Các từ trong số, trích yếu", "words of symbol and title")
    issued_from: Date | None = optional("Ban hành từ ngày", "issued on or after")
    issued_to: Date | None = optional("Ban hành đến ngày", "issued on or before")


@strawberry.input(description=says("Lọc đơn vị", "which units"))
class UnitFilter:
    """Which units; every condition given must hold."""

    name: str | None = optional("Tên, có hoặc không dấu", "name; accents and case fold")
    place: str | None = optional(
        "Tên địa bàn, kèm cấp hoặc không", "its place, with or without its kind"
    )
    kind: list[str] | None = optional("Loại cơ quan", "kinds of body")
    collective: bool | None = optional("Nhóm đơn vị chung chung", "a catch-all or not")
    settled: bool | None = optional("Đã xác định được hay cần xem lại", "settled, or for review")


@strawberry.input(description=says("Lọc người", "which people"))
class PersonFilter:
    """Which people; every condition given must hold."""

    name: str | None = optional("Họ tên, có hoặc không dấu", "name; accents and case fold")
    position: str | None = optional("Phần đầu của chức vụ", "beginning of an office's title")


@strawberry.enum(description=says("Thứ tự nhiệm vụ", "order of tasks"))
class TaskOrder(Enum):
    """Orders of tasks."""

    PLAN = member("PLAN", "Theo kế hoạch, ban hành trước đứng trước", "by plan, earliest first")
    REF = member("REF", "Theo thứ tự trong văn bản", "as the document has it")
    DUE = member("DUE", "Theo thời hạn, không hạn đứng cuối", "by deadline; none comes last")


@strawberry.enum(description=says("Thứ tự chỉ tiêu", "order of targets"))
class TargetOrder(Enum):
    """Orders of targets."""

    PLAN = member("PLAN", "Theo kế hoạch, ban hành trước đứng trước", "by plan, earliest first")
    REF = member("REF", "Theo thứ tự trong văn bản", "as the document has it")
    DUE = member("DUE", "Theo thời hạn, không hạn đứng cuối", "by deadline; none comes last")


@strawberry.enum(description=says("Thứ tự văn bản", "order of documents"))
class DocumentOrder(Enum):
    """Orders of documents."""

    ISSUED = member("ISSUED", "Ban hành trước đứng trước", "earliest first")
    ISSUED_DESC = member("ISSUED_DESC", "Mới ban hành đứng trước", "newest first")
    TITLE = member("TITLE", "Theo trích yếu", "by title")


@strawberry.enum(description=says("Thứ tự theo tên", "order by name"))
class NameOrder(Enum):
    """Orders of units and people."""

    NAME = member("NAME", "Theo bảng chữ cái tiếng Việt", "by the Vietnamese alphabet")
