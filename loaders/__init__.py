"""A document in, a PlanRecord out, then into the graph.

The names are fetched when they are first asked for: the process that reads the pages of a PDF is
of this package too, and would spend half its time on loading the rules and the database driver.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from loaders.reader import read_plan
    from loaders.write import LoadOutcome, load_plan

_HOMES = {"read_plan": "reader", "load_plan": "write", "LoadOutcome": "write"}


def __getattr__(name: str) -> object:
    """A public name of this package from the module where it stands."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


__all__ = ["LoadOutcome", "load_plan", "read_plan"]
