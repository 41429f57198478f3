"""What people record of work, and what it comes to as of a day: classes, counts and rates."""

from enum import Enum
from typing import Any

import strawberry

from service.types_common import (
    Connection,
    Date,
    Node,
    Period,
    Role,
    argument,
    asked,
    member,
    says,
    told,
)
from service.types_history import Change, history_field

AS_OF = argument("as_of", Date | None, "Tính đến ngày; mặc định hôm nay", "as of; today if absent")


@strawberry.enum(description=says("Trạng thái của nhiệm vụ vào một ngày", "class of a task"))
class TaskStatus(Enum):
    """The class of a task on a day; a task is in exactly one."""

    DONE_ON_TIME = member("DONE_ON_TIME", "Hoàn thành đúng hạn", "done on time")
    DONE_LATE = member("DONE_LATE", "Hoàn thành quá hạn", "done late")
    DONE_WITHOUT_DEADLINE = member(
        "DONE_WITHOUT_DEADLINE", "Hoàn thành (không có hạn)", "done; it had no deadline"
    )
    OPEN_IN_TERM = member("OPEN_IN_TERM", "Đang thực hiện trong hạn", "open, in term")
    OPEN_OVERDUE = member("OPEN_OVERDUE", "Đang thực hiện quá hạn", "open, overdue")
    OPEN_WITHOUT_DEADLINE = member(
        "OPEN_WITHOUT_DEADLINE", "Đang thực hiện (không có hạn)", "open; it has no deadline"
    )
    CANCELLED = member("CANCELLED", "Đã rút, hủy", "called off")


@strawberry.type(description=says("Nhiệm vụ như đã biết", "a task as it was known"))
class KnownTask:
    """What a task was, by what had been entered by a day; the words of its plan are as read now."""

    status: TaskStatus | None = told("Trạng thái", "its class")
    deadline: Period | None = told("Hạn có hiệu lực", "deadline in force")
    days_overdue: int | None = told("Số ngày quá hạn", "null unless overdue")
    percent: int | None = told(
        "Mức độ của báo cáo gần nhất còn tính có nêu mức độ", "of the last report that says it"
    )
    reported_on: Date | None = told("Ngày của báo cáo ấy", "day of that report")


KNOWN_BY = (
    argument("by", Date, "Chỉ điều đã ghi đến hết ngày này", "what was entered by this day"),
    argument("as_of", Date | None, "Vào ngày; mặc định: ngày by", "as of; by default by"),
)


@strawberry.enum(description=says("Trạng thái của báo cáo tiến độ", "state of a report"))
class ProgressState(Enum):
    """What became of a report; one that was returned counts no more."""

    REPORTED = member("REPORTED", "Đã báo cáo", "reported")
    APPROVED = member("APPROVED", "Đã duyệt", "approved")
    RETURNED = member("RETURNED", "Đã trả lại", "returned")


@strawberry.enum(description=says("Bước của nhiệm vụ", "a step of a task"))
class StepKind(Enum):
    """A task is called off, or taken up again."""

    CANCELLED = member("CANCELLED", "Rút, hủy", "called off")
    REOPENED = member("REOPENED", "Mở lại", "taken up again")


@strawberry.enum(description=says("Thống kê theo", "what statistics are grouped by"))
class StatisticsBy(Enum):
    """What the groups of statistics are."""

    UNIT = member("UNIT", "Đơn vị có vai trò", "units that have a role")
    LEADER = member("LEADER", "Lãnh đạo chỉ đạo", "who oversees")
    PLAN = member("PLAN", "Kế hoạch", "plans")
    DIRECTIVE = member(
        "DIRECTIVE", "Văn bản chỉ đạo, ở mọi tầng", "documents that the plan rests on, at any depth"
    )
    PLACE = member("PLACE", "Địa bàn của cơ quan ban hành", "places of those who issued the plan")


