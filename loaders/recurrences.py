"""Recurrences (định kỳ) as documents write them, in the one spelling "hằng …"."""

import re
from dataclasses import dataclass

from loaders.rules import Found, Rule, Table, words

RECURRENCES: Table[str] = Table(
    "recurrences",
    (
        Rule(
            "every-list",
            words(
                r"(?:hằng|hàng) (?:ngày|tuần|tháng|quý|năm)(?:(?:,| và|,? hoặc) (?:(?:hằng|"
                r"hàng) )?(?:ngày|tuần|tháng|quý|năm|0?6 tháng|0?9 tháng)(?! \d)){1,4}"
            ),
            "list",
            ("hằng tháng, quý, năm", "hàng quý, hàng năm"),
            ("hằng năm và định kỳ",),
        ),
        Rule(
            "periodically-every",
            words(
                r"định kỳ (?:ngày|tuần|tháng|quý|năm|0?[369] tháng(?! (?:đầu|cuối|năm)))(?![\w])"
                r"(?! (?:\d|[IVX]+(?![\w])))(?:(?:,| và|"
                r",? hoặc) (?:(?:hằng|hàng) )?(?:tuần|tháng|quý|năm|0?[369] tháng)(?! \d)(?![\w]))"
                r"{0,4}"
            ),
            "list",
            (
                *("định kỳ quý, năm báo cáo", "Định kỳ tháng, quý và năm", "định kỳ quý đánh giá"),
                *("định kỳ 6 tháng", "định kỳ 06 tháng, hằng năm"),
            ),
            (
                *("định kỳ hằng quý", "định kỳ năm 2026", "định kỳ ngày 15 và 30"),
                "định kỳ 6 tháng đầu năm",
            ),
        ),
        Rule(
            "months-and-year",
            words(
                r"0?[369] tháng(?:,| và|,? hoặc) (?:(?:hằng|hàng|một) )?năm(?! (?:\d|nay|sau|tới))"
            ),
            "list",
            ("6 tháng, năm", "06 tháng và hằng năm"),
            ("6 tháng, năm 2026", "6 tháng đầu năm"),
        ),
        Rule(
            "day-of-quarter",
            words(
                r"ngày \d{1,2}(?: của)? tháng (?:đầu|giữa|cuối)(?: của)? (?P<unit>quý)(?! \S*\d)"
            ),
            "every",
            ("trước ngày 20 tháng cuối quý", "vào ngày 10 của tháng đầu quý"),
            ("ngày 20 tháng cuối năm", "tháng cuối quý"),
        ),
        Rule(
            "times-each",
            words(r"mỗi (?P<unit>tuần|tháng|quý|năm) (?P<n>0?[1-9]|một|hai|ba) lần"),
            "times",
            ("mỗi năm 2 lần", "mỗi quý một lần"),
            ("mỗi năm 2 lớp",),
        ),
        Rule(
            "every",
            words(r"(?:hằng|hàng|mỗi) (?P<unit>ngày|tuần|tháng|quý|năm)(?! (?:thứ|một))"),
            "every",
            ("Hàng năm", "hằng tuần", "mỗi năm"),
            ("hàng hóa",),
        ),
        Rule(
            "months-once",
            words(
                r"(?P<n>0?[2-9]|1[0-2]|ba|sáu|chín) tháng ?/? ?"
                r"(?:(?:tổ chức |họp )?(?:một|0?1) )?lần"
            ),
            "months",
            ("6 tháng/lần", "6 tháng một lần", "06 tháng 01 lần"),
            ("6 tháng", "6 tháng 2 lần"),
        ),
        Rule(
            "months",
            words(r"(?P<n>0?[2-9]|1[0-2]|ba|sáu|chín) tháng(?! (?:đầu|cuối|\d|năm|kể|từ))"),
            "months",
            ("6 tháng", "06 tháng"),
            ("6 tháng đầu năm",),
        ),
        Rule(
            "weeks",
            words(r"(?P<n>0?[1-9]|hai|ba|bốn) tuần ?/ ?(?:một |1 )?lần"),
            "weeks",
            ("02 tuần/lần", "2 tuần / lần"),
            ("trong 02 tuần", "họp 2 lần"),
        ),
        Rule(
            "times",
            words(
                r"(?P<n>0?[1-9]|một|hai|ba) lần ?(?:/|một|trong) ?(?P<unit>ngày|tuần|tháng|quý|năm)"
            ),
            "times",
            ("01 lần/quý", "2 lần/năm", "một lần/ tháng"),
            ("lần thứ 2", "6 tháng 1 lần"),
        ),
        Rule(
            "mid-term",
            words(r"giữa (?:nhiệm kỳ|kỳ)"),
            "plain",
            ("giữa nhiệm kỳ",),
            ("giữa các",),
        ),
        Rule(
            "regularly",
            words(r"thường xuyên"),
            "plain",
            ("Thường xuyên",),
            ("bất thường",),
        ),
        Rule(
            "periodically",
            words(r"định kỳ"),
            "plain",
            ("định kỳ",),
            ("kỳ họp",),
        ),
    ),
)


_ONCE = ("1", "01", "một")


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How often, in the one spelling: "hằng năm"; its printed words stand from start to end."""

    start: int
    end: int
    text: str
    rule: str

    @property
    def vague(self) -> bool:
        """Without an interval: "thường xuyên", "định kỳ"."""
        return self.rule in ("regularly", "periodically")


def find_recurrences(text: str) -> list[Recurrence]:
    """Every recurrence that a text prints; a list of intervals gives one each."""
    result: list[Recurrence] = []
    for found in RECURRENCES.every(text):
        match, name = found.match, found.rule.name
        for words_of in _normal_recurrences(found):
            result.append(Recurrence(match.start(), match.end(), words_of, name))
    return result


def _normal_recurrences(found: Found[str]) -> list[str]:
    printed = found.match[0].lower()
    if found.yields == "list":
        intervals = re.findall(r"(?:0?[369] tháng|ngày|tuần|tháng|quý|năm)", printed)
        return [unit if unit[0] in "0369" else f"hằng {unit}" for unit in intervals]
    if found.yields == "every":
        return [f"hằng {found.match['unit'].lower()}"]
    if found.yields == "months":
        return [f"{found.match['n'].lower()} tháng"]
    if found.yields == "times":
        often, unit = found.match["n"].lower(), found.match["unit"].lower()
        return [f"hằng {unit}" if often in _ONCE else f"{often} lần/{unit}"]
    if found.yields == "weeks":
        return [f"{found.match['n'].lower()} tuần/lần"]
    return [printed]
