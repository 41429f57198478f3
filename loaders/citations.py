"""Citations: other documents named with a number or a symbol, once each (văn bản được viện dẫn)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from graph_schema.model import DirectiveMention, Relation
from graph_schema.periods import Period
from loaders.changes import change_of
from loaders.dates import find_moments
from loaders.kinds import DOCUMENT_KINDS, Kind, KindLine
from loaders.letters import UPPER
from loaders.passages import Passage, Words
from loaders.rules import BY_FORM, PRINTED, Rule, Stand, Table, words

_KIND_NAMES = (
    *DOCUMENT_KINDS,
    "Công văn",
    "Văn bản",
    "Pháp lệnh",
    "Bộ luật",
    "Thông cáo",
    "Quy định",
    "Điều lệ",
    "Bản tin",
)
_KIND = re.compile(
    r"(?<![\w])(?:" + "|".join(sorted(_KIND_NAMES, key=len, reverse=True)) + r")(?![\w])",
    re.IGNORECASE,
)
# What the letters of a symbol stand for (Nghị định 30/2020/NĐ-CP, Phụ lục III; Hướng dẫn
# 36-HD/VPTW).
_ABBREVIATED_KINDS = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QYĐ": "Quy định",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTR": "Chương trình",
    "CTRHĐ": "Chương trình hành động",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "TTR": "Tờ trình",
    "CĐ": "Công điện",
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "KL": "Kết luận",
    "NQLT": "Nghị quyết liên tịch",
    "TTLT": "Thông tư liên tịch",
    "CV": "Công văn",
    "PL": "Pháp lệnh",
}
_TOKEN = rf"[{UPPER}][\w]{{0,24}}"
_NAMED = (
    rf"(?P<symbol>[{UPPER}][\w]{{0,24}}(?:(?:[-–/&]{_TOKEN})|(?: [-–] ?|"
    rf"[-–] )[{UPPER}]{{2,20}}\w?){{0,7}})"
)
SYMBOLS: Table[str] = Table(
    "symbols",
    (
        Rule(
            "number-and-symbol",
            re.compile(
                rf"(?<![\w:.,/-])(?P<number>\d{{1,5}}(?:\.\d)?[a-z]?) ?(?P<mark>[/–-]) "
                rf"?(?:(?P<year>(?:19|20)\d\d) ?/? ?)?{_NAMED}"
            ),
            "numbered",
            (
                "134/KH-UBND",
                "34-NQ/TU",
                "57/2010/NĐ-CP",
                "71/2025/QH15",
                "3210/QĐ - UBND",
                "144/2021/NĐ- CP",
                "4236/SXD-QLN&CS",
            ),
            ("1/500", "QCVN 05A:2020/BCT", "6/2025"),
        ),
    ),
)
_NUMBERED_KINDS = re.compile(
    r"(?:mẫu|biểu|phụ lục|tờ|thửa|lô|nhà|phòng|đường)(?: số)?[ :]*$", re.IGNORECASE
)
_HAS_NO = re.compile(r"(?:số|sô|số:)[ :]*$", re.IGNORECASE)
_DATE_NEXT = re.compile(r" ?,? ?\(?(?:ngày|tháng|năm) ", re.IGNORECASE)
_ISSUER = re.compile(
    r" ?,? ?của (?P<issuer>[^,;.:()“”\"]{3,140}?)(?= (?:về|v/v|phê duyệt|quy định|hướng dẫn|"
    r"ban hành|thực hiện|"
    r"triển khai|ngày|trên|là|tại|gắn|với|đến|và (?:các|kế|nghị|quyết|chỉ|chương|đề|công|hướng|"
    r"thông|luật|những|nội|tình|phù|căn)|"
    r"trong|để|theo|nhằm|có|bảo đảm|đôn đốc|được|ở|xem|chỉ đạo|công bố|giai đoạn|sửa đổi|giao|"
    r"kèm|ở các|đã|hết|như|và (?:các |những )?(?:nguồn|kinh phí|ngân sách|vốn|quy định|văn bản|"
    r"tình hình|thực tế|điều kiện|yêu cầu|nhiệm vụ|nội dung|hướng dẫn))(?![\w])|"
    r"[,;.:()“”\"]|$)",
    re.IGNORECASE,
)
_TITLE = re.compile(r" ?,? ?(?:về việc|về|v/v) (?P<title>[^;]{3,600})", re.IGNORECASE)
_CHAIN = re.compile(r" ?(?:,|;|và|, và) ?(?:[^\W\d_][\w ]{0,40} )?(?:số )?$", re.IGNORECASE)
_BASIS = re.compile(r"^(?:Căn cứ|Thực hiện|Theo|Xét|Triển khai|Để|Nhằm)(?![\w])", re.IGNORECASE)

_LISTED = re.compile(r"(?:[,;]|(?<![\w])và)(?: (?:các|và))? ?$")

BASES: Table[Relation] = Table(
    "bases",
    (
        Rule(
            "proposal-from-below",
            words(r"^[-–+* ]{0,3}(?:Theo|Xét|Căn cứ) (?:đề nghị|đề xuất|ý kiến|tờ trình)"),
            Relation.CITES,
            ("Theo đề nghị của Bộ trưởng", "Xét đề nghị của Sở Xây dựng tại"),
            ("Căn cứ Quyết định",),
        ),
        Rule(
            "preamble",
            words(r"^"),
            Relation.IMPLEMENTS,
            ("Căn cứ Nghị định số 35/2022/NĐ-CP", "Thực hiện Kế hoạch số 146/KH-UBND"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention, before mentions of one document are joined."""

    kind: str | None
    symbol: str
    moment: str | None
    issuer: str | None
    title: str | None
    words: Words
    end: int
    """Where the text goes on after its date and issuer."""
    rule: str


