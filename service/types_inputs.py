"""What can be asked for: the filters and orders of every list."""

from enum import Enum

import strawberry

from service.types_common import Date, Ownership, Role, member, optional, says
from service.types_dated import TaskStatus

_DIRECTIVE = (
    "Số, ký hiệu hoặc mã văn bản mà kế hoạch thực hiện, viện dẫn, ở mọi tầng",
    "symbol or id of a document that the plan rests on, at any depth",
)
_PLACE = (
    "Địa bàn của cơ quan ban hành, kể cả bên dưới: tên hoặc mã",
    "place of the issuer, and all below it, by name or id",
)


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
    issuer_id: strawberry.ID | None = optional(
        "Mã của cơ quan ban hành", "id of the unit that issued it"
    )
    text: str | None = optional("Các từ có trong nội dung", "words of the task")
    due_from: Date | None = optional("Hạn từ ngày", "due on or after")
    due_to: Date | None = optional("Hạn đến ngày", "due on or before")
    has_due: bool | None = optional("Có thời hạn hay không", "has a deadline or not")
    has_lead: bool | None = optional("Có đơn vị chủ trì hay không", "has a lead or not")
    has_doer: bool | None = optional("Có chủ trì hoặc thực hiện", "somebody leads or executes")
    routine: bool | None = optional("Nhiệm vụ thường xuyên", "routine or not")
    status: list[TaskStatus] | None = optional("Trạng thái vào ngày asOf", "class on asOf")
    as_of: Date | None = optional(
        "Tính đến ngày; mặc định hôm nay; chỉ gồm nhiệm vụ đã giao đến ngày đó",
        "as of; today if absent; keeps what was assigned by that day",
    )
    occurrence_status: list[TaskStatus] | None = optional(
        "Nhiệm vụ định kỳ có một kỳ ở trạng thái này vào ngày asOf",
        "recurs, and one of its times is in this class on asOf",
    )
    year: int | None = optional(
        "Năm: đã giao đến hết năm và chưa kết thúc trước năm đó",
        "assigned by the end of the year and not closed before it",
    )
    reported_before: Date | None = optional(
        "Chưa có báo cáo từ ngày này", "not reported on since this day"
    )
    directive: str | None = optional(*_DIRECTIVE)
    place: str | None = optional(*_PLACE)
    ownership: list[Ownership] | None = optional(
        "Có chỉ tiêu có chủ hay chưa", "holds a target that is owned so"
    )
    collective_lead: bool | None = optional(
        "Do nhóm đơn vị chung chung chủ trì", "led by a catch-all or not"
    )


@strawberry.input(description=says("Lọc chỉ tiêu", "which targets"))
class TargetFilter:
    """Which targets; every condition given must hold."""

    plan: strawberry.ID | None = optional("Mã của kế hoạch", "id of the plan")
    issuer: str | None = optional("Cơ quan ban hành kế hoạch", "who issued the plan")
    issuer_id: strawberry.ID | None = optional(
        "Mã của cơ quan ban hành", "id of the unit that issued it"
    )
    ownership: list[Ownership] | None = optional("Có chủ hay chưa", "owned or not")
    owner: UnitReference | None = optional("Đơn vị chịu trách nhiệm", "a unit that owns it")
    directive: str | None = optional(*_DIRECTIVE)
    place: str | None = optional(*_PLACE)
    has_measurement: bool | None = optional("Đã có số liệu hay chưa", "measured or not")
    text: str | None = optional("Các từ có trong tên chỉ tiêu", "words of the metric")
    due_from: Date | None = optional("Hạn từ ngày", "due on or after")
    due_to: Date | None = optional("Hạn đến ngày", "due on or before")


@strawberry.input(description=says("Lọc văn bản", "which documents"))
class DocumentFilter:
    """Which documents; every condition given must hold."""

    symbol: str | None = optional("Số, ký hiệu: “05-NQ/TU”", "number and symbol")
    kind: str | None = optional(
        "Tên loại, có hoặc không dấu: “Nghị quyết”", "kind of document, with or without accents"
    )
    issuer: str | None = optional("Cơ quan ban hành", "who issued it")
    directive: str | None = optional(*_DIRECTIVE)
    place: str | None = optional(*_PLACE)
    issuer_id: strawberry.ID | None = optional(
        "Mã của cơ quan ban hành", "id of the unit that issued it"
    )
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
    within: str | None = optional(
        "Địa bàn và mọi địa bàn bên dưới: tên hoặc mã", "a place and all below it, by name or id"
    )
    kind: list[str] | None = optional("Loại cơ quan", "kinds of body")
    collective: bool | None = optional("Nhóm đơn vị chung chung", "a catch-all or not")
    settled: bool | None = optional("Đã xác định được hay cần xem lại", "settled, or for review")
    valid_on: Date | None = optional(
        "Đang có vào ngày này: đã lập, chưa có đơn vị khác thay", "is there on this day"
    )


@strawberry.input(description=says("Lọc người", "which people"))
class PersonFilter:
    """Which people; every condition given must hold."""

    name: str | None = optional("Họ tên, có hoặc không dấu", "name; accents and case fold")
    position: str | None = optional("Phần đầu của chức vụ", "beginning of an office's title")
    unit: UnitReference | None = optional("Đơn vị nơi giữ chức vụ", "the unit of the office")


