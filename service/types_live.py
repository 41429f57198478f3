"""What is told as it comes about: the subscription root and what each event says."""

import strawberry

from service.types import Plan, Task
from service.types_common import argument, asked, says, told

_WHOM = (
    argument("unit", strawberry.ID | None, "Chỉ việc của đơn vị", "work of this unit alone"),
    argument(
        "leader",
        strawberry.ID | None,
        "Chỉ việc do người (hoặc chức vụ) này chỉ đạo",
        "work that this person or office oversees",
    ),
    argument("plan", list[strawberry.ID] | None, "Chỉ các kế hoạch", "of these plans alone"),
)


@strawberry.type(description=says("Nhiệm vụ thay đổi", "a task changed"))
class TaskChanged:
    """One recorded change of a task, and the task as it is now."""

    seq: int = told("Số thứ tự trong nhật ký, cũng là id của sự kiện", "its number in the chain")
    at: str | None = told("Lúc ghi (UTC)", "when")
    by: str | None = told("Người thực hiện", "who")
    action: str | None = told("Việc đã làm", "what was done")
    field: str | None = told("Trường", "which value")
    before: str | None = told("Trước", "its value before")
    after: str | None = told("Sau", "its value after")
    reason: str | None = told("Lý do", "why")
    task: Task | None = told("Nhiệm vụ như đang có", "the task as it is now")


@strawberry.type(description=says("Văn bản vừa nạp", "a document was loaded"))
class DocumentLoaded:
    """One document that was loaded, or loaded again, as it is now."""

    seq: int = told("Số thứ tự trong nhật ký, cũng là id của sự kiện", "its number in the chain")
    at: str | None = told("Lúc ghi (UTC)", "when")
    by: str | None = told("Người thực hiện", "who")
    action: str | None = told("LOADED: mới; RELOADED: nạp lại", "LOADED or RELOADED")
    plan: Plan | None = told("Văn bản như đang có", "the document as it is now")


@strawberry.type(description=says("Theo dõi trực tiếp, qua SSE", "what comes about, over SSE"))
class Subscription:
    """The events; service/live.py tells them."""

    task_changed: TaskChanged = asked(
        *_WHOM,
        vietnamese="Mỗi thay đổi đã ghi của nhiệm vụ",
        english="every recorded change of a task",
    )
    document_loaded: DocumentLoaded = asked(
        *_WHOM,
        vietnamese="Mỗi văn bản được nạp hoặc nạp lại",
        english="every document that is loaded, or loaded again",
    )
