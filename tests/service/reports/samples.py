"""Reports made of any rows: for tests of what is drawn from them."""

import random
from datetime import date, timedelta

from graph_schema.classes import Status
from service.reports.letter import Letterhead
from service.reports.model import ReportRow, ReportTable, arrange

HOSTILE = ("=1+1", "+84", "-thiếu người", "@SUM(A1)", "\t=2", "\r=3", '=HYPERLINK("x")')
HEAD = Letterhead(
    issuer="Phòng Kinh tế",
    parent="Ủy ban nhân dân phường Bến Sao",
    place="Bến Sao",
    symbol="BC-PKT",
    position="Trưởng phòng",
    recipients=("UBND phường", "Văn phòng HĐND và UBND phường"),
)


def a_row(number: int, chance: random.Random) -> ReportRow:
    """One task of any class."""
    status = chance.choice(list(Status))
    dated = "WITHOUT" not in status.name
    plan = chance.randrange(3)
    return ReportRow(
        text=f"Nhiệm vụ {number}",
        overseers=("Nguyễn Thu Hà, Phó Chủ tịch",),
        leads=("Phòng Kinh tế",),
        supports=("Công an phường", "Trạm Y tế"),
        assigned=date(2026, 3, 16),
        due=date(2026, 1, 1) + timedelta(days=chance.randrange(365)) if dated else None,
        due_words="" if dated else "Thường xuyên",
        kind="Có thời hạn" if dated else "Thường xuyên",
        origin=f"Kế hoạch {plan}/KH-UBND, mục II.{number}",
        status=status,
        result=HOSTILE[number % len(HOSTILE)],
        percent=chance.randrange(101),
        difficulty=HOSTILE[(number + 1) % len(HOSTILE)],
        proposal="đề nghị cấp kinh phí",
        id=f"task_{number:026d}",
        giver="UBND phường Bến Sao",
        updated=date(2026, 11, 2),
        finished=date(2026, 11, 1) if status.is_done else None,
        extensions=number % 2,
        earlier_dues=(date(2026, 6, 30),) * (number % 2),
        heading=f"{chance.randrange(2)}. NHIỆM VỤ TRỌNG TÂM",
        plan=f"Kế hoạch {plan}/KH-UBND về chuyển đổi số",
        plan_id=f"plan_{plan}",
        version=number,
    )


def a_report(count: int, seed: int = 1) -> ReportTable:
    """A report of so many tasks."""
    chance = random.Random(seed)
    rows = [a_row(number, chance) for number in range(count)]
    return ReportTable(
        "unit", "Phòng Kinh tế", "phường Bến Sao", 2026, date(2026, 12, 31), arrange(rows)
    )
