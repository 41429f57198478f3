"""Who asks: the name, the role, the units spoken for, and how secret a document they may see."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Role(StrEnum):
    """What a caller may do; each may do all that those before it may."""

    READER = "reader"
    OFFICER = "officer"
    SECRETARIAT = "secretariat"
    ADMIN = "admin"

    def reaches(self, needed: "Role") -> bool:
        """Whether this role may do what needs that one."""
        order = list(Role)
        return order.index(self) >= order.index(needed)


class Secrecy(IntEnum):
    """How secret a document is (độ mật), and how secret a one a caller may see."""

    OPEN = 0
    SECRET = 1
    """Mật."""
    TOP_SECRET = 2
    """Tối mật."""
    MOST_SECRET = 3
    """Tuyệt mật."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, as it was proved; carried with every question and every change."""

    name: str
    """What the records say; empty where nobody in particular was proved (local mode)."""
    role: Role
    units: frozenset[str] = frozenset()
    """Ids of the units that an officer reports for."""
    clearance: Secrecy = Secrecy.OPEN

    def signs_as(self, said: str) -> str:
        """The author on record: who was proved, or, where nobody was, who is said."""
        return self.name or said

    def may_act_for(self, units: frozenset[str]) -> bool:
        """Whether they speak for one of these units; the secretariat and above for any."""
        return self.role.reaches(Role.SECRETARIAT) or bool(self.units & units)


LOCAL_READER = Caller("", Role.READER, clearance=Secrecy.MOST_SECRET)
"""Whoever sits at this machine (local mode): the files are theirs, so are all the documents."""
LOCAL_WRITER = Caller("", Role.ADMIN, clearance=Secrecy.MOST_SECRET)
"""Who shows this machine's write token."""
OPEN_READER = Caller("", Role.READER)
"""Whoever reads over the network without showing who they are: nothing secret (local mode)."""
