"""What people correct wins over what was read, outlives re-reading, and can be taken back."""

from dataclasses import replace

import pytest

from graph_schema.corrections import CorrectionKind
from graph_schema.errors import NotCorrected
from loaders import load_plan, read_plan
from loaders.known_names import Names
from service.corrections import Said, Wanted, correct, withdraw
from service.store import Store
from tests.service.correcting import PLAN, SAID, facts, load_file, load_text, rows, task_id

SET = CorrectionKind.SET_VALUE
_DUE = "MATCH (t:Task {ref: $ref}) RETURN t.due_code, t.due_text"
_LEADS = "MATCH (t:Task {ref: $ref})<-[x:LEADS]-(u:Unit) RETURN u.name, x.corrected_by"


async def _set_due(store: Store, ref: str = "III.1.b", day: str = "31/10/2026") -> str:
    node = await task_id(store, ref)
    return (await correct(store, Wanted(node, SET, "due", (day,)), SAID)).correction


async def _due(store: Store, ref: str = "III.1.b") -> object:
    return (await rows(store, _DUE, ref=ref))[0][0]


async def test_a_value_that_is_set_wins_and_what_was_read_stands_beside_it(store: Store) -> None:
    await load_file(store)
    identity = await _set_due(store)
    assert await rows(store, _DUE, ref="III.1.b") == [["2026-10-31", None]]
    said = await rows(
        store,
        "MATCH (c:Correction)-[:CORRECTS]->(t:Task {ref: 'III.1.b'}) "
        "RETURN c.id, c.author, c.reason, c.field, c.value, c.read_value",
    )
    assert said == [[identity, SAID.author, SAID.reason, "due", ["31/10/2026"], ["2026-Q3"]]]


async def test_a_correction_survives_the_same_file_a_newer_reader_and_a_new_version(
    store: Store,
) -> None:
    await load_file(store)
    await _set_due(store)
    assert (await load_file(store)).status == "unchanged"
    assert await _due(store) == "2026-10-31"

    text = PLAN.read_text("utf-8")
    record = read_plan(text.encode(), PLAN.name)
    newer = replace(record, source=replace(record.source, reader="newer"))
    async with store.session() as session:
        assert (await load_plan(session, newer)).status == "changed"
    assert await _due(store) == "2026-10-31"

    moved = text.replace("1. Thu gom", "Một đoạn mới ở trên.\n\n1. Thu gom")
    assert (await load_text(store, moved)).status == "changed"
    assert await _due(store) == "2026-10-31"


async def test_a_correction_whose_words_are_gone_is_listed_for_review_and_changes_nothing(
    store: Store,
) -> None:
    await load_file(store)
    identity = await _set_due(store)
    text = PLAN.read_text("utf-8").replace(
        "b) Xây dựng 09 điểm tập kết rác hợp vệ sinh; xong trong quý III/2026.",
        "b) Xây dựng 12 bãi tập kết rác; xong trong năm 2027.",
    )
    await load_text(store, text)
    assert await _due(store) == "2027"
    stray = await rows(
        store,
        "MATCH (i:ReviewItem {kind: 'STRAY_CORRECTION'}) RETURN i.open, i.field, i.message",
    )
    assert [row[:2] for row in stray] == [[True, identity]]
    assert SAID.author in str(stray[0][2])
    await load_file(store)
    assert (await load_text(store, PLAN.read_text("utf-8") + "\n")).status == "changed"
    assert await _due(store) == "2026-10-31", "the words are there again"


