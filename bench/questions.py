"""The questions that are timed: their texts for each server, and where their variables come from.

A text stands in ``operations/<question>.<form>``; a question without a text for a form is left out
there. ``ours`` is asked of this service, ``peer`` is the best form that its user can write,
``natural`` the filters that its documentation shows first, ``floor`` one statement by hand.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString

Variables = dict[str, str]

_FOLDER = Path(__file__).parent / "operations"
DAY = "2026-11-20"
_YEAR = {"from": "2026-01-01", "to": "2026-12-31"}

_UNITS = """
MATCH (p:Plan)-[:ISSUED_BY]->(u:Unit) WHERE p.task_count > 0
WITH u, count(p) AS plans WHERE plans > 1
RETURN {unit: u.id, name: u.name} ORDER BY plans DESC, u.id LIMIT 4000
"""
_LEADING = """
MATCH (u:Unit)-[:LEADS]->(t:Task) WITH u, count(t) AS tasks
RETURN {unit: u.id} ORDER BY tasks DESC, u.id LIMIT 4000
"""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the bench."""

    name: str
    words: str
    """What is asked, for the table."""
    paths: dict[str, tuple[str | int, ...]]
    """Form to where in its data the answer stands."""
    pool: LiteralString
    """Statement that lists variables, those with most work first."""
    fixed: Variables
    bar: float
    """Throughput against the peer's best form that is aimed at."""
    hubs: bool = False
    """Asked of those with most work, and not of any."""

    def text(self, form: str) -> str | None:
        """The operation or statement of a form, without its comment."""
        found = sorted(_FOLDER.glob(f"{self.name}.{form}.*"))
        if not found:
            return None
        lines = found[0].read_text(encoding="utf-8").splitlines()
        return "\n".join(line for line in lines if not line.startswith("//"))


QUESTIONS: tuple[Question, ...] = (
    Question(
        "overseer",
        "50 nhiệm vụ của một lãnh đạo / a leader's 50 tasks",
        {"ours": ("tasks",), "peer": ("people", 0, "tasks"), "natural": ("tasks",), "floor": ()},
        "MATCH (p:Person)-[:OVERSEES]->(t:Task) WITH p, count(t) AS tasks "
        "RETURN {person: p.id} ORDER BY tasks DESC, p.id LIMIT 4000",
        {},
        2.5,
    ),
    Question(
        "ownerless",
        "100 chỉ tiêu chưa có chủ / 100 targets without an owner",
        {
            "ours": ("targets",),
            "peer": ("units", 0, "targets"),
            "natural": ("targets",),
            "floor": (),
        },
        _UNITS,
        {},
        2.5,
    ),
    Question(
        "chain",
        "chuỗi trách nhiệm của một kế hoạch / a plan's chain",
        {"ours": ("plan",), "peer": ("plans", 0), "floor": (0,)},
        "MATCH (p:Plan) WHERE p.task_count >= 20 RETURN {plan: p.id} ORDER BY p.id LIMIT 4000",
        {},
        2.5,
    ),
    Question(
        "overdue",
        "50 nhiệm vụ quá hạn của một đơn vị / a unit's 50 overdue tasks",
        {"ours": ("tasks",), "peer": ("units", 0, "tasks"), "natural": ("tasks",), "floor": ()},
        _LEADING,
        {"day": DAY},
        2.0,
    ),
    Question(
        "task",
        "một nhiệm vụ theo mã / one task by its id",
        {"ours": ("task",), "peer": ("tasks", 0), "floor": (0,)},
        "MATCH (p:Plan)-[:HAS_TASK]->(t:Task) WHERE p.task_count >= 20 "
        "WITH p, min(t.id) AS first RETURN {task: first} ORDER BY p.id LIMIT 4000",
        {},
        1.7,
    ),
    Question(
        "report",
        "việc một năm của đơn vị nhiều việc nhất / a hub's year, to 500 tasks",
        {"ours": ("unit",), "peer": ("units", 0), "floor": (0,)},
        _LEADING,
        _YEAR,
        2.5,
        hubs=True,
    ),
)
