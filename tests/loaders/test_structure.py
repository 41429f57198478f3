"""Which lines of a plan are its work, who does it and by when, where the layout says so."""

from loaders.rules import BY_FORM, BY_PLACE, PRINTED
from tests.loaders.texts import record_of

_HEAD = "KẾ HOẠCH\nTriển khai công tác năm\n"


def _works(body: str) -> list[str]:
    return [task.quote.text for task in record_of(_HEAD + body).tasks]


def _dues(body: str) -> dict[str, str | None]:
    tasks = record_of(_HEAD + body).tasks
    return {task.ref: task.due.code if task.due else None for task in tasks}


def test_slogans_are_no_tasks() -> None:
    body = (
        "I. NHIỆM VỤ\n1. Treo khẩu hiệu tại trụ sở các cơ quan.\n"
        "2. Toàn dân đoàn kết xây dựng quê hương giàu đẹp!\n"
        "II. KHẨU HIỆU TUYÊN TRUYỀN\n1. Nhiệt liệt chào mừng Đại hội!\n"
        "2. Mỗi lá phiếu là một niềm tin.\n"
    )
    assert _works(body) == ["Treo khẩu hiệu tại trụ sở các cơ quan."]


def test_a_section_whose_lines_share_one_time_line_is_the_task() -> None:
    body = (
        "I. NỘI DUNG\n"
        "1. Giám sát việc lập danh sách cử tri\n"
        "Giám sát việc lập danh sách theo quy định. Cụ thể:\n"
        "- Cách tính tuổi của cử tri;\n- Việc niêm yết danh sách.\n"
        "* Thời gian thực hiện: Từ ngày 03/02/2026 đến ngày 15/03/2026\n"
        "2. Giám sát việc bỏ phiếu\n"
        "- Ban Thường trực Mặt trận phường giám sát các tổ bầu cử. Cụ thể:\n- Thẻ cử tri.\n"
        "* Thời gian thực hiện: Ngày 15/3/2026.\n"
        "3. Giám sát việc vận động\nGiám sát việc vận động theo quy định. Cụ thể:\n"
        "- Việc bảo đảm công bằng.\n"
        "3.1. Kiểm tra hội nghị tiếp xúc\n- Thành phần, số lượng cử tri.\n"
        "3.2. Giám sát trên báo chí\n- Trách nhiệm của các cơ quan.\n"
        "* Thời gian thực hiện: Tháng 3/2026\n"
    )
    tasks = record_of(_HEAD + body).tasks
    assert [task.ref for task in tasks] == ["I.1", "I.2", "I.3"]
    assert tasks[0].quote.text == "Giám sát việc lập danh sách cử tri"
    assert [unit.name for unit in tasks[1].execute] == ["Ban Thường trực Mặt trận phường"]
    assert list(_dues(body).values()) == ["2026-02-03..2026-03-15", "2026-03-15", "2026-03"]


def test_a_step_whose_paragraph_names_the_doer_has_that_doer() -> None:
    body = (
        "II. NỘI DUNG\n2. Trình tự thực hiện\n"
        "2.1. Bước 1: Lập Đề án hỗ trợ về nhà ở.\n"
        "Trên cơ sở đề nghị của các xã, Sở Xây dựng chủ trì, phối hợp với Sở Tài chính lập Đề án.\n"
        "Thời gian hoàn tất: trước ngày 30 tháng 9 năm 2014.\n"
        "2.2. Bước 2: Thẩm định kinh phí.\nSở Tài chính thẩm định nguồn kinh phí.\n"
        "Thời gian hoàn tất: trước ngày 15 tháng 10 năm 2014.\n"
    )
    first, second = record_of(_HEAD + body).tasks
    assert [unit.name for unit in first.lead] == ["Sở Xây dựng"]
    assert [unit.name for unit in first.support] == ["Sở Tài chính"]
    assert [unit.name for unit in second.execute] == ["Sở Tài chính"]
    assert _dues(body) == {"II.2.1": "2014-09-30", "II.2.2": "2014-10-15"}