@strawberry.input(description=says("Lọc chức vụ", "which offices"))
class PositionFilter:
    """Which offices; every condition given must hold."""

    unit: UnitReference | None = optional("Đơn vị", "the unit of the office")
    title: str | None = optional("Phần đầu của chức vụ", "beginning of the title")
    rank: list[int] | None = optional("1 đứng đầu, 2 phó thường trực, 3 phó, 9 khác", "ranks")


@strawberry.input(description=says("Lọc địa bàn", "which places"))
class PlaceFilter:
    """Which places; every condition given must hold."""

    name: str | None = optional("Tên, có hoặc không dấu", "name; accents and case fold")
    kind: list[str] | None = optional(
        "Cấp, có hoặc không dấu: phường, xã, thành phố…", "kinds, with or without accents"
    )
    within: str | None = optional(
        "Địa bàn và mọi địa bàn bên dưới: tên hoặc mã", "a place and all below it, by name or id"
    )


@strawberry.input(description=says("Lọc chế độ báo cáo", "which duties to report"))
class ReportDutyFilter:
    """Which duties; every condition given must hold."""

    plan: strawberry.ID | None = optional("Mã của kế hoạch", "id of the plan")
    unit: UnitReference | None = optional("Đơn vị báo cáo", "the unit that reports")
    issuer: str | None = optional("Cơ quan ban hành kế hoạch", "who issued the plan")
    issuer_id: strawberry.ID | None = optional(
        "Mã của cơ quan ban hành", "id of the unit that issued it"
    )
    place: str | None = optional(*_PLACE)
    due_from: Date | None = optional("Hạn từ ngày", "due on or after")
    due_to: Date | None = optional("Hạn đến ngày", "due on or before")
    status: list[TaskStatus] | None = optional(
        "Có kỳ báo cáo ở trạng thái này vào ngày asOf", "has a report in this class on asOf"
    )
    as_of: Date | None = optional("Tính đến ngày; mặc định hôm nay", "as of; today if absent")


@strawberry.enum(description=says("Thứ tự nhiệm vụ", "order of tasks"))
class TaskOrder(Enum):
    """Orders of tasks."""

    PLAN = member("PLAN", "Theo kế hoạch, ban hành trước đứng trước", "by plan, earliest first")
    REF = member("REF", "Theo thứ tự trong văn bản", "as the document has it")
    DUE = member("DUE", "Theo thời hạn, không hạn đứng cuối", "by deadline; none comes last")
    DUE_DESC = member(
        "DUE_DESC",
        "Hạn muộn nhất đứng trước, không hạn đứng đầu",
        "latest deadline first, none before",
    )
    UPDATED = member("UPDATED", "Lâu chưa báo cáo đứng trước", "longest without a report first")
    UPDATED_DESC = member("UPDATED_DESC", "Mới báo cáo đứng trước", "latest report first")


@strawberry.enum(description=says("Thứ tự chỉ tiêu", "order of targets"))
class TargetOrder(Enum):
    """Orders of targets."""

    PLAN = member("PLAN", "Theo kế hoạch, ban hành trước đứng trước", "by plan, earliest first")
    REF = member("REF", "Theo thứ tự trong văn bản", "as the document has it")
    DUE = member("DUE", "Theo thời hạn, không hạn đứng cuối", "by deadline; none comes last")
    DUE_DESC = member(
        "DUE_DESC",
        "Hạn muộn nhất đứng trước, không hạn đứng đầu",
        "latest deadline first, none before",
    )


@strawberry.enum(description=says("Thứ tự văn bản", "order of documents"))
class DocumentOrder(Enum):
    """Orders of documents."""

    ISSUED = member("ISSUED", "Ban hành trước đứng trước", "earliest first")
    ISSUED_DESC = member("ISSUED_DESC", "Mới ban hành đứng trước", "newest first")
    TITLE = member(
        "TITLE", "Trích yếu theo bảng chữ cái tiếng Việt", "by title, Vietnamese alphabet"
    )
    TITLE_DESC = member("TITLE_DESC", "Trích yếu, từ cuối bảng chữ cái", "by title, last first")


@strawberry.enum(description=says("Thứ tự chức vụ, địa bàn", "order of offices and places"))
class FullNameOrder(Enum):
    """Orders of offices and places."""

    FULL_NAME = member(
        "FULL_NAME",
        "Tên đầy đủ theo bảng chữ cái tiếng Việt",
        "by full name, Vietnamese alphabet",
    )
    FULL_NAME_DESC = member(
        "FULL_NAME_DESC", "Tên đầy đủ, từ cuối bảng chữ cái", "by full name, last first"
    )


@strawberry.enum(description=says("Thứ tự theo tên", "order by name"))
class NameOrder(Enum):
    """Orders of units and people."""

    NAME = member("NAME", "Theo bảng chữ cái tiếng Việt", "by the Vietnamese alphabet")
    NAME_DESC = member(
        "NAME_DESC", "Từ cuối bảng chữ cái", "by the Vietnamese alphabet, last first"
    )
