"""Lexicon: classes of words that rules rest on. No name of a unit, person or place stands here."""

import re

# Words with which the name of a body or an office begins, as classes of bodies.
_HEADS = (
    r"Ủy ban(?! nhân dân và)|UBND|UBMTTQ\w*|UB ?MTTQ\w*|HĐND|Hội đồng|MTTQ|Mặt trận|BTT\b|BTV\b|"
    r"BCH\b|BCĐ\b",
    r"Sở|Bộ(?! (?:tiêu|máy|phận tham|chỉ số|quy|thủ tục|câu|cơ sở|dữ liệu|đội (?:đã|về)|công cụ|"
    r"tài liệu))",
    r"Phòng(?!,? (?:chống|ngừa|cháy|bệnh|vệ|thủ|học|tránh))",
    r"Ban(?! (?:hành|đầu|đêm|ngày|bố|tặng|giao))",
    r"Ngành|Cấp ủy|Các cấp|Chính quyền|Chính phủ|Thủ tướng|Quốc hội|Cục(?! bộ)|Chi cục|Tổng cục|"
    r"Vụ(?! (?:việc|mùa|án))",
    r"Công an|Quân khu|Quân đội|Quân sự|Bộ đội|Biên phòng|Tư lệnh|Cảnh sát|Dân quân",
    r"Hội(?! (?:nghị|thảo|thi|diễn|chợ|họp|nhập|đàm|thao|tụ|trường|viên|hè|trại))|Chi hội|"
    r"Hiệp hội|Liên hiệp|Liên minh|Liên đoàn|Công đoàn",
    r"Đoàn(?! (?:kết|viên|giám|kiểm|tụ|đi|kinh tế|đông))|Chi đoàn|Đội(?! ngũ)|Đồn|Hạt|Trạm|"
    r"Trung tâm|Trường(?! hợp)|Viện(?! (?:trợ|dẫn|phí))|Bệnh viện|Học viện",
    r"Văn phòng|Thanh tra(?! (?:đột|theo|định|việc|đối|vụ|,|các|công|chuyên|toàn))|"
    r"Thuế(?! (?:thu|đất|tài|suất|,|đối))|Cơ quan|Đơn vị|Kho bạc|Ngân hàng|Bảo hiểm xã hội|BHXH|"
    r"Tòa án|Viện kiểm sát",
    r"Đảng ủy|Đảng bộ|Đảng đoàn|Tỉnh ủy|Thành ủy|Huyện ủy|Quận ủy|Thị ủy|Thành [Đđ]oàn|"
    r"Tỉnh [Đđ]oàn|Xã đoàn|Chi bộ|Trung ương|Thường trực|Thường vụ|Bộ Chính trị",
    r"Tổ(?! (?:chức|quốc|tiên|hợp tác))|Tổ hợp tác|Tiểu ban|Nhóm(?! (?:hộ|tiêu|nhiệm|đối|giải|"
    r"hàng|I|V|vướng))|Khối|Thôn|Ấp|Xóm|Khu (?:phố|dân cư)|Khu đội|Bản(?! (?:sắc|đồ|quyền|lĩnh|"
    r"chất|thân|án|cam|ghi|kế|tin|sao|in|chính))|Làng",
    r"Bưu điện|Điện lực|Viễn thông(?= (?:tỉnh|thành|khu|[A-ZĐ]))|"
    r"Thống kê(?= (?:tỉnh|thành|cơ sở|khu))|Xí nghiệp|(?:Trung|Tiểu|Sư|Lữ) đoàn|Hải quan|Cảng vụ|"
    r"(?:Trung|Tiểu|Đại) đội|Thư viện|Bảo tàng|Liên minh|Hiệp hội|Câu lạc bộ|Vườn quốc gia|"
    r"Tổng cục|Kiểm toán|"
    r"Cảnh sát biển|Công ty|Tổng công ty|Tập đoàn|Doanh nghiệp|Hợp tác xã|HTX|"
    r"Báo và [Pp]hát thanh(?:,| và|-| -) ?[Tt]ruyền hình|Báo(?! (?:cáo|"
    r"chí (?!Trung)|trước|động|hiệu))|Đài|Cổng (?:TTĐT|thông tin)|Nhà (?:văn hóa|máy|trường|"
    r"thầu|[đĐ]ầu tư|tài trợ)|Tạp chí|Quỹ(?! (?:đất|khuyến|nhà))|Chi nhánh|"
    r"Cơ sở(?! (?:vật chất|dữ liệu|hạ tầng|pháp|khoa học|đó|này))",
    r"Phó [Cc]hủ tịch|Chủ tịch|Phó [Gg]iám đốc|Giám đốc|Thủ trưởng|Phó Trưởng|Trưởng(?! thành)|"
    r"Tổ trưởng|(?:Phó )?Hiệu trưởng|Tổng phụ trách|Giáo viên|Nhân viên|Thông tấn xã|"
    r"Bí thư|Phó Bí thư|Chánh|Phó Chánh|Bộ trưởng|Thứ trưởng|"
    r"Người đứng đầu|Chỉ huy|Chủ đầu tư|Chủ nhiệm|Phó chỉ tịch",
    r"Đồng chí|Đ/c|Ông|Bà|Lãnh đạo(?! ,)|Cán bộ|Công chức|Viên chức|Chuyên viên|Thành viên(?! ,)|"
    r"Lực lượng|Nhân dân|Đoàn thể|Địa phương|Tổ chức (?:đoàn|chính|xã hội|thành viên|hội|tín|"
    r"Đảng|đảng)|Già làng|Trưởng (?:thôn|bản|ấp|khu)|Huyện|Xã(?! hội)|Phường|Quận|"
    r"Tỉnh(?! (?:táo))|Bên (?:A|B)",
)
# Letters of names; "THỜI GIAN" with its tone marks is a word in capitals.
_ABBREVIATION = r"(?-i:[A-ZĐƯ]{2,8}(?:[&-][A-ZĐƯ]{1,8})?(?![\w]))"
_DETERMINER = r"(?:(?:tất cả|toàn thể|toàn bộ|một số|mỗi|từng|những|các|02|hai)(?: các)? )?"
HEAD = "(?:" + "|".join(_HEADS) + ")"

