"""Files made to hang, to fill the memory or to open others: each is refused, soon and small."""

import json
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest

from tests.loaders.office_files import (
    NAMESPACES,
    W,
    bomb_of,
    docx_of,
    numbering,
    paragraph,
    with_entry,
    zip_of,
)
from tests.loaders.pdf_files import Words, file_of, pdf_of, stream
from tests.quickest import TRIES, grows_by_no_more

SECONDS = 2.0
MEGABYTES = 150
CHILD_MEGABYTES = 600
_READER = """
import json, resource, sys, time
from graph_schema.errors import UnreadableDocument
from loaders.source import extract
def cost():
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(s.ru_utime + s.ru_stime for s in spent)
def memory(field):
    with open("/proc/self/status") as status:
        return next(int(row.split()[1]) for row in status if row.startswith(field)) // 1024
while size := int.from_bytes(sys.stdin.buffer.read(8), "big"):
    content = sys.stdin.buffer.read(size)
    with open("/proc/self/clear_refs", "w") as peak:
        peak.write("5")
    before, start = memory("VmRSS"), cost()
    try:
        outcome = f"read {len(extract(content, 'x').lines)}"
    except UnreadableDocument as error:
        outcome = f"{error.code} {error.sentence}"
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    grown = memory("VmHWM") - before
    print(json.dumps([cost() - start, grown, child, outcome]), flush=True)
"""


@dataclass(frozen=True)
class Outcome:
    """What reading a file cost in processor time and memory, and how it ended."""

    seconds: float
    megabytes: int
    child_megabytes: int
    words: str


Meet = Callable[[bytes], Outcome]


@pytest.fixture(scope="module")
def meet() -> Iterator[Meet]:
    yield from started_reader()


@pytest.fixture(scope="module")
def meet_pdf() -> Iterator[Meet]:
    """A reader that stays small, so that what its children needed can be told."""
    yield from started_reader()


def started_reader() -> Iterator[Meet]:
    """A process that reads one file after another and tells what each cost."""
    command = [sys.executable, "-c", _READER]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reader:
        given, told = reader.stdin, reader.stdout
        assert given is not None
        assert told is not None

        def read(content: bytes) -> Outcome:
            given.write(len(content).to_bytes(8, "big") + content)
            given.flush()
            return Outcome(*json.loads(told.readline()))

        yield read
        given.write(bytes(8))


def with_document(xml: str | bytes) -> bytes:
    return with_entry(
        docx_of(""), "word/document.xml", xml if isinstance(xml, bytes) else xml.encode()
    )


def quickest_of(meet: Meet, content: bytes) -> Outcome:
    """The first try that is soon enough, or else the quickest; of their memory the most."""
    outcomes: list[Outcome] = []
    for _ in range(TRIES):
        outcomes.append(meet(content))
        if outcomes[-1].seconds < SECONDS:
            break
    assert len({outcome.words for outcome in outcomes}) == 1
    return replace(
        min(outcomes, key=lambda outcome: outcome.seconds),
        megabytes=max(outcome.megabytes for outcome in outcomes),
        child_megabytes=max(outcome.child_megabytes for outcome in outcomes),
    )


def document(body: str) -> str:
    return f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"


def many_paragraphs() -> bytes:
    """Two million paragraphs in a file of a quarter of a megabyte."""
    body = b"<w:p/>" * 2_000_000
    return with_document(f'<w:document xmlns:w="{W}"><w:body>'.encode() + body)


def lying_directory() -> bytes:
    """Sixty thousand entries in a directory that says there is one."""
    content = bytearray(zip_of({f"a{number}": "" for number in range(60_000)}))
    at = content.rfind(b"PK\x05\x06")
    content[at + 8 : at + 12] = b"\x01\0\x01\0"
    return bytes(content)


def nested_zip() -> bytes:
    content = bomb_of("a", b"a" * (1 << 20), 1024)
    for _ in range(5):
        content = zip_of({"word/document.xml": content})
    return content


def laughs() -> str:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    return f'<!DOCTYPE x [<!ENTITY e0 "ha">{entities}]>' + document(paragraph("&e11;"))


