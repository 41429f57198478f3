"""A record as JSON: the keys of the exchange format, and where each value was read."""

import json
from collections.abc import Iterator

from loaders.record_json import to_json
from tests.loaders.texts import record_of

TEXT = (
    "Số: 5/KH-UBND\nP. An Bình, ngày 3 tháng 2 năm 2026\nKẾ HOẠCH\nTriển khai mô hình\n"
    "Thực hiện Nghị quyết số 05-NQ/TU ngày 14/01/2026 của Thành ủy;\n"
    "UBND phường An Bình ban hành Kế hoạch như sau:\n"
    "I. MỤC TIÊU\n- 95% hộ đạt “Gia đình văn hóa”; tỷ lệ rác thu gom đạt 60-70%.\n"
    "II. NHIỆM VỤ\n1. Rà soát quy hoạch, hoàn thành trước ngày 31/12/2026.\n"
    "Đơn vị chủ trì: Phòng Kinh tế, Hạ tầng và Đô thị.\n"
    "Đơn vị phối hợp: Các phòng chuyên môn và các cơ quan, đơn vị liên quan.\n"
    "Lãnh đạo chỉ đạo: Đồng chí Trần Văn Ba, Chủ tịch UBND phường.\n"
    "Kết quả: Báo cáo rà soát.\n"
    "III. TỔ CHỨC THỰC HIỆN\n1. Công an phường\n- Chủ trì tuần tra hằng tuần.\n"
    "- Định kỳ hằng quý báo cáo kết quả về UBND phường (qua Văn phòng)./.\n"
    "Nơi nhận:\n- Như trên;\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn Ba"
)


def spans_of(data: object) -> Iterator[dict[str, object]]:
    """Every place of the source that a part of the JSON names."""
    if isinstance(data, dict):
        if {"start", "end", "rule"} <= data.keys():
            yield data
        for value in data.values():
            yield from spans_of(value)
    elif isinstance(data, list):
        for value in data:
            yield from spans_of(value)


def test_every_span_is_a_slice_of_the_source_with_the_rule_that_read_it() -> None:
    record = record_of(TEXT)
    assert all((record.tasks, record.targets, record.reports, record.directives))
    spans = list(spans_of(json.loads(json.dumps(to_json(record)))))
    assert len(spans) > 20
    for span in spans:
        start, end = span["start"], span["end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert record.source.text[start:end] == span["text"]
        assert span["rule"]


def test_the_first_keys_are_those_of_the_exchange_format() -> None:
    data = json.loads(json.dumps(to_json(record_of(TEXT))))
    (task, *_) = data["tasks"]
    assert task["lead"] == ["Phòng Kinh tế, Hạ tầng và Đô thị"]
    assert task["overseers"] == [{"name": "Trần Văn Ba", "position": "Chủ tịch UBND phường"}]
    assert (task["due"], task["deliverable"]) == ("2026-12-31", "Báo cáo rà soát.")
    assert data["targets"][0]["value"] == 95
    assert data["reports"][0]["via"] == "Văn phòng"
    assert "content" not in data["source"]
