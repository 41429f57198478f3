"""Reports in the API: the rows and figures that the files of ``daumoi report`` hold."""

from typing import Any

import strawberry

from service.types_common import Connection, Date, Role, argument, asked, page_arguments, says, told
from service.types_dated import AS_OF, Counts, TaskStatus


@strawberry.type(description=says("Số liệu của một báo cáo", "figures of a report"))
class ReportSummary(Counts):
    """How many rows stand in each class, and the rates that offices state."""

    completion_rate_of_due: float | None = told(
        "Hoàn thành ÷ (hoàn thành + quá hạn), %", "done ÷ (done + open overdue), in per cent"
    )
    overdue_rate_of_all: float | None = told(
        "Quá hạn ÷ được giao, %", "open overdue ÷ assigned, in per cent"
    )
    overdue_rate_of_dated: float | None = told(
        "Quá hạn ÷ số có hạn đã hoàn thành hoặc đã quá hạn, %",
        "open overdue ÷ (done on time + done late + open overdue), in per cent",
    )


@strawberry.type(description=says("Số lần của việc định kỳ", "times of recurring tasks"))
class ReportRecurring:
    """What the times of recurring tasks add up to, beside the classes of the tasks."""

    tasks: int = told("Số nhiệm vụ định kỳ", "recurring tasks")
    due: int = told(
        "Số lần đến hạn: đã báo cáo hoặc quá hạn", "times that came: handed in or overdue"
    )
    reported: int = told("Số lần đã báo cáo", "times handed in")
    overdue: int = told("Số lần quá hạn chưa báo cáo", "times overdue")
    overdue_tasks: int = told("Số nhiệm vụ có lần quá hạn", "tasks with a time overdue")
    overdue_tasks_beside: int = told(
        "Trong đó không ở trạng thái OPEN_OVERDUE", "those of them not in the class OPEN_OVERDUE"
    )


@strawberry.type(description=says("Các lần của một việc định kỳ", "times of a recurring task"))
class ReportTimes:
    """How many times of one task were due, handed in, missed, as of the day of the report."""

    often: str | None = told("Định kỳ thế nào, thí dụ hằng tháng", "how often, as written")
    due: int = told("Số lần đến hạn: đã báo cáo hoặc quá hạn", "handed in or overdue")
    reported: int = told("Số lần đã báo cáo", "times handed in")
    overdue: int = told("Số lần quá hạn chưa báo cáo", "times overdue")
    overdue_since: Date | None = told("Hạn của lần quá hạn đầu tiên", "the first overdue one")
    last_overdue: Date | None = told("Hạn của lần quá hạn gần nhất", "the latest overdue one")
    next: Date | None = told("Hạn của lần tới", "the next one")


@strawberry.type(description=says("Một kế hoạch trong báo cáo", "a plan in a report"))
class ReportPlan:
    """What the rows of one plan add up to."""

    plan_id: strawberry.ID = told("Mã kế hoạch", "id of the plan")
    title: str = told("Tên văn bản như in trong báo cáo", "the document as the report names it")
    summary: ReportSummary = told("Số liệu", "figures")
    recurring: ReportRecurring = told("Số lần của việc định kỳ", "times of recurring tasks")


@strawberry.type(description=says("Một dòng của báo cáo", "a row of a report"))
class ReportRow:
    """One task as of the day of the report: the columns, and what they are traced by."""

    number: int = told("Số thứ tự trong cả báo cáo", "its number in the whole report")
    task_id: strawberry.ID = told("Mã nhiệm vụ", "id of the task")
    plan_id: strawberry.ID | None = told("Mã kế hoạch", "id of the plan")
    plan: str | None = told("Tên văn bản", "the document")
    ref: str | None = told("Mục trong văn bản", "where it stands in the document")
    heading: str | None = told("Đề mục", "heading")
    text: str = told("Tên nhiệm vụ", "the task")
    overseers: list[str] = told("Lãnh đạo chỉ đạo", "who oversees it")
    leads: list[str] = told("Đơn vị chủ trì, thực hiện", "who leads or executes it")
    supports: list[str] = told("Đơn vị phối hợp", "who supports it")
    contacts: list[str] = told("Cán bộ thực hiện", "persons named to do it")
    roles: list[Role] = told("Vai trò của đơn vị báo cáo", "what the unit of the report is to it")
    assigned: Date | None = told("Ngày giao", "day of assignment")
    assigned_words: str | None = told("Ngày giao, như đã viết", "the same, as written")
    due: Date | None = told("Hạn có hiệu lực", "last day of the deadline in force")
    due_words: str | None = told("Thời hạn, như đã viết", "deadline as written")
    kind: str = told("Loại nhiệm vụ", "kind of task")
    routine: bool = told("Thường xuyên", "a routine duty")
    origin: str | None = told("Nguồn giao", "where it was assigned")
    giver: str | None = told("Cơ quan giao", "who assigned it")
    phase: str | None = told("Giai đoạn", "phase")
    status: TaskStatus = told("Trạng thái", "its class")
    percent: int | None = told("Mức độ hoàn thành (%)", "0 to 100")
    result: str | None = told("Kết quả", "result")
    difficulty: str | None = told("Khó khăn, vướng mắc", "difficulty")
    proposal: str | None = told("Đề xuất, kiến nghị", "proposal")
    updated: Date | None = told("Ngày của báo cáo gần nhất", "day of the last report")
    reporter: str | None = told("Người báo cáo", "who reported")
    finished: Date | None = told("Ngày hoàn thành", "day on which it was done")
    extensions: int = told("Số lần gia hạn", "how often it was put off")
    earlier_dues: list[str] = told(
        "Các hạn cũ, ngày dạng 2026-05-20", "deadlines before, days as ISO 8601"
    )
    approver: str | None = told(
        "Người phê duyệt gia hạn hoặc báo cáo, lần sau cùng",
        "who approved the last extension or report",
    )
    approved: Date | None = told("Ngày phê duyệt", "day of that approval")
    approval_comment: str | None = told("Lý do gia hạn, ý kiến phê duyệt", "reason and comment")
    times: ReportTimes | None = told(
        "Các lần của việc định kỳ; null: không định kỳ", "times of a recurring task"
    )
    version: int = told("Phiên bản, để nêu ở expectedVersion", "for expectedVersion")


