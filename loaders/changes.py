"""What a document does to another one that it names: amends it, or takes its place.

Only what this document itself does counts: a law cited as "sửa đổi, bổ sung một số điều của Luật …"
amends another law, and a task to amend something has amended nothing yet.
"""

import re
from collections.abc import Sequence

from graph_schema.model import Relation
from loaders.kinds import Kind, KindLine
from loaders.rules import Rule, Stand, Table, words

_SELF = (
    r"(?:(?:kế hoạch|chương trình(?: hành động)?|quyết định|nghị quyết|chỉ thị|đề án|quy chế|"
    r"quy định|hướng dẫn|phương án|công văn|văn bản|thông báo|thông tư|nghị định) này|"
    r"(?=[ ,])(?:(?<=đồng thời)|(?<=thi hành và)|(?<=ngày ký và)|(?<=ban hành và)|"
    r"(?<=ký ban hành,)))"
)
_AMEND = (
    r"(?:sửa đổi(?:,? (?:và )?bổ sung)?|bổ sung(?:,? (?:và )?sửa đổi)?|"
    r"điều chỉnh(?:,? (?:và )?bổ sung)?)"
)
_REPLACE = r"(?:thay thế|bãi bỏ|hủy bỏ|thay cho)"
_NAMED = r"(?: [^.;:“”/]{0,100}+)? ?$"

BEFORE: Table[Relation] = Table(
    "changes-before",
    (
        Rule(
            "this-replaces",
            words(
                rf"{_SELF},?(?: (?:sẽ|được|có hiệu lực[^.;]{{0,40}}))?,?(?: và)? {_REPLACE}"
                rf"{_NAMED}"
            ),
            Relation.REPLACES,
            (
                "Kế hoạch này thay thế ",
                "Quyết định này có hiệu lực kể từ ngày ký và thay thế ",
                "đồng thời bãi bỏ ",
            ),
            ("Nghị định thay thế ", "nghiên cứu thay thế "),
        ),
        Rule(
            "this-amends",
            words(rf"{_SELF} {_AMEND}{_NAMED}"),
            Relation.AMENDS,
            ("Kế hoạch này sửa đổi, bổ sung một số nội dung của ",),
            ("Luật sửa đổi, bổ sung một số điều của ", "đề xuất sửa đổi "),
        ),
    ),
)
# The title of the document, or an article of it, opens with what it does.
OPENING: Table[Relation] = Table(
    "changes-opening",
    (
        Rule(
            "opens-with-replacing",
            words(rf"^(?:(?:về việc|v/v|về) ?:? ?)?{_REPLACE}{_NAMED}"),
            Relation.REPLACES,
            ("Bãi bỏ ", "Về việc bãi bỏ ", "thay thế "),
            ("Rà soát, thay thế ",),
        ),
        Rule(
            "opens-with-amending",
            words(rf"^(?:(?:về việc|v/v|về) ?:? ?)?{_AMEND}{_NAMED}"),
            Relation.AMENDS,
            (
                "Về việc sửa đổi, bổ sung một số nội dung của ",
                "Sửa đổi khoản 2 Mục III Kế hoạch ban hành kèm theo ",
                "Điều chỉnh, bổ sung ",
            ),
            ("Rà soát, sửa đổi, bổ sung ", "Luật sửa đổi "),
        ),
    ),
)
# A sentence that says no more before the document it names: "Bãi bỏ Kế hoạch số …".
AT_ONCE: Table[Relation] = Table(
    "changes-at-once",
    (
        Rule(
            "says-it-replaces",
            words(rf"^{_REPLACE}(?: (?:toàn bộ|các))?(?: văn bản)? ?$"),
            Relation.REPLACES,
            ("Bãi bỏ ", "thay thế ", "Bãi bỏ toàn bộ "),
            ("Rà soát, thay thế ", "Thay thế bóng đèn theo ", "đề xuất bãi bỏ "),
        ),
    ),
)
AFTER: Table[Relation] = Table(
    "changes-after",
    (
        Rule(
            "void-by-this",
            words(
                r"^[^.;]{0,160}?(?:hết hiệu lực(?: thi hành)?(?: kể)? từ (?:ngày|khi) [^.;]{3,30} "
                r"này|được thay thế (?:bởi|bằng) [^.;]{3,30} này)"
            ),
            Relation.REPLACES,
            (
                " ngày 02/01/2020 của UBND xã hết hiệu lực kể từ ngày Kế hoạch này được ban hành",
                " được thay thế bằng Kế hoạch này",
            ),
            (" hết hiệu lực từ ngày 01/01/2026",),
        ),
    ),
)
_NEAR = 400
"""Letters before a citation that tell what is done to it."""
_NEXT_IN_LIST = re.compile(r"(?:,|;| và|, và) ?(?:các )?$")


def change_of(
    line: KindLine,
    title_before: str | None,
    start: int,
    end: int,
    earlier: Sequence[Relation | None],
) -> Relation | None:
    """What this document does to the one cited at ``start``; ``earlier`` are those before it."""
    text = line.passage.text
    before = text[max(0, start - _NEAR) : start]
    sentence = before[max(before.rfind(". "), before.rfind("; ")) + 1 :].lstrip()
    if found := BEFORE.first(sentence):
        return found.yields
    if found := AFTER.first(text[end : end + 240]):
        return found.yields
    opening = _opening(line, title_before, start)
    if opening is not None and (found := OPENING.first(opening)):
        return found.yields
    if found := AT_ONCE.first(sentence):
        return found.yields
    return earlier[-1] if earlier and _NEXT_IN_LIST.search(before) else None


def _opening(line: KindLine, title_before: str | None, start: int) -> str | None:
    """The words with which a title or an article opens, up to the document they name."""
    if line.kind is Kind.ARTICLE or (line.kind is Kind.SUBJECT and line.stand is Stand.HEAD):
        return line.passage.text[line.head.start : start]
    if line.kind is Kind.PROSE and line.stand is Stand.HEAD and title_before is not None:
        return f"{title_before} {line.passage.text[:start]}".strip()
    return None
