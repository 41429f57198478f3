"""Who may do what: one table, checked against the schema and the routes by a test.

A field or route without a row is refused to everybody and fails the test.
"""

from collections.abc import Mapping, Set

from graph_schema.callers import Caller, Role
from graph_schema.errors import Forbidden, Unauthenticated
from service.role_fields import READING

MUTATIONS: Mapping[str, Role] = {
    "correct": Role.SECRETARIAT,
    "assign": Role.SECRETARIAT,
    "unassign": Role.SECRETARIAT,
    "mergeUnits": Role.SECRETARIAT,
    "withdrawCorrection": Role.SECRETARIAT,
    "reportProgress": Role.OFFICER,
    "recordMeasurement": Role.OFFICER,
    "submitReport": Role.OFFICER,
    "extendDeadline": Role.SECRETARIAT,
    "cancelTask": Role.SECRETARIAT,
    "reopenTask": Role.SECRETARIAT,
    "appoint": Role.SECRETARIAT,
    "endAppointment": Role.SECRETARIAT,
    "approve": Role.SECRETARIAT,
    "return": Role.SECRETARIAT,
    "loadDocument": Role.SECRETARIAT,
    "addWebhook": Role.ADMIN,
    "removeWebhook": Role.ADMIN,
    "retryWebhook": Role.ADMIN,
}
"""What each change needs; an officer's changes are checked for the unit where they are made."""

FIELDS: Mapping[tuple[str, str], Role] = {
    (kind, field): role
    for role, kinds in READING.items()
    for kind, fields in kinds.items()
    for field in fields.split()
}
"""What reading a field of a type needs. A caller who is let in at all is a reader; what of a thing
is shown is decided by its document's secrecy."""

ROUTES: Mapping[str, Role | None] = {
    "/": None,
    "/graphiql": None,
    "/web": None,
    "/healthz": None,
    "/readyz": None,
    "/graphql": Role.READER,
    "/graphql/stream": Role.READER,
    "/evidence": Role.OFFICER,
    "/documents": Role.SECRETARIAT,
    "/evidence/{id}": Role.READER,
    "/calendar/unit/{id:str}.ics": Role.READER,
    "/calendar/person/{id:str}.ics": Role.READER,
    "/reminders/unit/{id:str}.atom": Role.READER,
    "/reminders/person/{id:str}.atom": Role.READER,
    "/reports/{kind}/{id}": Role.READER,
    "/reports/{kind}": Role.READER,
    "/webhooks": Role.ADMIN,
    "/version": Role.READER,
    "/schema.graphql": Role.READER,
}
"""What each address needs; None: the pages without any data, and the probes."""

COMMANDS: frozenset[str] = frozenset(
    {
        *("read", "load", "reread", "original", "serve", "schema", "version", "review", "token"),
        *("report", "collect", "audit", "calendar", "webhook", "contact", "letter", "remind"),
        *("stats", "check"),
    }
)
"""Commands of the program: whoever may open the data folder or the database may run them all."""

_FOR_READERS = frozenset(cell for cell, role in FIELDS.items() if role is Role.READER)
_NAMES = {
    Role.READER: "người đọc",
    Role.OFFICER: "cán bộ đơn vị",
    Role.SECRETARIAT: "thư ký tổng hợp",
    Role.ADMIN: "quản trị",
}


def may_open(path: str, needed: Role, caller: Caller) -> None:
    """Refuse an address that the caller's role does not reach."""
    if not caller.role.reaches(needed):
        raise Forbidden(f"{path} cần vai trò {_NAMES[needed]}. (This needs the role {needed}.)")


def may_read(asked: Set[tuple[str, str]], caller: Caller) -> None:
    """Refuse fields (type and name) that the caller's role does not reach, or without a row."""
    for kind, field in sorted(asked - _FOR_READERS):
        needed = FIELDS.get((kind, field))
        if needed is None or not caller.role.reaches(needed):
            _refuse(f"{kind}.{field}", caller, needed or Role.ADMIN)


def may_change(field: str, caller: Caller) -> None:
    """Refuse a change that the caller's role does not reach, or that has no row."""
    needed = MUTATIONS.get(field, Role.ADMIN)
    if field in MUTATIONS and caller.role.reaches(needed):
        return
    _refuse(field, caller, needed)


def may_send(caller: Caller) -> None:
    """Refuse evidence of somebody whose role does not reach."""
    needed = ROUTES["/evidence"] or Role.ADMIN
    if not caller.role.reaches(needed):
        _refuse("evidence", caller, needed)


def _refuse(field: str, caller: Caller, needed: Role) -> None:
    if not caller.name:
        raise Unauthenticated(
            "Muốn ghi thì gửi kèm mã ghi: Authorization: Bearer <mã> "
            "(a change needs the write token)"
        )
    raise Forbidden(
        f"“{field}” cần vai trò {_NAMES[needed]}, mà {caller.name} là {_NAMES[caller.role]}: hãy "
        f"nhờ người có vai trò ấy. (This needs the role {needed}.)"
    )