OFFICE: dict[str, Callable[[], bytes]] = {
    "a gigabyte of one text": lambda: bomb_of("word/document.xml", b"a" * (1 << 20), 1024),
    "a gigabyte that says it is small": lambda: bomb_of(
        "_rels/.rels", b"a" * (1 << 20), 1024, declared=100
    ),
    "two million paragraphs": many_paragraphs,
    "ten thousand entries": lambda: zip_of({f"a{number}": "" for number in range(10_000)}),
    "entries that the directory hides": lying_directory,
    "a zip in a zip in a zip": nested_zip,
    "a billion laughs": lambda: with_document(laughs()),
    "an external entity": lambda: with_document(
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + document(paragraph("&e;"))
    ),
    "an external entity in UTF-16": lambda: with_document(
        (
            '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x SYSTEM "http://127.0.0.1/x">'
            + document(paragraph("a"))
        ).encode("utf-16")
    ),
    "three thousand nested tables": lambda: docx_of("<w:tbl><w:tr><w:tc>" * 3_000),
    "tables nested as deep as the parser goes": lambda: docx_of(
        "<w:tbl><w:tr><w:tc>" * 80 + paragraph("a") + "</w:tc></w:tr></w:tbl>" * 80
    ),
    "text boxes in text boxes": lambda: docx_of(
        "<w:p><w:r><w:pict><w:txbxContent>" * 60 + "</w:txbxContent></w:pict></w:r></w:p>" * 60
    ),
    "a text of thirty megabytes": lambda: with_document(document(paragraph("ab " * 10_000_000))),
}
TEXTS: dict[str, Callable[[], bytes]] = {
    "a line of a hundred megabytes": lambda: b"a" * 100_000_000,
    "a line of nineteen megabytes": lambda: b"abc " * 4_900_000,
    "ten million lines": lambda: b"a\n" * 9_900_000,
    "bytes of no encoding": lambda: b"\xff" * 19_000_000,
    "a pile of accents": lambda: b"a" + "\u0301\u0323".encode() * 50_000,
    "a hundred thousand nested lists": lambda: b"<html>" + b"<ul><li>" * 100_000,
    "three thousand nested HTML tables": lambda: b"<html>" + b"<table><tr><td>" * 3_000,
    "a tag of two hundred thousand attributes": lambda: b"<html><p "
    + b" ".join(b"a%d=1" % number for number in range(200_000)),
    "attributes behind a false end of tag": lambda: b"<html><p x='>' "
    + b" ".join(b"a%d" % number for number in range(200_000)) + b">",
    "rows and columns without end": lambda: b"<html><table>"
    + b"<tr><td rowspan=9999 colspan=900>x" * 50_000,
    "comments that never end in Markdown": lambda: b"# a\n" + b"<!--" * 20_000 + b"\n",
    "messages in messages": lambda: b"MIME-Version: 1.0\n"
    + b"Content-Type: message/rfc822\n\n" * 100_000,
    "backticks": lambda: b"# a\n" + b"`" * 190_000,
    "spaces before nothing": lambda: b"# a\n#" + b" " * 190_000 + b"x\n|" + b"-" * 190_000,
}  # fmt: skip


def one_page(content: bytes, resources: str = "") -> dict[int, bytes]:
    page = f"/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<{resources}>>/Contents 4 0 R>>"
    return {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: f"<</Type/Page{page}".encode(),
        4: content,
    }


