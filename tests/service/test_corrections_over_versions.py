"""Corrections while versions of a plan come and go: none is lost, none puts an old version back."""

from dataclasses import replace

import pytest
from neo4j import AsyncManagedTransaction

from graph_schema.corrections import CorrectionKind
from graph_schema.errors import NotCorrected
from graph_schema.model import PlanRecord
from loaders import load_plan, read_plan
from loaders.correcting import Overtaken
from service import corrections, stored_files
from service.corrections import Wanted, correct, withdraw
from service.store import Store
from tests.service.correcting import PLAN, SAID, load_file, load_text, rows, task_id

SET = CorrectionKind.SET_VALUE
TEXT = PLAN.read_text("utf-8")
_DUE = "MATCH (t:Task {ref: 'III.1.b'}) RETURN t.due_code"
_FILES = "MATCH (p:Plan) RETURN p.symbol, p.sha256 ORDER BY p.symbol"


async def _load(store: Store, record: PlanRecord) -> str:
    async with store.session() as session:
        return (await load_plan(session, record)).status


async def _plan(store: Store, symbol: str = "27/KH-UBND") -> str:
    found = await rows(store, "MATCH (p:Plan {symbol: $s}) RETURN p.id", s=symbol)
    return str(found[0][0])


@pytest.fixture
def meanwhile(store: Store, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Texts of versions that are loaded right after the file for a change was read again."""
    texts: list[str] = []
    read_again = stored_files.read_again

    async def read_then_load(opened: Store, file: str) -> PlanRecord:
        record = await read_again(opened, file)
        if texts:
            await load_text(store, texts.pop(0))
        return record

    monkeypatch.setattr(corrections, "read_again", read_then_load)
    return texts


async def test_a_version_that_comes_in_while_a_correction_is_made_stays_and_is_corrected(
    store: Store, meanwhile: list[str]
) -> None:
    await load_file(store)
    later = TEXT + "\nMột dòng của bản sau.\n"
    meanwhile.append(later)
    wanted = Wanted(await task_id(store, "III.1.b"), SET, "due", ("2026-10-31",))
    await correct(store, wanted, SAID)
    newest = read_plan(later.encode(), PLAN.name).source.sha256
    assert await rows(store, _FILES) == [["27/KH-UBND", newest]]
    assert await rows(store, _DUE) == [["2026-10-31"]]


async def test_a_place_that_the_version_in_between_changed_is_not_corrected_by_mistake(
    store: Store, meanwhile: list[str]
) -> None:
    await load_file(store)
    meanwhile.append(TEXT.replace("xong trong quý III/2026", "xong trong quý II/2026"))
    wanted = Wanted(await task_id(store, "III.1.b"), SET, "due", ("2026-10-31",))
    with pytest.raises(NotCorrected) as refused:
        await correct(store, wanted, SAID)
    assert refused.value.code == "CONFLICT"
    assert await rows(store, _DUE) == [["2026-Q2"]]
    assert await rows(store, "MATCH (c:Correction) RETURN count(c)") == [[0]]


async def test_a_version_that_comes_in_while_a_correction_is_withdrawn_stays(
    store: Store, meanwhile: list[str]
) -> None:
    await load_file(store)
    wanted = Wanted(await task_id(store, "III.1.b"), SET, "due", ("2026-10-31",))
    done = await correct(store, wanted, SAID)
    later = TEXT + "\nMột dòng của bản sau.\n"
    meanwhile.append(later)
    await withdraw(store, done.correction, SAID)
    newest = read_plan(later.encode(), PLAN.name).source.sha256
    assert await rows(store, _FILES) == [["27/KH-UBND", newest]]
    assert await rows(store, _DUE) == [["2026-Q3"]]


async def test_versions_that_never_stop_coming_end_in_a_clear_refusal(
    store: Store, meanwhile: list[str]
) -> None:
    await load_file(store)
    meanwhile.extend(f"{TEXT}\nBản {number}.\n" for number in range(9))
    wanted = Wanted(await task_id(store, "III.1.b"), SET, "due", ("2026-10-31",))
    with pytest.raises(Overtaken, match="Vừa có bản mới"):
        await correct(store, wanted, SAID)
    assert await rows(store, "MATCH (c:Correction) RETURN count(c)") == [[0]]


async def test_a_number_that_is_corrected_never_swallows_the_document_that_has_it(
    store: Store,
) -> None:
    await load_file(store)
    await load_text(store, TEXT.replace("Số: 27/KH-UBND", "Số: 28/KH-UBND"), "28.txt")
    before = await rows(store, _FILES)
    assert [row[0] for row in before] == ["27/KH-UBND", "28/KH-UBND"]
    with pytest.raises(NotCorrected, match="đã có văn bản khác") as refused:
        await correct(store, Wanted(await _plan(store), SET, "number", ("28",)), SAID)
    assert refused.value.code == "CONFLICT"
    assert await rows(store, _FILES) == before


async def test_a_number_is_corrected_for_its_very_file_and_not_for_the_next_version(
    store: Store,
) -> None:
    await load_file(store)
    await correct(store, Wanted(await _plan(store), SET, "number", ("28",)), SAID)
    assert await load_text(store, TEXT + "\n") is not None
    assert [row[0] for row in await rows(store, _FILES)] == ["27/KH-UBND", "28/KH-UBND"]
    told = await rows(
        store, "MATCH (i:ReviewItem {kind: 'STRAY_CORRECTION'}) RETURN i.message, i.open"
    )
    assert len(told) == 1
    assert "“28”" in str(told[0][0])


async def test_corrections_of_a_former_version_stay_when_a_newer_reader_finds_another_number(
    store: Store,
) -> None:
    await load_file(store)
    wanted = Wanted(await task_id(store, "III.1.b"), SET, "due", ("2026-10-31",))
    done = await correct(store, wanted, SAID)
    later = read_plan((TEXT + "\n").encode(), PLAN.name)
    await _load(store, later)
    frame = replace(later.document, number=72)
    anew = replace(later, document=frame, source=replace(later.source, reader="newer"))
    await _load(store, anew)
    assert [row[0] for row in await rows(store, _FILES)] == ["72/KH-UBND"]
    assert await rows(store, _DUE) == [["2026-10-31"]]
    await withdraw(store, done.correction, SAID)
    assert await rows(store, "MATCH (c:Correction) WHERE c.withdrawn_at IS NULL RETURN c.id") == []


async def test_a_correction_that_no_document_carries_any_more_can_be_withdrawn(
    store: Store,
) -> None:
    await load_file(store)
    wanted = Wanted(await task_id(store, "III.1.b"), SET, "due", ("2026-10-31",))
    done = await correct(store, wanted, SAID)
    await store.write(_cut_off)
    assert (await withdraw(store, done.correction, SAID)).document is None
    assert (await withdraw(store, done.correction, SAID)).repeated


async def _cut_off(tx: AsyncManagedTransaction) -> None:
    await (await tx.run("MATCH (:Document)-[x:HAS_CORRECTION]->() DELETE x")).consume()


async def test_an_older_file_that_a_newer_reader_comes_to_never_pushes_out_the_later_one(
    store: Store,
) -> None:
    older, later = (read_plan((TEXT + end).encode(), PLAN.name) for end in ("", "\nSau.\n"))
    for record in (older, later):
        await _load(store, record)
    anew = [replace(r, source=replace(r.source, reader="newer")) for r in (later, older)]
    assert [await _load(store, record) for record in anew] == ["changed", "unchanged"]
    assert await rows(store, _FILES) == [["27/KH-UBND", later.source.sha256]]
    assert await _load(store, anew[1]) == "unchanged"


async def test_a_key_that_comes_again_answers_even_when_its_place_is_gone(store: Store) -> None:
    await load_file(store)
    node = await task_id(store, "III.1.b")
    said = replace(SAID, key="k-1")
    first = await correct(store, Wanted(node, CorrectionKind.DROP), said)
    again = await correct(store, Wanted(node, CorrectionKind.DROP), said)
    assert (again.correction, again.repeated) == (first.correction, True)
    other = await task_id(store, "III.1.a")
    with pytest.raises(NotCorrected, match="idempotencyKey") as refused:
        await correct(store, Wanted(other, CorrectionKind.DROP), said)
    assert refused.value.code == "CONFLICT"


async def test_a_withdrawal_takes_a_key_of_its_own(store: Store) -> None:
    await load_file(store)
    wanted = Wanted(await task_id(store, "III.1.b"), SET, "due", ("2026-10-31",))
    first = await correct(store, wanted, replace(SAID, key="k-1"))
    other = await correct(store, replace(wanted, value=("2027",)), SAID)
    said = replace(SAID, key="k-2")
    assert not (await withdraw(store, first.correction, said)).repeated
    assert (await withdraw(store, first.correction, said)).repeated
    for taken in ("k-1", "k-2"):
        with pytest.raises(NotCorrected) as refused:
            await withdraw(store, other.correction, replace(SAID, key=taken))
        assert (refused.value.field, refused.value.code) == ("idempotencyKey", "CONFLICT")
    with pytest.raises(NotCorrected) as refused:
        await correct(store, wanted, said)
    assert refused.value.field == "idempotencyKey"


@pytest.mark.parametrize("key", ["", "  "])
async def test_an_empty_key_is_refused(store: Store, key: str) -> None:
    await load_file(store)
    wanted = Wanted(await task_id(store, "III.1.b"), SET, "due", ("2026-10-31",))
    done = await correct(store, wanted, SAID)
    for change in (
        correct(store, wanted, replace(SAID, key=key)),
        withdraw(store, done.correction, replace(SAID, key=key)),
    ):
        with pytest.raises(NotCorrected) as refused:
            await change
        assert refused.value.field == "idempotencyKey"


async def test_who_drops_a_task_is_told_where_its_targets_went(store: Store) -> None:
    await load_file(store)
    held = "MATCH (g:Target {ref: 'III.3.b'}) RETURN count(g)"
    before = await rows(store, held)
    node = await task_id(store, "III.3.b")
    done = await correct(store, Wanted(node, CorrectionKind.DROP), SAID)
    assert done.note == "Vẫn giữ 1 chỉ tiêu của mục này, nay thuộc văn bản."
    assert await rows(store, held) == before
