"""`daumoi calendar`: the address of a feed, with the token that opens it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from graph_schema.callers import LOCAL_READER
from graph_schema.errors import BadSetting
from queries.execute import Question, Reader
from service.calendar_feed import CalendarSigner, Of
from service.console import OUT, write_lines
from service.limits import QuestionLimits
from service.review_command import with_store
from service.schema import build_schema, core_schema
from service.settings import Settings
from service.store import Store
from service.tokens import signing_secret

_MOST = 20
_FIND = {
    Of.UNIT: """
    query($id: ID!, $name: String!) { one: unit(id: $id) { id name place { name } }
      some: units(where: { name: $name }, first: 20) { nodes { id name place { name } } } }
    """,
    Of.PERSON: """
    query($id: ID!, $name: String!) { one: person(id: $id) { id name }
      some: people(where: { name: $name }, first: 20) { nodes { id name } } }
    """,
}
_WHAT = {Of.UNIT: "đơn vị", Of.PERSON: "người"}


def tell_address(settings: Settings, of: Of, name: str, base: str | None) -> None:
    """Print the address of one feed; a name that fits several is refused with all of them."""
    found = with_store(settings, lambda store: _find(store, of, name))
    if len(found) != 1:
        raise BadSetting(_sentence(of, name, found))
    identity = str(found[0]["id"])
    token = CalendarSigner(signing_secret(settings)).token(of, identity)
    base = (base or f"http://{settings.host}:{settings.port}").rstrip("/")
    said = (
        f"Lịch của {_said(found[0])}. Ai có địa chỉ này thì xem được lịch; đổi khóa ký "
        "(DAUMOI_SECRET) thì mọi địa chỉ lịch hết hiệu lực.",
        f"{base}/calendar/{of}/{quote(identity, safe='')}.ics?token={token}",
    )
    write_lines(said, OUT)


async def _find(store: Store, of: Of, name: str) -> list[Mapping[str, Any]]:
    schema = core_schema(build_schema())
    reader = Reader(schema, store.read, QuestionLimits(schema))
    given = {"id": name, "name": name}
    answer = await reader.answer(Question(_FIND[of], given, None, LOCAL_READER))
    if answer.data is None or answer.errors:
        raise BadSetting(f"Không tìm được {_WHAT[of]} “{name}”: {answer.errors[0].message}")
    if answer.data["one"] is not None:
        return [answer.data["one"]]  # type: ignore[list-item]
    some: list[Mapping[str, Any]] = answer.data["some"]["nodes"]  # type: ignore[index]
    exact = [one for one in some if str(one["name"]).casefold() == name.strip().casefold()]
    return exact or some


def _sentence(of: Of, name: str, found: list[Mapping[str, Any]]) -> str:
    if not found:
        return f"Không có {_WHAT[of]} nào tên “{name}”: hãy nêu tên đầy đủ hơn, hoặc mã."
    several = "; ".join(f"{_said(one)} ({one['id']})" for one in found[:_MOST])
    return f"Có nhiều {_WHAT[of]} tên “{name}”, hãy nêu mã: {several}."


def _said(one: Mapping[str, Any]) -> str:
    place = (one.get("place") or {}).get("name")
    return f"{one['name']}, {place}" if place else str(one["name"])
