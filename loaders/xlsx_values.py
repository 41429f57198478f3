"""Values of a workbook as they are shown: days, percents and numbers by the shape of their cell."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from lxml import etree

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 14: "dd/mm/yyyy",
    15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss", 20: "h:mm",
    21: "h:mm:ss", 22: "dd/mm/yyyy h:mm",
}  # fmt: skip
_UNWRITTEN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_DAYS_1900 = datetime(1899, 12, 30)
_DAYS_1904 = datetime(1904, 1, 1)
_LAST_DAY = 2_958_465
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Shapes:
    """The number form and the boldness of each cell style of a workbook."""

    forms: tuple[str, ...]
    bolds: tuple[bool, ...]
    epoch: datetime

    def form(self, style: str) -> str:
        """The number form of a style, the general one when the style is unknown."""
        return _at(self.forms, style, "")

    def is_bold(self, style: str) -> bool:
        """Whether a style prints in bold."""
        return _at(self.bolds, style, False)


def _at(values: tuple[_Value, ...], index: str, default: _Value) -> _Value:
    known = index.isascii() and index.isdigit() and int(index) < len(values)
    return values[int(index)] if known else default


def read_shapes(tree: etree._Element | None, *, from_1904: bool) -> Shapes:
    """The styles that decide how values are shown."""
    epoch = _DAYS_1904 if from_1904 else _DAYS_1900
    if tree is None:
        return Shapes((), (), epoch)
    own = {
        str(item.get("numFmtId")): str(item.get("formatCode") or "")
        for item in tree.iterfind(f"{_S}numFmts/{_S}numFmt")
    }
    built_in = {str(number): form for number, form in _BUILT_IN.items()}
    fonts = tuple(_is_bold(font) for font in tree.iterfind(f"{_S}fonts/{_S}font"))
    styles = tree.findall(f"{_S}cellXfs/{_S}xf")
    return Shapes(
        tuple((built_in | own).get(str(item.get("numFmtId")), "") for item in styles),
        tuple(_at(fonts, str(item.get("fontId") or "0"), False) for item in styles),
        epoch,
    )


def shown_value(value: str, form: str, epoch: datetime) -> str:
    """A stored number as its cell shows it, with the comma and the day order of Vietnam."""
    number, plain = _number_of(value), _plain(form)
    if number is None:
        return value
    if any(letter in plain for letter in "ydh"):
        return _moment(number, plain, epoch)
    return _number(number, plain)


def exact_value(value: str, form: str, epoch: datetime) -> str:
    """A stored number with all its digits, a day with its year, whatever its cell shows of it."""
    number, plain = _number_of(value), _plain(form)
    if number is None:
        return value
    if any(letter in plain for letter in "yd"):
        return _moment(number, "dmy", epoch)
    if "h" in plain:
        return _moment(number, plain, epoch)
    percent = "%" in plain
    text = f"{number * 100 if percent else number:.10g}".replace(".", ",")
    return f"{text}%" if percent else text


def _number_of(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _plain(form: str) -> str:
    """The part of a form that is for positive numbers, without words and colours."""
    return _UNWRITTEN.sub("", form.split(";")[0]).lower()


def _is_bold(font: etree._Element) -> bool:
    mark = font.find(f"{_S}b")
    return mark is not None and mark.get("val") not in ("0", "false")


def _moment(number: float, form: str, epoch: datetime) -> str:
    if not 0 <= number <= _LAST_DAY:
        return f"{number:.10g}"
    moment = epoch + timedelta(seconds=round(number * 86_400))
    parts = (("%d", "d"), ("%m", "m"), ("%Y", "y"))
    day = "/".join(part for part, letter in parts if letter in form)
    if "h" not in form:
        return moment.strftime(day)
    return moment.strftime(f"{day} %H:%M" if "d" in form or "y" in form else "%H:%M")


def _number(number: float, form: str) -> str:
    percent = "%" in form
    number = number * 100 if percent else number
    places = re.search(r"\.([0#?]+)", form)
    if not form or form == "general" or "@" in form:
        text = f"{number:.10g}"
    else:
        text = f"{number:,.{len(places[1]) if places else 0}f}"
        text = text if "," in form else text.replace(",", "")
    text = text.translate(str.maketrans(",.", ".,"))
    return f"{text}%" if percent else text
