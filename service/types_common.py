"""What every part of the API shares: dates, enums, pages of a list, fields with arguments."""

import re
from contextlib import suppress
from datetime import date
from enum import Enum
from typing import Any, Generic, NewType, TypeVar

import strawberry
from graphql import GraphQLError
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from graph_schema.errors import BadQuestion

T = TypeVar("T")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def says(vietnamese: str, english: str) -> str:
    """A description as the API shows it: Vietnamese first, English after."""
    return f"{vietnamese} / {english}"


def told(vietnamese: str, english: str) -> Any:  # noqa: ANN401 - what strawberry.field itself answers
    """A plain field with its description."""
    return strawberry.field(description=says(vietnamese, english))


def optional(vietnamese: str, english: str) -> Any:  # noqa: ANN401 - as strawberry.field
    """A field of an input that may be left out, with its description."""
    return strawberry.field(default=strawberry.UNSET, description=says(vietnamese, english))


def argument(
    name: str,
    kind: object,
    vietnamese: str,
    english: str,
    default: object = strawberry.UNSET,
) -> StrawberryArgument:
    """An argument of a field."""
    return StrawberryArgument(
        python_name=name,
        graphql_name=None,
        type_annotation=StrawberryAnnotation(kind),
        description=says(vietnamese, english),
        default=default,
    )


def asked(
    *arguments: StrawberryArgument, vietnamese: str, english: str, name: str | None = None
) -> Any:  # noqa: ANN401
    """A field with arguments; the compiled read path answers it, so it has no resolver."""
    field = StrawberryField(graphql_name=name, description=says(vietnamese, english))
    field.arguments = list(arguments)
    return field


def paged(where: type | None, order: type | None, vietnamese: str, english: str) -> Any:  # noqa: ANN401
    """A list read page by page: ``where``, ``orderBy``, then those of ``page_arguments``."""
    arguments = []
    if where is not None:
        arguments.append(argument("where", where | None, "Điều kiện lọc", "what to keep"))
    if order is not None:
        arguments.append(
            argument("order_by", list[order] | None, "Thứ tự", "order, first key first")  # type: ignore[valid-type]
        )
    arguments += page_arguments(50)
    return asked(*arguments, vietnamese=vietnamese, english=english)


def page_arguments(first: int) -> list[StrawberryArgument]:
    """``first`` and ``after``, ``last`` and ``before``."""
    return [
        argument(
            "first", int | None, "Số mục tối đa (0 đến 500)", "at most so many (0 to 500)", first
        ),
        argument("after", str | None, "Con trỏ: lấy tiếp sau mục này", "cursor: go on after it"),
        argument(
            "last",
            int | None,
            "Số mục tối đa ở cuối (0 đến 500); có last thì không xét first",
            "at most so many from the end (0 to 500); it wins over first",
        ),
        argument("before", str | None, "Con trỏ: chỉ lấy trước mục này", "cursor: stop before it"),
    ]


@strawberry.interface(description=says("Mọi thứ có mã", "whatever has an id"))
class Node:
    """Relay's node."""

    id: strawberry.ID = told("Mã không đổi", "stable id")


def _read_day(value: object) -> str:
    if isinstance(value, str) and _ISO_DAY.fullmatch(value):
        with suppress(ValueError):
            return date.fromisoformat(value).isoformat()
    raise GraphQLError(
        f"{str(value)[:20]!r} không phải một ngày: hãy viết ngày có thật dạng 2026-05-20. "
        "(It is no day; a day is written 2026-05-20.)",
        extensions={"code": BadQuestion.code},
    )


Date = NewType("Date", str)
DATE = strawberry.scalar(
    name="Date",
    description=says("Ngày dạng năm-tháng-ngày: 2026-05-20", "a day as ISO 8601"),
    serialize=str,
    parse_value=_read_day,
)


def member(value: str, vietnamese: str, english: str) -> Any:  # noqa: ANN401
    """One value of an enum with its description."""
    return strawberry.enum_value(value, description=says(vietnamese, english))


