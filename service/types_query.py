"""What can be asked: the root of the schema."""

from typing import Annotated, Any

import strawberry

from service.types import (
    Directive,
    Document,
    Person,
    Phase,
    Plan,
    Position,
    ReportDuty,
    Target,
    Task,
    Unit,
)
from service.types_common import (
    Connection,
    Edge,
    Node,
    PageInfo,
    argument,
    asked,
    page_arguments,
    paged,
    says,
    told,
)
from service.types_dated import AS_OF, Chain, Statistics, StatisticsBy
from service.types_days import Place
from service.types_history import Change, ChangeFilter
from service.types_inputs import (
    DocumentFilter,
    DocumentOrder,
    FullNameOrder,
    NameOrder,
    PersonFilter,
    PlaceFilter,
    PositionFilter,
    ReportDutyFilter,
    TargetFilter,
    TargetOrder,
    TaskFilter,
    TaskOrder,
    UnitFilter,
)
from service.types_reports import (
    KeptPeriod,
    PeriodSnapshot,
    UnitReport,
    period_snapshot_field,
    period_snapshots_field,
    unit_report_field,
)
from service.types_review import (
    Correction,
    CorrectionFilter,
    CorrectionOrder,
    ReviewFilter,
    ReviewItem,
    ReviewOrder,
)

SearchResult = Annotated[
    Plan | Directive | Task | Target | Unit | Person | Position | Place | ReportDuty | Phase,
    strawberry.union("SearchResult", description=says("Kết quả tìm kiếm", "what a search finds")),
]


@strawberry.type(description=says("Một kết quả tìm kiếm", "something found"))
class SearchResultEdge(Edge[SearchResult]):
    """What was found, and why."""

    matched: list[str] = told(
        "Các chữ khớp, như đã viết; viết thường không dấu nếu chỉ khớp ở tên cơ quan ban hành",
        "the words that matched, as written; folded where only the issuer's name holds them",
    )


@strawberry.type(description=says("Một trang kết quả tìm kiếm", "one page of what was found"))
class SearchResultConnection:
    """A page of a search: a connection whose edges say why."""

    nodes: list[SearchResult] = told("Các mục", "the items")
    edges: list[SearchResultEdge] = told(
        "Các mục kèm con trỏ và chữ khớp", "the items with cursors and words that matched"
    )
    page_info: PageInfo = told("Vị trí trong danh sách", "place in the list")
    total_count: int = told("Tổng số mục của mọi trang", "how many there are on all pages")


def _by_id(vietnamese: str, english: str) -> Any:  # noqa: ANN401 - as strawberry.field
    identity = argument("id", strawberry.ID, "Mã", "its id")
    return asked(identity, vietnamese=vietnamese, english=english)


@strawberry.type(description=says("Các câu hỏi", "what can be asked"))
class Query:
    """The questions."""

    node: Node | None = _by_id("Bất cứ thứ gì theo mã", "anything by its id")
    plan: Plan | None = _by_id("Một kế hoạch", "one plan")
    document: Document | None = _by_id("Một văn bản", "one document")
    task: Task | None = _by_id("Một nhiệm vụ", "one task")
    target: Target | None = _by_id("Một chỉ tiêu", "one target")
    unit: Unit | None = _by_id("Một đơn vị", "one unit")
    person: Person | None = _by_id("Một người", "one person")
    position: Position | None = _by_id("Một chức vụ", "one office")
    place: Place | None = _by_id("Một địa bàn", "one place")
    nodes: list[Node | None] = asked(
        argument("ids", list[strawberry.ID], "Các mã, tối đa 100", "the ids, at most 100"),
        vietnamese="Nhiều thứ theo mã, đúng thứ tự đã nêu; không có thì null",
        english="many things by their ids, in that order; null where there is none",
    )
    positions: Connection[Position] = paged(PositionFilter, FullNameOrder, "Chức vụ", "offices")
    places: Connection[Place] = paged(PlaceFilter, FullNameOrder, "Địa bàn", "places")
    report_duties: Connection[ReportDuty] = paged(
        ReportDutyFilter, TargetOrder, "Chế độ báo cáo", "duties to report"
    )
    correction: Correction | None = _by_id("Một phép sửa", "one correction")
    plans: Connection[Plan] = paged(DocumentFilter, DocumentOrder, "Kế hoạch", "plans")
    documents: Connection[Document] = paged(
        DocumentFilter, DocumentOrder, "Văn bản, kể cả mới được viện dẫn", "documents, cited too"
    )
    tasks: Connection[Task] = paged(TaskFilter, TaskOrder, "Nhiệm vụ", "tasks")
    targets: Connection[Target] = paged(TargetFilter, TargetOrder, "Chỉ tiêu", "targets")
    units: Connection[Unit] = paged(UnitFilter, NameOrder, "Cơ quan, đơn vị", "units")
    people: Connection[Person] = paged(PersonFilter, NameOrder, "Lãnh đạo", "people")
    review_items: Connection[ReviewItem] = paged(
        ReviewFilter, ReviewOrder, "Chỗ cần soát lại", "what a person should look at"
    )
    corrections: Connection[Correction] = paged(
        CorrectionFilter, CorrectionOrder, "Phép sửa, kể cả đã rút", "corrections, withdrawn too"
    )
    changes: Connection[Change] = paged(
        ChangeFilter,
        None,
        "Nhật ký của cả kho theo số thứ tự; giữ endCursor để hỏi tiếp từ đó",
        "every change by its number; keep endCursor and ask on from there",
    )
    search: SearchResultConnection = asked(
        argument(
            "text",
            str,
            "Các từ cần tìm, có hoặc không dấu",
            "words, with or without accents",
        ),
        *page_arguments(20),
        vietnamese="Tìm trong mọi thứ, khớp nhất đứng trước",
        english="search everything, best match first",
    )
    chain: Chain = asked(
        argument("from", strawberry.ID, "Mã văn bản ở trên", "id of the document above"),
        argument(
            "to",
            strawberry.ID,
            "Mã đơn vị, người, chức vụ, nhiệm vụ hoặc chỉ tiêu",
            "id of a unit, person, office, task or target",
        ),
        argument("first", int | None, "Số đường tối đa (0 đến 500)", "at most so many ways", 50),
        vietnamese="Chuỗi trách nhiệm: mọi đường từ văn bản xuống người chịu trách nhiệm, tới chức "
        "vụ thì qua cả người mà cùng văn bản nói là giữ nó; mã không có thì không có đường nào",
        english="every way of responsibility from a document down, to an office also over whoever "
        "the same document says holds it; none where an id stands for nothing",
    )
    statistics: Statistics = asked(
        AS_OF,
        argument("by", StatisticsBy, "Nhóm theo", "what the groups are"),
        argument("where", TaskFilter | None, "Điều kiện lọc", "which tasks"),
        argument("first", int | None, "Số nhóm tối đa (0 đến 500)", "at most so many groups", 200),
        vietnamese="Thống kê nhiệm vụ theo trạng thái",
        english="tasks counted by class, whole and in groups",
    )
    unit_report: UnitReport | None = unit_report_field()
    period_snapshots: Connection[PeriodSnapshot] | None = period_snapshots_field()
    period_snapshot: KeptPeriod | None = period_snapshot_field()
