"""What types share that are of a day, and places."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from service.types_common import Connection, Date, Node, argument, asked, says, told
from service.types_history import Change, history_field
from service.types_review import Correction

if TYPE_CHECKING:
    from service.types import Document, Unit

_Document = Annotated["Document", strawberry.lazy("service.types")]
_Unit = Annotated["Unit", strawberry.lazy("service.types")]

ANSWERED_ON = argument(
    "as_of",
    Date | None,
    "Ai có vai trò vào ngày này, kể cả người nay đã thôi; mặc định: hiện nay",
    "who had the role on this day, though no longer; by default who has it now",
)
ON_DAY = argument(
    "as_of",
    Date | None,
    "Chỉ điều đã biết đến ngày này và chưa thôi giữ chức; mặc định: mọi điều đã biết",
    "what is known by this day and has not ended; by default all that is known",
)


FIRST_NAMED = (
    "Nơi một văn bản nêu tên lần đầu; null khi chỉ do người ghi",
    "where a document first names it; null of what people alone entered",
)
SAID_BY = ("Nguồn; null khi do người ghi", "provenance; null of what a person entered")
SET_BY = ("Phép sửa đã ghi điều này: ai, lúc nào", "the correction that set it: who and when")


@strawberry.type(description=says("Nguồn: nguyên văn và vị trí", "provenance: words and place"))
class Source:
    """Where a fact stands: the document, its words and their place."""

    document: _Document | None = told("Văn bản nêu điều này", "the document that says it")
    quote: str | None = told("Nguyên văn", "the words, verbatim")
    start: int | None = told("Ký tự đầu trong văn bản", "first character")
    end: int | None = told("Ký tự ngay sau", "one past the last character")
    page: int | None = told("Trang", "page, where the format has pages")
    rule: str | None = told("Quy tắc đã đọc ra", "name of the rule that read it")
    confidence: float | None = told("Độ tin cậy, 0 đến 1", "0 to 1")
    inherited_from: str | None = told("Lấy từ đề mục", "ref of the heading that said it")
    file: str | None = told("SHA-256 của tệp gốc", "SHA-256 of the file")
    correction: Correction | None = told(
        "Phép sửa đã đặt giá trị này", "the correction, when a person set the value"
    )


@strawberry.type
class Assigned:
    """What people assigned from a day on, or to a day, beside what the document says."""

    since: Date | None = asked(
        vietnamese="Từ ngày, khi được phân công sau",
        english="since, if assigned later",
        name="from",
    )
    until: Date | None = asked(
        vietnamese="Đến hết ngày, khi đã thôi", english="last day, if it ended", name="to"
    )
    correction: Correction | None = told(*SET_BY)
    source: Source | None = told(*SAID_BY)


@strawberry.type(description=says("Địa bàn", "a place"))
class Place(Node):
    """Địa bàn: a province, a commune."""

    name: str = told("Tên, không kèm cấp", "name without its kind")
    kind: str | None = told("Loại: phường, xã, thành phố…", "kind")
    full_name: str | None = told("Tên đầy đủ", "name with its kind")
    code: str | None = told("Mã hành chính", "official code since 1 July 2025")
    parent: "Place | None" = told("Địa bàn cấp trên", "the place above")
    source: Source | None = told(
        "Nơi một văn bản nêu lần đầu tên đơn vị đóng ở đây, kèm tên địa bàn",
        "where a document first names a unit that sits here, and the place with it",
    )
    history: Connection[Change] = history_field()


@strawberry.type(description=says("Đơn vị thay đơn vị", "one unit takes another's place"))
class Succession:
    """Sắp xếp đơn vị: who took whose place, from which day, by whose word."""

    unit: _Unit = told("Đơn vị kia", "the other unit")
    on: Date = told("Từ ngày", "from this day")
    founded: bool = told("Đơn vị nhận lập mới từ ngày ấy", "who takes the place begins then")
    by: str = told("Người ghi", "who said it")
    reason: str = told("Căn cứ, lý do", "why")
    correction: Correction | None = told("Phép sửa đã ghi", "the correction that says it")
