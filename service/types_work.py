"""What people record of work through the API: each input, and its result or a refusal."""

from typing import Annotated

import strawberry

from service.types import ReportDuty, Target, Task
from service.types_common import Date, optional, says, told
from service.types_refusal import Refused, again, changing, day, key, note, outcome, seen, who, why


@strawberry.input(description=says("Báo cáo tiến độ", "a report on a task"))
class ReportProgressInput:
    """A report on a task."""

    task: strawberry.ID = told("Mã nhiệm vụ", "id of the task")
    percent: int | None = optional(
        "Mức độ hoàn thành, 0 đến 100; 100 là xong; bỏ trống: không nói, giữ như cũ",
        "0 to 100; at 100 it is done; absent: nothing is said of it, it stays as it was",
    )
    result: str | None = optional("Kết quả", "result")
    difficulty: str | None = optional("Khó khăn, vướng mắc", "difficulty")
    proposal: str | None = optional("Đề xuất, kiến nghị", "proposal")
    evidence: list[strawberry.ID] | None = optional(
        "Mã minh chứng đã gửi lên POST /evidence", "ids of files sent to POST /evidence"
    )
    on: Date | None = day()
    by: str | None = who()
    expected_version: str | None = seen()
    idempotency_key: str | None = key()


@strawberry.input(description=says("Gia hạn một nhiệm vụ", "a later deadline"))
class ExtendDeadlineInput:
    """A new last day; the former ones stay on record."""

    task: strawberry.ID = told("Mã nhiệm vụ", "id of the task")
    end: Date = told("Hạn mới", "the new last day")
    approver: str | None = optional("Người cho phép gia hạn", "who allows it")
    on: Date | None = day()
    by: str | None = who()
    reason: str = why(needed=True)
    expected_version: str | None = seen()
    idempotency_key: str | None = key()


@strawberry.input(
    description=says("Rút, hủy hoặc mở lại một nhiệm vụ", "call a task off, take it up")
)
class TaskStepInput:
    """To call a task off, or to take it up again."""

    task: strawberry.ID = told("Mã nhiệm vụ", "id of the task")
    on: Date | None = day()
    by: str | None = who()
    reason: str = why(needed=True)
    expected_version: str | None = seen()
    idempotency_key: str | None = key()


@strawberry.input(description=says("Duyệt một báo cáo", "to approve a report"))
class ApproveInput:
    """Which report is approved."""

    progress: strawberry.ID = told("Mã báo cáo", "id of the report")
    on: Date | None = day()
    by: str | None = who()
    reason: str | None = why()
    expected_version: str | None = seen()
    idempotency_key: str | None = key()


@strawberry.input(description=says("Trả lại một báo cáo", "to return a report"))
class ReturnInput:
    """Which report is returned, and why."""

    progress: strawberry.ID = told("Mã báo cáo", "id of the report")
    on: Date | None = day()
    by: str | None = who()
    reason: str = why(needed=True)
    expected_version: str | None = seen()
    idempotency_key: str | None = key()


@strawberry.input(description=says("Số liệu của một chỉ tiêu", "a measurement of a target"))
class RecordMeasurementInput:
    """A value of a target."""

    target: strawberry.ID = told("Mã chỉ tiêu", "id of the target")
    value: float = told("Giá trị đo được", "the value")
    period: str | None = optional("Kỳ số liệu: 2026-Q2", "the period measured")
    note: str | None = optional("Ghi chú", "remarks")
    on: Date | None = day()
    by: str | None = who()
    expected_version: str | None = seen()
    idempotency_key: str | None = key()


@strawberry.input(
    description=says("Nộp báo cáo theo chế độ, hoặc một kỳ của nhiệm vụ", "of a duty or a task")
)
class SubmitReportInput:
    """One report of a duty, or one time of a recurring task: one of the two is named."""

    duty: strawberry.ID | None = optional("Mã chế độ báo cáo", "id of the duty")
    task: strawberry.ID | None = optional("Mã nhiệm vụ định kỳ", "id of a recurring task")
    due: Date | None = optional(
        "Kỳ hạn được nộp; bắt buộc khi còn nhiều kỳ", "its due day; wanted when several are due"
    )
    note: str | None = optional("Ghi chú", "remarks")
    on: Date | None = day()
    by: str | None = who()
    expected_version: str | None = seen()
    idempotency_key: str | None = key()