# A body named without a capital in running text: only classes that cannot be read as a verb.
_PLAIN = (
    r"(?:bộ phận(?= [^\W\d_])|phòng(?= [A-ZĐ]| chuyên| ban)|ban(?= [A-ZĐ]| công tác)|sở(?=[ ,])|"
    r"ngành(?=[ ,])|cơ quan|đơn vị|địa phương|"
    r"đoàn thể|doanh nghiệp|nhà đầu tư|trường(?= (?:học|[A-ZĐ]|tiểu|trung|mầm|THCS|THPT))|"
    r"nhà trường|nhà cung cấp|trưởng (?:thôn|ấp|bản|xóm|khu)|"
    r"cơ sở giáo dục|"
    r"tổ dân phố|tổ(?= (?:tự|công|liên|an|bầu|hợp|phản|giúp|hòa))|tổ chức (?:chính trị|đoàn thể|"
    r"hội|thành viên|xã hội|tín dụng|Đảng)|tổ chức(?=,? (?:cá nhân|đoàn thể|liên quan|"
    r"có liên quan))|"
    r"chính quyền|cấp ủy|lực lượng|công an|thôn|bản(?= [A-ZĐ])|ấp|xã(?=[ ,])|phường(?=[ ,])|"
    r"trạm y tế|điện lực|hội(?= [A-ZĐ])|chi hội|đoàn thanh niên|công đoàn|cá nhân|hộ (?:gia đình|"
    r"kinh doanh|dân)|chủ đầu tư|"
    r"đại biểu(?= (?:HĐND|Hội đồng nhân dân))|"
    r"đồng chí|đ/c|(?:ông|bà)(?= [A-ZĐ][a-zà-ỹ]+ [A-ZĐ])|"
    r"chuyên viên|thành viên|cơ sở(?= (?:giáo dục|y tế|sản xuất|đào tạo|khám))|"
    r"quân khu|tỉnh(?=[ ,.;]|$)|huyện|người dân|nhân dân|thanh tra(?= [A-ZĐ]| tỉnh)|"
    r"thuế(?= (?:tỉnh|thành|cơ sở)))"
)
# Everything that "các" makes a body.
_CLASSED = (
    r"(?:phòng|ban(?! (?:đầu|ngày))|sở|ngành|bộ(?! (?:tiêu|chỉ|môn|câu))|cơ quan|đơn vị|"
    r"tổ chức(?! (?:hoạt|lại))|địa phương|đoàn thể|"
    r"tổ dân phố|tổ|thôn|bản|ấp|làng|buôn|bon|đại biểu(?= (?:HĐND|Hội đồng))|"
    r"xã|phường|huyện|quận|tỉnh|thành phố|cấp(?! (?:độ|bậc))|"
    r"trường(?! hợp)|doanh nghiệp|hội(?! nghị)|chi hội|"
    r"cơ sở(?! (?:dữ liệu|vật chất|hạ tầng))|hộ|đồng chí|đ/c|chuyên viên|thành viên|cán bộ|"
    r"lực lượng|quân khu|đội|cá nhân|"
    r"chủ (?:đầu tư|rừng|hộ|cơ sở|thể|doanh nghiệp)|cửa hàng|"
    r"nhà (?:thầu|trường|mạng|đầu tư|hàng|văn hóa|khoa học|hảo tâm|tài trợ)|hợp tác xã|"
    r"trạm|trung tâm|đoàn(?= )|công ty|khu dân cư|"
    r"chi bộ|đảng bộ|cấp ủy|tỉnh ủy|thành ủy|huyện ủy|đảng ủy|"
    r"tiểu ban|vụ(?= )|cục|viện|nhà máy|đài|báo(?! cáo)|ngân hàng|"
    r"quận|Phó|Sở|Bộ|Ban|UBND|"
    r"Ủy ban|Tổ|Phòng|Đội|Thành viên|Chuyên viên|Doanh nghiệp|Trưởng|đầu mối|phường|lãnh đạo|bên)"
)

