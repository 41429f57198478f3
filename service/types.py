"""The types of the API, in the words of the trade; each is mapped to the graph in queries/mapping.

None has a resolver: the compiled read path answers whole operations. Descriptions are shown to
users: Vietnamese first, English after.
"""

import strawberry

from service.types_common import (
    Connection,
    Date,
    Node,
    Ownership,
    Period,
    Relation,
    Role,
    argument,
    asked,
    paged,
    says,
    told,
)
from service.types_dated import (
    AS_OF,
    KNOWN_BY,
    Completeness,
    Extension,
    KnownTask,
    Measurement,
    Occurrence,
    Progress,
    Step,
    Summary,
    TaskStatus,
    summary_field,
)
from service.types_days import (
    ANSWERED_ON,
    FIRST_NAMED,
    ON_DAY,
    SAID_BY,
    SET_BY,
    Assigned,
    Place,
    Source,
    Succession,
)
from service.types_history import Change, history_field
from service.types_inputs import (
    DocumentFilter,
    DocumentOrder,
    TargetFilter,
    TargetOrder,
    TaskFilter,
    TaskOrder,
)
from service.types_review import (
    Correction,
    ReviewFilter,
    ReviewItem,
    ReviewOrder,
)

_CORRECTIONS = ("Điều người soát đã sửa ở đây", "what people corrected here")
_LINKS = (
    argument("transitive", bool | None, "Đi tiếp qua nhiều tầng", "follow at any depth", False),
    argument(
        "relation",
        list[Relation] | None,
        "Quan hệ cần lấy; mặc định: thực hiện và viện dẫn",
        "which relations; by default IMPLEMENTS and CITES",
    ),
)


@strawberry.type(description=says("Cơ quan, đơn vị, tổ chức", "an agency or organisation"))
class Unit(Node):
    """Đơn vị: a unit of a place."""

    name: str = told("Tên", "name")
    aliases: list[str] = told("Các cách viết khác", "other forms met")
    kind: str | None = told("Loại cơ quan", "kind of body")
    collective: bool | None = told("Nhóm chung chung: “các đơn vị liên quan”", "a catch-all")
    settled: bool | None = told("Đã xác định được", "settled; false: listed for review")
    place: Place | None = told("Địa bàn", "its place")
    valid_from: Date | None = told("Lập ngày, nếu đã ghi", "first day, where it was said")
    valid_to: Date | None = told("Còn đến hết ngày, nếu đã ghi", "last day, where it was said")
    succeeded_by: list[Succession] = told("Đơn vị thay nó", "units that took its place")
    predecessors: list[Succession] = told("Đơn vị mà nó thay", "units whose place it took")
    tasks: Connection["Task"] = paged(
        TaskFilter, TaskOrder, "Nhiệm vụ mà đơn vị có vai trò", "tasks where it has a role"
    )
    summary: Summary = summary_field()
    owned_targets: Connection["Target"] = paged(
        TargetFilter, TargetOrder, "Chỉ tiêu được giao đích danh", "targets it is named to own"
    )
    documents: Connection["Document"] = paged(
        DocumentFilter, DocumentOrder, "Văn bản đã ban hành", "documents it issued"
    )
    history: Connection[Change] = history_field()
    corrections: list[Correction] = told(
        "Các đơn vị đã được gộp vào đơn vị này", "merges of other units into it"
    )
    source: Source | None = told(*FIRST_NAMED)


@strawberry.type(description=says("Chức vụ", "an office"))
class Position(Node):
    """Chức vụ: a title in a unit."""

    title: str | None = told("Tên chức vụ", "title")
    full_title: str | None = told("Chức vụ và đơn vị", "title with its unit")
    rank: int | None = told("1 đứng đầu, 2 phó thường trực, 3 phó, 9 khác", "1 head … 9 other")
    version: int = told("Phiên bản, để nêu ở expectedVersion", "for expectedVersion")
    history: Connection[Change] = history_field()
    unit: Unit | None = told("Đơn vị", "its unit")
    holders: list["Holder"] = asked(
        ON_DAY,
        vietnamese="Ai giữ chức vụ, mới biết nhất đứng trước",
        english="who holds it, what is known latest first",
    )
    source: Source | None = told(*FIRST_NAMED)


