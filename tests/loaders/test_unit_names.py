"""A name of a body is read whole from running text, though it holds commas, "và" and verbs."""

import pytest

from loaders.unit_lists import read_units
from tests.loaders.texts import words

NAMES = """\
Sở Giáo dục và Đào tạo
Sở Văn hóa, Thể thao và Du lịch
Sở Nông nghiệp và Môi trường
Sở Khoa học và Công nghệ
Sở Dân tộc và Tôn giáo
Sở Lao động - Thương binh và Xã hội
Sở Kế hoạch và Đầu tư
Sở Quy hoạch - Kiến trúc
Sở Ngoại vụ
Bộ Thông tin và Truyền thông
Trung tâm Y tế dự phòng
Trung tâm Kiểm soát bệnh tật
Trung tâm Dịch vụ tổng hợp
Trung tâm Khuyến nông
Ban Quản lý dự án xã
Ban Quản lý các khu công nghiệp
Ban quản lý rừng phòng hộ
Ban Quản lý dự án đầu tư xây dựng tỉnh
Ban Tuyên giáo và Dân vận Tỉnh ủy
Ban Xây dựng Đảng
Ban Tổ chức Thành ủy
Ủy ban Kiểm tra Đảng ủy
Báo và Phát thanh, Truyền hình tỉnh
Đài Truyền thanh xã
Văn phòng Đảng ủy
Văn phòng HĐND và UBND xã
Văn phòng đăng ký đất đai
Chi cục Kiểm lâm
Chi cục Thuế khu vực
Thuế cơ sở 5
Kho bạc Nhà nước khu vực
Bảo hiểm xã hội tỉnh
Ngân hàng Chính sách xã hội
Ngân hàng Nhà nước Chi nhánh tỉnh
Công an phường
Phòng Cảnh sát giao thông
Phòng Cảnh sát phòng cháy, chữa cháy và cứu nạn, cứu hộ
Đồn Biên phòng cửa khẩu
Bộ Chỉ huy Quân sự tỉnh
Ban Chỉ huy Quân sự xã
Ban Chỉ huy phòng thủ dân sự
Hội Chữ thập đỏ
Hội Liên hiệp Phụ nữ xã
Hội Cựu chiến binh
Hội Bảo vệ quyền lợi người tiêu dùng
Liên đoàn Lao động tỉnh
Đoàn TNCS Hồ Chí Minh xã
Tỉnh đoàn
Hợp tác xã Dịch vụ nông nghiệp
Công ty Cổ phần Môi trường đô thị
Công ty Điện lực
Viễn thông tỉnh
Bưu điện tỉnh
Tòa án nhân dân khu vực
Viện kiểm sát nhân dân khu vực
Thanh tra tỉnh
Trường Chính trị tỉnh
Trường THCS Kim Đồng
Trạm Y tế xã
Quỹ Bảo vệ và phát triển rừng
Đội Quản lý thị trường số 3
Tổ công nghệ số cộng đồng
Tổ liên gia phòng cháy chữa cháy
Ủy ban bầu cử xã
Thường trực HĐND xã
Đoàn đại biểu Quốc hội tỉnh
Ban Đại diện Hội Người cao tuổi tỉnh
Trung tâm Phục vụ hành chính công
Trung tâm Phát triển quỹ đất
Trung tâm Văn hóa, Thông tin và Thể thao
Phòng Kinh tế, Hạ tầng và Đô thị
Phòng Lao động, Thương binh và Xã hội
Phòng Quản lý xây dựng công trình
Phòng Tài chính - Kế hoạch
Ban Công tác Mặt trận thôn
Hạt Kiểm lâm
Trung đoàn 255
Quân khu 3
Vụ Pháp chế
Cục Thống kê
Thống kê tỉnh
Văn phòng Bộ
Ban Dân tộc
Nhà máy nước
Chi nhánh cấp nước
Xí nghiệp Thủy lợi
Ban Bảo vệ dân phố
Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở
Hội đồng Giáo dục quốc phòng và an ninh
Hội đồng Phối hợp phổ biến, giáo dục pháp luật
Tổ chuyển đổi số cộng đồng
Trung tâm Dịch vụ việc làm tỉnh
Cơ quan Cảnh sát điều tra
các ngân hàng thương mại
các cửa hàng xăng dầu
các cơ sở nuôi trồng thủy sản
các trường công lập
các đơn vị vận chuyển
Ban Quản lý chợ
Ban Quản lý di tích
các hộ kinh doanh
các doanh nghiệp sản xuất
Ban đại diện cha mẹ học sinh
Hội Khuyến học
Hội Luật gia
Hội Làm vườn
các cơ quan báo chí
các cơ quan thông tấn, báo chí
các tổ chức tín dụng
các nhà thầu thi công
các chủ rừng
các chủ đầu tư dự án
chủ đầu tư
các nhà mạng viễn thông
các trường học trên địa bàn
các cơ sở giáo dục
chính quyền địa phương
các lực lượng chức năng
lực lượng dân quân tự vệ
lực lượng Kiểm lâm
Ủy ban nhân dân các xã, phường, đặc khu
UBND cấp xã
UBND các huyện, thành phố
các sở, ban, ngành, đoàn thể tỉnh
các phòng, ban, đơn vị thuộc UBND xã
các Ban của HĐND xã
Thường trực Đảng ủy
Ban Thường vụ Đảng ủy xã
Chủ tịch UBND các xã, phường
Thủ trưởng các cơ quan, đơn vị
Bí thư chi bộ các thôn
Trưởng thôn
Trưởng các thôn
Hiệu trưởng các trường học
Giám đốc Công an tỉnh
Chánh Văn phòng UBND tỉnh
Tổ giúp việc Ban Chỉ đạo
Tiểu ban An ninh, trật tự
Ban Chỉ đạo phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số
Ban Chỉ đạo các chương trình mục tiêu quốc gia
Ban Tổ chức Hội thi
Hội Cựu thanh niên xung phong
Hội Nạn nhân chất độc da cam/dioxin
Viện Nghiên cứu phát triển
Trường Cao đẳng nghề
Trường Đại học Sư phạm
Phòng Giáo dục và Đào tạo
Công ty TNHH Một thành viên Thủy lợi
Công ty Cổ phần cấp nước
Tập đoàn Bưu chính Viễn thông
VNPT
EVN
Trung tâm VHTT
Phòng VH-XH
BCH Quân sự xã
Hội LHPN xã
Hội CCB
""".splitlines()
ALONE = "{} rà soát hồ sơ."
FIRST = "{}, Công an tỉnh và các đơn vị liên quan tổ chức tuyên truyền."
LAST = "Sở Xây dựng, {} kiểm tra."


def _read(text: str) -> list[str]:
    return [unit.name for unit in read_units(words(text))[0]]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_read_whole_wherever_it_stands_in_a_list(name: str) -> None:
    assert _read(ALONE.format(name)) == [name]
    assert _read(FIRST.format(name)) == [name, "Công an tỉnh", "các đơn vị liên quan"]
    assert _read(LAST.format(name)) == ["Sở Xây dựng", name]