def test_a_time_line_after_the_last_of_several_untimed_items_is_of_them_all() -> None:
    together = (
        "I. NHIỆM VỤ\n1. Bước 1\na) Thành lập Ban Chỉ đạo cấp xã.\nb) Tiếp nhận hồ sơ.\n"
        "Thời gian hoàn tất: trước ngày 27 tháng 6 năm 2014.\n"
    )
    assert _dues(together) == {"I.1.a": "2014-06-27", "I.1.b": "2014-06-27"}
    apart = (
        "I. NHIỆM VỤ\n1. Bước 1\na) Thành lập Ban Chỉ đạo cấp xã.\n"
        "Thời gian hoàn tất: Quý I/2014.\nb) Tiếp nhận hồ sơ.\nThời gian hoàn tất: Quý II/2014.\n"
    )
    assert _dues(apart) == {"I.1.a": "2014-Q1", "I.1.b": "2014-Q2"}


def test_whom_the_introducing_line_makes_an_overseer_oversees_every_bullet() -> None:
    body = (
        "III. PHÂN CÔNG NHIỆM VỤ\n1. Công an tỉnh\n"
        "Trong đó giao Giám đốc Công an tỉnh chỉ đạo thực hiện:\n"
        "- Đôn đốc các cơ quan thực hiện Luật.\n- Thành lập Đoàn kiểm tra.\n"
    )
    tasks = record_of(_HEAD + body).tasks
    assert len(tasks) == 2
    for task in tasks:
        assert [unit.name for unit in task.execute] == ["Công an tỉnh"]
        assert [who.position for who in task.overseers] == ["Giám đốc Công an tỉnh"]


def test_bodies_parted_by_semicolons_do_one_work_together() -> None:
    body = (
        "II. NHIỆM VỤ\n"
        "1. Các sở, ban, ngành; UBND các huyện, thành phố tiếp tục tổ chức tuyên truyền.\n"
    )
    (task,) = record_of(_HEAD + body).tasks
    assert [unit.name for unit in task.execute] == [
        "Các sở, ban, ngành",
        "UBND các huyện, thành phố",
    ]


def test_a_heading_dates_its_items_unless_it_says_after() -> None:
    body = (
        "II. LỘ TRÌNH\n1. Đợt 1: Từ tháng 01 đến ngày khai mạc 15/3/2026\n- Tuyên truyền đợt đầu.\n"
        "2. Đợt 2: Sau ngày khai mạc 15/3/2026\n- Tuyên truyền kết quả.\n"
    )
    assert _dues(body) == {"II.1.1": "2026-01..2026-03-15", "II.2.1": None}


def test_the_date_of_a_feast_in_brackets_is_no_deadline() -> None:
    body = "II. NHIỆM VỤ\n1. Tuyên truyền Ngày hội của toàn dân (ngày 15/3/2026).\n"
    assert _dues(body) == {"II.1": None}


def test_work_beside_reporting_duties_is_a_task() -> None:
    body = (
        "III. TỔ CHỨC THỰC HIỆN\n4. Chế độ phối hợp, báo cáo\n"
        "- Các đơn vị có liên quan phối hợp kiểm tra, xử lý các hành vi vi phạm.\n"
        "- UBND các huyện báo cáo kết quả định kỳ hàng quý gửi về Sở Xây dựng.\n"
    )
    record = record_of(_HEAD + body)
    assert [task.ref for task in record.tasks] == ["III.4.1"]
    assert [duty.recurs for duty in record.reports] == ["hằng quý"]


def test_aims_under_a_line_are_no_tasks_and_the_line_is() -> None:
    body = (
        "II. NHIỆM VỤ\n1. Hoàn thiện thể chế\na) Sửa đổi Luật Đất đai (2013) để:\n"
        "- Tháo gỡ khó khăn cho doanh nghiệp\n- Đơn giản hóa thủ tục\n"
        "b) Rà soát quy hoạch.\n"
    )
    assert _dues(body) == {"II.1.a": None, "II.1.b": None}


def test_a_paragraph_under_the_item_of_one_body_that_charges_another_is_a_task() -> None:
    body = (
        "1. Sở Nội vụ rà soát biên chế.\n"
        "2. Các sở, ngành và UBND các xã chỉ đạo thực hiện tốt Chỉ thị này.\n"
        "Sở Tài chính chịu trách nhiệm hướng dẫn, theo dõi, đôn đốc việc thực hiện.\n"
    )
    tasks = record_of("CHỈ THỊ\nVề việc tăng cường công tác quản lý\n" + body).tasks
    assert [[unit.name for unit in task.execute] for task in tasks] == [
        ["Sở Nội vụ"],
        ["Các sở, ngành", "UBND các xã"],
        ["Sở Tài chính"],
    ]


