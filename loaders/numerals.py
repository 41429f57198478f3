"""Numerals: counts and bullets in the letters that a page prints them with."""

import re
from collections.abc import Callable

_PRIVATE = re.compile("[\ue000-\uf8ff]")
_SYMBOLS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf06f": "◦", "\uf0a8": "◻", "\uf0fc": "✓", "\uf0d8": "➢",
    "\uf0e0": "→", "\uf0e8": "➔", "\uf076": "❖", "\uf02d": "-", "\uf02b": "+", "\uf02a": "*",
}  # fmt: skip
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def bullet(text: str) -> str:
    """The bullet as a letter that every font has; symbol fonts keep theirs in a private area."""
    if text == "o":
        return "◦"
    return _PRIVATE.sub(lambda match: _SYMBOLS.get(match[0], "•"), text)


def write_number(count: int, form: str) -> str:
    """A count in one of Word's forms; forms of other scripts are written in digits."""
    writer = _FORMS.get(form)
    return str(count) if writer is None else writer(count)


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    letters = []
    for size, letter in _ROMAN:
        times, count = divmod(count, size)
        letters.append(letter * times)
    return "".join(letters)


def _letter(count: int) -> str:
    if not 0 < count <= 780:
        return str(count)
    return chr(65 + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _words(count: int) -> str:
    """Vietnamese counting up to 99, as ``vietnameseCounting`` prints it."""
    if not 0 < count < 100:
        return str(count)
    tens, ones = divmod(count, 10)
    if not tens:
        return _DIGITS[ones]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    tail = {0: "", 1: "một" if tens == 1 else "mốt", 5: "lăm"}.get(ones, _DIGITS[ones])
    return f"{head} {tail}".strip()


_FORMS: dict[str, Callable[[int], str]] = {
    "upperRoman": _roman,
    "lowerRoman": lambda count: _roman(count).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda count: _letter(count).lower(),
    "decimalZero": lambda count: f"{count:02d}",
    "vietnameseCounting": _words,
    "none": lambda count: "",
    "bullet": lambda count: "",
}
