"""Other documents are found by number and symbol, in every printed form."""

import pytest

from graph_schema.model import Relation
from loaders.citations import find_citations
from tests.loaders.texts import passage, record_of

STRINGS = [
    ("Kế hoạch số 134/KH-UBND ngày 22/4/2026 của UBND thành phố", "134/KH-UBND", "2026-04-22"),
    ("Nghị quyết số 05-NQ/TU, ngày 14/01/2026 của Ban Chấp hành", "05-NQ/TU", "2026-01-14"),
    ("Chỉ thị số số 46 - CT/TW ngày 16/5/2025", "46-CT/TW", "2025-05-16"),
    ("Quyết định 1883/QĐ-UBND", "1883/QĐ-UBND", None),
    ("Nghị định 144/2021/NĐ- CP", "144/2021/NĐ-CP", None),
    ("Luật Công nghiệp công nghệ số số 71/2025/QH15 ngày 14/6/2025", "71/2025/QH15", "2025-06-14"),
    ("Quyết định số 3210/QĐ - UBND ngày 28 tháng 6 năm 2014", "3210/QĐ-UBND", "2014-06-28"),
    ("Công văn số 4236/SXD-QLN&CS ngày 22 tháng 5 năm 2014", "4236/SXD-QLN&CS", "2014-05-22"),
    ("Đề án 08-ĐA/TU của Tỉnh ủy ngày 29/12/2025 về phát triển", "08-ĐA/TU", "2025-12-29"),
]


@pytest.mark.parametrize(("text", "symbol", "date"), STRINGS)
def test_a_citation_is_read_in_every_form(text: str, symbol: str, date: str | None) -> None:
    (found,) = find_citations(passage(text))
    assert (found.symbol, found.moment) == (symbol, date)


@pytest.mark.parametrize(
    "text", ["Mẫu số 01/BCĐBHĐND-MT", "QCVN 05A:2020/BCT", "tỷ lệ 1/500", "tháng 6/2025", "Điều 9"]
)
def test_look_alikes_are_no_documents(text: str) -> None:
    assert find_citations(passage(text)) == []


def test_an_issuer_belongs_to_every_document_of_its_chain() -> None:
    text = "Đề án số 04-ĐA/TU và Nghị quyết số 05-NQ/TU của Ban Chấp hành Đảng bộ thành phố"
    assert {found.issuer for found in find_citations(passage(text))} == {
        "Ban Chấp hành Đảng bộ thành phố"
    }


def test_a_proposal_from_below_that_ends_a_preamble_is_cited() -> None:
    record = record_of(
        "Số: 5/KH-UBND\nKẾ HOẠCH\nVề A\n\n"
        "Để thực hiện Kế hoạch số 2/KH-UBND ngày 01/02/2025 và xét đề nghị của Công an tỉnh tại "
        "Tờ trình số 65/TTr-CAT ngày 01/8/2025, UBND tỉnh yêu cầu:\n\n"
        "I. NHIỆM VỤ\n\n1. Công an tổ chức tuần tra./.\n"
    )
    relations = {one.symbol: one.relation for one in record.directives}
    assert relations == {"2/KH-UBND": Relation.IMPLEMENTS, "65/TTr-CAT": Relation.CITES}


def test_what_the_preamble_names_is_carried_out_and_the_rest_is_cited() -> None:
    record = record_of(
        "Số: 5/KH-UBND\nKẾ HOẠCH\nVề việc A\n"
        "Căn cứ Nghị quyết số 05-NQ/TU ngày 14/01/2026 của Thành ủy;\n"
        "Theo đề nghị của Phòng A tại Tờ trình số 04/TTr-PA ngày 02/01/2026;\n"
        "I. NHIỆM VỤ\n1. Thực hiện Nghị quyết số 05-NQ/TU và Kế hoạch số 7/KH-UBND.\n"
        "2. Tiếp tục thực hiện Kế hoạch số 5/KH-UBND này."
    )
    assert {d.symbol: d.relation for d in record.directives} == {
        "05-NQ/TU": Relation.IMPLEMENTS,
        "04/TTr-PA": Relation.CITES,
        "7/KH-UBND": Relation.CITES,
    }