def test_the_day_of_a_report_that_ends_the_sentence_is_also_the_day_of_the_work() -> None:
    body = (
        "II. NHIỆM VỤ\n1. Bộ Xây dựng\n"
        "- Rà soát việc lập quy hoạch, báo cáo Thủ tướng Chính phủ trong quý III năm 2012.\n"
        "- Gửi biên bản hội nghị ngay sau khi kết thúc. Báo cáo Thủ tướng Chính phủ chậm nhất "
        "ngày 03/02/2026.\n"
        "- Kiểm tra các dự án; báo cáo Thủ tướng Chính phủ trước ngày 15/12 hằng năm.\n"
    )
    record = record_of(_HEAD + body)
    assert list(_dues(body).values()) == ["2012-Q3", None, None]
    assert [(duty.recurs, duty.due.code if duty.due else None) for duty in record.reports] == [
        (None, "2012-Q3"),
        (None, "2026-02-03"),
        ("hằng năm", "--12-15"),
    ]


def test_numbered_items_after_the_assignment_lines_are_work_of_their_own() -> None:
    body = (
        "II. NỘI DUNG\n3. Hội nghị hiệp thương lần ba\n"
        "- Nội dung: Lập danh sách chính thức.\n- Thời gian: Ngày 12/02/2026.\n"
        "- Đơn vị chủ trì: Ban Thường trực Mặt trận xã.\n"
        "3.3. Báo cáo kết quả Hội nghị\n- Gửi biên bản về Mặt trận tỉnh.\n"
        "- Chuyển danh sách chính thức đến Ủy ban bầu cử xã.\n"
    )
    assert list(_dues(body).values()) == ["2026-02-12", None, None]


def test_a_line_that_charges_somebody_gives_its_bullets_their_doer() -> None:
    body = (
        "III. NHIỆM VỤ\n5. Xây dựng mô hình\nMô hình tự quản có nhiệm vụ:\n"
        "- Tuyên truyền, vận động Nhân dân.\n- Tham gia hòa giải ở cơ sở.\n"
    )
    first, second = record_of(_HEAD + body).tasks
    assert [unit.name for unit in first.execute] == ["Mô hình tự quản"]
    assert [unit.name for unit in second.support] == ["Mô hình tự quản"]


def test_a_heading_that_shares_out_the_work_is_a_section_and_no_label() -> None:
    body = (
        "III. TỔ CHỨC THỰC HIỆN\n1. Phân công nhiệm vụ\n"
        "1.1. Đồng chí Nguyễn Văn An, Trưởng ban: Phụ trách chung.\n"
        "1.2. Bà Phạm Thị Dung, công chức Văn phòng: Tham mưu kế hoạch, tổng hợp.\n"
    )
    first, second = record_of(_HEAD + body).tasks
    assert [(one.name, one.position) for one in first.overseers] == [
        ("Nguyễn Văn An", "Trưởng ban")
    ]
    assert [unit.name for unit in second.execute] == ["Bà Phạm Thị Dung, công chức Văn phòng"]


def test_a_decision_that_sets_up_a_board_gives_its_members_no_task() -> None:
    body = (
        "Điều 1. Thành lập Ban Chỉ đạo xã gồm các ông, bà có tên sau:\n"
        "1. Trưởng Ban: Ông Nguyễn Văn An - Chủ tịch UBND xã.\n"
        "2. Ông Lê Văn Cường - Trưởng Công an xã, Thành viên;\n"
        "Điều 2. Nhiệm vụ của Ban Chỉ đạo\n1. Tham mưu UBND xã xây dựng kế hoạch.\n"
        "2. Trưởng Ban phân công nhiệm vụ cho các thành viên.\n"
    )
    record = record_of("QUYẾT ĐỊNH\nVề việc thành lập Ban Chỉ đạo\nQUYẾT ĐỊNH:\n" + body)
    assert [task.ref for task in record.tasks] == ["2.1", "2.2"]
    assert [[unit.name for unit in task.execute] for task in record.tasks] == [[], ["Trưởng Ban"]]