@strawberry.type(description=says("Minh chứng", "evidence"))
class Evidence(Node):
    """A file or address that goes with a report."""

    title: str | None = told("Tên", "title")
    media_type: str | None = told("Kiểu tệp", "media type")
    size: int | None = told("Số byte", "bytes")
    sha256: str | None = told("SHA-256 của tệp", "SHA-256 of the bytes")
    url: str | None = told("Địa chỉ", "where it is fetched")
    history: Connection[Change] = history_field()


@strawberry.type(description=says("Báo cáo tiến độ", "a report on a task"))
class Progress(Node):
    """What was reported of a task on a day."""

    percent: int | None = told("Mức độ hoàn thành (%)", "0 to 100; at 100 the task is done")
    result: str | None = told("Kết quả", "result")
    difficulty: str | None = told("Khó khăn, vướng mắc", "difficulty")
    proposal: str | None = told("Đề xuất, kiến nghị", "proposal")
    on: Date | None = told("Tính từ ngày", "the day from which it counts")
    by: str | None = told("Người báo cáo", "who reports")
    at: str | None = told("Lúc ghi (UTC)", "when it was entered")
    state: ProgressState | None = told("Trạng thái", "state")
    decided_on: Date | None = told("Ngày duyệt hoặc trả lại", "day of the decision")
    decided_by: str | None = told("Người duyệt", "who decided")
    comment: str | None = told("Ý kiến phê duyệt", "comment")
    evidence: list[Evidence] = told("Minh chứng", "evidence")
    history: Connection[Change] = history_field()


@strawberry.type(description=says("Gia hạn", "an extension"))
class Extension(Node):
    """A new last day, from the day on which it was granted."""

    from_: Period | None = strawberry.field(
        name="from", description=says("Mốc cũ", "the last day that was in force")
    )
    to: Period | None = told("Mốc mới", "the new last day")
    reason: str | None = told("Lý do", "why")
    on: Date | None = told("Có hiệu lực từ ngày", "the day from which it counts")
    by: str | None = told("Người ghi", "who entered it")
    at: str | None = told("Lúc ghi (UTC)", "when it was entered")
    approver: str | None = told("Người cho phép", "who allowed it")
    history: Connection[Change] = history_field()


@strawberry.type(description=says("Rút, hủy hoặc mở lại", "called off or taken up again"))
class Step(Node):
    """What was done to a task besides reporting on it."""

    kind: StepKind | None = told("Loại", "kind")
    reason: str | None = told("Lý do", "why")
    on: Date | None = told("Từ ngày", "the day from which it counts")
    by: str | None = told("Người ghi", "who entered it")
    at: str | None = told("Lúc ghi (UTC)", "when it was entered")
    history: Connection[Change] = history_field()


@strawberry.type(description=says("Số liệu của chỉ tiêu", "a measurement of a target"))
class Measurement(Node):
    """A value of a target, measured on a day."""

    value: float | None = told("Giá trị", "value")
    on: Date | None = told("Ngày đo", "day")
    period: str | None = told("Kỳ số liệu", "the period measured, as written")
    by: str | None = told("Người ghi", "who entered it")
    at: str | None = told("Lúc ghi (UTC)", "when it was entered")
    note: str | None = told("Ghi chú", "note")
    history: Connection[Change] = history_field()


@strawberry.type(
    description=says("Một kỳ báo cáo, một kỳ của nhiệm vụ", "one time that something is due")
)
class Occurrence(Node):
    """One report of a duty, or one time of a recurring task: due, or submitted."""

    due_end: Date | None = told("Hạn", "its last day")
    submitted_on: Date | None = told("Ngày nộp", "day of the report; null while it is due")
    by: str | None = told("Người nộp", "who submitted it")
    at: str | None = told("Lúc ghi (UTC)", "when it was entered")
    status: TaskStatus | None = asked(AS_OF, vietnamese="Trạng thái", english="its class on a day")
    history: Connection[Change] = history_field()


_RATE = "; tính bằng %, chưa làm tròn; null khi mẫu số là 0"


