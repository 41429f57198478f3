"""What is stored is read anew by a later reader, from its own bytes."""

from dataclasses import replace
from pathlib import Path

import pytest

from graph_schema.corrections import CorrectionKind
from graph_schema.errors import NotCorrected, StoreUnavailable
from graph_schema.merge import find_reading
from graph_schema.migrations import migrate
from loaders.version import READER
from loaders.write import load_plan
from queries.anchors import find_otherwise_read
from service.corrections import Wanted, correct
from service.loading import LoadReport
from service.reading import read_document
from service.rereading import find_outdated, reread
from service.serve_command import tell_outdated
from service.store import Store
from tests.loaders.pdf_files import Words, pdf_of
from tests.processes import make_program
from tests.service.answering import FixedStore
from tests.service.command import SAMPLES
from tests.service.correcting import SAID


async def test_documents_of_an_earlier_reader_are_read_anew_from_stored_bytes(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    async with store.session() as session:
        await migrate(session)
    plan = sorted(SAMPLES.iterdir())[0]
    record = read_document(plan)
    before = replace(
        record,
        source=replace(record.source, reader="0+earlier"),
        tasks=record.tasks[:1],
        targets=(),
    )
    await store.load(lambda session: load_plan(session, before))
    files = await find_outdated(store)
    assert files == (record.source.sha256,)
    await tell_outdated(store)
    assert capsys.readouterr().err.startswith("1 văn bản trong kho do bản đọc cũ đọc")
    report = LoadReport()
    told: list[Path] = []
    await reread(store, files, report, told.append, ocr=False)
    assert [one.status for one in report.loaded] == ["changed"]
    assert told == [Path(plan.name)] == [one.path for one in report.loaded]
    tasks = await store.read("MATCH (:Plan)-[:HAS_TASK]->(t:Task) RETURN count(t)", {})
    assert tasks == [[len(record.tasks)]]
    assert await find_otherwise_read(store.read, READER) == ()
    await tell_outdated(store)
    assert capsys.readouterr().err == ""
    async with store.session() as session:
        assert await session.execute_read(find_reading, record.source.sha256, READER) is not None


async def test_a_store_too_slow_to_tell_of_older_readers_is_served_all_the_same(
    capsys: pytest.CaptureFixture[str],
) -> None:
    await tell_outdated(FixedStore(error=StoreUnavailable("Câu hỏi chạy quá lâu.")))
    assert capsys.readouterr().err == ""


LINES = (
    "ỦY BAN NHÂN DÂN XÃ ĐỒNG MỚI",
    "Số: 15/KH-UBND",
    "KẾ HOẠCH",
    "Sửa đường thôn năm 2026",
    "I. NHIỆM VỤ",
    "1. Phòng Kinh tế chủ trì rà soát các tuyến đường thôn trước ngày 30/6/2026.",
)
_OCR = """
import pathlib, shutil, sys
here = pathlib.Path(__file__).parent
shutil.copy(here / "words.pdf", sys.argv[-1])
(here / "runs").open("a").write("x")
"""


@pytest.fixture
def scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page that is a picture, and programs that know which words are on it."""
    printed = [Words(60, 780 - 24 * at, line, 11) for at, line in enumerate(LINES)]
    (tmp_path / "words.pdf").write_bytes(pdf_of([printed]))
    make_program(tmp_path, "tesseract", "print('vie')")
    make_program(tmp_path, "ocrmypdf", _OCR)
    monkeypatch.setenv("PATH", str(tmp_path))
    path = tmp_path / "quét.pdf"
    path.write_bytes(pdf_of([[]], picture=True))
    return path


def _runs(scan: Path) -> int:
    runs = scan.with_name("runs")
    return len(runs.read_text("ascii")) if runs.exists() else 0


async def _set_due(store: Store) -> None:
    tasks = await store.read("MATCH (t:Task) RETURN t.id", {})
    wanted = Wanted(str(tasks[0][0]), CorrectionKind.SET_VALUE, "due", ("31/12/2026",))
    await correct(store, wanted, SAID)


async def test_a_scan_is_read_again_as_it_was_loaded(store: Store, scan: Path) -> None:
    async with store.session() as session:
        await migrate(session)
    record = read_document(scan, ocr=True)
    before = replace(record, source=replace(record.source, reader="0+earlier"))
    await store.load(lambda session: load_plan(session, before))
    report = LoadReport()
    await reread(store, await find_outdated(store), report, lambda path: None, ocr=False)
    assert (len(report.loaded), report.refused, _runs(scan)) == (1, [], 2)
    await _set_due(store)
    assert _runs(scan) == 3
    assert await store.read("MATCH (t:Task) RETURN t.due_code", {}) == [["2026-12-31"]]


async def test_a_correction_starts_no_ocr_for_what_was_loaded_without(
    store: Store, scan: Path
) -> None:
    async with store.session() as session:
        await migrate(session)
    record = read_document(scan, ocr=True)
    typed = replace(record, source=replace(record.source, recognised=False))
    await store.load(lambda session: load_plan(session, typed))
    with pytest.raises(NotCorrected, match="bản quét"):
        await _set_due(store)
    assert _runs(scan) == 1
