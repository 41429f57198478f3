"""A list of units is split where a unit begins, and nowhere else."""

import pytest

from loaders.unit_lists import read_units, split_units
from tests.loaders.texts import words

WHOLE = [
    ("Các phòng chuyên môn và các cơ quan, đơn vị, cá nhân liên quan.", 1),
    ("Các phòng chuyên môn và các cơ quan, đơn vị, tổ dân phố và cá nhân liên quan", 1),
    ("Các phòng chuyên môn và các cơ quan, đơn vị liên quan thuộc Ủy ban nhân dân phường", 1),
    ("các phòng chuyên môn, đơn vị, đoàn thể chính trị - xã hội, các tổ dân phố", 4),
    ("Các Sở, ban, ngành và các địa phương liên quan", 1),
    ("Các Sở, ban, ngành và địa phương", 1),
    ("các Sở, ban, ngành và Ủy ban nhân dân các xã, phường", 2),
    ("Các Bộ, ngành, địa phương và đơn vị.", 1),
    ("Các đơn vị, địa phương; các tổ chức chính trị - xã hội", 2),
    ("Các cơ quan báo chí Trung ương, địa phương, quân đội.", 1),
    ("Mặt trận Tổ quốc Việt Nam và Hội Cựu chiến binh các cấp", 2),
    ("Phòng Kinh tế, Hạ tầng và Đô thị, phòng Văn hóa - Xã hội", 2),
    ("Bộ Văn hóa, Thể thao và Du lịch, Sở Giáo dục và Đào tạo", 2),
    ("Sở Lao động - Thương binh và Xã hội, Sở Tài chính", 2),
    ("Văn phòng HĐND và UBND", 1),
    ("Ban Quản lý các chợ đầu mối và chợ dân sinh, Sở Công Thương, các đơn vị liên quan", 3),
    ("Ban Quản lý các chợ đầu mối và trưởng thôn", 2),
    ("Doanh nghiệp, nhà cung cấp dịch vụ, nhà đầu tư", 3),
    ("Giám đốc các Sở và Thủ trưởng các ban, ngành tỉnh", 2),
    ("Đồng chí Phó chủ tịch Thường trực, phụ trách lĩnh vực Giám sát và Phản biện xã hội", 1),
    ("Các Phó chủ tịch phụ trách lĩnh vực Dân tộc, Tôn giáo và các Hội quần chúng", 1),
    ("HĐND, UBND, MTTQ, TDP", 4),
    ("Cán bộ, công chức phường", 1),
    ("các Sở: Công Thương, Tài chính, Nông nghiệp và Môi trường", 3),
    ("Báo và Đài Phát thanh - Truyền hình tỉnh", 1),
    ("Sở Nội vụ (Cơ quan Thường trực Hội đồng Thi đua, Khen thưởng)", 1),
    ("UBND các xã Mỹ Thạnh, Long Điền", 2),
    ("Trung tâm Phát triển quỹ đất tỉnh và địa phương", 2),
    ("Sở Nông nghiệp và Môi trường, Nhà Đầu tư và địa phương có liên quan", 3),
    ("Báo và Phát thanh, Truyền hình tỉnh, Tạp chí Doanh nghiệp", 2),
    ("các tổ chức chính trị - xã hội và các nhà hảo tâm", 2),
    ("Sở Xây dựng và đơn vị tư vấn lập quy hoạch", 2),
    ("các cơ quan truyền thông, báo chí", 1),
    ("Ban Chỉ đạo cấp quân khu, Ban Chỉ đạo các tỉnh, thành phố trực thuộc Trung ương", 2),
]
RUNNING = [
    (
        "Công an phường, các đơn vị liên quan và các tổ dân phố tổ chức các đợt ra quân",
        3,
        "tổ chức",
    ),
    ("Phòng Kinh tế, Hạ tầng và Đô thị, phòng Văn hóa - Xã hội theo dõi, đôn đốc", 2, "theo dõi"),
    ("các Sở, ngành liên quan và Ủy ban nhân dân cấp xã kiểm tra, giám sát", 2, "kiểm tra"),
    ("cơ quan Thuế, Sở Nông nghiệp và Môi trường rà soát, đối chiếu", 2, "rà soát"),
    ("các trường học tổ chức các hoạt động giáo dục", 1, "tổ chức"),
    ("các doanh nghiệp viễn thông, điện lực thực hiện chỉnh trang", 2, "thực hiện"),
    ("tuyên truyền nâng cao ý thức", 0, "tuyên truyền"),
]


@pytest.mark.parametrize(("text", "count"), WHOLE)
def test_a_value_is_split_into_its_units(text: str, count: int) -> None:
    assert len(split_units(words(text))) == count


@pytest.mark.parametrize(("text", "count", "goes_on"), RUNNING)
def test_running_text_gives_its_units_up_to_the_verb(text: str, count: int, goes_on: str) -> None:
    units, end = read_units(words(text))
    assert len(units) == count
    assert text[end:].strip(" ,").startswith(goes_on)


def test_a_distributed_class_is_written_out_for_each_name() -> None:
    names = [unit.name for unit in split_units(words("UBND các phường: An Bình, Hòa Lạc"))]
    assert names == ["UBND phường An Bình", "UBND phường Hòa Lạc"]


def test_a_catch_all_is_marked_as_collective() -> None:
    catch_all, single = split_units(words("các cơ quan, đơn vị liên quan; Công an phường"))
    assert catch_all.collective
    assert not single.collective


@pytest.mark.parametrize("text", ["các Sở: Công Thương,", "UBND các phường: Yên Sơn, Bình Minh, "])
def test_a_distribution_that_is_broken_off_after_a_comma_ends_there(text: str) -> None:
    units, _ = read_units(words(text))
    assert units