@strawberry.enum(description=says("Độ chính xác của thời gian", "how exactly a time is said"))
class Precision(Enum):
    """How exactly the source says a time."""

    DAY = member("DAY", "Ngày", "a day")
    MONTH = member("MONTH", "Tháng", "a month")
    QUARTER = member("QUARTER", "Quý", "a quarter")
    YEAR = member("YEAR", "Năm", "a year")
    PERIOD = member("PERIOD", "Giai đoạn", "a span")
    YEARLY_DAY = member("YEARLY_DAY", "Một ngày hằng năm", "a day of every year")


@strawberry.enum(description=says("Vai trò đối với nhiệm vụ", "role in a task"))
class Role(Enum):
    """Vai trò: how a unit or person stands to a task."""

    LEAD = member("LEAD", "Chủ trì", "leads")
    EXECUTE = member("EXECUTE", "Thực hiện", "executes")
    SUPPORT = member("SUPPORT", "Phối hợp", "supports")
    OVERSEE = member("OVERSEE", "Chỉ đạo, phụ trách", "oversees")


@strawberry.enum(description=says("Chỉ tiêu có chủ hay chưa", "whether a target has an owner"))
class Ownership(Enum):
    """Ownership of a target (chủ của chỉ tiêu)."""

    DIRECT = member("DIRECT", "Văn bản nêu tên đơn vị chịu trách nhiệm", "an owner is named")
    VIA_TASK = member(
        "VIA_TASK", "Qua nhiệm vụ có đơn vị chủ trì hoặc thực hiện", "a unit does its task"
    )
    NONE = member("NONE", "Chưa có chủ", "nobody answers for it")


@strawberry.enum(description=says("Quan hệ giữa hai văn bản", "how a document stands to another"))
class Relation(Enum):
    """How a document stands to one that it names."""

    IMPLEMENTS = member("IMPLEMENTS", "Căn cứ, thực hiện", "carries it out")
    CITES = member("CITES", "Viện dẫn", "cites it")
    AMENDS = member("AMENDS", "Sửa đổi, bổ sung", "amends it")
    REPLACES = member("REPLACES", "Thay thế", "replaces it")


@strawberry.type(description=says("Thời gian, đúng mức văn bản nêu", "a time, as exact as said"))
class Period:
    """An interval of whole days with its precision and its words."""

    start: Date | None = told("Ngày đầu", "first day")
    end: Date | None = told("Ngày cuối", "last day")
    precision: Precision | None = told("Độ chính xác", "precision")
    text: str | None = told("Nguyên văn", "the words")
    code: str | None = told("Mã gọn: 2026-Q4, 2026..2030, --11-25", "compact code")


@strawberry.type(description=says("Vị trí trong danh sách", "place in the list"))
class PageInfo:
    """Relay's page information."""

    has_next_page: bool = told("Còn trang sau", "more follow")
    has_previous_page: bool = told("Có trang trước", "some stand before")
    start_cursor: str | None = told("Con trỏ của mục đầu", "cursor of the first")
    end_cursor: str | None = told("Con trỏ của mục cuối", "cursor of the last")


@strawberry.type(description=says("Một mục và con trỏ của nó", "an item and its cursor"))
class Edge(Generic[T]):
    """Relay's edge."""

    cursor: str = told("Con trỏ", "cursor")
    node: T = told("Mục", "the item")


@strawberry.type(description=says("Một trang của danh sách", "one page of a list"))
class Connection(Generic[T]):
    """Relay's connection, with plain ``nodes`` and a count beside the edges."""

    nodes: list[T] = told("Các mục", "the items")
    edges: list[Edge[T]] = told("Các mục kèm con trỏ", "the items with cursors")
    page_info: PageInfo = told("Vị trí trong danh sách", "place in the list")
    total_count: int = told("Tổng số mục của mọi trang", "how many there are on all pages")
