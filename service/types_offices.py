"""Who takes an office up and who leaves it, through the API."""

from typing import Annotated

import strawberry

from service.types import Person, Position
from service.types_common import Date, optional, says, told
from service.types_refusal import Refused, again, changing, key, note, outcome, who, why

_PERSON = ("Mã của người đã có trong kho", "id of a person who is known")
_NAME = ("Họ tên, khi chưa có mã", "full name, where there is no id")
_POSITION = ("Mã chức vụ đã có trong kho", "id of an office that is known")
_TITLE = ("Tên chức vụ, cùng với unit", "title of the office, together with unit")
_UNIT = ("Mã đơn vị của chức vụ", "id of the unit of the office")


@strawberry.input(description=says("Nhận chức vụ", "an office is taken up"))
class AppointInput:
    """Who takes which office up, from which day."""

    person: strawberry.ID | None = optional(*_PERSON)
    name: str | None = optional(*_NAME)
    position: strawberry.ID | None = optional(*_POSITION)
    title: str | None = optional(*_TITLE)
    unit: strawberry.ID | None = optional(*_UNIT)
    from_: Date | None = strawberry.field(
        name="from",
        default=strawberry.UNSET,
        description=says("Ngày đầu, không sau hôm nay; mặc định hôm nay", "first day; today"),
    )
    beside: bool | None = optional(
        "Nhận cùng với người đứng đầu đang giữ chức", "beside the head who holds it"
    )
    by: str | None = who()
    reason: str | None = why()
    expected_version: str | None = optional(
        "version của chức vụ lúc xem; đã đổi thì CONFLICT", "version of the office as it was seen"
    )
    idempotency_key: str | None = key()


@strawberry.input(description=says("Thôi giữ chức vụ", "an office is left"))
class EndAppointmentInput:
    """Who leaves which office, on which day."""

    person: strawberry.ID | None = optional(*_PERSON)
    name: str | None = optional(*_NAME)
    position: strawberry.ID | None = optional(*_POSITION)
    title: str | None = optional(*_TITLE)
    unit: strawberry.ID | None = optional(*_UNIT)
    to: Date | None = optional("Ngày cuối, không sau hôm nay; mặc định hôm nay", "last day; today")
    by: str | None = who()
    reason: str | None = why()
    expected_version: str | None = optional(
        "version của chức vụ lúc xem; đã đổi thì CONFLICT", "version of the office as it was seen"
    )
    idempotency_key: str | None = key()


@strawberry.type(description=says("Đã nhận chức vụ", "appointed"))
class Appointed:
    """An appointment that is stored."""

    id: strawberry.ID = told("Mã lần giữ chức", "id of the holding")
    person: Person | None = told("Người", "the person")
    position: Position | None = told("Chức vụ", "the office")
    repeated: bool = again()
    note: str | None = note()


@strawberry.type(description=says("Đã thôi giữ chức vụ", "an office was left"))
class AppointmentEnded:
    """The end of an appointment that is stored."""

    id: strawberry.ID = told("Mã lần giữ chức", "id of the holding")
    person: Person | None = told("Người", "the person")
    position: Position | None = told("Chức vụ", "the office")
    repeated: bool = again()
    note: str | None = note()


AppointedResult = Annotated[Appointed | Refused, outcome("Appointed")]
AppointmentEndedResult = Annotated[AppointmentEnded | Refused, outcome("AppointmentEnded")]


@strawberry.type
class OfficeMutation:
    """Who holds which office; service/appointing.py records it."""

    appoint: AppointedResult = changing(
        AppointInput,
        "Ghi người nhận chức vụ; điều văn bản nêu vẫn còn",
        "say who takes an office up",
    )
    end_appointment: AppointmentEndedResult = changing(
        EndAppointmentInput, "Ghi người thôi giữ chức vụ", "say who leaves an office"
    )
