"""What every change shares: who makes it, why, what was seen, and a refusal."""

from typing import Any

import strawberry

from service.types_common import argument, asked, optional, says, told

_KEY = ("Khóa chống gửi trùng: gửi lại cùng khóa chỉ ghi một lần", "sent twice, it is made once")
_SEEN = (
    "version của thứ được ghi lúc xem; đã đổi thì CONFLICT",
    "its version as it was seen; if it changed: CONFLICT",
)


@strawberry.type(description=says("Bị từ chối: không có gì thay đổi", "refused: nothing changed"))
class Refused:
    """Why a change was not made."""

    code: str = told("BAD_USER_INPUT, CONFLICT, NOT_FOUND …", "a code for programs")
    message: str = told("Vì sao, và làm gì tiếp", "why, and what to do")
    field: str | None = told("Trường của input bị sai", "the field of the input that is wrong")
    expected: str | None = told("Phiên bản đã nêu", "the version that was given")
    current: str | None = told("Phiên bản đang có", "the version that stands")
    current_value: str | None = told(
        "CONFLICT: giá trị đang có, khi có", "the value that stands, where there is one"
    )
    given_value: str | None = told(
        "CONFLICT: giá trị đã gửi, khi có", "the value that was sent, where there is one"
    )


def day() -> Any:  # noqa: ANN401 - as strawberry.field
    """The day that a fact is of."""
    return optional(
        "Tính từ ngày, không sau hôm nay (giờ Việt Nam); mặc định hôm nay",
        "the day from which it counts; by default today",
    )


def who() -> Any:  # noqa: ANN401 - as strawberry.field
    """Who says it."""
    return optional(
        "Người ghi; người gọi có tên riêng thì luôn lấy tên ấy", "who says it, unless proved"
    )


def why(*, needed: bool = False) -> Any:  # noqa: ANN401 - as strawberry.field
    """The reason."""
    if needed:
        return told("Lý do", "why")
    return optional("Lý do, ý kiến", "why, remarks")


def seen() -> Any:  # noqa: ANN401 - as strawberry.field
    """The version that was seen."""
    return optional(*_SEEN)


def key() -> Any:  # noqa: ANN401 - as strawberry.field
    """The idempotency key."""
    return optional(*_KEY)


def changing(kind: type, vietnamese: str, english: str, name: str | None = None) -> Any:  # noqa: ANN401 - as strawberry.field
    """A mutation that records what its input says."""
    wanted = argument("input", kind, "Nội dung", "what to record")
    return asked(wanted, vietnamese=vietnamese, english=english, name=name)


def outcome(of: str) -> object:
    """The union of what a change answers: what it made, or a refusal."""
    return strawberry.union(f"{of}Result", description=says("Kết quả", "what it comes to"))


def again() -> Any:  # noqa: ANN401 - as strawberry.field
    """Whether it was there before."""
    return told("Đã ghi từ trước, cùng khóa", "it was recorded before, under the same key")


def note() -> Any:  # noqa: ANN401 - as strawberry.field
    """What else to know."""
    return told("Điều cần biết thêm", "what else to know of it")
