"""Outline: from the kinds of lines to the tree of sections (bố cục).

A declared order of levels, and the order in which a document first uses them. A number that
repeats or skips never breaks the tree: it only marks the ref.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from loaders.given_lines import given_labels
from loaders.kinds import BULLETS, HEADINGS, Kind, KindLine
from loaders.labels import Attribute, Labelled, out_of_brackets, read_labels
from loaders.passages import Words
from loaders.roles import Role

_RANKS = {
    kind: rank
    for rank, kind in enumerate(
        (
            Kind.BIG_PART,
            Kind.CHAPTER,
            Kind.PART,
            Kind.SECTION,
            Kind.ROMAN,
            Kind.ARTICLE,
            Kind.NUMBER,
            Kind.DOTTED,
            Kind.DEEP_DOTTED,
            Kind.LETTER,
            Kind.PAREN,
            Kind.ORDINAL,
            Kind.STAR,
            Kind.INTRO,
            Kind.DASH,
            Kind.PLUS,
        )
    )
}
_UNRANKED = frozenset({Kind.PROSE, Kind.TABLE_CELL})


@dataclass(slots=True, eq=False)
class Node:
    """A printed item and what stands under it."""

    kind: Kind
    label: str
    line: KindLine | None
    parent: "Node | None"
    children: "list[Node]" = field(default_factory=list)
    labels: tuple[Labelled, ...] = ()
    role: Role | None = None
    role_rule: str = ""
    ref: str = ""
    time_lines: "list[tuple[Node, bool]] | None" = None
    """Its children that are time lines, once they were asked for: a section may have thousands."""

    @property
    def head(self) -> Words:
        """The item's own words, without its mark."""
        if self.line is None:
            raise ValueError("the root has no words")
        return self.line.head

    @property
    def text(self) -> str:
        """The item's own words as rules see them."""
        return self.line.head.text if self.line else ""

    def ancestors(self) -> "Iterator[Node]":
        """The sections it stands in, the nearest first."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def walk(self) -> "Iterator[Node]":
        """Itself and everything under it, in the order of the document."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


def build_outline(lines: Iterable[KindLine], prefix: str = "") -> Node:
    """The tree of one text; every node has a ref that no other has."""
    root = Node(Kind.PROSE, prefix, None, None, ref=prefix)
    stack = [root]
    for line in lines:
        if line.kind is Kind.RULE:
            continue
        kind = line.kind if line.kind in _RANKS or line.kind in _UNRANKED else Kind.PROSE
        if kind is Kind.PROSE and line.passage.text.endswith(":") and not read_labels(line.head):
            kind = Kind.INTRO
        labels = _labels(line, kind)
        stack = _close(stack, kind, line)
        if _serves_all(stack, kind, labels):
            stack = stack[:-1]
        node = Node(kind, line.label, line, stack[-1], labels=labels)
        stack[-1].children.append(node)
        if kind in _RANKS:
            stack.append(node)
    _number(root)
    return root


def _labels(line: KindLine, kind: Kind) -> tuple[Labelled, ...]:
    if kind is Kind.TABLE_CELL:
        return ()
    labels = read_labels(out_of_brackets(line.head))
    return given_labels(line.head) if not labels and kind is Kind.PROSE else labels


def _close(stack: list[Node], kind: Kind, line: KindLine) -> list[Node]:
    """The open sections under which a line of this kind goes."""
    if kind in _UNRANKED or kind is Kind.INTRO:
        while stack[-1].kind in (Kind.DASH, Kind.PLUS) or (
            stack[-1].kind is Kind.INTRO and (kind is Kind.INTRO or stack[-1].children)
        ):
            stack = stack[:-1]
        if kind is Kind.PROSE and stack[-1].kind is Kind.STAR and _told(stack[-1]):
            stack = stack[:-1]
        return stack
    for depth in range(len(stack) - 1, 0, -1):
        if stack[depth].kind is kind:
            return stack[:depth]
    rank = _RANKS[kind]
    while len(stack) > 1 and _RANKS[stack[-1].kind] >= rank and not _begins_in(stack[-1], line):
        stack = stack[:-1]
    return stack


_FIRST = re.compile(r"(?:\d{1,2}\.)*1|a")


def _begins_in(open_: Node, line: KindLine) -> bool:
    """A list that begins under "Nhiệm vụ 1: …" is of that piece of work."""
    work = open_.line is not None and open_.line.rule == "numbered-work"
    return work and line.kind in HEADINGS and _FIRST.fullmatch(line.label) is not None


_TIMED_TOGETHER = frozenset({Kind.DOTTED, Kind.DEEP_DOTTED, Kind.LETTER, Kind.PAREN, Kind.ORDINAL})


def _serves_all(stack: list[Node], kind: Kind, labels: tuple[Labelled, ...]) -> bool:
    """A time line after the last of several items that have none is of them all."""
    last = stack[-1]
    if kind not in (Kind.PROSE, Kind.STAR, Kind.INTRO) or last.kind not in _TIMED_TOGETHER:
        return False
    if not labels or any(label.attribute is not Attribute.DUE for label in labels):
        return False
    earlier = [other for other in stack[-2].children if other is not last]
    return any(other.kind is last.kind for other in earlier) and not any(
        child.labels for item in (*earlier, last) for child in (item, *item.children)
    )


def _told(star: Node) -> bool:
    """A starred attribute whose value stands on its own line: nothing goes under it."""
    return bool(star.labels and star.labels[0].value) or bool(star.children)


_LAST_NUMBER = re.compile(r"[^.\-]+$")


def _number(root: Node) -> None:
    taken: dict[str, int] = {}
    stack = [root]
    while stack:
        node = stack.pop()
        ordinals: dict[str, int] = {}
        for child in node.children:
            own = _own_label(child, node, ordinals)
            ref = f"{node.ref}.{own}" if node.ref else own
            taken[ref] = taken.get(ref, 0) + 1
            child.ref = ref if taken[ref] == 1 else f"{ref}#{taken[ref]}"
        stack.extend(reversed(node.children))


def _own_label(node: Node, parent: Node, ordinals: dict[str, int]) -> str:
    if node.kind in (Kind.DOTTED, Kind.DEEP_DOTTED):
        last = _LAST_NUMBER.search(node.label)
        nested = parent.kind in (Kind.NUMBER, Kind.DOTTED, Kind.ROMAN)
        if nested and last and node.label.startswith(f"{parent.label}."):
            return last[0]
        return node.label
    if node.kind in HEADINGS and node.kind is not Kind.ORDINAL:
        return re.sub(r"^(?:phần(?: thứ)?|chương|mục|điều) ", "", node.label, flags=re.IGNORECASE)
    if node.kind in BULLETS or node.kind is Kind.ORDINAL:
        ordinals["bullet"] = ordinals.get("bullet", 0) + 1
        return str(ordinals["bullet"])
    if node.kind is Kind.TABLE_CELL:  # a format may print one cell as several paragraphs
        ordinals["cell"] = ordinals.get("cell", 0) + 1
        return f"c{ordinals['cell']}"
    ordinals["prose"] = ordinals.get("prose", 0) + 1
    return f"p{ordinals['prose']}"
