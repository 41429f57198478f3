"""Bodies whose whole name is fixed, so that what follows in small letters is what they do.

The specialised offices of a commune are those of Decree 150/2025/NĐ-CP; the mass organisations bear
the names of their charters.
"""

import re

from loaders.letters import LOWER

_LEVELS = "xã|phường|tỉnh|thành phố|đặc khu|huyện|quận|thị xã|thị trấn|thôn|khu|cấp|các|cơ sở"
_MORE_NAME = (
    "hạ tầng|ngành|đối ngoại|tổng hợp|kế hoạch|kỹ thuật|cộng sản|lưu động|trường|liên|cùng|và|hoặc|"
    "của|thuộc|tại|trên|trong|nơi|có|này|đó|khác|cũ|mới|nông|lâm|xây dựng|tuyến|vùng"
)
KNOWN_BODY = re.compile(
    r"(?:Phòng Kinh tế|Phòng Văn hóa(?: -|,| và) Xã hội|Trạm Y tế|Đoàn Thanh niên|"
    r"Hội (?:Liên hiệp )?Phụ nữ|Hội Nông dân|Hội Cựu chiến binh)"
    rf"(?= (?!(?:{_LEVELS}|{_MORE_NAME})(?![\w]))[{LOWER}])"
)
"""Such a body, where a word in small letters follows that no such name goes on with."""
