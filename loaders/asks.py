"""One fact as people ask for it to be recorded, and what recording it came to."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from graph_schema.audit import digest_of
from graph_schema.callers import Caller
from graph_schema.labels import Label

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Ask:
    """One fact as it is asked to be recorded; its words are checked before."""

    action: str
    label: Label
    """What kind of thing it is recorded of."""
    node: str
    node_field: str
    """The field of the input that names it."""
    on: str
    by: str
    at: str
    caller: Caller
    values: Row = field(default_factory=dict)
    reason: str | None = None
    expected: str | None = None
    key: str | None = None

    def digest(self) -> str:
        """The same for the same request."""
        return digest_of(
            {
                "action": self.action,
                "node": self.node,
                "on": self.on,
                "by": self.by,
                "values": self.values,
                "reason": self.reason,
            }
        )


@dataclass(frozen=True, slots=True)
class Told:
    """What recording came to."""

    id: str
    """Of the fact."""
    node: str
    """What it is recorded of."""
    repeated: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """The fact, and what the chain of changes says of it."""

    id: str
    field: str
    before: str | None
    after: str | None
    note: str | None = None
    about: tuple[tuple[Label, str], ...] = ()


def new_id(kind: str) -> str:
    """An id for a fact that people record."""
    return f"{kind}_{secrets.token_hex(10)}"


def signed(ask: Ask) -> dict[str, object]:
    """Who records it, of which day, when."""
    return {"on": ask.on, "by": ask.by, "at": ask.at}
