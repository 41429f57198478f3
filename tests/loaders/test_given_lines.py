"""Lines that say no work of their own, but who does the work above them, and by when."""

import pytest

from tests.loaders.texts import record_of

HEAD = "Số: 5/KH-UBND\nKẾ HOẠCH\nVề A\nI. NHIỆM VỤ\n"
Said = tuple[str, str, list[str], list[str], list[str], str | None]
MENDS = "Sửa mái chợ bị dột ở dãy hàng khô."
ECONOMY, POLICE = ["Phòng Kinh tế"], ["Công an xã"]


def _said(body: str) -> list[Said]:
    return [
        (
            task.ref,
            task.text,
            [unit.name for unit in task.lead],
            [unit.name for unit in task.execute],
            [unit.name for unit in task.support],
            task.due.code if task.due else None,
        )
        for task in record_of(HEAD + body).tasks
    ]


@pytest.mark.parametrize(
    ("line", "lead", "execute", "support", "due"),
    [
        (
            "Giao Phòng Kinh tế chủ trì, phối hợp với Công an xã thực hiện; hoàn thành trước ngày "
            "11/12/2026.",
            *(ECONOMY, [], POLICE, "2026-12-11"),
        ),
        (
            "Giao cho Phòng Kinh tế chủ trì, phối hợp Công an xã tổ chức thực hiện, xong trong "
            "tháng 11/2026.",
            *(ECONOMY, [], POLICE, "2026-11"),
        ),
        ("Giao Phòng Kinh tế triển khai thực hiện.", [], ECONOMY, [], None),
        (
            "Phân công Công an xã thực hiện; hoàn thành trong quý IV/2026.",
            [],
            POLICE,
            [],
            "2026-Q4",
        ),
        (
            "Phòng Kinh tế chủ trì; thời gian hoàn thành: trước ngày 30/11/2026.",
            *(ECONOMY, [], [], "2026-11-30"),
        ),
        ("Hoàn thành trước ngày 30/11/2026.", [], [], [], "2026-11-30"),
    ],
)
@pytest.mark.parametrize("mark", ["1. ", "- ", "a) "])
def test_a_line_that_only_gives_the_work_is_of_the_item_above_it(
    mark: str, line: str, lead: list[str], execute: list[str], support: list[str], due: str | None
) -> None:
    label = "a" if mark == "a) " else "1"
    assert _said(f"{mark}{MENDS}\n{line}\n") == [(f"I.{label}", MENDS, lead, execute, support, due)]


def test_each_bullet_has_the_line_that_follows_it() -> None:
    assert _said(
        f"1. Chợ xã\n- {MENDS}\nGiao Phòng Kinh tế chủ trì thực hiện.\n"
        "- Dọn rãnh thoát nước.\nGiao Công an xã thực hiện; hoàn thành trong quý IV/2026.\n"
    ) == [
        ("I.1.1", MENDS, ECONOMY, [], [], None),
        ("I.1.2", "Dọn rãnh thoát nước.", [], POLICE, [], "2026-Q4"),
    ]


def test_a_title_with_such_a_line_is_the_work() -> None:
    body = (
        "1. Sửa mái chợ\nGiao Phòng Kinh tế chủ trì thực hiện.\n2. Dọn rãnh\n- Dọn rãnh phía bắc.\n"
    )
    assert [(ref, text, lead) for ref, text, lead, *_ in _said(body)] == [
        ("I.1", "Sửa mái chợ", ECONOMY),
        ("I.2.1", "Dọn rãnh phía bắc.", []),
    ]


def test_a_paragraph_with_work_of_its_own_is_no_such_line() -> None:
    (task,) = _said(
        f"1. {MENDS}\nPhòng Kinh tế chủ trì rà soát kinh phí, phối hợp với Công an xã; hoàn thành "
        "trước ngày 11/12/2026.\n"
    )
    assert task[1].startswith(f"{MENDS} Phòng Kinh tế chủ trì rà soát")
    assert task[2:] == (ECONOMY, [], POLICE, "2026-12-11")


def test_every_value_of_such_a_line_is_a_span_of_the_source() -> None:
    record = record_of(
        HEAD + f"1. {MENDS}\nGiao Phòng Kinh tế chủ trì thực hiện; hoàn thành trong quý IV/2026.\n"
    )
    (task,) = record.tasks
    assert task.due_quote is not None
    for quote in (task.lead[0].quote, task.due_quote):
        assert record.source.text[quote.start : quote.end] == quote.text
        assert quote.rule


@pytest.mark.parametrize(
    ("item", "due"),
    [
        ("Kiện toàn Ban Chỉ huy phòng, chống thiên tai xã trong tháng 3/2026.", "2026-03"),
        ("Diễn tập ứng phó lũ quét trong 6 tháng đầu năm 2026.", "2026-01..2026-06"),
        ("Tổng kết mô hình trong quý IV năm 2026.", "2026-Q4"),
        ("Rà soát các dự án triển khai trong tháng 3/2026 trên địa bàn.", None),
        ("Hỗ trợ hộ nghèo trong giai đoạn 2026 - 2030.", None),
    ],
)
def test_beside_assignment_lines_without_a_time_a_month_that_ends_the_item_is_its_time(
    item: str, due: str | None
) -> None:
    (task,) = _said(f"1. {item}\n- Cơ quan chủ trì: Phòng Kinh tế.\n")
    assert task[2] == ECONOMY
    assert task[5] == due
