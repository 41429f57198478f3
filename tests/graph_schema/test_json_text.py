"""JSON with and without orjson: the same bytes, the same values, the same refusals."""

import json
from dataclasses import dataclass

import pytest

from graph_schema.json_text import (
    dumps,
    loads,
    plain_dumps,
    plain_loads,
    plain_pretty,
    pretty,
)

pytest.importorskip("orjson", reason="the extra “speed” is not installed: nothing to compare")


@dataclass(frozen=True, slots=True)
class Row:
    """A record of records."""

    name: str
    rows: tuple["Row", ...] = ()
    share: float = 0.5


VALUES: list[object] = [
    *(None, True, 0, -1, 2**64 - 1, 0.1, 1.5, "", "Uỷ ban – “Đầu Mối”", '\0\x1f"\\\n\u2028\x7f'),
    *([], {}, [[], {}], {"a": [1, {"b": None}]}, (1, 2), float("nan"), [float("inf"), 1.0]),
    *(Row("a", (Row("b"),)), Row("a", share=float("nan"))),
]

TEXTS = [
    *(b"1", b" 1 ", b"1.0", b"-0", b"[]", b'{"a": [1, null, true]}', b'{"a":1,"a":2}'),
    *("Đầu".join('""').encode(), b'"\\ud83d\\ude00"', b'"\x7f"', b'"\\\\ud800"', b"1e16", b"1E-7"),
    *(b"18446744073709551615", b"18446744073709551616", b"-9223372036854775809"),
    b"[" * 500 + b"]" * 500,
]

REFUSED = [
    *(b"", b"NaN", b"[Infinity]", b"-Infinity", b"[1,]", b"01", b'"\x01"', b'"\xff"', b"1 2"),
    *(b"\xef\xbb\xbf1", b"\xc2\xa01", b'"\\ud800"', b'"\\uDC00"', b'{"\\ud800": 1}', b"1e400"),
    *(
        b"9" * 400,
        b"[" * 1025 + b"]" * 1025,
        b"[" * 100_000,
        "“1”".encode(),
        '"a"'.encode("utf-16"),
    ),
]


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_both_write_the_same_bytes(value: object) -> None:
    assert plain_dumps(value) == dumps(value)
    assert plain_pretty(value) == pretty(value)


@pytest.mark.parametrize(
    "value", ["\ud800", object(), {1, 2}], ids=["half a pair", "object", "set"]
)
def test_what_is_no_json_is_written_by_neither(value: object) -> None:
    for write in (dumps, plain_dumps):
        with pytest.raises((TypeError, ValueError)):
            write(value)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: repr(text[:20]))
def test_both_read_the_same_values(text: bytes) -> None:
    for content in (text, text.decode()):
        found, expected = plain_loads(content), loads(content)
        assert json.dumps(found) == json.dumps(expected)


@pytest.mark.parametrize("text", REFUSED, ids=lambda text: repr(text[:20]))
def test_both_refuse_the_same_texts_as_a_wrong_value(text: bytes) -> None:
    for read in (loads, plain_loads):
        with pytest.raises(ValueError):  # noqa: PT011 - each says it in its own words
            read(text)
