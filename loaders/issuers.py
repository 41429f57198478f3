"""The issuer (cơ quan ban hành): from the printed header, else from the body, and its place."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from loaders.kinds import Kind, KindLine
from loaders.letters import UPPER
from loaders.lexicon import UNIT_START
from loaders.names import LEVELS, PARTY_SEAT, PLACE, joined_capitals, landmark, place_level
from loaders.parts import Parts
from loaders.passages import Words, modern_tones
from loaders.side_by_side import columns_of
from loaders.unit_lists import read_units

_BARE_LEVEL = re.compile(rf"(?:^| )(?P<level>{LEVELS})$", re.IGNORECASE)
_LEVEL_LINE = re.compile(rf"^{LEVELS}(?![\w])", re.IGNORECASE)
_STANDING = re.compile(r"^BAN (?:THƯỜNG (?:TRỰC|VỤ)|CHẤP HÀNH(?: LÂM THỜI)?)$", re.IGNORECASE)
# Parts of a body that are named after it: "VĂN PHÒNG" under "ỦY BAN NHÂN DÂN TỈNH X".
_BARE_PART = re.compile(r"^(?:VĂN PHÒNG|THANH TRA|ĐẢNG ĐOÀN)$", re.IGNORECASE)
_SUB_BOARD = re.compile(r"^(?:TIỂU BAN|TỔ (?:GIÚP VIỆC|CÔNG TÁC))(?![\w])", re.IGNORECASE)
_OVER_BOARDS = re.compile(r"^(?:ỦY BAN BẦU CỬ|BAN CHỈ ĐẠO|HỘI ĐỒNG)(?![\w])", re.IGNORECASE)
# The national name, or what a narrow column has broken off it.
_NATIONAL = re.compile(
    r"(?:CỘNG ?H[ÒO]A XÃ HỘI|ĐẢNG CỘNG SẢN VIỆT NAM|^CHỦ NGHĨA VIỆT NAM).*$"
    r"|Độc lập ?[-–] ?Tự do.*$"
    r"|^(?:(?:(?:XÃ )?HỘI )?CHỦ NGHĨA|(?:NGHĨA )?VIỆT NAM|NAM|ĐẢNG CỘNG SẢN)$",
    re.IGNORECASE,
)
_REST = re.compile(r"(?:VÀ|(?:NHÂN )?DÂN)(?![\w])")
_ISSUES = re.compile(
    r",? ?(?:nay )?(?:đã )?(?:ban hành|xây dựng|lập|đề ra|triển khai|tổ chức|yêu cầu|quyết định|"
    r"chỉ đạo|[“\"]|đề nghị|thông báo)",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"(?:^|[,;:] )")
_OF_ISSUER = re.compile(
    r"^Trên đây,? là .{0,80}? của (?P<issuer>[^,.;]{6,90}?)(?= (?:về|thực hiện|triển khai|năm|"
    r"giai)|[,.;(]|$)",
    re.IGNORECASE,
)
_SEAT_WORDS = ("tỉnh", "thành", "huyện", "quận", "thị")
_SEATS = {"thành": "thành phố", "thị": "thị xã"}
_PROVINCE_LEVELS = ("tỉnh", "thành phố")


@dataclass(frozen=True, slots=True)
class Issuer:
    """The issuing body's full name, and where it was read."""

    name: str
    words: Words
    rule: str


def read_issuer(parts: Parts, front: Sequence[KindLine], place_words: str | None) -> Issuer | None:
    """The issuer that the header prints, the preamble names, or the closing words name."""
    found = _from_header(parts, front) or _from_preamble(parts) or _from_closing(parts)
    if found is None:
        return None
    name = found.name
    bare = _BARE_LEVEL.search(name)
    if bare is not None:
        place = _home_name(parts, bare["level"].lower(), place_words)
        if place:
            name = f"{name} {place}"
    return Issuer(name, found.words, found.rule)


def _from_header(parts: Parts, front: Sequence[KindLine]) -> Issuer | None:
    lines: list[Words] = []
    for line in front:
        words = _issuer_words(line)
        if words:
            lines.append(words)
    if not lines:
        return None
    names: list[tuple[str, Words]] = []
    for words in lines:
        shown = joined_capitals(words.shown)
        level = names and _LEVEL_LINE.match(modern_tones(shown))
        if names and (level or _goes_on(names[-1][0], words.text) or _is_home(names, words)):
            before, first = names[-1]
            names[-1] = (f"{before} {shown}", first)
        else:
            names.append((shown, words))
    name, words = names[-1]
    if len(names) > 1:
        parent = modern_tones(names[-2][0])
        name = modern_tones(name)
        if _STANDING.match(name) or _BARE_PART.match(name):
            name = f"{name} {parent}"
        elif _SUB_BOARD.match(name) and _OVER_BOARDS.match(parent) and not PLACE.search(name):
            name = f"{name} - {parent}"
        elif not PLACE.search(name) and (place := PLACE.search(parent)):
            name = f"{name} {place['level']} {place['name']}"
    return Issuer(_restore_case(name, parts), words, "header")


