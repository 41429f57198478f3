"""Lists of units: where one ends and the next begins, though names hold commas and "và".

A new unit begins only where a word stands that can begin one; a run of bare classes ("các sở, ban,
ngành") stays one entry, and so does what ends in "liên quan".
"""

import re
from dataclasses import dataclass

from loaders.distributions import distribution_at
from loaders.known_bodies import KNOWN_BODY
from loaders.letters import LOWER
from loaders.lexicon import BARE_GENERIC, STOP, UNIT_START
from loaders.names import OFFICE_START, PERSON
from loaders.passages import Words

_SEPARATOR = re.compile(
    r" ?; ?| ?,(?: |(?![A-ZĐ]{2}))| và | cùng(?: với)? (?=các |[A-ZĐ])| hoặc (?=các )"
)
# "…; đồng chí A, Phó Chủ tịch UBND xã phụ trách.": whom the next clause puts in charge.
_CLOSER = re.compile(
    r"[.:()“”\"!?…]| - (?=[A-ZĐ][^\W\d_]+ (?:phụ trách|chỉ đạo))|"
    r" ?; (?=(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à)[.:]? [^.;:()]{3,120}? (?:trực tiếp )?"
    r"(?:phụ trách|chỉ đạo)(?: chung)?(?:[.;,]|$))"
)
_RELATED = re.compile(
    r"liên quan(?: (?:thuộc|của|trên|trong|khác|tại|ở) [^,;]{1,80})?$", re.IGNORECASE
)
_COLLECTIVE_START = re.compile(
    r"^(?:tất cả |toàn thể |một số )?(?:các|những|mọi|toàn thể)\b", re.IGNORECASE
)
_GENERIC_START = re.compile(
    r"^(?:các )?(?:phòng|ban|sở|bộ|ngành|cơ quan|đơn vị|tổ chức|cấp|địa phương|đoàn thể|bộ phận|"
    r"hội|cá nhân)\b",
    re.IGNORECASE,
)
_RUN_OPENING = re.compile(
    r"(?:^|(?<= ))(?:các|những|Thủ trưởng|Lãnh đạo|người đứng đầu|Giám đốc|Chủ tịch) ",
    re.IGNORECASE,
)
_CLASS = re.compile(
    r"(?:phòng|ban|sở|bộ|ngành|cơ quan|đơn vị|tổ chức|cấp|địa phương|đoàn thể|bộ phận|hội|xã|"
    r"phường|tỉnh|huyện|quận|"
    r"thôn|bản|ấp|làng|buôn|bon|khu phố|thành phố|cán bộ|cơ quan ngang bộ|"
    r"cơ quan thuộc chính phủ|chi bộ|"
    r"đảng bộ|cấp ủy|tỉnh ủy|thành ủy|huyện ủy|đảng ủy)",
    re.IGNORECASE,
)
_LONE_CLASS = re.compile(r"(?:cơ quan|tổ chức|cán bộ|xã|phường|sở|bộ)", re.IGNORECASE)
_PLACE_PAIRS = re.compile(
    r"(?:Trung ương|tỉnh|xã|phường|quận|thị trấn|huyện|thành phố|cán bộ|công chức|viên chức|thôn|"
    r"bản|ấp|làng|buôn|"
    r"Trung ương, địa phương)$",
    re.IGNORECASE,
)
_PLACE_NEXT = re.compile(
    r"(?:địa phương|thành phố|phường|xã|thị trấn|thị xã|huyện|quận|đặc khu|quân đội|công chức|"
    r"viên chức|"
    r"người lao động|bản|ấp|làng|buôn|bon|khu phố|tổ dân phố)(?![\w])",
    re.IGNORECASE,
)
# A name is at its end after its level or "liên quan", whatever verb follows.
_NAME_DONE = re.compile(
    r"(?<![\w])(?:liên quan|xã|phường|tỉnh|huyện|thị trấn|đặc khu|các cấp|thành phố)"
    r"(?= (?!hội|đội|ủy|đoàn|trực|thuộc|của|trên|trong|liên|có|lân|khác|và|cùng|hoặc|nơi|biên|"
    rf"miền|ven|vùng|khu|loại|điểm|này|đó|ta|phụ trách)[{LOWER}])"
)
# Bodies whose name goes on with a verb: "Ban quản lý", "Tổ giúp việc", "đơn vị chủ trì".
_NAMED_BY_VERB = re.compile(
    r"(?:^|(?<!các )(?<!Các )(?<!cá ))(?:Ban|Tổ|Đội|Đoàn|Phòng|Trung tâm|Hội đồng|"
    r"[Cc]ơ quan|[Đđ]ơn vị|[Bb]ộ phận|Trạm|Tiểu ban|"
    r"Quỹ|Hội|tổ|Viện|Nhóm|[Ll]ực lượng(?: tham gia)?)$"
)
# A verb in capitals after the head belongs to the name, and so does the verb it is joined to.
_CAPITAL_VERB = re.compile(
    r"(?:Quỹ|Hội đồng|Hội|Trung tâm|Ban|Phòng|Tổ|Đội|Chi cục|Cục|Vụ|Viện) (?:Bảo vệ|Phối hợp|"
    r"Quản lý|Hỗ trợ|Phát triển|Xúc tiến|Tư vấn|Điều phối|Đào tạo|Bồi dưỡng|Nghiên cứu|Ứng dụng|"
    r"Kiểm soát|Khai thác|Thẩm định|Giới thiệu|Chăm sóc)(?: và| -|,)?$"
)
# "đơn vị tư vấn lập quy hoạch", "nhà thầu tư vấn giám sát": named by what they are hired for.
_CONSULTS = re.compile(r"(?:đơn vị|nhà thầu|công ty) tư vấn $", re.IGNORECASE)
_CONSULTED = re.compile(r"(?:lập|thiết kế|giám sát|khảo sát|thẩm tra) [^\W\d_]+")
# "Phòng X phụ trách …": of a body this is its work, of an officer his name.
_BODY_IN_CHARGE = re.compile(
    r"(?:Phòng|Sở|Văn phòng|UBND|Ủy ban|Công an|Trung tâm|Trạm|Hội|Đoàn|Trường|Ban|Bộ|Mặt trận|"
    r"MTTQ|Đội|Tổ) [^,;.:]{2,80}?(?= phụ trách )"
)
# Words that stand together though a comma or "và" parts them.
_TOGETHER = re.compile(
    r"phòng cháy(?:,| và)? chữa cháy(?: và cứu nạn(?:,| và)? cứu hộ)?|cứu nạn(?:,| và) cứu hộ|"
    r"văn phòng đăng ký đất đai|"
    r"an ninh(?:,| và) trật tự|quốc phòng(?:,| và) an ninh|thể dục, thể thao|"
    r"(?:thông tấn|truyền thông)(?:,| và) báo chí|phổ biến, giáo dục pháp luật|"
    r"phát triển khoa học(?:,| và) "
    r"công nghệ, đổi mới sáng tạo(?:,| và) chuyển đổi số|"
    r"(?:thông tin(?:,| và) )?tuyên truyền(?:,| và) khánh tiết|"
    r"Báo và (?:Đài )?Phát thanh(?:,| và| -)? Truyền hình|"
    r"phòng, chống [^\W\d_]+(?: [^\W\d_]+)?|tìm kiếm,? cứu nạn|"
    r"cơ quan (?:chuyên trách )?tham mưu(?:(?:,| và) giúp việc|(?= (?:theo dõi|tổ chức|xây dựng|"
    r"rà soát|kiểm tra|triển khai|thực hiện)))",
    re.IGNORECASE,
)
_OFFICE_OF = re.compile(
    r"Văn phòng (?:Đoàn ĐBQH và |Thường trực )?(?:HĐND|Hội đồng nhân dân|Đảng ủy|"
    r"Đoàn đại biểu Quốc hội)$"
)
_OFFICE_NEXT = re.compile(r"(?:UBND|Ủy ban nhân dân|HĐND|Hội đồng nhân dân)")
# "Trung tâm Phát triển quỹ đất tỉnh và địa phương" are two; "Sở, ngành tỉnh và địa phương" one.
_ONE_BODY = re.compile(r"(?:Sở|Trung tâm|Ban|Phòng|Công an|Văn phòng|Chi cục|Cục) [A-ZĐ]")
# "Ban Quản lý các chợ đầu mối và chợ dân sinh": of both kinds of the thing.
_OVER_MANY = re.compile(
    r"(?:Ban|Phòng|Trung tâm|Văn phòng|Chi cục) [^,;:.]{2,60}? các (?P<thing>[^\W\d_]+) "
    r"[^,;:.]{2,60}$"
)
_LOCALITY = re.compile(r"(?:các )?địa phương(?![\w])")
_FIELD = re.compile(r"phụ trách (?:lĩnh vực|công tác|khối|mảng|nội dung)", re.IGNORECASE)
# "đồng chí A, Phó Chủ tịch UBND xã": what follows the comma is that person's office.
_NAMED = re.compile(rf"(?:đồng chí|đ/c|ông|bà)[.:]? (?-i:{PERSON.pattern})", re.IGNORECASE)
_PERSON = re.compile(r"(?:các )?(?:đồng chí|đ/c|ông|bà)(?![\w])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class UnitSpan:
    """One entry of a list: its words, and its name where the list tells only a part of it."""

    words: Words
    name: str
    collective: bool
    separator: str = ""


def split_units(words: Words) -> tuple[UnitSpan, ...]:
    """Every entry of a value that is nothing but a list of units."""
    words = words.strip(' .,;:-–*“”"')
    pieces: list[tuple[int, int, str]] = []
    start, text = 0, words.text
    depth_free = _outside_brackets(text)
    separator = ""
    for match in _SEPARATOR.finditer(text):
        if not depth_free[match.start()] or match.start() < start:
            continue
        if _held(text, match.start()):
            continue
        if (listed := distribution_at(words, start)) and match.start() < listed[1]:
            continue
        mark = match[0].strip() or ","
        if mark == ";" or _starts_unit(text, match.end(), text[start : match.start()], mark):
            pieces.append((start, match.start(), separator))
            start, separator = match.end(), mark
    pieces.append((start, len(text), separator))
    spans = [
        span
        for first, last, mark in pieces
        if first < last
        for span in (_listed(words, first, mark)[0] or [_span(words.cut(first, last), mark)])
    ]
    return _merge_catch_all(words, [span for span in spans if span.words])


def read_units(words: Words) -> tuple[tuple[UnitSpan, ...], int]:
    """The units at the beginning of running text, and where the text goes on after them."""
    text = words.text
    spans: list[UnitSpan] = []
    position, separator = 0, ""
    while (begin := UNIT_START.match(text, position)) is not None:
        listed, end = _listed(words, position, separator)
        if listed:
            spans.extend(listed)
            position = end
            mark = _SEPARATOR.match(text, position)
            if mark is None or not UNIT_START.match(text, mark.end()):
                break
            separator, position = mark[0].strip() or ",", mark.end()
            continue
        end, following = _element_end(text, position, begin.end())
        piece = words.cut(position, end)
        if piece:
            spans.append(_span(piece, separator))
        if following is None:
            position = end
            break
        separator = text[end:following].strip() or ","
        position = following
    return _merge_catch_all(words, spans), position


def _listed(words: Words, position: int, separator: str) -> tuple[list[UnitSpan], int]:
    """The parts of a distributive list that begins here, and its end; else nothing."""
    found = distribution_at(words, position)
    if found is None:
        return [], position
    return [UnitSpan(piece, name, False, separator) for piece, name in found[0]], found[1]


_LONGEST_NAME = 400
"""Letters of one entry: further ones are no name, and are not looked through for its end."""


def _element_end(text: str, start: int, scan: int) -> tuple[int, int | None]:
    """Where the entry at ``start`` ends, and where the next begins when one follows."""
    position, last = scan, min(len(text), start + _LONGEST_NAME)
    while position < last:
        stop = STOP.search(text, position, last)
        closer = _CLOSER.search(text, position, last)
        mark = _SEPARATOR.search(text, position, last)
        done = _NAME_DONE.search(text, max(start, position - 1), last)
        charge = _BODY_IN_CHARGE.match(text, start, last) or KNOWN_BODY.match(text, start, last)
        limit = min(
            charge.end() if charge else last,
            stop.start() if stop else last,
            closer.start() if closer else last,
            done.end() if done else last,
        )
        directly = stop is not None and stop.start() == limit and stop.start() <= scan + 1
        if stop and directly and _NAMED_BY_VERB.search(text, start, scan):
            position = stop.end()
            scan = position
            continue
        alone = stop and (mark is None or mark.end() >= stop.start())
        if stop and alone and stop.start() == limit and _within_name(text, start, stop.start()):
            position = stop.end()
            continue
        if mark is None or mark.start() >= limit:
            return _rstrip(text, limit), None
        if _held(text, mark.start()):
            position = mark.end()
            continue
        sign = mark[0].strip() or ","
        before = text[start : mark.start()]
        if _starts_unit(text, mark.end(), before, sign):
            return mark.start(), mark.end()
        if sign == ";" or not _goes_on(text, mark.end(), before):
            return mark.start(), None
        position = mark.end()
    return _rstrip(text, last), None


def _within_name(text: str, start: int, stop: int) -> bool:
    """ "Quỹ Bảo vệ và phát triển rừng": this verb is a part of the name."""
    board = text.endswith("Ban Chỉ đạo ", start, stop) and _TOGETHER.match(text, stop)
    consults = _CONSULTS.search(text, start, stop) and _CONSULTED.match(text, stop)
    return bool(board or consults or _CAPITAL_VERB.search(text, start, stop - 1)) or _held(
        text, stop
    )


def _held(text: str, position: int) -> bool:
    """Whether a place lies inside words that stand together."""
    return any(
        found.start() < position < found.end()
        for found in _TOGETHER.finditer(text, max(0, position - 90), position + 90)
    )


def _rstrip(text: str, end: int) -> int:
    while end > 0 and text[end - 1] in " ,":
        end -= 1
    return end


def _starts_unit(text: str, position: int, before: str, mark: str) -> bool:
    """Whether a new entry begins after a comma or "và"."""
    if UNIT_START.match(text, position) is None:
        return False
    if mark == "," and _NAMED.match(before) and OFFICE_START.match(text[position : position + 60]):
        return False
    if _FIELD.search(before):
        return mark == ";" or _PERSON.match(text, position) is not None
    if mark == "và" and _ONE_BODY.match(before) and _LOCALITY.match(text, position):
        return True
    if _PLACE_PAIRS.search(before) and _PLACE_NEXT.match(text, position):
        return False
    if mark == "và" and _OFFICE_OF.search(before) and _OFFICE_NEXT.match(text, position):
        return False
    return not (BARE_GENERIC.match(text, position) and _is_class_run(before))


def _is_class_run(before: str) -> bool:
    """ "các sở, ban" so far: only bare classes, so a further one goes on with it."""
    openings = list(_RUN_OPENING.finditer(before))
    opening = openings[-1] if openings else None
    run = before[opening.end() :] if opening else before
    first, *rest = re.split(r", | và ", run)
    if opening is None and not _LONE_CLASS.fullmatch(first):
        return False
    if opening is not None and not _CLASS.fullmatch(first):
        return False
    return all(BARE_GENERIC.fullmatch(part) for part in rest)


def _goes_on(text: str, position: int, before: str) -> bool:
    """Whether what follows the comma still belongs to the name: a capital word, a bare class."""
    if BARE_GENERIC.match(text, position):
        return True
    if (many := _OVER_MANY.search(before)) and text.startswith(f"{many['thing']} ", position):
        return True
    if _PLACE_PAIRS.search(before) and _PLACE_NEXT.match(text, position):
        return True
    if _OFFICE_OF.search(before) and _OFFICE_NEXT.match(text, position):
        return True
    return text[position : position + 1].isupper() and not STOP.match(text, position)


def _span(words: Words, separator: str) -> UnitSpan:
    words = _without_lead_in(words.strip(" .,;:-–*"))
    name = words.shown
    return UnitSpan(words, name, is_collective(name), separator)


_LEAD_IN = re.compile(
    r"^(?:Đề nghị|Giao cho|Giao|Yêu cầu|Lựa chọn|Phân công|Trách nhiệm của|Đối với|Riêng|"
    r"lực lượng(?= (?:Công an|Quân)))(?: ?:)? ",
    re.IGNORECASE,
)
_LEAD_OUT = re.compile(
    r" (?:chủ trì thực hiện|chủ trì tham mưu|chủ trì|tổ chức thực hiện|thực hiện|"
    r"triển khai thực hiện|làm điểm.{0,40}|là đơn vị chủ trì)$",
    re.IGNORECASE,
)


# "Sở Nội vụ (Cơ quan Thường trực Hội đồng)": what else it is, no part of its name.
_APPOSITION = re.compile(r" ?\([^()]*\)$")


def _without_lead_in(words: Words) -> Words:
    if (aside := _APPOSITION.search(words.text)) and aside.start():
        words = words.cut(0, aside.start())
    if found := _LEAD_IN.match(words.text):
        words = words.cut(found.end())
    if found := _LEAD_OUT.search(words.text):
        words = words.cut(0, found.start())
    return words


def is_collective(name: str) -> bool:
    """Whether a name is a class of bodies and no single one."""
    return bool(_COLLECTIVE_START.match(name) or _RELATED.search(name))


def _merge_catch_all(words: Words, spans: list[UnitSpan]) -> tuple[UnitSpan, ...]:
    """ "Các phòng chuyên môn và các cơ quan, đơn vị liên quan" is one entry, not two."""
    merged: list[UnitSpan] = []
    for segment in _segments(spans):
        segment = _absorb_related(words, segment)
        if len(segment) >= 2:
            first, second = segment[:2]
            related = _RELATED.search(second.name) and _GENERIC_START.match(second.name)
            generic = _COLLECTIVE_START.match(first.name) and _GENERIC_START.match(first.name)
            if second.separator == "và" and related and generic and not _RELATED.search(first.name):
                segment = [_united(words, first, second), *segment[2:]]
        merged.extend(segment)
    return tuple(merged)


def _segments(spans: list[UnitSpan]) -> list[list[UnitSpan]]:
    segments: list[list[UnitSpan]] = []
    for span in spans:
        if not segments or span.separator == ";":
            segments.append([])
        segments[-1].append(span)
    return segments


def _absorb_related(words: Words, segment: list[UnitSpan]) -> list[UnitSpan]:
    """ "các cơ quan, đơn vị, tổ dân phố và cá nhân liên quan" is one entry."""
    last = segment[-1]
    if not (_RELATED.search(last.name) and _GENERIC_START.match(last.name)):
        return segment
    if _COLLECTIVE_START.match(last.name):
        return segment
    for index in range(len(segment) - 2, -1, -1):
        name = segment[index].name
        if _COLLECTIVE_START.match(name):
            if _is_class_run(name):
                return [*segment[:index], _united(words, segment[index], last)]
            break
        if name[:1].isupper():
            break
    return segment


def _united(words: Words, first: UnitSpan, last: UnitSpan) -> UnitSpan:
    whole = words.passage.words(first.words.start, last.words.end)
    return UnitSpan(whole, whole.shown, True, first.separator)


def _outside_brackets(text: str) -> list[bool]:
    depth, outside = 0, []
    for char in text:
        depth += char == "("
        outside.append(depth <= 0)
        depth -= char == ")"
    return outside