def find_citations(passage: Passage) -> list[Citation]:
    """Every document that a passage names by number or symbol, in order."""
    text = passage.text
    if "/" not in text or re.search(r"\d", text) is None:
        return []
    found: list[Citation] = []
    matches = [(hit.rule.name, hit.match) for hit in SYMBOLS.every(text)]
    for index, (rule, match) in enumerate(matches):
        limit = matches[index + 1][1].start() if index + 1 < len(matches) else len(text)
        floor = matches[index - 1][1].end() if index else 0
        citation = _citation(passage, match, floor, limit, rule)
        if citation is not None:
            found.append(citation)
    return _share_issuers(passage, [_titled(passage, found, i) for i in range(len(found))])


def _titled(passage: Passage, found: list[Citation], index: int) -> Citation:
    """With its title, which may name other documents: it ends where the list goes on."""
    text, citation = passage.text, found[index]
    limit = len(text)
    for later in found[index + 1 :]:
        between = text[citation.end : later.words.start]
        if _LISTED.search(between) or not _TITLE.match(between + "..."):
            limit = later.words.start
            break
    if not (title := _TITLE.match(text, citation.end, limit)):
        return citation
    shown = passage.shown[title.start("title") : title.end("title")]
    return replace(citation, title=_trim_title(shown))


def _citation(
    passage: Passage, match: re.Match[str], floor: int, limit: int, rule: str
) -> Citation | None:
    text = passage.text
    before = text[max(floor, match.start() - 160) : match.start()]
    if _NUMBERED_KINDS.search(before):
        return None
    kind, start = _kind_before(before, match.start())
    abbreviation = re.split(r"[-–/&0-9]", match["symbol"])[0].upper()
    if kind is None:
        if abbreviation not in _ABBREVIATED_KINDS:
            return None
        kind = _ABBREVIATED_KINDS[abbreviation]
        numbered = _HAS_NO.search(before)
        start = match.start() - (len(before) - numbered.start() if numbered else 0)
    end, moment, issuer = _date_and_issuer(text, match.end(), limit)
    return Citation(
        kind,
        _symbol(match),
        moment,
        passage.shown[issuer[0] : issuer[1]] if issuer else None,
        None,
        passage.words(start, end),
        end,
        rule,
    )


def _symbol(match: re.Match[str]) -> str:
    name = re.sub(r" ?([-–/&]) ?", r"\1", match["symbol"]).replace("–", "-")
    number, year = match["number"], match["year"]
    mark = "/" if year or match["mark"] == "/" else "-"
    return f"{number}/{year}/{name}" if year else f"{number}{mark}{name}"


def _kind_before(before: str, position: int) -> tuple[str | None, int]:
    """The kind named before a number, when no sentence ends between them."""
    named = list(_KIND.finditer(before))
    last = named[-1] if named else None
    if last is None or re.search(r"[.;:“”](?! ?\d)", before[last.end() :].rstrip(" :")):
        return None, position
    if (
        len(before) - last.end() > 20
        and not _HAS_NO.search(before)
        and "luật" not in last[0].lower()
    ):
        return None, position
    name = last[0][:1].upper() + last[0][1:].lower()
    return name, position - len(before) + last.start()


