"""A reading as one self-contained HTML page: the words beside the facts that were read from them.

The page needs no network and no other file; its policy lets it run its own script and nothing
else, and nothing of a document is ever more than text in it.
"""

import base64
import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from html import escape
from pathlib import Path

from graph_schema.model import PlanRecord
from loaders.frame_facts import full_symbol
from loaders.lines import Line
from loaders.rules import SURE
from service.record_marks import KINDS, Group, Item, Kind, Mark, record_groups
from service.record_spans import Spans, line_starts, marked_text
from service.unseen import as_html, printable

_FOLDER = Path(__file__).parent / "page"
_HELP = (
    "Bấm vào chữ tô để tới điều đã đọc, bấm lần nữa để tới điều kế tiếp trên cùng chữ ấy; bấm vào "
    "điều đã đọc để tới nguyên văn. Bàn phím, khi con trỏ ở phần văn bản: n, p: chỗ tô sau, trước; "
    "u: dòng chưa đọc kế tiếp; Enter: tới điều đã đọc; Esc: trở lại văn bản."
)


def record_page(record: PlanRecord, lines: tuple[Line, ...]) -> bytes:
    """The page of a reading; ``lines`` tell where the pages of the document begin."""
    return "".join(_Page(record, lines).html()).encode("utf-8")


class _Page:
    """One page while it is put together: entries are numbered as they are listed."""

    def __init__(self, record: PlanRecord, lines: tuple[Line, ...]) -> None:
        self._record = record
        self._groups = record_groups(record)
        self._starts = line_starts(record.source.text)
        self._pages = dict(self._page_turns(lines))
        self._spans = Spans(SURE)
        self._entries = 0
        self._counts: Counter[str] = Counter()

    def html(self) -> Iterator[str]:
        side = "".join(self._side())
        style, script = _asset("record.css") + _switched_off(), _asset("record.js")
        title, shown = _title(self._record), printable(_title(self._record))
        yield '<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        yield f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">\n'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        yield '<meta name="referrer" content="no-referrer">\n'
        yield f"<title>{escape(shown)}: bản đọc</title>\n<style>{style}</style>\n</head>\n<body>\n"
        yield from self._head(title)
        yield '<main>\n<section id="document" tabindex="0" aria-label="Nguyên văn" '
        yield 'title="The document\'s words">'
        text = self._record.source.text
        yield from marked_text(text, self._spans.in_order(), self._starts, self._pages)
        yield '</section>\n<section id="facts" aria-label="Điều đã đọc" title="What was read">'
        yield f"{side}</section>\n</main>\n<script>{script}</script>\n</body>\n</html>\n"

    def _page_turns(self, lines: tuple[Line, ...]) -> Iterator[tuple[int, int]]:
        page = None
        for line in lines:
            if line.page is not None and line.page != page and not line.footnote:
                page = line.page
                yield self._starts[self._line_at(line.start) - 1], page

    def _line_at(self, place: int) -> int:
        return bisect_right(self._starts, place)

    def _head(self, title: str) -> Iterator[str]:
        source = self._record.source
        yield f"<header>\n<h1>{as_html(title)}</h1>\n<p>Tệp {as_html(source.file_name)} · "
        yield f"SHA-256 <code>{source.sha256[:16]}</code> · bộ đọc <code>{source.reader}</code> · "
        counts = ((len(group.items), group.kind) for group in self._groups[1:])
        yield ", ".join(f"{count} {kind.vietnamese.lower()}" for count, kind in counts)
        yield '</p>\n<fieldset id="kinds"><legend title="Show">Hiện</legend>'
        for kind in KINDS:
            if self._counts[kind.name]:
                yield _switch(kind, self._counts[kind.name])
        yield '<label title="Only what was read with confidence below '
        yield f'{SURE:g}"><input type="checkbox" id="unsure"> <span>Chỉ điều tin cậy dưới '
        yield f"{_decimal(SURE)} ({self._counts['low']})</span></label></fieldset>\n"
        yield f'<details><summary title="Help">Cách dùng</summary><p>{_HELP}</p></details>\n'
        yield "</header>\n"

    def _side(self) -> Iterator[str]:
        for group in self._groups:
            kind = group.kind
            yield f'<h2 class="{kind.name}" title="{kind.english}">{kind.vietnamese} '
            yield f"({len(group.items)})</h2>\n"
            yield from self._list(group)

    def _list(self, group: Group) -> Iterator[str]:
        if not group.items:
            yield f'<p class="{group.kind.name}">Không có.</p>\n'
            return
        yield "<ol>\n"
        for item in group.items:
            yield from self._item(item)
        yield "</ol>\n"

    def _item(self, item: Item) -> Iterator[str]:
        said = (*item.marks, item.own) if item.own else item.marks
        unsure = " unsure" if any(mark.quote.confidence < SURE for mark in said) else ""
        yield f'<li class="{item.kind.name}{unsure}">'
        ref = f"<b>{as_html(item.ref)}</b> " if item.ref else ""
        words = f"{ref}{as_html(item.text)}"
        yield from self._entry(item.own, words, item.ref) if item.own else (f"<p>{words}</p>",)
        for name, value in item.details:
            yield f"<p>{as_html(name)}: {as_html(value)}</p>"
        if item.marks:
            yield "<ul>"
            for mark in item.marks:
                words = f"{as_html(mark.label)}: <b>{as_html(mark.value)}</b>"
                yield f'<li class="{mark.kind.name}">'
                yield from self._entry(mark, words, "")
                yield "</li>"
            yield "</ul>"
        yield "</li>\n"

    def _entry(self, mark: Mark, words: str, ref: str) -> Iterator[str]:
        self._entries += 1
        number, quote = self._entries, mark.quote
        unsure = quote.confidence < SURE
        self._counts[mark.kind.name] += 1
        self._counts["low"] += unsure
        span = self._spans.add(mark, number, _tag(mark.kind, ref))
        low = ' class="low"' if unsure else ""
        if span is None:
            yield f'<p id="e{number}" tabindex="-1"{low}>{words}'
        else:
            yield f'<p{low}><a id="e{number}" href="#m{span}" data-m="{span}" '
            yield f'title="{mark.kind.english}">{words}</a>'
        yield f" <small>{self._provenance(mark)}</small></p>"

    def _provenance(self, mark: Mark) -> str:
        quote = mark.quote
        parts = [f"quy tắc <code>{as_html(quote.rule)}</code>"]
        sure = f"tin cậy {_decimal(quote.confidence)}"
        parts.append(f"<strong>⚠ {sure}</strong>" if quote.confidence < SURE else sure)
        if quote.page is not None:
            parts.append(f"trang {quote.page}")
        parts.append(f"dòng {self._line_at(quote.start)}")
        if quote.inherited_from is not None:
            parts.append(f"theo mục {as_html(quote.inherited_from)}")
        return ", ".join(parts)


