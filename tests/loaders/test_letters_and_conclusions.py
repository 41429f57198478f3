"""Official letters, notices of conclusions and what stands at the end of an organisation part."""

from graph_schema.model import PlanRecord, Task
from tests.loaders.texts import record_of

_PLAN = "KẾ HOẠCH\nGiữ sạch kênh rạch\n"


def _letter(body: str) -> PlanRecord:
    head = "ỦY BAN NHÂN DÂN XÃ BẾN LAU\nSố: 31/UBND-KT\nKính gửi: Các thôn.\n"
    return record_of(f"{head}Ủy ban nhân dân xã yêu cầu thực hiện một số nội dung sau:\n{body}")


def _doers(task: Task) -> list[str]:
    return [unit.name for unit in task.execute]


def test_what_a_letter_demands_of_all_is_work_as_what_it_asks_of_each() -> None:
    body = (
        "1. Yêu cầu chung:\n1.1. Đối với việc nạo vét:\n"
        "- Lập danh sách các đoạn kênh bị bồi lấp.\n- Đẩy nhanh việc vớt bèo trước mùa mưa.\n"
        "2. Trách nhiệm của các đơn vị:\n2.1. Thanh tra Thành phố:\n"
        "Tăng cường thanh tra việc lấn chiếm bờ kênh.\n"
        "Ủy ban nhân dân xã yêu cầu các thôn nghiêm túc triển khai, thực hiện./.\n"
    )
    tasks = _letter(body).tasks
    assert [task.quote.text for task in tasks] == [
        "Lập danh sách các đoạn kênh bị bồi lấp.",
        "Đẩy nhanh việc vớt bèo trước mùa mưa.",
        "Tăng cường thanh tra việc lấn chiếm bờ kênh.",
    ]
    assert _doers(tasks[2]) == ["Thanh tra Thành phố"]


def test_demands_beside_a_purpose_are_no_work() -> None:
    body = "1. Mục đích\n- Giữ kênh sạch.\n2. Yêu cầu\n- Huy động mọi người dân tham gia.\n"
    assert not record_of(_PLAN + body).tasks


def test_a_person_who_oversees_the_whole_plan_stands_after_the_last_item() -> None:
    body = (
        "I. TỔ CHỨC THỰC HIỆN\n1. Văn phòng xã tổng hợp kết quả.\n"
        "2. Các thôn vớt bèo trên kênh.\n"
        "Đồng chí Lê Văn Bình, Phó Chủ tịch xã, Trưởng Ban Thủy lợi xã phụ trách chung, chỉ đạo "
        "thực hiện Kế hoạch.\n"
        "Ủy ban nhân dân xã yêu cầu các thôn nghiêm túc thực hiện; định kỳ hằng quý báo cáo kết "
        "quả.\n"
    )
    *_, last = record_of(_PLAN + body).tasks
    assert [(who.name, who.position) for who in last.overseers] == [
        ("Lê Văn Bình", "Phó Chủ tịch xã, Trưởng Ban Thủy lợi xã")
    ]
    assert not last.execute


def test_a_clause_that_only_says_who_oversees_is_no_task_and_no_supporting_unit() -> None:
    body = (
        "I. NHIỆM VỤ\n1. Bê tông hóa đường thôn. Giao Phòng Kinh tế chủ trì, phối hợp với Công an "
        "xã; đồng chí Lê Văn Bình, Phó Chủ tịch UBND xã phụ trách.\n"
        "2. Văn phòng HĐND và UBND xã chủ trì xây dựng báo cáo trước ngày 30/7/2026; đồng chí Lê "
        "Văn Bình, Phó Chủ tịch UBND xã trực tiếp phụ trách.\n"
    )
    first, second = record_of(_PLAN + body).tasks
    assert [unit.name for unit in first.support] == ["Công an xã"]
    assert [unit.name for unit in second.lead] == ["Văn phòng HĐND và UBND xã"]
    for task in (first, second):
        assert [(who.name, who.position) for who in task.overseers] == [
            ("Lê Văn Bình", "Phó Chủ tịch UBND xã")
        ]


def test_a_body_whose_name_is_fixed_ends_where_what_it_does_begins() -> None:
    body = (
        "I. NHIỆM VỤ\n1. Công an xã chủ trì, phối hợp với Phòng Kinh tế số hóa hồ sơ lưu trữ.\n"
        "2. Công an xã chủ trì, phối hợp với Phòng Văn hóa - Xã hội phát quang bụi rậm.\n"
        "3. Công an xã chủ trì, phối hợp với Phòng Kinh tế ngành lập hồ sơ.\n"
    )
    first, second, third = record_of(_PLAN + body).tasks
    assert [unit.name for unit in first.support] == ["Phòng Kinh tế"]
    assert [unit.name for unit in second.support] == ["Phòng Văn hóa - Xã hội"]
    assert [unit.name for unit in third.support] == ["Phòng Kinh tế ngành"]


def test_items_go_on_being_tasks_behind_the_ninety_ninth() -> None:
    items = "".join(f"{n}. Phòng Kinh tế rà soát hộ nghèo thôn {n}.\n" for n in range(1, 121))
    tasks = record_of(_PLAN + "I. NHIỆM VỤ\n" + items).tasks
    assert [task.ref for task in tasks] == [f"I.{n}" for n in range(1, 121)]


def test_who_was_told_to_lead_and_has_a_duty_does_that_duty() -> None:
    body = (
        "I. TỔ CHỨC THỰC HIỆN\n"
        "1. Các thôn được phân công chủ trì việc nạo vét có trách nhiệm lập kế hoạch chi tiết.\n"
        "2. Công an xã được phân công chủ trì việc tuần tra bờ kênh.\n"
    )
    charged, leading = record_of(_PLAN + body).tasks
    assert charged.execute
    assert not charged.lead
    assert [unit.name for unit in leading.lead] == ["Công an xã"]


def test_each_paragraph_under_what_is_asked_is_work_of_the_body_it_names() -> None:
    body = (
        "I. VỀ KIẾN NGHỊ CỦA XÃ\n"
        "1. Về kiến nghị sớm có nghị quyết mới về việc giữ sạch kênh rạch ven sông và về việc đắp "
        "lại bờ kênh ở tám xóm; tiếp tục mở các lớp học về nước sạch cho người dân vùng trũng:\n"
        "Giao Sở Tài chính hoàn thiện dự toán.\nSở Y tế khẩn trương chủ trì mở lớp học.\n"
    )
    first, second = record_of("THÔNG BÁO\nKết luận cuộc họp\n" + body).tasks
    assert _doers(first) == ["Sở Tài chính"]
    assert [unit.name for unit in second.lead] == ["Sở Y tế"]


def test_bullets_share_the_assignment_that_follows_them_and_no_other() -> None:
    body = (
        "I. NHIỆM VỤ\n1. Chăm lo nguồn nước\n- Kiểm tra nguồn nước.\n- Xử lý giếng bẩn.\n"
        "Đơn vị thực hiện: Các thôn.\nThời gian thực hiện: Thường xuyên.\n"
        "- Tập huấn cho tổ nước sạch.\nĐơn vị chủ trì: Trạm Y tế xã.\n"
        "Thời gian thực hiện: Theo kế hoạch công tác y tế hằng năm.\n"
    )
    check, clean, train = record_of(_PLAN + body).tasks
    assert _doers(check) == _doers(clean) == ["Các thôn"]
    assert check.recurs == clean.recurs == "thường xuyên"
    assert [unit.name for unit in train.lead] == ["Trạm Y tế xã"]
    assert train.recurs is None