@strawberry.type
class _OfTask:
    """What every change of a task answers."""

    id: strawberry.ID = told("Mã bước", "id of the step")
    task: Task | None = told("Nhiệm vụ", "the task as it is now")
    repeated: bool = again()
    note: str | None = note()


@strawberry.type(description=says("Đã báo cáo", "reported"))
class ProgressReported(_OfTask):
    """A report that is stored."""

    id: strawberry.ID = told("Mã báo cáo", "id of the report")
    task: Task | None = told("Nhiệm vụ sau báo cáo", "the task as it is now")


@strawberry.type(description=says("Đã gia hạn", "extended"))
class DeadlineExtended(_OfTask):
    """An extension that is stored."""

    id: strawberry.ID = told("Mã lần gia hạn", "id of the extension")
    task: Task | None = told("Nhiệm vụ sau gia hạn", "the task as it is now")


@strawberry.type(description=says("Đã rút, hủy", "called off"))
class TaskCancelled(_OfTask):
    """A task that is called off."""


@strawberry.type(description=says("Đã mở lại", "taken up again"))
class TaskReopened(_OfTask):
    """A task that is taken up again."""


@strawberry.type(description=says("Đã quyết định về báo cáo", "decided"))
class ReportDecided(_OfTask):
    """A report that was approved or returned."""

    id: strawberry.ID = told("Mã báo cáo", "id of the report")


@strawberry.type(description=says("Đã ghi số liệu", "measured"))
class MeasurementRecorded:
    """A measurement that is stored."""

    id: strawberry.ID = told("Mã số liệu", "id of the measurement")
    target: Target | None = told("Chỉ tiêu", "the target as it is now")
    repeated: bool = again()
    note: str | None = note()


@strawberry.type(description=says("Đã nộp báo cáo", "submitted"))
class ReportSubmitted:
    """A report of a duty, or one time of a task, that is stored."""

    id: strawberry.ID = told("Mã kỳ báo cáo", "id of the occurrence")
    task: Task | None = told("Nhiệm vụ định kỳ", "the recurring task as it is now")
    duty: ReportDuty | None = told("Chế độ báo cáo", "the duty as it is now")
    repeated: bool = again()
    note: str | None = note()


ProgressReportedResult = Annotated[ProgressReported | Refused, outcome("ProgressReported")]
DeadlineExtendedResult = Annotated[DeadlineExtended | Refused, outcome("DeadlineExtended")]
TaskCancelledResult = Annotated[TaskCancelled | Refused, outcome("TaskCancelled")]
TaskReopenedResult = Annotated[TaskReopened | Refused, outcome("TaskReopened")]
ReportDecidedResult = Annotated[ReportDecided | Refused, outcome("ReportDecided")]
MeasurementRecordedResult = Annotated[MeasurementRecorded | Refused, outcome("MeasurementRecorded")]
ReportSubmittedResult = Annotated[ReportSubmitted | Refused, outcome("ReportSubmitted")]


@strawberry.type(description=says("Ghi việc thực hiện", "recording work"))
class WorkMutation:
    """What is recorded of work; service/work.py does it."""

    report_progress: ProgressReportedResult = changing(
        ReportProgressInput, "Báo cáo tiến độ một nhiệm vụ", "report on a task"
    )
    extend_deadline: DeadlineExtendedResult = changing(
        ExtendDeadlineInput, "Gia hạn; hạn cũ vẫn còn ghi", "grant a later deadline"
    )
    cancel_task: TaskCancelledResult = changing(
        TaskStepInput, "Rút, hủy một nhiệm vụ", "call a task off"
    )
    reopen_task: TaskReopenedResult = changing(
        TaskStepInput, "Mở lại nhiệm vụ đã xong hoặc đã hủy", "take a task up again"
    )
    approve: ReportDecidedResult = changing(
        ApproveInput, "Duyệt một báo cáo tiến độ", "approve a report"
    )
    return_: ReportDecidedResult = changing(
        ReturnInput,
        "Trả lại một báo cáo tiến độ: từ ngày ấy không tính nữa",
        "return a report: it counts no more",
        name="return",
    )
    record_measurement: MeasurementRecordedResult = changing(
        RecordMeasurementInput, "Ghi số liệu của chỉ tiêu", "record a value of a target"
    )
    submit_report: ReportSubmittedResult = changing(
        SubmitReportInput, "Nộp báo cáo theo chế độ, hoặc một kỳ của nhiệm vụ", "submit what recurs"
    )