def _rate(vietnamese: str, english: str) -> Any:  # noqa: ANN401 - as strawberry.field
    return told(vietnamese + _RATE, f"{english}, in per cent, not rounded; null of nothing")


@strawberry.type
class Counts:
    """Every assigned task in one class, as of a day."""

    assigned: int = told("Được giao", "assigned: the seven classes together")
    done: int = told("Hoàn thành", "done")
    done_on_time: int = told("Hoàn thành đúng hạn", "done on time")
    done_late: int = told("Hoàn thành quá hạn", "done late")
    done_without_deadline: int = told("Hoàn thành (không có hạn)", "done; without a deadline")
    open: int = told("Đang thực hiện", "open")
    open_in_term: int = told("Đang thực hiện trong hạn", "open, in term")
    open_overdue: int = told("Đang thực hiện quá hạn", "open, overdue")
    open_without_deadline: int = told("Đang thực hiện (không có hạn)", "open; without a deadline")
    cancelled: int = told("Đã rút, hủy", "called off")


@strawberry.type(description=says("Số nhiệm vụ theo trạng thái, và tỷ lệ", "counts and rates"))
class Summary(Counts):
    """The counts, how stale what is open is, and every rate that somebody states."""

    open_never_reported: int = told("Đang thực hiện, chưa từng báo cáo", "open, never reported on")
    open_reported_over90_days_ago: int = told(
        "Đang thực hiện, báo cáo gần nhất quá 90 ngày", "open, last reported on over 90 days before"
    )
    open_reported30_to90_days_ago: int = told(
        "Đang thực hiện, báo cáo gần nhất từ 30 đến 90 ngày trước", "open, 30 to 90 days before"
    )
    open_reported_under30_days_ago: int = told(
        "Đang thực hiện, báo cáo gần nhất dưới 30 ngày", "open, fewer than 30 days before"
    )
    completion_rate_of_all: float | None = _rate("Hoàn thành ÷ được giao", "done ÷ assigned")
    completion_rate_of_due: float | None = _rate(
        "Hoàn thành ÷ (hoàn thành + quá hạn)", "done ÷ (done + open overdue)"
    )
    overdue_rate_of_all: float | None = _rate("Quá hạn ÷ được giao", "open overdue ÷ assigned")
    overdue_rate_of_due: float | None = _rate(
        "Quá hạn ÷ (hoàn thành + quá hạn)", "open overdue ÷ (done + open overdue)"
    )
    overdue_rate_of_dated: float | None = _rate(
        "Quá hạn ÷ số có hạn đã hoàn thành hoặc đã quá hạn",
        "open overdue ÷ (done on time + done late + open overdue)",
    )
    on_time_rate_of_done: float | None = _rate("Đúng hạn ÷ hoàn thành", "on time ÷ done")
    late_rate_of_done: float | None = _rate("Quá hạn ÷ hoàn thành", "late ÷ done")
    undated_rate_of_done: float | None = _rate(
        "Không có hạn ÷ hoàn thành", "without a deadline ÷ done"
    )


@strawberry.enum(description=says("Mức tải so với các nhóm khác", "load beside other groups"))
class Load(Enum):
    """How much open work a group has, by the quartiles of all groups."""

    LIGHT = member("LIGHT", "Nhẹ: đến tứ phân vị thứ nhất", "up to the first quartile")
    USUAL = member("USUAL", "Vừa: đến tứ phân vị thứ ba", "up to the third quartile")
    HEAVY = member("HEAVY", "Nặng: trên tứ phân vị thứ ba", "beyond the third quartile")
    VERY_HEAVY = member(
        "VERY_HEAVY",
        "Rất nặng: vượt thêm 1,5 lần khoảng tứ phân vị",
        "beyond it by more than 1.5 times the range between both quartiles",
    )