def _title(record: PlanRecord) -> str:
    frame = record.document
    named = " ".join(part for part in (frame.kind, full_symbol(frame)) if part)
    return named or record.source.file_name


def _tag(kind: Kind, ref: str) -> str:
    return f"{kind.tag} {ref}" if ref and kind.name in ("task", "target") else kind.tag


def _switch(kind: Kind, count: int) -> str:
    return (
        f'<label class="{kind.name}" title="{kind.english}"><input type="checkbox" checked '
        f'data-kind="{kind.name}"> <span><i>{kind.tag}</i> {kind.vietnamese} ({count})</span>'
        "</label>"
    )


def _switched_off() -> str:
    """The rules that hide a kind of fact: its colour and tag in the words, its row in the list."""
    rules = [
        f".no-{kind.name} mark.{kind.name}{{background:none;text-decoration:none;border:0}}"
        f".no-{kind.name} mark.{kind.name}::before,.no-{kind.name} #facts .{kind.name}"
        "{display:none}"
        for kind in KINDS
    ]
    return "\n".join(rules) + "\n"


def _decimal(value: float) -> str:
    return f"{value:.2g}".replace(".", ",")


def _asset(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    hashes = (base64.b64encode(hashlib.sha256(part.encode()).digest()) for part in (style, script))
    styles, scripts = (f"'sha256-{digest.decode()}'" for digest in hashes)
    return (
        f"default-src 'none'; style-src {styles}; script-src {scripts}; base-uri 'none'; "
        "form-action 'none'"
    )
