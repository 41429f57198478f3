"""The chain of changes as types of the API, and the history that every node has of it."""

from enum import Enum
from typing import Any

import strawberry

from service.types_common import Date, Node, member, optional, paged, says, told


@strawberry.type(description=says("Một thay đổi đã ghi", "a recorded change"))
class Change(Node):
    """Who changed what, when, from what to what."""

    seq: int | None = told("Số thứ tự trong nhật ký", "its number in the chain")
    at: str | None = told("Lúc ghi (UTC)", "when")
    by: str | None = told("Người thực hiện", "who")
    action: str | None = told("Việc đã làm", "what was done")
    field: str | None = told("Trường", "which value")
    before: str | None = told("Trước", "its value before")
    after: str | None = told("Sau", "its value after")
    reason: str | None = told("Lý do", "why")
    node: Node | None = told("Thứ được thay đổi", "what was changed")


@strawberry.input(description=says("Lọc nhật ký", "which changes"))
class ChangeFilter:
    """Which changes; every condition given must hold."""

    node: strawberry.ID | None = optional(
        "Mã của thứ được thay đổi", "id of the task, target, plan, unit … that was changed"
    )
    since: Date | None = optional("Ghi từ ngày (giờ Việt Nam)", "entered on this day or later")
    action: list[str] | None = optional("Việc đã làm: REPORTED, LOADED…", "what was done")
    by: str | None = optional("Người thực hiện, đúng như đã ghi", "who, as stored")


@strawberry.enum(description=says("Thứ tự nhật ký", "order of changes"))
class ChangeOrder(Enum):
    """Orders of changes."""

    AT = member("AT", "Trước đứng trước", "earliest first")
    AT_DESC = member("AT_DESC", "Mới nhất đứng trước", "latest first")


def history_field() -> Any:  # noqa: ANN401 - as strawberry.field
    """What was changed of one thing, page after page."""
    return paged(None, ChangeOrder, "Nhật ký thay đổi", "what was changed, latest first")