def _changes(text: str) -> dict[str, Relation | None]:
    return {d.symbol: d.changes for d in record_of(text).directives}


HEAD = "Số: 5/KH-UBND\nKẾ HOẠCH\n"
SELF = [
    (
        "Sửa đổi, bổ sung một số nội dung của Kế hoạch số 12/KH-UBND ngày 02/01/2025\n"
        "Căn cứ Nghị định số 7/2020/NĐ-CP ngày 01/02/2020 của Chính phủ sửa đổi, bổ sung một số "
        "điều của Nghị định số 8/2019/NĐ-CP;\nI. NỘI DUNG\n1. Rà soát.",
        {"12/KH-UBND": Relation.AMENDS, "7/2020/NĐ-CP": None, "8/2019/NĐ-CP": None},
    ),
    (
        "Về việc điều chỉnh\nKế hoạch số 12/KH-UBND\nThực hiện Chỉ thị số 3/CT-UBND;\n"
        "I. NỘI DUNG\n1. Rà soát, sửa đổi, bổ sung Quyết định số 9/QĐ-UBND.",
        {"12/KH-UBND": Relation.AMENDS, "3/CT-UBND": None, "9/QĐ-UBND": None},
    ),
    (
        "Về A\nI. NỘI DUNG\n1. Rà soát.\n2. Kế hoạch này thay thế Kế hoạch số 12/KH-UBND ngày "
        "02/01/2025 của UBND xã về thực hiện Nghị quyết số 05-NQ/TU và Kế hoạch số 13/KH-UBND.",
        {"12/KH-UBND": Relation.REPLACES, "05-NQ/TU": None, "13/KH-UBND": None},
    ),
    (
        "Về A\nI. NỘI DUNG\n1. Rà soát.\n2. Kế hoạch này thay thế Kế hoạch số 12/KH-UBND ngày "
        "02/01/2025 và Kế hoạch số 13/KH-UBND ngày 03/02/2025.",
        {"12/KH-UBND": Relation.REPLACES, "13/KH-UBND": Relation.REPLACES},
    ),
    (
        "Về A\nI. NỘI DUNG\n1. Rà soát.\n2. Quyết định số 9/QĐ-UBND ngày 02/01/2020 của UBND xã "
        "hết hiệu lực kể từ ngày Kế hoạch này được ban hành.",
        {"9/QĐ-UBND": Relation.REPLACES},
    ),
]


@pytest.mark.parametrize(("text", "expected"), SELF)
def test_a_document_amends_or_replaces_only_what_it_says_of_itself(
    text: str, expected: dict[str, Relation | None]
) -> None:
    assert _changes(HEAD + text) == expected


def test_an_article_that_opens_with_its_verb_changes_the_document_it_names() -> None:
    text = (
        "Số: 6/QĐ-UBND\nQUYẾT ĐỊNH\nVề việc thay thế kế hoạch\nCăn cứ Luật số 1/2020/QH15;\n"
        "Điều 1. Bãi bỏ Kế hoạch số 12/KH-UBND ngày 02/01/2025.\n"
        "Điều 2. Quyết định này có hiệu lực kể từ ngày ký và thay thế Quyết định số 9/QĐ-UBND."
    )
    assert _changes(text) == {
        "1/2020/QH15": None,
        "12/KH-UBND": Relation.REPLACES,
        "9/QĐ-UBND": Relation.REPLACES,
    }


def test_a_title_goes_on_over_the_document_that_it_names_and_ends_where_the_list_goes_on() -> None:
    text = (
        "Kế hoạch số 55-KH/TU của Tỉnh ủy về thực hiện Chỉ thị số 46-CT/TW ngày 16/5/2025 của Bộ "
        "Chính trị về bầu cử và Nghị quyết số 7-NQ/TU về đất đai"
    )
    assert [found.title for found in find_citations(passage(text))] == [
        "thực hiện Chỉ thị số 46-CT/TW ngày 16/5/2025 của Bộ Chính trị về bầu cử",
        "bầu cử",
        "đất đai",
    ]
