"""What stands after the closing mark: the signer (người ký) and the recipients (nơi nhận)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from graph_schema.model import Signer
from loaders.kinds import Kind, KindLine
from loaders.letters import UPPER
from loaders.names import PERSON, RANK, closed_up, split_offices_in_capitals
from loaders.parts import Part, Parts
from loaders.passages import Words

_FOR = re.compile(r"^(?:TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\b ?[./]? ?")
_FOR_SPLIT = re.compile(r"(?<![\w])(?=(?:TM|KT|TL|TUQ|T/M|K/T|T/L) ?\. ?[^\W\d_]|(?:T/M|K/T|T/L) )")
_SIGNED = re.compile(r"^[\[(]?(?:đã ký|ký tên|ký,|ghi rõ|signed)[^\])]{0,40}[\])]?$", re.IGNORECASE)
_GAP = re.compile(r"(?<=\S)(?: {4,}|\t+ *)(?=\S)")
_ON_LIST = re.compile(
    rf"(?<=[.;,)]) ?(?=(?:TM|KT|TL|TUQ|T/M|K/T|T/L)(?:\. ?| )[{UPPER}]{{2}})|"
    rf"(?<=nhận:) (?=[{UPPER}]{{2}})"
)
"""Where a signature begins on a line of the recipients: "- Lưu: VT.TL. CHỦ TỊCH"."""
_OPENING_MARKS = ("Nơi nhận", "- ")


@dataclass(slots=True)
class _Signature:
    """What a signature block prints, as far as it has been read."""

    acting: list[str] = field(default_factory=list)
    offices: list[str] = field(default_factory=list)
    opening: Words | None = None
    name: Words | None = None

    @property
    def has_office(self) -> bool:
        return bool(self.acting or self.offices)


def read_signer(parts: Parts) -> tuple[Signer, Words] | None:
    """Who signed, in what office and for whom; of several signed texts, the first."""
    for signature in _signatures(parts):
        if signature.name is not None:
            position = ", ".join(signature.offices) or None
            acting = "; ".join(signature.acting) or None
            return Signer(closed_up(signature.name.shown), position, acting), signature.name
    return None


def unnamed_signature(parts: Parts) -> Words | None:
    """The first words of a signature that prints an office and nobody's name."""
    found = list(_signatures(parts))
    if any(signature.name is not None for signature in found):
        return None
    return next((signature.opening for signature in found if signature.has_office), None)


def _signatures(parts: Parts) -> Iterator[_Signature]:
    return (_from_tail(part) for part in parts.texts if part.kind == "main")


def _from_tail(part: Part) -> _Signature:
    found, listed = _Signature(), False
    for line in part.tail:
        for words in _lines_of(line):
            text = words.text
            if found.opening is None and not _opens(text, line):
                continue
            found.opening = found.opening or words
            if _SIGNED.match(text):
                continue
            capitals, name = _split_name(words)
            if listed and capitals.isupper() and not capitals.startswith("PHÓ"):
                found.acting[-1] = f"{found.acting[-1]}, {capitals.strip(' ,;')}"
                capitals = ""
            listed = text.endswith(",") and _FOR.match(text) is not None
            for piece in _FOR_SPLIT.split(capitals):
                _add(piece.strip(" ,;"), found.acting, found.offices)
            if name and found.has_office:
                found.name = name
                return found
    return found


def _lines_of(line: KindLine) -> list[Words]:
    words = line.passage.words()
    if line.kind in (Kind.RECIPIENTS, Kind.DASH):
        right = _right_column(line, words)
        return [right] if right else []
    return [words]


def _right_column(line: KindLine, words: Words) -> Words | None:
    """What stands far to the right of a recipient: the signature, in text set in two columns."""
    if (on_list := _ON_LIST.search(words.text)) and words.text[on_list.end() :].isupper():
        rest = words.cut(on_list.end())
        if _FOR.match(rest.text) or split_offices_in_capitals(rest.text):
            return rest
    gaps = list(_GAP.finditer(line.passage.line.text.strip()))
    if not gaps or line.passage.line.cell is not None:
        return None
    count = len(line.passage.line.text.strip()[gaps[-1].end() :].split())
    pieces = list(re.finditer(r"\S+", words.text))
    if count >= len(pieces):
        return None
    right = words.cut(pieces[-count].start())
    signs = right.text.isupper() or _SIGNED.match(right.text) or _split_name(right)[1]
    return right if signs else None


def _opens(text: str, line: KindLine) -> bool:
    """Whether the signature begins here: "TM. …", or an office in capitals."""
    if line.kind is Kind.SIGNATURE or _FOR.match(text):
        return True
    if text.startswith(_OPENING_MARKS) or line.kind in (Kind.RECIPIENTS, Kind.DASH):
        return False
    head = text.split("  ")[0]
    return bool(split_offices_in_capitals(head)) and head[:6].isupper()