@strawberry.type(description=says("Một mức tải", "a class of load"))
class LoadBand:
    """Groups of so much open work, both bounds counted in."""

    load: Load = told("Mức", "class")
    from_: int = strawberry.field(name="from", description=says("Từ số việc", "from"))
    to: int | None = told("Đến số việc; null: trở lên", "to; null: and more")
    groups: int = told("Số nhóm ở mức này", "how many groups")


@strawberry.type(description=says("Mức đầy đủ của một kế hoạch", "how complete a plan is"))
class Completeness:
    """Tasks with a lead and a deadline, targets with an owner and a figure."""

    tasks: int = told("Số nhiệm vụ", "tasks")
    tasks_with_lead: int = told("Có đơn vị chủ trì", "with a lead")
    tasks_with_due: int = told("Có thời hạn trong văn bản", "with a printed deadline")
    targets: int = told("Số chỉ tiêu", "targets")
    targets_with_owner: int = told("Có chủ, trực tiếp hoặc qua nhiệm vụ", "with an owner")
    targets_with_figure: int = told("Đã có số liệu", "with a measurement")
    lead_rate: float | None = _rate("Có chủ trì ÷ nhiệm vụ", "with a lead ÷ tasks")
    due_rate: float | None = _rate("Có thời hạn ÷ nhiệm vụ", "with a deadline ÷ tasks")
    owner_rate: float | None = _rate("Có chủ ÷ chỉ tiêu", "with an owner ÷ targets")
    figure_rate: float | None = _rate("Có số liệu ÷ chỉ tiêu", "with a figure ÷ targets")


@strawberry.type(description=says("Một nhóm của thống kê", "one group of statistics"))
class StatisticsGroup:
    """A unit, leader, plan, directive or place, and its tasks."""

    of: Node = told("Đơn vị, lãnh đạo, văn bản hoặc địa bàn", "what the group is of")
    label: str = told("Tên", "its name")
    summary: Summary = told("Số nhiệm vụ và tỷ lệ", "counts and rates")


@strawberry.type(description=says("Thống kê nhiệm vụ", "statistics of tasks"))
class Statistics:
    """All tasks that were asked for, whole and in groups."""

    as_of: Date = told("Tính đến ngày", "as of")
    total: Summary = told("Toàn bộ, mỗi nhiệm vụ một lần", "all of them, each task once")
    groups: list[StatisticsGroup] = told(
        "Từng nhóm, nhiều nhiệm vụ nhất đứng trước; một nhiệm vụ có thể ở nhiều nhóm",
        "groups, most tasks first; a task may stand in several",
    )
    loads: list[LoadBand] = told(
        "Các mức tải theo số việc đang thực hiện của các nhóm hiện ra",
        "classes of load, by the open work of the groups that are shown",
    )
    cut: bool = told("Còn nhóm chưa hiện", "there are more groups than are shown")


@strawberry.type(description=says("Một đường trách nhiệm", "one way of responsibility"))
class ChainWay:
    """From the document above, step by step, to who or what is asked for."""

    length: int = told("Số bước", "steps")
    nodes: list[Node] = told("Các nút, từ trên xuống", "nodes, from above")
    relations: list[str] = told("Quan hệ giữa hai nút liền nhau", "relation of each step")


@strawberry.type(description=says("Chuỗi trách nhiệm", "ways of responsibility"))
class Chain:
    """The ways, shortest first."""

    ways: list[ChainWay] = told("Các đường, ngắn nhất trước", "ways, shortest first")
    cut: bool = told("Còn đường chưa hiện", "there are more ways than are shown")


def summary_field() -> Any:  # noqa: ANN401 - as strawberry.field
    """Counts and rates of the tasks of a unit or person."""
    return asked(
        argument("year", int | None, "Chỉ nhiệm vụ của năm", "tasks of this year alone"),
        AS_OF,
        argument("routine", bool | None, "Chỉ, hoặc trừ nhiệm vụ thường xuyên", "routine or not"),
        argument("role", list[Role] | None, "Vai trò", "the roles that count"),
        vietnamese="Số nhiệm vụ theo trạng thái",
        english="tasks counted by class",
    )
