"""The end of an item that only says who does it and by when."""

import pytest

from tests.loaders.texts import record_of

HEAD = "Số: 5/KH-UBND\nKẾ HOẠCH\nVề A\nI. NHIỆM VỤ\n"
ECONOMY, POLICE = ["Phòng Kinh tế"], ["Công an xã"]


@pytest.mark.parametrize(
    ("item", "lead", "execute", "support", "due"),
    [
        (
            "Bàn giao hồ sơ: Phòng Kinh tế (chủ trì), Công an xã (phối hợp), trước 15/12/2026.",
            *(ECONOMY, [], POLICE, "2026-12-15"),
        ),
        ("Khám sức khỏe cho học sinh [Trạm Y tế; tháng 9/2026].", [], ["Trạm Y tế"], [], "2026-09"),
        ("Họp sơ kết (Phòng Kinh tế tham mưu; tháng 7/2026).", [], ECONOMY, [], "2026-07"),
        ("Số hóa hồ sơ (Phòng Kinh tế chủ trì, Công an xã phối hợp).", ECONOMY, [], POLICE, None),
        (
            "Kiểm tra chợ (02 lần/năm: tháng 4, tháng 10) do Phòng Kinh tế chủ trì, Công an xã "
            "phối hợp.",
            *(ECONOMY, [], POLICE, None),
        ),
        (
            "Lắp camera. Phòng Kinh tế làm đầu mối; Công an xã cùng tham gia.",
            ECONOMY,
            [],
            POLICE,
            None,
        ),
        # What names no role and no time may be but an example of whom the work touches.
        ("Rà soát quy hoạch của các cơ quan (Phòng Kinh tế, Công an xã).", [], [], [], None),
        ("Rà soát danh mục (kèm theo Phụ lục I; Phòng Kinh tế).", [], [], [], None),
        # The item's own words go before its end.
        ("Công an xã rà soát hồ sơ (Phòng Kinh tế; tháng 9/2026).", [], POLICE, [], "2026-09"),
    ],
)
def test_a_closing_tells_who_and_when_where_every_piece_of_it_does(
    item: str, lead: list[str], execute: list[str], support: list[str], due: str | None
) -> None:
    (task,) = record_of(f"{HEAD}1. {item}\n").tasks
    assert task.text == item
    assert [unit.name for unit in task.lead] == lead
    assert [unit.name for unit in task.execute] == execute
    assert [unit.name for unit in task.support] == support
    assert (task.due.code if task.due else None) == due
