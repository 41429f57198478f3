"""A Word table: the place of each cell on the grid, merged ones once at their first place."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from loaders import caps
from loaders.docx_styles import W, child_value, is_on, value, whole
from loaders.lines import Cell

_WRAPPERS = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo"))


@dataclass(slots=True)
class _Slot:
    column: int
    columns: int
    element: etree._Element
    continues: bool
    rows: int = 1


def placed_cells(table: etree._Element, number: int) -> Iterator[list[tuple[Cell, etree._Element]]]:
    """Row by row, the cells that print something, with the rows and columns each covers."""
    rows = [(row, _slots(row)) for row in _members(table, f"{W}tr") if not _is_deleted(row)]
    if sum(len(slots) for _, slots in rows) > caps.MAX_TABLE_CELLS:
        caps.refuse_size("số ô trong một bảng", caps.MAX_TABLE_CELLS, "ô")
    _join_rows([slots for _, slots in rows])
    for index, (row, slots) in enumerate(rows):
        header = _flag(row, "tblHeader")
        yield [
            (Cell(number, index, slot.column, slot.rows, slot.columns, header), slot.element)
            for slot in slots
            if not slot.continues
        ]


def _join_rows(rows: list[list[_Slot]]) -> None:
    """Let the first cell of a vertical merge cover the ones below; a stray one stands alone."""
    above: dict[int, _Slot] = {}
    for slots in rows:
        current: dict[int, _Slot] = {}
        for slot in slots:
            owner = above.get(slot.column) if slot.continues else None
            if owner is None:
                slot.continues = False
                owner = slot
            else:
                owner.rows += 1
            current[slot.column] = owner
        above = current


def _slots(row: etree._Element) -> list[_Slot]:
    properties = row.find(f"{W}trPr")
    skipped = None if properties is None else whole(child_value(properties, "gridBefore"))
    column, slots = min(skipped or 0, caps.MAX_SPAN), list[_Slot]()
    for element in _members(row, f"{W}tc"):
        cell = element.find(f"{W}tcPr")
        span = 1 if cell is None else whole(child_value(cell, "gridSpan")) or 1
        span = min(span, caps.MAX_SPAN)
        if slots and cell is not None and child_value(cell, "hMerge") in ("continue", ""):
            slots[-1].columns += span
        else:
            below = cell is not None and child_value(cell, "vMerge") in ("continue", "")
            slots.append(_Slot(column, span, element, below))
        column += span
    return slots


def _members(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    waiting = list(reversed(parent))
    while waiting:
        element = waiting.pop()
        if element.tag == tag:
            yield element
        elif element.tag in _WRAPPERS:
            waiting.extend(reversed(element))


def _is_deleted(row: etree._Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _flag(row: etree._Element, name: str) -> bool:
    flag = row.find(f"{W}trPr/{W}{name}")
    return flag is not None and (not value(flag) or is_on(value(flag)))
