"""Every place where a statement asks how far its caller sees, each of which can be switched off."""

import ast
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import pytest

from queries.sight import Sight
from service.store import Store
from tests.house import ROOT
from tests.queries.test_secrecy import run

_METHODS = ("of", "along", "all_of")


@dataclass(frozen=True, slots=True, order=True)
class Fence:
    """One call of a ``Sight``."""

    file: str
    line: int
    column: int
    name: str
    """The file, the function, and the how manieth there, whatever line it stands at."""


def fences() -> tuple[Fence, ...]:
    """All of them, of all statements that read."""
    return tuple(
        fence for path in sorted((ROOT / "queries").glob("*.py")) for fence in _fences_in(path)
    )


def _fences_in(path: Path) -> Iterator[Fence]:
    if path.name == "sight.py":
        return
    for function in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        calls = [call for call in ast.walk(function) if _is_fence(call)]
        for number, call in enumerate(sorted(calls, key=_place), 1):
            name = f"{path.stem}.{function.name} {number}"
            yield Fence(str(path), *_place(call), name)


def _is_fence(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    holder = ast.unparse(node.func.value).lower()
    return node.func.attr in _METHODS and holder.endswith("sight")


def _place(node: ast.AST) -> tuple[int, int]:
    assert isinstance(node, ast.Call)
    return node.lineno, node.col_offset


def _stands_at(frame: FrameType) -> tuple[str, int | None, int | None]:
    line, _, column, _ = list(frame.f_code.co_positions())[frame.f_lasti // 2]
    return frame.f_code.co_filename, line, column


@contextmanager
def switched_off(*off: Fence) -> Iterator[None]:
    """While this lasts, these say that everything may be seen."""
    places = {(fence.file, fence.line, fence.column) for fence in off}

    def open_at(method: Callable[..., object], nothing: Callable[..., object]) -> object:
        def asked(self: Sight, *given: object) -> object:
            there = _stands_at(sys._getframe(1)) in places
            return nothing(*given) if there else method(self, *given)

        return asked

    with pytest.MonkeyPatch.context() as patch:
        for name in _METHODS:
            nothing = (
                (lambda pattern, _: (pattern, ())) if name == "along" else (lambda *_: ("true",))
            )
            patch.setattr(Sight, name, open_at(getattr(Sight, name), nothing))
        yield


@asynccontextmanager
async def hidden(store: Store, what: str) -> AsyncIterator[None]:
    """While this lasts, the ``x`` of a pattern are secret; without one nothing is."""
    if not what:
        yield
        return
    kept = ("SET x.secret = 1, x.tried = true", "REMOVE x.secret, x.tried")
    async with store.session() as session:
        await session.execute_write(run, f"{what} {kept[0]}")
    try:
        yield
    finally:
        pattern = what.partition(" WHERE ")[0]
        async with store.session() as session:
            await session.execute_write(run, f"{pattern} WHERE x.tried = true {kept[1]}")


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen over a fence once it is down, and so are those that stand behind it."""

    question: str
    behind: tuple[str, ...] = ()
    hide: str = ""
    """What has to be hidden first, where the store never holds it so: an open way to what is."""


_UNITS = "{ units(first: 500) { nodes { %s } } }"
_CHAINED = "query($from: ID!, $to: ID!) { chain(from: $from, to: $to) { ways { length } } }"
_ABOVE = (
    "{ documents(first: 100) { nodes { carriedOutBy(transitive: true) { document { id } } } } }"
)
_HELD = "{ people(first: 500) { nodes { offices { source { document { id } } } } } }"
_KEPT = "query($kept: ID!) { periodSnapshot(id: $kept) { tasks { totalCount } } }"
SEEN = {
    "chains.ways 1": Seen(_CHAINED, ("chains.ways 2",)),
    "chains.ways 2": Seen(_CHAINED, ("chains.ways 1",)),
    "compile._shaped 1": Seen(_HELD, ("compile._seen 1", "compile._seen 2")),
    "compile._seen 1": Seen("{ positions(first: 500) { nodes { holders { asOf } } } }"),
    "compile._seen 2": Seen(_UNITS % "predecessors { on } corrections { id }"),
    "lineage._seen 1": Seen(_ABOVE, ("lineage._seen 2",)),
    "lineage._seen 2": Seen(_ABOVE, ("lineage._seen 1",)),
    "pages.find_nodes 1": Seen(_UNITS % "documents { totalCount }"),
    "pages.find_nodes 2": Seen("{ tasks { totalCount } }"),
    "paths.seen 1": Seen('{ documents(where: {issuer: "Chính phủ"}) { totalCount } }'),
    "said.said_first 1": Seen("{ units(first: 500) { nodes { source { quote } } } }"),
    "search.found 1": Seen('{ search(text: "ke hoach 99") { totalCount } }'),
    "several.match_by_id 1": Seen("query($hidden: ID!) { node(id: $hidden) { id } }"),
    "several.several_match 1": Seen("query($hidden: ID!) { nodes(ids: [$hidden]) { id } }"),
    "snapshots.read_snapshots 1": Seen("{ periodSnapshots { totalCount } }"),
    "snapshots.find_snapshot 1": Seen(_KEPT),
    "snapshots.read_lines 1": Seen(_KEPT, ("snapshots.find_snapshot 1",)),
    "statistics.tally 1": Seen(_UNITS % "summary { assigned }"),
    "statistics.build_statistics 1": Seen(
        "{ statistics(by: PLACE) { groups { label } } }",
        hide="MATCH (:Plan)-[x:ISSUED_BY]->(:Unit) WHERE x.secret IS NULL",
    ),
    "statistics.build_statistics 2": Seen(
        "{ statistics(by: UNIT) { groups { label } } }",
        hide="MATCH (x:Unit) WHERE x.secret IS NULL",
    ),
}
"""For each fence a question whose answer it holds back."""
NOT_ASKED = {"hidden.find_hidden 1"}
"""Holds back no question but what is fetched by its id."""