def _goes_on(before: str, text: str) -> bool:
    """A name too long for one line breaks after a comma, around "và", or inside its first words."""
    broken = before.upper().endswith((" VÀ", " -")) or _REST.match(text) is not None
    return before.endswith(",") or broken


def _is_home(names: list[tuple[str, Words]], words: Words) -> bool:
    """ "BAN CHẤP HÀNH ĐẢNG BỘ XÃ" over "TAM THÁI": a level on one line, its name on the next."""
    bare = _BARE_LEVEL.search(names[-1][0])
    return bare is not None and UNIT_START.match(words.text.capitalize()) is None


def _issuer_words(line: KindLine) -> Words | None:
    """The words of a header line that name a body; None for every other line."""
    columns = columns_of(line) if line.kind is Kind.PLACE_DATE else []
    words = columns[0] if columns else line.passage.words()
    if national := _NATIONAL.search(words.text):
        words = words.cut(0, national.start())
    if line.kind not in (Kind.PROSE, Kind.NATIONAL_NAME, Kind.DASH) and len(columns) < 2:
        return None
    words = words.strip("-–—_*=.:#| ")
    text = words.text
    letters = [char for char in text if char.isalpha()]
    if len(letters) < 3 or sum(char.isupper() for char in letters) < 0.8 * len(letters):
        return None
    return (
        words
        if len(text) < 160 and not re.search(r"\d{3,}|[/…]|PHIẾU|DỰ THẢO|^MẬT$", text)
        else None
    )


def _restore_case(name: str, parts: Parts) -> str:
    """A name in capitals as the document itself writes it elsewhere, part by part."""
    name = modern_tones(name)
    place = PLACE.search(name)
    pieces = [name] if place is None else [name, name[: place.start()].strip()]
    for piece in pieces:
        if written := _written_anywhere(piece, parts):
            rest = name[len(piece) :]
            return written[:1].upper() + written[1:] + _small_level(rest)
    return _sentence_case(name)


def _written_anywhere(name: str, parts: Parts) -> str | None:
    squeezed = re.sub(r"[\W_]", "", name).casefold()
    if len(squeezed) < 4:
        return None
    shouted: str | None = None
    for line in parts.lines():
        if squeezed not in re.sub(r"[\W_]", "", line.passage.text).casefold():
            continue
        written = _written(name, line)
        if written and not written.isupper():
            return written
        if written and written.count(" ") < name.count(" "):
            shouted = written
    return _sentence_case(shouted) if shouted else None


def _small_level(rest: str) -> str:
    found = PLACE.search(rest)
    if found is None:
        return rest
    name = found["name"].title() if found["name"].isupper() else found["name"]
    return f" {place_level(found['level'])} {name}"


# Letters that make no syllable are an abbreviation and stay as they are.
_KEEP_CAPITALS = re.compile(r"^(?:[BCDĐGHKLMNPQRSTVXZ&]{2,}|UB\w{1,6}|HĐ\w{1,4}|BCĐ\w{0,6})$")
# After these the field begins, with a capital of its own: "Sở Công thương", "Ban Thường trực".
_FIELD_HEAD = re.compile(
    r"(?:^|thường (?:trực|vụ) )(?:sở|phòng|bộ|ban|cục|vụ|chi cục|trung tâm|viện|hội|đoàn|trường|"
    r"trạm|đội|đài|báo|văn phòng|tiểu ban)$|(?:^| )[-–&]$"
)


def _sentence_case(name: str) -> str:
    """Capitals to small letters; what follows a level of place is a proper name."""
    if not name.isupper() and not re.search(rf"[{UPPER}]{{3}}", name):
        return name
    out: list[str] = []
    after_level = False
    pieces = name.split()
    for word, after in zip(pieces, [*pieces[1:], ""], strict=True):
        small = word.lower()
        pair = f"{small} {after.lower()}"
        city = small == "phố" and out[-1:] == ["thành"]
        level = city or (re.fullmatch(LEVELS, small) is not None and out[-1:] != ["-"])
        party = small in ("ủy", "đoàn") and "".join(out[-1:]).lower() in _SEAT_WORDS
        if party:
            level = True
        if _KEEP_CAPITALS.match(word):
            out.append(word)
        elif party:
            out.append(small)
        else:
            named = small in ("việt", "nam", "đảng") or pair == "chính phủ"
            proper = after_level or named or _begins_field(out, small)
            out.append(small.capitalize() if proper else small)
        after_level = (after_level or level) and small != "thành"
    joined = " ".join(out)
    return joined[:1].upper() + joined[1:]


# Fields of a department are each written with a capital: "Sở Khoa học và Công nghệ".
_DEPARTMENT = re.compile(r"(?:sở|bộ|phòng|trung tâm) ")