def test_a_heading_that_begins_with_a_verb_is_no_body() -> None:
    body = (
        "C. NHIỆM VỤ, GIẢI PHÁP\n1- Lãnh đạo công tác tư tưởng\n"
        "Tăng cường công tác giáo dục chính trị.\nĐổi mới phương thức tuyên truyền.\n"
    )
    assert [task.execute for task in record_of(_HEAD + body).tasks] == [(), ()]


def test_whom_a_sentence_asks_to_report_reports() -> None:
    body = (
        "II. NHIỆM VỤ\n1. Yêu cầu Ban Quản lý dự án hoàn thiện hồ sơ, báo cáo UBND xã trước ngày "
        "20/7/2026.\n"
    )
    (duty,) = record_of(_HEAD + body).reports
    assert duty.by is not None
    assert duty.by.name == "Ban Quản lý dự án"


def test_a_value_says_how_sure_the_reading_is() -> None:
    body = (
        "II. NHIỆM VỤ\n1. Sở Y tế\n- Chủ trì, phối hợp với Sở Nội vụ rà soát, hoàn thành trước "
        "ngày 30/6/2026.\n- Lập danh sách.\n2. Công an xã tuần tra trong quý I/2026.\n"
    )
    led, listed, patrol = record_of(_HEAD + body).tasks
    assert [unit.quote.confidence for unit in led.support] == [PRINTED]
    assert [unit.quote.confidence for unit in led.lead] == [BY_FORM]
    assert [unit.quote.confidence for unit in listed.execute] == [BY_PLACE]
    assert [unit.quote.confidence for unit in patrol.execute] == [BY_FORM]
    assert led.due_quote is not None
    assert led.due_quote.confidence == PRINTED
    assert patrol.due_quote is not None
    assert patrol.due_quote.confidence == BY_FORM
    (guessed,) = record_of(_HEAD + "IX. Bếp ăn bán trú\n1. Rà soát hồ sơ đất đai.\n").tasks
    assert guessed.quote.confidence == BY_PLACE


def test_a_paragraph_that_but_tells_how_long_it_lasts_is_no_task() -> None:
    record = record_of(
        "Số: 5/KH-UBND\nKẾ HOẠCH\nVề A\n\nI. THỜI GIAN VÀ TIẾN ĐỘ THỰC HIỆN\n\n"
        "1. Thời gian thi đua\n\nPhong trào tính từ tháng 3/2026 đến ngày 31/12/2026.\n\n"
        "2. Tiến độ thực hiện\n\na) Các phòng xây dựng kế hoạch trong Quý I/2026 để thực hiện.\n"
    )
    assert [task.ref for task in record.tasks] == ["I.2.a"]


def test_prose_beside_items_that_no_rule_takes_is_told_as_unread() -> None:
    record = record_of(
        "ỦY BAN NHÂN DÂN XÃ A\nSố: 1/KH-UBND\nKẾ HOẠCH\nThu gom rác\n\nII. NHIỆM VỤ\n"
        "Mỗi thôn sẽ có một xe chở rác trong tháng 5, tiền do xã cấp.\n"
        "Các việc cần làm:\n"
        "1. Rà soát các điểm tập kết rác.\n2. Tuyên truyền tới các hộ.\n"
    )
    told = [task.quote.text for task in record.tasks] + [line.quote.text for line in record.unread]
    assert any(words.startswith("Mỗi thôn sẽ có") for words in told)
    assert all("Các việc cần làm" not in line.quote.text for line in record.unread)


def test_a_paragraph_that_closes_the_plan_is_no_part_of_its_last_item() -> None:
    record = record_of(
        "KẾ HOẠCH\nDọn vệ sinh\nI. TỔ CHỨC THỰC HIỆN\n1. Công an xã tuần tra.\n"
        "2. Văn phòng Đảng ủy theo dõi, đôn đốc.\n"
        "Kế hoạch này phổ biến đến các chi bộ, đảng viên để thực hiện./."
    )
    assert [task.text for task in record.tasks] == [
        "Công an xã tuần tra.",
        "Văn phòng Đảng ủy theo dõi, đôn đốc.",
    ]
    assert not record.unread