async def test_what_is_taken_back_is_as_if_it_had_never_been_said(store: Store) -> None:
    await load_file(store)
    before = await facts(store)
    target = await rows(store, "MATCH (g:Target {ref: 'II.1.1'}) RETURN g.id")
    duty = await rows(store, "MATCH (r:ReportDuty) RETURN r.id")
    said = replace(SAID, names=Names(new=True))
    made = [
        await correct(store, wanted, said)
        for wanted in (
            Wanted(await task_id(store, "III.1.b"), SET, "due", ("2026-10-31",)),
            Wanted(await task_id(store, "III.1.b"), SET, "lead", ("Công an xã", "Trạm Y tế xã")),
            Wanted(await task_id(store, "III.1.c"), SET, "overseers", ("Đảng ủy xã",)),
            Wanted(
                await task_id(store, "III.3.b"),
                CorrectionKind.SPLIT_TASK,
                None,
                ("Tập huấn kỹ năng số cho cán bộ thôn", "hoàn thành trong quý IV/2026"),
            ),
            Wanted(await task_id(store, "IV.1.p1"), CorrectionKind.DROP),
            Wanted(str(target[0][0]), CorrectionKind.NAME_OWNER, None, ("Phòng Kinh tế",)),
            Wanted(
                str(target[0][0]),
                CorrectionKind.NAME_OWNER,
                None,
                ("Nguyễn Thu Hà, Phó Chủ tịch UBND xã",),
            ),
            Wanted(str(target[0][0]), SET, "value", ("65,5",)),
            Wanted(str(duty[0][0]), CorrectionKind.DROP),
        )
    ]
    assert await facts(store) != before
    for done in made:
        await withdraw(store, done.correction, SAID)
    assert await facts(store) == before
    kept = await rows(store, "MATCH (c:Correction) RETURN count(c), count(c.withdrawn_at)")
    assert kept == [[len(made), len(made)]]


async def test_units_that_are_set_take_the_place_of_those_that_were_read(store: Store) -> None:
    await load_file(store)
    node = await task_id(store, "III.1.b")
    done = await correct(store, Wanted(node, SET, "lead", ("Công an xã",)), SAID)
    assert await rows(store, _LEADS, ref="III.1.b") == [["Công an xã Đồng Mây", done.correction]]
    read = await rows(store, "MATCH (c:Correction) RETURN c.read_value")
    assert read == [[["Phòng Kinh tế"]]]


async def test_a_task_is_split_into_slices_of_its_words_and_the_first_keeps_its_id(
    store: Store,
) -> None:
    await load_file(store)
    node = await task_id(store, "III.3.b")
    pieces = ("Tập huấn kỹ năng số cho cán bộ thôn,", "mỗi thôn ít nhất 05 người")
    await correct(store, Wanted(node, CorrectionKind.SPLIT_TASK, None, pieces), SAID)
    tasks = await rows(
        store,
        "MATCH (t:Task) WHERE t.ref STARTS WITH 'III.3.b' RETURN t.ref, t.text ORDER BY t.ref",
    )
    assert tasks == [["III.3.b", pieces[0]], ["III.3.b/2", pieces[1]]]
    assert await task_id(store, "III.3.b") == node
    held = await rows(
        store, "MATCH (t:Task)-[:HAS_TARGET]->(g:Target {ref: 'III.3.b'}) RETURN t.ref, g.value"
    )
    assert [row[1] for row in held] == [5.0]
    second = await task_id(store, "III.3.b/2")
    await correct(store, Wanted(second, SET, "due", ("2026-11",)), SAID)
    assert await _due(store, "III.3.b/2") == "2026-11"
    assert await _due(store, "III.3.b") == "2026-Q4"


async def test_an_owner_that_is_named_answers_for_the_target(store: Store) -> None:
    await load_file(store)
    target = await rows(store, "MATCH (g:Target {ref: 'II.1.1'}) RETURN g.id, g.ownership")
    assert target[0][1] == "NONE"
    for owner in ("Phòng Kinh tế", "Nguyễn Thu Hà, Phó Chủ tịch UBND xã", "Chủ tịch UBND xã"):
        wanted = Wanted(str(target[0][0]), CorrectionKind.NAME_OWNER, None, (owner,))
        await correct(store, wanted, SAID)
    owners = await rows(
        store,
        "MATCH (g:Target {ref: 'II.1.1'})<-[x:OWNS]-(a) "
        "RETURN g.ownership, coalesce(a.name, a.title) ORDER BY x.order",
    )
    assert owners == [
        ["DIRECT", "Phòng Kinh tế"],
        ["DIRECT", "Nguyễn Thu Hà"],
        ["DIRECT", "Chủ tịch"],
    ]