UNIT_START = re.compile(
    rf"(?:{_DETERMINER}(?-i:{HEAD})(?![\w])|(?:tất cả |toàn thể |toàn bộ |một số |mỗi |"
    rf"từng )?(?:các?|những|mọi) (?-i:{_CLASSED})(?![\w])"
    rf"|{_ABBREVIATION}|(?-i:{_PLAIN})(?![\w])|toàn thể (?:nhân dân|cán bộ))",
    re.IGNORECASE,
)
GENERIC = (
    r"(?:sở|ban|ngành|phòng|bộ|đơn vị|cơ quan|tổ chức|địa phương|đoàn thể|cá nhân|bộ phận|cấp|"
    r"lĩnh vực|"
    r"cơ quan ngang bộ|cơ quan thuộc chính phủ|hội|hội đoàn thể|cán bộ|công chức|viên chức|"
    r"người lao động|huyện|quận|xã|phường|"
    r"thị trấn|thị xã|thành phố|tỉnh|thôn|bản|ấp|làng|buôn|bon|khu phố|khu dân cư|đặc khu|"
    r"chi bộ|đảng bộ|cấp ủy|"
    r"tỉnh ủy|thành ủy|huyện ủy|đảng ủy)"
)
# A further noun of "các sở, ban, ngành": it starts no unit of its own.
BARE_GENERIC = re.compile(rf"{GENERIC}(?![\w])", re.IGNORECASE)

