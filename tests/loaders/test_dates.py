"""Times are as precise as the source and no more."""

import pytest

from loaders.dates import find_moments, merge, read_time_value
from loaders.deadlines import find_deadline, find_task_recurrence

VALUES = [
    ("Tháng 12/2013 và thường xuyên.", "2013-12", "thường xuyên"),
    ("Tháng 11, 12/2013 và bổ sung, sửa đổi hàng năm.", "2013-11..2013-12", "hằng năm"),
    ("Từ tháng 11/2013 trở đi.", "2013-11", None),
    ("Từ năm 2013 đến năm 2020 và tiếp theo.", "2013..2020", None),
    ("6 tháng, hằng năm và định kỳ.", None, "6 tháng, hằng năm và định kỳ"),
    ("Dự kiến tháng 11/2025 (sau khi tỉnh ban hành Hướng dẫn).", "2025-11", None),
    ("Quý IV/2025 và Quý I/2026;", "2025-Q4..2026-Q1", None),
    ("Từ tháng 12/2025 đến quý I/2026.", "2025-12..2026-Q1", None),
    ("từ ngày 17/12/2025 đến 17 giờ 00, ngày 01/02/2026", "2025-12-17..2026-02-01", None),
    ("Hoàn thành xong trước ngày 01/01/2030", "2030-01-01", None),
    ("Thường xuyên", None, "thường xuyên"),
    ("Hàng quý, hàng năm", None, "hằng quý, hằng năm"),
    ("trong quý 1/2019", "2019-Q1", None),
    ("6/2025", "2025-06", None),
    ("6 tháng đầu năm 2026", "2026-01..2026-06", None),
    ("9 tháng đầu năm 2026", "2026-01..2026-09", None),
    ("Năm 2026", "2026", None),
    ("trước ngày 25 tháng 11", "--11-25", None),
    ("trước ngày bầu cử 95 ngày", None, None),
]
DEADLINES = [
    ("tham mưu UBND phường quyết định trong tuần thứ tư tháng 8/2026.", "2026-08"),
    ("Hoàn thành vào trung tuần tháng 7/2026; báo cáo", "2026-07"),
    ("Tuần đầu tháng 9/2026, các trường tổng vệ sinh.", "2026-09"),
    ("Từ nay đến hết tháng 12/2026, Công an xã mở cao điểm.", "2026-12"),
    ("Mở đợt cao điểm từ nay đến ngày 15/7/2026.", "2026-07-15"),
    ("Từ nay đến năm 2030, xây dựng 5 trường.", None),
    ("Rà soát hồ sơ, hoàn thành trước ngày 31/12/2026.", "2026-12-31"),
    ("xử lý dứt điểm xong trong quý II năm 2026.", "2026-Q2"),
    ("trình Chính phủ xem xét, quyết định trong quý III năm 2012.", "2012-Q3"),
    ("Cuối giai đoạn 2026 - 2030, tổ chức tổng kết phong trào", "2030"),
    ("Tháng 10/2025: Thành lập Ban Chỉ đạo", "2025-10"),
    ("Từ tháng 9/2025 đến tháng 10/2025: xây dựng Kế hoạch", "2025-09..2025-10"),
    ("Tập trung triển khai các nội dung, nhiệm vụ từ năm 2013 đến năm 2015.", "2013..2015"),
    ("Ban hành văn bản (trong năm 2013).", "2013"),
    ("Thực hiện Quy hoạch thời kỳ 2021-2030, tầm nhìn đến năm 2050.", None),
    ("Tổng kết giai đoạn năm 2013 - 2015; bổ sung kế hoạch giai đoạn năm 2016 - 2020.", None),
    ("Tuyên truyền công tác bầu cử năm 2026", None),
    ("thẩm định, phê duyệt quy hoạch, hoàn thành trong Quý II/2026.", "2026-Q2"),
    ("tham mưu nội dung sơ kết vào quý III/2027.", "2027-Q3"),
    ("Rà soát Quy hoạch chung đến năm 2030.", None),
    ("Phê duyệt Quy hoạch chung là nhiệm vụ hàng đầu trong năm 2026.", "2026"),
    ("Thi công đồng bộ, trong đó lưu ý các vị trí thi công trong tháng 4/2026", None),
    ("giải phóng các đoạn tuyến dự kiến khởi công trước ngày 30/4/2026", None),
    ("Ưu tiên bàn giao mặt bằng, yêu cầu đến 30/5/2026 phải xong.", "2026-05-30"),
    (
        "hoàn thành trong tháng 4/2026; hoàn thành toàn bộ việc công bố trước ngày 20/5/2026.",
        "2026-04",
    ),
    ("hoàn thiện hồ sơ quy hoạch gửi Sở trước ngày 24/4/2026 để tổng hợp", "2026-04-24"),
]
RECURRENCES = [
    ("Định kỳ quý, năm tổ chức đối thoại", "hằng quý, hằng năm"),
    ("Họp định kỳ quý I để rút kinh nghiệm", None),
    ("Xây dựng bộ tiêu chí; định kỳ đo lường, công bố kết quả", "định kỳ"),
    ("Xây dựng công cụ số và định kỳ tổ chức đánh giá", "định kỳ"),
    ("Xây dựng kế hoạch thanh tra, kiểm tra định kỳ và đột xuất", None),
    ("Rà soát các dự án; định kỳ báo cáo kết quả về Sở", None),
    ("Hàng năm, các đơn vị tổ chức rà soát", "hằng năm"),
    ("tổ chức vào sáng thứ Bảy hằng tuần trên phạm vi phường", "hằng tuần"),
    ("phát động đợt ra quân (tuần, tháng, quý, năm)", "hằng tuần, hằng tháng, hằng quý, hằng năm"),
    ("Định kỳ, thường xuyên tổ chức đối thoại", "định kỳ"),
    ("vào kế hoạch công tác hằng năm của cơ quan", None),
    ("thực hiện các hành vi thân thiện trong sinh hoạt hằng ngày", None),
    ("thường xuyên kiểm tra, đôn đốc", None),
    ("Trực ban phòng, chống thiên tai 24/24 giờ; thường xuyên.", "thường xuyên"),
    ("Tuyên truyền đến nhân dân, thực hiện thường xuyên.", "thường xuyên"),
    ("Bảo đảm việc cấp nước thường xuyên.", None),
    ("Duy trì chế độ họp giao ban định kỳ 02 tuần/lần", "02 tuần/lần"),
    ("Quảng bá chương trình; định kỳ phát sóng (mỗi tháng 02 chuyên mục).", "hằng tháng"),
    ("Gắn với công tác thi đua - khen thưởng hằng năm", None),
    ("sơ kết phong trào thi đua hằng năm và giai đoạn", "hằng năm"),
    ("đưa nội dung vào nghị quyết chuyên đề hằng năm", None),
    ("Đào tạo nghề cho lao động, bình quân mỗi năm 60 người", None),
    ("chuyển sang gỗ lớn, mỗi năm tối thiểu 90 ha", None),
]


