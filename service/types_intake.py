"""A document that is sent inside a question, and what loading it comes to."""

from enum import Enum
from typing import Annotated

import strawberry

from service.types import Plan
from service.types_common import argument, asked, member, says, told
from service.types_refusal import Refused, again, key, outcome


@strawberry.input(description=says("Nạp một văn bản", "a document to be loaded"))
class LoadDocumentInput:
    """A file, whole."""

    name: str = told("Tên tệp", "name of the file")
    content_base64: str = strawberry.field(
        name="contentBase64",
        description=says(
            "Nội dung tệp, base64; cả yêu cầu tối đa 1 MB, lớn hơn thì POST /documents",
            "the file in base64; over 1 MB use POST /documents",
        ),
    )
    idempotency_key: str | None = key()


@strawberry.enum(description=says("Nạp rồi ra sao", "what loading came to"))
class ReadOutcome(Enum):
    """What loading a file did to the store."""

    NEW = member("NEW", "Văn bản mới", "a new document")
    CHANGED = member("CHANGED", "Bản mới của văn bản đã có", "a new version of a known one")
    UNCHANGED = member("UNCHANGED", "Không đổi gì", "nothing changed")


@strawberry.type(description=says("Đã nạp văn bản", "a document was read and loaded"))
class DocumentRead:
    """A document that was sent and stands in the store."""

    document: strawberry.ID = told("Mã văn bản", "id of the document")
    outcome: ReadOutcome = told("Nạp rồi ra sao", "what loading came to")
    title: str | None = told("Trích yếu", "its title")
    unread_count: int = told("Số dòng chưa đọc được", "lines that no rule took")
    plan: Plan | None = told("Văn bản như đang có", "the document as it is now")
    repeated: bool = again()


LoadDocumentResult = Annotated[DocumentRead | Refused, outcome("LoadDocument")]


@strawberry.type
class IntakeMutation:
    """Documents that are sent; service/intake.py takes them."""

    load_document: LoadDocumentResult = asked(
        argument("input", LoadDocumentInput, "Tệp", "the file"),
        vietnamese="Đọc một tệp và nạp, như daumoi load",
        english="read a file and load it, as daumoi load does",
    )
