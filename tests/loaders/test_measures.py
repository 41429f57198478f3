"""One target a number and metric; names, dates and counts of other things are none."""

import pytest

from loaders.measures import read_measures
from tests.loaders.texts import words

GOALS = [
    ("Giảm số điểm sạt lở từ 27 điểm xuống còn dưới 5 điểm.", [("<=", 5, None, "điểm", None)]),
    ("Giảm tỷ lệ hộ nghèo từ 4,5% xuống còn 3,2%.", [("=", 3.2, None, "%", None)]),
    ("Nâng tỷ lệ che phủ rừng từ 41% lên 43,5%.", [("=", 43.5, None, "%", None)]),
    ("Tăng số hộ khá từ 120 hộ (năm 2025) lên trên 150 hộ", [(">=", 150, None, "hộ", None)]),
    ("Tỷ lệ hộ khá đạt từ 5% đến 10%", [(">=", 5, 10, "%", None)]),
    ("Trao tặng ít nhất 02 nhà Đại đoàn kết", [(">=", 2, None, "nhà", None)]),
    (
        "Cắt giảm ít nhất 30% thời gian giải quyết, 30% chi phí trong năm 2026.",
        [(">=", 30, None, "%", "2026"), (">=", 30, None, "%", "2026")],
    ),
    (
        "Ít nhất 90% hộ ký cam kết; 95% rác được thu gom trong năm 2026",
        [(">=", 90, None, "%", None), ("=", 95, None, "%", "2026")],
    ),
    (
        "Trồng mới tối thiểu 1.000 cây xanh trong giai đoạn 2026 - 2030.",
        [(">=", 1000, None, "cây", "2026..2030")],
    ),
    ("Trên 95% hộ gia đình đạt danh hiệu “Gia đình văn hóa”.", [(">=", 95, None, "%", None)]),
    (
        "Hình thành mới 05 Khu công nghiệp, nâng tổng số lên 12 KCN; tỷ lệ lấp đầy đạt trên 80%.",
        [
            ("=", 5, None, "Khu công nghiệp", None),
            ("=", 12, None, "KCN", None),
            (">=", 80, None, "%", None),
        ],
    ),
    ("tỷ lệ lấp đầy đạt 60-70%", [(">=", 60, 70, "%", None)]),
    ("Hiện nay trong xã có khoảng 180 giếng, trong đó có 22 giếng khoan.", []),
    ("Hiện nay có 22 giếng, phấn đấu đạt 40 giếng.", [("=", 40, None, "giếng", None)]),
    ("100% các ấp, khu chợ có tối thiểu 1 điểm thu rác", [("=", 100, None, "%", None)]),
    (
        "70% hộ có nước sạch, mỗi ấp có tối thiểu 1 giếng",
        [("=", 70, None, "%", None), (">=", 1, None, "giếng", None)],
    ),
    ("Tuổi thọ trung bình đạt 76 tuổi", [("=", 76, None, "tuổi", None)]),
    ("Người dân được khám ít nhất 01 lần/năm", [(">=", 1, None, "lần/năm", None)]),
    ("mỗi tháng phát ít nhất 04 tin, bài", [(">=", 4, None, "tin, bài/tháng", None)]),
    ("Xóa 07/07 điểm đen về tai nạn", [("=", 7, None, "điểm đen", None)]),
    ("Hoàn thiện hệ thống kênh nội đồng", [("=", None, None, None, None)]),
    ("Diện tích làm mới: trên 2.000 ha.", [(">=", 2000, None, "ha", None)]),
    ("Tỷ lệ trẻ em dưới 5 tuổi suy dinh dưỡng giảm còn dưới 9%", [("<=", 9, None, "%", None)]),
    ("Đến năm 2028, trên địa bàn không còn hộ nghèo đa chiều.", [("=", 0, None, "hộ", "2028")]),
    ("Không để phát sinh điểm nóng về mất an ninh trật tự.", [("=", None, None, None, None)]),
    (
        "năm 2018 đạt 99%, năm 2019 đạt 99,5%",
        [("=", 99, None, "%", "2018"), ("=", 99.5, None, "%", "2019")],
    ),
    ("Tăng cường tuyên truyền trên mạng xã hội.", []),
    (
        "Chuyển đổi 640 ha đất lúa sang cây màu; nạo vét xong 28 km kênh nội đồng",
        [("=", 640, None, "ha", None), ("=", 28, None, "km", None)],
    ),
    ("Diện tích rừng bị cháy 12 ha", []),
    ("mức cấp tối thiểu 60 lít/người/ngày", [(">=", 60, None, "lít/người/ngày", None)]),
    ("Có 02 hợp tác xã dược liệu hoạt động", [("=", 2, None, "hợp tác xã", None)]),
    ("Có 02 khu công nghiệp được lấp đầy", [("=", 2, None, "khu công nghiệp", None)]),
    (
        "Riêng năm 2026, phấn đấu trên 90% chủ rừng ký cam kết; số vụ vi phạm không quá 05 vụ.",
        [(">=", 90, None, "%", "2026"), ("<=", 5, None, "vụ", "2026")],
    ),
    (
        "Phấn đấu kết quả đánh giá nằm trong nhóm 15 tỉnh, thành phố dẫn đầu cả nước.",
        [("=", None, None, None, None)],
    ),
    (
        "nâng tổng công suất lên 4.758,5 MW (gồm 166 dự án; 02 dự án điện)",
        [("=", 4758.5, None, "MW", None)],
    ),
]
TASKS = [
    (
        "Phấn đấu đến năm 2030 có từ 85% trở lên hồ sơ xử lý trực tuyến; đến năm 2040, 100% hồ "
        "sơ trực tuyến.",
        [(">=", 85, None, "%", "2030"), ("=", 100, None, "%", "2040")],
    ),
    (
        "đạt tốc độ tăng trưởng bình quân 14,5-15%/năm đóng góp từ 55-57% thu ngân sách",
        [(">=", 14.5, 15, "%/năm", None), (">=", 55, 57, "%", None)],
    ),
    ("Phấn đấu mỗi năm đấu giá từ 05 mỏ khoáng sản trở lên.", [(">=", 5, None, "mỏ/năm", None)]),
    (
        "Đào tạo nghề cho lao động, bình quân mỗi năm 60 người.",
        [("=", 60, None, "người/năm", None)],
    ),
    ("Chuyển rừng gỗ nhỏ, mỗi năm tối thiểu 90 ha", [(">=", 90, None, "ha/năm", None)]),
    ("hằng quý có ít nhất 01 tin, bài gửi đăng", [(">=", 1, None, "tin, bài/quý", None)]),
    ("mỗi xã thành lập ít nhất 01 tổ xung kích", [(">=", 1, None, "tổ xung kích", None)]),
    ("chi trả cho 37 hộ, phấn đấu đạt 80%", [("=", 80, None, "%", None)]),
    (
        "Hoàn thành việc chi trả cho 37 hộ, phấn đấu đến ngày 30/6/2026 đạt 80%",
        [("=", 80, None, "%", "2026-06-30")],
    ),
    ("Lập hồ sơ, phấn đấu hoàn thành toàn bộ công việc trước 30/5/2026", []),
    ("gắn với tiêu chí “4 xin”, “4 luôn”, “5 không”", []),
    ("dịch vụ công trực tuyến cấp độ 3,4", []),
    ("được trên 50% tổng số cử tri tín nhiệm", []),
    ("xóa trắng nhóm từ 30 hộ trở lên chưa có điện", []),
    (
        "Phấn đấu đến hết năm 2027, phường đạt chuẩn “A”, các cơ quan, đơn vị đạt chuẩn “B”.",
        [("=", None, None, None, "2027"), ("=", None, None, None, "2027")],
    ),
]