def _date_and_issuer(
    text: str, end: int, limit: int
) -> tuple[int, str | None, tuple[int, int] | None]:
    moment, issuer = None, None
    for _ in range(3):
        if moment is None and (opening := _DATE_NEXT.match(text, end, limit)):
            tail = text[end : min(limit, opening.end() + 30)]
            dates = [
                found for found in find_moments(tail) if not found.yearly and ".." not in found.code
            ]
            if dates and dates[0].start <= opening.end() - end + 1:
                moment, end = dates[0].code, end + dates[0].end
                continue
        if issuer is None and (named := _ISSUER.match(text, end, limit)):
            issuer, end = named.span("issuer"), named.end("issuer")
            continue
        break
    return end, moment, issuer


def _trim_title(title: str) -> str:
    stop = re.search(r"[.:](?= |$)|,? (?:cụ thể|như sau)", title)
    cut = title[: stop.start()] if stop else title
    cut = re.sub(r"(?:,| và)$", "", cut.strip(" ,")).strip(" ,")
    return cut.rstrip(")") if cut.count(")") > cut.count("(") else cut


def _share_issuers(passage: Passage, found: list[Citation]) -> list[Citation]:
    """ "Đề án A và Nghị quyết B của X": the issuer belongs to both."""
    for index in range(len(found) - 2, -1, -1):
        first, second = found[index], found[index + 1]
        between = passage.text[first.words.end : second.words.start]
        chained = _CHAIN.fullmatch(between + " ") or between.strip() in (",", ";", "và")
        if first.issuer is None and second.issuer and chained:
            found[index] = replace(first, issuer=second.issuer)
    return found


def read_directives(
    lines: Iterable[KindLine], own_symbol: str | None
) -> tuple[DirectiveMention, ...]:
    """Every other document, once each: carried out when the title or the preamble names it."""
    joined: dict[tuple[str, str], DirectiveMention] = {}
    years: dict[str, list[str]] = {}
    title: str | None = None
    for line in lines:
        changes: list[Relation | None] = []
        title = _title_so_far(line, title)
        for citation in find_citations(line.passage):
            at = citation.words
            changes.append(change_of(line, title, at.start, citation.end, changes))
            if own_symbol is not None and _key(citation.symbol) == _key(own_symbol):
                continue
            _add(joined, years, citation, _relation(line, at.start), changes[-1])
        if title is not None and line.kind in (Kind.PROSE, Kind.SUBJECT):
            title = f"{title} {line.passage.text}".strip()
    return tuple(joined.values())


def _title_so_far(line: KindLine, title: str | None) -> str | None:
    """The words of the title before this line; None where no title runs on."""
    if line.stand is not Stand.HEAD or _BASIS.match(line.passage.text):
        return None
    return "" if line.kind is Kind.KIND_LINE else title


_PROPOSED_IN = re.compile(r"(?<![\w])(?:xét|theo) (?:đề nghị|đề xuất)[^;.]{0,160} $", re.IGNORECASE)


def _relation(line: KindLine, start: int) -> Relation:
    if line.stand is not Stand.HEAD or line.kind is Kind.FOOTNOTE:
        return Relation.CITES
    if _PROPOSED_IN.search(line.passage.text[max(0, start - 200) : start]):
        return Relation.CITES
    found = BASES.first(line.passage.text)
    return found.yields if found else Relation.IMPLEMENTS


def _key(symbol: str) -> str:
    return re.sub(r"[\s–]", "-", symbol).casefold().lstrip("0")


def _add(
    joined: dict[tuple[str, str], DirectiveMention],
    years: dict[str, list[str]],
    citation: Citation,
    relation: Relation,
    change: Relation | None,
) -> None:
    """Join a citation to what is known of its document; ``years`` are those known of a symbol."""
    year = (citation.moment or "")[:4]
    key = _key(citation.symbol)
    known_years = years.setdefault(key, [])
    same = [known for known in known_years if not year or not known or known == year]
    date = Period.parse(citation.moment) if citation.moment else None
    quote = citation.words.quote(citation.rule, PRINTED if citation.moment else BY_FORM)
    mention = DirectiveMention(
        citation.kind,
        citation.symbol,
        date,
        citation.issuer,
        citation.title,
        relation,
        quote,
        change,
    )
    if not same:
        joined[(key, year)] = mention
        known_years.append(year)
        return
    known = joined.pop((key, same[0]))
    known_years.remove(same[0])
    known_years.append(year or same[0])
    shouted = known.quote.text.isupper() and not quote.text.isupper()
    better = mention if shouted or (known.date is None and date is not None) else known
    other = known if better is mention else mention
    implements = Relation.IMPLEMENTS in (known.relation, relation)
    joined[(key, year or same[0])] = DirectiveMention(
        better.kind or other.kind,
        mention.symbol if shouted else known.symbol,
        better.date or other.date,
        better.issuer or other.issuer,
        better.title or other.title,
        Relation.IMPLEMENTS if implements else known.relation,
        better.quote,
        known.changes or change,
    )
