"""Whatever happens to a document on its way: it is read faithfully and whole, or refused."""

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from graph_schema.errors import DauMoiError
from graph_schema.model import PlanRecord
from loaders import read_plan
from loaders.lines import Extract, Line
from loaders.plan import read_extract
from loaders.source import extract
from tests.loaders.altering import (
    check_record,
    decomposed,
    facts_of,
    letter_spaced,
    other_tones,
    rebuilt,
    rewritten,
    wide_spaces,
)
from tests.loaders.documents import ALL

DOCUMENTS = [path for path in ALL if path.suffix != ".pdf"]
IDS = [path.name for path in DOCUMENTS]
TEXTS = [path for path in DOCUMENTS if path.suffix in (".txt", ".md")]
Change = Callable[[str], str]
SAME: tuple[Change, ...] = (other_tones, decomposed, wide_spaces)
CHANGES: tuple[Change, ...] = (*SAME, letter_spaced, str.upper, str.lower, str.swapcase)
# DAUMOI_FUZZ=20 tries twenty times as many documents as the ordinary run, each time others.
TIMES = int(os.environ.get("DAUMOI_FUZZ", "1"))
EXAMPLES = settings(
    max_examples=60 * TIMES,
    deadline=None,
    derandomize=TIMES == 1,
    database=None,
    phases=(Phase.generate,),  # a document is not shrunk to a line within anybody's patience
)


@cache
def extract_of_file(path: Path) -> Extract:
    return extract(path.read_bytes(), path.name)


def read_and_check(altered: Extract) -> None:
    if altered.lines:
        check_record(read_extract(altered, b"", "tệp"), altered)


def read_unless_refused(content: bytes, name: str) -> PlanRecord | None:
    """The record, or None for a document that is refused by its name."""
    try:
        return read_plan(content, name)
    except DauMoiError as error:
        if not error.sentence.startswith(name):
            raise
        return None


@pytest.mark.parametrize("path", DOCUMENTS, ids=IDS)
def test_a_document_is_read_faithfully_and_no_line_of_its_work_is_silent(path: Path) -> None:
    read_and_check(extract_of_file(path))


@pytest.mark.parametrize("change", SAME, ids=["other-tones", "decomposed", "wide-spaces"])
@pytest.mark.parametrize("path", DOCUMENTS, ids=IDS)
def test_one_document_in_another_spelling_says_the_same(path: Path, change: Change) -> None:
    plain = extract_of_file(path)
    altered = rewritten(plain, change)
    if not any(change(line.text) != line.text for line in plain.lines):
        pytest.skip("this document has nothing to spell otherwise")
    record = read_extract(altered, b"", path.name)
    check_record(record, altered)
    same = read_extract(rewritten(plain, str), b"", path.name)
    assert facts_of(record) == facts_of(same)


@EXAMPLES
@given(st.sampled_from(DOCUMENTS), st.randoms(use_true_random=False))
def test_a_document_in_any_order_is_read_faithfully(path: Path, random: Random) -> None:
    blocks = _blocks(extract_of_file(path).lines)
    random.shuffle(blocks)
    lines = [line for block in blocks for line in block]
    read_and_check(rebuilt(extract_of_file(path), lines))


def _blocks(lines: Iterable[Line]) -> list[list[Line]]:
    """Paragraphs one by one; a table stays together, as no file has its cells elsewhere."""

    def place(numbered: tuple[int, Line]) -> tuple[bool, int]:
        number, line = numbered
        return (False, number) if line.cell is None else (True, line.cell.table)

    return [[line for _, line in block] for _, block in groupby(enumerate(lines), key=place)]


@EXAMPLES
@given(st.sampled_from(DOCUMENTS), st.randoms(use_true_random=False))
def test_a_document_with_holes_and_broken_lines_is_read_faithfully(
    path: Path, random: Random
) -> None:
    lines: list[Line] = []
    for line in extract_of_file(path).lines:
        place = random.randrange(len(line.text) + 1)
        fate = random.choice(("whole", "whole", "whole", "gone", "head", "tail", "broken"))
        pieces = {
            "whole": (line.text,),
            "gone": (),
            "head": (line.text[:place],),
            "tail": (line.text[place:],),
            "broken": (line.text[:place], line.text[place:]),
        }[fate]
        lines.extend(replace(line, text=piece) for piece in pieces)
    read_and_check(rebuilt(extract_of_file(path), lines))


@EXAMPLES
@given(st.sampled_from(DOCUMENTS), st.randoms(use_true_random=False))
def test_a_document_spelt_anyhow_with_lines_run_together_is_read_faithfully(
    path: Path, random: Random
) -> None:
    lines = list(extract_of_file(path).lines)
    for index in random.sample(range(len(lines)), len(lines) // 3):
        change, other = random.choice(CHANGES), random.choice(lines).text
        place = random.randrange(len(other) + 1)
        text = change(lines[index].text) + random.choice(("", " ", other[place:]))
        lines[index] = replace(lines[index], text=text)
    read_and_check(rebuilt(extract_of_file(path), lines))


@EXAMPLES
@given(
    st.sampled_from(TEXTS),
    st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 400), st.text(max_size=8)), max_size=8),
)
def test_a_file_with_parts_cut_out_and_others_put_in_is_read_or_refused(
    path: Path, edits: list[tuple[float, int, str]]
) -> None:
    text = path.read_text(encoding="utf-8")
    for place, length, put in edits:
        start = int(place * len(text))
        text = text[:start] + put + text[start + length :]
    content = text.encode("utf-8", "surrogatepass")
    record = read_unless_refused(content, path.name)
    if record is not None:
        check_record(record, extract(content, path.name))