async def test_a_title_and_a_number_are_corrected_and_the_plan_meets_who_cites_it(
    store: Store,
) -> None:
    await load_file(store)
    plan = (await rows(store, "MATCH (p:Plan) RETURN p.id"))[0][0]
    await correct(store, Wanted(str(plan), SET, "title", ("Kế hoạch xanh",)), SAID)
    await correct(store, Wanted(str(plan), SET, "number", ("28",)), SAID)
    found = await rows(store, "MATCH (p:Plan) RETURN p.title, p.symbol")
    assert found == [["Kế hoạch xanh", "28/KH-UBND"]]


@pytest.mark.parametrize(
    ("ref", "kind", "field", "value", "wrong"),
    [
        ("III.1.b", SET, "due", ("tháng mười ba",), "value"),
        ("III.1.b", SET, "màu", ("xanh",), "field"),
        ("III.1.b", SET, "routine", ("có lẽ",), "value"),
        ("III.1.b", SET, "text", (), "value"),
        ("III.1.b", CorrectionKind.SPLIT_TASK, None, ("Xây dựng",), "value"),
        ("III.1.b", CorrectionKind.SPLIT_TASK, None, ("Xây dựng", "không có"), "value"),
        ("III.1.b", CorrectionKind.NAME_OWNER, None, ("Công an xã",), "kind"),
        ("III.1.b", CorrectionKind.CONFIRM, None, (), "node"),
    ],
)
async def test_a_correction_that_means_nothing_is_refused_whole(
    store: Store,
    ref: str,
    kind: CorrectionKind,
    field: str | None,
    value: tuple[str, ...],
    wrong: str,
) -> None:
    await load_file(store)
    node = await task_id(store, ref)
    with pytest.raises(NotCorrected) as refused:
        await correct(store, Wanted(node, kind, field, value), SAID)
    assert refused.value.field == wrong
    assert await rows(store, "MATCH (c:Correction) RETURN count(c)") == [[0]]


async def test_a_change_sent_twice_under_one_key_is_made_once(store: Store) -> None:
    await load_file(store)
    wanted = Wanted(await task_id(store, "III.1.b"), SET, "due", ("2026-10-31",))
    said = replace(SAID, key="k-1")
    first = await correct(store, wanted, said)
    again = await correct(store, wanted, said)
    assert (again.correction, again.repeated) == (first.correction, True)
    assert await rows(store, "MATCH (c:Correction) RETURN count(c)") == [[1]]
    with pytest.raises(NotCorrected) as refused:
        await correct(store, replace(wanted, value=("2027",)), said)
    assert refused.value.code == "CONFLICT"


async def test_the_same_value_is_not_set_twice_unless_another_came_between(store: Store) -> None:
    await load_file(store)
    first = await _set_due(store)
    wanted = Wanted(await task_id(store, "III.1.b"), SET, "due", ("31/10/2026",))
    again = await correct(store, wanted, Said("Người khác", "Cũng thấy vậy"))
    assert (again.correction, again.repeated) == (first, True)
    await _set_due(store, day="30/11/2026")
    back = await correct(store, wanted, SAID)
    assert (back.correction != first, back.repeated) == (True, False)
    assert await _due(store) == "2026-10-31"


async def test_who_saw_an_older_reading_is_told_both_versions(store: Store) -> None:
    await load_file(store)
    seen = (await rows(store, "MATCH (p:Plan) RETURN p.version"))[0][0]
    assert isinstance(seen, str)
    await _set_due(store)
    current = (await rows(store, "MATCH (p:Plan) RETURN p.version"))[0][0]
    wanted = Wanted(await task_id(store, "III.1.a"), SET, "due", ("2026",))
    with pytest.raises(NotCorrected) as refused:
        await correct(store, wanted, Said("B", "C", expected_version=seen))
    assert (refused.value.code, refused.value.expected, refused.value.current) == (
        "CONFLICT",
        seen,
        current,
    )
