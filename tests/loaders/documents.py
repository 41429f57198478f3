"""Documents to try the whole reader on: invented ones, and the real ones where they are."""

from functools import cache
from pathlib import Path

from graph_schema.errors import UnreadableDocument
from graph_schema.model import PlanRecord
from loaders import read_plan

ROOT = Path(__file__).resolve().parents[2]
PLANS = ROOT.parent / "shared" / "plans"


def _files(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and path.suffix not in (".json", ".py", ".pyc")
    )


INVENTED = _files(ROOT / "samples") + _files(ROOT / "tests" / "documents")
REAL = _files(PLANS) if PLANS.is_dir() else []
ALL = INVENTED + REAL


@cache
def record_of_file(path: Path) -> PlanRecord | None:
    """Each document once; None for one that is refused."""
    try:
        return read_plan(path.read_bytes(), path.name)
    except UnreadableDocument:
        return None