def _begins_field(before: list[str], word: str) -> bool:
    """Whether a word opens the field of a body: not "Ủy ban nhân dân", "Hội đồng nhân dân"."""
    said = " ".join(before).lower()
    if word == "đồng" and said.endswith("hội"):
        return False
    if _DEPARTMENT.match(said) and said.endswith((" và", ",")):
        return True
    seated = (
        word in ("ủy", "hội", "đảng", "tỉnh", "thành", "huyện")
        and re.search(r"thường (?:trực|vụ)$", said) is not None
    )
    return seated or _FIELD_HEAD.search(said) is not None


def _written(name: str, line: KindLine) -> str | None:
    letters = [re.escape(char) for char in re.sub(r"[\W_]", "", name)]
    pattern = re.compile(r"[\W_]{0,3}".join(letters), re.IGNORECASE)
    shouted: str | None = None
    for found in pattern.finditer(line.passage.text):
        written = line.passage.shown[found.start() : found.end()]
        if not written.isupper() and written.count(" ") <= name.count(" "):
            return written
        shouted = shouted or written
    return shouted


def _from_preamble(parts: Parts) -> Issuer | None:
    """Whose plan it is: the last body of the preamble that issues something."""
    best: Issuer | None = None
    for line in parts.texts[0].head:
        if line.kind in (Kind.PROSE, Kind.INTRO, Kind.DASH) and line.passage.cell is None:
            best = _issuing_subject(line) or best
    return best


def _issuing_subject(line: KindLine) -> Issuer | None:
    words = line.head
    for clause in _CLAUSE.finditer(words.text):
        rest = words.cut(clause.end())
        units, end = read_units(rest)
        if len(units) == 1 and not units[0].collective and _ISSUES.match(rest.text, end):
            return Issuer(units[0].name, units[0].words, "preamble-subject")
    return None


def _from_closing(parts: Parts) -> Issuer | None:
    for line in reversed(parts.texts[0].body):
        if found := _OF_ISSUER.match(line.passage.text):
            words = line.passage.words(*found.span("issuer"))
            return Issuer(words.shown, words, "closing-words")
    return None


def _home_name(parts: Parts, level: str, place_words: str | None) -> str | None:
    """The name that a bare level stands for: địa danh, else the one the text names most."""
    if place_words:
        said_level, name = landmark(place_words)
        if said_level == level or (said_level is None and level not in _PROVINCE_LEVELS):
            return name
    counted = _count_places(line.passage.shown for line in parts.lines())
    names = [(count, name) for (kind, name), count in counted.items() if kind == level]
    return max(names, key=lambda pair: (pair[0], pair[1]))[1] if names else None


def _count_places(texts: Iterable[str]) -> Counter[tuple[str, str]]:
    counted: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for found in PLACE.finditer(text):
            if not any(len(word) > 1 and word.isupper() for word in found["name"].split()):
                counted[(place_level(found["level"]), found["name"].strip())] += 1
    return counted


_PROVINCE_HEAD = re.compile(
    rf"(?P<level>TỈNH|THÀNH PHỐ|THÀNH(?= ỦY))(?: ỦY)? (?P<name>[{UPPER}]+(?: [{UPPER}]+){{0,3}})$"
)


def _province_above(parts: Parts) -> str | None:
    """The province of a body printed in capitals over the issuer: "ĐẢNG BỘ TỈNH X"."""
    for line in parts.texts[0].head[:8]:
        words = _issuer_words(line)
        if words and (found := _PROVINCE_HEAD.search(modern_tones(joined_capitals(words.text)))):
            level = "tỉnh" if found["level"] == "TỈNH" else "thành phố"
            return f"{level} {found['name'].title()}"
    return None


def read_place(
    parts: Parts, issuer: Issuer | None, place_words: str | None
) -> tuple[str | None, str | None]:
    """The issuing place with its level, and the province above it when the text names one."""
    place = None
    if issuer is not None:
        for found in PLACE.finditer(issuer.name):
            place = (place_level(found["level"]), found["name"].strip())
        if place is None and (seat := PARTY_SEAT.match(issuer.name)):
            place = (_SEATS.get(seat["level"].lower(), seat["level"].lower()), seat["name"])
    if place is None and place_words:
        level, name = landmark(place_words)
        place = (level, name) if level else None
    counted = _count_places(line.passage.shown for line in parts.lines())
    provinces = [
        (count, f"{level} {name}")
        for (level, name), count in counted.items()
        if level in _PROVINCE_LEVELS and (level, name) != place
    ]
    home = f"{place[0]} {place[1]}" if place else None
    if not provinces and (above := _province_above(parts)):
        provinces = [(1, above)]
    if place and place[0] in _PROVINCE_LEVELS:
        return home, None
    return home, max(provinces)[1] if provinces else None
