"""Lines of task parts that no rule took: what was not understood is told, never silent."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from graph_schema.model import Target, UnreadLine
from loaders.clauses import is_liability
from loaders.drafts import Draft
from loaders.kinds import NUMBERED, Kind
from loaders.no_task import NO_TASK
from loaders.outline import Node
from loaders.parts import Parts
from loaders.roles import TASK_ROLES
from loaders.sections import own_labels
from loaders.table_cells import is_ditto

_WHY = {
    "no-rule": "không quy tắc nào nhận",
    "after-signature": "đứng sau chữ ký, ngoài các phần nhiệm vụ",
    "not-words": "máy nhận dạng chữ ra những gì không phải tiếng Việt",
    "table-without-known-header": "bảng có dòng đầu lạ, không rõ cột nào nghĩa gì",
}
SHORTEST_CELL = 3
"""Letters of a cell that may go unread: numbers of rows, ticks."""
_FEWEST_SPACES = 3
"""A sentence has more words than the name of a receiver or an office."""


def why_unread(reason: str) -> str:
    """The reason why a line was not read, in the words of the user."""
    return _WHY.get(reason, reason)


def unread_lines(
    root: Node, drafts: list[Draft], told: set[int], targets: list[Target]
) -> Iterator[UnreadLine]:
    """Lines that gave no task, duty or target; ``told`` are passages that others read."""
    covered = {id(words.passage) for draft in drafts for words in (*draft.body, draft.quote)}
    covered |= {id(value.passage) for draft in drafts for _, value in draft.labels}
    return _without_targets(_untaken(root, covered | told), targets)


def unread_after_signature(parts: Parts) -> Iterator[UnreadLine]:
    """Numbered sentences that stand after the signature, where no rule looks for work."""
    for part in parts.texts:
        for line in part.tail if part.kind != "form" else ():
            sentence = line.kind in NUMBERED and line.head.text.endswith((".", "./"))
            if sentence and line.head.text.count(" ") >= _FEWEST_SPACES:
                yield UnreadLine(line.head.quote("after-signature"), "after-signature")


def _untaken(root: Node, covered: set[int]) -> Iterator[UnreadLine]:
    for node in root.walk():
        line = node.line
        if line is None or node.role not in TASK_ROLES or id(line.passage) in covered:
            continue
        if node.kind is Kind.TABLE_CELL:
            if len(node.text) > SHORTEST_CELL and not is_ditto(node.text):
                yield UnreadLine(node.head.quote("unread-cell"), "table-without-known-header")
        elif node.text and not (node.children or own_labels(node) or _says_no_work(node)):
            yield UnreadLine(node.head.quote("unread"), "no-rule")


def _says_no_work(node: Node) -> bool:
    """A clause of liability, a closing sentence, or a line that only announces those after it."""
    return is_liability(node.head) or NO_TASK.first(node.text) is not None or _announces(node)


def _announces(node: Node) -> bool:
    """A line that opens the ones after it; with none after it, it is work that nobody can see."""
    after = node.parent.children[-1] is not node if node.parent else False
    return after and (node.kind is Kind.INTRO or node.text.endswith(":"))


def _without_targets(lines: Iterable[UnreadLine], targets: list[Target]) -> Iterator[UnreadLine]:
    """A line that gave a target is read, though it is no task; ``targets`` are in order."""
    starts = [target.quote.start for target in targets]
    for line in lines:
        before = bisect_left(starts, line.quote.end) - 1
        if before < 0 or targets[before].quote.end <= line.quote.start:
            yield line
