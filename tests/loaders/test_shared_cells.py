"""Tables of assignment as offices draw them: tall cells, two header rows, "-nt-", members."""

from graph_schema.model import PlanRecord, UnitMention
from loaders.reader import read_plan

_BEFORE = (
    "<p>ỦY BAN NHÂN DÂN</p><p>XÃ AN BÌNH</p><p>Số: 12/KH-UBND</p><p>KẾ HOẠCH</p>"
    "<p>Triển khai công tác</p><p>I. NHIỆM VỤ</p><p>Chi tiết tại Phụ lục kèm theo.</p>"
    "<p>II. TỔ CHỨC THỰC HIỆN</p><p>1. Văn phòng theo dõi, đôn đốc thực hiện./.</p>"
    "<p>TM. ỦY BAN NHÂN DÂN</p><p>CHỦ TỊCH</p><p>Nguyễn Văn A</p><p>PHỤ LỤC</p>"
    "<p>PHÂN CÔNG NHIỆM VỤ</p>"
)


def _read(*rows: str) -> PlanRecord:
    table = "".join(
        "<tr>" + "".join(f"<td{cell}</td>" for cell in row.split(" | ")) + "</tr>" for row in rows
    )
    page = f"<html><body>{_BEFORE}<table>{table}</table></body></html>"
    return read_plan(page.encode(), "ke-hoach.htm")


def _names(units: tuple[UnitMention, ...]) -> list[str]:
    return [unit.name for unit in units]


def test_a_cell_that_says_as_above_is_the_cell_above() -> None:
    record = _read(
        ">STT | >Nội dung công việc | >Cơ quan chủ trì | >Cơ quan phối hợp | >Lãnh đạo phụ trách"
        " | >Thời gian hoàn thành | >Sản phẩm",
        ">I | colspan=6>CÔNG TÁC TUYÊN TRUYỀN".replace("| colspan", "|  colspan"),
        ">1 | >Xây dựng kế hoạch tuyên truyền | >Phòng Văn hóa - Xã hội | >Các thôn; Trạm Y tế"
        " | >Đ/c Nguyễn Văn An, Phó Chủ tịch UBND xã | >Quý I/2026 | >Kế hoạch",
        ">2 | >Tổ chức hội nghị | >nt | >-nt- | >nt | >Trước ngày 30/6/2026 | >Hội nghị",
        '>3 | >Biên soạn tài liệu | >" | >Như trên | > | >Thường xuyên | >',
    )
    *_, first, second, third = record.tasks
    for task in (first, second, third):
        assert _names(task.lead) == ["Phòng Văn hóa - Xã hội"]
        assert _names(task.support) == ["Các thôn", "Trạm Y tế"]
        assert task.heading == "CÔNG TÁC TUYÊN TRUYỀN"
    assert [one.name for one in second.overseers] == ["Nguyễn Văn An"]
    assert third.overseers == ()
    assert [task.due.code if task.due else None for task in (first, second, third)] == [
        "2026-Q1",
        "2026-06-30",
        None,
    ]
    assert not [line for line in record.unread if "nt" in line.quote.text]


def test_two_header_rows_and_a_tall_cell_serve_every_row_beside_them() -> None:
    record = _read(
        " rowspan=2>TT |  rowspan=2>Nhiệm vụ |  colspan=2>Phân công thực hiện |"
        "  colspan=2>Thời gian |  rowspan=2>Ghi chú",
        ">Chủ trì | >Phối hợp | >Bắt đầu | >Hoàn thành",
        ">1 | >Rà soát hộ nghèo |  rowspan=2>Phòng Kinh tế | >Các thôn | >01/3/2026 | >30/6/2026"
        " | >",
        ">2 | >Cập nhật dữ liệu | >Công an xã | > | >31/12/2026 | >",
    )
    *_, first, second = record.tasks
    assert _names(first.lead) == _names(second.lead) == ["Phòng Kinh tế"]
    assert _names(first.support) == ["Các thôn"]
    assert _names(second.support) == ["Công an xã"]
    assert [task.due.code if task.due else None for task in (first, second)] == [
        "2026-06-30",
        "2026-12-31",
    ]


def test_rows_beside_one_piece_of_work_are_one_task() -> None:
    record = _read(
        ">TT | >Nhiệm vụ | >Đơn vị thực hiện | >Thời hạn",
        " rowspan=2>1 |  rowspan=2>Trang trí khánh tiết | >Trường học |  rowspan=2>Quý I/2026",
        ">Trạm Y tế",
        ">2 | >Lập danh sách | >Tổ bầu cử | >Hằng tháng",
    )
    *_, first, second = record.tasks
    assert _names(first.execute) == ["Trường học", "Trạm Y tế"]
    assert second.recurs == "hằng tháng"


def test_a_member_oversees_what_the_table_puts_in_his_charge_and_does_the_rest() -> None:
    record = _read(
        ">TT | >Họ và tên | >Chức vụ | >Nhiệm vụ được phân công",
        ">1 | >Nguyễn Văn An | >Bí thư Đảng ủy - Trưởng ban | >Chỉ đạo chung",
        ">2 | >Lê Văn Cường | >Công chức | >Tổng hợp, tham mưu văn bản",
    )
    *_, first, second = record.tasks
    assert [(one.name, one.position) for one in first.overseers] == [
        ("Nguyễn Văn An", "Bí thư Đảng ủy - Trưởng ban")
    ]
    assert _names(second.execute) == ["Lê Văn Cường"]
    assert second.overseers == ()


def test_a_row_is_known_by_its_number_in_the_group_that_the_table_prints() -> None:
    record = _read(
        ">TT | >Nhiệm vụ | >Đơn vị thực hiện | >Thời hạn",
        ">I |  colspan=3>TUYÊN TRUYỀN",
        ">1 | >Treo pa nô | >Trường học | >Quý I/2026",
        ">2 | >Phát tờ rơi | >Trạm Y tế | >Quý II/2026",
        ">II |  colspan=3>KIỂM TRA",
        ">1 | >Kiểm tra kho | >Phòng Kinh tế | >Quý III/2026",
        ">2 | >Kiểm tra bến | >Phòng Kinh tế | >Quý IV/2026",
    )
    refs = [task.ref.partition(".")[2] for task in record.tasks[-4:]]
    assert refs == ["I.1", "I.2", "II.1", "II.2"]