def _read(text: str, in_goals: bool) -> list[tuple[object, ...]]:
    found = read_measures(words(text), in_goals=in_goals, states=True)
    return [(m.op, m.value, m.value_max, m.unit, m.due) for m in found]


@pytest.mark.parametrize(("text", "expected"), GOALS)
def test_a_line_of_goals_gives_its_targets(text: str, expected: list[tuple[object, ...]]) -> None:
    assert _read(text, in_goals=True) == expected


@pytest.mark.parametrize(("text", "expected"), TASKS)
def test_a_task_gives_the_targets_it_strives_for(
    text: str, expected: list[tuple[object, ...]]
) -> None:
    assert _read(text, in_goals=False) == expected


def test_a_clause_without_a_metric_takes_the_one_before_it() -> None:
    text = "Tỷ lệ thực phẩm an toàn đến năm 2030 đạt 50%, đến năm 2045 đạt trên 70%."
    first, second = read_measures(words(text), in_goals=True, states=True)
    assert first.metric == second.metric == "Tỷ lệ thực phẩm an toàn"


@pytest.mark.parametrize(
    ("said", "metric"),
    [
        ("Giảm số điểm sạt lở từ 27 điểm xuống còn dưới 5 điểm.", "Giảm số điểm sạt lở"),
        (
            "Phòng Kinh tế chủ trì, phối hợp với Công an xã phổ biến Quy chế đến 100% tổ tự quản "
            "trong quý III/2026.",
            "phổ biến Quy chế đến tổ tự quản",
        ),
        (
            "Giao Phòng Kinh tế chủ trì, phối hợp với Công an xã, các thôn vận động 100% hộ kinh "
            "doanh ký cam kết.",
            "vận động hộ kinh doanh ký cam kết",
        ),
        ("Công an xã vận động 100% hộ ký cam kết.", "Công an xã vận động hộ ký cam kết"),
    ],
)
def test_what_there_is_now_and_who_leads_with_whom_are_no_part_of_the_metric(
    said: str, metric: str
) -> None:
    (measure,) = read_measures(words(said), in_goals=True, states=True)
    assert measure.metric == metric
