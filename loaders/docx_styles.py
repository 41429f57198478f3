"""Styles of a Word file: what a paragraph or run inherits, resolved once along each chain."""

import re
from dataclasses import dataclass
from typing import TypeVar

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_HEADING = re.compile(r"heading ([1-9])$", re.IGNORECASE)
_OFF = frozenset({"0", "false", "off", "none"})
_TWIPS_PER_STEP = 720
_Said = TypeVar("_Said", bool, int, str)


@dataclass(frozen=True, slots=True)
class Style:
    """What one style says, or what a whole chain of them says; none where it is silent."""

    bold: bool | None = None
    italic: bool | None = None
    hidden: bool | None = None
    centred: bool | None = None
    heading: int | None = None
    indent: int | None = None
    number: str | None = None
    level: int | None = None

    def over(self, base: "Style") -> "Style":
        """This style laid over its base: what it says itself wins."""
        return Style(
            bold=_first(self.bold, base.bold),
            italic=_first(self.italic, base.italic),
            hidden=_first(self.hidden, base.hidden),
            centred=_first(self.centred, base.centred),
            heading=_first(self.heading, base.heading),
            indent=_first(self.indent, base.indent),
            number=_first(self.number, base.number),
            level=_first(self.level, base.level),
        )


def _first(ours: _Said | None, theirs: _Said | None) -> _Said | None:
    return theirs if ours is None else ours


PLAIN = Style()


class StyleSheet:
    """The styles of one file by id, each resolved along its ``basedOn`` chain."""

    def __init__(self, tree: etree._Element | None) -> None:
        """Index ``styles.xml``; a file without one has no styles."""
        elements = [] if tree is None else tree.findall(f"{W}style")
        self._elements = {value(element, "styleId"): element for element in elements}
        self._resolved: dict[str, Style] = {}
        self._defaults = PLAIN if tree is None else _defaults(tree)
        self.default_paragraph = next(
            (
                value(element, "styleId")
                for element in elements
                if value(element, "type") == "paragraph" and is_on(value(element, "default"))
            ),
            "",
        )

    def resolve(self, style_id: str) -> Style:
        """What the chain of a style says; an unknown style says nothing."""
        if style_id not in self._resolved:
            self._resolved[style_id] = self._follow(style_id)
        return self._resolved[style_id]

    def paragraph(self, style_id: str) -> Style:
        """What a paragraph of this style looks like, document defaults included."""
        return self.resolve(style_id or self.default_paragraph).over(self._defaults)

    def list_number(self, style_id: str) -> str | None:
        """The list instance of a numbering style, which other lists may link to."""
        return self.resolve(style_id).number

    def _follow(self, style_id: str) -> Style:
        chain: dict[str, etree._Element] = {}
        while style_id not in self._resolved and style_id not in chain:
            element = self._elements.get(style_id)
            if element is None:
                break
            chain[style_id] = element
            style_id = child_value(element, "basedOn") or ""
        style = self._resolved.get(style_id, PLAIN)
        for name, element in reversed(chain.items()):
            style = self._resolved[name] = _own(element).over(style)
        return style


def paragraph_properties(properties: etree._Element | None) -> Style:
    """What ``w:pPr`` itself says: alignment, outline level, indent, list."""
    if properties is None:
        return PLAIN
    alignment = child_value(properties, "jc")
    outline = whole(child_value(properties, "outlineLvl"))
    numbering = properties.find(f"{W}numPr")
    return Style(
        centred=None if alignment is None else alignment == "center",
        heading=None if outline is None or outline > 8 else outline + 1,
        indent=_indent(properties.find(f"{W}ind")),
        number=None if numbering is None else child_value(numbering, "numId"),
        level=None if numbering is None else whole(child_value(numbering, "ilvl")),
    )


def run_properties(properties: etree._Element | None) -> Style:
    """What ``w:rPr`` itself says: bold, italic, hidden."""
    if properties is None:
        return PLAIN
    return Style(
        bold=_toggle(properties, "b"),
        italic=_toggle(properties, "i"),
        hidden=_toggle(properties, "vanish"),
    )


def value(element: etree._Element, name: str = "val") -> str:
    """A ``w:`` attribute, empty when absent."""
    return str(element.get(W + name) or "")


def child_value(element: etree._Element, name: str) -> str | None:
    """The value of a child element such as ``w:jc``, or none when there is no such child."""
    child = element.find(W + name)
    return None if child is None else value(child)


def whole(text: str | None) -> int | None:
    """A small whole number, or none for anything else a file may hold there."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 7 else None


def is_on(text: str) -> bool:
    """Whether an on/off attribute is on; the caller knows that it is there."""
    return bool(text) and text not in _OFF


def _toggle(properties: etree._Element, name: str) -> bool | None:
    text = child_value(properties, name)
    return None if text is None else text not in _OFF


def _indent(element: etree._Element | None) -> int | None:
    if element is None:
        return None
    twips = whole(value(element, "left") or value(element, "start"))
    return None if twips is None else min(round(twips / _TWIPS_PER_STEP), 20)


def _own(element: etree._Element) -> Style:
    runs = run_properties(element.find(f"{W}rPr"))
    own = paragraph_properties(element.find(f"{W}pPr"))
    named = _HEADING.match(child_value(element, "name") or "")
    heading = int(named[1]) if named and own.heading is None else own.heading
    return Style(heading=heading).over(own).over(runs)


def _defaults(tree: etree._Element) -> Style:
    base = f"{W}docDefaults/{W}"
    runs = run_properties(tree.find(f"{base}rPrDefault/{W}rPr"))
    return runs.over(paragraph_properties(tree.find(f"{base}pPrDefault/{W}pPr")))
