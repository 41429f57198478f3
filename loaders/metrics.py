"""Metrics: what a target measures, in healed words: "tỷ lệ hộ dân có nước sạch"."""

import re

METRIC_DROP = re.compile(
    r"(?:(?:phấn|phân|phần) đ[ấầâ]u|(?<!so với)(?<!so với )(?:đến|hết|trong|vào|từ|"
    r"trước)? ?(?:hết |cuối )?(?:giai đoạn|"
    r"năm học|năm|quý|tháng) (?:19|20)\d\d(?: ?[-–] ?(?:19|20)\d\d)?,?|"
    r"(?:đến|trước|hết|trong) (?:hết )?(?:ngày |(?:quý|tháng) (?=[IVX\d]))?(?:\d{1,2}/\d{1,2}|"
    r"[IVX]{1,3}|\d{1,2})(?:/| năm )20\d\d,?|với mục tiêu:?|mục tiêu|"
    r"^(?:và|trong đó)|hằng năm,|hàng năm,)",
    re.IGNORECASE,
)
_METRIC_END = re.compile(
    r"(?:,| là| đạt| đạt trên| trên| từ| khoảng| ít nhất| tối thiểu| giảm còn dưới| dưới| còn|"
    r" giảm (?:còn|xuống)| xuống(?: còn)?(?: dưới)?| tăng lên|"
    r" có|(?<!trở) lên| lên đến| mức|:| [≥≤<>]=?| tăng thêm| không quá|,? hướng tới)+$".replace(
        ")+$", "){1,3}$"
    ),
    re.IGNORECASE,
)
_METRIC_START = re.compile(
    r"^(?:,|:| |đạt |có |bố trí (?=tỷ lệ)|trở lên |số (?=hộ)|từ |là |được (?=\d))+".replace(
        ")+", "){1,4}"
    ),
    re.IGNORECASE,
)


_UPWARDS = re.compile(r"(?<!tuổi) trở lên(?: |$)", re.IGNORECASE)


def metric_of(head: str, tail: str, unit: str | None = None) -> str:
    """The words on both sides of a number, without its time, its operator and filling words.

    A unit that only repeats what the words before the number count is left out.
    """
    said = METRIC_DROP.sub(" ", head.lstrip(" ,;:.(–-"))
    said = re.sub(r" {2,}", " ", said).strip(" ,;.:-–()")
    said = _METRIC_END.sub("", " " + said).strip(" ,;.:-–()")
    said = _METRIC_START.sub("", said + " ").strip(" ,;.:-–(")
    rest = METRIC_DROP.sub(" ", tail)
    rest = _METRIC_START.sub("", re.sub(r" {2,}", " ", rest).strip() + " ").strip(" ,;.:-–")
    if re.fullmatch(r"(?:có|đạt|từ|trên|là|tối thiểu|ít nhất|khoảng|)", said, re.IGNORECASE):
        said = ""
    if re.fullmatch(r"(?:tăng|giảm)?", rest, re.IGNORECASE):
        rest = ""
    if unit and rest.casefold() == unit.casefold() and unit.casefold() in said.casefold():
        rest = ""
    metric = _UPWARDS.sub(" ", f"{said} {rest}").strip()
    return metric if metric.count(")") <= metric.count("(") else metric.replace(")", "").strip()
