"""Oversight: persons whom a clause puts in charge of the work ("đồng chí X phụ trách …")."""

import re
from collections.abc import Iterator

from loaders.lexicon import STOP
from loaders.passages import Words
from loaders.persons import PersonSpan, split_persons
from loaders.rules import BY_FORM, Rule, Table, words

OVERSEES = re.compile(
    r",? ?(?:theo dõi,? )?(?:trực tiếp |chịu trách nhiệm |được phân công )?(?:lãnh đạo|chỉ đạo|"
    r"phụ trách)(?! (?:thực hiện các nhiệm vụ|lĩnh vực))(?![\w])",
    re.IGNORECASE,
)
_CLAUSE = r"(?:^|(?<=[;.] ))(?:và )?"
_VERB = (
    r",? (?:theo dõi,? )?(?:trực tiếp |chịu trách nhiệm |được phân công )?(?<!ban )"
    r"(?:lãnh đạo|chỉ đạo|phụ trách(?! [^,;.:]{2,60} (?:trực tiếp )?(?:chỉ đạo|phụ trách))|"
    r"chịu trách nhiệm chung)"
    r"(?! (?:thực hiện các nhiệm vụ|lĩnh vực))(?![\w])"
)
_LONGEST = 260
"""Letters in which a clause puts somebody in charge."""

CHARGED: Table[str] = Table(
    "charged",
    (
        Rule(
            "comrade-in-charge",
            words(
                rf"{_CLAUSE}(?P<who>(?:các )?(?:đồng chí|đ/c|ông|bà)[.: ]{{1,2}}[^.;:()]{{3,160}}?"
                r"(?: ?\([^()]{2,80}\))?)" + _VERB
            ),
            "overseer",
            (
                "Đồng chí Ủy viên Ban Thường vụ, Chủ nhiệm Ủy ban Kiểm tra phụ trách chung",
                "Đ/c Nguyễn Văn An - PCT UBND xã phụ trách, chỉ đạo.",
                "Lập kế hoạch; bà Lê Thị Hoa, Chủ tịch Hội phụ trách chung",
                "Đ/c Nguyễn Văn An (PCT UBND xã) chịu trách nhiệm chung",
            ),
            ("Giao đồng chí Nguyễn Văn An tham mưu", "đồng chí Bí thư phụ trách lĩnh vực đất đai"),
            confidence=BY_FORM,
        ),
        Rule(
            "short-office-in-charge",
            words(rf"{_CLAUSE}(?P<who>(?-i:PCT|PBT|PGĐ) [^.;:()]{{3,100}}?){_VERB}"),
            "overseer",
            ("PCT Nguyễn Hữu An phụ trách chung", "Lập tổ; PCT UBND xã trực tiếp chỉ đạo"),
            ("PCT Nguyễn Hữu An chủ trì họp",),
            confidence=BY_FORM,
        ),
    ),
)


def charged_first(text: Words) -> tuple[int, list[PersonSpan]]:
    """Whom the beginning of a text puts in charge, and where that ends; else 0 and nobody."""
    charged = next(charged_persons(text.cut(0, _LONGEST)), None)
    return (charged[1], charged[2]) if charged and charged[0] == 0 else (0, [])


def charged_persons(text: Words) -> Iterator[tuple[int, int, list[PersonSpan]]]:
    """Where each clause that puts persons in charge begins and ends, and who they are."""
    for found in CHARGED.every(text.text):
        who = text.cut(*found.match.span("who"))
        if STOP.search(who.text):
            continue
        persons = [one for one in split_persons(who) if one.name or one.position]
        if persons:
            yield found.match.start(), found.match.end(), persons