def _split_name(words: Words) -> tuple[str, Words | None]:
    """The part in capitals, and the name after it when one stands on the line."""
    text = words.text
    if text.isupper():
        return words.shown, None
    if not RANK.match(text) and PERSON.fullmatch(closed_up(text)):
        return "", words
    first = next(
        (
            match.start()
            for match in re.finditer(r"(?<![\w.])[^\W\d_]+", text)
            if _begins_name(text, match)
        ),
        None,
    )
    if first is None:
        return words.shown, None
    name = words.cut(first).strip(" .,;")
    if rank := RANK.match(name.text):
        name = name.cut(rank.end())
    if not PERSON.fullmatch(closed_up(name.text)):
        return words.shown if first == 0 else words.cut(0, first).shown, None
    return words.cut(0, first).shown, name


def _begins_name(text: str, match: re.Match[str]) -> bool:
    word = match[0]
    return word[:1].isupper() and (word[1:].islower() and len(word) > 1)


def _add(piece: str, acting: list[str], offices: list[str]) -> None:
    if not piece:
        return
    found = _FOR.match(piece)
    if found is None:
        offices.extend(_offices(piece))
        return
    rest = piece[found.end() :]
    if piece.startswith(("TM", "T/M")):
        after = re.search(r" (?=(?:PHÓ |KT\.)?(?:CHỦ TỊCH|BÍ THƯ|TRƯỞNG|GIÁM ĐỐC|CHÁNH))", rest)
        if after and re.match(r"(?:ỦY BAN|BAN|HỘI ĐỒNG|CHÍNH PHỦ|TIỂU BAN|ĐẢNG)", rest):
            offices.extend(split_offices_in_capitals(rest[after.end() :]))
            piece = piece[: found.end() + after.start()]
        acting.append(piece)
        return
    named = split_offices_in_capitals(rest)
    if len(named) > 1 and piece.startswith(("KT", "K/T")):
        cut = re.search(r" (?=P ?H ?Ó )", piece)
        acting.append(piece[: cut.start()] if cut else piece)
        offices.extend(_own_offices(piece[found.end() :], named))
        return
    acting.append(piece)


def _own_offices(said: str, named: list[str]) -> list[str]:
    """ "KT. BỘ TRƯỞNG, CHỦ NHIỆM" is in place of one man of two offices, and none of his own."""
    deputy = re.search(r"P ?H ?Ó ", said)
    offices = [office for office in named[1:] if office.casefold().startswith("phó")]
    return offices if "," in said[: deputy.start() if deputy else None] else named[1:]


_OF_BODY = re.compile(r" (UBND|HĐND|ỦY BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN) (TỈNH|HUYỆN|XÃ|PHƯỜNG)$")


def _offices(piece: str) -> list[str]:
    """ "PHÓ CHỦ TỊCH UBND TỈNH": an office with the body that it is held in, where printed."""
    offices = split_offices_in_capitals(piece)
    body = _OF_BODY.search(piece)
    if body is None or len(offices) != 1:
        return offices
    name = body[1] if body[1].isupper() and " " not in body[1] else body[1].capitalize()
    return [f"{offices[0]} {name} {body[2].lower()}"]


_RECIPIENT = re.compile(r"(?:^|(?<=[;.]) ?)[-–+] ?")


def read_recipients(parts: Parts) -> tuple[str, ...]:
    """Nơi nhận, one entry a line; none of them is an actor of the plan."""
    for part in parts.texts:
        if part.kind == "form":
            continue
        found: list[str] = []
        listing = False
        column: tuple[int, int] | None = None
        for line in part.tail:
            text = _left_column(line)
            if line.kind is Kind.RECIPIENTS or text.startswith("Nơi nhận"):
                listing, column = True, _column(line)
                text = re.sub(r"^Nơi nhận ?:? ?", "", text)
                found.extend(_entries(text))
            elif listing and column is not None:
                if _column(line) == column:
                    found.extend(_entries(text))
            elif listing and line.kind is Kind.DASH:
                found.extend(_entries(text))
            elif listing and found:
                break
        if found:
            return tuple(found)
    return ()


def _left_column(line: KindLine) -> str:
    words = line.passage.words()
    right = _right_column(line, words)
    return words.cut(0, right.start - words.start).shown if right else line.passage.shown


def _column(line: KindLine) -> tuple[int, int] | None:
    """The column of the table beside the signature, where the list stands in one."""
    cell = line.passage.cell
    return (cell.table, cell.column) if cell is not None else None


def _entries(text: str) -> list[str]:
    return [entry.strip(" ,;.-–") for entry in _RECIPIENT.split(text) if entry.strip(" ,;.-–")]
