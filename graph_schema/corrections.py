"""What people correct, kept apart from what was read: it wins over it and outlives re-reading."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import ClassVar

CORRECTED = "correction "
"""A value that a person set carries this and the correction's id in place of a rule's name."""


class CorrectionKind(StrEnum):
    """What a correction does."""

    SET_VALUE = "SET_VALUE"
    SPLIT_TASK = "SPLIT_TASK"
    DROP = "DROP"
    NAME_OWNER = "NAME_OWNER"
    CONFIRM = "CONFIRM"
    MERGE_UNIT = "MERGE_UNIT"
    SUCCEED_UNIT = "SUCCEED_UNIT"


REVISIONS = (
    CorrectionKind.SET_VALUE,
    CorrectionKind.SPLIT_TASK,
    CorrectionKind.NAME_OWNER,
    CorrectionKind.DROP,
    "WITHDRAWN",
)
"""What the chain of changes calls those that make another thing of what was read."""


class Part(StrEnum):
    """What of a document a correction or a review item is about."""

    DOCUMENT = "DOCUMENT"
    TASK = "TASK"
    TARGET = "TARGET"
    REPORT = "REPORT"
    LINE = "LINE"


class ReviewKind(StrEnum):
    """Why a person should look at a place."""

    LOW_CONFIDENCE = "LOW_CONFIDENCE"
    UNSETTLED_UNIT = "UNSETTLED_UNIT"
    UNSETTLED_CITATION = "UNSETTLED_CITATION"
    UNREAD_LINE = "UNREAD_LINE"
    ODDITY = "ODDITY"
    STRAY_CORRECTION = "STRAY_CORRECTION"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The place that a correction is keyed to: the source's hash, and the words in it."""

    part: Part
    source: str
    start: int
    end: int
    quote: str
    ref: str
    ordinal: int = 1
    """1, 2 … among the parts of one ref."""
    heading: str = ""
    """The heading that the part stands under: tells it from the same words elsewhere."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction of a document, as it is stored."""

    id: str
    kind: CorrectionKind
    anchor: Anchor
    field: str | None
    value: tuple[str, ...]
    author: str
    reason: str
    at: str
    item: str | None = None
    """The review item that a CONFIRM settles."""
    withdrawn_at: str | None = None
    asked: str | None = None
    """Id of the node that it was asked for: the same request sent twice is known by it."""
    read: tuple[str, ...] | None = None
    """What was read there when it was made; None where that was not kept."""
    on: str | None = None
    """The day from which it holds, of an assignment; None: it was always so."""

    @property
    def stands(self) -> bool:
        """Not withdrawn."""
        return self.withdrawn_at is None


@dataclass(frozen=True, slots=True)
class UnitChange:
    """What a person says of two units."""

    kind: ClassVar[CorrectionKind]

    id: str
    unit: str
    into: str

    def properties(self) -> dict[str, object]:
        """As it is stored."""
        return {**asdict(self), "kind": str(self.kind)}


@dataclass(frozen=True, slots=True)
class UnitMerge(UnitChange):
    """One unit that is another: ``unit`` is named in documents, ``into`` is what it stands for."""

    kind = CorrectionKind.MERGE_UNIT


@dataclass(frozen=True, slots=True)
class UnitSuccession(UnitChange):
    """A unit that another one takes the place of, from a day on; both stay units of their own."""

    kind = CorrectionKind.SUCCEED_UNIT

    on: str
    founded: bool = False
    """Whether the other one begins on that day."""


def final_units(merges: tuple[UnitMerge, ...]) -> dict[str, str]:
    """Each merged unit and the one at the end of its chain; a cycle leads nowhere and is cut."""
    steps = {merge.unit: merge.into for merge in merges}
    found: dict[str, str] = {}
    for unit in steps:
        seen, at = {unit}, steps[unit]
        while at in steps and steps[at] not in seen:
            seen.add(at)
            at = steps[at]
        if at != unit:
            found[unit] = at
    return found
