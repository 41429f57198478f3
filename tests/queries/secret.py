"""Secret plans beside the open ones of tests/queries/seed.py, naming much of what those name."""

from dataclasses import replace

from graph_schema.model import PlanRecord, Relation
from tests.queries.seed import CHAIR, DEPUTY, city_plan, first_plan, second_plan
from tests.records import Draft

ONLY_SECRET = "Ban chỉ huy Công trình Hang Sâu"
HIDDEN = "Di chuyển kho quân khí"


def secret_plan(mark: str = "MẬT", number: int = 99) -> PlanRecord:
    """Đồng Mới again: it knows other names of its units, other officers, other citations."""
    draft = (
        Draft(number=number, date="2026-07-01", title=f"Phòng thủ đường hầm {number}")
        .sign(CHAIR[0], "Chủ tịch")
        .cite("146/KH-UBND", date="2026-04-22", issuer="UBND thành phố Hải Phòng", kind="Kế hoạch")
        .cite("57/2010/NĐ-CP", issuer="Chính phủ", relation=Relation.CITES, kind="Nghị định")
        .cite("8/CT-BQP", date="2026-02-02", issuer="Bộ Quốc phòng", kind="Chỉ thị")
        .phase("II", "Giai đoạn kín", "2026-Q3..2026-Q4")
        .task(
            "II.1",
            HIDDEN,
            lead=["Phòng Kinh Tế", ONLY_SECRET],
            support=["Công an xã"],
            overseers=[DEPUTY, ("Trần Thị Bình", "Trưởng Ban chỉ huy", None), CHAIR],
            due="2026-Q4",
            phase="II",
        )
        .target("II.1", "kho được di chuyển", 100, task="II.1", owners=["Văn phòng HĐND và UBND"])
        .report(ONLY_SECRET, "UBND xã", "hằng năm", "--10-25")
    )
    record = draft.record()
    return replace(record, document=replace(record.document, secrecy=mark))


def citing_plan() -> PlanRecord:
    """An open plan that prints the number of the secret one, and of what that one cites."""
    return (
        Draft(number=14, date="2026-08-01", title="Vận tải mùa mưa")
        .cite("99/KH-UBND", date="2026-07-01", issuer="UBND xã Đồng Mới", kind="Kế hoạch")
        .cite("8/CT-BQP", kind="Chỉ thị")
        .task("1", "Chở đá", lead=["Phòng Kinh tế"], overseers=[CHAIR])
        .record()
    )


def open_plans() -> list[PlanRecord]:
    """Everything that is open."""
    return [city_plan(), first_plan(), second_plan(), citing_plan()]
