import re
import shutil
import subprocess
from pathlib import Path

import pytest

from loaders.numerals import bullet, write_number
from loaders.source import extract
from tests.loaders.office_files import docx_of, item, numbering, paragraph, styles

Paragraphs = list[tuple[int, int]]


def level(index: int, form: str, text: str, more: str = "", start: str = "1") -> str:
    begin = f'<w:start w:val="{start}"/>' if start else ""
    return (
        f'<w:lvl w:ilvl="{index}">{begin}<w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(number: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{"".join(levels)}</w:abstractNum>'


def instance(number: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def restarted(index: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{index}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


OUTLINE = abstract(
    0,
    level(0, "upperRoman", "%1."),
    level(1, "decimal", "%2."),
    level(2, "lowerLetter", "%3)"),
    level(3, "bullet", "-"),
)
DECIMAL = abstract(
    0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2."), level(2, "decimal", "%1.%2.%3.")
)
CASES: dict[str, tuple[str, Paragraphs, str]] = {
    "three levels and a dash": (
        OUTLINE + instance(1, 0),
        [(1, 0), (1, 1), (1, 1), (1, 2), (1, 2), (1, 3), (1, 1), (1, 0), (1, 1)],
        "I. 1. 2. a) b) - 3. II. 1.",
    ),
    "numbers that hold the upper ones": (
        DECIMAL + instance(1, 0),
        [(1, 0), (1, 1), (1, 1), (1, 2), (1, 0), (1, 1), (1, 2)],
        "1. 1.1. 1.2. 1.2.1. 2. 2.1. 2.1.1.",
    ),
    "a level used before its upper one": (
        DECIMAL + instance(1, 0),
        [(1, 1), (1, 1), (1, 0), (1, 1), (1, 2)],
        "1.1. 1.2. 2. 2.1. 2.1.1.",
    ),
    "two lists of one abstract list count on": (
        DECIMAL + instance(1, 0) + instance(2, 0),
        [(1, 0), (1, 0), (2, 0), (2, 1), (1, 0)],
        "1. 2. 3. 3.1. 4.",
    ),
    "an override restarts once": (
        DECIMAL + instance(1, 0) + instance(2, 0, restarted(0, 1)),
        [(1, 0), (1, 0), (2, 0), (2, 0), (1, 0), (2, 0)],
        "1. 2. 1. 2. 3. 4.",
    ),
    "an override starts at five": (
        DECIMAL + instance(1, 0) + instance(2, 0, restarted(0, 5)),
        [(1, 0), (2, 0), (2, 0), (2, 1)],
        "1. 5. 6. 6.1.",
    ),
    "an override of an inner level": (
        DECIMAL + instance(1, 0) + instance(2, 0, restarted(1, 1)),
        [(1, 0), (1, 1), (1, 1), (2, 1), (2, 1), (1, 1)],
        "1. 1.1. 1.2. 1.1. 1.2. 1.3.",
    ),
    "a level without a start begins at nought": (
        abstract(0, level(0, "decimal", "%1.", start="")) + instance(1, 0),
        [(1, 0), (1, 0)],
        "0. 1.",
    ),
    "roman inside decimal": (
        abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2")) + instance(1, 0),
        [(1, 0), (1, 0), (1, 1)],
        "I. II. II.1",
    ),
    "words around the number": (
        abstract(0, level(0, "decimal", "Điều %1.")) + instance(1, 0),
        [(1, 0), (1, 0)],
        "Điều 1. Điều 2.",
    ),
    "letters beyond z": (
        abstract(0, level(0, "lowerLetter", "%1)", start="26")) + instance(1, 0),
        [(1, 0), (1, 0), (1, 0)],
        "z) aa) bb)",
    ),
    "a level without a number": (
        abstract(0, level(0, "none", ""), level(1, "decimalZero", "%2.")) + instance(1, 0),
        [(1, 0), (1, 1), (1, 1)],
        "01. 02.",
    ),
}
WORD_ALONE: dict[str, tuple[str, Paragraphs, str]] = {
    "a level that never restarts": (
        abstract(
            0, level(0, "decimal", "%1."), level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>')
        )
        + instance(1, 0),
        [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)],
        "1. 1) 2) 2. 3)",
    ),
    "a level that restarts after the first one only": (
        abstract(
            0,
            level(0, "decimal", "%1."),
            level(1, "decimal", "%2)"),
            level(2, "decimal", "(%3)", '<w:lvlRestart w:val="1"/>'),
        )
        + instance(1, 0),
        [(1, 0), (1, 1), (1, 2), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2)],
        "1. 1) (1) (2) 2) (3) 2. (1)",
    ),
    "legal numbering": (
        abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
        + instance(1, 0),
        [(1, 0), (1, 0), (1, 1)],
        "I. II. 2.1",
    ),
    "an override that redefines a level": (
        DECIMAL
        + instance(1, 0)
        + instance(
            2, 0, f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1)")}</w:lvlOverride>'
        ),
        [(1, 0), (2, 0)],
        "1. II)",
    ),
    "counting in Vietnamese words": (
        abstract(0, level(0, "vietnameseCounting", "Thứ %1,")) + instance(1, 0),
        [(1, 0), (1, 0)],
        "Thứ một, Thứ hai,",
    ),
}


