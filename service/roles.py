"""Who may do what: one table, checked against the schema and the routes by a test.

A field, type or route without a row is refused to everybody and fails the test.
"""

from collections.abc import Mapping

from graph_schema.callers import Caller, Role
from graph_schema.errors import Forbidden, Unauthenticated

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
}
"""What each change needs; an officer's changes are checked for the unit where they are made."""

_NAMES = {
    Role.READER: "người đọc",
    Role.OFFICER: "cán bộ đơn vị",
    Role.SECRETARIAT: "thư ký tổng hợp",
    Role.ADMIN: "quản trị",
}


def may_change(field: str, caller: Caller) -> None:
    """Refuse a change that the caller's role does not reach, or that has no row."""
    needed = MUTATIONS.get(field, Role.ADMIN)
    if field in MUTATIONS and caller.role.reaches(needed):
        return
    _refuse(field, caller, needed)


def may_send(caller: Caller, needed: Role) -> None:
    """Refuse a file of somebody whose role does not reach."""
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
