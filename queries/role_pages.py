"""Pages of what somebody does, by deadline: a range of an index that has them in that order.

Of a department that leads a thousand tasks the first fifty, or those of one year, are read and no
others (``graph_schema.role_order``). Neo4j is told to begin at the index: by its own estimates it
would go along all thousand. The embedded engine reads past the hint and goes along them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from graph_schema.dated import NO_DEADLINE
from graph_schema.labels import TASK_ROLES, Label
from queries.filters import due_to
from queries.given import Binder, Given
from queries.paging import Window
from queries.paths import Path, where

_ORDER = ("due_key",)
_ONE_ROLE = re.compile(
    rf"(?P<start>\(\w+\))?-\[(?P<name>\w*):(?P<role>{'|'.join(TASK_ROLES)})\]->\(@\)"
)
_FOUND = "MATCH {start}-[{r}:{role}]->({m}) USING INDEX {r}:{role}(due_of)"
_ROWS = "{found}{kept} WITH DISTINCT {m}, {r}.due_of AS {key} ORDER BY {key} LIMIT {limit} "


@dataclass(frozen=True, slots=True)
class RoleRange:
    """The part of somebody's list, in one role and by deadline, that holds a page."""

    start: str
    """The node of who has the role, as a pattern."""
    r: str
    role: str
    key: str
    """How the place in the list is called."""
    bounds: tuple[str, ...]
    """They hold a window of deadlines and what is behind a cursor, too."""

    def rows(self, m: str, conditions: tuple[str, ...], limit: str) -> str:
        """The nodes ``m`` of the page, in its order."""
        found = _FOUND.format(start=self.start, r=self.r, role=self.role, m=f"{m}:{Label.TASK}")
        kept = where((*self.bounds, *conditions))
        return _ROWS.format(found=found, kept=kept, m=m, r=self.r, key=self.key, limit=limit)


def below(
    binder: Binder, pattern: str, window: Window, arguments: Mapping[str, Given]
) -> RoleRange | None:
    """Of a list below the node that ``pattern`` begins at, when it is such a list."""
    found = _ONE_ROLE.fullmatch(pattern)
    if found is None or not found["start"] or not _serves(window):
        return None
    start = found["start"]
    return _range(binder, found, start, f"{start[1:-1]}.id", window, arguments)


def of_one(
    binder: Binder, path: Path, window: Window, arguments: Mapping[str, Given]
) -> RoleRange | None:
    """Of a list that begins at one who is given by id, when it is such a list."""
    found = _ONE_ROLE.fullmatch(path.tail)
    if found is None or not path.id or not _serves(window):
        return None
    start = f"({path.start}:{path.label} {{id: {path.id}}})"
    return _range(binder, found, start, path.id, window, arguments, path.where)


def _serves(window: Window) -> bool:
    return window.order.properties == _ORDER and not window.backward and window.ends


def _range(
    binder: Binder,
    found: re.Match[str],
    start: str,
    who: str,
    window: Window,
    arguments: Mapping[str, Given],
    held: tuple[str, ...] = (),
) -> RoleRange:
    asked, cursor = arguments.get("where"), arguments.get("after")
    first = asked.part("dueFrom") if asked else None
    last = due_to(binder, asked) if asked else None
    low, high = f"{who} + ' '", f"{who} + '!'"  # the letter after a space
    if cursor is not None:
        low += f" + {window.order.bind_place(binder, cursor, first)}"
    elif first is not None:
        low += f" + {binder.bind(first)}"
    if last is not None:
        high = f"{who} + ' ' + {last} + '!'"
    elif first is not None:
        high = f"{who} + ' {NO_DEADLINE}'"
    r = found["name"] or binder.name("r")
    bounds = (f"{r}.due_of > {low}", f"{r}.due_of < {high}", *held)
    return RoleRange(start, r, found["role"], binder.name("k"), bounds)
