"""Paragraphs that are nothing but a reporting duty, and who reports by them."""

import re
from dataclasses import replace

from loaders.passages import Words
from loaders.subjects import Subject, find_subject

_REPORT_ONLY = re.compile(
    r"^(?:định kỳ |hằng |hàng |thường xuyên |kịp thời |có trách nhiệm |chịu trách nhiệm |tuần|"
    r"tháng|quý|năm|0?[369] tháng|(?:vào |trước )?(?:ngày|thứ) \w+|"
    r",| và | hoặc |\([^()]{0,60}\)|đột xuất|một lần| ){0,12}"
    r"(?:trong (?:mùa|thời gian|quá trình|suốt)[^,;.]{3,50}?,? (?=báo cáo))?"
    r"(?:(?:tổng hợp|thống kê|rà soát)(?:,| và)? ?(?:kết quả,? )?)?(?:(?:xây dựng |gửi |"
    r"thực hiện (?:nghiêm |tốt |đầy đủ )?(?:chế độ )?(?:thông tin,? ?)?)?báo cáo|báo cáo)",
    re.IGNORECASE,
)
_OTHER_WORK = re.compile(
    r"[;.] ?(?:đề xuất|tham mưu|tổ chức|thực hiện|xây dựng|chủ trì|phối hợp|theo dõi|hướng dẫn|"
    r"kiểm tra|rà soát|triển khai)",
    re.IGNORECASE,
)
_RESULTS = re.compile(
    r"^Kết quả (?:(?:thực hiện|triển khai|rà soát|tổ chức|kiểm tra)[^.;:]{0,80}? )?"
    r"(?:(?:đề nghị|yêu cầu|được|xin) )?(?:tổng hợp,? )?(?:gửi|báo cáo|phản ánh) ",
    re.IGNORECASE,
)
_LATE_SUBJECT = re.compile(r"^(?:Định kỳ|Hằng|Hàng|Kết thúc|Trước|Sau)[^,]{0,120}, ")
# "Định kỳ quý, năm Phòng Kinh tế báo cáo": no comma parts the rhythm from who reports.
_RHYTHM = re.compile(
    r"^(?:(?:định kỳ|hằng|hàng|mỗi|ngày|tuần|tháng|quý|năm|0?[369] tháng|và|hoặc)(?:, | )){2,9}"
    r"(?=[^\W\d_])",
    re.IGNORECASE,
)


def reporting_subject(text: Words) -> Subject | None:
    """Who reports: the doer of the sentence, also right behind the words that say how often."""
    found = find_subject(text)
    if found is not None or not (rhythm := _RHYTHM.match(text.text)):
        return found
    later = find_subject(text.cut(rhythm.end()))
    return replace(later, predicate=later.predicate + rhythm.end()) if later else None


def tells_results(text: Words) -> bool:
    """ "Kết quả thực hiện đề nghị gửi về X": the duty of all who were given work before."""
    return _RESULTS.match(text.text) is not None


def is_report_only(text: Words) -> bool:
    """Whether a paragraph is nothing but a reporting duty: then it is no task."""
    if tells_results(text):
        return True
    subject = reporting_subject(text)
    predicate = text.cut(subject.predicate).text if subject else text.text
    if not _REPORT_ONLY.match(predicate):
        late = _LATE_SUBJECT.match(text.text)
        if late is None or not _REPORT_ONLY.match(text.text[late.end() :]):
            return False
    return _OTHER_WORK.search(text.text) is None
