"""Broken numbering never breaks the tree, and every ref is its own."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.healing import heal
from loaders.kinds import kind_of
from loaders.outline import Node, build_outline
from loaders.plan import unique_refs
from loaders.rules import Stand
from tests.loaders.texts import extract_of, record_of

MARKS = ("I. ", "II. ", "1. ", "2. ", "1.1. ", "1.2 ", "a) ", "đ) ", "- ", "+ ", "* ", "(1) ", "")


def _tree(text: str) -> Node:
    lines = [kind_of(passage, Stand.BODY) for passage in heal(extract_of(text))]
    return build_outline(lines)


def _refs(text: str) -> list[str]:
    return [node.ref for node in _tree(text).walk() if node.line is not None]


def test_levels_nest_as_they_are_printed() -> None:
    text = (
        "I. NHIỆM VỤ\n1. Việc một\na) Phần a\n- Gạch\n+ Cộng\nb) Phần b\n2. Việc hai\nII. KINH PHÍ"
    )
    assert _refs(text) == ["I", "I.1", "I.1.a", "I.1.a.1", "I.1.a.1.1", "I.1.b", "I.2", "II"]


def test_a_repeated_number_is_kept_with_a_mark() -> None:
    text = "II. NHIỆM VỤ\n12. Mô hình\n12.5. Một\n12.5. Hai"
    assert _refs(text)[-2:] == ["II.12.5", "II.12.5#2"]


def test_a_mark_that_is_printed_already_is_given_to_no_other_task() -> None:
    task = record_of("I. NHIỆM VỤ\n1. Công an xã tuần tra ban đêm.\n2. Họp.").tasks[0]
    tasks = [replace(task, ref=ref) for ref in ("I.1", "I.1", "I.1#2", "I.1", "I.2")]
    assert [one.ref for one in unique_refs(tasks)] == ["I.1", "I.1#3", "I.1#2", "I.1#4", "I.2"]


def test_a_skipped_number_breaks_nothing() -> None:
    assert _refs("III. TỔ CHỨC\n3. Ba\n- Việc\n5. Năm\n- Việc")[-2:] == ["III.5", "III.5.1"]


def test_prose_after_bullets_belongs_to_their_heading() -> None:
    tree = _tree("1. Việc\n- Gạch\nHàng năm tổ chức bình xét.")
    heading = tree.children[0]
    assert [child.kind for child in heading.children] == ["dash", "prose"]


@pytest.mark.parametrize(
    "line", ["-----", "_______", "Nơi nhận:", "TM. ỦY BAN NHÂN DÂN", "[1] Chú thích", "12"]
)
@pytest.mark.parametrize("before", ["", "./.\nPHỤ LỤC\nPHÂN CÔNG"])
def test_a_drawn_line_or_a_line_of_the_frame_inside_the_body_breaks_nothing(
    line: str, before: str
) -> None:
    text = f"KẾ HOẠCH\nI. NHIỆM VỤ\n1. Rà soát{before}\n{line}\n2. Xây dựng tổ tự quản.\n{line}\nx"
    assert record_of(text).source.text == text


def test_the_items_around_a_drawn_line_are_read() -> None:
    text = "KẾ HOẠCH\nI. NHIỆM VỤ\n1. Rà soát.\n-----\n2. Xây dựng tổ tự quản."
    assert [task.ref for task in record_of(text).tasks] == ["I.1", "I.2"]


@given(
    st.lists(
        st.tuples(st.sampled_from(MARKS), st.sampled_from(("Rà soát.", "Đơn vị chủ trì: A", "B"))),
        max_size=40,
    )
)
def test_any_numbering_gives_a_tree_of_every_line_with_refs_of_their_own(
    items: list[tuple[str, str]],
) -> None:
    text = "\n".join(mark + word for mark, word in items)
    nodes = [node for node in _tree(text).walk() if node.line is not None]
    assert len(nodes) == len(heal(extract_of(text)))
    refs = [node.ref for node in nodes]
    assert len(refs) == len(set(refs))
    positions = [node.head.passage.start for node in nodes]
    assert positions == sorted(positions)


@pytest.mark.parametrize(
    ("items", "refs"),
    [
        (["Nhiệm vụ 1: Kênh", "1. Khảo sát", "2. Đo vẽ", "Nhiệm vụ 2: Đê", "1. Đắp đê"],
         ["I.1", "I.1.1", "I.1.2", "I.2", "I.2.1"]),
        (["Nhiệm vụ 1: Kênh", "a) Khảo sát", "b) Đo vẽ", "Nhiệm vụ 2: Đê"],
         ["I.1", "I.1.a", "I.1.b", "I.2"]),
        (["1. Thủy lợi", "Nhiệm vụ 1: Kênh", "- Đo vẽ", "2. Giao thông", "Nhiệm vụ 2: Đường"],
         ["I.1", "I.1.1", "I.1.1.1", "I.2", "I.2.1"]),
    ],
)  # fmt: skip
def test_numbered_pieces_of_work_hold_the_lists_that_begin_under_them(
    items: list[str], refs: list[str]
) -> None:
    assert _refs("\n".join(["I. NHIỆM VỤ", *items, "II. KINH PHÍ"])) == ["I", *refs, "II"]
