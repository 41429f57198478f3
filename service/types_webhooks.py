"""Receivers of changes, through the API: added, removed, tried again by administrators."""

from enum import Enum
from typing import Annotated

import strawberry

from service.types_common import member, optional, says, told
from service.types_refusal import Refused, again, changing, key, outcome, who


@strawberry.enum(description=says("Điều được báo", "what is told"))
class WebhookEvent(Enum):
    """What a receiver can be told of."""

    TASK_CHANGED = member("taskChanged", "Nhiệm vụ thay đổi", "a task changed")
    DOCUMENT_LOADED = member("documentLoaded", "Văn bản vừa nạp", "a document was loaded")
    REMINDER = member("reminder", "Lời nhắc việc (daumoi remind)", "somebody is reminded")


@strawberry.input(description=says("Thêm một nơi nhận", "a receiver to be added"))
class AddWebhookInput:
    """Where to, and of what."""

    url: str = told("Địa chỉ http hoặc https", "an http or https address")
    events: list[WebhookEvent] | None = optional("Mặc định: mọi loại", "by default every kind")
    unit: strawberry.ID | None = optional("Chỉ của đơn vị", "of this unit alone")
    leader: strawberry.ID | None = optional("Chỉ của lãnh đạo", "of this leader alone")
    plans: list[strawberry.ID] | None = optional("Chỉ của các kế hoạch", "of these plans alone")
    by: str | None = who()
    idempotency_key: str | None = key()


@strawberry.input(description=says("Một nơi nhận", "a receiver"))
class WebhookInput:
    """Which receiver."""

    webhook: strawberry.ID = told("Mã webhook", "id of the webhook")
    by: str | None = who()


@strawberry.type(description=says("Đã thêm", "added"))
class WebhookAdded:
    """A receiver that is kept."""

    id: strawberry.ID = told("Mã webhook", "id of the webhook")
    secret: str | None = told(
        "Khóa ký, chỉ cho lần này; null khi gửi lại cùng khóa", "its signing secret, told once"
    )
    repeated: bool = again()


@strawberry.type(description=says("Đã bỏ", "removed"))
class WebhookRemoved:
    """A receiver that is told nothing more."""

    id: strawberry.ID = told("Mã webhook", "id of the webhook")


@strawberry.type(description=says("Gửi lại", "tried again"))
class WebhookRetried:
    """What never arrived is sent again."""

    id: strawberry.ID = told("Mã webhook", "id of the webhook")
    again: int = told("Số thay đổi gửi lại", "how many are sent again")


WebhookAddedResult = Annotated[WebhookAdded | Refused, outcome("WebhookAdded")]
WebhookRemovedResult = Annotated[WebhookRemoved | Refused, outcome("WebhookRemoved")]
WebhookRetriedResult = Annotated[WebhookRetried | Refused, outcome("WebhookRetried")]


@strawberry.type
class WebhookMutation:
    """Who is told of changes; service/webhook_changes.py keeps it."""

    add_webhook: WebhookAddedResult = changing(
        AddWebhookInput, "Thêm nơi nhận thay đổi (quản trị)", "add a receiver of changes"
    )
    remove_webhook: WebhookRemovedResult = changing(
        WebhookInput, "Bỏ một nơi nhận (quản trị)", "remove a receiver"
    )
    retry_webhook: WebhookRetriedResult = changing(
        WebhookInput, "Gửi ngay, gửi lại những gì không tới (quản trị)", "send again what failed"
    )
