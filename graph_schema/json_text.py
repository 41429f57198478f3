"""JSON to bytes and back: by orjson where it is installed, by Python's own library otherwise.

Both say the same: what the one refuses the other refuses (Python's own gives up on some depth below
1024 already, by its own limit of calls). The rest of the program knows this alone.
"""

import json
import math
from collections.abc import Callable
from dataclasses import fields, is_dataclass

try:
    import orjson
except ImportError:  # it comes with the extra "speed"
    orjson = None  # type: ignore[assignment]

_DEEPEST = 1024
_SMALLEST, _LARGEST = -(2**63), 2**64 - 1
_DIGITS = len(str(_LARGEST))


def plain_dumps(value: object) -> bytes:
    """The shortest JSON in UTF-8, by Python's own library; a number that is none becomes null."""
    return _plain(value, None, (",", ":"))


def plain_pretty(value: object) -> bytes:
    """JSON for people, two spaces a level and a last line's end, by Python's own library."""
    return _plain(value, 2, (",", ": ")) + b"\n"


def plain_loads(content: bytes | str) -> object:
    """What JSON in UTF-8 says, by Python's own library; whatever is no such JSON: ValueError."""
    text = content.decode("utf-8") if isinstance(content, bytes) else content
    try:
        found: object = json.loads(
            text, parse_constant=_refuse, parse_int=_whole, parse_float=_finite
        )
    except RecursionError:
        raise ValueError("too deep") from None
    _check_depth(found)
    if "\\ud" in text or "\\uD" in text:  # half of a pair is no letter
        json.dumps(found, ensure_ascii=False).encode("utf-8")
    return found


def _plain(value: object, indent: int | None, separators: tuple[str, str]) -> bytes:
    def text(of: object) -> str:
        return json.dumps(
            of,
            ensure_ascii=False,
            allow_nan=False,
            indent=indent,
            separators=separators,
            default=_record,
        )

    try:
        return text(value).encode("utf-8")
    except ValueError:
        return text(_without_nan(value)).encode("utf-8")


def _record(value: object) -> dict[str, object]:
    """A dataclass as its fields, as orjson writes it."""
    if not is_dataclass(value):
        raise TypeError(f"{type(value).__name__} is no JSON")
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _without_nan(value: object) -> object:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {name: _without_nan(item) for name, item in value.items()}
    if is_dataclass(value):
        return _without_nan(_record(value))
    return [_without_nan(item) for item in value] if isinstance(value, list | tuple) else value


def _refuse(word: str) -> object:
    raise ValueError(f"{word} is no JSON")


def _whole(digits: str) -> int | float:
    number = int(digits) if len(digits) <= _DIGITS + 1 else None
    if number is not None and _SMALLEST <= number <= _LARGEST:
        return number
    return _finite(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError("a number without end")
    return number


def _check_depth(found: object) -> None:
    level = [found]
    for _ in range(_DEEPEST + 1):
        level = [
            item
            for value in level
            if isinstance(value, list | dict)
            for item in (value.values() if isinstance(value, dict) else value)
            if isinstance(item, list | dict)
        ]
        if not level:
            return
    raise ValueError("too deep")


def _fast_pretty(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


dumps: Callable[[object], bytes] = plain_dumps if orjson is None else orjson.dumps
"""The shortest JSON in UTF-8."""
pretty: Callable[[object], bytes] = plain_pretty if orjson is None else _fast_pretty
"""JSON for people, two spaces a level and a last line's end."""
loads: Callable[[bytes | str], object] = plain_loads if orjson is None else orjson.loads
"""What JSON in UTF-8 says; whatever is no such JSON is a ValueError."""