@pytest.mark.parametrize(("text", "code", "recurs"), VALUES)
def test_a_time_value_is_read_as_printed(text: str, code: str | None, recurs: str | None) -> None:
    value = read_time_value(text)
    assert (value.moment.code if value.moment else None) == code
    assert value.recurs == recurs


@pytest.mark.parametrize(("text", "code"), DEADLINES)
def test_only_a_time_for_the_work_itself_is_its_deadline(text: str, code: str | None) -> None:
    found = find_deadline(text, ())
    assert (found.code if found else None) == code


@pytest.mark.parametrize(("text", "recurs"), RECURRENCES)
def test_only_the_work_itself_recurs(text: str, recurs: str | None) -> None:
    found = find_task_recurrence(text, ())
    assert (found.text if found else None) == recurs


def test_an_impossible_date_is_no_date() -> None:
    assert find_moments("ngày 31/02/2026") == []


def test_times_in_a_row_are_one_span_only_where_the_value_is_a_time() -> None:
    text = "năm 2026, năm 2027"
    moments = find_moments(text)
    assert [moment.code for moment in merge(moments, text, lists=True)] == ["2026..2027"]
    assert len(merge(moments, text, lists=False)) == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("30/6/2026 và 30/11/2026", "2026-06-30"),
        ("tháng 6 và tháng 11/2026", "2026-06"),
        ("Quý I và Quý III/2026", "2026-Q1"),
        ("30/6 và 30/11", "--06-30"),
        ("30/6/2026, 01/7/2026", "2026-06-30..2026-07-01"),
        ("Tháng 11, 12/2013", "2013-11..2013-12"),
        ("Quý IV/2025 và Quý I/2026", "2025-Q4..2026-Q1"),
        ("tháng 6 đến tháng 11/2026", "2026-06..2026-11"),
    ],
)
def test_times_apart_are_no_span_and_the_first_counts(text: str, code: str) -> None:
    moment = read_time_value(text).moment
    assert moment is not None
    assert moment.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Rà soát hồ sơ, hoàn thành ngày 15/5.", "--05-15"),
        ("Dọn vệ sinh (hoàn thành ngày 15/5)", "--05-15"),
        ("Trồng cây, xong trước 30/4", "--04-30"),
        ("Tổ chức ngày hội ngày 20-22/6/2026.", "2026-06-20..2026-06-22"),
        ("Ra mắt mô hình vào ngày 20/6/2026.", "2026-06-20"),
        ("Phấn đấu hoàn thành 4/5 chỉ tiêu", None),
        ("Bố trí trước 1/3 kinh phí", None),
        ("Tuyên truyền về ngày 20/10", None),
        ("Tuyên truyền cuộc bầu cử ngày 15/3/2026.", None),
    ],
)
def test_a_day_without_its_year_and_the_day_of_what_is_held_are_deadlines(
    text: str, code: str | None
) -> None:
    found = find_deadline(text, [])
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Kiểm tra môi trường 01 lần/quý.", "hằng quý"),
        ("Họp một lần/tháng", "hằng tháng"),
        ("Diễn tập 02 lần/năm", "02 lần/năm"),
        ("Kiểm tra chợ mỗi năm 2 lần", "2 lần/năm"),
        ("Rà soát hộ nghèo định kỳ 6 tháng.", "6 tháng"),
        ("Kiểm tra bến bãi 6 tháng/lần", "6 tháng"),
        ("Kiểm tra bến bãi, 06 tháng 01 lần", "06 tháng"),
        ("Tổ chức diễn tập vào ngày 10 tháng đầu quý.", "hằng quý"),
    ],
)
def test_so_many_times_in_an_interval_recurs(text: str, said: str) -> None:
    found = find_task_recurrence(text, [])
    assert found is not None
    assert found.text == said
