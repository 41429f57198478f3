"""What nobody sees of a text is shown as what it is, and steers nothing."""

import json
import unicodedata
from pathlib import Path

import orjson
import pytest

from service.unseen import as_html, in_ascii, printable
from tests.service.command import SAMPLES

STEERING = [
    *(chr(code) for code in (*range(9), *range(0x0B, 0x20), *range(0x7F, 0xA0))),
    *"\xad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202d\u202e\u2060",
    *"\u2064\u2066\u2067\u2068\u2069\u206f\u3164\ufeff\ufffb\U000e0041\U000e007f",
]


@pytest.mark.parametrize("letter", STEERING, ids=lambda letter: f"U+{ord(letter):04X}")
def test_a_letter_that_steers_others_is_shown_as_its_number(letter: str) -> None:
    number = f"U+{ord(letter):04X}"
    assert printable(f"a{letter}b") == f"a⟦{number}⟧b"
    record = {"quote": f"a{letter}b"}
    told = in_ascii(orjson.dumps(record, option=orjson.OPT_INDENT_2)).decode()
    assert letter not in told
    assert json.loads(told) == record
    if letter != "\r":
        assert f'<bdi class="unseen" data-code="{number}">' in as_html(f"a{letter}b")


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.txt")), ids=lambda path: path.name)
def test_what_is_seen_stays_as_it_is(path: Path) -> None:
    printed = unicodedata.normalize("NFD", "Đường số 1\t\xa0–“”…")
    text = path.read_text("utf-8") + printed
    assert printable(text) == text
    assert "<bdi" not in as_html(text)
