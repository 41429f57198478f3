"""Automatic numbering of Word: the number that is printed but stands nowhere in the text."""

import re
from dataclasses import dataclass, replace

from lxml import etree

from loaders.docx_styles import StyleSheet, W, child_value, is_on, value, whole
from loaders.numerals import bullet, write_number

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its number is written and when it starts anew."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    joined: bool = False
    legal: bool = False
    restart: int | None = None
    style: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """One list instance (``w:num``): its abstract list, and the levels it overrides."""

    abstract: str
    levels: dict[int, Level]
    restarts: dict[int, int]


class Numbering:
    """The running counters of a document: asked once a paragraph, in order, as Word prints."""

    def __init__(self, tree: etree._Element | None, styles: StyleSheet) -> None:
        """Read ``numbering.xml``; a file without one prints no numbers."""
        self._lists = {} if tree is None else _read_lists(tree, styles)
        self._counters: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()

    def level_of_style(self, number: str, style_id: str) -> int:
        """The level that a list ties to a style, for styles that do not say it themselves."""
        found = self._lists.get(number)
        if found:
            for index, level in found.levels.items():
                if level.style == style_id:
                    return index
        return 0

    def label(self, number: str, index: int) -> str:
        """Count one paragraph and return what Word prints before it, with its gap."""
        found = self._lists.get(number)
        if found is None or index not in found.levels:
            return ""
        counters = self._counters.setdefault(found.abstract, [None] * _LEVELS)
        self._advance(found, number, index, counters)
        level = found.levels[index]
        is_bullet = level.form == "bullet"
        printed = bullet(level.text) if is_bullet else _fill(level, found, counters)
        return printed if level.joined or not printed else printed + " "

    def _advance(self, found: List, number: str, index: int, counters: list[int | None]) -> None:
        for upper in range(index):
            if counters[upper] is None and upper in found.levels:
                counters[upper] = found.restarts.get(upper, found.levels[upper].start)
        current = counters[index]
        first = (number, index) not in self._started
        self._started.add((number, index))
        if index in found.restarts and first:
            counters[index] = found.restarts[index]
        else:
            counters[index] = found.levels[index].start if current is None else current + 1
        for deeper in range(index + 1, _LEVELS):
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or index < restart:
                counters[deeper] = None


def _fill(level: Level, found: List, counters: list[int | None]) -> str:
    def written(match: re.Match[str]) -> str:
        upper = int(match[1]) - 1
        count = counters[upper]
        if count is None or upper not in found.levels:
            return ""
        form = found.levels[upper].form
        return write_number(count, "decimal" if level.legal and form != "none" else form)

    return _PLACE.sub(written, level.text)


def _read_lists(tree: etree._Element, styles: StyleSheet) -> dict[str, List]:
    abstracts = {value(item, "abstractNumId"): item for item in tree.iterfind(f"{W}abstractNum")}
    numbers = {value(item, "numId"): item for item in tree.iterfind(f"{W}num")}
    levels = {key: _read_levels(item) for key, item in abstracts.items()}
    lists = {}
    for number, item in numbers.items():
        abstract = child_value(item, "abstractNumId") or ""
        linked = child_value(abstracts[abstract], "numStyleLink") if abstract in abstracts else None
        target = numbers.get(styles.list_number(linked) or "") if linked else None
        if target is not None:
            abstract = child_value(target, "abstractNumId") or ""
        lists[number] = _override(item, abstract, levels.get(abstract, {}))
    return lists


def _override(item: etree._Element, abstract: str, levels: dict[int, Level]) -> List:
    own, restarts = dict(levels), {}
    for override in item.iterfind(f"{W}lvlOverride"):
        index = whole(value(override, "ilvl")) or 0
        for level in _read_levels(override).values():
            own[index] = level
        start = whole(child_value(override, "startOverride"))
        if start is not None and index in own:
            restarts[index] = start
            own[index] = replace(own[index], start=start)
    return List(abstract, own, restarts)


def _read_levels(parent: etree._Element) -> dict[int, Level]:
    levels = {}
    for item in parent.iterfind(f"{W}lvl"):
        index = whole(value(item, "ilvl")) or 0
        if index < _LEVELS:
            levels[index] = _read_level(item)
    return levels


def _read_level(item: etree._Element) -> Level:
    legal = item.find(f"{W}isLgl")
    start = whole(child_value(item, "start"))
    text = child_value(item, "lvlText") or ""
    if item.find(f"{W}lvlPicBulletId") is not None:
        text = "•"
    return Level(
        form=child_value(item, "numFmt") or "decimal",
        text=text,
        start=start or 0,
        joined=child_value(item, "suff") == "nothing",
        legal=legal is not None and (is_on(value(legal)) or not value(legal)),
        restart=whole(child_value(item, "lvlRestart")),
        style=child_value(item, "pStyle") or "",
    )