@strawberry.type
class Held:
    """A document says it of its day, or people say from which day to which."""

    as_of: Date | None = told("Theo văn bản ban hành ngày", "on the day of the document")
    since: Date | None = asked(
        vietnamese="Giữ từ ngày, do người ghi", english="first day, as people said", name="from"
    )
    until: Date | None = asked(
        vietnamese="Giữ đến ngày, do người ghi", english="last day, as people said", name="to"
    )
    by: str | None = told("Người ghi", "who said it, when no document does")
    at: str | None = told("Ghi lúc, giờ UTC", "when people said it, UTC")
    correction: Correction | None = told(*SET_BY)
    source: Source | None = told(*SAID_BY)


@strawberry.type(description=says("Giữ chức vụ", "an office held"))
class Holding(Held):
    """An office that a person holds."""

    position: Position | None = told("Chức vụ", "the office")


@strawberry.type(description=says("Người giữ chức vụ", "a holder of an office"))
class Holder(Held):
    """A person who holds an office."""

    person: "Person | None" = told("Người", "the person")


@strawberry.type(description=says("Đồng chí, lãnh đạo", "a person"))
class Person(Node):
    """Người: reached through an office."""

    name: str = told("Họ tên", "name")
    history: Connection[Change] = history_field()
    offices: list[Holding] = asked(
        ON_DAY, vietnamese="Các chức vụ, cũ trước", english="offices held, earliest first"
    )
    tasks: Connection["Task"] = paged(
        TaskFilter, TaskOrder, "Nhiệm vụ được giao hoặc chỉ đạo", "tasks assigned or overseen"
    )
    summary: Summary = summary_field()
    source: Source | None = told(*FIRST_NAMED)


@strawberry.type(description=says("Chữ ký", "a signature"))
class Signature:
    """Người ký, with office and capacity."""

    person: Person | None = told("Người ký", "who signed")
    position: str | None = told("Chức vụ như đã in", "office as printed")
    acting: str | None = told("TM., KT., TL. …", "on whose behalf")
    source: Source | None = told("Nguồn", "provenance")


@strawberry.type(description=says("Chỉ đạo, phụ trách", "who oversees"))
class Overseer(Assigned):
    """Lãnh đạo phụ trách: a person, an office without a name, or a body."""

    position: str | None = told("Chức vụ như đã in", "office as printed")
    person: Person | None = told("Người", "the person")
    office: Position | None = told("Chức vụ", "the office, when no person is named")
    unit: Unit | None = told("Tập thể chỉ đạo", "the body, when a body directs")
    holders: list[Holder] = asked(
        ON_DAY,
        vietnamese="Ai giữ chức vụ ấy (chức phó có thể nhiều người); asOf: vào ngày đó",
        english="who holds that office (of deputies, several); asOf: on that day",
    )


@strawberry.type(description=says("Phân công", "an assignment"))
class Assignment(Assigned):
    """Who has which role in a task, and where it is said."""

    role: Role = told("Vai trò", "role")
    unit: Unit | None = told("Đơn vị", "the unit")
    person: Person | None = told("Người", "the person, when a person is named")
    as_written: str | None = told("Tên như đã viết", "the name as written")


@strawberry.type(description=says("Chủ của chỉ tiêu", "an owner of a target"))
class Owner(Assigned):
    """Who answers for a target, and where it is said."""

    unit: Unit | None = told("Đơn vị", "the unit")
    person: Person | None = told("Người", "the person, when a person is named")
    office: Position | None = told("Chức vụ", "the office, when no person is named")
    as_written: str | None = told("Tên như đã viết", "the name as written")


@strawberry.type(description=says("Liên hệ tới một văn bản", "a link to a document"))
class DocumentLink:
    """A document up or down the line, how far away, and the words that name it."""

    depth: int = told("Số tầng: 1 là trực tiếp", "how many steps; 1 is direct")
    relation: Relation = told("Quan hệ ở tầng cuối", "the relation of the last step")
    document: "Document" = told("Văn bản", "the document")
    source: Source | None = told("Nguồn", "provenance of the last step")


@strawberry.type(description=says("Giai đoạn, bước, đợt của kế hoạch", "a phase of a plan"))
class Phase(Node):
    """Giai đoạn: a part of the plan's time under which work stands."""

    ref: str | None = told("Số thứ tự của đề mục", "outline number of its heading")
    name: str | None = told("Tên: Giai đoạn 1, Bước 2…", "name")
    text: str | None = told("Đề mục", "its whole heading")
    period: Period | None = told("Thời gian", "its time")
    plan: "Plan | None" = told("Kế hoạch", "its plan")
    tasks: list["Task"] = told("Nhiệm vụ trong giai đoạn", "tasks that stand in it")
    source: Source | None = told("Nguồn", "provenance")
    history: Connection[Change] = history_field()


