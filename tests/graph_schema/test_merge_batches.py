"""Rows on their way to the engine."""

from graph_schema.merge_batches import parts


def test_parts_of_rows_hold_every_row_once_in_order_and_do_not_spell_them_out() -> None:
    rows = [[f"task_{number}", "chữ " * 1_000] for number in range(7)]
    found = list(parts(rows, 3))
    assert [row for part in found for row in part] == rows
    assert [len(part) for part in found] == [3, 3, 1]
    # The driver makes the words of what it sends, whether its log is read or not.
    assert all(len(repr(part)) < 20 for part in found)
