"""How an HTML element stands on the page: hidden, bold, centred, a list item, a page's start."""

import re
from dataclasses import dataclass, replace

from lxml import etree

from loaders.lines import Cell
from loaders.numerals import write_number

_SKIPPED = frozenset(
    (
        "head", "script", "style", "title", "xml", "template", "noscript", "iframe", "object",
        "select", "textarea", "svg", "del",
    )
)  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CSS_CLASS = re.compile(r"[\w-]*\.([\w-]+)$")
_LENGTH = re.compile(r"(?<![\w-])margin-left:\s*([\d.]+)(pt|px|in|cm|mm)")
_OUTLINE = re.compile(r"mso-outline-level:\s*([1-9])")
_LIST_LEVEL = re.compile(r"mso-list:[^;]{0,100}?level([1-9])")
_POINTS = {"pt": 1.0, "px": 0.75, "in": 72.0, "cm": 28.35, "mm": 2.835}
_HIDDEN = re.compile(
    r"(?<![\w-])(?:display:\s*none|mso-hide:\s*(?:all|screen)|visibility:\s*hidden)"
)
_BOLD = re.compile(r"(?<![\w-])font-weight:\s*(bold|bolder|[6-9]00|normal|lighter|[1-5]00)")
_ITALIC = re.compile(r"(?<![\w-])font-style:\s*(italic|oblique|normal)")
_ALIGN = re.compile(r"(?<![\w-])text-align:\s*([a-z]+)")
_PAGE = re.compile(r"(?<![\w-])page-break-before:\s*(?:always|left|right)")
_MARKERS = {"disc": "•", "circle": "◦", "square": "▪", "none": ""}
_COUNTERS = {
    "1": "decimal", "decimal": "decimal", "decimal-leading-zero": "decimalZero",
    "a": "lowerLetter", "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter",
    "A": "upperLetter", "upper-alpha": "upperLetter", "upper-latin": "upperLetter",
    "i": "lowerRoman", "lower-roman": "lowerRoman", "I": "upperRoman", "upper-roman": "upperRoman",
}  # fmt: skip
_LIST_STYLE = re.compile(r"(?<![\w-])list-style(?:-type)?:\s*([\w-]+)")


@dataclass(frozen=True, slots=True)
class Context:
    """What the text of an element inherits from the elements around it."""

    bold: bool = False
    italic: bool = False
    centred: bool = False
    verbatim: bool = False
    label: bool = False
    heading: int | None = None
    indent: int = 0
    lists: int = 0
    cell: Cell | None = None
    footnote: bool = False


_TELLING = frozenset(("b", "strong", "i", "em", "th", "center", "pre", "ul", "ol", *_HEADINGS))


def entered(element: etree._Element, outer: Context) -> Context:
    """The context inside an element: its tag first, then what its own style says."""
    tag, style = str(element.tag), style_of(element)
    if not style and tag not in _TELLING and element.get("align") is None:
        return outer
    alignment = _ALIGN.search(style)
    align = alignment[1] if alignment else str(element.get("align") or "").lower()
    outline = _OUTLINE.search(style)
    heading = int(outline[1]) if outline else _HEADINGS.get(tag, outer.heading)
    return replace(
        outer,
        bold=_weight(tag, style, outer.bold),
        italic=_slant(tag, style, outer.italic),
        centred=align == "center" if align else outer.centred or tag == "center",
        verbatim=outer.verbatim or tag == "pre",
        label=outer.label or "mso-list:ignore" in style,
        heading=heading if heading is None or heading < 10 else None,
        indent=_indent(style, outer),
        lists=outer.lists + (tag in ("ul", "ol")),
        footnote=outer.footnote or "mso-element:footnote" in style,
    )


def style_of(element: etree._Element) -> str:
    """The element's own style, with case and line ends that its writer chose folded."""
    style = element.get("style")
    return "" if style is None else " ".join(str(style).lower().split())


def is_hidden(element: etree._Element, hidden_classes: frozenset[str]) -> bool:
    """Whether a page shows nothing of this element: scripts, hidden text, deletions, comments."""
    if element.tag in _SKIPPED or element.get("hidden") is not None:
        return True
    style = style_of(element)
    if _HIDDEN.search(style) or "mso-element:comment" in style or "mso-footnote-id" in style:
        return True
    return not hidden_classes.isdisjoint(str(element.get("class") or "").split())


def classes_hidden(sheets: str) -> frozenset[str]:
    """The classes that the page's own style sheets hide."""
    hidden = set()
    for rule in sheets.split("}"):
        selectors, _, body = rule.partition("{")
        if _HIDDEN.search(body.lower()):
            for selector in selectors.split(","):
                if match := _CSS_CLASS.match(selector.strip()):
                    hidden.add(match[1])
    return frozenset(hidden)


def begins_page(element: etree._Element) -> bool:
    """Whether a printed page begins here."""
    return bool(_PAGE.search(style_of(element)))


def item_marker(item: etree._Element, count: int, depth: int) -> str:
    """What a browser draws before a list item: its bullet, or its number and a full stop."""
    parent = item.getparent()
    ordered = parent is not None and parent.tag == "ol"
    kind = _list_style(item) or ("" if parent is None else _list_style(parent))
    if kind in _MARKERS:
        return _MARKERS[kind]
    if kind in _COUNTERS or ordered:
        return write_number(count, _COUNTERS.get(kind, "decimal")) + "."
    return "•◦▪"[min(max(depth, 1), 3) - 1]


def _list_style(element: etree._Element) -> str:
    declared = _LIST_STYLE.search(style_of(element))
    return declared[1] if declared else str(element.get("type") or "")


def _weight(tag: str, style: str, outer: bool) -> bool:
    declared = _BOLD.search(style)
    if declared:
        return declared[1] in ("bold", "bolder", "600", "700", "800", "900")
    return outer or tag in ("b", "strong", "th") or tag in _HEADINGS


def _slant(tag: str, style: str, outer: bool) -> bool:
    declared = _ITALIC.search(style)
    if declared:
        return declared[1] != "normal"
    return outer or tag in ("i", "em")


def _indent(style: str, outer: Context) -> int:
    if level := _LIST_LEVEL.search(style):
        return int(level[1])
    if margin := _LENGTH.search(style):
        return min(round(float(margin[1].strip(".") or 0) * _POINTS[margin[2]] / 36), 20)
    return outer.indent