@strawberry.type(description=says("Nhiệm vụ", "a task"))
class Task(Node):
    """Nhiệm vụ: work that a plan assigns."""

    ref: str | None = told("Số thứ tự: II.1.3", "outline number")
    text: str | None = told("Nội dung", "the whole words, healed")
    heading: str | None = told("Đề mục", "heading above it")
    due: Period | None = told("Thời hạn", "deadline")
    status: TaskStatus | None = asked(
        AS_OF, vietnamese="Trạng thái; null trước khi giao", english="its class; null before it was"
    )
    deadline: Period | None = asked(
        AS_OF, vietnamese="Hạn đang có hiệu lực", english="deadline in force, with extensions"
    )
    days_overdue: int | None = asked(
        AS_OF, vietnamese="Số ngày quá hạn; null nếu không quá hạn", english="null unless overdue"
    )
    known: KnownTask | None = asked(
        *KNOWN_BY, vietnamese="Như đã biết vào một ngày", english="as it was known on a day"
    )
    closed_on: Date | None = told("Ngày kết thúc: xong hoặc rút, hủy", "done or called off since")
    reported_on: Date | None = told("Ngày báo cáo gần nhất", "day of the last report")
    version: int = told("Phiên bản, để nêu ở expectedVersion", "for expectedVersion")
    progress: list[Progress] = told("Báo cáo tiến độ, mới nhất trước", "reports, latest first")
    extensions: list[Extension] = told("Các lần gia hạn", "extensions")
    steps: list[Step] = told("Các lần rút, hủy, mở lại", "called off, taken up again")
    occurrences: list[Occurrence] = told(
        "Các kỳ, khi nhiệm vụ định kỳ", "each time that it is due, if it recurs"
    )
    history: Connection[Change] = history_field()
    recurs: str | None = told("Định kỳ: hằng quý…", "recurrence")
    routine: bool | None = told("Nhiệm vụ thường xuyên", "a routine duty")
    deliverable: str | None = told("Kết quả, sản phẩm", "deliverable")
    plan: "Plan | None" = told("Kế hoạch", "its plan")
    parent: "Task | None" = told("Nhiệm vụ cấp trên", "the task above")
    phase: Phase | None = told("Giai đoạn", "the phase that it stands in")
    leads: list[Unit] = asked(ANSWERED_ON, vietnamese="Đơn vị chủ trì", english="units that lead")
    executors: list[Unit] = asked(
        ANSWERED_ON, vietnamese="Đơn vị thực hiện", english="units that execute"
    )
    supports: list[Unit] = asked(
        ANSWERED_ON, vietnamese="Đơn vị phối hợp", english="units that support"
    )
    assignments: list[Assignment] = asked(
        ANSWERED_ON, vietnamese="Phân công kèm nguồn", english="roles with provenance"
    )
    overseers: list[Overseer] = asked(
        ANSWERED_ON, vietnamese="Lãnh đạo chỉ đạo", english="who oversees"
    )
    targets: list["Target"] = told("Chỉ tiêu trong nhiệm vụ", "targets that it holds")
    roles: list[Role] = asked(
        argument("unit", strawberry.ID, "Mã đơn vị", "id of the unit"),
        vietnamese="Vai trò của một đơn vị",
        english="the roles of one unit",
    )
    corrections: list[Correction] = told(*_CORRECTIONS)
    source: Source | None = told("Nguồn", "provenance")


@strawberry.type(description=says("Chỉ tiêu", "a target"))
class Target(Node):
    """Chỉ tiêu: one number and one metric."""

    ref: str | None = told("Số thứ tự của mục", "outline number of its item")
    ordinal: int | None = told("Thứ tự trong mục", "1, 2 … within the item")
    metric: str | None = told("Điều được đo", "what is measured")
    op: str | None = told("=, >= hoặc <=", "=, >= or <=")
    value: float | None = told("Giá trị", "value; null for a yes/no state")
    value_max: float | None = told("Cận trên của khoảng", "upper end of a range")
    unit_of_measure: str | None = told("Đơn vị tính", "unit of measure, as printed")
    due: Period | None = told("Thời hạn", "deadline")
    recurs: str | None = told("Định kỳ", "recurrence")
    ownership: Ownership | None = told("Có chủ hay chưa", "whether somebody owns it")
    latest: Measurement | None = told("Số liệu mới nhất", "its latest measurement")
    measurements: list[Measurement] = told("Các số liệu, cũ trước", "measurements, earliest first")
    history: Connection[Change] = history_field()
    owners: list[Owner] = asked(
        ANSWERED_ON, vietnamese="Ai chịu trách nhiệm", english="who is named to own it"
    )
    plan: "Plan | None" = told("Kế hoạch", "its plan")
    task: Task | None = told("Nhiệm vụ chứa chỉ tiêu", "the task that holds it")
    corrections: list[Correction] = told(*_CORRECTIONS)
    source: Source | None = told("Nguồn", "provenance")


