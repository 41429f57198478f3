"""One Word paragraph: its printed text with tracked changes accepted, and what hangs on it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from loaders import caps
from loaders.docx_styles import Style, StyleSheet, W, child_value, run_properties, value
from loaders.numerals import bullet

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ALTERNATIVES = f"{MC}AlternateContent"
_BOX = f"{W}txbxContent"
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_WRAPPERS = frozenset(
    W + name
    for name in (
        "ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "fldSimple",
        "dir", "bdo", "ruby", "rubyBase",
    )
)  # fmt: skip
_DRAWINGS = frozenset(W + name for name in ("drawing", "pict", "object"))


@dataclass(slots=True)
class Piece:
    """A printed line of a paragraph: a soft break or a page break begins the next one."""

    page: int
    text: list[str] = field(default_factory=list)
    blank: bool = True


@dataclass(slots=True)
class ParagraphText:
    """What a paragraph prints, and the text boxes and notes that are anchored in it."""

    pieces: list[Piece]
    boxes: list[etree._Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    bold: bool | None = None
    italic: bool | None = None


@dataclass(slots=True)
class PageCount:
    """Where pages break: explicit breaks, and Word's own last rendering when it is kept."""

    known: bool
    page: int = 1
    fresh: bool = False

    def turn(self) -> None:
        """Begin a page, as an explicit break or the end of a section does."""
        self.page += 1
        self.fresh = True

    def turn_rendered(self) -> None:
        """Begin a page where Word last did, unless an explicit break has just begun it."""
        self.page += not self.fresh
        self.fresh = False


class ParagraphReader:
    """Reads paragraphs in document order; a field may begin in one and end in another."""

    def __init__(self, styles: StyleSheet, pages: PageCount) -> None:
        """Start before the first paragraph, on the first page."""
        self._styles = styles
        self.pages = pages
        self._fields: list[bool] = []
        self._hidden_fields = 0

    def read(
        self, paragraph: etree._Element, style: Style, carried: ParagraphText | None
    ) -> ParagraphText:
        """The text of one paragraph, after what a deleted paragraph mark has joined to it."""
        found = carried or ParagraphText([Piece(self.pages.page)])
        self._walk(paragraph, style, found, 0)
        return found

    def _walk(self, parent: etree._Element, style: Style, found: ParagraphText, depth: int) -> None:
        if depth > caps.MAX_DEPTH:
            caps.refuse_size("độ sâu lồng nhau trong một đoạn", caps.MAX_DEPTH, "cấp")
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, style, found)
            elif tag in _WRAPPERS:
                self._walk(child, style, found, depth + 1)
            elif tag == _ALTERNATIVES:
                self._walk(chosen(child), style, found, depth + 1)
            elif isinstance(tag, str) and tag.startswith(_MATH):
                text = "".join(item.text or "" for item in child.iter(f"{_MATH}t"))
                self._print(text, style, found)

    def _run(self, run: etree._Element, style: Style, found: ParagraphText) -> None:
        properties = run.find(f"{W}rPr")
        look = run_properties(properties)
        if properties is not None and (named := child_value(properties, "rStyle")):
            look = look.over(self._styles.resolve(named))
        look = look.over(style)
        if look.hidden:
            return
        for child in run:
            self._run_child(child, look, found)

    def _run_child(self, child: etree._Element, look: Style, found: ParagraphText) -> None:
        tag = child.tag
        if tag == f"{W}t":
            text = child.text or ""
            self._print(text if child.get(_SPACE) == "preserve" else text.strip(" "), look, found)
        elif tag in _CHARACTERS:
            self._print(_CHARACTERS[str(tag)], look, found)
        elif tag == f"{W}br":
            self._break(value(child, "type"), look, found)
        elif tag == f"{W}sym":
            self._print(_symbol(value(child, "char")), look, found)
        elif tag == f"{W}lastRenderedPageBreak":
            self.pages.turn_rendered()
            self._begin_page(found)
        elif tag == f"{W}fldChar":
            self._field(value(child, "fldCharType"))
        elif tag in _NOTES:
            found.notes.append((_NOTES[str(tag)], value(child, "id")))
        elif tag in _DRAWINGS or tag == _ALTERNATIVES:
            found.boxes += text_boxes(child)

    def _print(self, text: str, look: Style, found: ParagraphText) -> None:
        if self._hidden_fields:
            return
        for index, part in enumerate(text.split("\n")):
            if index:
                found.pieces.append(Piece(self.pages.page))
            found.pieces[-1].text.append(part)
            found.pieces[-1].blank = found.pieces[-1].blank and not part.strip()
        if text.strip():
            self.pages.fresh = False
            found.bold = bool(look.bold) and found.bold is not False
            found.italic = bool(look.italic) and found.italic is not False

    def _break(self, kind: str, look: Style, found: ParagraphText) -> None:
        self._print("\n", look, found)
        if kind == "page":
            self.pages.turn()
            self._begin_page(found)

    def _begin_page(self, found: ParagraphText) -> None:
        if found.pieces[-1].blank:
            found.pieces[-1].page = self.pages.page

    def _field(self, kind: str) -> None:
        """Only the result of a field is printed, never its instruction."""
        if kind == "begin":
            self._fields.append(False)
            self._hidden_fields += 1
        elif kind == "separate" and self._fields:
            self._hidden_fields -= not self._fields[-1]
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._hidden_fields -= not self._fields.pop()


def chosen(alternatives: etree._Element) -> etree._Element:
    """The one branch of an ``mc:AlternateContent`` that is printed: its first choice."""
    choice = alternatives.find(f"{MC}Choice")
    if choice is not None:
        return choice
    fallback = alternatives.find(f"{MC}Fallback")
    return alternatives if fallback is None else fallback


def text_boxes(drawing: etree._Element) -> Iterator[etree._Element]:
    """The text boxes of a drawing, each once, those inside another one left to it."""
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        if element.tag == _BOX:
            yield element
        elif element.tag == _ALTERNATIVES and element is not (branch := chosen(element)):
            waiting.append(branch)
        else:
            waiting.extend(reversed(element))


def _symbol(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return bullet(chr(number)) if 0x20 <= number < 0x10000 else ""
