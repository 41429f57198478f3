"""Agents: who leads or does a piece of work, named after it ("…, do Phòng Kinh tế chủ trì.")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from loaders.lexicon import UNIT_START
from loaders.passages import Words
from loaders.rules import Rule, Table, words
from loaders.unit_lists import UnitSpan, read_units


class Agency(StrEnum):
    """What the body named after the work has to do with it."""

    LEADS = "leads"
    DOES = "does"


_ENDS = r"(?: (?:thực hiện|tham mưu|triển khai|tổ chức(?: thực hiện)?))?(?=[,.;)]|$)"
AGENCIES: Table[Agency] = Table(
    "agencies",
    (
        Rule(
            "leads-at-the-end",
            words(rf" (?:(?:là|làm) (?:đơn vị |cơ quan )?)?(?:chủ trì|đầu mối){_ENDS}"),
            Agency.LEADS,
            (
                "Tập huấn cán bộ, do Phòng Văn hóa chủ trì.",
                "Số hóa hồ sơ (do Văn phòng làm đầu mối, các thôn phối hợp)",
            ),
            ("Phòng Văn hóa chủ trì tập huấn", "xác định cơ quan chủ trì và"),
        ),
        Rule(
            "does-at-the-end",
            words(r" (?:tổ chức |triển khai |trực tiếp )?thực hiện(?=[,.;)]|$)"),
            Agency.DOES,
            ("Số hóa hồ sơ, do Phòng Kinh tế thực hiện.", "(do các thôn tổ chức thực hiện)"),
            ("Phòng Kinh tế thực hiện số hóa hồ sơ",),
        ),
    ),
)
_FARTHEST = 240
"""Letters before the verb in which its body is looked for."""
_OPENS = re.compile(r"(?:(?:, ?|\(| )(?P<by>do )|, ?|\()(?=[^\W\d_])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Agent:
    """Bodies named after the work, and what they have to do with it."""

    agency: Agency
    units: tuple[UnitSpan, ...]
    rule: str


def read_agents(text: Words) -> Iterator[Agent]:
    """The bodies that close a clause of work; to do it, they must be told by "do"."""
    for found in AGENCIES.every(text.text):
        verb = found.match.start()
        clause = max(text.text.rfind(mark, 0, verb) for mark in (". ", "; ", ": "))
        start = max(clause + 1, verb - _FARTHEST, 0)
        for opened in _OPENS.finditer(text.text, start, verb):
            if not opened["by"] and found.yields is Agency.DOES:
                continue
            said = text.cut(opened.end(), verb)
            if UNIT_START.match(said.text) and (units := _all_units(said)):
                yield Agent(found.yields, units, found.rule.name)
                break


def _all_units(said: Words) -> tuple[UnitSpan, ...]:
    units, end = read_units(said)
    return tuple(units) if end == len(said.text) else ()