@strawberry.type(description=says("Chế độ báo cáo", "a duty to report"))
class ReportDuty(Node):
    """Chế độ báo cáo: who reports to whom, how often, by when."""

    by: str | None = told("Ai báo cáo, như đã viết", "who, as written")
    to: str | None = told("Báo cáo ai, như đã viết", "to whom, as written")
    via: str | None = told("Qua đơn vị nào", "through whom, as written")
    by_unit: Unit | None = told("Đơn vị báo cáo", "the unit that reports")
    to_unit: Unit | None = told("Đơn vị nhận", "the unit that receives")
    recurs: str | None = told("Định kỳ", "recurrence")
    due: Period | None = told("Thời hạn", "deadline")
    occurrences: list[Occurrence] = told("Các kỳ báo cáo", "its reports, due or submitted")
    history: Connection[Change] = history_field()
    plan: "Plan | None" = told("Kế hoạch", "its plan")
    corrections: list[Correction] = told(*_CORRECTIONS)
    source: Source | None = told("Nguồn", "provenance")


@strawberry.interface(description=says("Văn bản", "a document"))
class Document(Node):
    """Văn bản: read itself, or only named by another."""

    kind: str | None = told("Tên loại: Kế hoạch, Nghị quyết…", "kind")
    number: int | None = told("Số", "number; a draft has none")
    symbol: str | None = told("Số và ký hiệu: 05-NQ/TU", "number and symbol")
    title: str | None = told("Trích yếu", "title")
    issued: Period | None = told("Ngày ban hành", "when it was issued")
    issuer: Unit | None = told("Cơ quan ban hành", "who issued it")
    known: bool = told("Đã đọc (false: mới được viện dẫn)", "read itself; false: only cited")
    secrecy: str | None = told("Độ mật", "secrecy")
    history: Connection[Change] = history_field()
    directives: list[DocumentLink] = asked(
        *_LINKS, vietnamese="Văn bản mà nó căn cứ, viện dẫn", english="documents it rests on"
    )
    carried_out_by: list[DocumentLink] = asked(
        *_LINKS, vietnamese="Văn bản thực hiện, viện dẫn nó", english="documents that rest on it"
    )
    source: Source | None = told(
        "Trích yếu hoặc số, ký hiệu ở chính văn bản; khi mới được viện dẫn: lời viện dẫn đầu tiên",
        "its own title or number; of one that is only cited, the words of the first citation",
    )


@strawberry.type(description=says("Kế hoạch, chương trình hành động", "a plan"))
class Plan(Document):
    """Kế hoạch: a document that was read and assigns work."""

    signer: Signature | None = told("Người ký", "who signed it")
    tasks: Connection[Task] = paged(TaskFilter, TaskOrder, "Nhiệm vụ", "its tasks")
    targets: Connection[Target] = paged(TargetFilter, TargetOrder, "Chỉ tiêu", "its targets")
    report_duties: list[ReportDuty] = told("Chế độ báo cáo", "its duties to report")
    phases: list[Phase] = told("Các giai đoạn, lộ trình", "its phases")
    completeness: Completeness = told("Mức đầy đủ", "how complete it is")
    unread_count: int | None = told("Số dòng chưa đọc được", "lines that no rule took")
    file: str | None = told("SHA-256 của tệp gốc", "SHA-256 of the file")
    version: str | None = told(
        "Phiên bản bản đọc, để nêu ở expectedVersion khi sửa", "of the reading, for expectedVersion"
    )
    review_items: Connection[ReviewItem] = paged(
        ReviewFilter, ReviewOrder, "Chỗ cần soát lại", "what a person should look at"
    )
    corrections: list[Correction] = told(
        "Mọi phép sửa của văn bản, kể cả đã rút", "every correction, withdrawn ones too"
    )


@strawberry.type(description=says("Văn bản chỉ đạo và văn bản khác", "a directive, or another"))
class Directive(Document):
    """Văn bản chỉ đạo: a document that another carries out or cites."""
