"""HTML as Word saves it, to lines: what a browser would show, block by block."""

import codecs
import re
from dataclasses import replace

from lxml import etree

from loaders import caps
from loaders.caps import check_text_bytes
from loaders.draft import Draft, Look
from loaders.html_look import (
    Context,
    begins_page,
    classes_hidden,
    entered,
    is_hidden,
    item_marker,
)
from loaders.html_table import placed_cells
from loaders.lines import Cell, Extract
from loaders.text import decode

MEDIA_TYPE = "text/html"

_BLOCKS = frozenset(
    (
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl",
        "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
        "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "table",
        "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    )
)  # fmt: skip
_MARKUP = re.compile(
    rb"\s*(?>(?:<\?xml[^>]*>|<!--.*?-->)\s*)*<(?:!doctype\s+html|html|head|meta|body|table|div|p)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_AS_BROWSERS_DO = {"iso8859-1": "cp1252", "ascii": "cp1252"}
_EMBEDDED = re.compile(r"data:[\w/+.-]+;base64,[A-Za-z0-9+/=\s]+")
_TAG = re.compile(r"<[A-Za-z](?>[^>=]+|=\s*+(?>\"[^\"]*+\"|'[^']*+')|=)*+")
_VALUE = re.compile(r"=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"']+)")
_LONG_TAG = 2_000
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_GAPS = re.compile(r"[\s\xa0]+")


def is_html(content: bytes) -> bool:
    """Whether the bytes open like a web page, whatever the file is called."""
    head = content[:4096].removeprefix(codecs.BOM_UTF8)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        head = head.decode("utf-16", "ignore").encode()
    return bool(_MARKUP.match(head))


def read_html(content: bytes) -> Extract:
    """Every block that a browser shows, its tables and lists, marked as the page declares."""
    check_text_bytes(content)
    return read_page(decode_page(content))


def read_page(markup: str) -> Extract:
    """The lines of a page that is decoded already."""
    page = _EMBEDDED.sub("", markup).replace("\0", "")
    _check_tags(page)
    parser = etree.HTMLParser(
        no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, encoding="utf-8"
    )
    root = etree.fromstring(page.encode("utf-8", "replace"), parser)
    if root is None or any(error.level_name == "FATAL" for error in parser.error_log):
        caps.refuse_size("độ sâu lồng nhau của các thẻ", 256, "cấp")
    return _Page(root).read(root)


def decode_page(content: bytes, charset: str | None = None) -> str:
    """The charset given or declared, as browsers take it; without one, as for plain text."""
    declared = _CHARSET.search(content[:8192])
    if charset is None and declared is not None:
        charset = declared[1].decode("ascii", "replace")
    if charset is None or content.startswith(_MARKS):
        return decode(content)
    try:
        name = codecs.lookup(charset).name
        if name.startswith(("utf-8", "utf-16", "utf-32")):
            return decode(content)
        return content.decode(_AS_BROWSERS_DO.get(name, name), "replace")
    except (LookupError, UnicodeDecodeError):
        return decode(content)


def _check_tags(page: str) -> None:
    """Count what makes a parser slow before it starts: tags, and attributes of one tag."""
    if page.count("<") > caps.MAX_TAGS:
        caps.refuse_size("số thẻ", caps.MAX_TAGS, "thẻ")
    for tag in _TAG.finditer(page):
        if len(tag[0]) > _LONG_TAG:
            bare = _VALUE.sub("=", tag[0])
            names = bare.count("=") + len(re.findall(r"[\s/\"']+", bare))
            if names > caps.MAX_ATTRIBUTES:
                caps.refuse_size("số thuộc tính của một thẻ", caps.MAX_ATTRIBUTES, "thuộc tính")


class _Page:
    """One pass over the tree, without recursion: contexts stand on a stack of their own."""

    def __init__(self, root: etree._Element) -> None:
        sheets = "\n".join(sheet.text or "" for sheet in root.iter("style"))
        self._hidden = classes_hidden(sheets)
        self._paged = any(begins_page(element) for element in root.iter(etree.Element))
        self._page = 1
        self._draft = Draft()
        self._contexts = [Context()]
        self._cells: dict[etree._Element, Cell] = {}
        self._counts: list[int] = []
        self._tables = 0
        self._pieces: list[str] = []
        self._look: Context | None = None
        self._marker = ""
        self._bold = self._italic = True

    def read(self, root: etree._Element) -> Extract:
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "end":
                self._leave(element)
            elif is_hidden(element, self._hidden):
                self._contexts.append(self._contexts[-1])
                walker.skip_subtree()
            else:
                self._enter(element)
        self._flush()
        return self._draft.extract(MEDIA_TYPE)

    def _enter(self, element: etree._Element) -> None:
        context = entered(element, self._contexts[-1])
        tag = element.tag
        if tag in _BLOCKS:
            self._flush()
        if begins_page(element):
            self._flush()
            self._page += 1
        if tag == "table":
            self._cells |= placed_cells(element, self._tables)
            self._tables += 1
        elif tag in ("ul", "ol"):
            start = str(element.get("start") or "1")
            self._counts.append(int(start) - 1 if start.isascii() and start.isdigit() else 0)
        elif tag == "li":
            self._begin_item(element, context)
            context = replace(context, indent=max(context.indent, context.lists))
        elif tag == "br":
            self._flush()
        if element in self._cells:
            context = replace(context, cell=self._cells[element])
        self._contexts.append(context)
        self._add(element.text, context)

    def _begin_item(self, item: etree._Element, context: Context) -> None:
        if not self._counts:
            self._counts.append(0)
        own = str(item.get("value") or "")
        self._counts[-1] = int(own) if own.isascii() and own.isdigit() else self._counts[-1] + 1
        self._marker = item_marker(item, self._counts[-1], context.lists)

    def _leave(self, element: etree._Element) -> None:
        self._contexts.pop()
        if element.tag in _BLOCKS:
            self._flush()
        if element.tag == "li":
            self._marker = ""
        elif element.tag in ("ul", "ol") and self._counts:
            self._counts.pop()
        self._add(element.tail, self._contexts[-1])

    def _add(self, text: str | None, context: Context) -> None:
        if not text:
            return
        if context.verbatim:
            first, *others = text.split("\n")
            self._keep(first, context)
            for line in others:
                self._flush()
                self._keep(line, context)
        elif context.label:
            self._keep(_GAPS.sub(" ", text), context)
        else:
            self._keep(_SPACES.sub(" ", text), context)

    def _keep(self, text: str, context: Context) -> None:
        self._pieces.append(text)
        if text.strip():
            self._look = self._look or context
            self._bold = self._bold and context.bold
            self._italic = self._italic and context.italic

    def _flush(self) -> None:
        """Close the line that has gathered; white space alone is none."""
        look, text = self._look, _SPACES.sub(" ", "".join(self._pieces))
        if look is not None:
            marker, self._marker = self._marker, ""
            self._draft.add(
                f"{marker} {text.strip()}" if marker else text,
                Look(
                    page=self._page if self._paged else None,
                    heading=look.heading,
                    bold=self._bold,
                    italic=self._italic,
                    centred=look.centred,
                    indent=look.indent,
                    cell=look.cell,
                    footnote=look.footnote,
                ),
            )
        self._pieces, self._look = [], None
        self._bold = self._italic = True
