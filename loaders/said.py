"""Said: what one piece of text says of who does it, before it becomes the roles of a task."""

from dataclasses import dataclass, field

from loaders.persons import PersonSpan
from loaders.unit_lists import UnitSpan


@dataclass(slots=True)
class Said:
    """What one piece of text says of who does it."""

    lead: list[UnitSpan] = field(default_factory=list)
    execute: list[UnitSpan] = field(default_factory=list)
    support: list[UnitSpan] = field(default_factory=list)
    overseers: list[PersonSpan] = field(default_factory=list)
    lead_rule: str = ""
    execute_rule: str = ""
    support_rule: str = ""
    from_heading: bool = False

    def anyone(self) -> bool:
        """Whether anybody at all is named."""
        return bool(self.lead or self.execute or self.support or self.overseers)


def distinct(units: list[UnitSpan]) -> list[UnitSpan]:
    """Each body once, in the order of its first mention."""
    seen: dict[str, UnitSpan] = {}
    for unit in units:
        seen.setdefault(unit.name.casefold(), unit)
    return list(seen.values())
