"""A record survives its JSON, and a JSON that contradicts its source is refused."""

import json

import pytest

from graph_schema.errors import BadRecord
from loaders.record_file import from_json
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


def test_a_record_comes_back_from_its_json_as_it_was() -> None:
    record = record_of(TEXT)
    assert all((record.tasks, record.targets, record.reports, record.directives))
    printed = json.dumps(to_json(record, with_source=True), ensure_ascii=False)
    assert from_json(json.loads(printed)) == record


def test_the_first_keys_are_those_of_the_exchange_format() -> None:
    data = json.loads(json.dumps(to_json(record_of(TEXT))))
    (task, *_) = data["tasks"]
    assert task["lead"] == ["Phòng Kinh tế, Hạ tầng và Đô thị"]
    assert task["overseers"] == [{"name": "Trần Văn Ba", "position": "Chủ tịch UBND phường"}]
    assert (task["due"], task["deliverable"]) == ("2026-12-31", "Báo cáo rà soát.")
    assert data["targets"][0]["value"] == 95
    assert data["reports"][0]["via"] == "Văn phòng"
    assert "content" not in data["source"]


@pytest.mark.parametrize("change", ["quote", "content", "relation", "missing"])
def test_a_json_that_contradicts_itself_is_refused(change: str) -> None:
    data = json.loads(json.dumps(to_json(record_of(TEXT), with_source=True)))
    if change == "quote":
        data["tasks"][0]["spans"]["quote"]["start"] += 1
    elif change == "content":
        data["source"]["content"] = "AAAA"
    elif change == "relation":
        data["directives"][0]["relation"] = "invents"
    else:
        del data["tasks"][0]["spans"]
    with pytest.raises(BadRecord):
        from_json(data)


def test_a_record_without_its_source_cannot_be_loaded() -> None:
    with pytest.raises(BadRecord):
        from_json(to_json(record_of(TEXT)))
