"""Tables of a page, from its ruled lines: which cells they close in, and which are merged."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from loaders import caps
from loaders.pdf_page import Edge

_SNAP = 3.0


@dataclass(frozen=True, slots=True)
class Box:
    """One cell of a ruled table: its place on the grid and on the page."""

    row: int
    column: int
    rows: int
    columns: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table: its column borders and its cells, in reading order."""

    borders: tuple[float, ...]
    rulings: tuple[float, ...]
    boxes: tuple[Box, ...]
    places: Mapping[tuple[int, int], Box]

    @property
    def top(self) -> float:
        """The upper edge of the table."""
        return self.rulings[0]

    @property
    def bottom(self) -> float:
        """The lower edge of the table."""
        return self.rulings[-1]

    def box_at(self, x: float, y: float) -> Box | None:
        """The cell at a point of the page, none outside the table."""
        row, column = bisect_right(self.rulings, y) - 1, bisect_right(self.borders, x) - 1
        return self.places.get((row, column))


def find_grids(edges: Iterable[Edge]) -> list[Grid]:
    """Every table of at least two cells that level and upright lines close in, from the top."""
    merged = _merge(edges)
    grids = [grid for group in _crossing(merged) if (grid := _grid(group)) is not None]
    return sorted(grids, key=lambda grid: (grid.top, grid.borders))


def _merge(edges: Iterable[Edge]) -> list[Edge]:
    """Join the pieces of one ruled line, which writers draw cell by cell."""
    merged: list[Edge] = []
    for edge in sorted(_snapped(edges), key=lambda e: (e.upright, e.at, e.start)):
        last = merged[-1] if merged else None
        if (
            last is not None
            and (last.upright, last.at) == (edge.upright, edge.at)
            and edge.start <= last.end + _SNAP
        ):
            merged[-1] = Edge(edge.upright, edge.at, last.start, max(last.end, edge.end))
        else:
            merged.append(edge)
    return merged


def _snapped(edges: Iterable[Edge]) -> Iterator[Edge]:
    for upright in (False, True):
        at = float("-inf")
        for edge in sorted((e for e in edges if e.upright is upright), key=lambda e: e.at):
            if edge.at - at > _SNAP:
                at = edge.at
            yield Edge(upright, at, edge.start, edge.end)


def _crossing(edges: list[Edge]) -> Iterator[list[Edge]]:
    """Groups of lines that meet; a drawing of thousands of lines is no table."""
    level = [edge for edge in edges if not edge.upright]
    upright = [edge for edge in edges if edge.upright]
    if len(level) * len(upright) > caps.MAX_CROSSINGS:
        return
    owner = {id(edge): id(edge) for edge in edges}

    def root(key: int) -> int:
        while owner[key] != key:
            owner[key] = owner[owner[key]]
            key = owner[key]
        return key

    for one in level:
        for other in upright:
            if _covers(one, other.at) and _covers(other, one.at):
                owner[root(id(one))] = root(id(other))
    groups: dict[int, list[Edge]] = {}
    for edge in edges:
        groups.setdefault(root(id(edge)), []).append(edge)
    yield from (group for group in groups.values() if len(group) > 2)


def _covers(edge: Edge, at: float) -> bool:
    return edge.start - _SNAP <= at <= edge.end + _SNAP


def _grid(group: list[Edge]) -> Grid | None:
    level = [edge for edge in group if not edge.upright]
    upright = [edge for edge in group if edge.upright]
    if not level or not upright:
        return None
    xs = _positions(upright, level)
    ys = _positions(level, upright)
    rows, columns = len(ys) - 1, len(xs) - 1
    if not 2 <= rows * columns <= caps.MAX_GRID_CELLS:
        return None
    owner = _regions(xs, ys, _by_position(level), _by_position(upright))
    boxes = {(box.row, box.column): box for box in _boxes(xs, ys, owner)}
    if len(boxes) < 2:
        return None
    places = {place: boxes[first] for place, first in owner.items() if first in boxes}
    return Grid(tuple(xs), tuple(ys), tuple(boxes.values()), places)


def _positions(borders: list[Edge], across: list[Edge]) -> list[float]:
    """Where borders stand, and the ends of the lines across them where the outer one is open."""
    found = sorted({edge.at for edge in borders})
    first, last = min(edge.start for edge in across), max(edge.end for edge in across)
    if first < found[0] - 2 * _SNAP:
        found.insert(0, first)
    if last > found[-1] + 2 * _SNAP:
        found.append(last)
    return found


def _by_position(edges: list[Edge]) -> dict[float, list[Edge]]:
    found: dict[float, list[Edge]] = {}
    for edge in edges:
        found.setdefault(edge.at, []).append(edge)
    return found


def _regions(
    xs: list[float],
    ys: list[float],
    level: dict[float, list[Edge]],
    upright: dict[float, list[Edge]],
) -> dict[tuple[int, int], tuple[int, int]]:
    """For each grid place, the first place of the cell it belongs to: no border, one cell."""
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            place = (row, column)
            owner[place] = place
            middle_y, middle_x = (ys[row] + ys[row + 1]) / 2, (xs[column] + xs[column + 1]) / 2
            if column and not _is_ruled(upright, xs[column], middle_y):
                owner[place] = owner[row, column - 1]
            elif row and not _is_ruled(level, ys[row], middle_x):
                owner[place] = owner[row - 1, column]
    return owner


def _is_ruled(edges: dict[float, list[Edge]], at: float, across: float) -> bool:
    return any(edge.start - 1 <= across <= edge.end + 1 for edge in edges.get(at, ()))


def _boxes(
    xs: list[float], ys: list[float], owner: dict[tuple[int, int], tuple[int, int]]
) -> Iterator[Box]:
    members: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place, first in owner.items():
        members.setdefault(first, []).append(place)
    for (row, column), places in sorted(members.items()):
        bottom, right = max(p[0] for p in places) + 1, max(p[1] for p in places) + 1
        yield Box(
            row, column, bottom - row, right - column,
            xs[column], ys[row], xs[right], ys[bottom],
        )  # fmt: skip
