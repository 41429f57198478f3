"""The words of one Markdown line: emphasis, links, notes and escapes read, in linear time."""

import html
import re
from dataclasses import dataclass, field
from itertools import accumulate

_TOKEN = re.compile(
    r"""
      \\(?P<escaped>[!-/:-@\[-`{-~])
    | (?<!`)(?P<ticks>`{1,3})(?!`)(?P<code>[^`\n]{0,2000})(?P=ticks)
    | (?P<note>\[\^[^\]\s]{1,40}\])
    | !\[[^\[\]\n]{0,2000}\]\([^()\n]{0,2000}\)
    | \[(?P<link>[^\[\]\n]{0,2000})\]\([^()\n]{0,2000}\)
    | <(?P<address>(?:https?://|mailto:)[^<>\s]{1,2000})>
    | (?P<br><br\s*/?>)
    | (?P<tag></?[A-Za-z][A-Za-z0-9]{0,20}(?:\s[^<>]{0,500})?/?>)
    | (?P<entity>&(?:[A-Za-z]{2,30}|\#\d{1,7}|\#[xX][0-9A-Fa-f]{1,6});)
    | (?P<emphasis>\*{1,3}|_{1,3}|~~)
    """,
    re.VERBOSE,
)
_BOLD = frozenset({"**", "***", "__", "___"})
_ITALIC = frozenset({"*", "***", "_", "___"})


@dataclass(frozen=True, slots=True)
class Words:
    """What a line prints, and whether all of it is bold or italic."""

    text: str
    bold: bool
    italic: bool


@dataclass(slots=True)
class _Pieces:
    """The pieces of a line, and the stretches of them that a pair of marks encloses."""

    pieces: list[str] = field(default_factory=list)
    open: dict[str, list[int]] = field(default_factory=dict)
    pairs: list[tuple[str, int, int]] = field(default_factory=list)

    def mark(self, mark: str, opens: bool, closes: bool) -> None:
        if closes and len(mark) == 3 and not self.open.get(mark):
            inner, outer = self._nested(mark)
            if inner:
                self.mark(inner, False, True)
                self.mark(outer, opens, True)
                return
        waiting = self.open.get(mark, [])
        place = len(self.pieces)
        if closes and waiting:
            start = waiting.pop()
            self.pairs.append((mark, start, place))
            self.pieces[start] = ""
            self.pieces.append("")
            for other in self.open.values():
                while other and other[-1] > start:
                    other.pop()
            return
        if opens:
            self.open.setdefault(mark, []).append(place)
        self.pieces.append(mark)

    def _nested(self, mark: str) -> tuple[str, str]:
        """How three marks close two pairs, the one that opened last first."""
        single, double = mark[0], mark[:2]
        ones, twos = self.open.get(single), self.open.get(double)
        if not ones or not twos:
            return "", ""
        return (double, single) if twos[-1] > ones[-1] else (single, double)

    def is_all(self, marks: frozenset[str]) -> bool:
        steps = [0] * (len(self.pieces) + 1)
        for mark, start, end in self.pairs:
            if mark in marks:
                steps[start] += 1
                steps[end] -= 1
        depths = accumulate(steps)
        printed = [
            depth for piece, depth in zip(self.pieces, depths, strict=False) if piece.strip()
        ]
        return bool(printed) and min(printed) > 0


def read_inline(source: str) -> Words:
    """The words of one line; a mark without its partner is a printed character."""
    found, at = _Pieces(), 0
    for token in _TOKEN.finditer(source):
        found.pieces.append(source[at : token.start()])
        at = token.end()
        if mark := token["emphasis"]:
            before, after = source[token.start() - 1 : token.start()], source[at : at + 1]
            found.mark(mark, *_flanks(mark, before, after))
        else:
            found.pieces.append(_printed(token))
    found.pieces.append(source[at:])
    return Words("".join(found.pieces), found.is_all(_BOLD), found.is_all(_ITALIC))


def _flanks(mark: str, before: str, after: str) -> tuple[bool, bool]:
    """Whether a run of marks can open and can close, by the characters around it."""
    if before == "(" and after == ")":
        return False, False
    opens = bool(after.strip())
    closes = bool(before.strip())
    if mark[0] == "_":
        return opens and not before.isalnum(), closes and not after.isalnum()
    return opens, closes


def _printed(token: re.Match[str]) -> str:
    if token["br"]:
        return "\n"
    if token["entity"]:
        return html.unescape(token["entity"])
    if token["link"] is not None:
        return read_inline(token["link"]).text
    return token["escaped"] or token["code"] or token["address"] or ""
