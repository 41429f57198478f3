"""The real plans are read faithfully: floors that may rise and never fall, and exact quotes."""

from collections import Counter
from pathlib import Path

import pytest

from graph_schema.errors import UnreadableDocument
from graph_schema.model import PlanRecord
from loaders import read_plan
from loaders.source import extract
from tests import score
from tests.loaders.altering import quotes_of, task_lines

PLANS = score.SHARED / "plans"
pytestmark = score.needs_shared
DOCUMENTS = sorted(path for path in PLANS.rglob("*") if path.is_file())
UNREAD_SHARE = 0.05
_READ: dict[Path, PlanRecord | None] = {}


def _record(path: Path) -> PlanRecord | None:
    """Each document once; None for one that is refused."""
    if path not in _READ:
        try:
            _READ[path] = read_plan(path.read_bytes(), path.name)
        except UnreadableDocument:
            _READ[path] = None
    return _READ[path]


@pytest.mark.parametrize("name", sorted(score.FLOORS))
def test_the_score_never_falls_under_its_floor(name: str) -> None:
    assert score.score(score.GOLD / f"{name}.json").faults(score.FLOORS[name]) == []


def test_every_hand_made_reading_has_its_floor() -> None:
    assert sorted(score.FLOORS) == [gold.stem for gold in score.golds()]


@pytest.mark.parametrize("path", DOCUMENTS, ids=[path.name for path in DOCUMENTS])
def test_every_quote_is_its_slice_of_the_source(path: Path) -> None:
    record = _record(path)
    if record is None:
        pytest.skip("this document is refused as unreadable")
    quotes = list(quotes_of(record))
    assert quotes
    for quote in quotes:
        assert record.source.text[quote.start : quote.end] == quote.text
        assert quote.text
        assert quote.rule
        assert 0 < quote.confidence <= 1


@pytest.mark.parametrize("path", DOCUMENTS, ids=[path.name for path in DOCUMENTS])
def test_refs_are_unique_and_every_link_leads_somewhere(path: Path) -> None:
    record = _record(path)
    if record is None:
        pytest.skip("this document is refused as unreadable")
    refs = [task.ref for task in record.tasks]
    assert len(refs) == len(set(refs))
    assert all(target.task_ref in refs for target in record.targets if target.task_ref)
    named = [(d.symbol, d.date.code[:4] if d.date else "") for d in record.directives]
    assert len(named) == len(set(named))


def test_at_most_a_twentieth_of_the_lines_of_work_is_unread() -> None:
    shares = {}
    for path in DOCUMENTS:
        record = _record(path)
        if record is None:
            continue
        found = extract(path.read_bytes(), path.name)
        lines = sum(1 for _ in task_lines(found))
        assert lines > 5, path.name
        shares[path.name] = len(record.unread) / lines
    assert {name: share for name, share in shares.items() if share > UNREAD_SHARE} == {}


def test_the_garbled_text_layer_is_refused_and_nothing_else_is() -> None:
    refused = [path.name for path in DOCUMENTS if _record(path) is None]
    assert refused == ["garbled-text-layer.pdf"]


def test_the_leaders_of_the_action_programme_oversee_what_it_says() -> None:
    record = _record(PLANS / "004.txt")
    assert record is not None
    counted = Counter(
        overseer.name or overseer.unit for task in record.tasks for overseer in task.overseers
    )
    assert counted["Nguyễn Hữu Phúc"] == 14
    assert counted["Hoàng Minh Đức"] == 14
    assert counted["Dương Thị Hằng Nga"] == 8
    assert counted["Đảng ủy phường"] == 2


@pytest.mark.parametrize("name", ["000.txt", "004.txt"])
def test_both_plans_that_carry_out_one_resolution_name_it(name: str) -> None:
    record = _record(PLANS / name)
    assert record is not None
    assert "05-NQ/TU" in {mention.symbol for mention in record.directives}