# Words (lower case in running text) at which a list of units ends. Those of the first two tables
# may also follow the subject of a sentence that gives work.
_VERBS = """
theo dõi|đôn đốc|thực hiện|triển khai|tham mưu|
(?<!đầu tư )(?<!Đầu tư )(?<!Quản lý )(?<!quản lý )xây dựng(?! Đảng)|rà soát|
(?<!Ủy ban )kiểm tra|hướng dẫn|xử lý|
bảo đảm|đảm bảo|tăng cường|tổ chức(?! (?:chính|đoàn thể|hội(?! (?:nghị|
thảo|thi|diễn|chợ|họp|thao|trại|đàm))|xã hội|thành viên|Đảng|đảng|
phụ trách|tín|có liên|liên quan|,)|[;,.])|tuyên truyền|thẩm định|giúp|đề xuất|nghiên cứu|
(?<!công )(?<!độc )lập(?= )|
tiếp tục|tiếp nhận|tập trung|đẩy mạnh|chủ động|chủ trì|phối hợp|phổ biến|quán triệt|vận động|
(?<!Dịch vụ )(?<!dịch vụ )tổng hợp|báo cáo|cung cấp|hỗ trợ|giải quyết|kịp thời|ban hành|
(?<!ông )(?<!ương )(?<!Quy )(?<!quy )(?<!lộ )trình|chỉ đạo|
lãnh đạo(?=,? (?:chỉ đạo|thực hiện|toàn|chung|công tác|việc|các (?:cơ quan|chi|đảng|cấp ủy)|
Ủy ban|UBND|HĐND|Hội đồng|Đảng ủy|Chi bộ|Mặt trận|cấp ủy|chính quyền))|
quản lý(?! (?:nhà nước về|dự án))|
giám sát|đánh giá|khảo sát|lựa chọn|thành lập|kiện toàn|phát động|phát hiện|phát huy|phát triển|
duy trì|nâng cao|khắc phục|đổi mới|hoàn thiện|hoàn thành|thống kê|cập nhật|công bố|công khai|
niêm yết|tham gia|thông báo|xác định|xác minh|đăng tải|đăng ký|mở rộng|
mở (?:lớp|các|đợt|cao điểm|chiến dịch)|bố trí|
huy động|phân bổ|phân công|(?<!Cảnh sát )(?<!cảnh sát )điều tra|kêu gọi|thúc đẩy|chuẩn bị|
nêu cao|đề nghị|yêu cầu|giao(?! (?:thông|dịch|lưu|tiếp|nhận|liên))|gửi|
ký|(?<!Đào )(?<!đào )tạo|lấy|đưa|nắm|tháo gỡ|trao đổi|ra soát|ra quân|đối chiếu|so sánh|bám sát|
thanh tra|
thẩm tra|tiến hành|thu thập|thu hút|xem xét|quy định|quyết định|bảo vệ|sử dụng|ứng dụng|đào tạo|
bồi dưỡng|tập huấn|giới thiệu|giải đáp|sơ kết|tổng kết|khen thưởng|biểu dương|nhân rộng|
hình thành|cải thiện|cải tạo|chăm lo|chăm sóc|chấn chỉnh|(?<!vận )chuyển|cụ thể hóa|điều chỉnh|
điều phối|
(?<!dự án )(?<!hà )(?<!hủ )đầu tư|đấu tranh|đề cao|đi đầu|góp phần|gắn|giữ|kiểm soát|kiến nghị|
kết nối|
khai thác|
khuyến khích|lồng ghép|ngăn chặn|phản ánh|phê duyệt|phòng ngừa|phòng, chống|phòng chống|
quan tâm|tuần tra|thống nhất|tham dự|thực thi|tìm kiếm|tính toán|tuân thủ|vận hành|viết|
xác nhận|xử phạt|xúc tiến|cắm|cấp(?= (?:phép|kinh|giấy))|(?<!bầu )cử(?= )|chi trả|lắp đặt|
(?<!nuôi )(?<!cây )trồng|in ấn|
khoanh|lên kế hoạch|mời|nộp|phát hành|phát thanh|soạn thảo|tập hợp|thăm hỏi|thu gom|thể chế|
thay mặt|triệu tập|tư vấn|tháo dỡ|nhận|niêm phong|tổng rà|vệ sinh|dự(?! (?:án|phòng|báo|trữ|
toán))|kiểm kê|(?<!cơ quan )(?<!đơn vị )truyền thông|chấm|
(?<!tâm )(?<!đơn vị )(?<!cơ sở )cung ứng|đảm nhận|đẩy nhanh|mở cao điểm|mở đợt|
sinh hoạt(?= (?:chuyên đề|chi bộ|định kỳ|chính trị))|
thả|cải cách|củng cố|xóa|ủy quyền|vinh danh|tôn vinh|nhắc nhở|cam kết|tổng vệ sinh|
chuẩn hóa|hiện đại hóa|đơn giản hóa|đa dạng hóa|kiểm đếm|kiểm điểm|rút kinh nghiệm|đo đạc|
thiết lập|thiết kế|xác lập|chỉnh trang|sắp xếp|bàn giao|cân đối|dành(?= )|ứng trực|trực ban|
ứng phó|sơ tán|phun|sàng lọc|phát dọn|nạo vét|tu sửa|sửa chữa|gia cố|di dời|cưỡng chế|thu hồi|
quyết toán|thanh toán|giải ngân|nghiệm thu|phục dựng|khôi phục|trưng bày|trang trí|treo(?= )|
dán(?= )|cổ vũ|động viên|khích lệ|tuyên dương|trao tặng|bình xét|xếp loại|liên kết|hợp tác với|
ký kết|kết nạp|tuyển dụng|luân chuyển|điều động|cấp phát|phân phối|mua sắm|trang bị|tiêm phòng|
tiêu hủy|canh gác|chốt chặn|truy quét|triệt phá|trấn áp|áp dụng|giải trình|trả lời|tiếp xúc|
tiếp công dân|lắng nghe|cảnh báo|công nhận|đăng cai|khai mạc|khởi công|giải phóng|bồi thường|
vận dụng|tố giác|khai báo|ghi nhận|đồng bộ|tích hợp|chia sẻ|liên thông|đảm nhiệm|đảm nhận|
phụ trách(?= chung)|
điều hành(?= )|chú trọng|ưu tiên|khuyến cáo|nhắc(?= )|tranh thủ|tận dụng|quyết tâm|rèn luyện|
gương mẫu|nêu gương|hưởng ứng|cân nhắc|dự toán|phân cấp|phân định|phân tích|
hòa giải|ngăn ngừa|quảng bá|tiếp thu|tiếp sóng|tuyển chọn|quy tụ|quy hoạch lại|
tăng thời|đăng phát|đưa tin|phát sóng|mở chuyên|biên soạn|biên tập|chỉ định|ấn định|hoàn trả|
hoàn chỉnh|khẳng định|cụ thể(?= hóa)|triển lãm|kiềm chế|kéo giảm|giảm thiểu|dọn dẹp|thu dọn|vớt|
chặt hạ|cắt tỉa
"""
_MODALS = """
chịu trách nhiệm|có trách nhiệm|có nhiệm vụ|thường xuyên|khẩn trương|định kỳ|tích cực|được|phải|
cần|sẽ|không|tự(?! (?:quản|vệ))|trực tiếp|nghiêm túc|hằng|
(?<!ngân )(?<!cửa )(?<!khách )(?<!mặt )(?<!bán )hàng|nên|có(?= (?!liên quan|công|tên|dưới|từ|
trên|
hoàn|nguy))
"""
_CONNECTIVES = """
căn cứ|trong(?! (?:tiểu ban|ban chỉ đạo|ban tổ chức|hội đồng|tổ công tác|khối|Ban|Tiểu ban|Tổ|
Hội đồng|Khối|Cụm))|để|nhằm|chậm nhất|muộn nhất|theo(?! dõi)|về(?= )|
tại(?! (?:các |những )?(?:địa bàn|địa phương|khu dân cư))|khi|qua|thông qua|bằng|
đối với|từ|đến|vào|ngay|nhất là|đặc biệt|đồng thời|cùng|cùng với|là(?= )|
(?<!việc )(?<!Việc )làm(?= )|gồm|nếu|do|mà|
thì|trước|sau|trên cơ sở|rồi|xin|đã|đang|có(?= (?!liên quan))
"""