def document(lists: str, paragraphs: Paragraphs) -> bytes:
    body = "".join(item("x", number, index) for number, index in paragraphs)
    return docx_of(body, numbering=numbering(lists))


def labels(content: bytes) -> str:
    found = [line.text.removesuffix("x").strip() for line in extract(content, "a").lines]
    return " ".join(label for label in found if label)


@pytest.mark.parametrize("name", [*CASES, *WORD_ALONE])
def test_numbers_are_printed_as_word_prints_them(name: str) -> None:
    lists, paragraphs, expected = (CASES | WORD_ALONE)[name]
    assert labels(document(lists, paragraphs)) == expected


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_prints_the_same_numbers(tmp_path: Path) -> None:
    for index, (lists, paragraphs, _) in enumerate(CASES.values()):
        (tmp_path / f"{index}.docx").write_bytes(document(lists, paragraphs))
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    files = sorted(map(str, tmp_path.glob("*.docx")))
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=120)
    for index, (_, _, expected) in enumerate(CASES.values()):
        printed = (tmp_path / f"{index}.txt").read_text("utf-8-sig").replace("•", "-")
        found = [line.strip().removesuffix("x").strip() for line in printed.splitlines()]
        assert re.sub(r"\s+", " ", " ".join(filter(None, found))) == expected


def test_a_number_may_come_from_the_style_and_its_level_from_the_list() -> None:
    lists = abstract(
        0,
        level(0, "upperRoman", "%1."),
        level(1, "decimal", "%2.", '<w:pStyle w:val="muc"/>'),
    ) + instance(1, 0)
    sheet = styles(
        '<w:style w:type="paragraph" w:styleId="phan"><w:pPr><w:numPr><w:numId w:val="1"/>'
        '</w:numPr></w:pPr></w:style><w:style w:type="paragraph" w:styleId="muc">'
        '<w:basedOn w:val="phan"/></w:style>'
    )
    body = "".join(
        paragraph("x", f'<w:pStyle w:val="{name}"/>') for name in ("phan", "muc", "muc", "phan")
    )
    assert labels(docx_of(body, numbering=numbering(lists), styles=sheet)) == "I. 1. 2. II."


def test_a_list_may_be_linked_through_a_numbering_style() -> None:
    lists = (
        abstract(0, level(0, "decimal", "%1)"), more='<w:styleLink w:val="kieu"/>')
        + abstract(1, more='<w:numStyleLink w:val="kieu"/>')
        + instance(1, 0)
        + instance(2, 1)
    )
    sheet = styles(
        '<w:style w:type="numbering" w:styleId="kieu"><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    body = item("x", 2) + item("x", 2)
    assert labels(docx_of(body, numbering=numbering(lists), styles=sheet)) == "1) 2)"


def test_list_number_nought_takes_the_number_of_the_style_away() -> None:
    lists = abstract(0, level(0, "decimal", "%1.")) + instance(1, 0)
    sheet = styles(
        '<w:style w:type="paragraph" w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
    )
    bare = paragraph("x", '<w:pStyle w:val="a"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    body = paragraph("x", '<w:pStyle w:val="a"/>') + bare + paragraph("x", '<w:pStyle w:val="a"/>')
    found = extract(docx_of(body, numbering=numbering(lists), styles=sheet), "a").lines
    assert [line.text for line in found] == ["1. x", "x", "2. x"]


def test_an_empty_cell_prints_its_number_and_the_number_is_part_of_the_text() -> None:
    lists = abstract(0, level(0, "decimal", "%1")) + instance(1, 0)
    row = f"<w:tr><w:tc>{item('', 1)}</w:tc><w:tc>{paragraph('Việc')}</w:tc></w:tr>"
    found = extract(docx_of(f"<w:tbl>{row * 2}</w:tbl>", numbering=numbering(lists)), "a")
    assert [line.text for line in found.lines] == ["1", "Việc", "2", "Việc"]


@pytest.mark.parametrize(
    ("count", "form", "printed"),
    [
        (4, "upperRoman", "IV"), (1999, "lowerRoman", "mcmxcix"), (27, "upperLetter", "AA"),
        (15, "vietnameseCounting", "mười lăm"), (21, "vietnameseCounting", "hai mươi mốt"),
        (11, "vietnameseCounting", "mười một"), (30, "vietnameseCounting", "ba mươi"),
        (7, "chicago", "7"), (0, "upperRoman", "0"), (-1, "lowerLetter", "-1"),
    ],
)  # fmt: skip
def test_counts_are_written_in_their_form(count: int, form: str, printed: str) -> None:
    assert write_number(count, form) == printed


@pytest.mark.parametrize(
    ("stored", "printed"),
    [("\uf0b7", "•"), ("o", "◦"), ("-", "-"), ("\uf02d", "-"), ("\uf0ff", "•"), ("+", "+")],
)
def test_bullets_of_symbol_fonts_become_letters_of_every_font(stored: str, printed: str) -> None:
    assert bullet(stored) == printed