def _of_classes(vietnamese: str, english: str) -> Any:  # noqa: ANN401 - as strawberry.field
    """A list of which some classes alone may be asked for."""
    return asked(
        argument(
            "status",
            list[TaskStatus] | None,
            "Chỉ các trạng thái này: đúng các dòng mà một con số đếm",
            "these classes alone: the very rows that a figure counts",
        ),
        *page_arguments(50),
        vietnamese=vietnamese,
        english=english,
    )


@strawberry.type(description=says("Báo cáo của một đơn vị", "the report of a unit"))
class UnitReport:
    """What the file ``daumoi report unit`` holds, gathered at one time."""

    unit_id: strawberry.ID = told("Mã đơn vị", "id of the unit")
    title: str = told("Tên báo cáo", "title")
    name: str = told("Tên đơn vị", "name of the unit")
    place: str | None = told("Địa bàn", "its place")
    year: int = told("Năm", "year")
    as_of: Date = told("Tính đến hết ngày", "as of the end of this day")
    summary: ReportSummary = told("Số liệu của cả báo cáo", "figures of the whole")
    recurring: ReportRecurring = told("Số lần của việc định kỳ", "times of recurring tasks")
    plans: list[ReportPlan] = told(
        "Từng kế hoạch; cộng lại đúng bằng cả báo cáo", "plan by plan; they add up to the whole"
    )
    rows: Connection[ReportRow] = _of_classes(
        "Các dòng, theo thứ tự của tệp báo cáo", "rows, in the order of the file"
    )


@strawberry.type(description=says("Bản chốt số liệu của một kỳ", "the kept figures of a period"))
class PeriodSnapshot:
    """What ``daumoi report period --keep`` kept; it never changes."""

    snapshot_id: strawberry.ID = told("Mã bản chốt", "its id")
    name: str = told("Tên", "name")
    unit_id: strawberry.ID | None = told("Mã đơn vị; null: toàn kho", "its unit; null: all")
    subject: str = told("Phạm vi", "whose tasks it counts")
    year: int | None = told("Năm", "year")
    as_of: Date = told("Tính đến hết ngày", "as of the end of this day")
    by: str = told("Người chốt", "who kept it")
    at: str = told("Lúc chốt (UTC)", "when it was kept")
    digest: str = told("SHA-256 của các dòng", "SHA-256 of its lines")
    summary: ReportSummary = told("Số liệu", "figures")


@strawberry.type(description=says("Một nhiệm vụ như khi chốt", "a task as it was counted"))
class KeptTask:
    """One line of a kept report."""

    task_id: strawberry.ID = told("Mã nhiệm vụ", "id of the task")
    status: TaskStatus = told("Trạng thái khi chốt", "its class then")
    text: str = told("Tên nhiệm vụ khi chốt, tối đa 200 ký tự", "its words then, up to 200 letters")


@strawberry.type(description=says("Bản chốt cùng các dòng", "kept figures with their lines"))
class KeptPeriod:
    """A kept report with every task that it counts."""

    snapshot: PeriodSnapshot = told("Bản chốt", "the kept figures")
    tasks: Connection[KeptTask] = _of_classes("Các nhiệm vụ được đếm", "the tasks that it counts")


def period_snapshots_field() -> Any:  # noqa: ANN401 - as strawberry.field
    """Every kept report."""
    return asked(
        *page_arguments(50),
        vietnamese="Các bản chốt số liệu kỳ, ngày mới nhất đứng trước",
        english="kept period reports, latest day first",
    )


def period_snapshot_field() -> Any:  # noqa: ANN401 - as strawberry.field
    """One kept report."""
    return asked(
        argument("id", strawberry.ID, "Mã bản chốt", "its id"),
        vietnamese="Một bản chốt số liệu kỳ",
        english="one kept period report",
    )


def unit_report_field() -> Any:  # noqa: ANN401 - as strawberry.field
    """The report of a unit; service/reports/asked.py gathers it."""
    return asked(
        argument("unit", strawberry.ID, "Mã đơn vị", "id of the unit"),
        argument("year", int | None, "Năm; mặc định năm của ngày asOf", "by default that of asOf"),
        AS_OF,
        argument("routine", bool | None, "Chỉ, hoặc trừ nhiệm vụ thường xuyên", "routine or not"),
        argument(
            "role",
            list[Role] | None,
            "Chỉ việc mà đơn vị có vai trò này; không nêu: chủ trì, thực hiện, phối hợp",
            "tasks alone where the unit has one of these roles; absent: leads, executes, supports",
        ),
        vietnamese="Báo cáo của một đơn vị, như tệp của daumoi report unit",
        english="the report of a unit, as the file of daumoi report unit",
    )