def gigabyte() -> bytes:
    packer = zlib.compressobj(9)
    block = packer.compress(b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    more = zlib.compressobj(9, zlib.DEFLATED, -15)
    again = more.compress(b" " * (1 << 20)) + more.flush(zlib.Z_FULL_FLUSH)
    return block + again * 1023


def packed(data: bytes, filters: str) -> bytes:
    return f"<<{filters}/Length {len(data)}>>\nstream\n".encode() + data + b"\nendstream"


def drawn_in_itself() -> bytes:
    form = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"
    page = one_page(stream(b"/X Do " * 1_000), "/XObject<</X 5 0 R>>")
    return file_of({**page, 5: stream(b"/X Do /X Do", form)})


def tree_of_drawings() -> bytes:
    objects = one_page(stream(b"/X Do " * 10), "/XObject<</X 5 0 R>>")
    for number in range(5, 30):
        inner = f"/Resources<</XObject<</X {number + 1} 0 R>>>>"
        head = f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]{inner}"
        objects[number] = stream(b"/X Do " * 10, head)
    return file_of({**objects, 30: stream(b"q Q", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]")})


PDFS: dict[str, Callable[[], bytes]] = {
    "pages that hold themselves": lambda: file_of(
        {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[2 0 R]/Count 1>>"}
    ),
    "a billion pages said, none there": lambda: file_of(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R 3 0 R]/Count 1000000000>>",
            3: b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1000000>>",
        }
    ),
    "a gigabyte in one stream": lambda: file_of(
        one_page(packed(gigabyte(), "/Filter/FlateDecode"))
    ),
    "packed twice": lambda: file_of(
        one_page(packed(zlib.compress(gigabyte()), "/Filter[/FlateDecode/FlateDecode]"))
    ),
    "packed twice under other names": lambda: file_of(
        one_page(packed(zlib.compress(gigabyte()), "/Filter[/Fl#61teDecode/Fl]"))
    ),
    "packed twice behind a reference": lambda: file_of(
        {
            **one_page(packed(zlib.compress(gigabyte()), "/Filter 5 0 R")),
            5: b"[/FlateDecode/FlateDecode]",
        }
    ),
    "a drawing that draws itself": drawn_in_itself,
    "a tree of drawings": tree_of_drawings,
    "two hundred thousand brackets": lambda: file_of(
        {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"[" * 200_000}
    ),
    "brackets in a page": lambda: file_of(one_page(stream(b"[" * 200_000))),
    "two hundred thousand dictionaries": lambda: file_of(
        {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</A" * 200_000}
    ),
    "a million lines drawn": lambda: file_of(one_page(stream(b"0 0 m 9 9 l S\n" * 1_000_000))),
    "streams without number": lambda: b"%PDF-1.7\n" + b"stream" * 2_000_000 + b"%%EOF",
}


HARMLESS = {"comments that never end in Markdown", "backticks", "spaces before nothing"}
REFUSED = ("DOCUMENT_TOO_LARGE", "UNREADABLE_DOCUMENT")


@pytest.mark.parametrize("name", [*OFFICE, *TEXTS])
def test_a_hostile_file_is_refused_soon_and_small(name: str, meet: Meet) -> None:
    outcome = quickest_of(meet, (OFFICE | TEXTS)[name]())
    assert outcome.words.startswith("read" if name in HARMLESS else REFUSED), outcome
    assert outcome.seconds < SECONDS, outcome
    assert outcome.megabytes < MEGABYTES, outcome


@pytest.mark.parametrize("name", PDFS)
def test_a_hostile_pdf_is_refused_soon_and_small(name: str, meet_pdf: Meet) -> None:
    outcome = quickest_of(meet_pdf, PDFS[name]())
    assert outcome.words.startswith(REFUSED), outcome
    assert outcome.seconds < SECONDS, outcome
    assert outcome.megabytes < MEGABYTES, outcome
    assert outcome.child_megabytes < CHILD_MEGABYTES, outcome


def test_a_refused_bomb_says_what_is_wrong_and_what_to_do(meet: Meet) -> None:
    sentence = meet(OFFICE["two million paragraphs"]()).words
    assert "word/document.xml" in sentence
    assert "lưu lại" in sentence


def lines_of_text(count: int) -> bytes:
    return "".join(f"- Nhiệm vụ {n}: Ủy ban nhân dân phường\n" for n in range(count)).encode()


def paragraphs_of_word(count: int) -> bytes:
    return docx_of("".join(paragraph(f"Nhiệm vụ {n * 7919}") for n in range(count)))


def styled_paragraphs(count: int) -> bytes:
    chain = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>'
        for n in range(count)
    )
    body = "".join(paragraph(f"{n * 7919}", f'<w:pStyle w:val="s{n}"/>') for n in range(count))
    return docx_of(body, styles=f"<w:styles {NAMESPACES}>{chain}</w:styles>")


def numbered_paragraphs(count: int) -> bytes:
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/>'
        '<w:lvlText w:val="%1."/></w:lvl></w:abstractNum><w:num w:numId="1">'
        '<w:abstractNumId w:val="0"/></w:num>'
    )
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    body = "".join(paragraph(f"Nhiệm vụ {n * 7919}", number) for n in range(count))
    return docx_of(body, numbering=numbering(lists))


def runs_and_breaks(count: int) -> bytes:
    runs = "".join(
        f"<w:r><w:t>{n * 7919}</w:t><w:lastRenderedPageBreak/>"
        '<w:fldChar w:fldCharType="begin"/></w:r>'
        for n in range(count)
    )
    return docx_of(f"<w:p><w:r><w:t>a</w:t></w:r>{runs}</w:p>")


def rows_of_html(count: int) -> bytes:
    return b"<html><table>" + b"".join(b"<tr><td>%d<td>b" % n for n in range(count))


def pages_of_pdf(count: int) -> bytes:
    return pdf_of([[Words(50, 700 - 16 * row, f"Việc {n}.{row};") for row in range(40)]
                   for n in range(count // 40)])  # fmt: skip


def rows_of_markdown(count: int) -> bytes:
    return "".join(f"| {n} | **Việc** *{n}* [a](b) |\n" for n in range(count)).encode()


@pytest.mark.parametrize(
    ("make", "count"),
    [
        (lines_of_text, 20_000), (paragraphs_of_word, 4_000), (styled_paragraphs, 2_000),
        (numbered_paragraphs, 3_000), (runs_and_breaks, 10_000), (rows_of_html, 4_000),
        (pages_of_pdf, 2_000), (rows_of_markdown, 5_000),
    ],
)  # fmt: skip
def test_time_grows_with_length_and_not_with_its_square(
    make: Callable[[int], bytes], count: int, meet: Meet
) -> None:
    single, fourfold = make(count), make(4 * count)
    assert grows_by_no_more(
        lambda: meet(single).seconds, lambda: meet(fourfold).seconds, times=8, more=0.5
    )
