"""Two communes and their city, small and whole: what the tests of the read path ask about."""

from graph_schema.model import PlanRecord, Relation
from loaders.write import LoadOutcome, load_plan
from service.store import Store
from tests.records import Draft

CHAIR = ("Lê Văn An", "Chủ tịch UBND xã", None)
DEPUTY = ("Trần Thị Bình", "Phó Chủ tịch UBND xã", None)
STANDING = ("Phạm Đức Cường", "Phó Chủ tịch thường trực UBND xã", None)


def city_plan() -> PlanRecord:
    """The city carries out a resolution of its Party committee and names a duty of its own."""
    return (
        Draft(
            "UBND thành phố Hải Phòng",
            place="thành phố Hải Phòng",
            province=None,
            number=146,
            date="2026-04-22",
            title="Phong trào thi đua của thành phố",
        )
        .sign("Hoàng Văn Chủ", "Chủ tịch")
        .cite("05-NQ/TU", date="2026-01-14", issuer="Thành ủy Hải Phòng")
        .task("I.1", "Hướng dẫn các địa phương", lead=["Sở Nội vụ"], due="2026-Q2")
        .record()
    )


def first_plan() -> PlanRecord:
    """Đồng Mới: three tasks, three targets, a duty to report."""
    return (
        Draft(number=12, date="2026-05-20", title="Ánh sáng đường quê")
        .sign(CHAIR[0], "Chủ tịch")
        .cite("146/KH-UBND", date="2026-04-22", issuer="UBND thành phố Hải Phòng", kind="Kế hoạch")
        .cite("57/2010/NĐ-CP", date="2010-05-25", relation=Relation.CITES, kind="Nghị định")
        .phase("II", "Giai đoạn 1", "2026-Q3..2026-Q4")
        .task(
            "II.1",
            "Thắp sáng đường thôn",
            lead=["Phòng Kinh tế"],
            support=["Công an xã", "Các thôn và các đơn vị liên quan"],
            overseers=[DEPUTY, (None, None, "Đảng ủy xã")],
            due="2026-Q4",
            phase="II",
        )
        .task("II.2", "Trồng hàng cây xanh", execute=["Đoàn Thanh niên"], overseers=[STANDING])
        .task("II.3", "Tuyên truyền trên đài", due="2026-06-30", parent="II.1")
        .target("II.1", "đường thôn có đèn", 95, task="II.1", due="2026")
        .target("II.3", "hộ dân được nghe đài", 80, task="II.3")
        .target("I.2", "hộ dân hài lòng", 90, owners=["Văn phòng HĐND và UBND"])
        .report("Các thôn", "UBND xã", "hằng năm", "--11-25")
        .record()
    )


def second_plan() -> PlanRecord:
    """Bình Hòa: the same office names, other people; it rests on the resolution itself."""
    return (
        Draft(
            "UBND phường Bình Hòa",
            place="phường Bình Hòa",
            number=7,
            date="2026-06",
            title="Dương liễu ven sông",
        )
        .cite("05-NQ/TU", date="2026-01-14", issuer="Thành ủy Hải Phòng")
        .task(
            "1",
            "Trồng liễu ven sông",
            lead=["Phòng Kinh tế"],
            overseers=[("Trần Thị Bình", "Chủ tịch UBND phường", None)],
            due="2026-12-31",
        )
        .record()
    )


async def load(store: Store, *records: PlanRecord) -> list[LoadOutcome]:
    """Load each record as the product does; the outcomes in their order."""
    outcomes = []
    for record in records:
        async with store.session() as session:
            outcomes.append(await load_plan(session, record))
    return outcomes


async def load_all(store: Store) -> list[LoadOutcome]:
    """The city's plan and both communes'."""
    return await load(store, city_plan(), first_plan(), second_plan())