def _alternatives(*tables: str) -> str:
    entries = "|".join(tables).replace("\n", "").split("|")
    return "|".join(entry for entry in entries if entry)


STOP = re.compile(rf"(?<![\w])(?:{_alternatives(_VERBS, _MODALS, _CONNECTIVES)})(?![\w])")

# What a piece of work begins with (any case): such bullets are tasks, others are things.
WORK_START = re.compile(
    rf"^(?:{_alternatives(_VERBS)}|thường xuyên|khẩn trương|định kỳ|tích cực|trực tiếp|đa dạng|"
    rf"đăng|đối thoại|đo lường|sửa đổi|bổ sung|đẩy nhanh|"
    r"chú trọng|chung tay|bảo tồn|khơi thông|phân loại|phấn đấu|sưu tầm|số hóa|thí điểm|tôn tạo|"
    r"kiên quyết|chỉ thực hiện|"
    r"không (?:để|sử|khai|xả|lấn)|nghiêm|làm|bầu|hạn chế|giảm|tăng|mở|sớm|từng bước|phục hồi|"
    r"đơn giản hóa|(?:là|làm) (?:cơ quan|đầu mối|đơn vị)|"
    r"(?:hằng|hàng) (?:năm|tháng|quý|tuần)|căn cứ|trên cơ sở|tổ chức)(?![\w])",
    re.IGNORECASE,
)
# What may follow the subject of a sentence that gives work.
PREDICATE = re.compile(
    rf",? ?(?:và |cùng )?(?:{_alternatives(_VERBS, _MODALS)}|lãnh đạo|chỉ đạo|phụ trách|"
    r"(?:là|làm) (?:(?:cơ quan |đơn vị |bộ phận )?(?:đầu mối|thường trực)|chủ đầu tư|"
    r"bên mời thầu|đơn vị (?:điều hành|vận hành|thi công)))(?![\w])"
)
# What may stand between a subject at the head of a sentence and its verb.
ASIDE = re.compile(
    r",? ?(?:theo(?! dõi)|căn cứ|trong (?:phạm vi|quá trình)|trên cơ sở|sau khi|khi|tùy|"
    r"ngoài)(?![\w])"
)
