"""The document as a node: its number and symbol stand as they were printed."""

import pytest

from graph_schema.model import FieldQuote, Frame, Quote
from loaders.frame_facts import full_symbol


@pytest.mark.parametrize(
    ("printed", "number", "symbol", "expected"),
    [
        ("Số 09-NQ/TU", 9, "NQ/TU", "09-NQ/TU"),
        ("Số: 69 /KH-UBND", 69, "KH-UBND", "69/KH-UBND"),
        ("Số: /KH-UBND", None, "KH-UBND", "KH-UBND"),
        ("Số: 57/2010/NĐ-CP", 57, "2010/NĐ-CP", "57/2010/NĐ-CP"),
        ("", 15, "HD/TU", "15-HD/TU"),
        ("", None, None, None),
    ],
)
def test_a_number_keeps_its_zeros_and_its_dash(
    printed: str, number: int | None, symbol: str | None, expected: str | None
) -> None:
    quotes = (FieldQuote("symbol", Quote(printed, 0, len(printed), "hand")),) if printed else ()
    frame = Frame(None, number, symbol, None, None, None, None, None, None, None, (), quotes)
    assert full_symbol(frame) == expected
